"""BY-26 in the API: the rungs of an order sum to its total, and only its secret link opens them."""

import pytest

from market.lifecycle.placed import place
from tests.market.buyer import a_wish
from tests.market.stall import HANURA, a_basket, a_good, a_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    joko = a_seller("Kopi Pak Joko", HANURA)
    return place(a_wish(a_basket((a_good(a_seller()), 2), (a_good(joko, "Kopi", 45_111), 1))))


def test_the_rungs_sum_to_the_total_exactly(client, order):
    answer = client.get(f"/api/v1/orders/{order.number}/{order.secret}/ladder/")
    told = answer.json()
    assert told["total_rupiah"] == order.total_incl_tax == sum(rung["amount_rupiah"] for rung in told["rungs"])
    assert {rung["kind"] for rung in told["rungs"]} == {"seller", "courier", "house"}
    assert "no-store" in answer["Cache-Control"]


def test_a_wrong_link_opens_nothing(client, order):
    for number, secret in ((order.number, "x" * 24), ("LD-261122-222222", order.secret), (order.number, "é")):
        assert client.get(f"/api/v1/orders/{number}/{secret}/ladder/").status_code == 404
