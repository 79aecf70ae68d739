"""What is Pos Indonesia's alone: its token, its fees and sizes, its posting. Held against its stand-in."""

from dataclasses import replace

import pytest

from market.core.errors import Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.sandbox.pos import total
from market.shipping.couriers.base import Collection, Parcel
from tests.contracts.couriers import HANURA, KRANDEGAN, TEBET, Counter, booking, pos_counter, request

TOKEN_LIFE_SECONDS = 3_600
FOREVER = 0


@pytest.fixture
def pos():
    with pos_counter() as counter:
        yield counter


def _sent(counter: Counter, operation: str) -> dict:
    return counter.calls(operation)[-1]["body"]


# --- token ------------------------------------------------------------------------------------------------------------


def test_one_token_serves_many_calls(pos):
    for _ in range(3):
        pos.courier.rates(request())
    assert len(pos.calls("token")) == 1
    assert len(pos.calls("rates")) == 3


def test_an_expired_token_is_renewed_once_and_the_call_repeated_once(pos):
    pos.courier.rates(request())
    pos.stage.clock.advance(TOKEN_LIFE_SECONDS)
    assert pos.courier.rates(request()).value
    assert len(pos.calls("token")) == 2
    assert len(pos.calls("rates")) == 3


def test_a_booking_with_an_expired_token_is_made_exactly_once(pos):
    pos.courier.rates(request())
    pos.stage.clock.advance(TOKEN_LIFE_SECONDS)
    pos.book()
    assert len(pos.parcels) == 1


def test_a_token_that_never_holds_is_misconfigured_after_two_calls(pos):
    pos.fault("status", "rates", status=401, times=FOREVER)
    with pytest.raises(Misconfigured):
        pos.courier.rates(request())
    assert len(pos.calls("rates")) == 2
    assert len(pos.calls("token")) == 2


def test_a_token_is_left_a_minute_before_its_end(pos):
    pos.fault("body", "token", body='{"access_token": "simulasi-1", "expires_in": 60}')
    pos.fault("status", "rates", status=401)  # the made-up token is not known there
    pos.courier.rates(request())
    assert len(pos.calls("token")) == 2


@pytest.mark.parametrize("fault", ["hang", "lost", "drip"])
def test_a_booking_whose_token_did_not_come_was_surely_not_heard(pos, fault):
    pos.fault(fault, "token", seconds=5 if fault != "lost" else None)
    with pytest.raises(Unreachable):
        pos.book()
    assert pos.calls("book") == []


@pytest.mark.parametrize("body", ["[]", "{}", '{"access_token": ""}', "<html>"])
def test_a_token_that_is_none_is_nonsense(pos, body):
    pos.fault("body", "token", body=body)
    with pytest.raises(Nonsense):
        pos.courier.rates(request())


def test_both_passwords_are_needed_and_sent(pos):
    pos.courier.rates(request())
    headers = pos.calls("rates")[-1]["headers"]
    assert headers["x-pos-user"] == "simulasi"
    assert headers["x-pos-password"] == "[hidden]"
    pos.courier.options = {**pos.courier.options, "password": "salah-salah"}
    with pytest.raises(Misconfigured):
        pos.courier.rates(request())


# --- fees -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("destination", "services"), [(TEBET, {240, 447}), (HANURA, {240}), (KRANDEGAN, {240})])
@pytest.mark.parametrize("grams", [900, 2_100])
def test_prices_are_those_of_the_table_with_tax(pos, destination, services, grams):
    rates = pos.courier.rates(request(destination=destination, parcels=(Parcel(grams),))).value
    assert {rate.service_code for rate in rates} == {str(code) for code in services}
    for rate in rates:
        assert rate.amount_rupiah == total(int(rate.service_code), KRANDEGAN.postcode, destination.postcode, grams)


def test_pos_reguler_from_krandegan_costs_17_743_to_tebet(pos):
    assert pos.courier.rates(request()).value[0].amount_rupiah == 17_743


def test_grams_and_centimetres_are_sent_and_sizes_rounded_up(pos):
    pos.courier.rates(request(parcels=(Parcel(850, 201, 150, 99),)))
    sent = _sent(pos, "rates")
    assert (sent["weight"], sent["length"], sent["width"], sent["height"]) == (850, 21, 15, 10)


def test_a_big_light_box_is_charged_for_its_room(pos):
    rate = pos.courier.rates(request(parcels=(Parcel(1_000, 300, 300, 300),))).value[0]
    assert rate.billable_grams == 4_500
    assert rate.amount_rupiah == total(240, KRANDEGAN.postcode, TEBET.postcode, 4_500)


