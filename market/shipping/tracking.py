"""Following a parcel: the courier is asked, every event kept once, and the newest known one says where the parcel is.

Nothing is decided here: `poll` returns facts, and the corridor above takes the steps. Events are facts by the time at
which they happened, not at which we heard of them; a code that we do not know is kept, logged, and changes nothing.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from market.core.errors import MarketError
from market.order.models import ShippingAddress
from market.shipping import registry, words
from market.shipping.asking.circuit import watched
from market.shipping.couriers import base
from market.shipping.couriers.base import Progress, Reason, progress_of
from market.shipping.models import Shipment, TrackingEvent
from market.shipping.words import UNKNOWN

log = logging.getLogger(__name__)

LEASE_SECONDS = 600  # a poller that dies gives its parcels back after this
PAUSE_SECONDS = 0.5  # between two questions: no courier publishes its limit, two a second offend nobody
ROUND_LIMIT = 20
GIVE_UP_DAYS = 90
AFTER_END_DAYS, AFTER_END_SECONDS = 3, 86_400  # a delivery is sometimes taken back within days (a wrong scan)
TEXT_LENGTH, CODE_LENGTH, LOCATION_LENGTH = 300, 30, 100
GRAVE = frozenset({Reason.DAMAGED, Reason.LOST})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a parcel now, and what is new since the last time."""

    shipment_id: int
    seller_order_id: int
    before: Progress
    progress: Progress
    occurred_at: datetime | None = None  # of the event that says where it is
    picked_up_at: datetime | None = None  # the courier's first scan
    new_events: int = 0
    alert: str = ""  # for a person: why this parcel wants to be looked at
    error: str = ""  # the courier did not answer; nothing has changed

    @property
    def has_moved(self) -> bool:
        return self.progress is not self.before


def poll(shipment_id: int) -> Facts | None:
    """Ask the courier and keep what is new; None for a parcel that is not (or no longer) booked. For workers.

    May be repeated and run by several at once. A courier that does not answer is asked again at the next round.
    """
    shipment = Shipment.objects.filter(pk=shipment_id, state=Shipment.State.BOOKED).exclude(awb="").first()
    if shipment is None:
        return None
    before = Progress(shipment.progress)
    try:
        courier = registry.courier(shipment.courier_code)
        with watched(courier, "track"):
            told = courier.follow(_known(shipment))
    except MarketError as error:
        log.warning("%s %s: not followed: %s", shipment.courier_code, shipment.number, error)
        _write(shipment, next_poll_at=_next_poll(shipment, before, None))
        return Facts(shipment.pk, shipment.seller_order_id, before, before, error=str(error))
    new = _keep(shipment, told.events)
    if told.billed_rupiah is not None and told.billed_rupiah not in (shipment.quoted_rupiah, shipment.billed_rupiah):
        _write(shipment, billed_rupiah=told.billed_rupiah)
        log.warning("%s %s: billed %s", shipment.courier_code, shipment.number, told.billed_rupiah)
    return _conclude(shipment, before, new)


def record(shipment_id: int, event: base.TrackingEvent, source: str) -> Facts:
    """Keep what one of our own people did with the parcel; what is known now. Inside the caller's transaction.

    For carriage without a courier to ask: a driver of the village, a point, an operator who telephoned.
    """
    shipment = Shipment.objects.get(pk=shipment_id)
    return _conclude(shipment, Progress(shipment.progress), _keep(shipment, [event], source))


def due_for_poll(limit: int = ROUND_LIMIT) -> list[int]:
    """Shipments whose next poll has come, each given to one caller only (until `LEASE_SECONDS` have passed)."""
    now = timezone.now()
    due = Shipment.objects.filter(next_poll_at__lte=now, state=Shipment.State.BOOKED).order_by("next_poll_at")
    leased_until = now + timedelta(seconds=LEASE_SECONDS)
    return [
        pk
        for pk, next_poll_at in due.values_list("pk", "next_poll_at")[:limit]
        if Shipment.objects.filter(pk=pk, next_poll_at=next_poll_at).update(next_poll_at=leased_until)
    ]


def poll_due(limit: int = ROUND_LIMIT, pause_seconds: float = PAUSE_SECONDS) -> Iterator[Facts]:
    """One round of the poller: facts of each parcel that is due, one after the other, gently."""
    for number, shipment_id in enumerate(due_for_poll(limit)):
        if number:
            time.sleep(pause_seconds)
        facts = poll(shipment_id)
        if facts is not None:
            yield facts


