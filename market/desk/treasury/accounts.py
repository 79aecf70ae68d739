"""The sellers' bank accounts that wait: confirmed by another way, or asked of the bank. Numbers are masked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import Misconfigured, NotFound, OutsideError, RuleBroken
from market.desk.treasury.access import partners_of
from market.payments.models import BankAccount
from market.payments.payouts import accounts
from market.payments.payouts.registry import BANK_FILE, channels
from market.users.access import DeskRequest, treasurer_page

SHOWN = 200


@require_GET
@treasurer_page
def bank_accounts(request: DeskRequest) -> HttpResponse:
    """Those that were never confirmed, newest first. Three queries."""
    rows = _reachable(request).filter(confirmed_at=None)[:SHOWN]
    context = {
        "rows": [{"account": row, "why": accounts.why_held(row)} for row in rows],
        "may_ask": any(code != BANK_FILE for code in channels()),
        "section": "payouts",
    }
    return render(request, "desk/treasury/bank_accounts.html", context)


@require_POST
@treasurer_page
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """POST `how`: by which other way the seller was asked."""
    account, how = _one(request, pk), request.POST.get("how", "").strip()
    try:
        if not how:
            raise RuleBroken(_("Tulis lewat jalan apa penjual dihubungi, misalnya telepon ke nomor lama."))
        accounts.confirm(account, by=request.user, how=how)
        messages.success(request, _("Rekening %(seller)s dikonfirmasi.") % {"seller": account.partner.name})
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("desk:bank_accounts")


@require_POST
@treasurer_page
def ask_bank(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask the bank for the holder's name; it may cost a fee, so a person presses."""
    account = _one(request, pk)
    channel = next((code for code in channels() if code != BANK_FILE), "")
    try:
        name = accounts.ask_bank(account, channel)
        messages.success(request, _("Menurut bank: %(name)s.") % {"name": name})
    except (OutsideError, Misconfigured):
        messages.error(request, _("Bank tidak menjawab atau rekeningnya tidak ada. Periksa nomornya, lalu coba lagi."))
    return redirect("desk:bank_accounts")


def _reachable(request: DeskRequest):  # type: ignore[no-untyped-def]
    rows = BankAccount.objects.filter(ended_at=None, partner__in=partners_of(request))
    return rows.select_related("partner", "made_by").order_by("-made_at")


def _one(request: DeskRequest, pk: int) -> BankAccount:
    found: BankAccount | None = _reachable(request).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found