def test_several_boxes_are_asked_for_as_their_greater_weight(pos):
    pos.courier.rates(request(parcels=(Parcel(400, 300, 200, 150), Parcel(700))))
    sent = _sent(pos, "rates")
    assert (sent["weight"], sent["length"]) == (2_200, 0)


def test_above_thirty_kilograms_pos_is_not_asked(pos):
    answer = pos.courier.rates(request(parcels=(Parcel(30_001),)))
    assert (answer.value, answer.messages[0].code) == ([], "too_heavy")
    assert pos.stage.log == []


def test_goods_are_valued_only_when_they_are_insured(pos):
    pos.courier.rates(request())
    assert _sent(pos, "rates")["valuegoods"] == 0
    plain = pos.courier.rates(request()).value[0].amount_rupiah
    insured = pos.courier.rates(request(is_insured=True)).value[0]
    assert _sent(pos, "rates")["valuegoods"] == 75_000
    assert insured.amount_rupiah == plain + insured.raw["insurance"] > plain


@pytest.mark.parametrize("variant", ["as_data", "as_text"])
def test_each_wrapping_of_the_answer_reads_the_same(pos, variant):
    usual = [(rate.service_code, rate.amount_rupiah) for rate in pos.courier.rates(request()).value]
    pos.fault(variant, "rates")
    assert [(rate.service_code, rate.amount_rupiah) for rate in pos.courier.rates(request()).value] == usual


def test_a_null_answer_means_that_nobody_goes_there(pos):
    pos.fault("nothing", "rates")
    assert pos.courier.rates(request()).value == []


def test_each_path_may_be_set(pos):
    pos.courier.options = {**pos.courier.options, "rates_path": "/utility/1.0.0/getFee"}
    assert pos.courier.rates(request()).value
    assert pos.calls("rates")[-1]["path"] == "/utility/1.0.0/getFee"


# --- posting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", ["", "second", "third"])
def test_the_barcode_is_found_in_every_answer_that_we_can_think_of(pos, variant):
    if variant:
        pos.fault(variant, "book")
    assert pos.book(reference="SHP26110001").awb in pos.parcels


def test_our_own_reference_is_no_barcode(pos):
    pos.fault("no_barcode", "book")
    with pytest.raises(Unclear):
        pos.book(reference="SHP26110001")


@pytest.mark.parametrize(("collection", "flag"), [(Collection.PICKUP, 1), (Collection.DROP_OFF, 0)])
def test_the_posting_holds_both_parties_the_fee_parts_and_the_wish(pos, collection, flag):
    rate = pos.courier.rates(request()).value[0]
    pos.book(collection=collection, rate_raw=rate.raw, cod_amount_rupiah=94_000)
    sent = _sent(pos, "book")
    sender, receiver = sent["addresses"]
    assert (sender["addresstype"], sender["city"], sender["zipcode"]) == ("senderlocation", "Purworejo", "54224")
    assert (receiver["city"], receiver["phone"], receiver["address"]) == (
        "Jakarta Selatan", "081300000002", "Jl. Tebet Barat Dalam 3 No. 7, Tebet Timur",
    )  # fmt: skip
    assert sent["paymentvalues"] == [{"name": "fee", "value": 17_550}, {"name": "insurance", "value": 0}]
    assert sent["taxes"] == [{"name": "fee", "value": 193}, {"name": "insurance", "value": 0}]
    assert {"name": "pickup", "value": flag} in sent["services"]
    assert {"name": "genreceipt", "value": 1} in sent["services"]
    item = sent["itemproperties"]
    assert (item["productid"], item["weight"], item["codvalue"], item["length"]) == ("240", 900, 94_000, 20)
    assert (sent["userid"], sent["memberid"], sent["orderid"]) == (12_345, "BUMDES0001", "SHP0001")


def test_without_the_parts_the_quoted_postage_is_the_fee(pos):
    pos.courier.book(booking(service_code="240"))
    assert _sent(pos, "book")["paymentvalues"][0] == {"name": "fee", "value": 19_000}


def test_a_parcel_without_a_postcode_is_refused_before_any_call(pos):
    sent = booking(service_code="240")
    with pytest.raises(Refused) as caught:
        pos.courier.book(replace(sent, receiver=replace(sent.receiver, place=replace(TEBET, postcode=""))))
    assert caught.value.code == "no_place_code"
    assert pos.stage.log == []


def test_the_newer_gateways_tracking_reads_the_same(pos):
    awb = pos.book().awb
    pos.stage.clock.advance(70 * 3_600)
    usual = [event.progress for event in pos.courier.track(awb)]
    pos.fault("as_data", "track")
    assert [event.progress for event in pos.courier.track(awb)] == usual
    assert len(usual) == 5
