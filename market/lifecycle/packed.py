"""The seller has packed: the carriage is asked for, in the same transaction, and booked by a worker afterwards."""

from django.db import transaction
from django.utils import timezone

from market.communication import outbox
from market.lifecycle import rows
from market.order.models import SellerOrder
from market.order.processing import EventHandler
from market.shipping import registry
from market.shipping.models import Shipment
from market.shipping.shipments import is_local, live_shipment, request_shipment

State = SellerOrder.State
POINT = "warung"  # the courier's place in a part that is collected at a warung


def mark_packed(
    seller_order_id: int, *, collection: str, courier_code: str = "", service_code: str = ""
) -> tuple[SellerOrder, Shipment | None]:
    """The seller has pressed "Siap diambil kurir"; the part and its live shipment. The buyer is told once.

    May be repeated: pressing twice gives the same shipment, and after a failed booking a new one is asked for (perhaps
    with another courier). `RuleBroken` when that courier cannot be booked; `WrongState` when the part has ended.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if rows.is_past(part, State.HANDED_OVER):
            return part, live_shipment(part)
        is_new = part.state != State.PACKED
        if is_new:
            now = timezone.now()
            rows.move(part, State.PACKED, packed_at=now, accepted_at=part.accepted_at or now)
        if part.courier_code == POINT:  # the seller brings it to the warung; nobody is booked
            if is_new:
                EventHandler().shipped(part, "packed")
            return part, None
        wish = {"collection": collection, "courier_code": courier_code, "service_code": service_code}
        shipment = request_shipment(part, **wish)
        if is_new:
            EventHandler().shipped(part, "packed", shipment.number)
            brand = registry.brand_of(shipment.courier_code, shipment.service_code)
            words = f"packed_{shipment.courier_code}" if is_local(shipment.courier_code) else "packed"
            outbox.tell_buyer(part.order, words, part=part, courier=brand)
        return part, shipment
