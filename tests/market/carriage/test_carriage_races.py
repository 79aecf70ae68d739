"""Many at once: a parcel is put in one pickup, changes its courier once, and is handed over once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from market.core.errors import RuleBroken
from market.lifecycle import rides
from market.lifecycle.rebooked import carry_out, rebook
from market.settings.couriers import STAND_INS, couriers
from market.shipping.models import Pickup, Shipment
from market.shipping.paper.pickups import ask_pickup
from market.users.models import User
from tests.market.carriage.rows import a_driver, local_parcel
from tests.market.carriage.test_parcels_desk import booked
from tests.market.shipping.shop import KRANDEGAN, village

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _couriers(settings):
    settings.COURIERS = couriers(STAND_INS)


def at_once(deed: Callable[[], object]) -> list[object]:
    """What each of eight got: an answer, or the code of the rule that said no."""
    barrier, got = threading.Barrier(AT_ONCE), []

    def run() -> None:
        try:
            barrier.wait()
            got.append(deed())
        except RuleBroken as error:
            got.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == AT_ONCE
    return got


def test_eight_operators_ask_for_the_same_parcels_and_one_pickup_has_them():
    parcels = [booked("LD-261122-7K3QX9"), booked("LD-261122-8K3QX8")]
    by = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    facts = {"village": village(KRANDEGAN), "place": "x", "day": timezone.localdate(), "cost_rupiah": 999, "by": by}
    got = at_once(lambda: ask_pickup(parcels, **facts).number)
    assert got.count("rule_broken") == AT_ONCE - 1
    pickup = Pickup.objects.get()
    assert sum(pickup.shipments.values_list("pickup_share_rupiah", flat=True)) == 999


def test_eight_workers_change_the_courier_once():
    one = booked()
    rebook(one.seller_order_id, courier_code="pos", service_code="240", collection="drop_off")
    got = at_once(lambda: carry_out(one.pk))
    assert got.count("rebooked") == 1
    assert sorted(Shipment.objects.values_list("courier_code", "state")) == [("jne", "void"), ("pos", "requested")]


def test_eight_hands_reach_for_one_parcel_and_it_is_given_once():
    parcel, yadi = local_parcel(), a_driver()
    rides.assign(parcel.pk, yadi)
    rides.take(parcel.pk)
    at_once(lambda: rides.give(parcel.pk, parcel.code, "Bu Tini").pk)
    shipment = Shipment.objects.get(pk=parcel.shipment_id)
    assert shipment.events.filter(code="GIVEN").count() == 1
    assert shipment.progress == "delivered"
