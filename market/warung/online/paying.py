"""Another way to pay for an order of this warung while there is signal: QRIS, a virtual account, or a code for cash.

Nobody is told "paid" here: that comes by the order itself (`changes`), when the gateway has said so.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from market.core.errors import NotFound, RuleBroken
from market.lifecycle import news
from market.order.models import Order
from market.payments import attempts
from market.payments.codes import CASH
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway
from market.warung.models import Warung, WarungOrder

LIVE = PaymentAttempt.LIVE


def open_way(warung: Warung, named: str, method: str) -> dict[str, Any]:
    """What to show the neighbour. Outside of any transaction; may be repeated: the same way gives the same page.

    `NotFound` for an order of another warung; `RuleBroken` when it waits for no money, or that way is not there.
    """
    row = _order(warung, named)
    order = row.order
    if order is None or order.paid_at is not None or order.status != settings.OSCAR_INITIAL_ORDER_STATUS:
        raise RuleBroken(_("Pesanan ini tidak menunggu pembayaran."), code="already_paid")
    code, ours = (CASH, "") if method == "cash_code" else (settings.PAYMENT_GATEWAY, method)
    if ours and ours not in gateway(code).methods:
        raise RuleBroken(_("Cara bayar ini tidak tersedia."), code="invalid", data={"pointer": "/method"})
    attempt = order.attempts.filter(state__in=LIVE).first()
    if attempt is not None and (attempt.gateway, attempt.method) != (code, ours):
        news.close_attempt(attempt.pk)
        attempt = None
    if attempt is None:
        attempt = _open(order, code, ours, warung)
    if attempt.gateway != CASH and attempt.state == PaymentAttempt.State.CREATED:
        attempt = attempts.present(attempt.pk)
    return _shown(attempt, method)


def _order(warung: Warung, named: str) -> WarungOrder:
    rows = WarungOrder.objects.filter(warung=warung).select_related("order")
    try:
        row = rows.filter(pk=uuid.UUID(named)).first()
    except ValueError:
        row = rows.filter(order__number=named).first()
    if row is None:
        raise NotFound(_("Tidak ditemukan."))
    return row


def _open(order: Order, code: str, method: str, warung: Warung) -> PaymentAttempt:
    with transaction.atomic():
        locked = Order.objects.select_for_update().get(pk=order.pk)
        if locked.paid_at is not None:
            raise RuleBroken(_("Pesanan ini tidak menunggu pembayaran."), code="already_paid")
        return attempts.open_attempt(locked, code=code, method=method, warung_id=warung.pk if code == CASH else None)


def _shown(attempt: PaymentAttempt, method: str) -> dict[str, Any]:
    """`qr_string` is the address of the gateway's page: scanned with the neighbour's own phone, the QRIS is there."""
    page = attempt.redirect_url
    return {
        "method": method,
        "state": "waiting" if attempt.state in LIVE else attempt.state,
        "paid": attempt.state == PaymentAttempt.State.PAID,
        "amount": attempt.amount_rupiah,
        "qr_string": page,
        "pay_url": page,
        "va_number": "",
        "pay_code": attempt.pay_code,
        "pay_by": attempt.expires_at.isoformat(),
    }
