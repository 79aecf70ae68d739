"""Transfers that wait for a person: told by their sum, proved by the bank's list (PY-07, PY-09)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import MarketError, NotFound, RuleBroken
from market.lifecycle.money import transfers
from market.payments.codes import BY_SUM
from market.payments.evidence import bank_list as lists
from market.payments.evidence import proofs
from market.payments.models import BankLine, PaymentAttempt, Proof
from market.users.access import DeskRequest, treasurer_page

SHOWN = 50
NEAR_RUPIAH = 999  # a wrong sum this near is worth a suggestion, never more


@require_safe
@treasurer_page
def home(request: DeskRequest) -> HttpResponse:
    """What waits: attempts told by their sum, and lines of the bank that fit none. A handful of queries."""
    live = PaymentAttempt.objects.filter(gateway__in=BY_SUM, state__in=PaymentAttempt.LIVE)
    waiting = list(live.select_related("order").order_by("expires_at")[:SHOWN])
    sent = list(Proof.objects.filter(attempt__in=waiting).select_related("attempt").defer("photo"))
    elsewhere = proofs.seen_elsewhere(sent) if sent else {}
    lines = BankLine.objects.filter(state=BankLine.State.WAITING).order_by("-booked_on", "-pk")[:SHOWN]
    context = {
        "section": "payments",
        "in_review": PaymentAttempt.objects.filter(state=PaymentAttempt.State.REVIEW).count(),
        "waiting": [_attempt(one, sent, elsewhere) for one in waiting],
        "lines": [{"row": line, "near": transfers.candidates(line, within_rupiah=NEAR_RUPIAH)} for line in lines],
        "ended": BankLine.objects.exclude(state=BankLine.State.WAITING).select_related("attempt").order_by("-pk")[:10],
    }
    return render(request, "desk/payments/home.html", context)


@require_POST
@treasurer_page
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """A person saw this money come in: how much, and by which mark of the bank's."""
    attempt = PaymentAttempt.objects.filter(pk=pk, gateway__in=BY_SUM).first()
    if attempt is None:
        raise NotFound(str(pk))
    mark = request.POST.get("mark", "").strip()[:60]
    amount = lists.rupiah_of(request.POST.get("amount", ""))
    if not mark or amount is None:
        messages.error(request, _("Isi jumlah dalam rupiah dan tanda dari bank (nomor referensi atau jam)."))
        return redirect("desk:payments")
    _say(request, lambda: transfers.receive(attempt.pk, amount, by=request.user, key=f"{attempt.reference}:{mark}"))
    return redirect("desk:payments")


@require_POST
@treasurer_page
def bank_list(request: DeskRequest) -> HttpResponse:
    """Import the bank's list; what fits to the rupiah is matched at once. The same file again changes nothing."""
    file, code = request.FILES.get("list"), request.POST.get("gateway", "")
    if file is None or code not in BY_SUM:
        messages.error(request, _("Pilih berkas mutasi dari bank."))
        return redirect("desk:payments")
    try:
        made, known = lists.keep(lists.read(file.read(lists.MAX_BYTES + 1)), code)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("desk:payments")
    counted = transfers.match_all(made, request.user)
    waiting = counted.pop("waiting", 0)
    words = _("%(made)s baris baru, %(known)s sudah pernah. Cocok %(matched)s, belum cocok %(waiting)s.")
    facts = {"made": len(made), "known": known, "matched": sum(counted.values()), "waiting": waiting}
    messages.success(request, words % facts)
    return redirect("desk:payments")


@require_POST
@treasurer_page
def bank_line(request: DeskRequest, pk: int) -> HttpResponse:
    """End a line that fitted nothing: give it to an attempt, keep it for whoever asks, or set it aside."""
    line = BankLine.objects.filter(pk=pk).first()
    if line is None:
        raise NotFound(str(pk))
    do, note = request.POST.get("do", ""), request.POST.get("note", "").strip()
    if do == "give":
        attempt = PaymentAttempt.objects.filter(
            reference=request.POST.get("reference", "").strip(), gateway__in=BY_SUM
        ).first()
        if attempt is None:
            messages.error(request, _("Tagihan dengan nomor itu tidak ada. Salin dari daftar di atas."))
        else:
            key = f"line:{line.checksum}"
            _say(
                request, lambda: transfers.receive(attempt.pk, line.amount_rupiah, by=request.user, key=key, line=line)
            )
    elif not note:
        messages.error(request, _("Tulis alasannya."))
    elif do == "suspense":
        _say(request, lambda: transfers.keep_in_suspense(line.pk, request.user, note).state)
    elif do == "foreign":
        _say(request, lambda: transfers.set_aside(line.pk, request.user, note))
    return redirect("desk:payments")


@require_safe
@treasurer_page
def proof(request: DeskRequest, pk: int) -> HttpResponse:
    """The photo itself; nobody but the treasurers gets it."""
    found = Proof.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return HttpResponse(bytes(found.photo), content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})


def _attempt(attempt: PaymentAttempt, sent: list[Proof], elsewhere: dict[str, list[str]]) -> dict[str, Any]:
    mine = [one for one in sent if one.attempt_id == attempt.pk]
    return {
        "row": attempt,
        "left_rupiah": attempt.amount_rupiah - attempt.paid_rupiah if attempt.paid_rupiah else attempt.transfer_rupiah,
        "is_late": attempt.expires_at < timezone.now(),
        "proofs": [{"pk": one.pk, "sent_at": one.sent_at, "elsewhere": elsewhere.get(one.sha256, [])} for one in mine],
    }


def _say(request: DeskRequest, do: Any) -> None:
    try:
        outcome = do()
    except MarketError as error:
        messages.error(request, error.message)
        return
    words = {
        "short": _("Uang dicatat. Masih kurang, sisanya diminta ke pembeli."),
        "applied": _("Lunas. Penjual sudah diberi tahu."),
        "revived": _("Lunas. Pesanan yang sudah lewat waktu dijalankan lagi."),
        "late": _("Uang dicatat. Pesanannya sudah berakhir, jadi harus dikembalikan."),
        "double": _("Uang dicatat. Pesanan sudah dibayar, jadi harus dikembalikan."),
    }
    messages.success(request, words.get(outcome or "", _("Sudah dicatat.")))
