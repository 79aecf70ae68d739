"""How a village takes to selling (OP-17): shops, those active in thirty days, the first order, how soon they answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from market.address.models import Village
from market.core import export
from market.order.models import SellerOrder
from market.partner.models import Partner
from market.users.access import DeskRequest, desk_page
from market.users.models import Role

ACTIVE = timedelta(days=30)
ANSWERS = timedelta(days=90)  # whose answers the median is of
MOST_ANSWERS = 20_000
NEVER = (SellerOrder.State.UNPAID, SellerOrder.State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Line:
    """One village. `answer_hours`: the median from paid to accepted, in hours with one decimal; None without any."""

    village: Village
    shops: int
    active: int
    first_order: datetime | None
    answer_hours: float | None


def lines(codes: list[str] | None, now: datetime | None = None) -> list[Line]:
    """For these villages, or for all in which somebody sells (None). Four queries, whatever the number of villages."""
    now = now or timezone.now()
    shops = Partner.objects.filter(approved_at__isnull=False)
    parts = SellerOrder.objects.exclude(state__in=NEVER).filter(paid_at__isnull=False)
    villages = Village.objects.filter(code__in=codes) if codes is not None else Village.objects.filter(
        code__in=shops.values("village")
    )  # fmt: skip
    recent = Count("partner", distinct=True, filter=Q(paid_at__gte=now - ACTIVE))
    counted = dict(shops.values_list("village").annotate(Count("pk")))
    sold = {row["partner__village"]: row for row in parts.values("partner__village").annotate(
        active=recent, first=Min("paid_at")
    )}  # fmt: skip
    waits: dict[str, list[float]] = {}
    answered = parts.filter(paid_at__gte=now - ANSWERS, accepted_at__isnull=False).order_by("-pk")
    for code, paid, accepted in answered.values_list("partner__village", "paid_at", "accepted_at")[:MOST_ANSWERS]:
        waits.setdefault(code, []).append((accepted - paid).total_seconds() / 3600)
    return [
        Line(
            village, counted.get(village.code, 0), sold.get(village.code, {}).get("active", 0),
            sold.get(village.code, {}).get("first"),
            round(median(waits[village.code]), 1) if village.code in waits else None,
        )
        for village in villages.order_by("code")
    ]  # fmt: skip


@desk_page(Role.Kind.OPERATOR, Role.Kind.SUPPORT, Role.Kind.DINAS)
@require_GET
def adoption(request: DeskRequest) -> HttpResponse:
    """GET: the table; `?berkas=csv` or `xlsx` the same as a file."""
    rows = lines(_codes(request))
    kind = request.GET.get("berkas", "")
    if kind in ("csv", "xlsx"):
        return _file(rows, kind)
    return render(request, "desk/people/adoption.html", {"rows": rows, "section": "adoption"})


def _codes(request: DeskRequest) -> list[str] | None:
    """The villages that this person may count: their own, those of their regency in which somebody sells, or all."""
    if Role.Kind.SUPPORT in request.kinds:
        return None
    roles = Role.objects.filter(user=request.user.pk, kind=Role.Kind.DINAS, regency__isnull=False)
    codes = set(request.village_codes)
    for regency in roles.values_list("regency_id", flat=True):
        here = Partner.objects.filter(approved_at__isnull=False, village__code__startswith=f"{regency}.")
        codes |= set(here.values_list("village", flat=True))
    return sorted(codes)


def _file(rows: list[Line], kind: str) -> HttpResponse:
    columns = [
        _("Kode desa"),
        _("Desa"),
        _("Toko"),
        _("Aktif 30 hari"),
        _("Pesanan pertama"),
        _("Menit sampai dijawab"),
    ]
    cells: list[list[Any]] = [
        [x.village.code, x.village.name, x.shops, x.active,
         timezone.localtime(x.first_order).replace(tzinfo=None) if x.first_order else None,
         round(x.answer_hours * 60) if x.answer_hours is not None else None]
        for x in rows
    ]  # fmt: skip
    write, content_type = {"csv": (export.csv_of, export.CSV_TYPE), "xlsx": (export.xlsx_of, export.XLSX_TYPE)}[kind]
    answer = HttpResponse(write(columns, cells), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="perkembangan-desa.{kind}"'
    return answer
