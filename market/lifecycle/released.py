"""The hold has ended: what we held for the seller is the seller's, and the commission is earned."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from market.communication import outbox
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.lifecycle.delivered import today_at
from market.order.models import Complaint, SellerOrder

State = SellerOrder.State
LIMIT = 500


def mark_released(seller_order_id: int) -> bool:
    """Release one part if its day has come on the seller's clock, and neither a complaint nor money back waits.

    May be repeated. What a closed complaint gave back is taken off before.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        now = timezone.now()
        if part.state != State.DELIVERED or part.release_on is None or today_at(part, now) < part.release_on:
            return False
        if part.complaints.filter(state=Complaint.State.OPEN).exists():
            return False
        if part.refunds.exclude(state__in=owed.OVER).exclude(key__startswith=owed.AFTER_COMPLAINT).exists():
            return False
        rows.move(part, State.RELEASED, released_at=now, ended_at=now)
        rows.end_order(part.order)
        outbox.tell_seller(part, "released", amount=rupiah(part.net_left_rupiah))
        books.released(part)
        return True


def due(limit: int = LIMIT) -> list[int]:
    """Parts whose day has come somewhere in the country (the east is two hours ahead); each is asked again."""
    latest_on = (timezone.now() + timedelta(hours=9)).date()  # WIT is UTC+9
    rows_due = SellerOrder.objects.filter(state=State.DELIVERED, release_on__lte=latest_on).order_by("release_on", "pk")
    return list(rows_due.values_list("pk", flat=True)[:limit])
