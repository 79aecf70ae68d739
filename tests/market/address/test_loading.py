"""Loading a part of the list, and what the names look like."""

import pytest

from market.address.loading import is_loaded, load_regions
from market.address.models import Country, Regency, Village
from market.address.regions import search_villages

pytestmark = pytest.mark.django_db


def test_a_part_brings_the_places_around_it_and_is_not_taken_for_the_whole():
    assert load_regions(only=["33.06.08", "18.09.10.2004"]) == 27
    assert set(Regency.objects.values_list("code", flat=True)) == {"33.06", "18.09"}
    assert not is_loaded()
    assert Country.objects.get(pk="ID").is_shipping_country
    assert [village.name for village in search_villages("hanura")] == ["Hanura"]


def test_a_place_that_comes_back_is_alive_again():
    load_regions(only=["33.06.08"])
    Village.objects.filter(pk="33.06.08.2007").update(retired_on="2026-01-01")
    assert [v.code for v in search_villages("krandegan bayan")] == []
    load_regions(only=["33.06.08.2007"])
    assert search_villages("krandegan bayan")[0].code == "33.06.08.2007"


def test_names_carry_what_people_write():
    load_regions(only=["31.71.06", "34.71.01", "71.09", "91.71.01"])
    labels = {regency.code: regency.label for regency in Regency.objects.all()}
    assert labels["31.71"] == "Kota Jakarta Pusat"
    assert "Kepulauan Siau Tagulandang Biaro" in labels["71.09"]
    assert Village.objects.filter(code__startswith="34").first().province_name == "DI Yogyakarta"
    papua = Village.objects.filter(code__startswith="91").first()
    assert papua.label.endswith(f"Kota Jayapura, Papua {papua.postcode}")
