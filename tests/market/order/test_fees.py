"""Which fee holds for whom on which day; frozen at placing (OP-04), told before a price is saved (SE-12)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from market.lifecycle import ladder
from market.lifecycle.placed import place
from market.order import fees
from market.order.fees import Rate, rate_for
from market.order.models import FeeRule
from tests.market.buyer import a_wish
from tests.market.catalogue import shelves
from tests.market.stall import HANURA, KRANDEGAN, a_basket, a_good, a_seller

pytestmark = pytest.mark.django_db


def rule(basis_points, name="Komisi", *, days=0, **about):
    return FeeRule.objects.create(
        name=name, basis_points=basis_points, from_on=timezone.localdate() + timedelta(days=days), **about
    )


@pytest.fixture
def sari():
    return a_seller()


def rate_of(partner, path="", day=None):
    return rate_for(
        fees.rules_on(day), partner_id=partner.pk, village_id=partner.village_id, category_path=path
    ).basis_points


def test_without_any_rule_the_house_takes_its_general_part(sari, settings):
    settings.COMMISSION_BASIS_POINTS = 500
    assert rate_of(sari) == 500
    assert fees.net_of(sari, None, 10_000).net_rupiah == 9_500


def test_the_narrowest_rule_wins(sari):
    joko = a_seller("Kopi Pak Joko", HANURA)
    food = shelves.category("Makanan")
    snacks = shelves.category("Keripik", food)
    rule(100)
    assert (rate_of(sari), rate_of(joko, food.path)) == (100, 100)
    rule(200, village_id=KRANDEGAN)
    rule(250, category=food)
    rule(300, village_id=KRANDEGAN, category=food)
    assert [rate_of(sari), rate_of(joko), rate_of(joko, snacks.path), rate_of(sari, snacks.path)] == [
        200,
        100,
        250,
        300,
    ]
    rule(400, partner=sari)
    assert [rate_of(sari), rate_of(sari, snacks.path)] == [400, 400]
    rule(450, partner=sari, category=snacks)
    assert [rate_of(sari, food.path), rate_of(sari, snacks.path), rate_of(joko)] == [400, 450, 100]


def test_a_rule_holds_from_its_first_to_its_last_day(sari, settings):
    settings.COMMISSION_BASIS_POINTS = 500
    today = timezone.localdate()
    rule(100, days=1, until_on=today + timedelta(days=3))
    found = [rate_of(sari, day=today + timedelta(days=days)) for days in range(5)]
    assert found == [500, 100, 100, 100, 500]


def test_of_two_rules_for_the_same_people_the_later_one_holds(sari):
    rule(100, days=-9)
    rule(700, days=-1)
    rule(300, days=-5)
    assert rate_of(sari) == 700
    FeeRule.objects.filter(basis_points=700).update(called_off_at=timezone.now())
    assert rate_of(sari) == 300


def test_a_change_from_tomorrow_leaves_the_order_of_today_as_it_was(sari):
    keripik = a_good(sari, price=10_000, stock=50)
    rule(900, "Biaya baru", days=1)
    today = place(a_wish(a_basket((keripik, 2)))).seller_orders.get()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tomorrow = place(a_wish(a_basket((keripik, 2)))).seller_orders.get()
    assert (today.commission_rupiah, tomorrow.commission_rupiah) == (1_000, 1_800)
    assert tomorrow.fees == [{"name": "Biaya baru", "basis_points": 900, "base_rupiah": 20_000, "amount_rupiah": 1_800}]
    today.refresh_from_db()
    assert today.commission_rupiah == 1_000


def test_goods_of_two_rates_make_two_lines_whose_bases_are_the_goods(sari):
    snacks = shelves.category("Keripik")
    rule(333, "Komisi keripik", category=snacks)
    goods = [("", 12_345), (snacks.path, 10_001), (snacks.path, 7)]
    found = fees.fees_of(sari, goods, fees.rules_on())
    assert [(fee.name, fee.base_rupiah, fee.amount_rupiah) for fee in found] == [
        ("Komisi toko", 12_345, 617), ("Komisi keripik", 10_008, 333),
    ]  # fmt: skip
    assert sum(fee.base_rupiah for fee in found) == sum(amount for _path, amount in goods)


def test_the_ladder_sums_to_the_total_whatever_the_rules_and_beyond_the_parts(sari):
    joko = a_seller("Kopi Pak Joko", HANURA)
    rule(333)
    rule(717, partner=joko)
    basket = a_basket((a_good(sari, price=12_347), 3), (a_good(joko, "Kopi", 45_111), 1))
    order = place(a_wish(basket))
    total = int(order.total_incl_tax)
    for asked in (total, total + 217):
        rungs = ladder.of_order(order.seller_orders.select_related("partner"), asked)
        assert sum(rung.amount_rupiah for rung in rungs) == asked
    assert [rung.kind for rung in rungs] == ["seller", "courier", "seller", "courier", "house", "other"]


def test_the_choice_of_a_rule_asks_the_database_once(sari, django_assert_num_queries):
    rule(100, category=shelves.category("Makanan"))
    with django_assert_num_queries(1):
        assert fees.net_of(sari, "0001", 10_000).fees[0].basis_points == 100


def test_the_pure_choice_needs_no_row_of_the_database():
    made = FeeRule(name="x", basis_points=50, from_on=timezone.localdate(), village_id=KRANDEGAN)
    assert rate_for([made], partner_id=1, village_id=KRANDEGAN) == Rate("x", 50)
    assert rate_for([made], partner_id=1, village_id=HANURA).basis_points == 500


@pytest.mark.parametrize(
    "wrong", [{"basis_points": 3_001}, {"basis_points": 1, "until_on": timezone.localdate() - timedelta(9)}]
)
def test_the_database_refuses_a_rule_without_sense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(wrong.pop("basis_points"), **wrong)
