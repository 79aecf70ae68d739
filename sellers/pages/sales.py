"""What was sold, by day, week or month: a table whose rows carry their bar, so that the chart is the table."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from market.core.dates import clock_of
from market.order.models import SellerOrder
from market.partner.models import Partner
from sellers.access import SellerRequest, seller_page
from sellers.models import CashSale

State = SellerOrder.State
DAY, WEEK, MONTH = "hari", "minggu", "bulan"
PERIODS = {DAY: (_("Hari"), TruncDay, 14), WEEK: (_("Minggu"), TruncWeek, 12), MONTH: (_("Bulan"), TruncMonth, 12)}
NOT_SOLD = (State.UNPAID, State.EXPIRED, State.CANCELLED, State.RETURNED)


@seller_page
@require_GET
def sales(request: SellerRequest) -> HttpResponse:
    per = request.GET.get("per", DAY)
    per = per if per in PERIODS else DAY
    rows = table(request.partner, per)
    context = {
        "rows": rows,
        "total": sum(row["sum"] for row in rows),
        "per": per,
        "tabs": [(code, words) for code, (words, _trunc, _count) in PERIODS.items()],
        "section": "more",
    }
    return render(request, "sellers/sales.html", context)


def table(partner: Partner, per: str) -> list[dict[str, Any]]:
    """The latest periods, newest first, the empty ones too. `share`: hundredths of the best. Two queries."""
    _words, trunc, count = PERIODS[per]
    clock = clock_of(partner.village_id or "")
    starts = beginnings(timezone.localdate(timezone=clock), per, count)
    since = timezone.datetime(starts[-1].year, starts[-1].month, starts[-1].day, tzinfo=clock)
    sums: dict[date, dict[str, int]] = defaultdict(lambda: {"shop": 0, "cash": 0, "orders": 0})
    parts = SellerOrder.objects.filter(partner=partner, paid_at__gte=since).exclude(state__in=NOT_SOLD)
    for row in parts.values(at=trunc("paid_at", tzinfo=clock)).annotate(sum=Sum("goods_rupiah"), n=Count("pk")):
        sums[row["at"].date()].update(shop=row["sum"], orders=row["n"])
    notes = CashSale.objects.filter(partner=partner, sold_at__gte=since, undone_at=None)
    for row in notes.values(at=trunc("sold_at", tzinfo=clock)).annotate(sum=Sum("amount_rupiah")):
        sums[row["at"].date()]["cash"] = row["sum"]
    rows = [{"on": on, **sums[on], "sum": sums[on]["shop"] + sums[on]["cash"]} for on in starts]
    best = max((row["sum"] for row in rows), default=0) or 1
    for row in rows:
        row["share"] = row["sum"] * 100 // best
    return rows


def beginnings(today: date, per: str, count: int) -> list[date]:
    """The first days of the latest `count` periods, newest first. A week begins on Monday."""
    if per == DAY:
        return [today - timedelta(days=number) for number in range(count)]
    if per == WEEK:
        monday = today - timedelta(days=today.weekday())
        return [monday - timedelta(weeks=number) for number in range(count)]
    months = today.year * 12 + today.month - 1
    return [date((months - number) // 12, (months - number) % 12 + 1, 1) for number in range(count)]
