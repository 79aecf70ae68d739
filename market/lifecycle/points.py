"""A parcel at a warung: the seller brings it or a courier leaves it, and the buyer collects it there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from market.communication import outbox
from market.lifecycle import rides, rows
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import leave
from market.lifecycle.packed import POINT
from market.order.models import SellerOrder
from market.order.processing import EventHandler

State = SellerOrder.State

__all__ = ["POINT", "mark_at_point", "mark_collected"]


def mark_at_point(
    seller_order_id: int, *, warung_name: str, claim_code: str, at: datetime | None = None
) -> SellerOrder:
    """The parcel lies at the warung, and the buyer is told the code to collect it with. May be repeated.

    `WrongState` for a part that is not paid or has ended.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        now = at or timezone.now()
        if not rows.is_past(part, State.PACKED):
            rows.move(part, State.PACKED, packed_at=now, accepted_at=part.accepted_at or now)
            EventHandler().shipped(part, "packed")
        if not rows.is_past(part, State.HANDED_OVER):
            leave(part, now)
            rows.move(part, State.HANDED_OVER, handed_over_at=part.handed_over_at)
        outbox.tell_buyer(part.order, "at_point", part=part, warung=warung_name, code=claim_code)
        return part


def mark_collected(seller_order_id: int, at: datetime | None = None) -> SellerOrder:
    """The buyer has it in hands; the days to complain begin. May be repeated."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        now = at or timezone.now()
        if not rows.is_past(part, State.PACKED):
            rows.move(part, State.PACKED, packed_at=now, accepted_at=part.accepted_at or now)
        rides.close(seller_order_id)
        return mark_delivered(seller_order_id, now)
