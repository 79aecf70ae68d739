"""The public read API. A list reads what it shows in one or two statements, however many rows there are."""

from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from market.address.models import Village
from market.api import paging
from market.api.errors import CONTENT_TYPE
from market.api.queries import PageQuery, ProductQuery, RateQuery, SearchQuery, SellerQuery
from market.api.serializers import (
    CategorySerializer,
    ProblemSerializer,
    ProductDetailSerializer,
    ProductSheetSerializer,
    RatesSerializer,
    SearchSheetSerializer,
    SellerDetailSerializer,
    SellerSerializer,
    SellerSheetSerializer,
    VillageSerializer,
    VillageSheetSerializer,
    card,
    picture,
)
from market.catalogue import listing, tree
from market.catalogue.models import Category, Product, ProductImage
from market.catalogue.search import search_products
from market.partner.models import Partner
from market.shipping.quotes import rates_for_product

SHARED_SECONDS = 30  # how long a cache in front may hold an answer; with the ETag, asking again costs 304
LAST_SEARCH_PAGE = 50
DETAIL_COLUMNS = ("description", "weight_grams", "length_mm", "width_mm", "height_mm", "shelf_life_days")
WRONG = {(400, CONTENT_TYPE): ProblemSerializer}
MISSING = {(404, CONTENT_TYPE): ProblemSerializer}
TOO_MANY = {(429, CONTENT_TYPE): ProblemSerializer}
Query = TypeVar("Query", bound="Serializer[Any]")


class Door(APIView):
    """What all doors share: nobody signs in, no cookie is set, an answer may be kept by a cache for a short while."""

    shared_seconds: ClassVar[int] = SHARED_SECONDS

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=0, s_maxage=self.shared_seconds)
        return response


def asked(request: Request, query: type[Query]) -> dict[str, Any]:
    """What stands in the address, checked; `ValidationError` names each mistake."""
    read = query(data=request.query_params)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def open_sellers() -> QuerySet[Partner]:
    return Partner.objects.filter(approved_at__isnull=False, suspended_at__isnull=True)


# --- goods ------------------------------------------------------------------------------------------------------------


class CategoryList(Door):
    """All categories, parents before children."""

    @extend_schema(operation_id="categories_list", tags=["goods"], responses={200: CategorySerializer(many=True)})
    def get(self, request: Request) -> Response:
        ids: dict[str, int] = {}
        shown = []
        for row in tree.public_categories():
            ids[row.path] = row.id
            shown.append(
                {
                    "id": row.id,
                    "name": row.name,
                    "slug": row.slug,
                    "description": row.description,
                    "parent": ids.get(row.path[: -Category.steplen]),
                }
            )
        return Response(shown)


def filters(wish: dict[str, Any]) -> listing.Filters:
    """One statement for a category, one for a seller. `ValidationError` where there is no such one."""
    path, partner_id = "", None
    if "category" in wish:
        path = next((row.path for row in tree.public_categories() if row.id == wish["category"]), "")
        if not path:
            raise ValidationError({"category": _("Kategori ini tidak ada.")})
    if wish["seller"]:
        partner_id = open_sellers().filter(code=wish["seller"]).values_list("pk", flat=True).first()
        if partner_id is None:
            raise ValidationError({"seller": _("Penjual ini tidak ada.")})
    return listing.Filters(
        category_path=path,
        partner_id=partner_id,
        place=wish["place"],
        least_rupiah=wish.get("price_from"),
        most_rupiah=wish.get("price_to"),
        available_only=wish["available"],
    )


