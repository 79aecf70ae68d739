"""Which goods a page shows: the one place where the reading door asks for lists.

A narrowed list is two queries, however long it is: one counts by village (all the counts of the filters, and the total,
are sums of it), one reads the rows of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery

from market.catalogue.models import Product, ProductCategory
from market.partner.models import StockRecord
from market.storefront.wanted import Wanted

PAGE_SIZE = 20
DISTRICT_LENGTH = len("33.06.08")
ORDERS = {"termurah": ("price_rupiah", "-pk"), "termahal": ("-price_rupiah", "-pk")}
NEWEST = ("-date_created", "-pk")


class Row(NamedTuple):
    """What a card needs of a good, without a model object."""

    id: int
    slug: str
    title: str
    cover: dict[str, Any]
    price_rupiah: int
    available: bool
    step_thousandths: int
    unit: str
    partner_name: str
    closed_until_on: date | None
    village_name: str


FIELDS = (*Row._fields[:8], "partner__name", "partner__closed_until_on", "village__name")


class PlaceCount(NamedTuple):
    """How many goods come from a village or a district."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, the count of the whole list, and the counts by place as if no place were chosen."""

    rows: list[Row]
    total: int
    villages: list[PlaceCount]
    districts: list[PlaceCount]

    @property
    def pages(self) -> int:
        return max(-(-self.total // PAGE_SIZE), 1)


# Goods that anybody may see: public, of a seller who was approved and is not suspended.
PUBLIC = {
    "is_public": True,
    "structure": "standalone",
    "partner__approved_at__isnull": False,
    "partner__suspended_at": None,
}


def public() -> QuerySet[Product]:
    return Product.objects.filter(**PUBLIC)


def one(product_id: int) -> tuple[Product, StockRecord, int | None] | None:
    """A good with its seller and village, its stock and its first category's id, in one query; None if not public."""
    category = ProductCategory.objects.filter(product_id=OuterRef("product_id")).order_by("category_id")
    stock = (
        StockRecord.objects.filter(product_id=product_id, **{f"product__{name}": wish for name, wish in PUBLIC.items()})
        .select_related("product__partner__village")
        .annotate(category_id=Subquery(category.values("category_id")[:1]))
        .order_by("pk")
        .first()
    )
    return (stock.product, stock, stock.category_id) if stock else None


def of_category(path: str) -> QuerySet[Product]:
    """Of the category with this path and of all below it."""
    below = ProductCategory.objects.filter(category__path__startswith=path).values("product_id")
    return public().filter(pk__in=below)


def of_words(words: str) -> QuerySet[Product]:
    goods = public()
    return goods.filter(title__icontains=words) if words else goods


def of_partner(partner_id: int) -> QuerySet[Product]:
    return public().filter(partner_id=partner_id)


def of_village(code: str) -> QuerySet[Product]:
    return public().filter(village_id=code)


def newest(most: int) -> list[Row]:
    """For the front door: what can be bought now, the newest first."""
    return _rows(public().filter(available=True).order_by(*NEWEST), 0, most)


def others_of(partner_id: int, product_id: int, most: int) -> list[Row]:
    """What else a seller sells, beside one good."""
    goods = of_partner(partner_id).exclude(pk=product_id).order_by("-available", *NEWEST)
    return _rows(goods, 0, most)


def page(goods: QuerySet[Product], wanted: Wanted) -> Found:
    """One page of `goods`, narrowed as wanted. Two queries."""
    if wanted.least_rupiah is not None:
        goods = goods.filter(price_rupiah__gte=wanted.least_rupiah)
    if wanted.most_rupiah is not None:
        goods = goods.filter(price_rupiah__lte=wanted.most_rupiah)
    counted = goods.order_by().values_list("village_id", "village__name", "village__district_name")
    villages = sorted(
        (name or "", code or "", district or "", n) for code, name, district, n in counted.annotate(n=Count("pk"))
    )
    if wanted.place:
        goods = goods.filter(village__code__startswith=wanted.place)
    start = (wanted.page - 1) * PAGE_SIZE
    return Found(
        rows=_rows(goods.order_by(*ORDERS.get(wanted.sort, NEWEST)), start, start + PAGE_SIZE),
        total=sum(n for _name, code, _district, n in villages if code.startswith(wanted.place)),
        villages=[PlaceCount(code, name, n) for name, code, _district, n in villages if code],
        districts=_districts((code, district, n) for _name, code, district, n in villages if code),
    )


def _districts(villages: Iterable[tuple[str, str, int]]) -> list[PlaceCount]:
    counts: dict[tuple[str, str], int] = {}
    for code, district, n in villages:
        key = (district, code[:DISTRICT_LENGTH])
        counts[key] = counts.get(key, 0) + n
    return [PlaceCount(code, name, n) for (name, code), n in sorted(counts.items())]


def _rows(goods: QuerySet[Product], start: int, end: int) -> list[Row]:
    return [Row(*values) for values in goods.values_list(*FIELDS)[start:end]]
