"""From the order to the gateway's page or to our own words, and every other way to pay. No order is stuck without one.

The browser is sent on by a plain page (`<meta http-equiv="refresh">`): our content policy lets forms go to ourselves
only, so a redirect after a form could not leave the house.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from market.checkout import by_sum
from market.checkout.access import order_by_link, secret_page
from market.checkout.showing import steps
from market.core.errors import MarketError, OutsideError, RuleBroken
from market.core.money import to_rupiah
from market.order.models import Order
from market.payments import attempts, ways
from market.payments.codes import BY_SUM
from market.payments.evidence import proofs
from market.payments.gateways.base import PaymentState
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway
from market.payments.ways import Way

WAIT_SECONDS = 12  # for the worker to open the page, before we show other ways
State = PaymentAttempt.State


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def pay(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """GET shows how far the payment is and sends on; POST opens it here and now, or in another way (`bayar`)."""
    order = order_by_link(number, secret)
    here = redirect("checkout:pay", number, secret)
    if not is_payable(order):
        return redirect("checkout:order", number, secret)
    if request.method == "POST":
        try:
            if request.POST.get("kirim"):
                _keep_proof(request, order)
            else:
                _open(order, request.POST.get("bayar", ""))
        except MarketError as error:
            words = error.message if isinstance(error, RuleBroken) else _("Layanan pembayaran belum menjawab.")
            messages.error(request, words)
        return here
    attempt = last_attempt(order)
    now = stage(attempt)
    context = {
        "order": order,
        "attempt": attempt,
        "stage": now,
        "ways": other_ways(order, attempt, is_stuck=now == "stuck"),
        "counter": ways.counter(attempt.warung_id) if attempt and now == "here" else None,
        "by_sum": by_sum.shown(attempt) if attempt and now == "here" else None,
        "steps": steps("checkout:pay"),
    }
    return render(request, "checkout/pay.html", context)


def is_payable(order: Order) -> bool:
    return order.paid_at is None and order.expired_at is None and order.pay_by > timezone.now()


def last_attempt(order: Order) -> PaymentAttempt | None:
    return order.attempts.order_by("-pk").first()


def stage(attempt: PaymentAttempt | None) -> str:
    """What the page does: `go` to the gateway, show what to do `here`, `wait` for the worker, or `stuck`."""
    if attempt is None:
        return "stuck"
    if attempt.state in (State.PRESENTED, State.PENDING):
        if gateway(attempt.gateway).is_local:
            return "here"
        if attempt.redirect_url:
            return "go"
    begun_at = attempt.opening_at or attempt.made_at
    is_young = (timezone.now() - begun_at).total_seconds() < WAIT_SECONDS
    if attempt.state == State.OPENING or (attempt.state == State.CREATED and not attempt.error):
        return "wait" if is_young else "stuck"
    return "stuck"


def other_ways(order: Order, attempt: PaymentAttempt | None, *, is_stuck: bool = False) -> list[Way]:
    """The ways that this order may still be paid in; when one gateway is stuck, those of the others."""
    avoid = [attempt.gateway] if attempt and is_stuck else []
    found = ways.offered(to_rupiah(order.total_incl_tax), _village(order), avoid=avoid)
    mine = (attempt.gateway, attempt.method, attempt.warung_id) if attempt and not is_stuck else None
    return [way for way in found if (way.gateway, way.method, way.warung_id) != mine]


def _village(order: Order) -> Any:
    return order.shipping_address.village if order.shipping_address else None


def _open(order: Order, key: str) -> None:
    """Have a page opened now, outside of any transaction; the old one is closed first when another way is wanted."""
    attempt = last_attempt(order)
    way = ways.chosen(key, to_rupiah(order.total_incl_tax), _village(order)) if key else None
    if key and way is None:
        raise RuleBroken(_("Cara bayar ini tidak bisa dipakai untuk pesanan ini. Pilih yang lain."))
    if attempt is not None and attempt.state in PaymentAttempt.LIVE and way is not None and not _is(attempt, way):
        attempt = _close(order, attempt)
    if attempt is None or attempt.state not in (*PaymentAttempt.LIVE, State.PAID, State.REVIEW):
        attempt = _new_attempt(order, way)
    if attempt.state == State.CREATED:
        attempts.present(attempt.pk)
    elif attempt.state == State.UNCLEAR:
        attempts.refresh(attempt.pk, source="return")  # a worker opens it anew when the gateway knows nothing of it


def _keep_proof(request: HttpRequest, order: Order) -> None:
    """A photo of the transfer, for the person who looks at the bank's list. It proves nothing by itself."""
    attempt, file = last_attempt(order), request.FILES.get("bukti")
    if attempt is None or attempt.gateway not in BY_SUM or file is None:
        raise RuleBroken(_("Pilih fotonya dulu."))
    proofs.keep(attempt, file)
    messages.success(request, _("Foto sudah kami terima. Petugas akan mencocokkannya dengan mutasi bank."))


def _is(attempt: PaymentAttempt, way: Way) -> bool:
    return (attempt.gateway, attempt.method, attempt.warung_id) == (way.gateway, way.method, way.warung_id)


def _close(order: Order, attempt: PaymentAttempt) -> PaymentAttempt:
    """No two pages shall take money for one order. `RuleBroken` when money was quicker: the poller takes it up, or the
    rest of a transfer is to be paid.

    A gateway that cannot be reached cannot close its page, and must not hold the order: the page is left, and closed
    as soon as somebody answers there.
    """
    if attempt.paid_rupiah:
        raise RuleBroken(_("Sebagian uang sudah masuk. Transfer sisanya dengan cara yang sama."))
    try:
        fact = attempts.close(attempt.pk)
    except OutsideError:
        return attempts.leave(attempt.pk)
    if fact.state is PaymentState.PAID:
        raise RuleBroken(_("Pembayaran sudah masuk dan sedang dikonfirmasi."))
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        return attempts.take_up(fact).attempt


def _new_attempt(order: Order, way: Way | None) -> PaymentAttempt:
    with transaction.atomic():
        locked = Order.objects.select_for_update().get(pk=order.pk)
        if not is_payable(locked):
            raise RuleBroken(_("Pesanan ini tidak menunggu pembayaran lagi."))
        if way is None:
            return attempts.open_attempt(locked)
        return attempts.open_attempt(locked, code=way.gateway, method=way.method, warung_id=way.warung_id)
