import pytest

from market.core.errors import OutOfStock, RuleBroken
from market.partner import stock
from market.partner.models import StockMove
from tests.market.stall import a_good, a_seller, record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return record_of(a_good(a_seller(), stock=10))


def test_ten_packets_are_promised_and_the_eleventh_is_not(record):
    record.allocate(7)
    record.allocate(3)
    with pytest.raises(OutOfStock):
        record.allocate(1)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated, record.net_stock_level) == (10, 10, 0)


def test_what_a_tablet_leases_is_not_promised_to_a_buyer(record):
    type(record).objects.filter(pk=record.pk).update(num_leased=8)
    with pytest.raises(OutOfStock):
        record.allocate(3)
    record.allocate(2)


def test_a_promise_given_back_can_be_promised_again(record):
    record.allocate(10)
    record.cancel_allocation(4)
    record.allocate(4)
    record.cancel_allocation(99)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (10, 0)


def test_only_what_was_promised_leaves_the_shelf(record):
    record.allocate(3)
    with pytest.raises(OutOfStock):
        record.consume_allocation(4)
    record.consume_allocation(3)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (7, 0)


def test_goods_come_in_once_however_often_the_delivery_is_noted(record):
    assert stock.receive(record, 5, reference="antaran-1") == 15
    assert stock.receive(record, 5, reference="antaran-1") == 15
    assert StockMove.objects.filter(stockrecord=record).count() == 1
    assert stock.receive(record, 5) == 20


def test_every_change_of_the_shelf_is_a_signed_move(record):
    stock.receive(record, 5)
    stock.take(record, 2, reason=StockMove.Reason.SPOILED)
    stock.count(record, 11)
    moves = list(StockMove.objects.filter(stockrecord=record).order_by("pk").values_list("quantity", "reason"))
    assert moves == [(5, "received"), (-2, "spoiled"), (-2, "counted")]
    record.refresh_from_db()
    assert record.num_in_stock == 10 + sum(quantity for quantity, _ in moves) == 11


def test_what_is_promised_can_neither_spoil_nor_be_counted_away(record):
    record.allocate(8)
    with pytest.raises(OutOfStock):
        stock.take(record, 3, reason=StockMove.Reason.SPOILED)
    with pytest.raises(RuleBroken):
        stock.count(record, 7)
    assert StockMove.objects.count() == 0
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (10, 8)


@pytest.mark.parametrize("steps", [0, -1])
def test_nothing_and_less_than_nothing_are_no_deliveries(record, steps):
    with pytest.raises(RuleBroken):
        stock.receive(record, steps)


def test_a_new_price_is_counted_once():
    record = record_of(a_good(a_seller()))
    stock.set_price(record, 13_000)
    stock.set_price(record, 13_000)
    assert (record.price, record.price_version) == (13_000, 2)
