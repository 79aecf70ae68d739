"""Lists of goods for home, category, village, seller, search and the API: plain rows, one statement for a page.

A page is two statements however many goods there are: one counts by village (the total and the counts of the filters
are sums of it), one reads the cards. Both walk an index of the product table alone, so that page 50 costs what page 1
costs; only the cards of the page itself are joined with seller and village. The copies that make this possible are kept
by the database (`market.catalogue.keeping`). SQL by hand: the ORM builds no such statement, and building objects was
75 % of a stock Oscar page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

PAGE_SIZE = 20
MOST_ROWS = 100
LAST_PATH = "ZZZZ"  # behind every path below another (treebeard's alphabet ends with Z)
DISTRICT_LENGTH = len("33.06.08")
NEWEST, CHEAPEST, DEAREST = "newest", "cheapest", "dearest"
ORDERS = {
    NEWEST: "p.date_created DESC, p.id DESC",
    CHEAPEST: "p.price_rupiah, p.id",
    DEAREST: "p.price_rupiah DESC, p.id DESC",
}


class ProductCard(NamedTuple):
    """What a list shows of one good. `price_rupiah` is the price of one step; `closed_until_on` is the shop's.

    `market.catalogue.units` says step and price; the tag `picture` prints `cover`.
    """

    id: int
    slug: str
    title: str
    price_rupiah: int
    unit: str
    step_thousandths: int
    minimum_steps: int
    available: bool
    cover: dict[str, Any]
    partner_code: str
    partner_name: str
    closed_until_on: date | None
    village_code: str | None
    village_name: str | None
    district_name: str | None


COLUMNS = """p.id, p.slug, p.title, p.price_rupiah, p.unit, p.step_thousandths, p.minimum_steps, p.available, p.cover,
    s.code, s.name, s.closed_until_on, p.village_id, v.name, v.district_name"""
CARDS_OF = "JOIN partner_partner s ON s.id = p.partner_id LEFT JOIN address_village v ON v.code = p.village_id"


class PlaceCount(NamedTuple):
    """How many goods come from a village or a district."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Which goods. Empty means: any. `place` is a code: of a village, or of a district, regency or province.

    Prices are those of one step, the smallest amount that is sold.
    """

    category_path: str = ""
    partner_id: int | None = None
    place: str = ""
    least_rupiah: int | None = None
    most_rupiah: int | None = None
    available_only: bool = False
    without_id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a search adds to a statement (`market.catalogue.search` makes it): more tables, a condition, an order."""

    tables: str
    condition: str
    params: tuple[Any, ...]
    rank: str
    rank_params: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page, the count of all that match, and the counts by place as if no place were chosen."""

    cards: list[ProductCard]
    total: int
    everywhere: int = 0
    villages: list[PlaceCount] = field(default_factory=list)
    districts: list[PlaceCount] = field(default_factory=list)


# --- what doors ask for -----------------------------------------------------------------------------------------------


def page(
    filters: Filters,
    number: int = 1,
    *,
    size: int = PAGE_SIZE,
    sort: str = "",
    match: Match | None = None,
    least: int = 1,
) -> Found:
    """Page `number` (from 1) of the goods, best or newest first unless `sort` says otherwise. Two statements.

    Where fewer than `least` goods match in all places together, the cards are not read.
    """
    places = counts(filters, match)
    everywhere = sum(count for _code, _name, _district, count in places)
    found = []
    if everywhere >= least:
        found = cards(filters, offset=(max(number, 1) - 1) * size, limit=size, sort=sort, match=match)
    return Found(
        cards=found,
        total=sum(count for code, _name, _district, count in places if code.startswith(filters.place)),
        everywhere=everywhere,
        villages=[PlaceCount(code, name, count) for code, name, _district, count in places if code],
        districts=_districts(places),
    )


def cards(
    filters: Filters, *, offset: int = 0, limit: int = PAGE_SIZE, sort: str = "", match: Match | None = None
) -> list[ProductCard]:
    """Cards `offset` to `offset` + `limit` of the list. One statement; the offset is walked in an index."""
    where, params = _where(filters, match, with_place=True)
    tables, rank, rank_params = _parts(match, sort)
    inner = f"SELECT p.id AS id{rank} FROM {tables} WHERE {where} ORDER BY {_order(match, sort)} LIMIT %s OFFSET %s"  # noqa: S608
    outer_order = "k.rank, p.id" if rank else ORDERS[sort or NEWEST]
    sql = f"SELECT {COLUMNS} FROM ({inner}) k JOIN catalogue_product p ON p.id = k.id {CARDS_OF} ORDER BY {outer_order}"  # noqa: S608
    return _read(sql, [*rank_params, *params, min(max(limit, 0), MOST_ROWS), max(offset, 0)])


def cards_after(filters: Filters, last: Sequence[Any] | None = None, *, limit: int = PAGE_SIZE) -> list[ProductCard]:
    """The newest goods, then the next ones after `last` (`place_of` the last card): for cursors. One statement.

    Goods that come or go meanwhile are neither shown twice nor missed.
    """
    where, params = _where(filters, None, with_place=True)
    if last is not None:
        where += " AND (p.date_created, p.id) < (SELECT b.date_created, b.id FROM catalogue_product b WHERE b.id = %s)"
        params.append(int(last[0]))
    sql = f"SELECT {COLUMNS} FROM catalogue_product p {CARDS_OF} WHERE {where} ORDER BY {ORDERS[NEWEST]} LIMIT %s"  # noqa: S608
    return _read(sql, [*params, min(max(limit, 0), MOST_ROWS)])


def place_of(card: ProductCard) -> list[Any]:
    """What a cursor keeps of the last card of a page."""
    return [card.id]


def by_ids(ids: Iterable[int]) -> list[ProductCard]:
    """The cards of these goods in this order, without those that are not listed. One statement."""
    wanted = [int(one) for one in ids][:MOST_ROWS]
    if not wanted:
        return []
    marks = ", ".join(["%s"] * len(wanted))
    sql = f"SELECT {COLUMNS} FROM catalogue_product p {CARDS_OF} WHERE p.listed AND p.id IN ({marks})"  # noqa: S608
    found = {card.id: card for card in _read(sql, wanted)}
    return [found[one] for one in wanted if one in found]


def counts(filters: Filters, match: Match | None = None) -> list[tuple[str, str, str, int]]:
    """(village code, its name, its district, goods), by name, whatever place is chosen. One statement.

    A seller's goods without a village are counted under an empty code.
    """
    where, params = _where(filters, match, with_place=False)
    tables, _rank, _params = _parts(match, NEWEST)
    inner = f"SELECT p.village_id AS code, count(*) AS goods FROM {tables} WHERE {where} GROUP BY p.village_id"  # noqa: S608
    sql = f"""SELECT coalesce(k.code, ''), coalesce(v.name, ''), coalesce(v.district_name, ''), k.goods
        FROM ({inner}) k LEFT JOIN address_village v ON v.code = k.code ORDER BY 2, 1"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


