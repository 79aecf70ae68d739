from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from market.core.errors import OutOfStock, PriceChanged, QuoteExpired, RuleBroken
from market.lifecycle.placed import place
from market.order.models import Line, LinePrice, Order, SellerOrder, ShippingAddress
from market.partner import stock
from market.partner.models import Partner
from market.payments.models import PaymentAttempt
from market.shipping.models import Quote
from tests.market.buyer import a_wish
from tests.market.stall import HANURA, a_basket, a_good, a_seller, record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keripik():
    return a_good(a_seller(), stock=10)


@pytest.fixture
def kopi():
    return a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi robusta", 45_000, 10, unit="kg", step_thousandths=500)


@pytest.fixture
def basket(keripik, kopi):
    return a_basket((keripik, 2), (kopi, 3))


def rows() -> list[int]:
    return [model.objects.count() for model in (Order, SellerOrder, Line, LinePrice, ShippingAddress, PaymentAttempt)]


def test_one_order_two_parts_one_total(basket):
    order = place(a_wish(basket))
    parts = list(order.seller_orders.order_by("number"))
    assert rows() == [1, 2, 2, 2, 1, 1]
    assert [part.goods_rupiah for part in parts] == [25_000, 135_000]
    assert order.total_incl_tax == sum(part.goods_rupiah + part.postage_rupiah for part in parts)
    assert order.shipping_incl_tax == sum(part.postage_rupiah for part in parts) > 0
    assert order.total_incl_tax == sum(line.line_price_incl_tax for line in order.lines.all()) + order.shipping_incl_tax
    assert [part.number for part in parts] == [f"SO-{order.number[3:]}-1", f"SO-{order.number[3:]}-2"]
    assert {part.state for part in parts} == {"unpaid"}
    assert (order.buyer_phone, order.status) == ("+6281234567890", "unpaid")
    assert len(order.secret) >= 22


def test_commission_and_measures_are_frozen_on_the_parts(basket, settings):
    settings.COMMISSION_BASIS_POINTS = 333
    order = place(a_wish(basket))
    kopi = order.lines.get(title="Kopi robusta")
    assert (kopi.unit, kopi.step_thousandths, kopi.weight_grams, kopi.quantity) == ("kg", 500, 250, 3)
    assert kopi.seller_order.commission_rupiah == 4_496  # 3,33 % of 135.000 = 4.495,5, half a rupiah up
    assert kopi.seller_order.weight_grams == 750
    assert kopi.price_rupiah == 135_000


def test_the_stock_is_promised_and_the_basket_done(basket, keripik):
    place(a_wish(basket))
    record = record_of(keripik)
    assert (record.num_in_stock, record.num_allocated) == (10, 2)
    basket.refresh_from_db()
    assert basket.status == "Submitted"


def test_the_payment_is_committed_with_the_order_for_the_whole_total(basket):
    order = place(a_wish(basket))
    assert order.attempts.get().amount_rupiah == order.total_incl_tax
    assert timedelta(hours=23) < order.pay_by - now() <= timedelta(hours=24)


def test_pressing_twice_gives_the_same_order(basket):
    wish = a_wish(basket)
    assert place(wish) == place(wish) == place(a_wish_from_another_tab(wish))
    assert rows() == [1, 2, 2, 2, 1, 1]


def a_wish_from_another_tab(wish):
    from dataclasses import replace

    return replace(wish, key=f"{wish.key}-tab", agreed="another page")


def test_a_price_that_moved_is_not_charged_in_silence(basket, keripik):
    wish = a_wish(basket)
    stock.set_price(record_of(keripik), 13_000)
    with pytest.raises(PriceChanged):
        place(wish)
    assert (rows(), basket.status) == ([0] * 6, "Open")
    basket.keep_up()
    assert basket.accept_prices() == 1
    order = place(a_wish(basket))
    assert order.seller_orders.order_by("number").first().goods_rupiah == 26_000


def test_a_quote_that_ran_out_is_not_honoured(basket):
    wish = a_wish(basket)
    Quote.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(QuoteExpired):
        place(wish)
    assert rows() == [0] * 6
    place(a_wish(basket))


def test_a_basket_that_changed_in_another_tab_is_shown_again(basket):
    wish = a_wish(basket)
    basket.set_steps(basket.all_lines()[0], 1)
    with pytest.raises((PriceChanged, QuoteExpired)):
        place(wish)
    assert rows() == [0] * 6


def test_the_last_packet_taken_by_another_names_the_good_and_writes_nothing(basket, keripik, kopi):
    wish = a_wish(basket)
    record_of(keripik).allocate(9)
    with pytest.raises((OutOfStock, RuleBroken), match="Keripik singkong"):
        place(wish)
    assert rows() == [0] * 6
    assert record_of(kopi).num_allocated == 0


def test_a_shop_that_closed_meanwhile_sells_nothing(basket):
    wish = a_wish(basket)
    Partner.objects.filter(name="Kopi Pak Joko").update(closed_until_on=date(2126, 12, 3))
    with pytest.raises(RuleBroken, match="Kopi robusta: Buka lagi 3 Desember 2126"):
        place(wish)
    assert rows() == [0] * 6


def test_an_empty_basket_is_no_order(keripik):
    basket = a_basket((keripik, 1))
    wish = a_wish(basket)
    basket.set_steps(basket.all_lines()[0], 0)
    with pytest.raises(RuleBroken, match="kosong"):
        place(wish)


def test_three_lines_of_two_sellers_take_few_statements(basket, keripik, django_assert_max_num_queries):
    basket.put(a_good(keripik.partner, "Getuk"), 1)
    wish = a_wish(basket)
    with django_assert_max_num_queries(31):
        place(wish)


def test_numbers_are_not_to_be_guessed():
    from market.order import numbers

    many = {numbers.order_number() for _ in range(2_000)}
    assert len(many) == 2_000
    assert all(len(number) == 16 and number.startswith("LD-") for number in many)
    one = many.pop()
    assert numbers.normal(one.lower().replace("-", " ")) == one == numbers.normal(one[3:])
