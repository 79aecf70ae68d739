"""The page of one good: photographs, price and step, what is left, who made it, and what sending it costs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from market.catalogue import listing, units, windows
from market.catalogue.listing import Filters, ProductCard
from market.catalogue.models import Product
from market.core import phones
from market.core.money import rupiah
from market.core.templatetags.show import grams
from market.order import reviews
from market.partner.models import StockRecord
from market.shipping.local.calendar import calendar_of
from market.storefront import papers, postage
from market.storefront.cache import shared
from market.storefront.cards import cards, closed_words, goods_url, per
from market.storefront.lists import crumbs
from market.storefront.shops import initial, shop_url, village_words
from market.storefront.tree import Tree

FEW_STEPS = 5  # from here down the page says how many are left
OTHERS_SHOWN = 4


@require_safe
@shared
def goods(request: HttpRequest, product_slug: str, pk: str) -> HttpResponse:
    """404 for a good that is not public or whose seller is suspended; a wrong slug leads to the right address."""
    stock = _find(int(pk))
    product = stock.product
    if product_slug != product.slug:
        return HttpResponsePermanentRedirect(goods_url(product.slug, product.pk))
    asked = postage.read(request)
    if asked.is_settled_by_words:
        return HttpResponseRedirect(asked.url(request.path))
    steps_left = max(stock.net_stock_level, 0)
    context = {
        "goods": _words(product, steps_left),
        "photos": _photos(product),
        "crumbs": _crumbs(product.category_path),
        "buy": _buy(product, steps_left),
        "shop_closed": closed_words(product.partner.closed_until_on),
        "out_of_season": windows.closed_words(product.windows),
        "season": windows.open_words(product.windows),
        "seller": {
            "name": product.partner.name,
            "partner": product.partner,
            "initial": initial(product.partner.name),
            "url": shop_url(product.partner.code),
        },
        "village": village_words(product.partner.village),
        "chat": _chat(request, product),
        "report": f"{reverse('storefront:complaint')}?{urlencode({'tentang': product.title})}",
        "facts": _facts(product, stock),
        "badges": papers.badges(product.partner),
        "reviews": reviews.shown(product_id=product.pk),
        "paper_notices": papers.notices(product.partner),
        "postage": postage.answer(asked, product),
        "pickup": calendar_of(product.partner.village_id).words(timezone.now()) if product.partner.village_id else "",
        "cards": [] if asked.place else cards(_others(product)),
    }
    return render(request, "storefront/goods.html", context)


def _find(pk: int) -> StockRecord:
    """The stock of a good that the public may see, with good, seller and village: one query."""
    stocks = StockRecord.objects.select_related("product__partner__village").order_by("pk")
    stock = stocks.filter(product_id=pk, product__listed=True).first()
    if stock is None:
        raise Http404
    return stock


def _others(product: Product) -> list[ProductCard]:
    """What else the seller sells."""
    filters = Filters(partner_id=product.partner_id, without_id=product.pk, available_only=True)
    return listing.cards(filters, limit=OTHERS_SHOWN)


def _words(product: Product, steps_left: int) -> dict[str, Any]:
    step, unit = product.step_thousandths, product.unit
    few = product.minimum_steps <= steps_left <= FEW_STEPS
    return {
        "id": product.pk,
        "title": product.title,
        "description": product.description,
        "price_rupiah": product.price_rupiah,
        "per": per(step, unit),
        "per_unit": "" if step == units.THOUSAND else units.price_per_unit(product.price_rupiah, step, unit),
        "sold_out": steps_left < product.minimum_steps,
        "stock_words": _("Sisa %(amount)s") % {"amount": _left(steps_left, step, unit)} if few else "",
    }


def _left(steps: int, step_thousandths: int, unit: str) -> str:
    """`3` of things that are counted, `1,5 kg` of things that are weighed."""
    is_counted = step_thousandths % units.THOUSAND == 0
    return units.number(steps * step_thousandths) if is_counted else units.amount(steps, step_thousandths, unit)


def _photos(product: Product) -> list[dict[str, Any]]:
    words = _("%(title)s, foto %(number)d")
    return [
        {"picture": image.sizes, "alt": image.caption or words % {"title": product.title, "number": number}}
        for number, image in enumerate(product.images.order_by("display_order"), 1)
        if image.sizes
    ]


def _crumbs(path: str) -> list[dict[str, str]]:
    """The way to the good's category."""
    tree = Tree.read()
    node = tree.at(path)
    return crumbs([*tree.above(path), node] if node else [])


def _buy(product: Product, steps_left: int) -> dict[str, str]:
    """The form: amounts are in the unit, as people say them; market.catalogue.units reads them back."""
    step, unit, least = product.step_thousandths, product.unit, product.minimum_steps
    is_plain = step == units.THOUSAND and least == 1
    hint = _("Kelipatan %(step)s, paling sedikit %(least)s.") % {
        "step": units.amount(1, step, unit),
        "least": units.amount(least, step, unit),
    }
    return {
        "value": units.number(least * step),
        "step": units.number(step),
        "least": units.number(least * step),
        "most": units.number(min(steps_left, units.MOST_STEPS) * step).replace(".", ""),
        "unit": units.name_of(unit),
        "hint": "" if is_plain else hint,
    }


def _chat(request: HttpRequest, product: Product) -> str:
    """A WhatsApp link to the seller that names the good, an amount, its price and this page (BY-24)."""
    amount = units.amount(product.minimum_steps, product.step_thousandths, product.unit)
    message = _("Halo %(shop)s, saya mau tanya tentang %(title)s: %(amount)s, %(price)s. %(url)s") % {
        "shop": product.partner.name,
        "title": product.title,
        "amount": amount,
        "price": rupiah(product.price_rupiah * product.minimum_steps),
        "url": request.build_absolute_uri(request.path),
    }
    return phones.whatsapp(product.partner.phone, message)


def _facts(product: Product, stock: StockRecord) -> list[dict[str, str]]:
    """What can be said of the good in one line each; what is not known is left out."""
    step = units.amount(1, product.step_thousandths, product.unit)
    size = [product.length_mm, product.width_mm, product.height_mm]
    facts = [(_("Dijual"), per(product.step_thousandths, product.unit))]
    if product.is_resold:
        facts.append((_("Asal"), _("Dijual ulang, dibuat di tempat lain")))
    if product.weight_grams:
        facts.append(
            (_("Berat kirim"), _("%(weight)s tiap %(step)s") % {"weight": grams(product.weight_grams), "step": step})
        )
    if all(size):
        facts.append((_("Ukuran kemasan"), " × ".join(units.number(mm * 100) for mm in size) + " cm"))
    if product.shelf_life_days:
        facts.append((_("Masa simpan"), _("%(days)d hari") % {"days": product.shelf_life_days}))
    if stock.partner_sku:
        facts.append((_("Kode barang"), stock.partner_sku))
    return [{"name": name, "value": value} for name, value in facts]
