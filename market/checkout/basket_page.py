"""The basket: one group for each seller, amounts as people write them, and new prices shown before they are charged."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from market.basket.groups import groups_of
from market.basket.middleware import remember
from market.basket.models import Basket, Line, open_basket
from market.catalogue import units
from market.catalogue.models import Product
from market.checkout.showing import basket_group, steps
from market.core.errors import RuleBroken
from market.core.origin import own_forms_only
from market.partner.models import StockRecord


@require_safe
@never_cache
def summary(request: HttpRequest) -> HttpResponse:
    """GET /keranjang/: at most five queries, however many goods."""
    basket = request.basket
    groups = groups_of(basket)
    lines = [line for group in groups for line in group.lines]
    context = {
        "groups": [basket_group(group) for group in groups],
        "steps": steps("basket:summary"),
        "total_rupiah": sum(group.goods_rupiah for group in groups),
        "changed": [line for line in lines if line.price_changed],
        "has_trouble": any(line.trouble for line in lines),
    }
    response = render(request, "checkout/basket.html", context)
    remember(response, basket)
    return response


@require_POST
@own_forms_only
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """POST /keranjang/tambah/<product>/ with `quantity` as typed ("1,5"); works without cookies and JavaScript."""
    records = Prefetch("stockrecords", StockRecord.objects.select_related("partner"))
    product = get_object_or_404(
        Product.objects.select_related("product_class", "partner").prefetch_related(records),
        pk=pk,
        is_public=True,
        publication="live",
    )
    basket: Basket = request.basket
    if basket.pk is None and request.user.is_authenticated:
        basket = _stored(request)
    try:
        steps_wanted = _steps(product, request.POST.get("quantity", ""))
        basket.put(product, steps_wanted)
    except RuleBroken as error:
        messages.error(request, f"{product.get_title()}: {error.message}")
    else:
        words = _("%(amount)s %(title)s masuk keranjang.")
        amount = units.amount(steps_wanted, product.step_thousandths, product.unit)
        messages.success(request, words % {"amount": amount, "title": product.get_title()})
    return _back(request, basket)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """POST /keranjang/baris/<line>/: `ubah` is one step less or more, out, or else `quantity` as typed."""
    basket: Basket = request.basket
    line = next((line for line in basket.all_lines() if line.pk == pk), None)
    if line is None:
        return _back(request, basket)
    try:
        basket.set_steps(line, _wanted(line, request))
    except RuleBroken as error:
        messages.error(request, f"{line.product.get_title()}: {error.message}")
    return _back(request, basket)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """POST /keranjang/harga/: the buyer agrees to the new prices and goes on (BY-12)."""
    try:
        request.basket.accept_prices()
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("basket:summary")
    return redirect("checkout:address")


def _wanted(line: Line, request: HttpRequest) -> int:
    product = line.product
    match request.POST.get("ubah", ""):
        case "hapus":
            return 0
        case "kurang":
            return line.steps - 1 if line.steps > product.minimum_steps else 0
        case "tambah":
            return line.steps + 1
        case _:
            return _steps(product, request.POST.get("quantity", ""))


def _steps(product: Product, text: str) -> int:
    """The typed amount in steps; nothing typed is the least that is sold."""
    if not text.strip():
        return product.minimum_steps
    return units.parse(
        text, step_thousandths=product.step_thousandths, unit=product.unit, minimum_steps=product.minimum_steps
    )


def _stored(request: Any) -> Basket:
    """The signed-in buyer's basket, stored, in the place of the empty one on the request."""
    basket = open_basket(request.user)
    basket.strategy = request.strategy
    request.basket = request._basket_cache = basket
    return basket


def _back(request: HttpRequest, basket: Basket) -> HttpResponse:
    response = redirect("basket:summary")
    remember(response, basket)
    return response
