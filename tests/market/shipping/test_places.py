"""The couriers' own codes of places: found by name, kept for as wide a place as has one, else put before a person."""

from io import StringIO

import pytest
from django.core.management import call_command

from market.address.loading import load_regions
from market.address.models import Village
from market.core.errors import Refused
from market.sandbox.jne.places import place_code
from market.shipping import places, registry
from market.shipping.couriers.base import End, Place
from market.shipping.models import PlaceCode
from market.shipping.quotes import quotes_for
from tests.market.shipping.shop import CIKINI, KRANDEGAN, groups, village

pytestmark = pytest.mark.django_db


class OwnList:
    """A courier with a short list of places: (end, regency, district, village) -> codes."""

    code, name, can = "own", "Kurir Desa", frozenset({"find_place"})

    def __init__(self, **lists):
        self.lists = lists
        self.asked = []

    def find_place(self, place, end):
        self.asked.append((end, place.village, place.district))
        rows = self.lists.get(end, {})
        codes = rows.get((place.regency, place.district, place.village), [])
        return [Place(courier_code=code) for code in codes]


def test_a_code_is_kept_for_the_widest_place_that_has_only_one():
    krandegan = places.place_of(village(KRANDEGAN))
    district = OwnList(destination={("Kab. Purworejo", "Bayan", ""): ["PWR1"]})
    assert places.find(district, krandegan, End.DESTINATION)[2:4] == ("33.06.08", "PWR1")
    torn = OwnList(
        destination={
            ("Kab. Purworejo", "Bayan", ""): ["PWR1", "PWR2"],
            ("Kab. Purworejo", "Bayan", "Krandegan"): ["PWR2"],
        }
    )
    assert places.find(torn, krandegan, End.DESTINATION)[2:4] == (KRANDEGAN, "PWR2")
    city = OwnList(origin={("Kab. Purworejo", "", ""): ["PWR0"]})
    assert places.find(city, krandegan, End.ORIGIN)[2:4] == ("33.06", "PWR0")
    assert places.find(OwnList(), krandegan, End.ORIGIN).code == ""


def test_the_narrowest_code_is_read_first():
    krandegan = village(KRANDEGAN)
    courier = OwnList()
    for place, code in ((KRANDEGAN, ""), ("33.06.08", "PWR1"), ("33.06", "PWR0")):
        PlaceCode.objects.create(courier_code="own", end="destination", place=place, code=code)
    read = places.read_codes([courier], [krandegan.code])
    assert read.get("own", KRANDEGAN, End.DESTINATION) == "PWR1"
    assert read.get("own", "33.06.09.2001", End.DESTINATION) == "PWR0"
    assert read.get("own", KRANDEGAN, End.ORIGIN) is None
    places.set_code("own", End.DESTINATION, KRANDEGAN, "PWR9")
    assert places.read_codes([courier], [KRANDEGAN]).get("own", KRANDEGAN, End.DESTINATION) == "PWR9"


def test_what_nobody_can_tell_waits_for_a_person_and_is_not_asked_for_again():
    courier, krandegan = OwnList(), places.place_of(village(KRANDEGAN))
    for _buyer in range(2):
        with pytest.raises(Refused) as caught:
            places.with_code(courier, krandegan, End.DESTINATION)
        assert caught.value.code == "place_unknown"
    assert len(courier.asked) == 2  # district and village, by the first buyer only
    assert [row.label for row in places.unknown_places()] == ["Krandegan, Bayan, Kab. Purworejo, Jawa Tengah"]
    courier.lists = {"destination": {("Kab. Purworejo", "Bayan", ""): ["PWR1"]}}
    places.fill(courier, [Village.objects.get(code=KRANDEGAN)])
    assert places.with_code(courier, krandegan, End.DESTINATION).courier_code == "PWR1"
    assert not places.unknown_places().exists()


def test_jnes_whole_list_is_read_by_the_command_and_then_needs_no_look_up(carriers):
    load_regions(["33.06", "31.71"])
    out = StringIO()
    call_command("place_codes", stdout=out)
    assert "JNE: new codes origin 2, destination" in out.getvalue()
    jne = registry.courier("jne")
    read = places.read_codes([jne], [KRANDEGAN, CIKINI])
    assert read.get("jne", KRANDEGAN, End.ORIGIN) == place_code(KRANDEGAN, is_city=True)
    assert read.get("jne", CIKINI, End.DESTINATION) == place_code(CIKINI)
    calls = len(carriers.calls("places"))
    basket = groups(1)
    assert quotes_for(basket, Village.objects.get(code=CIKINI)).of(basket[0].partner).quotes
    assert len(carriers.calls("places")) == calls == 2


def test_a_buyer_who_comes_before_the_list_was_read_has_it_read_on_the_way(carriers, settings):
    """Reading it may take longer than she waits; then the next buyer finds it read."""
    settings.COURIER_SECONDS = 8.0
    basket, place = groups(1), village(CIKINI)
    for _buyer in range(5):
        answer = quotes_for(basket, place).of(basket[0].partner)
        if not answer.left_out:
            break
    assert {quote.courier_code for quote in answer.quotes} == {"jne", "pos"}
    kept = {(row.end, row.place) for row in PlaceCode.objects.all()}
    assert kept == {("origin", "33.06"), ("destination", CIKINI[:8])}
    assert len(carriers.calls("places")) == 2
