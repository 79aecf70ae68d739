"""Which parcels want a person, and why: for the operator's list. Only the note that somebody looked is written."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from market.shipping.couriers.base import Progress
from market.shipping.models import Shipment, TrackingEvent

State = Shipment.State
STALE_DAYS = 3  # no word for so long after the last one
NOT_MOVING = ("pending", "booked", "finding_courier", "courier_assigned", "picking_up")
MOVING = ("picked_up", "in_transit", "out_for_delivery")
TROUBLE = ("delivery_failed", "on_hold", "returning", "returned", "lost_or_disposed", "courier_not_found", "cancelled")
ENDED = ("delivered", "returned", "cancelled", "courier_not_found", "lost_or_disposed")

UNCLEAR = Q(state=State.UNCLEAR, next_try_at=None)
TO_CALL = Q(state=State.VOID) & ~Q(error="")
NOT_LOOKED_AT = Q(looked_at=None) | Q(looked_at__lt=Coalesce("moved_at", "booked_at", "requested_at"))
IN_TROUBLE = Q(state=State.BOOKED, progress__in=TROUBLE) & NOT_LOOKED_AT
FAILED = Q(state=State.FAILED, seller_order__state="packed")


def stale() -> Q:
    """Booked, neither at its end nor heard of for days, and nobody has looked at it since."""
    since = timezone.now() - timedelta(days=STALE_DAYS)
    quiet = Q(state=State.BOOKED, heard_at__lt=since) & ~Q(progress__in=ENDED)
    return quiet & (Q(looked_at=None) | Q(looked_at__lt=since))


def watched(rows: QuerySet[Shipment]) -> QuerySet[Shipment]:
    """The rows with `heard_at` and `has_unknown`, which the questions below are about."""
    unknown = TrackingEvent.objects.filter(shipment=OuterRef("pk"), progress=str(Progress.UNKNOWN))
    unseen = unknown.filter(Q(seen_at__gt=OuterRef("looked_at")) | Q(shipment__looked_at=None))
    return rows.annotate(heard_at=Coalesce("moved_at", "booked_at", "requested_at"), has_unknown=Exists(unseen))


def live_again() -> Exists:
    """Whether the part of a failed booking has another one by now."""
    others = Shipment.objects.filter(seller_order=OuterRef("seller_order"), pk__gt=OuterRef("pk"))
    return Exists(others.exclude(state__in=[State.FAILED, State.VOID]))


def for_a_person(rows: QuerySet[Shipment]) -> QuerySet[Shipment]:
    """Everything that stands still until somebody acts."""
    wants = UNCLEAR | TO_CALL | IN_TROUBLE | stale() | Q(has_unknown=True, state=State.BOOKED)
    return watched(rows).filter(wants | (FAILED & ~Q(live_again()) & NOT_LOOKED_AT))


def reason_of(shipment: Shipment) -> str:
    """One word for why it is in the list: unclear, to_call, failed, trouble, unknown, stale; "" for none."""
    if shipment.state == State.UNCLEAR:
        return "unclear"
    if shipment.state == State.VOID and shipment.error:
        return "to_call"
    if shipment.state == State.FAILED:
        return "failed"
    if shipment.progress in TROUBLE:
        return "trouble"
    if getattr(shipment, "has_unknown", False):
        return "unknown"
    return "stale" if shipment.state == State.BOOKED and shipment.progress not in ENDED else ""


def looked_at(shipment_id: int, note: str) -> None:
    """A person has dealt with it; it leaves the list until something new happens."""
    Shipment.objects.filter(pk=shipment_id).update(looked_at=timezone.now(), note=note[:200])


def newly_stale(limit: int = 100) -> list[Shipment]:
    """For the task that notices: quiet parcels, the longest first."""
    rows = watched(Shipment.objects.all()).filter(stale())
    return list(rows.select_related("seller_order__order", "seller_order__partner").order_by(F("heard_at"))[:limit])