def _known(shipment: Shipment) -> base.Carried:
    """What the courier may want to hear of the parcel besides its number."""
    address = ShippingAddress.objects.filter(order__seller_orders=shipment.seller_order_id).first()
    phone = address.phone_number.as_e164 if address and address.phone_number else ""
    return base.Carried(
        shipment.awb, shipment.provider_order_id, shipment.reference, shipment.service_code, receiver_phone=phone
    )


def _keep(shipment: Shipment, told: Sequence[base.TrackingEvent], source: str = "poll") -> list[TrackingEvent]:
    """Write the events that we have not seen; those are given back."""
    seen = set(shipment.events.values_list("occurred_at", "code", "text_digest"))
    has_unknown = any(event.progress is Progress.UNKNOWN for event in told)
    said = words.meanings(shipment.courier_code) if has_unknown else {}
    rows = [
        TrackingEvent(
            shipment=shipment,
            occurred_at=event.occurred_at,
            code=event.code[:CODE_LENGTH],
            text=event.text[:TEXT_LENGTH],
            text_digest=hashlib.sha256(event.text.encode()).hexdigest()[:32],
            progress=said.get(event.code, UNKNOWN) if event.progress is Progress.UNKNOWN else str(event.progress),
            reason=str(event.reason),
            location=event.location[:LOCATION_LENGTH],
            source=source,
        )
        for event in told
    ]
    new = {key: row for row in rows if (key := (row.occurred_at, row.code, row.text_digest)) not in seen}
    TrackingEvent.objects.bulk_create(new.values(), ignore_conflicts=True)
    for row in new.values():
        if row.progress == UNKNOWN:
            log.warning("%s: a code that we do not know: %r %r", shipment.courier_code, row.code, row.text)
    return list(new.values())


def _conclude(shipment: Shipment, before: Progress, new: Sequence[TrackingEvent]) -> Facts:
    """Where the parcel is by all that was ever told, also if the courier has forgotten the half of it."""
    events = [
        base.TrackingEvent(occurred_at, "", "", Progress(word))
        for occurred_at, word in shipment.events.order_by("occurred_at", "pk").values_list("occurred_at", "progress")
    ]
    known = [event for event in events if event.progress is not Progress.UNKNOWN]
    progress = progress_of(known) if known else before
    last_at = max((event.occurred_at for event in known), default=None)
    scans = [event.occurred_at for event in known if event.progress.rank >= Progress.PICKED_UP.rank]
    moved = {} if progress is before else {"moved_at": last_at}
    _write(shipment, progress=str(progress), next_poll_at=_next_poll(shipment, progress, last_at), **moved)
    alert = _alert(before, progress, new)
    if alert:
        log.error("%s %s: %s", shipment.courier_code, shipment.number, alert)
    return Facts(
        shipment_id=shipment.pk,
        seller_order_id=shipment.seller_order_id,
        before=before,
        progress=progress,
        occurred_at=last_at,
        picked_up_at=min(scans, default=None),
        new_events=len(new),
        alert=alert,
    )


def _alert(before: Progress, progress: Progress, new: Sequence[TrackingEvent]) -> str:
    if before.is_terminal and progress is not before:
        return f"it had ended as {before} and is {progress} now"
    if progress is Progress.LOST_OR_DISPOSED and progress is not before:
        return "lost or disposed of"
    grave = [row.reason for row in new if row.reason in GRAVE]
    return f"{grave[0]}" if grave else ""


def _write(shipment: Shipment, **changes: object) -> None:
    Shipment.objects.filter(pk=shipment.pk).update(polled_at=timezone.now(), **changes)


def _next_poll(shipment: Shipment, progress: Progress, last_at: datetime | None) -> datetime | None:
    """When to ask again; None when there is nothing more to hear."""
    now = timezone.now()
    if base.Can.TRACK not in registry.can(shipment.courier_code):
        return None
    if progress.is_terminal:
        is_over = last_at is not None and now - last_at > timedelta(days=AFTER_END_DAYS)
        return None if is_over else now + timedelta(seconds=AFTER_END_SECONDS)
    if now - (shipment.booked_at or shipment.requested_at) > timedelta(days=GIVE_UP_DAYS):
        log.error("%s %s: not followed any longer after %s days", shipment.courier_code, shipment.number, GIVE_UP_DAYS)
        return None
    return now + timedelta(seconds=settings.TRACKING_SECONDS)
