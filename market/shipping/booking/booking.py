"""Booking a carriage with a courier: never twice, never lost. The row is the queue.

requested -> booking -> booked is the good way. The row moves to `booking` by one conditional UPDATE before the courier
is called, so that only one worker calls; the call stands outside any transaction; the answer is written afterwards.
Whoever dies between the two leaves a row in `booking`, which the sweeper turns into `unclear`: it is never simply tried
again. An unclear row is looked up by our reference where the courier can, else a person asks the courier.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import Duplicate, MarketError, Misconfigured, OutsideError, Refused, RuleBroken, Unreachable
from market.core.http import redact
from market.shipping import registry
from market.shipping.asking.circuit import watched
from market.shipping.booking.building import booking_of
from market.shipping.couriers.base import Can, Waybill, WaybillState
from market.shipping.models import Shipment

log = logging.getLogger(__name__)

State = Shipment.State
MAX_TRIES = 8
FIRST_PAUSE_SECONDS = 30
LONGEST_PAUSE_SECONDS = 1_800
IN_FLIGHT_SECONDS = 300  # longer than any call and than the worker's own limit: whoever took the row is dead
LOOK_UP_SECONDS = 90  # after an unclear answer, so that the courier has finished what it may have begun
SWEEP_LIMIT = 100
ERROR_LENGTH = 200


def book(shipment_id: int) -> Shipment | None:
    """Book a requested shipment with its courier; None when it is not (or no longer) ours to book. For workers.

    Every outcome ends on the row: booked with `awb`; requested again with a pause (surely not heard); unclear; failed
    with the courier's reason. May be called by any number of workers at once.
    """
    shipment = Shipment.objects.filter(pk=shipment_id, state=State.REQUESTED).first()
    if shipment is None:
        return None
    try:
        courier = registry.courier(shipment.courier_code)
        booking = booking_of(shipment, courier)
    except MarketError as error:
        return _write_error(shipment, error, was_sent=False) if claim(shipment) else None
    if not claim(shipment):
        return None
    try:
        with watched(courier, "book"):
            waybill = courier.book(booking)
    except MarketError as error:
        return _write_error(shipment, error, was_sent=True)
    return write_waybill(shipment, waybill)


def look_up(shipment_id: int) -> Shipment | None:
    """Ask the courier what it knows of an unclear booking. For workers; may be repeated.

    What it has is adopted. What it has never heard of is requested again under the same reference, so that a late first
    try and the second one meet at the courier as duplicates.
    """
    shipment = Shipment.objects.filter(pk=shipment_id, state=State.UNCLEAR).first()
    if shipment is None:
        return None
    later = timezone.now() + timedelta(seconds=LOOK_UP_SECONDS)
    if not move(shipment, [State.UNCLEAR], tries=F("tries") + 1, next_try_at=later):
        return None
    try:
        courier = registry.courier(shipment.courier_code)
        if Can.FETCH not in courier.can:
            return _leave_to_a_person(shipment)
        with watched(courier, "fetch"):
            waybill = courier.fetch(shipment.reference, shipment.provider_order_id)
    except MarketError as error:
        log.warning("%s: not looked up: %s", shipment.number, error)
        return _leave_to_a_person(shipment) if shipment.tries >= MAX_TRIES else shipment
    if waybill is not None:
        return write_waybill(shipment, waybill)
    move(shipment, [State.UNCLEAR], state=State.REQUESTED, next_try_at=timezone.now())
    return fresh(shipment)


def write_waybill(shipment: Shipment, waybill: Waybill) -> Shipment:
    """Keep the courier's answer, also if the sweeper has meanwhile called the row unclear."""
    now = timezone.now()
    if waybill.state is WaybillState.CANCELLED:
        move(shipment, [State.BOOKING, State.UNCLEAR], state=State.VOID, next_try_at=None)
        return fresh(shipment)
    if waybill.state is WaybillState.AWAITING_AWB or not waybill.awb:
        later = now + timedelta(seconds=LOOK_UP_SECONDS)
        words = {"error": _("Kurir menerima pesanan; nomor resinya menyusul."), "next_try_at": later}
        words |= {"provider_order_id": waybill.provider_order_id} if waybill.provider_order_id else {}
        move(shipment, [State.BOOKING, State.UNCLEAR], state=State.UNCLEAR, raw=redact(dict(waybill.raw)), **words)
        return fresh(shipment)
    kept = move(
        shipment,
        [State.BOOKING, State.UNCLEAR],
        state=State.BOOKED,
        awb=waybill.awb,
        provider_order_id=waybill.provider_order_id,
        progress="booked",
        booked_at=now,
        next_try_at=None,
        next_poll_at=now + timedelta(seconds=settings.TRACKING_SECONDS) if _is_followed(shipment) else None,
        error="",
        raw=redact(dict(waybill.raw)),
    )
    if not kept:
        log.error("%s: booked as %s, but the row has moved on", shipment.number, waybill.awb)
    return fresh(shipment)


