"""Nudges for the workers, and the sweepers that find what a lost nudge left lying."""

from celery import shared_task

from market.shipping import places, registry
from market.shipping.booking import booking
from market.shipping.couriers.base import Can


@shared_task
def book(shipment_id: int) -> None:
    booking.book(shipment_id)


@shared_task
def look_up(shipment_id: int) -> None:
    booking.look_up(shipment_id)


@shared_task
def sweep_bookings() -> None:
    verbs = {"book": book, "look_up": look_up}
    for verb, shipment_id in booking.sweep():
        verbs[verb].nudge(shipment_id)


@shared_task(time_limit=900)
def find_places(*, again: bool = False) -> None:
    for courier in registry.couriers(Can.FIND_PLACE):
        if courier.lists_places and (again or not places.is_filled(courier)):
            places.fill_alone(courier)
