"""The BUMDes' cash book and trial balance (OP-08), month by month, as a page and as files."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from market.core import export
from market.core.errors import NotFound
from market.core.paging import links
from market.desk.treasury.access import house_page
from market.ledger import cashbook
from market.ledger.chart import BANK, BUMDES_CASH, BY_NAME, Title
from market.ledger.models import Entry
from market.order.models import SellerOrder
from market.payments.models import PaymentAttempt, Payout
from market.users.access import DeskRequest

PAGE = 100
MOST_LINES = 50_000  # of one file
FIRST_YEAR = 2020
WRITERS: dict[str, Any] = {
    "csv": (export.csv_of, export.CSV_TYPE),
    "xlsx": (export.xlsx_of, export.XLSX_TYPE),
}


@require_GET
@house_page
def book(request: DeskRequest) -> HttpResponse:
    """One month of one cash account, or of bank and BUMDes' cash together."""
    first_on, chosen, titles = asked(request)
    sheet = Paginator(cashbook.lines(titles, first_on), PAGE).get_page(request.GET.get("hal"))
    context = {
        "month": first_on,
        "chosen": chosen,
        "accounts": [(title.name, title.label) for title in cashbook.CASH],
        "book": cashbook.book(titles, first_on),
        "lines": told(list(sheet.object_list)),
        "page": links(sheet, request.GET),
        "query": request.GET.urlencode(),
        "section": "book",
    }
    return render(request, "desk/treasury/book.html", context)


@require_GET
@house_page
def book_file(request: DeskRequest, kind: str) -> HttpResponse:
    """The same month with opening, every line and closing."""
    first_on, _chosen, titles = asked(request)
    sums = cashbook.book(titles, first_on)
    lines = told(list(cashbook.lines(titles, first_on)[:MOST_LINES]))
    columns = [_("Tanggal"), _("Akun"), _("Uraian"), _("Nomor"), _("Masuk (Rp)"), _("Keluar (Rp)")]
    rows: list[export.Row] = [[None, "", _("Saldo awal"), "", sums.opening_rupiah, 0]]
    rows += [
        [x["at"].replace(tzinfo=None), x["account"], x["what"], x["number"], x["came_in"], x["went_out"]] for x in lines
    ]
    rows.append([None, "", _("Jumlah"), "", sums.came_in_rupiah, sums.went_out_rupiah])
    rows.append([None, "", _("Saldo akhir"), "", sums.closing_rupiah, 0])
    return _file(f"buku-kas-{first_on:%Y-%m}", kind, columns, rows)


@require_GET
@house_page
def trial(request: DeskRequest) -> HttpResponse:
    first_on, _chosen, _titles = asked(request)
    lines = cashbook.trial_balance(first_on)
    context = {
        "month": first_on,
        "lines": lines,
        "debit_rupiah": sum(line.debit_rupiah for line in lines),
        "credit_rupiah": sum(line.credit_rupiah for line in lines),
        "query": request.GET.urlencode(),
        "section": "book",
    }
    return render(request, "desk/treasury/trial.html", context)


@require_GET
@house_page
def trial_file(request: DeskRequest, kind: str) -> HttpResponse:
    first_on, _chosen, _titles = asked(request)
    lines = cashbook.trial_balance(first_on)
    columns = [_("Kode"), _("Akun"), _("Debit (Rp)"), _("Kredit (Rp)")]
    rows: list[export.Row] = [[x.title.number, str(x.title.label), x.debit_rupiah, x.credit_rupiah] for x in lines]
    rows.append(["", _("Jumlah"), sum(x.debit_rupiah for x in lines), sum(x.credit_rupiah for x in lines)])
    return _file(f"neraca-saldo-{first_on:%Y-%m}", kind, columns, rows)


def asked(request: DeskRequest) -> tuple[date, str, Sequence[Title]]:
    """The month (`bulan=2026-11`, this one when it is none) and the account (`akun`, bank and cash when it is none)."""
    today = timezone.localdate()
    match = re.fullmatch(r"(\d{4})-(\d{2})", request.GET.get("bulan", ""))
    first_on = today.replace(day=1)
    if match and FIRST_YEAR <= int(match[1]) <= today.year + 1 and 1 <= int(match[2]) <= 12:
        first_on = date(int(match[1]), int(match[2]), 1)
    title = BY_NAME.get(request.GET.get("akun", ""))
    if title is None or title not in cashbook.CASH:
        return first_on, "", (BANK, BUMDES_CASH)
    return first_on, title.name, (title,)


def told(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The lines in plain words, each with the address of what it is about. Three queries, however many."""
    names = {entry.about for entry in entries} | {entry.journal.reference for entry in entries}
    payouts = dict(Payout.objects.filter(number__in=names).values_list("number", "batch__number"))
    parts = dict(SellerOrder.objects.filter(number__in=names).values_list("number", "order__number"))
    attempts = dict(PaymentAttempt.objects.filter(reference__in=names).values_list("reference", "order__number"))
    return [_line(entry, payouts, {**attempts, **parts}) for entry in entries]


def _line(entry: Entry, payouts: dict[str, str], orders: dict[str, str]) -> dict[str, Any]:
    about = entry.about or entry.journal.reference
    number = about if about in payouts or about in orders else entry.journal.reference or about
    batch = payouts.get(number)
    return {
        "at": timezone.localtime(entry.journal.at),
        "account": f"{BY_NAME[entry.account.name].label}{' ' + entry.account.owner if entry.account.owner else ''}",
        "what": WORDS.get(entry.journal.kind, lambda: entry.journal.reason or entry.journal.kind)(),
        "number": orders.get(number, number),
        "url": reverse("desk:payout_batch", args=[batch]) if batch else "",
        "came_in": max(entry.amount_rupiah, 0),
        "went_out": max(-entry.amount_rupiah, 0),
    }


WORDS: dict[str, Any] = {
    "buyer_paid": lambda: _("Pembeli membayar"),
    "owed_back": lambda: _("Pembayaran yang harus dikembalikan"),
    "unmatched": lambda: _("Pembayaran yang belum jelas"),
    "payout_completed": lambda: _("Uang penjual masuk rekeningnya"),
    "payout_returned": lambda: _("Pencairan dikembalikan bank"),
    "payment_lost": lambda: _("Pembayaran ditarik kembali"),
}


def _file(name: str, kind: str, columns: list[str], rows: list[export.Row]) -> HttpResponse:
    if kind not in WRITERS:
        raise NotFound(kind)
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(columns, rows), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