def sweep(limit: int = SWEEP_LIMIT) -> list[tuple[str, int]]:
    """What lies: (verb, id) for rows whose nudge was lost or whose worker died; verbs are "book" and "look_up".

    A row that has been in flight for too long is unclear from here on.
    """
    now = timezone.now()
    for shipment in Shipment.objects.filter(state=State.BOOKING, next_try_at__lte=now)[:limit]:
        words = _("Pemesanan terputus; belum jelas apakah kurir sudah menerimanya.")
        if move(shipment, [State.BOOKING], state=State.UNCLEAR, next_try_at=now, error=words):
            log.warning("%s: the worker that booked it is gone", shipment.number)
    verbs = {State.REQUESTED: "book", State.UNCLEAR: "look_up"}
    due = Shipment.objects.filter(next_try_at__lte=now, state__in=list(verbs)).order_by("next_try_at")
    return [(verbs[State(state)], pk) for pk, state in due.values_list("pk", "state")[:limit]]


def claim(shipment: Shipment) -> bool:
    """Take a requested row for this worker alone: one conditional UPDATE, on both databases."""
    now = timezone.now()
    in_flight_until = now + timedelta(seconds=IN_FLIGHT_SECONDS)
    changes = {"state": State.BOOKING, "booking_at": now, "next_try_at": in_flight_until, "tries": F("tries") + 1}
    rows = Shipment.objects.filter(pk=shipment.pk, state=State.REQUESTED, reference=shipment.reference)
    return rows.update(**changes) == 1


def move(shipment: Shipment, states: list[str], **changes: Any) -> bool:
    """Change the row only if it is still in one of these states and under the same reference; says whether it was."""
    rows = Shipment.objects.filter(pk=shipment.pk, reference=shipment.reference, state__in=states)
    return rows.update(**changes) == 1


def _write_error(shipment: Shipment, error: MarketError, *, was_sent: bool) -> Shipment:
    """What the error means for the row; `was_sent`: the courier may have been asked to carry."""
    shipment.refresh_from_db()
    log.log(logging.INFO if isinstance(error, RuleBroken) else logging.WARNING, "%s: %s", shipment.number, error)
    if isinstance(error, Duplicate):
        return _adopt(shipment, error)
    if isinstance(error, Refused | RuleBroken):
        return _end(shipment, state=State.FAILED, error=_reason(error), next_try_at=None)
    if isinstance(error, Unreachable | Misconfigured) or not was_sent:
        if shipment.tries >= MAX_TRIES:
            return _end(shipment, state=State.FAILED, error=_("Kurir tidak dapat dihubungi."), next_try_at=None)
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (shipment.tries - 1), LONGEST_PAUSE_SECONDS)
        later = timezone.now() + timedelta(seconds=pause)
        return _end(shipment, state=State.REQUESTED, error=_("Kurir belum dapat dihubungi."), next_try_at=later)
    words = _("Belum jelas apakah kurir sudah menerima pesanan ini.")
    later = timezone.now() + timedelta(seconds=LOOK_UP_SECONDS)
    raw = redact(dict(error.data)) if isinstance(error, OutsideError) else {}
    return _end(shipment, state=State.UNCLEAR, error=words, next_try_at=later, raw=raw)


def _adopt(shipment: Shipment, error: Duplicate) -> Shipment:
    """They have our reference already: take the ids they told, else look it up."""
    awb, order_id = str(error.data.get("awb") or ""), str(error.data.get("provider_order_id") or "")
    if awb or order_id:
        return write_waybill(shipment, Waybill(shipment.reference, awb, order_id))
    words = _("Kurir sudah punya pesanan ini; nomor resinya dicari.")
    return _end(shipment, state=State.UNCLEAR, error=words, next_try_at=timezone.now())


def _end(shipment: Shipment, **changes: Any) -> Shipment:
    move(shipment, [State.BOOKING], **changes)
    return fresh(shipment)


def _is_followed(shipment: Shipment) -> bool:
    """Whether the courier can be asked where the parcel is; the village's own drivers tell us themselves."""
    return Can.TRACK in registry.can(shipment.courier_code)


def _leave_to_a_person(shipment: Shipment) -> Shipment:
    move(shipment, [State.UNCLEAR], next_try_at=None)
    return fresh(shipment)


def _reason(error: MarketError) -> str:
    """For the seller. Their words are kept: the seller must read which field they did not like."""
    if error.code == "place_unknown":
        return _("Kode kurir untuk tempat ini belum dikenal. Petugas kami akan melengkapinya.")
    if isinstance(error, Refused):
        facts = {"courier": registry.name_of(error.provider), "words": error.message}
        return (_("%(courier)s menolak: %(words)s") % facts)[:ERROR_LENGTH]
    return str(error.message)[:ERROR_LENGTH]


def fresh(shipment: Shipment) -> Shipment:
    shipment.refresh_from_db()
    return shipment
