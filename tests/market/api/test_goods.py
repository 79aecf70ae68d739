"""Goods as everybody may read them: by category, place, seller and price; by words; one by one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from market.catalogue import tree
from tests.market.catalogue import shelves
from tests.market.catalogue.shelves import HANURA


def titles(answer):
    return [one["title"] for one in answer["results"]]


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200, path
    return len(caught)


def test_a_card_tells_whole_rupiah_steps_and_who_sells_from_where(market, read):
    (card,) = read("products/", seller=market.joko.code, available="true")["results"]
    assert card == {
        "id": market.kopi.pk,
        "title": "Kopi robusta",
        "slug": "kopi-robusta",
        "price_rupiah": 45_000,
        "unit": "kg",
        "step_thousandths": 500,
        "minimum_steps": 1,
        "available": True,
        "closed_until_on": None,
        "picture": None,
        "seller": {"code": "kopi-pak-joko", "name": "Kopi Pak Joko"},
        "village": {"code": HANURA, "name": "Hanura", "district": "Teluk Pandan"},
        "url": f"http://127.0.0.1:8000/barang/kopi-robusta-{market.kopi.pk}/",
    }


def test_a_list_is_narrowed_by_category_place_seller_and_price(market, read):
    assert titles(read("products/")) == ["Gula aren", "Kopi robusta", "Keripik singkong"]
    assert titles(read("products/", category=market.food.pk)) == ["Gula aren", "Keripik singkong"]
    assert titles(read("products/", category=market.snacks.pk)) == ["Keripik singkong"]
    for code in (HANURA, HANURA[:8], HANURA[:5], HANURA[:2]):
        assert titles(read("products/", place=code)) == ["Gula aren", "Kopi robusta"]
    assert titles(read("products/", seller=market.sari.code)) == ["Keripik singkong"]
    assert titles(read("products/", price_from=13_000, price_to=20_000)) == ["Gula aren"]
    assert titles(read("products/", available="true")) == ["Kopi robusta", "Keripik singkong"]


def test_cursor_pages_show_every_good_once_while_new_ones_arrive(market, read, client):
    first = read("products/", limit=2)
    assert titles(first) == ["Gula aren", "Kopi robusta"]
    shelves.good("Kerupuk udang", market.sari)
    second = client.get(first["next"]).json()
    assert (titles(second), second["next"]) == (["Keripik singkong"], None)


def test_a_cursor_keeps_what_the_list_was_narrowed_by(market, read, client):
    first = read("products/", limit=1, place=HANURA)
    second = client.get(first["next"]).json()
    assert (titles(second), second["next"]) == (["Kopi robusta"], None)


def test_a_search_forgives_spelling_and_says_by_which_words(market, read):
    answer = read("search/", q="kripik")
    assert (titles(answer), answer["total"], answer["next"]) == (["Keripik singkong"], 1, None)
    corrected = read("search/", q="kpoi")
    assert (titles(corrected)[0], corrected["corrected"]) == ("Kopi robusta", True)
    assert titles(read("search/", q="tidakadabarangini")) == []


def test_a_search_goes_on_where_its_page_ended(market, read, client):
    for number in range(4):
        shelves.good(f"Keripik talas {number}", market.sari)
    first = read("search/", q="keripik", limit=3)
    second = client.get(first["next"]).json()
    assert second["next"] is None
    assert len({one["id"] for one in first["results"] + second["results"]}) == 5 == first["total"]


def test_one_good_tells_weight_size_and_all_its_photos(market, read):
    good = read(f"products/{market.keripik.pk}/")
    assert (good["weight_grams"], good["length_mm"], good["description"]) == (250, 200, "Renyah.")
    picture = {
        "url": "http://127.0.0.1:8000/media/barang/ab/abcd-640.jpg",
        "width": 640,
        "height": 480,
        "colour": "#c9a26b",
    }
    assert good["pictures"] == [picture]
    assert good["picture"] == picture


def test_goods_that_the_public_may_not_see_are_not_there(market, read, refused):
    market.joko.suspended_at = timezone.now()
    market.joko.save()
    assert titles(read("products/")) == ["Keripik singkong"]
    assert titles(read("search/", q="kopi")) == []
    assert refused(f"products/{market.kopi.pk}/")["status"] == 404
    assert refused("products/", seller=market.joko.code)["errors"][0]["pointer"] == "/seller"


def test_categories_come_with_the_one_above(market, read):
    found = {one["name"]: one for one in read("categories/")}
    assert list(found) == ["Makanan", "Keripik", "Kopi"]
    assert found["Keripik"]["parent"] == market.food.pk
    assert found["Makanan"]["parent"] is found["Kopi"]["parent"] is None


def test_lists_read_what_they_show_in_two_statements_however_many_goods(market, client):
    """A search of which names give few looks into descriptions too: one statement more."""
    paths = {
        "/api/v1/products/": 1,
        f"/api/v1/products/?category={market.snacks.pk}": 2,
        "/api/v1/products/?seller=keripik-bu-sari": 2,
        f"/api/v1/products/?place={HANURA}": 1,
        "/api/v1/search/?q=keripik": 3,
        "/api/v1/sellers/": 1,
        "/api/v1/villages/": 1,
        "/api/v1/categories/": 1,
        f"/api/v1/products/{market.keripik.pk}/": 3,
    }
    tree.public_categories()
    assert {path: queries(client, path) for path in paths} == paths
    shelves.many(200, [market.sari, market.joko], market.snacks)
    assert {path: queries(client, path) for path in paths} == paths | {"/api/v1/search/?q=keripik": 2}
