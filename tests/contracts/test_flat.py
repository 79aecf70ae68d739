"""The stored tariff: the operator's table by distance and started kilogram, always an estimate, never a call."""

from dataclasses import replace

import pytest

from market.core.errors import Misconfigured
from market.core.http import Http
from market.settings.couriers import TARIFFS
from market.shipping.couriers.base import Parcel
from market.shipping.couriers.distance import Distance, distance
from market.shipping.couriers.flat import Flat
from tests.contracts.couriers import HANURA, KRANDEGAN, TEBET, flat, request

DISTANCES = {
    "33.06.08.2001": Distance.DISTRICT,
    "33.06.01.2001": Distance.REGENCY,
    "33.01.01.2001": Distance.PROVINCE,
    "31.74.01.1001": Distance.ISLAND,
    "18.09.10.2004": Distance.COUNTRY,
    "51.01.01.2001": Distance.COUNTRY,
    "": Distance.COUNTRY,
}


@pytest.mark.parametrize(("code", "far"), DISTANCES.items())
def test_distance_is_read_from_the_official_codes(code, far):
    assert distance(KRANDEGAN, replace(KRANDEGAN, village_code=code)) is far


def test_small_islands_are_islands_of_their_own():
    riau_islands, lampung = replace(HANURA, village_code="21.01.01.2001"), HANURA
    assert distance(riau_islands, lampung) is Distance.COUNTRY
    assert distance(riau_islands, replace(HANURA, village_code="21.02.01.2001")) is Distance.PROVINCE


@pytest.mark.parametrize(("grams", "rupiah"), [(900, 22_000), (1_000, 22_000), (1_001, 44_000), (4_200, 110_000)])
def test_every_started_kilogram_costs(grams, rupiah):
    (rate,) = flat().rates(request(destination=TEBET, parcels=(Parcel(grams),))).value
    assert rate.amount_rupiah == rupiah
    assert rate.is_estimate
    assert (rate.days_from, rate.days_to) == (2, 5)


def test_a_big_box_pays_for_its_room_here_too():
    (rate,) = flat().rates(request(parcels=(Parcel(1_000, 300, 300, 300),))).value
    assert (rate.billable_grams, rate.amount_rupiah) == (5_000, 110_000)


def test_the_first_and_the_next_kilogram_may_differ():
    tariff = {"island": {"first_kg_rupiah": 20_000, "next_kg_rupiah": 12_000, "days_from": 2, "days_to": 4}}
    courier = Flat(http=Http(provider="flat"), options={"tariffs": tariff})
    (rate,) = courier.rates(request(parcels=(Parcel(2_500),))).value
    assert rate.amount_rupiah == 20_000 + 2 * 12_000
    assert courier.rates(request(destination=HANURA)).value == []


def test_a_tariff_with_a_hole_is_misconfigured():
    courier = Flat(http=Http(provider="flat"), options={"tariffs": {"island": {"first_kg_rupiah": 20_000}}})
    with pytest.raises(Misconfigured, match="island"):
        courier.rates(request())


def test_the_tariff_of_the_settings_knows_every_distance():
    assert set(TARIFFS) == {str(far) for far in Distance}
