"""Payments that a person must look at: what was asked, what came, why, and what to do with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import MarketError, NotFound
from market.lifecycle import news, paid
from market.payments.models import PaymentAttempt
from market.users.access import DeskRequest, treasurer_page

SHOWN = 50
WHY = {
    "amount": gettext_lazy("Jumlahnya berbeda dari tagihan."),
    "currency": gettext_lazy("Mata uangnya bukan rupiah."),
    "merchant": gettext_lazy("Masuk ke akun penjual lain di gerbang pembayaran."),
    "parts": gettext_lazy("Jumlahnya tidak sama dengan bagian-bagian pesanan."),
}


@treasurer_page
@require_GET
def home(request: DeskRequest) -> HttpResponse:
    """GET: all that waits for a decision, the oldest first. One query."""
    return render(request, "desk/payments/review.html", {"rows": _rows(), "section": "payments"})


@treasurer_page
@require_POST
def act(request: DeskRequest, pk: int) -> HttpResponse:
    """POST `do`: `ask` the gateway again; `accept` or `back` with a `reason`, and `yakin` when asked once more."""
    attempt = PaymentAttempt.objects.select_related("order").filter(pk=pk).first()
    if attempt is None:
        raise NotFound(str(pk))
    do, reason = request.POST.get("do", ""), request.POST.get("reason", "").strip()[:200]
    if do == "ask":
        return _done(request, lambda: news.check_attempt(pk), _("Sudah ditanyakan. Keadaannya ada di bawah."))
    if do not in ("accept", "back"):
        raise NotFound(do)
    if not reason:
        messages.error(request, _("Tulis alasannya. Orang lain harus bisa mengerti keputusan ini."))
    elif request.POST.get("yakin"):
        verb = paid.accept_reviewed if do == "accept" else paid.give_back_reviewed
        words = _("Pesanan dianggap lunas.") if do == "accept" else _("Uangnya dicatat untuk dikembalikan.")
        return _done(request, lambda: verb(pk, f"{reason} ({request.user})"), words)
    asks = {"attempt": attempt, "do": do, "reason": reason} if reason else None
    context = {"rows": _rows(), "asks": asks, "section": "payments"}
    return render(request, "desk/payments/review.html", context, status=200 if asks else 422)


def _rows() -> list[dict[str, Any]]:
    waiting = PaymentAttempt.objects.filter(state=PaymentAttempt.State.REVIEW).select_related("order")
    return [
        {"attempt": one, "why": WHY.get(one.error, one.error), "over": one.paid_rupiah - one.amount_rupiah,
         "enough": one.paid_rupiah >= one.amount_rupiah}
        for one in waiting.order_by("pk")[:SHOWN]
    ]  # fmt: skip


def _done(request: DeskRequest, act: Any, words: str) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except MarketError as error:
        messages.error(request, error.message or _("Gerbang pembayaran tidak menjawab. Coba lagi nanti."))
    return redirect("desk:payment_review")
