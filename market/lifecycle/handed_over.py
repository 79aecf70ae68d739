"""The courier has the parcel: the goods leave the seller's shelf."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from market.communication import outbox
from market.lifecycle import rows
from market.order import stock
from market.order.models import SellerOrder
from market.order.processing import EventHandler
from market.shipping import registry

State = SellerOrder.State


def mark_handed_over(seller_order_id: int, at: datetime | None = None) -> SellerOrder:
    """The courier's first scan (or the seller's word). May be repeated and come late; `at` is when it happened."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if rows.is_past(part, State.HANDED_OVER):
            return part
        leave(part, at or timezone.now())
        rows.move(part, State.HANDED_OVER, handed_over_at=part.handed_over_at)
        outbox.tell_buyer(part.order, "handed_over", part=part, courier=courier_of(part))
        return part


def leave(part: SellerOrder, at: datetime) -> None:
    """What the first scan does, also when delivery was the first that we heard of."""
    part.handed_over_at = at
    stock.hand_out(part.lines.select_related("stockrecord", "seller_order"))
    EventHandler().shipped(part, "handed_over")


def courier_of(part: SellerOrder) -> str:
    """The brand of the courier that carries the part; the one that the buyer chose when no parcel is asked for."""
    live = part.shipments.exclude(state__in=["failed", "void"]).values_list("courier_code", "service_code").first()
    return registry.brand_of(*(live or (part.courier_code, part.service_code)))
