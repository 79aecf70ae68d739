"""The seller takes the order on."""

from django.db import transaction
from django.utils import timezone

from market.communication import outbox
from market.lifecycle import rows
from market.order.models import SellerOrder

State = SellerOrder.State


def mark_accepted(seller_order_id: int) -> SellerOrder:
    """The seller has pressed "Terima"; the buyer is told once. May be repeated. `WrongState` when it has ended."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if rows.is_past(part, State.ACCEPTED):
            return part
        rows.move(part, State.ACCEPTED, accepted_at=timezone.now())
        outbox.tell_buyer(part.order, "accepted", part=part)
        return part