class ProductList(Door):
    """Goods, the newest first."""

    @extend_schema(
        operation_id="products_list", tags=["goods"], parameters=[ProductQuery],
        responses={200: ProductSheetSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        wish = asked(request, ProductQuery)
        last = paging.decode(wish["cursor"], int)
        rows = listing.cards_after(filters(wish), last, limit=wish["limit"] + 1)
        return Response(paging.sheet(request, rows, wish["limit"], listing.place_of, card))


class Search(Door):
    """The goods nearest to what was typed, the best first."""

    @extend_schema(
        operation_id="products_search", tags=["goods"], parameters=[SearchQuery],
        responses={200: SearchSheetSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        wish = asked(request, SearchQuery)
        (number,) = paging.decode(wish["cursor"], int) or (1,)
        number = min(number, LAST_SEARCH_PAGE)
        answer = search_products(wish["q"], filters(wish), number, size=wish["limit"])
        is_last = number * wish["limit"] >= answer.found.total or number == LAST_SEARCH_PAGE
        return Response(
            {
                "total": answer.found.total,
                "words": answer.words,
                "corrected": answer.corrected,
                "next": None if is_last else paging.following(request, [number + 1]),
                "results": [card(row) for row in answer.found.cards],
            }
        )


class ProductDetail(Door):
    """One good."""

    @extend_schema(
        operation_id="products_read", tags=["goods"], responses={200: ProductDetailSerializer, **MISSING}
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        found = listing.by_ids([pk]) if pk < 2**31 else []
        if not found:
            raise NotFound
        facts = Product.objects.filter(pk=pk).values(*DETAIL_COLUMNS)[0]
        kept = ProductImage.objects.filter(product=pk).order_by("display_order", "pk").values_list("sizes", flat=True)
        pictures = [one for one in map(picture, kept) if one]
        return Response({**card(found[0]), **facts, "pictures": pictures})


# --- who and where ----------------------------------------------------------------------------------------------------


class SellerList(Door):
    """Sellers, by code."""

    @extend_schema(
        operation_id="sellers_list", tags=["sellers"], parameters=[SellerQuery],
        responses={200: SellerSheetSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        wish = asked(request, SellerQuery)
        found = open_sellers().select_related("village").order_by("code")
        if wish["village"]:
            found = found.filter(village_id=wish["village"])
        return Response(by_code(request, wish, found, SellerSerializer))


class SellerDetail(Door):
    """One seller."""

    @extend_schema(
        operation_id="sellers_read", tags=["sellers"], responses={200: SellerDetailSerializer, **MISSING}
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        seller = get_object_or_404(open_sellers().select_related("village"), code=code)
        return Response(SellerDetailSerializer(seller).data)


class VillageList(Door):
    """The villages from which somebody sells."""

    @extend_schema(
        operation_id="villages_list", tags=["places"], parameters=[PageQuery],
        responses={200: VillageSheetSerializer, **WRONG},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        found = Village.objects.filter(pk__in=open_sellers().values("village_id")).order_by("code")
        return Response(by_code(request, asked(request, PageQuery), found, VillageSerializer))


class VillageDetail(Door):
    """Any village of Indonesia."""

    @extend_schema(
        operation_id="villages_read", tags=["places"], responses={200: VillageSerializer, **MISSING}
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        return Response(VillageSerializer(get_object_or_404(Village, pk=code)).data)


def by_code(request: Request, wish: dict[str, Any], found: QuerySet[Any], serializer: Any) -> dict[str, Any]:
    """One page of rows that are ordered by their code. One statement."""
    if last := paging.decode(wish["cursor"], str):
        found = found.filter(code__gt=last[0])
    rows = list(found[: wish["limit"] + 1])
    return paging.sheet(request, rows, wish["limit"], lambda row: [row.code], lambda row: serializer(row).data)


# --- postage ----------------------------------------------------------------------------------------------------------


class Rates(Door):
    """What couriers ask for carrying one good to a village. An answer, not a promise: checkout promises."""

    throttle_classes: ClassVar[list[type[ScopedRateThrottle]]] = [ScopedRateThrottle]
    throttle_scope = "rates"

    @extend_schema(
        operation_id="rates_read", tags=["postage"], parameters=[RateQuery],
        responses={200: RatesSerializer, **WRONG, **MISSING, **TOO_MANY},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        wish = asked(request, RateQuery)
        goods = Product.objects.filter(listed=True).select_related("partner__village")
        product = get_object_or_404(goods, pk=wish["product"])
        village = get_object_or_404(Village, pk=wish["village"], retired_on=None)
        return Response(RatesSerializer(rates_for_product(product, wish.get("steps", 1), village)).data)


class Nothing(Door):
    """Whatever else stands below /api/v1/: a 404 in the API's own words."""

    schema = None

    def get(self, request: Request, rest: str) -> Response:
        raise NotFound
