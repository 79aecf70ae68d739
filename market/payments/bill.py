"""What a gateway is told about an order: who pays, for what, until when. No more than it needs."""

from django.conf import settings
from django.utils.translation import gettext as _

from market.core.money import to_rupiah
from market.payments import ways
from market.payments.gateways.base import Buyer, Item, OpenRequest
from market.payments.models import PaymentAttempt


def bill(attempt: PaymentAttempt) -> OpenRequest:
    """The request for a page on which this attempt can be paid. Raises `AmountMismatch` for an order without amount."""
    order = attempt.order
    items = [
        Item(str(line.product_id or line.pk), f"{line.title} × {line.quantity}", to_rupiah(line.line_price_incl_tax))
        for line in order.lines.order_by("pk")
    ]
    if order.shipping_incl_tax:
        items.append(Item("ONGKIR", _("Ongkos kirim"), to_rupiah(order.shipping_incl_tax)))
    rest = attempt.amount_rupiah - sum(item.total_rupiah for item in items)
    if rest:  # vouchers, and whatever else makes the total differ from its lines
        items.append(Item("LAIN", _("Potongan") if rest < 0 else _("Biaya lain"), rest))
    return OpenRequest(
        reference=attempt.reference,
        amount_rupiah=attempt.amount_rupiah,
        expires_at=attempt.expires_at,
        buyer=Buyer(order.buyer_name or _("Pembeli"), order.buyer_phone, order.email or ""),
        items=items,
        methods=ways.methods_of(attempt.method),
        finish_url=settings.BASE_URL + settings.PAYMENT_FINISH_PATH.format(number=order.number, secret=order.secret),
        note=order.number,
    )
