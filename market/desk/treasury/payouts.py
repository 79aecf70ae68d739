"""Payday on the desk: who may be paid, batches to make and to check, and what became of each payout."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.core.paging import links
from market.desk.treasury.access import batch_of, batches_of, partners_of
from market.lifecycle import payday
from market.payments.models import Payout, PayoutBatch
from market.payments.payouts import bank_file
from market.payments.payouts.registry import BANK_FILE, channels
from market.users.access import DeskRequest, treasurer_page
from market.users.models import Role

PAGE = 20


@require_http_methods(["GET", "POST"])
@treasurer_page
def payouts(request: DeskRequest) -> HttpResponse:
    """The sellers with money, ready ones first; POST makes a batch of the chosen ones."""
    reach = set(partners_of(request).values_list("pk", flat=True))
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("partner") if one.isdecimal() and len(one) < 10} & reach
        try:
            batch = payday.make_batch(request.user, chosen, request.POST.get("channel", ""))
        except RuleBroken as error:
            messages.error(request, error.message)
            return redirect("desk:payouts")
        messages.success(
            request, _("Daftar bayar %(number)s dibuat. Orang lain harus memeriksanya.") % {"number": batch.number}
        )
        return redirect("desk:payout_batch", number=batch.number)
    waiting = payday.payees(reach)
    counted = batches_of(request).annotate(
        lines=Count("payouts", filter=~Q(payouts__state="dropped")),
        total_rupiah=Sum("payouts__amount_rupiah", filter=~Q(payouts__state="dropped")),
    )
    sheet = Paginator(counted, PAGE).get_page(request.GET.get("hal"))
    context = {
        "ready": [one for one in waiting if not one.why_not],
        "waiting": [one for one in waiting if one.why_not],
        "ready_rupiah": sum(one.available_rupiah for one in waiting if not one.why_not),
        "channels": channels(),
        "names": channels(),
        "batches": sheet.object_list,
        "page": links(sheet, request.GET),
        "section": "payouts",
    }
    return render(request, "desk/treasury/payouts.html", context)


@require_GET
@treasurer_page
def batch(request: DeskRequest, number: str) -> HttpResponse:
    """One batch: who is paid what, where to, and what this person may do with it."""
    found = batch_of(request, number)
    rows = list(found.payouts.select_related("partner", "account").order_by("pk"))
    is_mine = found.made_by_id == request.user.pk
    context = {
        "batch": found,
        "channel": channels().get(found.channel, found.channel),
        "rows": [{"payout": row, "may_decide": _may_decide(found, row)} for row in rows],
        "total_rupiah": sum(row.amount_rupiah for row in rows if row.state != Payout.State.DROPPED),
        "is_mine": is_mine,
        "may_check": found.state == "draft" and not is_mine,
        "may_download": found.channel == BANK_FILE and found.state == "checked",
        "wants_otp": found.state == "checked" and any(row.error == "otp" or "otp:" in row.error for row in rows),
        "section": "payouts",
    }
    return render(request, "desk/treasury/payout_batch.html", context)


@require_POST
@treasurer_page
def decide_batch(request: DeskRequest, number: str) -> HttpResponse:
    """POST `verb`: check, cancel, otp; or drop, arrived, returned with the `payout` it is about."""
    found = batch_of(request, number)
    try:
        words = VERBS.get(request.POST.get("verb", ""), _unknown)(request, found)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("desk:payout_batch", number=number)


@require_GET
@treasurer_page
def download(request: DeskRequest, number: str) -> HttpResponse:
    """The file for the bank, once two people have agreed."""
    found = batch_of(request, number)
    if found.channel != BANK_FILE or found.state != PayoutBatch.State.CHECKED:
        raise NotFound(number)
    answer = HttpResponse(bank_file.written(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.csv"'
    return answer


def _check(request: DeskRequest, found: PayoutBatch) -> str:
    if Role.Kind.FINANCE_CHECKER not in request.kinds:
        raise RuleBroken(_("Hanya pemeriksa yang boleh menyetujui."), code="role")
    payday.check_batch(found.pk, request.user)
    return _("Disetujui. Uangnya sedang dikirim.")


def _cancel(request: DeskRequest, found: PayoutBatch) -> str:
    payday.cancel_batch(found.pk, request.user, request.POST.get("reason", ""))
    return _("Daftar dibatalkan. Tidak ada uang yang bergerak.")


def _otp(request: DeskRequest, found: PayoutBatch) -> str:
    code = request.POST.get("otp", "").strip()
    if not (code.isascii() and code.isdigit() and 4 <= len(code) <= 8):
        raise RuleBroken(_("Kode OTP berisi 4 sampai 8 angka."), code="otp")
    if found.made_by_id == request.user.pk:
        raise RuleBroken(_("Kode diisi oleh pemeriksa, bukan pembuat."), code="maker")
    payday.approve_with(found.pk, code)
    return _("Kode diterima. Penyalur sedang memeriksanya.")


def _drop(request: DeskRequest, found: PayoutBatch) -> str:
    if not payday.drop(_payout(request, found).pk):
        raise RuleBroken(_("Baris ini tidak bisa dikeluarkan lagi."))
    return _("Dikeluarkan dari daftar.")


def _arrived(request: DeskRequest, found: PayoutBatch) -> str:
    payday.decide(_payout(request, found).pk, True, request.user)
    return _("Dicatat: sudah masuk rekening.")


def _returned(request: DeskRequest, found: PayoutBatch) -> str:
    payday.decide(_payout(request, found).pk, False, request.user, request.POST.get("reason", ""))
    return _("Dicatat: tidak sampai. Uangnya kembali ke saldo penjual.")


def _unknown(_request: DeskRequest, _found: PayoutBatch) -> str:
    raise RuleBroken(_("Perintah ini tidak dikenal."))


VERBS: dict[str, Any] = {
    "check": _check, "cancel": _cancel, "otp": _otp, "drop": _drop, "arrived": _arrived, "returned": _returned,
}  # fmt: skip


def _payout(request: DeskRequest, found: PayoutBatch) -> Payout:
    row = found.payouts.filter(number=request.POST.get("payout", "")).first()
    if row is None:
        raise NotFound("no such payout")
    return row


def _may_decide(found: PayoutBatch, row: Payout) -> bool:
    state = Payout.State
    by_hand = found.channel == BANK_FILE and row.state in (state.READY, state.PROCESSED, state.COMPLETED)
    return by_hand or row.state == state.REVIEW
