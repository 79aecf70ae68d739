"""LG-13: the parcels of three sellers at one place are fetched together; the shares sum to the cost exactly."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.core.errors import RuleBroken
from market.ledger.models import Account, Journal
from market.lifecycle.collected import mark_collected
from market.shipping.models import Pickup, Shipment
from market.shipping.paper.pickups import ask_pickup
from market.users.models import User
from tests.market.carriage.rows import an_operator
from tests.market.carriage.test_parcels_desk import BOARD, _couriers, booked  # noqa: F401
from tests.market.shipping.shop import HANURA, KRANDEGAN, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcels():
    """Three parcels of 250 g, 500 g and 1 kg."""
    numbers = ["LD-261122-7K3QX9", "LD-261122-8K3QX8", "LD-261122-9K3QX7"]
    rows = [booked(number) for number in numbers]
    for row, grams in zip(rows, (250, 500, 1_000), strict=True):
        Shipment.objects.filter(pk=row.pk).update(weight_grams=grams)
        row.refresh_from_db()
    return rows


@pytest.fixture
def lurah():
    return an_operator(Client())


def asked(lurah, parcels, **more):
    facts = {"place": "Toko Smart Krandegan", "day": str(timezone.localdate()), "cost_rupiah": "10000", "simpan": "1"}
    return lurah.post(f"{BOARD}jemput/minta/", {**facts, "paket": [one.number for one in parcels], **more})


def test_three_sellers_one_pickup_and_shares_to_the_rupiah(lurah, parcels):
    assert asked(lurah, parcels).status_code == 302
    pickup = Pickup.objects.get()
    shares = list(pickup.shipments.order_by("pk").values_list("pickup_share_rupiah", flat=True))
    assert sum(shares) == 10_000
    assert shares == [1_429, 2_857, 5_714]
    page = lurah.get(f"{BOARD}jemput/{pickup.number}/").content.decode()
    assert all(one.awb in page for one in parcels)
    manifest = lurah.get(f"{BOARD}jemput/{pickup.number}/manifes.pdf")
    assert manifest.content.startswith(b"%PDF")
    assert pickup.number in lurah.get(f"{BOARD}jemput/").content.decode()


def test_when_the_courier_was_there_every_parcel_has_left_and_the_cost_is_in_the_books(lurah, parcels):
    asked(lurah, parcels)
    pickup = Pickup.objects.get()
    done = {"apa": "sudah", "cost_rupiah": "9001"}
    assert lurah.post(f"{BOARD}jemput/{pickup.number}/", {**done, "cost_rupiah": "murah"}).status_code == 422
    lurah.post(f"{BOARD}jemput/{pickup.number}/", done)
    mark_collected(pickup.pk, 5)  # once more changes nothing
    journal = Journal.objects.get(kind="pickup_cost")
    entries = {entry.about: entry.amount_rupiah for entry in journal.entries.all()}
    assert entries[pickup.number] == -9_001
    assert sum(entries.values()) == 0
    assert sum(Shipment.objects.values_list("pickup_share_rupiah", flat=True)) == 9_001
    assert Account.objects.get(name="courier_payable").balance_rupiah == -9_001
    assert {one.seller_order.state for one in Shipment.objects.select_related("seller_order")} == {"handed_over"}


def test_a_parcel_is_in_one_pickup_only_until_it_is_called_off(lurah, parcels):
    asked(lurah, parcels)
    first = Pickup.objects.get()
    again = asked(lurah, parcels)
    assert again.status_code == 422
    assert "sudah ada jemputannya" in again.content.decode()
    assert Pickup.objects.count() == 1
    lurah.post(f"{BOARD}jemput/{first.number}/", {"apa": "batal"})
    assert asked(lurah, parcels).status_code == 302


def test_what_is_wrong_is_said_and_kept(lurah, parcels):
    yesterday = str(timezone.localdate() - timedelta(days=1))
    answer = asked(lurah, parcels, day=yesterday, place="Balai desa")
    assert answer.status_code == 422
    assert "Tanggal sudah lewat." in answer.content.decode()
    assert 'value="Balai desa"' in answer.content.decode()
    assert asked(lurah, []).status_code == 302
    Shipment.objects.filter(pk=parcels[0].pk).update(courier_code="pos")
    assert "satu kurir" in asked(lurah, parcels).content.decode()


def test_another_village_cannot_see_or_fill_it(lurah, parcels):
    asked(lurah, parcels[:1])
    fajar = an_operator(Client(), HANURA, "+6281200005003")
    assert fajar.get(f"{BOARD}jemput/{Pickup.objects.get().number}/").status_code == 404
    assert asked(fajar, parcels[1:]).status_code == 302  # nothing of theirs is marked
    assert Pickup.objects.count() == 1


def test_a_moving_parcel_is_fetched_no_more(parcels):
    Shipment.objects.filter(pk=parcels[2].pk).update(progress="in_transit")
    by = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    with pytest.raises(RuleBroken):
        ask_pickup(parcels, village=village(KRANDEGAN), place="x", day=timezone.localdate(), cost_rupiah=1, by=by)
    assert not Pickup.objects.exists()
    assert not Shipment.objects.exclude(pickup=None).exists()
