"""Postage asked of real sockets: LG-01, LG-02, LG-04 to LG-06, LG-22."""

import threading
import time

import pytest
from django.db import connection

from market.core.errors import QuoteExpired
from market.sandbox.jne.places import place_code
from market.sandbox.jne.tariff import price
from market.shipping.asking import threads
from market.shipping.asking.threads import Out
from market.shipping.models import PlaceCode, Quote
from market.shipping.quotes import honour, quotes_for, rates_for_product
from tests.market.shipping.shop import CIKINI, KRANDEGAN, good, group, groups, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(carriers):
    """Andi lives in Cikini, Bu Sari in Krandegan."""
    home = village(CIKINI)
    keep_codes(home, village(KRANDEGAN))
    return home


def jne_price(service, kg):
    return price(service, place_code(KRANDEGAN, is_city=True), place_code(CIKINI), kg)


def one(basket, place, postcode=""):
    return quotes_for(basket, place, postcode).of(basket[0].partner)


def test_both_couriers_answer_with_price_days_and_an_end_of_the_promise(place, time_machine):
    answer = one(groups(1), place)
    offers = {(quote.courier_code, quote.service_code): quote for quote in answer.quotes}
    assert set(offers) == {
        ("jne", "REG"), ("jne", "YES"), ("jne", "OKE"), ("jne", "JTR"), ("pos", "240"), ("pos", "447")
    }  # fmt: skip
    assert offers["jne", "REG"].amount_rupiah == jne_price("REG", 1) == 19_000
    assert (offers["jne", "REG"].days_from, offers["jne", "REG"].days_to) == (2, 3)
    assert [quote.amount_rupiah for quote in answer.quotes] == sorted(quote.amount_rupiah for quote in answer.quotes)
    assert all(not quote.estimated and quote.pk and quote.expires_at for quote in answer.quotes)
    assert answer.messages == []


def test_couriers_slow_by_fifteen_seconds_leave_the_stored_tariff_within_four(place, carriers):
    carriers.fault("delay", "*", seconds=15)
    began = time.monotonic()
    answer = one(groups(1), place)
    assert time.monotonic() - began < 4
    assert [(quote.courier_code, quote.amount_rupiah, quote.estimated) for quote in answer.quotes] == [
        ("flat", 22_000, True)
    ]
    assert [left.out for left in answer.left_out] == [Out.SILENT, Out.SILENT]
    assert answer.messages[:2] == ["JNE belum menjawab.", "Pos Indonesia belum menjawab."]
    assert "perkiraan" in answer.messages[2]


@pytest.mark.parametrize("kind", ["drip", "hang"])
def test_a_courier_that_drips_or_hangs_does_not_hold_up_the_other(place, carriers, settings, kind):
    settings.COURIER_SECONDS = 1.0
    carriers.fault(kind, "rates", "jne", seconds=0.5)
    began = time.monotonic()
    answer = one(groups(1), place)
    assert time.monotonic() - began < 2
    assert {quote.courier_code for quote in answer.quotes} == {"pos"}
    assert [left.out for left in answer.left_out] == [Out.SILENT]
    assert not answer.is_estimated


def test_no_setting_makes_a_buyer_wait_longer_than_eight_seconds(place, carriers, settings, monkeypatch):
    settings.COURIER_SECONDS = 60
    monkeypatch.setattr(threads, "TOTAL_SECONDS", 0.5)
    carriers.fault("delay", "*", seconds=15)
    began = time.monotonic()
    one(groups(1), place)
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("kind", ["html", "garbage", "truncated", "array", "empty", "redirect"])
def test_a_courier_that_talks_nonsense_is_left_out_with_a_plain_word(place, carriers, kind):
    carriers.fault(kind, "rates", "jne")
    answer = one(groups(1), place)
    assert {quote.courier_code for quote in answer.quotes} == {"pos"}
    assert len(answer.messages) == 1
    assert answer.messages[0].startswith("JNE ")


def test_the_same_question_is_answered_without_a_call_and_in_seven_queries(place, carriers, django_assert_num_queries):
    basket = groups(2)
    first = quotes_for(basket, place)
    asked = len(carriers.calls("rates"))
    assert asked == 4
    with django_assert_num_queries(7):  # two for the promises, five for what the village carries, allows and rests
        again = quotes_for(basket, place)
    assert len(carriers.calls("rates")) == asked
    assert again == first


def test_another_weight_is_another_question(place, carriers):
    partner = seller()
    product = good(partner)
    one([group(partner, product, quantity=2)], place)
    one([group(partner, product, quantity=3)], place)
    assert len(carriers.calls("rates")) == 4


