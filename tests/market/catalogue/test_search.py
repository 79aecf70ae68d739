"""Andi types as he speaks, and finds what he means."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.catalogue.listing import Filters
from market.catalogue.models import Product
from market.catalogue.search import search_products
from tests.market.catalogue.shelves import HANURA, category, good, many, seller

pytestmark = pytest.mark.django_db

GOODS = (
    "Gethuk Lindri", "Keripik Singkong", "Keripik Tempe", "Keripik Pisang", "Kopi Robusta Bubuk", "Kain Batik Kawung",
    "Tas Batik", "Madu Hutan", "Gula Semut", "Singkong Segar", "Teh Kulit Kopi", "Emping Melinjo",
)  # fmt: skip


@pytest.fixture
def shop():
    sari, joko = seller("Keripik Bu Sari"), seller("Kopi Pak Joko", HANURA)
    food = category("Makanan")
    for number, title in enumerate(GOODS):
        description = "Enak dimakan bersama getuk dan kopi." if title == "Emping Melinjo" else "Dibuat di desa."
        good(title, joko if "Kopi" in title else sari, 1000 * (number + 1), in_category=food, description=description)


def found(text, *more, **filters):
    answer = search_products(text, Filters(**filters), *more)
    return [card.title for card in answer.found.cards]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("getuk", "Gethuk Lindri"),
        ("GETHUK LINDRI", "Gethuk Lindri"),
        ("gethok", "Gethuk Lindri"),
        ("lindri", "Gethuk Lindri"),
        ("kripik singkong", "Keripik Singkong"),
        ("keripik tmpe", "Keripik Tempe"),
        ("batk", "Kain Batik Kawung"),
        ("kpoi", "Kopi Robusta Bubuk"),
        ("mado", "Madu Hutan"),
        ("robusat", "Kopi Robusta Bubuk"),
        ("keripi", "Keripik Singkong"),
        ("madu  hutan!", "Madu Hutan"),
        ("sinkong", "Keripik Singkong"),
        ("semut gula", "Gula Semut"),
        ("teh", "Teh Kulit Kopi"),
    ],
)
def test_careless_spelling_finds_it_among_the_first_three(shop, text, title):
    assert title in found(text)[:3]


def test_what_has_the_word_in_its_title_comes_before_what_tells_of_it(shop):
    assert found("getuk") == ["Gethuk Lindri", "Emping Melinjo"]


def test_sellers_and_villages_are_found_by_their_names(shop):
    assert sorted(found("pak joko")) == ["Kopi Robusta Bubuk", "Teh Kulit Kopi"]
    assert sorted(found("hanura")) == ["Kopi Robusta Bubuk", "Teh Kulit Kopi"]
    assert found("batik krandegan") != []
    assert found("kopi krandegan") == [] or "Emping Melinjo" in found("kopi krandegan")


def test_a_corrected_word_is_told(shop):
    answer = search_products("kpoi")
    assert (answer.corrected, answer.words) == (True, ["kopi"])
    assert search_products("kopi").corrected is False


def test_some_of_the_words_do_when_all_together_do_not(shop):
    assert found("gethuk zzzzzz")[0] == "Gethuk Lindri"


def test_a_search_is_narrowed_like_any_list_and_its_count_matches(shop):
    everything = search_products("keripik").found
    assert everything.total == len(everything.cards)
    assert found("kopi", place=HANURA) == ["Kopi Robusta Bubuk", "Teh Kulit Kopi"]
    assert found("keripik", place=HANURA) == []
    assert search_products("keripik", Filters(place=HANURA)).found.villages != []
    assert "Keripik Singkong" not in found("keripik", least_rupiah=3000)
    assert search_products("keripik", sort="dearest").found.cards[0].price_rupiah >= 4000


def test_no_words_find_everything_and_strange_signs_harm_nothing(shop):
    assert search_products("").found.total == len(GOODS)
    assert search_products(" !? ").found.total == len(GOODS)
    for text in (
        '"',
        "a:b",
        "NEAR(",
        "* OR *",
        "kopi'; DROP TABLE x",
        "title : kopi",
        "-",
        "\\",
        "kopi & | !",
        "%",
        "é" * 500,
    ):
        search_products(text)
    assert Product.objects.count() == len(GOODS)


def test_hidden_goods_are_not_found(shop):
    Product.objects.filter(title="Madu Hutan").update(is_public=False)
    assert found("madu hutan") == []


def test_a_search_is_two_statements_among_two_thousand_goods_and_three_where_names_give_few(shop):
    with CaptureQueriesContext(connection) as few:
        search_products("keripik")
    many(2000, [seller("Gudang")], category("Lain"))
    with CaptureQueriesContext(connection) as full:
        assert search_products("keripik").found.total > 400
    with CaptureQueriesContext(connection) as deep:
        assert search_products("keripik", number=20).found.cards
    assert (len(few), len(full), len(deep)) == (3, 2, 2)
    assert found("gethuk") == ["Gethuk Lindri", "Emping Melinjo"]


@pytest.mark.postgres
def test_postgres_knows_indonesian_stems(shop):
    assert "Emping Melinjo" in found("makan")
    assert connection.vendor == "postgresql"
