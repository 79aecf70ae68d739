"""LG-15: a driver is named, takes the parcel, and hands it over by the buyer's code; he sees no other orders."""

import threading

import pytest
from django.db import connection
from django.test import Client

from market.communication.models import Message
from market.core.errors import RuleBroken, WrongState
from market.lifecycle import rides
from market.lifecycle.cancelled import call_off_carriage, mark_cancelled
from market.order.models import SellerOrder
from market.shipping.models import LocalDelivery, Shipment
from tests.market.carriage.rows import a_driver, an_operator, local_parcel
from tests.market.lifecycle.trade import BU_SARI, on_shelf
from tests.market.stall import HANURA

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel():
    return local_parcel()


@pytest.fixture
def yadi():
    return a_driver()


def state(parcel: LocalDelivery) -> str:
    return SellerOrder.objects.get(pk=parcel.shipment.seller_order_id).state


def wrong(parcel: LocalDelivery) -> str:
    return f"{(int(parcel.code) + 1) % 1_000_000:06d}"


def test_from_the_desk_to_the_door(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    assert state(parcel) == "packed"
    rides.take(parcel.pk)
    rides.take(parcel.pk)
    assert state(parcel) == "handed_over"
    assert on_shelf(BU_SARI) == (8, 0)
    done = rides.give(parcel.pk, f"{parcel.code[:3]} {parcel.code[3:]}", "  Bu  Tini ")
    assert (state(parcel), done.receiver_name) == ("delivered", "Bu Tini")
    assert rides.give(parcel.pk, "", "").pk == parcel.pk  # pressed twice
    shipment = Shipment.objects.get(pk=parcel.shipment_id)
    texts = list(shipment.events.order_by("pk").values_list("text", "progress", "source"))
    assert texts == [
        ("Akan diantar oleh Mas Yadi", "courier_assigned", "local"),
        ("Dibawa oleh Mas Yadi", "picked_up", "local"),
        ("Diterima oleh Bu Tini", "delivered", "local"),
    ]
    assert shipment.next_poll_at is None
    kinds = Message.objects.filter(audience="buyer", seller_order=shipment.seller_order_id)
    assert sorted(kinds.values_list("kind", flat=True)) == ["delivered", "handed_over", "packed_ojek"]


def test_a_parcel_that_nobody_took_cannot_be_handed_over(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    with pytest.raises(WrongState):
        rides.give(parcel.pk, parcel.code, "Bu Tini")
    assert state(parcel) == "packed"


def test_wrong_codes_are_few_and_the_operator_unlocks(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    rides.take(parcel.pk)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(RuleBroken, match=f"{left} kali"):
            rides.give(parcel.pk, wrong(parcel), "Bu Tini")
    with pytest.raises(RuleBroken) as refused:
        rides.give(parcel.pk, parcel.code, "Bu Tini")
    assert refused.value.code == "too_many_tries"
    assert state(parcel) == "handed_over"
    rides.unlock(parcel.pk)
    rides.give(parcel.pk, parcel.code, "Bu Tini")
    assert state(parcel) == "delivered"


def test_without_the_limit_a_code_could_be_guessed(parcel, yadi, monkeypatch):
    """The twin: with the limit off, the sixth try still counts."""
    monkeypatch.setattr(rides, "MAX_TRIES", 1_000)
    rides.assign(parcel.pk, yadi)
    rides.take(parcel.pk)
    for _try in range(6):
        with pytest.raises(RuleBroken):
            rides.give(parcel.pk, wrong(parcel), "Bu Tini")
    rides.give(parcel.pk, parcel.code, "Bu Tini")
    assert state(parcel) == "delivered"


def test_nobody_at_home_is_told_to_the_buyer_and_tried_again(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    rides.take(parcel.pk)
    rides.not_met(parcel.pk, "rumah kosong")
    assert Shipment.objects.get(pk=parcel.shipment_id).progress == "delivery_failed"
    assert Message.objects.filter(kind="not_met", audience="buyer").count() == 1
    rides.give(parcel.pk, parcel.code, "Bu Tini")
    assert state(parcel) == "delivered"


def test_a_taken_parcel_keeps_its_driver(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    pardi = a_driver("Pak Pardi", "+6281200008002")
    rides.assign(parcel.pk, pardi)
    rides.take(parcel.pk)
    with pytest.raises(WrongState):
        rides.assign(parcel.pk, yadi)


def test_a_cancelled_part_calls_the_ride_off_while_nobody_has_it(parcel, yadi):
    rides.assign(parcel.pk, yadi)
    mark_cancelled(parcel.shipment.seller_order_id, "Batal")
    assert call_off_carriage(parcel.shipment_id) == "void"
    with pytest.raises(WrongState):
        rides.take(parcel.pk)


def test_what_the_buyer_fetches_needs_only_the_code():
    parcel = local_parcel("ambil")
    rides.give(parcel.pk, parcel.code, "Andi")
    assert state(parcel) == "delivered"
    assert on_shelf(BU_SARI) == (8, 0)


# --- pages


def test_the_driver_works_on_his_phone_and_sees_no_other_orders(parcel, yadi, client):
    other = local_parcel(number="LD-261122-8K3QX8")
    pardi = a_driver("Pak Pardi", "+6281200008002")
    rides.assign(parcel.pk, yadi)
    rides.assign(other.pk, pardi)
    client.force_login(yadi.user)
    page = client.get("/ojek/").content.decode()
    assert f"/ojek/{parcel.pk}/" in page
    assert f"/ojek/{other.pk}/" not in page
    assert parcel.code not in page
    for path in (f"/ojek/{other.pk}/", f"/ojek/{other.pk}/bawa/", f"/ojek/{other.pk}/serahkan/"):
        assert (client.get(path) if path.endswith(f"{other.pk}/") else client.post(path)).status_code == 404
    assert client.post(f"/ojek/{parcel.pk}/bawa/").status_code == 302
    answer = client.post(f"/ojek/{parcel.pk}/serahkan/", {"kode": wrong(parcel), "penerima": "Bu Tini"})
    assert answer.status_code == 422
    assert 'value="Bu Tini"' in answer.content.decode()
    assert "Masih bisa dicoba 4 kali" in answer.content.decode()
    assert client.post(f"/ojek/{parcel.pk}/serahkan/", {"kode": parcel.code, "penerima": ""}).status_code == 422
    client.post(f"/ojek/{parcel.pk}/serahkan/", {"kode": parcel.code, "penerima": "Bu Tini"})
    assert state(parcel) == "delivered"
    assert "Bu Tini" in client.get("/ojek/").content.decode()


def test_without_the_drivers_own_filter_he_would_see_the_others(parcel, yadi, client, monkeypatch):
    """The twin: with the protection off, another driver's parcel opens."""
    from market.desk.carriage import driver

    rides.assign(parcel.pk, a_driver("Pak Pardi", "+6281200008002"))
    client.force_login(yadi.user)
    assert client.get(f"/ojek/{parcel.pk}/").status_code == 404
    monkeypatch.setattr(driver, "own_deliveries", lambda request: LocalDelivery.objects.all())
    assert client.get(f"/ojek/{parcel.pk}/").status_code == 200


def test_who_rides_for_nobody_is_told_so(client, yadi):
    yadi.is_active = False
    yadi.save()
    client.force_login(yadi.user)
    assert client.get("/ojek/").status_code == 403


def test_the_operator_names_the_driver_and_another_village_does_not(parcel, yadi):
    lurah, fajar = an_operator(Client()), an_operator(Client(), HANURA, "+6281200005003")
    assert parcel.shipment.awb in lurah.get("/desa/kelola/kiriman/ojek/").content.decode()
    assert parcel.shipment.awb not in fajar.get("/desa/kelola/kiriman/ojek/").content.decode()
    path = f"/desa/kelola/kiriman/ojek/{parcel.pk}/tugaskan/"
    assert fajar.post(path, {"pengantar": yadi.pk}).status_code == 404
    assert "pilih satu dari daftar" in lurah.post(path, {"pengantar": "x"}, follow=True).content.decode()
    assert "Mas Yadi" in lurah.post(path, {"pengantar": yadi.pk}, follow=True).content.decode()
    parcel.refresh_from_db()
    assert parcel.driver == yadi


def test_the_buyer_reads_the_code_and_the_driver_on_the_orders_page(parcel, yadi, client):
    rides.assign(parcel.pk, yadi)
    order = parcel.shipment.seller_order.order
    page = client.get(f"/pesanan/{order.number}/{order.secret}/").content.decode()
    assert f"{parcel.code[:3]} {parcel.code[3:]}" in page
    assert "Mas Yadi" in page


def test_the_operator_keeps_zones_drivers_and_points():
    lurah = an_operator(Client())
    where = "/desa/kelola/kiriman/sendiri/"
    wrong_zone = lurah.post(f"{where}zona/", {"name": "Zona 9", "price_rupiah": "murah", "dusun": "Krajan"})
    assert wrong_zone.status_code == 422
    assert 'value="Zona 9"' in wrong_zone.content.decode()
    zone = {"name": "Zona 9", "price_rupiah": "7000", "dusun": "Krajan", "destination": "33.06.08.2007"}
    assert lurah.post(f"{where}zona/", zone).status_code == 302
    assert lurah.post(f"{where}zona/", zone).status_code == 422  # the name stands already
    driver = {"name": "Mas Anto", "phone": "0812-0000-8009"}
    assert lurah.post(f"{where}pengantar/", driver).status_code == 302
    point = {"name": "Balai desa", "address": "Jl. Balai Desa 1", "opening_hours": "08.00–12.00"}
    assert lurah.post(f"{where}titik/", point).status_code == 302
    page = lurah.get(where).content.decode()
    assert all(word in page for word in ("Zona 9", "Rp7.000", "Mas Anto", "Balai desa"))
    from market.shipping.models import Driver, Zone

    assert Driver.objects.get().user.phone == "+6281200008009"
    lurah.post(f"{where}zona/{Zone.objects.get().pk}/")
    assert not Zone.objects.get().is_open
    assert (
        an_operator(Client(), HANURA, "+6281200005003").post(f"{where}zona/{Zone.objects.get().pk}/").status_code == 404
    )


# --- many at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_guesses_at_once_get_no_more_than_the_limit():
    parcel, yadi = local_parcel(), a_driver()
    rides.assign(parcel.pk, yadi)
    rides.take(parcel.pk)
    barrier, said = threading.Barrier(12), []

    def guess():
        try:
            barrier.wait()
            rides.give(parcel.pk, wrong(parcel), "Tamu")
        except RuleBroken as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["too_many_tries"] * 7 + ["wrong_code"] * 5
