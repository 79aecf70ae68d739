"""Other programs read a village's goods and sellers: approved ones alone, no number without consent, places rounded."""

import json

import pytest
from django.utils import timezone

from market.catalogue.models import Product
from market.partner.models import Partner, PartnerAddress
from sellers.models import Consent
from tests.market.stall import HANURA, KRANDEGAN, a_good, a_seller

pytestmark = pytest.mark.django_db
PHONE, LATITUDE, LONGITUDE = "+6281298765432", -7.712345678, 109.987654321


@pytest.fixture
def shop() -> Partner:
    shop = a_seller("Keripik Bu Sari")
    Partner.objects.filter(pk=shop.pk).update(code="sari", phone=PHONE)
    PartnerAddress.objects.filter(partner=shop).update(latitude=LATITUDE, longitude=LONGITUDE, line1="Jl. Rahasia 5")
    a_good(shop, "Keripik singkong")
    hidden = a_good(shop, "Keripik belum diperiksa")
    Product.objects.filter(pk=hidden.pk).update(publication="waiting", waiting_since=timezone.now())
    a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi robusta")
    return Partner.objects.get(pk=shop.pk)


def feed(client):
    answer = client.get(f"/desa/{KRANDEGAN}/feed.json")
    assert answer.status_code == 200
    return answer


def test_the_feed_holds_this_villages_approved_goods_for_any_page_to_read(client, shop):
    answer = feed(client)
    told = answer.json()
    assert [one["title"] for one in told["goods"]] == ["Keripik singkong"]
    assert [one["code"] for one in told["sellers"]] == ["sari"]
    assert told["goods"][0]["price_rupiah"] == 12_500
    assert told["village"]["code"] == KRANDEGAN
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    assert client.get(f"/desa/{KRANDEGAN}/feed.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_phone_stands_there_only_while_its_seller_agrees(client, shop):
    assert PHONE not in feed(client).content.decode()
    consent = Consent.objects.create(phone=PHONE, kind="public", version="1", text="Boleh dilihat")
    assert feed(client).json()["sellers"][0]["phone"] == PHONE
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    assert PHONE not in feed(client).content.decode()


def test_a_stopped_shop_and_a_village_without_sellers_are_not_there(client, shop):
    Partner.objects.filter(pk=shop.pk).update(suspended_at=timezone.now())
    for tail in ("feed.json", "penjual.geojson"):
        assert client.get(f"/desa/{KRANDEGAN}/{tail}").status_code == 404
        assert client.get(f"/desa/99.99.99.9999/{tail}").status_code == 404


def test_the_map_is_geojson_as_rfc_7946_wants_it_and_tells_nobodys_house(client, shop):
    answer = client.get(f"/desa/{KRANDEGAN}/penjual.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert told["type"] == "FeatureCollection"
    assert set(told) == {"type", "features"}
    feature = told["features"][0]
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    longitude, latitude = feature["geometry"]["coordinates"]
    assert feature["geometry"]["type"] == "Point"
    assert (longitude, latitude) == (109.99, -7.71)
    assert -180 <= longitude <= 180
    for canary in (PHONE, "Rahasia", str(LATITUDE), str(LONGITUDE)):
        assert canary not in answer.content.decode()


def test_a_seller_without_a_point_stands_at_the_villages_or_nowhere(client, shop):
    PartnerAddress.objects.update(latitude=None, longitude=None)
    shop.village.latitude = shop.village.longitude = None
    shop.village.save()
    assert client.get(f"/desa/{KRANDEGAN}/penjual.geojson").json()["features"][0]["geometry"] is None
    shop.village.latitude, shop.village.longitude = -7.7151, 109.9549
    shop.village.save()
    found = client.get(f"/desa/{KRANDEGAN}/penjual.geojson").json()["features"][0]
    assert found["geometry"]["coordinates"] == [109.95, -7.72]


def test_the_feed_asks_little_however_many_goods(client, shop, django_assert_max_num_queries):
    for number in range(20):
        a_good(shop, f"Keripik {number}")
    with django_assert_max_num_queries(6):
        assert len(feed(client).json()["goods"]) == 21