def test_a_light_big_box_pays_for_its_room_and_a_little_too_much_is_forgiven(place):
    partner = seller()
    cube = good(partner, weight_grams=1_000, length_mm=300, width_mm=300, height_mm=300)
    bulky = one([group(partner, cube, quantity=1)], place)
    reg = next(quote for quote in bulky.quotes if quote.service_code == "REG")
    assert (reg.amount_rupiah, reg.billable_grams) == (jne_price("REG", 5), 5_000)
    heavy = good(partner, weight_grams=1_200, length_mm=100, width_mm=100, height_mm=100)
    little = one([group(partner, heavy, quantity=1)], place)
    amounts = {quote.service_code: quote.amount_rupiah for quote in little.quotes}
    assert amounts["REG"] == jne_price("REG", 1)  # JNE forgives 300 grams
    assert amounts["240"] > 2 * 17_550 * 0.99  # Pos does not


def test_an_expired_promise_is_asked_anew_and_must_be_accepted_anew(place, carriers):
    basket = groups(1)
    old = one(basket, place).quotes[0]
    Quote.objects.update(expires_at=old.made_at)
    with pytest.raises(QuoteExpired):
        honour({basket[0].partner.pk: old.reference}, basket, place)
    from django.core.cache import cache

    cache.clear()
    fresh = one(basket, place).quotes[0]
    assert fresh.reference != old.reference
    assert len(carriers.calls("rates")) == 4
    assert honour({basket[0].partner.pk: fresh.reference}, basket, place)[basket[0].partner.pk] == fresh


def test_five_sellers_are_asked_for_at_once(place, carriers, django_assert_max_num_queries):
    carriers.fault("delay", "rates", seconds=0.5)
    basket = groups(5)
    began = time.monotonic()
    with django_assert_max_num_queries(11):
        answer = quotes_for(basket, place)
    assert time.monotonic() - began < 2.5  # ten calls of half a second each
    assert len(carriers.calls("rates")) == 10
    assert answer.is_complete
    assert list(answer.by_partner) == [one.partner.pk for one in basket]
    assert Quote.objects.count() == 30


def test_threads_never_touch_the_database(place, carriers):
    """A query from another thread would open a connection of its own, outside this test's transaction."""
    asked_by: set[str] = set()

    def note(execute, sql, params, many, context):
        asked_by.add(threading.current_thread().name)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        one(groups(1), place)
    assert asked_by == {threading.current_thread().name}


def test_a_goods_page_and_the_checkout_share_the_answer(place, carriers):
    product = good(partner := seller())
    shown = rates_for_product(product, 2, place)
    assert shown.range_rupiah == (
        min(quote.amount_rupiah for quote in shown.quotes), max(quote.amount_rupiah for quote in shown.quotes)
    )  # fmt: skip
    assert shown.range_days[0] == 1
    assert Quote.objects.count() == 0
    one([group(partner, product, quantity=2)], place)
    assert len(carriers.calls("rates")) == 2
    assert Quote.objects.count() == len(shown.quotes)


def test_an_address_without_a_postcode_goes_by_the_village(place, carriers):
    one(groups(1), place, postcode="")
    assert carriers.calls("rates", "jne")[0]["body"]["thru"] == place_code(CIKINI)
    assert carriers.calls("rates", "pos")[0]["body"]["receiverzipcode"] == "10330"


def test_a_place_that_no_list_tells_is_said_and_put_before_a_person(place, carriers):
    PlaceCode.objects.filter(place=CIKINI, end="destination").update(code="")
    answer = one(groups(1), place)
    assert {quote.courier_code for quote in answer.quotes} == {"pos"}
    assert answer.messages == ["Kode JNE untuk tempat ini belum dikenal. Petugas kami akan melengkapinya."]
    assert carriers.calls("rates", "jne") == []


def test_a_place_that_is_served_by_nobody_gets_no_estimate(place, carriers):
    product = good(partner := seller(), weight_grams=40_000, length_mm=100, width_mm=100, height_mm=100)
    carriers.fault("body", "rates", "jne", body='{"error": "Price Not Found.", "status": "false"}')
    answer = one([group(partner, product, quantity=1)], place)
    assert answer.quotes == ()
    assert [left.out for left in answer.left_out] == [Out.NOT_SERVED, Out.NOT_SERVED]
    assert answer.messages[-1] == "Belum ada kurir yang melayani kiriman ini."


def test_after_five_silent_rounds_nobody_waits_any_more(place, carriers, settings):
    settings.COURIER_SECONDS = 0.3
    carriers.fault("delay", "*", seconds=5)
    basket = groups(1)
    for _round in range(5):
        one(basket, place)
    began = time.monotonic()
    assert one(basket, place).is_estimated
    assert time.monotonic() - began < 0.2
