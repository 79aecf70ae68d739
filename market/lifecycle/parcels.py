"""What couriers report of a parcel, turned into steps. Repeats, late scans and lost workers change nothing."""

from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import WrongState
from market.lifecycle import rows
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.returned import mark_returned
from market.order.models import SellerOrder
from market.shipping import shipments, tracking, watching
from market.shipping.booking import booking
from market.shipping.couriers.base import Progress
from market.shipping.models import Shipment
from market.shipping.tracking import Facts

State = SellerOrder.State
NEVER_CARRIED = (Progress.CANCELLED, Progress.COURIER_NOT_FOUND)
WORDS = {Progress.DELIVERY_FAILED: "delivery_failed", Progress.RETURNING: "returning"}
GOING_BACK = (Progress.RETURNING, Progress.RETURNED)


def check_parcel(shipment_id: int) -> str:
    """Ask the courier about one parcel and take the step; its outcome. May be repeated and raced.

    A parcel whose number is still to come is looked up first.
    """
    waiting = Shipment.objects.filter(pk=shipment_id, state=Shipment.State.UNCLEAR).exclude(provider_order_id="")
    if waiting.exists():
        booking.look_up(shipment_id)
    facts = tracking.poll(shipment_id)
    return follow_parcel(facts) if facts else "not_booked"


def check_due() -> list[str]:
    """One round of the poller."""
    return [follow_parcel(facts) for facts in tracking.poll_due()]


def follow_parcel(facts: Facts) -> str:
    """The step that the courier's facts lead to: `delivered`, `handed_over`, `told` (a person looks), or `none`.

    It goes by where the parcel is, not by what is new: a worker that died after asking has lost nothing.
    """
    if facts.error:
        return "unanswered"
    part = SellerOrder.objects.select_related("order", "partner").get(pk=facts.seller_order_id)
    if facts.alert or facts.progress in GOING_BACK:
        words = {"progress": str(facts.progress), "alert": facts.alert or str(facts.progress)}
        outbox.tell_house("parcel_trouble", f"{facts.shipment_id}:{facts.progress}", order=part.order, **words)
    _tell(part, facts)
    try:
        if facts.progress is Progress.DELIVERED:
            return _delivered(part, facts)
        if facts.progress is Progress.RETURNED:
            return _returned(part)
        if facts.picked_up_at and facts.progress not in NEVER_CARRIED and not rows.is_past(part, State.HANDED_OVER):
            mark_handed_over(part.pk, facts.picked_up_at)
            return "handed_over"
    except WrongState:
        outbox.tell_house("carried_though_ended", part.number, order=part.order)
        return "told"
    return "none"


def notice_stale() -> int:
    """Parcels of which nobody has heard for days: buyer, seller and house are told once. How many are quiet now."""
    quiet = watching.newly_stale()
    for shipment in quiet:
        part = shipment.seller_order
        outbox.tell_house("parcel_stale", shipment.number, order=part.order, awb=shipment.awb)
        outbox.tell_buyer(part.order, "parcel_stale", part=part)
        outbox.tell_seller(part, "parcel_stale", awb=shipment.awb)
    return len(quiet)


def _tell(part: SellerOrder, facts: Facts) -> None:
    """Of an attempt that failed and of the way back, buyer and seller hear once each; a neighbour's own word counts."""
    if facts.progress not in WORDS or not facts.has_moved or part.state in (State.CANCELLED, State.RETURNED):
        return
    if shipments.is_local(part.courier_code):
        return
    outbox.tell_buyer(part.order, WORDS[facts.progress], part=part)
    outbox.tell_seller(part, WORDS[facts.progress])


def _returned(part: SellerOrder) -> str:
    if part.state in (State.RETURNED, State.CANCELLED):
        return "none"
    mark_returned(part.pk, _("Kurir mengembalikan paket"))
    return "returned"


def _delivered(part: SellerOrder, facts: Facts) -> str:
    if rows.is_past(part, State.DELIVERED):
        return "none"
    if facts.picked_up_at and facts.picked_up_at != facts.occurred_at:
        mark_handed_over(part.pk, facts.picked_up_at)
    mark_delivered(part.pk, facts.occurred_at)
    return "delivered"
