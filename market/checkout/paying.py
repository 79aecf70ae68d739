"""From the order to the gateway's page, and what to do without one. No order is stuck without a way to pay.

The browser is sent on by a plain page (`<meta http-equiv="refresh">`): our content policy lets forms go to ourselves
only, so a redirect after a form could not leave the house.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from market.checkout.access import order_by_link, secret_page
from market.checkout.showing import steps
from market.core.errors import MarketError, RuleBroken
from market.order.models import Order
from market.payments import attempts
from market.payments.gateways.base import PaymentState
from market.payments.models import PaymentAttempt

WAIT_SECONDS = 12  # for the worker to open the page, before we show other ways
State = PaymentAttempt.State


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def pay(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """GET shows how far the payment page is and sends on; POST opens it here and now, or in another way (`lain`)."""
    order = order_by_link(number, secret)
    here = redirect("checkout:pay", number, secret)
    if not is_payable(order):
        return redirect("checkout:order", number, secret)
    if request.method == "POST":
        try:
            _open(order, request.POST.get("lain", ""))
        except MarketError as error:
            words = error.message if isinstance(error, RuleBroken) else _("Layanan pembayaran belum menjawab.")
            messages.error(request, words)
        return here
    attempt = last_attempt(order)
    context = {
        "order": order,
        "attempt": attempt,
        "stage": stage(attempt),
        "others": other_ways(attempt),
        "steps": steps("checkout:pay"),
    }
    return render(request, "checkout/pay.html", context)


def is_payable(order: Order) -> bool:
    return order.paid_at is None and order.expired_at is None and order.pay_by > timezone.now()


def last_attempt(order: Order) -> PaymentAttempt | None:
    return order.attempts.order_by("-pk").first()


def stage(attempt: PaymentAttempt | None) -> str:
    """What the page does: `go` to the gateway, `wait` for the worker, or `stuck`: show what can be done."""
    if attempt is None:
        return "stuck"
    if attempt.state in (State.PRESENTED, State.PENDING) and attempt.redirect_url:
        return "go"
    begun_at = attempt.opening_at or attempt.made_at
    is_young = (timezone.now() - begun_at).total_seconds() < WAIT_SECONDS
    if attempt.state == State.OPENING or (attempt.state == State.CREATED and not attempt.error):
        return "wait" if is_young else "stuck"
    return "stuck"


def other_ways(attempt: PaymentAttempt | None) -> list[dict[str, str]]:
    """The other gateways of this place, by name."""
    mine = attempt.gateway if attempt else ""
    return [{"code": code, "name": code.title()} for code in settings.GATEWAYS if code != mine]


def _open(order: Order, other: str) -> None:
    """Have a page opened now, outside of any transaction; the old one is closed first when another way is wanted."""
    attempt = last_attempt(order)
    if attempt is not None and attempt.state in PaymentAttempt.LIVE and other not in ("", attempt.gateway):
        attempt = _close(order, attempt)
    if attempt is None or attempt.state not in (*PaymentAttempt.LIVE, State.PAID, State.REVIEW):
        attempt = _new_attempt(order, other if other in settings.GATEWAYS else "")
    if attempt.state == State.CREATED:
        attempts.present(attempt.pk)
    elif attempt.state == State.UNCLEAR:
        attempts.refresh(attempt.pk, source="return")  # a worker opens it anew when the gateway knows nothing of it


def _close(order: Order, attempt: PaymentAttempt) -> PaymentAttempt:
    """No two pages shall take money for one order. `RuleBroken` when the money was quicker: the poller takes it up."""
    fact = attempts.close(attempt.pk)
    if fact.state is PaymentState.PAID:
        raise RuleBroken(_("Pembayaran sudah masuk dan sedang dikonfirmasi."))
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        return attempts.take_up(fact).attempt


def _new_attempt(order: Order, code: str) -> Any:
    with transaction.atomic():
        locked = Order.objects.select_for_update().get(pk=order.pk)
        if not is_payable(locked):
            raise RuleBroken(_("Pesanan ini tidak menunggu pembayaran lagi."))
        return attempts.open_attempt(locked, code=code)
