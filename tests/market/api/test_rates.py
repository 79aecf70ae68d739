"""Postage for one good to a village, over the couriers' own wire, and not too often from one address."""

import pytest
from rest_framework.throttling import ScopedRateThrottle

from market.api.views import Rates
from market.shipping.models import Quote
from tests.market.stall import CIKINI, HANURA, KRANDEGAN, a_village
from tests.stand_ins import keep_codes


@pytest.fixture
def near(market, carriers):
    keep_codes(*(a_village(code) for code in (KRANDEGAN, HANURA, CIKINI)))
    return market


def test_both_couriers_say_what_they_ask_and_nothing_is_stored(near, read):
    answer = read("rates/", product=near.keripik.pk, village=CIKINI)
    assert {one["courier"] for one in answer["rates"]} == {"jne", "pos"}
    assert all(one["amount_rupiah"] > 0 and not one["estimated"] for one in answer["rates"])
    assert answer["messages"] == []
    assert not Quote.objects.exists()


def test_a_silent_courier_is_named_and_the_other_one_answers(near, read, carriers):
    carriers.fault("status", "rates", "pos", status=500)
    answer = read("rates/", product=near.keripik.pk, village=CIKINI)
    assert {one["courier"] for one in answer["rates"]} == {"jne"}
    assert len(answer["messages"]) == 1


def test_a_good_or_a_village_that_is_not_there_is_a_404(near, refused):
    assert refused("rates/", product=999_999, village=CIKINI)["status"] == 404
    assert refused("rates/", product=near.keripik.pk, village="99.99.99.9999")["status"] == 404


def asks(client, product, times):
    return [client.get("/api/v1/rates/", {"product": product, "village": "x"}).status_code for _once in range(times)]


def test_the_sixty_first_question_in_a_minute_has_to_wait(near, client):
    assert set(asks(client, near.keripik.pk, 60)) == {400}
    response = client.get("/api/v1/rates/", {"product": near.keripik.pk, "village": CIKINI})
    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert int(response.headers["Retry-After"]) <= 60


def test_a_forged_header_does_not_make_another_visitor(near, client):
    asks(client, near.keripik.pk, 60)
    response = client.get("/api/v1/rates/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert response.status_code == 429


def test_without_the_limit_nobody_has_to_wait(near, client, monkeypatch):
    assert Rates.throttle_classes == [ScopedRateThrottle]
    monkeypatch.setattr(Rates, "throttle_classes", [])
    assert set(asks(client, near.keripik.pk, 61)) == {400}
