"""Another courier for a packed part: the first carriage is called off with its courier, then the new one is asked for.

The wish stands on the shipment's row; a worker calls the courier outside any transaction. What a courier cannot or does
not call off stays as it is, with the reason, for a person.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import Misconfigured, OutsideError, RuleBroken, Unreachable, WrongState
from market.lifecycle import rows
from market.lifecycle.packed import mark_packed
from market.order.models import SellerOrder
from market.shipping import shipments
from market.shipping.booking.booking import move
from market.shipping.couriers.base import Collection
from market.shipping.models import Shipment

State = Shipment.State
IN_FLIGHT_SECONDS = 300
PAUSE_SECONDS = 120
LIMIT = 50
REASON = "pindah kurir"


def rebook(seller_order_id: int, *, courier_code: str, service_code: str, collection: str) -> Shipment:
    """Have a packed part carried by another courier; the shipment that is live now. May be repeated.

    `WrongState` once the parcel moves or while a booking is under way; `RuleBroken` for a courier that cannot be booked
    in this way, and for the very carriage that stands already.
    """
    wish = {"courier_code": courier_code, "service_code": service_code, "collection": collection}
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state != SellerOrder.State.PACKED:
            raise WrongState(_("Hanya paket yang menunggu kurir yang bisa pindah kurir."))
        shipments.check_offer(courier_code, Collection(collection))
        old = shipments.live_shipment(part)
        if old is not None and {name: getattr(old, name) for name in wish} == wish:
            raise RuleBroken(_("Kurir dan layanannya masih sama."), code="same_carriage")
        if old is None or move(old, [State.REQUESTED], state=State.VOID, next_try_at=None):
            return _ask(part, wish)
        waiting = shipments.LOCAL_WAITING if shipments.is_local(old.courier_code) else shipments.WAITING
        if old.state != State.BOOKED or old.progress not in waiting:
            raise WrongState(_("Kiriman ini tidak bisa dibatalkan lagi."), data={"shipment": old.number})
        Shipment.objects.filter(pk=old.pk).update(wish=wish, next_try_at=timezone.now())
        from market.lifecycle import tasks  # the tasks call the steps

        tasks.rebook.delay_on_commit(old.pk)
        return old


def carry_out(shipment_id: int) -> str:
    """Call the old carriage off, then ask for the new one. For workers; may be repeated and raced; the outcome."""
    old = Shipment.objects.filter(pk=shipment_id).exclude(next_try_at=None).first()
    if old is None or not old.wish:
        return "none"
    now = timezone.now()
    if old.next_try_at > now:  # another worker has it in hand
        return "taken"
    until = now + timedelta(seconds=IN_FLIGHT_SECONDS)
    if not Shipment.objects.filter(pk=old.pk, next_try_at=old.next_try_at).update(next_try_at=until):
        return "taken"
    try:
        state = shipments.call_off(old.pk, REASON).state
    except Unreachable:
        later = timezone.now() + timedelta(seconds=PAUSE_SECONDS)
        Shipment.objects.filter(pk=old.pk).update(next_try_at=later)
        return "later"
    except (OutsideError, RuleBroken, Misconfigured) as error:
        words = _("Tidak jadi pindah kurir: %(reason)s") % {"reason": error.message}
        Shipment.objects.filter(pk=old.pk).update(wish={}, next_try_at=None, note=words[:200])
        return "kept"
    if state != State.VOID:
        return "kept"
    with transaction.atomic():
        part = rows.take_part(old.seller_order_id)
        Shipment.objects.filter(pk=old.pk).update(wish={}, next_try_at=None)
        if part.state == SellerOrder.State.PACKED:
            _ask(part, old.wish)
    return "rebooked"


def due() -> list[int]:
    """Wishes whose nudge was lost or whose worker died."""
    lying = Shipment.objects.filter(next_try_at__lte=timezone.now(), state__in=[State.BOOKED, State.VOID])
    return list(lying.values_list("pk", flat=True)[:LIMIT])


def _ask(part: SellerOrder, wish: dict[str, str]) -> Shipment:
    shipment = mark_packed(part.pk, **wish)[1]
    assert shipment is not None
    return shipment
