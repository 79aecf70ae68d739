"""A parcel that stays among neighbours: a driver is named, takes it, and gives it to whoever says the code.

The code stands on the buyer's order page. Wrong codes are few: each try is taken by a conditional UPDATE before the
code is looked at, so that no number of tries at once gets more than `MAX_TRIES`.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import RuleBroken, WrongState
from market.lifecycle import books
from market.lifecycle.parcels import follow_parcel
from market.order.models import Order, SellerOrder
from market.shipping import tracking
from market.shipping.couriers.base import Progress, Reason, TrackingEvent
from market.shipping.couriers.ojek import Ojek
from market.shipping.models import Driver, LocalDelivery, Shipment

MAX_TRIES = 5
NAME_LENGTH = 60
SOURCE = "local"


def assign(delivery_id: int, driver: Driver) -> LocalDelivery:
    """The operator names who carries it; may be changed until the parcel is taken. `WrongState` afterwards."""
    with transaction.atomic():
        delivery = _lock(delivery_id)
        if delivery.driver_id == driver.pk:
            return delivery
        if delivery.taken_at or not _is_live(delivery):
            raise WrongState(_("Paket ini sudah dibawa atau sudah berakhir."))
        delivery.driver, delivery.assigned_at = driver, timezone.now()
        delivery.save(update_fields=["driver", "assigned_at"])
        words = _("Akan diantar oleh %(name)s") % {"name": driver.name}
        _tell(delivery, "ASSIGNED", words, Progress.COURIER_ASSIGNED)
        return delivery


def take(delivery_id: int) -> LocalDelivery:
    """The driver has the parcel in hand: the goods leave the seller. May be repeated."""
    with transaction.atomic():
        delivery = _lock(delivery_id)
        if delivery.taken_at:
            return delivery
        if delivery.driver is None or not _is_live(delivery):
            raise WrongState(_("Paket ini belum bisa dibawa."))
        delivery.taken_at = timezone.now()
        delivery.save(update_fields=["taken_at"])
        words = _("Dibawa oleh %(name)s") % {"name": delivery.driver.name}
        _tell(delivery, "TAKEN", words, Progress.PICKED_UP)
        return delivery


def give(delivery_id: int, code: str, receiver: str) -> LocalDelivery:
    """Hand the parcel over to whoever says the code. May be repeated once it is done.

    `RuleBroken` for a wrong code (`wrong_code`) and when it was tried too often (`too_many_tries`): then the operator
    unlocks. A parcel of the ojek must have been taken before.
    """
    delivery = LocalDelivery.objects.select_related("shipment").get(pk=delivery_id)
    if delivery.delivered_at:
        return delivery
    if delivery.shipment.courier_code == Ojek.code and not delivery.taken_at:
        raise WrongState(_("Tekan “Paket saya bawa” dulu."))
    name = " ".join(receiver.split())[:NAME_LENGTH]
    if not name:
        raise RuleBroken(_("Isi nama penerima."), code="receiver_missing")
    _check_code(delivery, code)
    with transaction.atomic():
        delivery = _lock(delivery_id)
        if delivery.delivered_at:
            return delivery
        if not _is_live(delivery):
            raise WrongState(_("Paket ini sudah berakhir."))
        delivery.delivered_at, delivery.receiver_name, delivery.wrong_tries = timezone.now(), name, 0
        delivery.save(update_fields=["delivered_at", "receiver_name", "wrong_tries"])
        _tell(delivery, "GIVEN", _("Diterima oleh %(name)s") % {"name": name}, Progress.DELIVERED)
        books.carried_by_village(delivery.shipment, _part(delivery))
        return delivery


def not_met(delivery_id: int, reason: str) -> LocalDelivery:
    """Nobody was at home: the parcel stays with the driver, the buyer is told each time."""
    with transaction.atomic():
        delivery = _lock(delivery_id)
        if delivery.delivered_at or not delivery.taken_at:
            raise WrongState(_("Paket ini tidak sedang diantar."))
        words = _("Belum bertemu penerima: %(reason)s") % {"reason": reason.strip()[:100] or "–"}
        _tell(delivery, "NOT_MET", words, Progress.DELIVERY_FAILED, Reason.CONSIGNEE_ABSENT)
        part = _part(delivery)
        outbox.tell_buyer(part.order, "not_met", part=part, again=f"{timezone.now():%Y%m%d%H%M}")
        return delivery


def code_of(seller_order_id: int) -> str:
    """The code that a buyer who fetches it himself has read on the order's page; "" where there is none."""
    waiting = LocalDelivery.objects.filter(shipment__seller_order=seller_order_id, delivered_at=None)
    return waiting.exclude(shipment__state=Shipment.State.VOID).values_list("code", flat=True).first() or ""


def close(seller_order_id: int, receiver: str = "") -> None:
    """It was handed over at a warung, against the same code: it waits at no point any more. May be repeated."""
    now = timezone.now()
    waiting = LocalDelivery.objects.filter(shipment__seller_order=seller_order_id, delivered_at=None)
    parcels = list(waiting.values_list("shipment_id", flat=True))
    if waiting.update(delivered_at=now, receiver_name=receiver[:NAME_LENGTH]):
        Shipment.objects.filter(pk__in=parcels).update(progress=str(Progress.DELIVERED), moved_at=now)


def unlock(delivery_id: int) -> None:
    """The operator has spoken with the buyer: the code may be tried again."""
    LocalDelivery.objects.filter(pk=delivery_id).update(wrong_tries=0)


def _check_code(delivery: LocalDelivery, code: str) -> None:
    """Take one try, then compare. Outside of the step's transaction, so that a wrong try stays counted."""
    tries = LocalDelivery.objects.filter(pk=delivery.pk, delivered_at=None, wrong_tries__lt=MAX_TRIES)
    if not tries.update(wrong_tries=F("wrong_tries") + 1):
        raise RuleBroken(_("Kode salah terlalu sering. Minta operator desa membukanya."), code="too_many_tries")
    typed = "".join(sign for sign in code if sign.isdigit())
    if constant_time_compare(delivery.code, typed):
        return
    delivery.refresh_from_db(fields=["wrong_tries"])
    left = max(MAX_TRIES - delivery.wrong_tries, 0)
    raise RuleBroken(_("Kode tidak cocok. Masih bisa dicoba %(left)s kali.") % {"left": left}, code="wrong_code")


def _lock(delivery_id: int) -> LocalDelivery:
    """In the written order: the order and its parts by the step that follows, so the delivery comes last here."""
    order_id = LocalDelivery.objects.values_list("shipment__seller_order__order", flat=True).get(pk=delivery_id)
    Order.objects.select_for_update().get(pk=order_id)
    rows = LocalDelivery.objects.select_for_update(of=("self",)).select_related("shipment", "driver")
    return rows.get(pk=delivery_id)


def _is_live(delivery: LocalDelivery) -> bool:
    return delivery.shipment.state == Shipment.State.BOOKED and delivery.delivered_at is None


def _part(delivery: LocalDelivery) -> SellerOrder:
    return SellerOrder.objects.select_related("order", "partner").get(pk=delivery.shipment.seller_order_id)


def _tell(delivery: LocalDelivery, code: str, text: str, progress: Progress, reason: Reason = Reason.NONE) -> None:
    event = TrackingEvent(timezone.now(), code, text, progress, reason)
    follow_parcel(tracking.record(delivery.shipment_id, event, SOURCE))
