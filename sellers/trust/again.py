"""Pesan lagi (BY-23): what was ordered once goes into the basket again; what is not there any more is named."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from market.basket.middleware import remember
from market.basket.models import Basket, open_basket
from market.catalogue.models import Product
from market.checkout.access import order_by_link, secret_page
from market.core.errors import RuleBroken
from market.order.models import Line
from market.partner.models import StockRecord


@require_POST
@secret_page
def again(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """POST: every good of the order that may be bought now, in the amounts of then; the rest is listed by name."""
    order = order_by_link(number, secret)
    lines = list(Line.objects.filter(order=order).order_by("pk"))
    goods = _goods({line.product_id for line in lines if line.product_id})
    basket = _basket(request)
    put, missing = 0, []
    for line in lines:
        product = goods.get(line.product_id)
        try:
            if product is None:
                raise RuleBroken(_("tidak dijual lagi"))
            basket.put(product, max(line.quantity, product.minimum_steps))
            put += 1
        except RuleBroken as error:
            missing.append(f"{line.title} ({error.message})")
    if put:
        words = ngettext("%(count)d barang masuk keranjang lagi.", "%(count)d barang masuk keranjang lagi.", put)
        messages.success(request, words % {"count": put})
    if missing:
        messages.warning(request, _("Tidak bisa dipesan lagi sekarang: %(goods)s.") % {"goods": ", ".join(missing)})
    response = redirect("basket:summary")
    remember(response, basket)
    return response


def _goods(ids: set[int]) -> dict[int, Product]:
    records = Prefetch("stockrecords", StockRecord.objects.select_related("partner"))
    rows = Product.objects.filter(pk__in=ids, listed=True).select_related("product_class", "partner")
    return {one.pk: one for one in rows.prefetch_related(records)}


def _basket(request: HttpRequest) -> Basket:
    basket: Basket = request.basket  # type: ignore[attr-defined]
    if basket.pk is None and request.user.is_authenticated:
        basket = open_basket(request.user)
        basket.strategy = request.strategy  # type: ignore[attr-defined]
        request.basket = request._basket_cache = basket  # type: ignore[attr-defined]
    return basket
