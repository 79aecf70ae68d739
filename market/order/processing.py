"""Oscar's seam for what happens to an order after placing. It records Oscar's events and statuses; it decides nothing.

The steps in `market.lifecycle` decide, and call this inside their transaction, so that Oscar's dashboard tells the same
story as our own rows.
"""

from typing import Any

from oscar.apps.order import processing

from market.order.models import Order, PaymentEventType, SellerOrder, ShippingEventQuantity, ShippingEventType

UNPAID, PAID, EXPIRED, CANCELLED, DONE = "unpaid", "paid", "expired", "cancelled", "done"


class EventHandler(processing.EventHandler):
    def status(self, order: Order, new: str) -> None:
        """Show `new` as Oscar's status; nothing when it stands there already. Two queries."""
        old = order.status
        if Order.objects.filter(pk=order.pk).exclude(status=new).update(status=new):
            order.status = new
            order.status_changes.create(old_status=old, new_status=new)

    def shipped(self, part: SellerOrder, what: str, reference: str = "") -> None:
        """Oscar's shipping event `what` ("packed", "handed_over", "delivered") over all lines of one part."""
        kind, _new = ShippingEventType.objects.get_or_create(name=what)
        event = part.order.shipping_events.create(event_type=kind, notes=reference)
        ShippingEventQuantity.objects.bulk_create(
            ShippingEventQuantity(event=event, line=line, quantity=line.quantity) for line in part.lines.all()
        )

    def money(self, order: Order, what: str, amount_rupiah: int, reference: str = "") -> Any:
        """Oscar's payment event `what` ("paid", "refunded") for an amount of whole rupiah."""
        kind, _new = PaymentEventType.objects.get_or_create(name=what)
        return order.payment_events.create(event_type=kind, amount=amount_rupiah, reference=reference)
