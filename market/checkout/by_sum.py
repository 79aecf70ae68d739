"""What the buyer needs for a payment that is told by its sum: the account or the QRIS, the sum, what is short."""

from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from market.payments.codes import BY_SUM, STATIC_QRIS
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway

BILL_CHARS = 20


def shown(attempt: PaymentAttempt) -> dict[str, Any] | None:
    """The facts for components of the pay page; None for another way to pay. No query."""
    if attempt.gateway not in BY_SUM or attempt.transfer_rupiah is None:
        return None
    short = attempt.amount_rupiah - attempt.paid_rupiah if attempt.paid_rupiah else 0
    facts = {"short_rupiah": short, "unique_rupiah": attempt.transfer_rupiah - attempt.amount_rupiah, "qr": ""}
    if attempt.gateway == STATIC_QRIS:
        return {**facts, "qr": _qr(attempt, short or attempt.transfer_rupiah)}
    return {**facts, **settings.GATEWAYS[attempt.gateway]["OPTIONS"]}


def _qr(attempt: PaymentAttempt, amount_rupiah: int) -> SafeString:
    """An SVG drawn by us of a text that we made: nothing in it comes from outside."""
    payload = gateway(STATIC_QRIS).payload(amount_rupiah, attempt.reference[-BILL_CHARS:])  # type: ignore[attr-defined]
    svg = segno.make(payload, error="m", micro=False).svg_inline(scale=6, border=4, omitsize=True)
    return mark_safe(svg)  # noqa: S308
