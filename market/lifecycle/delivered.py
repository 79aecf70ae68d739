"""The parcel has arrived: the days begin in which the buyer may complain, then the money is released."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from market.address.places import WIB, timezone_of
from market.communication import outbox
from market.core.dates import day
from market.lifecycle import rows
from market.lifecycle.handed_over import leave
from market.order.models import SellerOrder
from market.order.processing import EventHandler

State = SellerOrder.State
WORKING_DAYS_TO_COMPLAIN = 2  # PP 80/2019: at least two working days after receipt
SATURDAY = 5


def mark_delivered(seller_order_id: int, at: datetime | None = None) -> SellerOrder:
    """The courier's proof of delivery. May be repeated and come before the first scan; `at` is when it happened."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if rows.is_past(part, State.DELIVERED):
            return part
        at = at or timezone.now()
        if part.state == State.PACKED:
            leave(part, at)
        until = release_day(today_at(part, at))
        facts = {"handed_over_at": part.handed_over_at, "delivered_at": at, "release_on": until}
        rows.move(part, State.DELIVERED, **facts)
        EventHandler().shipped(part, "delivered")
        outbox.tell_buyer(part.order, "delivered", part=part, day=day(until))
        return part


def today_at(part: SellerOrder, moment: datetime) -> date:
    """The calendar day of a moment on the seller's clock."""
    village = part.partner.village
    return moment.astimezone(ZoneInfo(timezone_of(village) if village else WIB)).date()


def release_day(delivered_on: date) -> date:
    """The first day on which the money may be released: HOLD_DAYS later, and only after two whole working days.

    National holidays are not known here; they lengthen nothing.
    """
    after_working_days = delivered_on
    for _number in range(WORKING_DAYS_TO_COMPLAIN):
        after_working_days = _next_working_day(after_working_days)
    return max(delivered_on + timedelta(days=settings.HOLD_DAYS), after_working_days + timedelta(days=1))


def _next_working_day(after: date) -> date:
    following = after + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following
