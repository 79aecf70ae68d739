"""What is Biteship's own: areas, references that are adopted, numbers that come later, calling off, pushes."""

import json
from dataclasses import replace

import pytest

from market.core.errors import Duplicate, Misconfigured, Nonsense, Refused, Unreachable
from market.sandbox import biteship as stand_in
from market.shipping.couriers.base import Carried, Collection, End, Place, Progress, Rate, WaybillState
from market.shipping.couriers.pace import Pace
from tests.contracts.couriers import KRANDEGAN, TEBET, biteship_counter

NEAR = replace(TEBET, village_code="31.74.01.1002", latitude=-6.24, longitude=106.86)
HERE = replace(TEBET, latitude=-6.23, longitude=106.85)


@pytest.fixture
def counter():
    with biteship_counter() as counter:
        yield counter


def hours(counter, number):
    counter.stage.clock.advance(number * 3_600)


def follow(counter, waybill):
    return counter.courier.follow(Carried(waybill.awb, waybill.provider_order_id))


def test_an_area_is_a_district_with_one_postcode(counter):
    [found] = counter.courier.find_place(KRANDEGAN, End.DESTINATION)
    assert found.courier_code == "IDNP33IDNC06IDND08IDZ54224"
    [elsewhere] = counter.courier.find_place(replace(KRANDEGAN, postcode="54223"), End.DESTINATION)
    assert elsewhere.courier_code in ("54223", "IDNP33IDNC06IDND08IDZ54223")
    assert counter.courier.find_place(Place(regency="Kabupaten Purworejo"), End.ORIGIN) == []
    assert len(counter.calls("areas")) == 1  # one search for a district, kept


def test_a_district_of_the_same_name_elsewhere_is_not_taken(counter):
    places = counter.courier.find_place(replace(KRANDEGAN, postcode="", village=""), End.DESTINATION)
    assert {place.courier_code[:8] for place in places} == {"IDNP33ID"}  # Bayan of Lombok is not among them


def test_without_an_area_the_postcode_is_asked_as_a_number(counter):
    request = counter.request()
    plain = replace(request, origin=replace(request.origin, courier_code=""))
    assert counter.courier.rates(plain).value
    body = counter.calls("rates")[0]["body"]
    assert body["origin_postal_code"] == 54224
    assert body["destination_area_id"].startswith("IDNP31")


def test_each_rate_names_its_brand_and_the_ways_that_it_takes():
    with biteship_counter(couriers=["sicepat", "pos", "lion"], services=["sicepat:reg", "pos:reg"]) as counter:
        rates = {rate.service_code: rate for rate in counter.courier.rates(counter.request()).value}
    assert {code: rate.service_name for code, rate in rates.items()} == {
        "sicepat:reg": "SiCepat Reguler", "pos:reg": "Pos Indonesia Pos Reguler",
    }  # fmt: skip
    assert rates["pos:reg"].collections == {Collection.DROP_OFF}
    assert isinstance(rates["sicepat:reg"], Rate)


def test_a_courier_that_takes_parcels_at_its_counter_only_is_not_sent_for(counter):
    with biteship_counter(couriers=["pos"]) as pos:
        [rate] = pos.courier.rates(pos.request()).value
        pos.service = "pos:reg"
        with pytest.raises(Refused) as caught:
            pos.book(rate_raw=rate.raw, collection=Collection.PICKUP)
        assert caught.value.code == "collection_not_offered"
        assert pos.calls("book") == []
        with pytest.raises(Refused):  # twin: without the rate's own words the courier refuses
            pos.book(collection=Collection.PICKUP)
        assert pos.book(rate_raw=rate.raw, collection=Collection.DROP_OFF).provider_order_id


def test_instant_couriers_are_asked_only_with_points_and_within_forty_kilometres():
    with biteship_counter(couriers=["gojek", "sicepat"]) as counter:
        near = counter.courier.rates(counter.request(HERE, NEAR)).value
        assert {rate.service_code for rate in near} == {
            "gojek:instant",
            "gojek:same_day",
            "sicepat:reg",
            "sicepat:best",
        }
        far = counter.courier.rates(counter.request(replace(HERE, latitude=-7.7, longitude=109.9), NEAR)).value
        assert "gojek:instant" not in {rate.service_code for rate in far}
        counter.courier.rates(counter.request())
        assert counter.calls("rates")[-1]["body"]["couriers"] == "sicepat"
        counter.service = "gojek:instant"
        with pytest.raises(Refused):  # an order without points
            counter.book()


def test_a_reference_that_they_have_is_adopted_with_their_ids(counter):
    first = counter.book()
    with pytest.raises(Duplicate) as caught:
        counter.book()
    assert caught.value.data == {"provider_order_id": first.provider_order_id, "awb": first.awb}
    assert len(counter.parcels) == 1


def test_the_number_may_come_after_the_order():
    with biteship_counter(couriers=["anteraja"]) as counter:
        counter.service = "anteraja:reg"
        waybill = counter.book()
        assert (waybill.awb, waybill.state) == ("", WaybillState.AWAITING_AWB)
        assert counter.courier.fetch("SHP0001", waybill.provider_order_id).state is WaybillState.AWAITING_AWB
        hours(counter, 1)
        later = counter.courier.fetch("SHP0001", waybill.provider_order_id)
        assert later.state is WaybillState.BOOKED
        assert later.awb.startswith("SIM")


