"""Sellers and villages: what is public of them, and nothing else."""

import json

from tests.market.catalogue import shelves
from tests.market.catalogue.shelves import HANURA, KRANDEGAN
from tests.market.stall import CIKINI


def test_sellers_are_listed_by_code_with_their_village(market, read):
    found = read("sellers/")
    assert [one["code"] for one in found["results"]] == ["keripik-bu-sari", "kopi-pak-joko"]
    assert found["results"][0]["village"]["regency"] == "Kab. Purworejo"
    assert [one["code"] for one in read("sellers/", village=HANURA)["results"]] == ["kopi-pak-joko"]


def test_pages_of_sellers_follow_one_another(market, read, client):
    for number in range(3):
        shelves.seller(f"Toko {number}")
    codes, answer = [], read("sellers/", limit=2)
    codes += [one["code"] for one in answer["results"]]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        codes += [one["code"] for one in answer["results"]]
    assert codes == ["keripik-bu-sari", "kopi-pak-joko", "toko-0", "toko-1", "toko-2"]


def test_one_seller_tells_their_story(market, read):
    seller = read("sellers/keripik-bu-sari/")
    assert (seller["story"], seller["tagline"]) == ("Sejak 1998.", "Renyah")
    assert seller["url"] == "http://127.0.0.1:8000/toko/keripik-bu-sari/"


def test_villages_are_those_that_sell_and_any_one_can_be_read(market, read):
    assert [one["code"] for one in read("villages/")["results"]] == [HANURA, KRANDEGAN]
    assert read(f"villages/{CIKINI}/") == {
        "code": CIKINI,
        "name": "Cikini",
        "kind": "kelurahan",
        "district": "Menteng",
        "regency": "Kota Jakarta Pusat",
        "province": "DKI Jakarta",
        "postcode": "10330",
    }


def test_no_phone_number_stands_in_any_answer(market, read):
    paths = ("sellers/", "sellers/keripik-bu-sari/", "products/", f"products/{market.keripik.pk}/", "villages/")
    said = json.dumps([read(path) for path in paths])
    assert "Bu Sari" in said
    assert "8121111" not in said
    assert "phone" not in said
