"""The page “Uang saya” and its files: the same lines, the same sums."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from market.core import export
from market.core.errors import NotFound
from market.core.paging import links
from market.ledger.balances import seller_balances
from sellers.access import SellerRequest, seller_page
from sellers.pages.money import statement

PAGE = 50
MOST_LINES = 20_000  # of one file


@seller_page
@require_GET
def money(request: SellerRequest) -> HttpResponse:
    """Three sums, and one line for each sale and payout; with a period, the lines and the sum of that period."""
    from_on, to_on, wrong = period(request)
    rows = statement.grouped(request.partner, from_on, to_on)
    sheet = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    sums = seller_balances(request.partner.pk)
    whole = sum(sums.values())
    context = {
        "sums": sums,
        "total": whole,
        "period_total": statement.total_of(request.partner, from_on, to_on) if from_on or to_on else whole,
        "from_on": from_on,
        "to_on": to_on,
        "wrong_period": wrong,
        "lines": statement.lines_of(request.partner, list(sheet.object_list)),
        "page": links(sheet, request.GET),
        "query": request.GET.urlencode(),
        "section": "money",
    }
    return render(request, "sellers/money.html", context)


@seller_page
@require_GET
def file(request: SellerRequest, kind: str) -> HttpResponse:
    """The lines of the period as CSV or XLSX; the last line is the sum that the page shows."""
    writers: dict[str, Any] = {"csv": (export.csv_of, export.CSV_TYPE), "xlsx": (export.xlsx_of, export.XLSX_TYPE)}
    if kind not in writers:
        raise NotFound(kind)
    from_on, to_on, _wrong = period(request)
    rows = list(statement.grouped(request.partner, from_on, to_on)[:MOST_LINES])
    lines = statement.lines_of(request.partner, rows)
    columns = [
        _("Kapan"), _("Nomor"), _("Apa"), _("Di mana uangnya"), _("Bukti"), _("Harga barang (Rp)"), _("Biaya (Rp)"),
        _("Jumlah (Rp)"),
    ]  # fmt: skip
    cells = [
        [
            timezone.localtime(x.at).replace(tzinfo=None), x.number, x.what, x.who_holds, x.proof, x.goods_rupiah,
            x.fee_rupiah, x.amount_rupiah,
        ]
        for x in lines
    ]  # fmt: skip
    total = sum(line.amount_rupiah for line in lines)
    cells.append(
        [None, "", _("Jumlah"), "", "", sum(x.goods_rupiah for x in lines), sum(x.fee_rupiah for x in lines), total]
    )
    write, content_type = writers[kind]
    answer = HttpResponse(write(columns, cells), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="uang-saya-{timezone.localdate():%Y%m%d}.{kind}"'
    return answer


def period(request: SellerRequest) -> tuple[date | None, date | None, bool]:
    """From the query: `dari` and `sampai`; whether one of them was no date or they are the wrong way round."""
    found, wrong = [], False
    for name in ("dari", "sampai"):
        typed = request.GET.get(name, "")
        try:
            found.append(date.fromisoformat(typed) if typed else None)
        except ValueError:
            found.append(None)
            wrong = True
    from_on, to_on = found
    if from_on and to_on and from_on > to_on:
        return None, None, True
    return from_on, to_on, wrong
