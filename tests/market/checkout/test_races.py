"""Eight buyers press at one moment, on a live server and PostgreSQL. Each guard has a twin that breaks without it."""

import pytest
from django.db import connection
from django.db.models import Sum
from oscar.apps.basket.abstract_models import AbstractBasket
from oscar.apps.partner.abstract_models import AbstractStockRecord

from market.basket.models import Basket, Line
from market.order.models import Line as OrderLine
from market.order.models import Order
from market.partner.models import StockRecord
from tests.market.checkout.browser import a_buyer, at_once
from tests.market.checkout.walk import Andi
from tests.market.stall import CIKINI, a_good, a_seller, a_village

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BUYERS, ROUNDS, STOCK = 8, 10, 3


@pytest.fixture
def seller():
    a_village(CIKINI)
    return a_seller()


@pytest.fixture
def buyers(live_server):
    return [a_buyer(live_server.url) for _ in range(BUYERS)]


def a_round(buyers: list[Andi], seller) -> int:
    """Eight buyers, three packets, one moment: how many packets were sold."""
    keripik = a_good(seller, stock=STOCK)
    agreed = []
    for basket in Basket.objects.filter(status="Open"):
        basket.lines.all().delete()
    for buyer in buyers:
        buyer.puts(keripik, "1")
        agreed.append(buyer.walks_to_the_review().review_form())
    answers = at_once([lambda b=b, f=f: b.orders(f) for b, f in zip(buyers, agreed, strict=True)])
    assert {answer.status_code for answer in answers} <= {302, 500}
    sold = OrderLine.objects.filter(product=keripik).aggregate(steps=Sum("quantity"))["steps"] or 0
    to_payment = sum(answer.url.endswith("/bayar/") for answer in answers)
    assert to_payment == sold
    return sold


def test_three_packets_are_sold_three_times_never_more(buyers, seller):
    sold = [a_round(buyers, seller) for _ in range(ROUNDS)]
    assert sold == [STOCK] * ROUNDS
    assert set(StockRecord.objects.values_list("num_in_stock", "num_allocated")) == {(STOCK, STOCK)}
    assert Basket.objects.filter(status="Submitted").count() == STOCK * ROUNDS
    assert Basket.objects.filter(status="Frozen").count() == 0


def test_twin_without_the_guard_the_database_still_refuses(buyers, seller, monkeypatch):
    monkeypatch.setattr(StockRecord, "allocate", AbstractStockRecord.allocate)
    assert a_round(buyers, seller) <= STOCK


def test_twin_without_the_guard_and_the_check_it_oversells(buyers, seller, monkeypatch):
    monkeypatch.setattr(StockRecord, "allocate", AbstractStockRecord.allocate)
    check = next(one for one in StockRecord._meta.constraints if one.name == "stock_never_oversold")
    with connection.schema_editor() as editor:
        editor.remove_constraint(StockRecord, check)
    try:
        assert any(a_round(buyers, seller) > STOCK for _ in range(ROUNDS))
    finally:
        StockRecord.objects.update(num_allocated=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(StockRecord, check)


def eight_presses(address: str, seller) -> tuple[int, set[str]]:
    """One buyer, eight tabs with the review page, one moment: how many orders, and where the tabs ended."""
    keripik = a_good(seller, stock=100)
    andi = a_buyer(address)
    andi.puts(keripik, "1")
    andi.walks_to_the_review()
    tabs = [andi.review_form() for _ in range(BUYERS)]
    answers = at_once([lambda fields=fields: andi.orders(fields) for fields in tabs])
    return Order.objects.filter(lines__product=keripik).count(), {answer.url for answer in answers}


def test_eight_tabs_pressed_at_once_are_one_order_and_end_on_its_page(live_server, seller):
    for _ in range(ROUNDS):
        orders, ends = eight_presses(live_server.url, seller)
        assert orders == 1
        order = Order.objects.order_by("-pk").first()
        assert ends == {f"/pesanan/{order.number}/{order.secret}/bayar/"}
    assert Order.objects.count() == ROUNDS


def test_twin_with_oscars_own_freezing_there_are_several_orders(live_server, seller, monkeypatch):
    monkeypatch.setattr(Basket, "freeze", AbstractBasket.freeze)
    monkeypatch.setattr(Basket, "submit", AbstractBasket.submit)
    assert any(eight_presses(live_server.url, seller)[0] > 1 for _ in range(ROUNDS))


def eight_adds(address: str, seller) -> int:
    keripik = a_good(seller, stock=100)
    andi = a_buyer(address)
    andi.puts(keripik, "1")
    at_once([lambda: andi.puts(keripik, "1") for _ in range(BUYERS)])
    return Line.objects.get(product=keripik).quantity


def test_eight_more_at_once_are_eight_more(live_server, seller):
    assert [eight_adds(live_server.url, seller) for _ in range(ROUNDS)] == [1 + BUYERS] * ROUNDS


def test_twin_with_oscars_own_adding_some_are_lost(live_server, seller, monkeypatch):
    monkeypatch.setattr(Basket, "put", lambda self, product, steps: AbstractBasket.add_product(self, product, steps)[0])
    assert any(eight_adds(live_server.url, seller) < 1 + BUYERS for _ in range(ROUNDS))
