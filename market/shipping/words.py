"""Codes of couriers that our tables do not know: parked as they came, until a person says what they mean.

An unknown code changes nothing. What a person says holds for the parked events and for all that follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from market.shipping.couriers.base import Progress
from market.shipping.models import CourierWord, Shipment, TrackingEvent

UNKNOWN = str(Progress.UNKNOWN)
LIMIT = 50


def parked() -> QuerySet[TrackingEvent, dict[str, Any]]:
    """Each unknown code once: courier, code, their text, how many parcels, last heard. One query."""
    rows = TrackingEvent.objects.filter(progress=UNKNOWN).exclude(code="")
    named = rows.values("shipment__courier_code", "code").annotate(
        text_said=Max("text"), parcels=Count("shipment", distinct=True), last_at=Max("occurred_at")
    )
    return named.order_by("-last_at")[:LIMIT]


def is_parked(courier_code: str, code: str) -> bool:
    return TrackingEvent.objects.filter(progress=UNKNOWN, code=code, shipment__courier_code=courier_code).exists()


def meanings(courier_code: str) -> Mapping[str, str]:
    """What people have said of this courier's codes. One query."""
    return dict(CourierWord.objects.filter(courier_code=courier_code).values_list("code", "progress"))


def settle(courier_code: str, code: str, progress: Progress) -> int:
    """A person says what a code means; how many parcels are looked at again. May be repeated."""
    with transaction.atomic():
        CourierWord.objects.update_or_create(
            courier_code=courier_code, code=code, defaults={"progress": str(progress), "said_at": timezone.now()}
        )
        events = TrackingEvent.objects.filter(progress=UNKNOWN, code=code, shipment__courier_code=courier_code)
        parcels = set(events.values_list("shipment_id", flat=True))
        events.update(progress=str(progress))
        Shipment.objects.filter(pk__in=parcels, state=Shipment.State.BOOKED).update(next_poll_at=timezone.now())
    return len(parcels)
