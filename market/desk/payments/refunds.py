"""Money that goes back to buyers: what the gateway carries, what waits for two people (PY-11)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import MarketError, NotFound
from market.lifecycle.money import refunds
from market.payments import ways
from market.payments.models import Refund
from market.users.access import DeskRequest, treasurer_page

SHOWN = 50


@require_safe
@treasurer_page
def home(request: DeskRequest) -> HttpResponse:
    """What waits for people, what is on its way, what is done. A handful of queries."""
    rows = Refund.objects.select_related("order", "attempt", "seller_order", "proposed_by", "approved_by")
    open_rows = rows.filter(state__in=(Refund.State.REQUESTED, Refund.State.SENDING)).order_by("pk")
    context = {
        "section": "refunds",
        "by_people": open_rows.filter(channel=refunds.PERSON)[:SHOWN],
        "under_way": open_rows.exclude(channel=refunds.PERSON)[:SHOWN],
        "ended": rows.exclude(state__in=(Refund.State.REQUESTED, Refund.State.SENDING)).order_by("-ended_at")[:20],
        "counters": ways.points(),
    }
    return render(request, "desk/payments/refunds.html", context)


@require_POST
@treasurer_page
def act(request: DeskRequest, pk: int) -> HttpResponse:
    """`do`: `propose` (with the bank's mark, or a counter), `approve` by another person, `back`."""
    if not Refund.objects.filter(pk=pk).exists():
        raise NotFound(str(pk))
    do, mark = request.POST.get("do", ""), request.POST.get("mark", "").strip()
    counter = request.POST.get("counter", "")
    if do == "approve":
        _say(request, lambda: refunds.approve(pk, request.user), _("Tercatat. Pembeli sudah diberi tahu."))
    elif do == "back":
        _say(request, lambda: refunds.take_back_proposal(pk), _("Catatan pengiriman dihapus."))
    elif not mark:
        messages.error(request, _("Isi nomor referensi bank, atau nama penerima uang tunai."))
    else:
        warung = ways.counter(int(counter)) if counter.isdigit() else None
        say = _("Dicatat. Sekarang minta orang kedua menyetujui.")
        where = warung.pk if warung else None
        _say(request, lambda: refunds.propose(pk, request.user, mark=mark, warung_id=where), say)
    return redirect("desk:refunds")


@require_safe
@treasurer_page
def receipt(request: DeskRequest, pk: int) -> HttpResponse:
    """A paper for the buyer of money that went back."""
    rows = Refund.objects.select_related("order", "seller_order__partner", "approved_by", "proposed_by")
    refund = rows.filter(pk=pk, state=Refund.State.SUCCEEDED).first()
    if refund is None:
        raise NotFound(str(pk))
    context = {"section": "refunds", "refund": refund, "counter": ways.counter(refund.warung_id)}
    return render(request, "desk/payments/receipt.html", context)


def _say(request: DeskRequest, do: Any, words: str) -> None:
    try:
        do()
    except MarketError as error:
        messages.error(request, error.message or _("Tidak bisa. Muat ulang halaman ini."))
    else:
        messages.success(request, words)
