"""The sellers of a village: what each has, what the operator does for one (OP-02), and stopping one (OP-05)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import NotFound, RuleBroken
from market.partner.models import Partner, StockRecord
from market.users import records
from market.users.access import DeskRequest
from sellers.desk import behalf, suspending
from sellers.desk.access import shop_for, shops_for, village_page

PAGE = 30
DEEDS_SHOWN = 20
MOST_RUPIAH, MOST_STEPS = 100_000_000, 100_000


@village_page
@require_GET
def shops(request: DeskRequest) -> HttpResponse:
    """GET, `?q=` by name: two queries."""
    words = request.GET.get("q", "").strip()[:60]
    rows = shops_for(request).annotate(goods=Count("products", filter=Q(products__listed=True))).order_by("name", "pk")
    if words:
        rows = rows.filter(name__icontains=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    return render(request, "desk/people/shops.html", {"page": page, "words": words, "section": "shops"})


@village_page
@require_GET
def shop(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, shop_for(request, code))


@village_page
@require_POST
def reveal(request: DeskRequest, code: str) -> HttpResponse:
    """POST `purpose`: the covered phone number, once, written down where the seller reads it (TL-02, SE-26)."""
    found = shop_for(request, code)
    office = _("Operator %(village)s") % {"village": found.village.title}
    try:
        records.looked(request.user, "phone", request.POST.get("purpose", ""), office=office, partner=found)
    except RuleBroken as error:
        return _page(request, found, wrong=error.message, status=422)
    return _page(request, found, revealed=True)


@village_page
@require_POST
def goods_of(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """POST `price` and `stock` of one good, for the seller: written down as the operator's, the seller told."""
    found = shop_for(request, code)
    record = StockRecord.objects.filter(product_id=pk, partner=found).select_related("product__partner").first()
    if record is None:
        raise NotFound(str(pk))
    price, steps = _number(request, "price", MOST_RUPIAH), _number(request, "stock", MOST_STEPS)
    if not price or steps is None:
        messages.error(request, _("%(title)s: isi harga dan stok dengan angka.") % {"title": record.product.title})
        return redirect("people:shop", code)
    return _done(request, found, lambda: _set(record, price, steps, request.user))


@village_page
@require_POST
def holiday(request: DeskRequest, code: str) -> HttpResponse:
    """POST `until` (a day, or nothing to open again)."""
    found, given = shop_for(request, code), request.POST.get("until", "")
    try:
        until = date.fromisoformat(given) if given else None
    except ValueError:
        messages.error(request, _("Pilih tanggal yang benar."))
        return redirect("people:shop", code)
    return _done(request, found, lambda: behalf.close_until(found, until, request.user))


@village_page
@require_POST
def suspend(request: DeskRequest, code: str) -> HttpResponse:
    """POST `reason`: the shop is hidden; POST `buka`: shown again."""
    found = shop_for(request, code)
    if request.POST.get("buka"):
        return _done(request, found, lambda: suspending.resume(found, request.user))
    return _done(request, found, lambda: suspending.suspend(found, request.user, request.POST.get("reason", "")))


def _set(record: StockRecord, price: int, steps: int, by: Any) -> None:
    behalf.set_price(record, price, by)
    record.refresh_from_db()
    behalf.count_stock(record, steps, by)


def _done(request: DeskRequest, found: Partner, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Tersimpan atas nama %(shop)s. Penjual diberi tahu.") % {"shop": found.name})
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("people:shop", found.code)


def _number(request: DeskRequest, name: str, most: int) -> int | None:
    digits = "".join(sign for sign in request.POST.get(name, "") if sign not in " .Rp")
    return int(digits) if digits.isascii() and digits.isdecimal() and int(digits) <= most else None


def _page(
    request: DeskRequest, found: Partner, *, revealed: bool = False, wrong: str = "", status: int = 200
) -> HttpResponse:
    stock = StockRecord.objects.filter(partner=found).select_related("product").order_by("product__title", "pk")
    context = {
        "shop": found,
        "address": found.addresses.select_related("village").first(),
        "stock": Paginator(stock, PAGE).get_page(request.GET.get("hal")),
        "deeds": list(records.deeds_for(found.pk)[:DEEDS_SHOWN]),
        "revealed": revealed,
        "wrong": wrong,
        "section": "shops",
    }
    return render(request, "desk/people/shop.html", context, status=status)