def test_without_their_order_id_there_is_nothing_to_ask(counter):
    assert counter.courier.fetch("SHP0001") is None
    assert counter.courier.fetch("SHP0001", "0" * 24) is None
    assert len(counter.stage.log) == 1


def test_an_order_is_called_off_until_the_courier_has_the_parcel(counter):
    waybill = counter.book()
    counter.courier.cancel(waybill, "Pembeli membatalkan")
    body = counter.calls("cancel")[0]["body"]
    assert body == {"cancellation_reason_code": "others", "cancellation_reason": "Pembeli membatalkan"}
    assert counter.courier.fetch("SHP0001", waybill.provider_order_id).state is WaybillState.CANCELLED
    late = counter.book(reference="SHP0002")
    hours(counter, 5)
    with pytest.raises(Refused) as caught:
        counter.courier.cancel(late, "change_courier")
    assert caught.value.code == "too_late"
    assert ("change_courier", "Ganti kurir") in counter.courier.cancel_reasons()


def test_an_empty_balance_is_for_the_operator(counter):
    counter.stage.data["balance"] = 100
    with pytest.raises(Misconfigured) as caught:
        counter.book()
    assert caught.value.code == "balance_exhausted"
    assert counter.parcels == {}


def test_a_parcel_that_is_weighed_again_costs_more(counter):
    waybill = counter.book("Andi SIM-REWEIGH")
    before = follow(counter, waybill).billed_rupiah
    hours(counter, 6)
    assert follow(counter, waybill).billed_rupiah == 2 * before


def test_no_driver_is_an_end_that_may_be_booked_anew(counter):
    waybill = counter.book("Andi SIM-NODRIVER")
    hours(counter, 1)
    assert follow(counter, waybill).events[-1].progress is Progress.COURIER_NOT_FOUND
    assert counter.book("Andi", "SHP0001R2").provider_order_id != waybill.provider_order_id


def test_a_typed_number_is_followed_by_public_tracking_with_its_humps(counter):
    waybill = counter.book()
    typed = Carried(waybill.awb, service_code="sicepat:reg")
    assert counter.courier.follow(typed).events == []  # before the first scan
    hours(counter, 61)
    words = [event.progress for event in counter.courier.follow(typed).events]
    assert words[-1] is Progress.IN_TRANSIT  # dropping_off of a public page proves nothing
    assert Progress.PICKED_UP in words
    assert "messsage" in json.dumps(stand_in.tracking._told(counter.stage, counter.parcels[waybill.awb]).body)


def test_the_test_key_allows_five_calls_a_second_and_our_pace_keeps_to_it():
    with biteship_counter(key=stand_in.TEST_KEY) as counter:
        codes = [_code_of(lambda: counter.courier.rates(counter.request())) for _ in range(12)]
        assert "rate_limited" in codes
    with biteship_counter(key=stand_in.TEST_KEY, per_second=4) as counter:
        for _ in range(6):
            counter.courier.rates(counter.request())
        assert len(counter.calls("rates")) == 6


def _code_of(ask):
    try:
        ask()
    except Unreachable as error:
        return error.code
    return ""


def test_a_turn_that_is_too_far_away_is_not_waited_for():
    pace = Pace(1)
    pace.wait("rates", provider="x")
    pace.wait("rates", provider="x")
    pace._slots["rates"].append(pace._slots["rates"][0] + 10)
    with pytest.raises(Unreachable):
        pace.wait("rates", provider="x")


BODY = {
    "event": "order.status",
    "order_id": "66a0c1f2b3d4e5f601234567",
    "courier_waybill_id": "000123",
    "status": "picked",
}


@pytest.mark.parametrize(
    ("body", "order_id"),
    [
        (BODY, "66a0c1f2b3d4e5f601234567"),
        ({"event": "order.new", "id": "66", "courier": {"waybill_id": "000123"}}, "66"),
        ({"event": "order.price", "order_id": "66", "courier_waybill_id": None, "shippment_fee": 63000}, "66"),
    ],
)
def test_a_push_names_an_order_flat_or_nested(counter, body, order_id):
    hint = counter.courier.parse_webhook(counter.signed, json.dumps(body).encode())
    assert hint.provider_order_id == order_id


@pytest.mark.parametrize("headers", [{}, {"X-Lumbung-Desa": "salah"}, {"X-Other": stand_in.WEBHOOK_SECRET}])
def test_a_push_without_the_agreed_header_is_refused(counter, headers):
    with pytest.raises(Refused) as caught:
        counter.courier.parse_webhook(headers, json.dumps(BODY).encode())
    assert caught.value.code == "bad_signature"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"\xff\xfe", b'"ya"'])
def test_a_signed_push_of_another_shape_is_nonsense(counter, body):
    with pytest.raises(Nonsense):
        counter.courier.parse_webhook(counter.signed, body)


def test_a_push_is_not_believed_without_a_secret(counter):
    counter.courier.options = {**counter.courier.options, "webhook_secret": ""}
    with pytest.raises(Misconfigured):
        counter.courier.parse_webhook({"x-lumbung-desa": ""}, b"{}")
