"""How the API answers: fresh or 304, without cookies, and with a plain word for each mistake."""

import pytest

from tests.market.stall import CIKINI

PATHS = ("products/", "search/?q=keripik", "sellers/", "villages/", "categories/")


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(market, client, path):
    first = client.get(f"/api/v1/{path}")
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_price_is_sent_again(market, client):
    first = client.get("/api/v1/products/")
    market.keripik.stockrecords.update(price=13_000)
    again = client.get("/api/v1/products/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.json()["results"][-1]["price_rupiah"] == 13_000


@pytest.mark.parametrize("path", PATHS)
def test_no_cookie_is_set_and_a_cache_may_keep_the_answer(market, client, path):
    response = client.get(f"/api/v1/{path}")
    assert not response.cookies
    assert "s-maxage=30" in response.headers["Cache-Control"]


def test_each_mistake_is_pointed_at_in_indonesian(market, refused):
    problem = refused("products/", category="kopi", place="Krandegan", limit=1_000)
    assert (problem["code"], problem["detail"]) == ("invalid", "Periksa lagi isian ini.")
    errors = {one["pointer"]: one for one in problem["errors"]}
    assert set(errors) == {"/category", "/place", "/limit"}
    assert errors["/place"]["detail"] == "Kode wilayah ditulis dengan titik, misalnya 33.06.08.2007."
    assert "Ensure" not in errors["/limit"]["detail"]
    assert "valid integer" not in errors["/category"]["detail"]


@pytest.mark.parametrize(
    ("path", "params", "pointer"),
    [
        ("search/", {}, "/q"),
        ("search/", {"q": "  "}, "/q"),
        ("search/", {"q": "a\0b"}, "/q"),
        ("search/", {"q": "kopi", "cursor": "bukan"}, "/cursor"),
        ("products/", {"cursor": "bnVsbA"}, "/cursor"),
        ("products/", {"cursor": "W3RydWVd"}, "/cursor"),  # [true]
        ("products/", {"cursor": "Wzk5OTk5OTk5OTk5OTk5XQ"}, "/cursor"),  # a number beyond every row
        ("products/", {"category": 999_999}, "/category"),
        ("products/", {"seller": "tidak-ada"}, "/seller"),
        ("sellers/", {"cursor": "WyJcdTAwMDAiXQ"}, "/cursor"),  # a NUL, which PostgreSQL refuses
        ("rates/", {"product": 1}, "/village"),
    ],
)
def test_nonsense_is_refused_with_a_pointer(market, refused, path, params, pointer):
    problem = refused(path, **params)
    assert problem["status"] == 400
    assert [one["pointer"] for one in problem["errors"]] == [pointer]


@pytest.mark.parametrize(
    "path",
    ["products/999999999999999999999/", "products/0/", "sellers/tidak-ada/", f"villages/{CIKINI[:-1]}9/", "apa/saja/"],
)
def test_what_is_not_there_is_a_problem_too(market, refused, path):
    assert refused(path)["code"] == "not_found"


def test_other_methods_are_refused_as_a_problem(market, client):
    response = client.post("/api/v1/products/", {})
    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
    assert response.json()["code"] == "method_not_allowed"