# --- how the statements are put together ------------------------------------------------------------------------------


def _where(filters: Filters, match: Match | None, *, with_place: bool) -> tuple[str, list[Any]]:
    conditions: list[str] = ["p.listed"]
    params: list[Any] = []

    def add(condition: str, *values: Any) -> None:
        conditions.append(condition)
        params.extend(values)

    if match:
        add(match.condition, *match.params)
    if filters.category_path:
        add("p.category_path >= %s AND p.category_path <= %s", filters.category_path, filters.category_path + LAST_PATH)
    if filters.partner_id is not None:
        add("p.partner_id = %s", filters.partner_id)
    if filters.place and with_place:
        _add_place(add, filters.place)
    if filters.least_rupiah is not None:
        add("p.price_rupiah >= %s", filters.least_rupiah)
    if filters.most_rupiah is not None:
        add("p.price_rupiah <= %s", filters.most_rupiah)
    if filters.available_only:
        add("p.available")
    if filters.without_id is not None:
        add("p.id <> %s", filters.without_id)
    return " AND ".join(conditions), params


def _add_place(add: Any, code: str) -> None:
    """Codes have one shape, so that a range over them is a prefix: all villages of a district stand together."""
    if len(code) > DISTRICT_LENGTH:
        add("p.village_id = %s", code)
    else:
        add("p.village_id > %s AND p.village_id < %s", f"{code}.", f"{code}.99.99.9999")


def _parts(match: Match | None, sort: str) -> tuple[str, str, tuple[Any, ...]]:
    """The tables, and for a search in its own order the rank that is carried out of the inner select."""
    if not match:
        return "catalogue_product p", "", ()
    if sort:
        return f"catalogue_product p {match.tables}", "", ()
    return f"catalogue_product p {match.tables}", f", {match.rank} AS rank", match.rank_params


def _order(match: Match | None, sort: str) -> str:
    return "rank, p.id" if match and not sort else ORDERS[sort or NEWEST]


def _districts(places: Iterable[tuple[str, str, str, int]]) -> list[PlaceCount]:
    sums: dict[tuple[str, str], int] = {}
    for code, _name, district, count in places:
        if code:
            key = (district, code[:DISTRICT_LENGTH])
            sums[key] = sums.get(key, 0) + count
    return [PlaceCount(code, name, count) for (name, code), count in sorted(sums.items())]


def _read(sql: str, params: Sequence[Any]) -> list[ProductCard]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_card(row) for row in cursor.fetchall()]


def _card(row: Sequence[Any]) -> ProductCard:
    """SQLite gives back what it keeps: 0 and 1, texts for JSON and for dates. PostgreSQL's JSON is read by Django."""
    card = ProductCard(*row)
    closed, cover = card.closed_until_on, card.cover
    return card._replace(
        available=bool(card.available),
        cover=json.loads(cover) if isinstance(cover, str) else cover,
        closed_until_on=date.fromisoformat(closed) if isinstance(closed, str) else closed,
    )
