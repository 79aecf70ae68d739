"""The village's own ojek: a price by hamlet and RW, without a call outside, and nothing outside its zones."""

import pytest

from market.core.errors import QuoteExpired
from market.shipping.couriers.ojek import Ojek, bones, number_of, zone_of
from market.shipping.models import Switch
from market.shipping.quotes import Near, honour, quotes_for, rates_for_product
from tests.market.carriage.rows import a_point, a_zone
from tests.market.shipping.shop import CIKINI, HANURA, KRANDEGAN, good, group, seller, village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_outside(settings):
    """No courier outside answers; every socket would fail."""
    settings.COURIERS = {code: settings.COURIERS[code] for code in ("flat", "ojek", "ambil")}


@pytest.fixture
def keripik():
    return group(seller())


KRAJAN = Near("Krajan", "001")


def offers(basket, to=KRANDEGAN, near=KRAJAN):
    return quotes_for([basket], village(to), near=near).of(basket.partner)


def shown(found):
    return [(quote.courier_code, quote.service_name, quote.amount_rupiah) for quote in found.quotes]


def test_a_neighbour_is_offered_the_ojek_at_the_price_of_his_zone(keripik):
    a_zone()
    a_zone("Zona 2", 8_000, dusun="Kalisari", rw="2, 3")
    assert shown(offers(keripik)) == [("ojek", "Ojek desa", 5_000)]
    assert shown(offers(keripik, near=Near("Dusun Kali Sari", ""))) == [("ojek", "Ojek desa", 8_000)]
    assert shown(offers(keripik, near=Near("", "3"))) == [("ojek", "Ojek desa", 8_000)]


def test_outside_of_all_zones_it_is_not_offered_and_the_page_says_why(keripik):
    a_zone()
    found = offers(keripik, near=Near("Bulu", "009"))
    assert [quote.courier_code for quote in found.quotes] == ["flat"]
    assert "Ojek desa belum melayani dusun atau RW ini." in found.messages
    elsewhere = offers(keripik, HANURA)
    assert "ojek" not in [quote.courier_code for quote in elsewhere.quotes]
    assert not any("Ojek" in text for text in elsewhere.messages)


def test_a_closed_zone_is_none(keripik):
    a_zone(is_open=False)
    assert [quote.courier_code for quote in offers(keripik).quotes] == ["flat"]


@pytest.mark.parametrize(
    ("facts", "word"), [({"weight_grams": 15_000}, "berat"), ({"length_mm": 900}, "besar")], ids=["heavy", "large"]
)
def test_what_no_motorbike_carries_is_not_offered(facts, word):
    a_zone()
    partner = seller()
    found = offers(group(partner, good(partner, **facts)))
    assert "ojek" not in [quote.courier_code for quote in found.quotes]
    assert any(word in text for text in found.messages)


def test_the_same_question_gets_the_same_promise_and_another_hamlet_another(keripik):
    a_zone()
    a_zone("Zona 2", 8_000, dusun="Kalisari", rw="2")
    [first], [again] = offers(keripik).quotes, offers(keripik).quotes
    assert first.reference == again.reference
    place, chosen = village(KRANDEGAN), {keripik.partner.pk: first.reference}
    assert honour(chosen, [keripik], place, near=KRAJAN) == {keripik.partner.pk: first}
    with pytest.raises(QuoteExpired):
        honour(chosen, [keripik], place, near=Near("Kalisari", "002"))


def test_the_goods_page_asks_for_the_hamlet(keripik):
    a_zone()
    found = rates_for_product(keripik.lines[0].product, 1, village(KRANDEGAN))
    assert "isi dusun atau RW" in " ".join(found.messages)


# --- fetching it oneself


def test_a_neighbour_may_fetch_for_nothing_but_is_not_made_to(keripik):
    a_zone()
    point = a_point()
    found = offers(keripik)
    assert shown(found) == [("ojek", "Ojek desa", 5_000), ("ambil", f"Ambil di {point.name}", 0)]


def test_a_buyer_far_away_is_not_sent_to_the_point_while_a_courier_goes(keripik):
    a_point()
    assert [quote.courier_code for quote in offers(keripik, CIKINI).quotes] == ["flat"]


# --- goods that spoil (BY-15), switches


def test_goods_that_spoil_on_the_way_can_only_be_fetched_and_the_page_says_why():
    a_point()
    partner = seller("Jajan Pasar Bu Tum")
    gethuk = group(partner, good(partner, "Gethuk lindri", shelf_life_days=2))
    found = offers(gethuk, CIKINI, Near())
    assert [quote.courier_code for quote in found.quotes] == ["ambil"]
    assert "Gethuk lindri hanya tahan 2 hari, sedangkan kurir biasa bisa sampai 5 hari." in found.messages


def test_what_the_village_has_switched_off_is_left_out_with_its_reason(keripik):
    a_zone()
    Switch.objects.create(village=village(KRANDEGAN), courier_code="ojek", reason="jalan banjir")
    found = offers(keripik)
    assert "ojek" not in [quote.courier_code for quote in found.quotes]
    assert "Ojek desa tidak ditawarkan: jalan banjir" in found.messages


def test_another_villages_switch_is_not_ours(keripik):
    a_zone()
    Switch.objects.create(village=village(HANURA), courier_code="ojek", reason="jalan banjir")
    assert [quote.courier_code for quote in offers(keripik).quotes] == ["ojek"]


# --- words


def test_hamlets_and_neighbourhoods_are_the_same_however_they_are_written():
    assert {bones(word) for word in ("Dusun Kali Sari", "kalisari", " DSN. Kalisari ")} == {"kalisari"}
    assert {number_of(word) for word in ("RW 002", "2", "02")} == {"2"}
    assert number_of("") == ""


def test_the_hamlet_counts_more_than_the_neighbourhood_and_the_rest_of_the_village_last():
    from market.shipping.couriers.base import Place

    zones = [
        {"name": "sisa", "dusun": [], "rw": []},
        {"name": "rw", "dusun": [], "rw": ["1"]},
        {"name": "dusun", "dusun": ["Krajan"], "rw": []},
    ]
    assert zone_of(zones, Place(dusun="Krajan", rw="1"))["name"] == "dusun"
    assert zone_of(zones, Place(dusun="Lain", rw="001"))["name"] == "rw"
    assert zone_of(zones, Place(dusun="Lain", rw="7"))["name"] == "sisa"
    assert zone_of(zones[1:], Place(dusun="Lain", rw="7")) is None
    assert Ojek.is_local
