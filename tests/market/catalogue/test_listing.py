"""Lists: few statements, the same few for two goods and for two thousand, and counts that match."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from market.catalogue import listing
from market.catalogue.listing import Filters
from market.catalogue.models import Product
from market.catalogue.tree import public_categories
from market.partner.models import StockRecord
from tests.market.catalogue.shelves import HANURA, KRANDEGAN, category, good, many, seller

pytestmark = pytest.mark.django_db


def statements(action):
    with CaptureQueriesContext(
        connection,
    ) as found:
        result = action()
    return result, len(found)


def titles(cards):
    return [card.title for card in cards]


@pytest.fixture
def sari():
    return seller("Keripik Bu Sari")


@pytest.fixture
def joko():
    return seller("Kopi Pak Joko", HANURA, closed_until_on=date(2026, 12, 3))


def test_a_card_says_all_that_a_list_shows(sari):
    made = good("Keripik Singkong", sari, 12_500, unit="bungkus", minimum_steps=2)
    Product.objects.filter(pk=made.pk).update(step_thousandths=500)
    card = listing.page(Filters()).cards[0]
    assert (card.id, card.slug, card.title, card.price_rupiah) == (
        made.pk,
        "keripik-singkong",
        "Keripik Singkong",
        12_500,
    )
    assert (card.unit, card.step_thousandths, card.minimum_steps, card.available) == ("bungkus", 500, 2, True)
    assert (card.partner_code, card.partner_name, card.closed_until_on) == ("keripik-bu-sari", "Keripik Bu Sari", None)
    assert (card.village_code, card.village_name, card.district_name) == (KRANDEGAN, "Krandegan", "Bayan")
    assert card.cover == {}


def test_the_day_on_which_a_shop_opens_again_is_on_its_cards(joko):
    good("Kopi", joko)
    assert listing.page(Filters()).cards[0].closed_until_on == date(2026, 12, 3)


def test_hidden_goods_are_in_no_list(sari):
    good("Keripik", sari)
    good("Rahasia", sari, is_public=False)
    good("Belum disetujui", seller("Baru", approved_at=None))
    good("Ditutup", seller("Nakal", suspended_at=timezone.now()))
    found = listing.page(Filters())
    assert (titles(found.cards), found.total) == (["Keripik"], 1)


def test_one_village_shows_its_goods_alone_and_the_count_matches(sari, joko):
    for number in range(3):
        good(f"Keripik {number}", sari)
    for number in range(2):
        good(f"Kopi {number}", joko)
    krandegan = listing.page(Filters(place=KRANDEGAN))
    assert (krandegan.total, len(krandegan.cards)) == (3, 3)
    assert {card.village_code for card in krandegan.cards} == {KRANDEGAN}
    assert [(one.name, one.count) for one in krandegan.villages] == [("Hanura", 2), ("Krandegan", 3)]
    assert [(one.code, one.count) for one in krandegan.districts] == [("33.06.08", 3), (HANURA[:8], 2)]
    for place, total in (("33.06.08", 3), ("33.06", 3), ("33", 3), ("18", 2), ("33.06.0", 0), ("32", 0)):
        found = listing.page(Filters(place=place))
        assert (len(found.cards), place) == (total, place)
    assert listing.page(Filters()).total == 5


def test_prices_stock_seller_and_one_left_out(sari, joko):
    cheap, dear = good("Murah", sari, 5_000), good("Mahal", sari, 50_000)
    good("Habis", joko, 20_000, stock=0)
    assert titles(listing.page(Filters(least_rupiah=5_000, most_rupiah=20_000), sort="cheapest").cards) == [
        "Murah",
        "Habis",
    ]
    assert listing.page(Filters(least_rupiah=5_001, most_rupiah=19_999)).total == 0
    assert titles(listing.page(Filters(), sort="dearest").cards) == ["Mahal", "Habis", "Murah"]
    assert titles(listing.page(Filters(available_only=True), sort="cheapest").cards) == ["Murah", "Mahal"]
    assert titles(listing.cards(Filters(partner_id=sari.pk, without_id=dear.pk))) == ["Murah"]
    assert titles(listing.by_ids([dear.pk, 0, cheap.pk])) == ["Mahal", "Murah"]
    assert listing.by_ids([]) == []


def test_a_category_holds_what_is_below_it(sari):
    food, craft = category("Makanan"), category("Kerajinan")
    snacks = category("Camilan", food)
    crisps = category("Keripik", snacks)
    good("Madu", sari, in_category=food)
    good("Keripik", sari, in_category=crisps)
    good("Batik", sari, in_category=craft)
    assert titles(listing.page(Filters(category_path=food.path), sort="cheapest").cards) == ["Madu", "Keripik"]
    assert titles(listing.page(Filters(category_path=snacks.path)).cards) == ["Keripik"]
    assert listing.page(Filters(category_path=craft.path)).total == 1
    assert [row.name for row in public_categories()] == ["Makanan", "Camilan", "Keripik", "Kerajinan"]


def test_a_page_is_two_statements_for_two_goods_and_for_two_thousand(sari, joko):
    food = category("Makanan")
    many(2, [sari, joko], food)
    few, few_statements = statements(lambda: listing.page(Filters(category_path=food.path)))
    Product.objects.all().delete() if not StockRecord.objects.all().delete() else None
    Product.objects.all().delete()
    many(2000, [sari, joko], food)
    full, full_statements = statements(lambda: listing.page(Filters(category_path=food.path)))
    last, last_statements = statements(lambda: listing.page(Filters(category_path=food.path), 50))
    assert (few.total, full.total, last.total) == (2, 2000, 2000)
    assert (few_statements, full_statements, last_statements) == (2, 2, 2)
    assert titles(last.cards)[0].endswith(f" {2000 - 49 * 20 - 1}")
    assert len({card.id for card in full.cards + last.cards}) == 40


def test_the_pages_of_a_list_hold_every_good_once(sari, joko):
    made = many(95, [sari, joko], category("Makanan"))
    by_number = [card.id for number in range(1, 7) for card in listing.page(Filters(), number).cards]
    assert by_number == [one.pk for one in reversed(made)]
    by_cursor, last = [], None
    while cards := listing.cards_after(Filters(), last, limit=20):
        by_cursor += [card.id for card in cards]
        last = listing.place_of(cards[-1])
    assert by_cursor == by_number
    assert listing.page(Filters(), 7).cards == []


def test_counting_and_finding_the_page_read_the_index_alone(sari):
    """The plan of the inner select names an index for all that it reads: offset 980 touches no product row."""
    food = category("Makanan")
    many(300, [sari], food)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE catalogue_product")
        with CaptureQueriesContext(connection) as found:
            listing.page(Filters(category_path=food.path), 5)
        for statement in found.captured_queries:
            cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + statement["sql"])
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
            if connection.vendor == "sqlite":
                assert "p USING COVERING INDEX listed_in_category" in plan


def test_the_tree_is_read_again_only_when_it_changed(sari):
    category("Makanan")
    public_categories()
    assert statements(public_categories)[1] == 1
    category("Kerajinan")
    rows, count = statements(public_categories)
    assert (len(rows), count) == (2, 2)
