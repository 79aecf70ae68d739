"""What a village shows to other programs (OP-21, OP-22): a feed of its goods and a map of its sellers, for reading.

Approved goods of open shops alone. A phone number stands there only while its seller agrees to that (Consent `public`).
Points are rounded to two decimals, about a kilometre: most sellers work at home.
"""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from market.address.models import Village
from market.catalogue import units
from market.catalogue.models import Product
from market.partner.models import Partner, PartnerAddress
from market.storefront.cache import shared
from market.storefront.cards import goods_url
from sellers.models import Consent

DECIMALS = 2  # of a degree: about a kilometre
MOST_GOODS = 500
GEOJSON = "application/geo+json"


@require_http_methods(["GET", "HEAD", "OPTIONS"])
@shared
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """GET /desa/<code>/feed.json: the village, its sellers, its goods, newest first. Five queries."""
    village, sellers = _village(code)
    agreed = set(Consent.objects.filter(
        phone__in=[one.phone for one in sellers], kind="public", withdrawn_at=None
    ).values_list("phone", flat=True))  # fmt: skip
    goods = Product.objects.filter(village=village, listed=True).select_related("partner")
    answer = {
        "version": 1,
        "village": {
            "code": village.code, "name": village.name, "title": village.title, "district": village.district_name,
            "regency": village.regency_label, "province": village.province_name,
            "url": _url(request, reverse("storefront:village", kwargs={"code": village.code})),
        },
        "sellers": [_seller(request, one, one.phone in agreed) for one in sellers],
        "goods": [_good(request, one) for one in goods.order_by("-date_created", "-pk")[:MOST_GOODS]],
    }  # fmt: skip
    return _open(JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))


@require_http_methods(["GET", "HEAD", "OPTIONS"])
@shared
def geojson(request: HttpRequest, code: str) -> HttpResponse:
    """GET /desa/<code>/penjual.geojson: RFC 7946, longitude before latitude, one point for each seller."""
    village, sellers = _village(code)
    features = [
        {
            "type": "Feature",
            "id": one.code,
            "geometry": _point(one, village),
            "properties": {
                "name": one.name,
                "tagline": one.tagline,
                "goods": one.goods,
                "url": _url(request, reverse("storefront:shop", kwargs={"slug": one.code})),
            },
        }
        for one in sellers
    ]
    answer = JsonResponse(
        {"type": "FeatureCollection", "features": features}, json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = GEOJSON
    return _open(answer)


def _village(code: str) -> tuple[Village, list[Partner]]:
    """The village and its open shops with goods; 404 where nobody sells."""
    village = Village.objects.filter(code=code).first()
    addresses = Prefetch("addresses", PartnerAddress.objects.order_by("pk"))
    rows = Partner.objects.filter(village=village, approved_at__isnull=False, suspended_at=None, products__listed=True)
    sellers = list(rows.annotate(goods=Count("products")).prefetch_related(addresses).order_by("name", "pk"))
    if village is None or not sellers:
        raise Http404
    return village, sellers


def _seller(request: HttpRequest, one: Partner, may_show_phone: bool) -> dict[str, Any]:
    told = {
        "code": one.code, "name": one.name, "tagline": one.tagline, "goods": one.goods,
        "closed_until": one.closed_until_on.isoformat() if one.closed_until_on else None,
        "url": _url(request, reverse("storefront:shop", kwargs={"slug": one.code})),
    }  # fmt: skip
    return told | ({"phone": one.phone} if may_show_phone else {})


def _good(request: HttpRequest, one: Product) -> dict[str, Any]:
    cover = one.cover
    picture = f"{cover['stem']}-{cover['sizes'][0][0]}.jpg" if cover.get("sizes") else ""
    return {
        "id": one.pk,
        "title": one.title,
        "url": _url(request, goods_url(one.slug, one.pk)),
        "seller": one.partner.code,
        "price_rupiah": one.price_rupiah,
        "per": units.amount(1, one.step_thousandths, one.unit),
        "available": one.available,
        "resold": one.is_resold,
        "picture": _url(request, default_storage.url(picture)) if picture else None,
    }


def _point(one: Partner, village: Village) -> dict[str, Any] | None:
    """Rounded; the village's own point for who has none; null (as RFC 7946 has it) when nobody knows."""
    places = [*one.addresses.all(), village]
    known = next(((p.longitude, p.latitude) for p in places if None not in (p.longitude, p.latitude)), None)
    if known is None:
        return None
    return {"type": "Point", "coordinates": [round(known[0], DECIMALS), round(known[1], DECIMALS)]}


def _url(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def _open(answer: HttpResponse) -> HttpResponse:
    """Any page of the world may read it, with no cookie of ours."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
