"""What is GoSend's own: points, forty kilometres, drivers that are not found, look-ups that fail, pushes."""

import json
from dataclasses import replace

import pytest

from market.core.errors import Duplicate, Nonsense, Refused, Unclear, Unreachable
from market.sandbox import gosend as stand_in
from market.shipping.couriers.base import Collection, Parcel, Progress, Waybill, WaybillState, progress_of
from tests.contracts.couriers import gosend_counter

MINUTE = 60


@pytest.fixture
def counter():
    with gosend_counter() as counter:
        yield counter


def test_both_methods_have_the_price_of_the_way(counter):
    rates = counter.courier.rates(counter.request()).value
    km = rates[0].raw["km"]
    assert [rate.amount_rupiah for rate in rates] == [stand_in.price("Instant", km), stand_in.price("SameDay", km)]
    assert {rate.collections for rate in rates} == {frozenset({Collection.PICKUP})}


def test_beyond_forty_kilometres_nobody_is_asked_and_the_courier_would_refuse(counter):
    far = replace(counter.request().destination, latitude=-6.2, longitude=106.8)
    answer = counter.courier.rates(replace(counter.request(), destination=far))
    assert (answer.value, answer.messages[0].code, counter.stage.log) == ([], "too_far", [])
    counter.courier.options = {**counter.courier.options, "max_km": "1000"}  # twin: without our limit theirs answers
    answer = counter.courier.rates(replace(counter.request(), destination=far))
    assert [message.code for message in answer.messages] == ["not_serviceable", "not_serviceable"]


@pytest.mark.parametrize("parcel", [Parcel(20_001), Parcel(500, 701, 100, 100), Parcel(500, 600, 600, 100)])
def test_what_a_motorbike_cannot_carry_is_not_asked_for(counter, parcel):
    assert counter.courier.rates(replace(counter.request(), parcels=(parcel,))).value == []
    assert counter.stage.log == []


def test_a_lost_answer_is_found_by_our_own_reference_though_the_look_up_fails_now_and_then(counter):
    counter.fault("lost", "book")
    with pytest.raises(Unclear):
        counter.book()
    found = [_look_up(counter) for _ in range(4)]
    assert [one.awb for one in found if one] == list(counter.parcels) * 3
    assert found.count(None) == 1
    assert counter.courier.fetch("SHP9999") is None


def _look_up(counter):
    try:
        return counter.courier.fetch("SHP0001")
    except Unreachable:
        return None


def test_booking_anew_needs_a_new_reference(counter):
    first = counter.book("Andi SIM-NODRIVER")
    counter.stage.clock.advance(11 * MINUTE)
    assert progress_of(counter.track(first.awb)) is Progress.COURIER_NOT_FOUND
    with pytest.raises(Duplicate):
        counter.book("Andi")
    assert counter.book("Andi", "SHP0001R2").awb != first.awb


def test_a_ride_is_followed_to_the_door(counter):
    awb, seen = counter.book().awb, []
    for minutes in (0, 2, 2, 11.5, 2, 40):
        counter.stage.clock.advance(minutes * MINUTE)
        seen.append(progress_of(counter.track(awb)))
    assert seen == [
        Progress.FINDING_COURIER, Progress.COURIER_ASSIGNED, Progress.PICKING_UP, Progress.PICKED_UP,
        Progress.OUT_FOR_DELIVERY, Progress.DELIVERED,
    ]  # fmt: skip
    assert counter.track(awb) == counter.track(awb)
    assert "slamet" not in str(counter.track(awb)).lower()


def test_an_item_that_came_back_is_returned(counter):
    awb = counter.book("Andi SIM-RETURN").awb
    counter.stage.clock.advance(70 * MINUTE)
    assert progress_of(counter.track(awb)) is Progress.RETURNED


def test_it_is_called_off_before_the_driver_has_it(counter):
    waybill = counter.book()
    counter.courier.cancel(waybill, "salah alamat")
    assert counter.courier.fetch("SHP0001", waybill.awb).state is WaybillState.CANCELLED
    late = counter.book(reference="SHP0002")
    counter.stage.clock.advance(20 * MINUTE)
    with pytest.raises(Refused):
        counter.courier.cancel(late, "salah alamat")
    with pytest.raises(Refused):
        counter.courier.cancel(Waybill("SHP0003", "GK-11-1"), "salah alamat")


def test_a_drop_off_is_refused_before_any_call(counter):
    with pytest.raises(Refused) as caught:
        counter.book(collection=Collection.DROP_OFF)
    assert (caught.value.code, counter.stage.log) == ("collection_not_offered", [])


@pytest.mark.parametrize("header", ["Authorization", "X-Callback-Token"])
def test_a_push_names_the_order_in_either_header(counter, header):
    waybill = counter.book()
    [body] = stand_in.bodies(waybill.awb, counter.parcels[waybill.awb], counter.stage.clock.now())
    assert body["event_date"] > 10**12
    hint = counter.courier.parse_webhook({header: stand_in.TOKEN}, json.dumps(body).encode())
    assert hint.provider_order_id == waybill.awb


def test_a_push_with_another_token_or_shape_is_refused(counter):
    with pytest.raises(Refused) as caught:
        counter.courier.parse_webhook({"Authorization": "salah"}, b"{}")
    assert caught.value.code == "bad_signature"
    counter.courier.options = {**counter.courier.options, "webhook_header": "X-Own"}
    with pytest.raises(Refused):
        counter.courier.parse_webhook({"Authorization": stand_in.TOKEN}, b"{}")
    with pytest.raises(Nonsense):
        counter.courier.parse_webhook({"x-own": stand_in.TOKEN}, b"[]")
