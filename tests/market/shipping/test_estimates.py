"""No courier is set up, or none answers: the stored tariff stands in, and says so."""

from datetime import timedelta

import pytest

from market.core.errors import QuoteExpired, RuleBroken
from market.shipping.models import Quote, Tariff
from market.shipping.quotes import honour, quotes_for, rates_for_product
from market.shipping.repository import PerSeller
from tests.market.shipping.shop import CIKINI, KRANDEGAN, good, group, groups, seller, village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_courier(settings):
    settings.COURIERS = {"flat": settings.COURIERS["flat"]}


def test_the_stored_tariff_answers_and_is_marked_as_an_estimate():
    basket = groups(1)
    [quote] = quotes_for(basket, village(CIKINI)).of(basket[0].partner).quotes
    assert (quote.courier_code, quote.amount_rupiah, quote.estimated) == ("flat", 22_000, True)
    assert quote.pk


def test_the_operators_row_goes_before_the_settings():
    Tariff.objects.create(distance="district", first_kg_rupiah=7_000, next_kg_rupiah=2_000, days_from=1, days_to=1)
    basket = [group(partner := seller(), good(partner, weight_grams=1_100), quantity=1)]
    [quote] = quotes_for(basket, village(KRANDEGAN)).of(partner).quotes
    assert quote.amount_rupiah == 9_000


def test_asking_again_gives_the_same_promise():
    basket = groups(2)
    first = quotes_for(basket, village(CIKINI))
    again = quotes_for(basket, village(CIKINI))
    references = [{q.reference for one in answer.by_partner.values() for q in one.quotes} for answer in (first, again)]
    assert references[0] == references[1]
    assert Quote.objects.count() == 2


def test_without_a_village_the_buyer_is_asked_for_one():
    with pytest.raises(RuleBroken) as caught:
        quotes_for(groups(1), None)
    assert caught.value.code == "village_missing"


def test_a_goods_page_shows_postage_and_writes_nothing(django_assert_max_num_queries):
    product = good(seller(), minimum_steps=2)
    place = village(CIKINI)
    with django_assert_max_num_queries(8):
        answer = rates_for_product(product, 1, place)
    assert answer.range_rupiah == (22_000, 22_000)
    assert answer.range_days == (2, 5)
    assert answer.parcel.weight_grams == 500
    assert Quote.objects.count() == 0


def test_a_chosen_quote_is_honoured_for_this_basket_and_place_only(django_assert_max_num_queries):
    basket, place = groups(2), village(CIKINI)
    answer = quotes_for(basket, place)
    choices = {one.partner.pk: one.quotes[0].reference for one in answer.by_partner.values()}
    with django_assert_max_num_queries(2):
        kept = honour(choices, basket, place)
    assert {partner: quote.reference for partner, quote in kept.items()} == choices

    more = [basket[0]._replace(lines=[line._replace(quantity=9) for line in basket[0].lines]), basket[1]]
    swapped = dict(zip(choices, reversed(choices.values()), strict=True))
    for reason, wrong in {
        "changed": (choices, more, place),
        "not_chosen": (swapped, basket, place),
    }.items():
        with pytest.raises(QuoteExpired) as caught:
            honour(*wrong)
        assert caught.value.data["reason"] == reason
    with pytest.raises(QuoteExpired):
        honour(choices, basket, village(KRANDEGAN))
    with pytest.raises(QuoteExpired):
        honour({}, basket, place)


def test_an_expired_promise_is_never_used(time_machine):
    basket, place = groups(1), village(CIKINI)
    old = quotes_for(basket, place).of(basket[0].partner).quotes[0]
    time_machine.move_to(old.expires_at + timedelta(seconds=1), tick=False)
    with pytest.raises(QuoteExpired) as caught:
        honour({basket[0].partner.pk: old.reference}, basket, place)
    assert caught.value.data["reason"] == "expired"
    assert quotes_for(basket, place).of(basket[0].partner).quotes[0].reference != old.reference


def test_oscars_method_is_the_sum_of_the_chosen_quotes(django_assert_num_queries):
    basket, place = groups(5), village(CIKINI)
    answer = quotes_for(basket, place)
    choices = {one.partner.pk: one.quotes[0].reference for one in answer.by_partner.values()}
    with django_assert_num_queries(1):
        method = PerSeller.chosen(choices)
    with django_assert_num_queries(0):
        price = method.calculate(None)
    assert price.incl_tax == price.excl_tax == 5 * 22_000
    assert price.is_tax_known
    assert PerSeller.chosen({}).calculate(None).incl_tax == 0
