"""A seller's goods: the list, adding one in five fields, the good's own page with what it brings, and changing it."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from market.catalogue.models import Publication
from market.core.errors import RuleBroken
from market.core.money import rupiah
from market.order import fees
from market.partner.models import Partner, StockRecord
from sellers.access import SELL, SellerRequest, seller_good, seller_goods, seller_page
from sellers.goods import keeping
from sellers.goods.forms import GoodsForm

PAGE, FEW_STEPS = 25, 5
LEFT = Coalesce(F("num_in_stock"), 0) - Coalesce(F("num_allocated"), 0) - F("num_leased")
ALL, FEW, UNSEEN = "semua", "habis", "belum"
TABS = {ALL: gettext_lazy("Semua"), FEW: gettext_lazy("Hampir habis"), UNSEEN: gettext_lazy("Belum tayang")}


def running_out(partner: Partner) -> Any:
    """Goods that the public sees and that are nearly gone."""
    live = seller_goods(partner).filter(product__publication=Publication.LIVE, product__is_public=True)
    return live.annotate(left=LEFT).filter(left__lte=FEW_STEPS)


@seller_page(SELL)
@require_GET
def goods(request: SellerRequest) -> HttpResponse:
    tab = request.GET.get("tab", ALL)
    tab = tab if tab in TABS else ALL
    rows = seller_goods(request.partner).annotate(left=LEFT)
    if tab == FEW:
        rows = running_out(request.partner)
    elif tab == UNSEEN:
        rows = rows.exclude(product__publication=Publication.LIVE)
    page = Paginator(rows.order_by("-product_id"), PAGE).get_page(request.GET.get("hal"))
    context = {"page": page, "tab": tab, "tabs": TABS.items(), "section": "goods"}
    return render(request, "sellers/goods/list.html", context)


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def new(request: SellerRequest) -> HttpResponse:
    """Saved as a draft; the next page shows what it brings, and publishes. The form's `key` makes one good of it."""
    if request.method == "GET":
        form = GoodsForm(initial={"unit": "bungkus"})
        return _form(request, form, key=secrets.token_hex(8))
    is_draft = "draf" in request.POST
    form = GoodsForm(request.POST, request.FILES, draft=is_draft)
    if form.is_valid():
        try:
            record = keeping.add(
                request.partner, form.cleaned_data, key=request.POST.get("key", ""), photo=_photo(form), by=request.user
            )
        except RuleBroken as error:
            form.add_error("photo" if error.code == "photo_refused" else None, error.message)
        else:
            return redirect(f"/penjual/barang/{record.product_id}/?tersimpan={request.POST.get('key', '')[:32]}")
    return _form(request, form, key=request.POST.get("key") or secrets.token_hex(8), status=422)


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def edit(request: SellerRequest, pk: int) -> HttpResponse:
    record = seller_good(request.partner, pk)
    product = record.product
    if request.method == "GET":
        return _form(request, GoodsForm(initial=_initial(record), known=product), record=record)
    form = GoodsForm(request.POST, request.FILES, draft="draf" in request.POST, known=product)
    if form.is_valid():
        try:
            keeping.change(record, form.cleaned_data, photo=_photo(form), by=request.user)
        except RuleBroken as error:
            field = {"photo_refused": "photo"}.get(error.code, "stock" if "promised" in error.data else None)
            form.add_error(field, error.message)
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("sellers:good", pk=pk)
    return _form(request, form, record=record, status=422)


def _photo(form: GoodsForm) -> Any:
    return form.cleaned_data.get("photo") or None


def _initial(record: StockRecord) -> dict[str, Any]:
    product = record.product
    return {
        "title": product.title,
        "price": int(record.price) if record.price else "",
        "unit": product.unit,
        "stock": record.num_in_stock or 0,
        "description": product.description,
        "weight_grams": product.weight_grams or None,
        "shelf_life_days": product.shelf_life_days,
        "category": product.categories.first(),
    }


def _form(
    request: SellerRequest, form: GoodsForm, *, key: str = "", record: StockRecord | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "key": key, "record": record, "section": "goods"}
    return render(request, "sellers/goods/form.html", context, status=status)


@seller_page(SELL)
@require_GET
def good(request: SellerRequest, pk: int) -> HttpResponse:
    """One good: its state and the next thing to do, what each sale brings, stock and price."""
    record = seller_good(request.partner, pk)
    product = record.product
    price = product.waiting_price_rupiah or int(record.price or 0)
    context = {
        "record": record,
        "product": product,
        "left": record.net_stock_level,
        "net": fees.net_of(request.partner, product.category_path, price) if price else None,
        "missing": _missing(record),
        "images": product.images.order_by("display_order"),
        "steps": product.steps.all().reverse()[:8],
        "saved": request.GET.get("tersimpan", "")[:32],
        "section": "goods",
    }
    return render(request, "sellers/goods/good.html", context)


def _missing(record: StockRecord) -> list[str]:
    """What a draft still wants before it can be handed in."""
    asked = {
        _("foto"): not record.product.cover,
        _("harga"): not record.price,
    }
    return [name for name, is_missing in asked.items() if is_missing]


@seller_page(SELL)
@require_GET
def net(request: SellerRequest) -> HttpResponse:
    """What a price would bring, for the form while one types (SE-12)."""
    try:
        price = GoodsForm.base_fields["price"].clean(request.GET.get("harga", "")[:20]) or 0
    except ValidationError:  # words instead of a price bring nothing
        price = 0
    if not price:
        return JsonResponse({"lines": []})
    found = fees.net_of(request.partner, None, price)
    lines = [[fee.name, f"−{rupiah(fee.amount_rupiah)}"] for fee in found.fees]
    return JsonResponse({"lines": [*lines, [_("Anda terima"), rupiah(found.net_rupiah)]]})
