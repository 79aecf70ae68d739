from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now
from oscar.core.loading import get_class

from market.basket.models import Basket
from market.partner.models import Partner
from market.partner.strategy import Selector, Strategy
from tests.market.stall import a_good, a_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def keripik():
    return a_good(a_seller(), stock=4, minimum_steps=2)


def why(product):
    product.refresh_from_db()
    return Strategy().fetch_for_product(product).availability.is_purchase_permitted(2)


def test_oscar_finds_our_strategy():
    assert get_class("partner.strategy", "Selector") is Selector
    assert isinstance(Selector().strategy(), Strategy)


def test_the_price_is_whole_rupiah_without_tax(keripik):
    price = Strategy().fetch_for_product(keripik).price
    assert (price.incl_tax, price.excl_tax, price.tax) == (12_500, 12_500, 0)


@pytest.mark.parametrize(("steps", "words"), [(1, "Paling sedikit 2 buah."), (5, "Stok tinggal 4 buah."), (3, "")])
def test_the_buyer_is_told_how_many_may_be_bought(keripik, steps, words):
    allowed, reason = Strategy().fetch_for_product(keripik).availability.is_purchase_permitted(steps)
    assert (allowed, str(reason)) == (not words, words)


def test_a_closed_shop_says_when_it_opens_and_sells_nothing_until_then(keripik):
    Partner.objects.update(closed_until_on=date(2126, 12, 3))
    allowed, reason = why(keripik)
    assert (allowed, str(reason)) == (False, "Buka lagi 3 Desember 2126")


def test_it_opens_by_itself_on_that_day(keripik):
    Partner.objects.update(closed_until_on=localdate() + timedelta(days=1))
    assert why(keripik)[0] is False
    Partner.objects.update(closed_until_on=localdate())
    assert why(keripik)[0] is True


@pytest.mark.parametrize("facts", [{"suspended_at": now()}, {"approved_at": None}])
def test_a_seller_who_may_not_sell_sells_nothing(keripik, facts):
    Partner.objects.update(**facts)
    assert why(keripik)[0] is False


def test_a_good_that_is_not_public_is_not_for_sale(keripik):
    type(keripik).objects.update(is_public=False)
    assert why(keripik)[0] is False


def test_a_line_is_priced_by_its_own_record_not_by_the_first(keripik):
    other = a_seller("Toko Pak Joko")
    dear = keripik.stockrecords.create(partner=other, partner_sku="X", price=99_000, num_in_stock=9, num_allocated=0)
    basket = Basket.objects.create()
    basket.strategy = Strategy()
    line = basket.lines.create(line_reference="x", product=keripik, stockrecord=dear, quantity=1, price_incl_tax=99_000)
    line.basket = basket
    assert line.unit_price_incl_tax == 99_000
    assert Strategy().fetch_for_product(keripik).price.incl_tax == 12_500
