"""An order that was not paid in time: its page is closed, its goods are for sale again. Late money is never lost: it
revives the order or is owed back (`paid`)."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import Misconfigured, OutsideError, Refused, WrongState
from market.lifecycle import news, owed, rows
from market.order import stock
from market.order.models import Line, Order, SellerOrder
from market.order.processing import EXPIRED, UNPAID, EventHandler
from market.payments.models import PaymentAttempt

State, Pay = SellerOrder.State, PaymentAttempt.State
PATIENCE = timedelta(hours=6)  # so long we wait for a gateway that cannot be asked, before the goods go back anyway
LIMIT = 100

log = logging.getLogger(__name__)


def due(limit: int = LIMIT) -> list[int]:
    """Orders whose time to pay is over, the oldest first."""
    late = Order.objects.filter(paid_at=None, expired_at=None, status=UNPAID, pay_by__lte=timezone.now())
    return list(late.order_by("pay_by").values_list("pk", flat=True)[:limit])


def expire(order_id: int) -> bool:
    """Close the payment page, then expire the order; whether it is expired now. Outside of any transaction; may be
    repeated and raced.

    Money that was quicker takes its own step instead. While the gateway cannot be asked the order waits, up to
    `PATIENCE`: better a good that is held too long than one sold twice.
    """
    order = Order.objects.get(pk=order_id)
    live = order.attempts.filter(state__in=PaymentAttempt.LIVE)
    for attempt in live:
        _close(attempt)
    if live.all().exists() and timezone.now() < order.pay_by + PATIENCE:
        return False
    return mark_expired(order_id)


def _close(attempt: PaymentAttempt) -> None:
    """Close the page; one that the gateway does not close ends by the clock, a little after its own time."""
    try:
        try:
            news.close_attempt(attempt.pk)
        except Refused:
            news.check_attempt(attempt.pk)
    except (OutsideError, Misconfigured, WrongState) as error:
        log.warning("payment %s is not closed yet: %s", attempt.reference, error)


def mark_expired(order_id: int) -> bool:
    """The step itself, in one transaction: state, goods, Oscar's status, the word to the buyer. May be repeated.

    False when it does not apply: paid, cancelled, not yet due, or a payment lies with a person.
    """
    now = timezone.now()
    with transaction.atomic():
        order, parts = rows.take_order(order_id)
        if order.paid_at or order.expired_at or order.pay_by > now:
            return False
        if any(part.state != State.UNPAID for part in parts):
            return False
        if order.attempts.filter(state__in=(Pay.PAID, Pay.REVIEW)).exists():
            return False
        order.expired_at = now
        order.save(update_fields=["expired_at"])
        for part in parts:
            rows.move(part, State.EXPIRED, ended_at=now, reason=_("Tidak dibayar sampai batas waktu"))
        stock.give_back(Line.objects.filter(order=order).select_related("stockrecord", "seller_order"))
        EventHandler().status(order, EXPIRED)
        outbox.tell_buyer(order, "expired")
        owed.owe_what_is_short(order)
    return True
