"""Who sells, and from where: the public page of a seller, and of a village."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from market.address.models import Village
from market.catalogue import listing
from market.catalogue.listing import Filters
from market.core import phones
from market.order import reviews
from market.partner.models import Partner
from market.storefront import papers
from market.storefront.cache import shared
from market.storefront.cards import cards, closed_words
from market.storefront.lists import page_count, paging
from market.storefront.wanted import PAGE_SIZE, Wanted


@require_safe
@shared
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """A seller: name, village, story, and everything they sell. A suspended seller has no page."""
    partner = get_object_or_404(_open_shops().select_related("village"), code=slug)
    wanted = Wanted.read(request.GET)
    found = listing.page(Filters(partner_id=partner.pk), wanted.page, size=PAGE_SIZE, sort=wanted.order)
    if wanted.page > page_count(found.total):
        raise Http404
    greeting = _("Halo %(shop)s, saya melihat toko Anda di %(url)s") % {
        "shop": partner.name,
        "url": request.build_absolute_uri(request.path),
    }
    context = {
        "shop": partner,
        "village": village_words(partner.village),
        "closed": closed_words(partner.closed_until_on),
        "badges": papers.badges(partner),
        "chat": phones.whatsapp(partner.phone, greeting),
        "reviews": reviews.shown(partner_id=partner.pk),
        "found": goods_words(found.total),
        "cards": cards(found.cards),
        "page": paging(request.path, wanted, found.total),
    }
    return render(request, "storefront/shop.html", context)


@require_safe
@shared
def village(request: HttpRequest, code: str) -> HttpResponse:
    """A village: where it lies, who sells from there, and what. 404 for one that is not opened and sells nothing."""
    place = get_object_or_404(Village.objects.select_related("page"), code=code)
    sellers = _open_shops().filter(village=place, products__listed=True)
    sellers = sellers.annotate(goods=Count("products")).order_by("name")
    shops = [
        {
            "name": one.name,
            "url": shop_url(one.code),
            "initial": initial(one.name),
            "tagline": one.tagline,
            "words": goods_words(one.goods),
        }
        for one in sellers
    ]
    told = getattr(place, "page", None)
    if not shops and told is None:
        raise Http404
    total = sum(one.goods for one in sellers)
    wanted = Wanted.read(request.GET)
    if wanted.page > page_count(total):
        raise Http404
    here = listing.cards(Filters(place=code), offset=(wanted.page - 1) * PAGE_SIZE, limit=PAGE_SIZE, sort=wanted.order)
    context = {
        "village": village_words(place),
        "told": told,
        "chat": phones.whatsapp(told.phone) if told else "",
        "shops": shops,
        "found": goods_words(total),
        "cards": cards(here),
        "page": paging(request.path, wanted, total),
    }
    return render(request, "storefront/village.html", context)


def _open_shops() -> QuerySet[Partner]:
    return Partner.objects.filter(approved_at__isnull=False, suspended_at=None)


def village_cards(most: int) -> list[dict[str, str]]:
    """The villages with the most goods. Two queries: one counts the goods, one the sellers of those few villages."""
    goods = {code: count for code, _name, _district, count in listing.counts(Filters()) if code}
    first = sorted(goods, key=lambda code: (-goods[code], code))[:most]
    selling = Count("partners", filter=Q(partners__approved_at__isnull=False, partners__suspended_at=None))
    places = Village.objects.annotate(sellers=selling).in_bulk(first)
    return [
        village_words(places[code])
        | {
            "words": _("%(sellers)s, %(goods)s")
            % {"sellers": seller_words(places[code].sellers), "goods": goods_words(goods[code])}
        }
        for code in first
    ]


def village_words(place: Village | None) -> dict[str, str]:
    """Name, surroundings and address of a village's page; empty for a seller without a village."""
    if place is None:
        return {}
    return {
        "title": place.title,
        "where": f"{place.district_name}, {place.regency_label}",
        "region": place.province_name,
        "url": reverse("storefront:village", kwargs={"code": place.code}),
    }


def shop_url(code: str) -> str:
    return reverse("storefront:shop", kwargs={"slug": code})


def initial(name: str) -> str:
    """The letter in the circle: of the person rather than of the trade (`Keripik Bu Sari` is S)."""
    return name.split()[-1][:1].upper() if name.split() else "?"


def goods_words(count: int) -> str:
    return ngettext("%(count)d barang", "%(count)d barang", count) % {"count": count}


def seller_words(count: int) -> str:
    return ngettext("%(count)d penjual", "%(count)d penjual", count) % {"count": count}
