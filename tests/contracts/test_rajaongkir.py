"""What is RajaOngkir's own: villages, an allow-list over its many rows, tracking of a number that somebody typed."""

from dataclasses import replace

import pytest

from market.core.errors import Refused
from market.sandbox import rajaongkir as stand_in
from market.shipping.couriers.base import Carried, End, Progress, progress_of
from tests.contracts.couriers import KRANDEGAN, TEBET, rajaongkir_counter


@pytest.fixture
def counter():
    with rajaongkir_counter() as counter:
        yield counter


def test_a_village_is_found_by_its_postcode_or_its_name(counter):
    for place in (KRANDEGAN, replace(KRANDEGAN, postcode="")):
        [found] = counter.courier.find_place(place, End.DESTINATION)
        assert found.courier_code == stand_in.place_id(KRANDEGAN.village_code)
    assert counter.courier.find_place(replace(KRANDEGAN, district="Entah"), End.ORIGIN) == []
    assert counter.courier.find_place(replace(KRANDEGAN, village=""), End.ORIGIN) == []
    assert counter.courier.find_place(replace(KRANDEGAN, village="Tak Ada", postcode="00001"), End.ORIGIN) == []


def test_motorcycles_and_cargo_are_left_out():
    with rajaongkir_counter(couriers=["jne", "sicepat", "pos"]) as counter:
        answer = counter.courier.rates(counter.request())
        assert {rate.service_code for rate in answer.value} == {"jne:REG", "sicepat:REG", "pos:Pos Reguler"}
        assert {message.text for message in answer.messages} == {"sicepat:GOKIL", "jne:JTR<130"}
        price = stand_in.price("jne", "REG", KRANDEGAN.village_code, TEBET.village_code, 900)
        assert next(rate for rate in answer.value if rate.service_code == "jne:REG").amount_rupiah == price


def test_days_that_say_nothing_are_unknown(counter):
    days = {rate.service_code: rate.days_to for rate in counter.courier.rates(counter.request()).value}
    assert (days["ninja:STANDARD"], days["anteraja:REG"], days["jnt:EZ"]) == (None, None, 3)


def test_a_typed_number_is_followed_with_the_last_figures_of_the_phone(counter):
    parcel = Carried("SIMjnt40", service_code="jnt:EZ", receiver_phone="+6281300000002")
    assert progress_of(counter.courier.follow(parcel).events) is Progress.IN_TRANSIT
    assert counter.calls("track")[0]["body"]["last_phone_number"] == "00002"
    done = counter.courier.follow(replace(parcel, awb="SIMjnt70"))
    assert progress_of(done.events) is Progress.DELIVERED
    assert "siti" not in str(done).lower()
    assert counter.courier.follow(replace(parcel, awb="SIMjnt1")).events == []  # not scanned yet


def test_jne_refuses_without_the_phone(counter):
    with pytest.raises(Refused):
        counter.courier.follow(Carried("SIMjne40", service_code="jne:REG"))
    told = Carried("SIMjne40", service_code="jne:REG", receiver_phone="+6281300000002")
    assert counter.courier.follow(told).events
