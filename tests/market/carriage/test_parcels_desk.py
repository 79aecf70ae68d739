"""The operator's pages of parcels: by state, by number, many at once; what wants a person; another courier."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import RuleBroken, WrongState
from market.lifecycle.packed import mark_packed
from market.lifecycle.parcels import notice_stale
from market.lifecycle.rebooked import carry_out, due, rebook
from market.order.models import SellerOrder
from market.settings.couriers import STAND_INS, couriers
from market.shipping import watching
from market.shipping.models import Shipment, TrackingEvent
from tests.market.carriage.rows import an_operator, local_parcel, paid_part
from tests.market.shipping.shop import HANURA

pytestmark = pytest.mark.django_db
BOARD = "/desa/kelola/kiriman/"


@pytest.fixture(autouse=True)
def _couriers(settings):
    settings.COURIERS = couriers(STAND_INS)


def booked(number="LD-261122-7K3QX9", awb="", **facts) -> Shipment:
    """A parcel that JNE has, without asking anybody."""
    shipment = mark_packed(paid_part(number).pk, collection="drop_off")[1]
    facts = {"state": "booked", "progress": "booked", "awb": awb or f"JNE{number[-6:]}", **facts}
    Shipment.objects.filter(pk=shipment.pk).update(booked_at=timezone.now(), next_try_at=None, **facts)
    shipment.refresh_from_db()
    return shipment


def lurah() -> Client:
    return an_operator(Client())


def test_each_village_sees_its_own_parcels_by_state_and_by_number():
    one = booked()
    mine, theirs = lurah(), an_operator(Client(), HANURA, "+6281200005003")
    assert one.awb in mine.get(f"{BOARD}?tab=siap").content.decode()
    assert one.awb not in mine.get(f"{BOARD}?tab=jalan").content.decode()
    for word in (one.awb.lower(), one.number, one.seller_order.number, "andi"):
        assert one.awb in mine.get(BOARD, {"q": word}).content.decode()
        assert one.awb not in theirs.get(BOARD, {"q": word}).content.decode()
    assert theirs.post(f"{BOARD}paket/{one.number}/", {"apa": "dilihat"}).status_code == 404
    assert theirs.post(f"{BOARD}label/", {"paket": one.number}).status_code == 302


def test_without_the_villages_filter_another_operator_would_see_them(monkeypatch):
    """The twin: with the protection off, Hanura's operator reads Krandegan's parcels."""
    from market.desk.carriage import parcels

    one = booked()
    fajar = an_operator(Client(), HANURA, "+6281200005003")
    assert one.awb not in fajar.get(f"{BOARD}?tab=siap").content.decode()
    monkeypatch.setattr(parcels, "shipments", lambda request: Shipment.objects.all())
    assert one.awb in fajar.get(f"{BOARD}?tab=siap").content.decode()


def test_fifty_rows_take_at_most_twelve_queries():
    parcel = booked()
    rows = [
        SellerOrder(
            order_id=parcel.seller_order.order_id, partner_id=parcel.seller_order.partner_id, number=f"SO-X-{number}",
            goods_rupiah=1, postage_rupiah=1, courier_code="jne", service_code="REG", service_name="REG",
            quote_reference="", weight_grams=1, state="packed",
        )
        for number in range(60)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        del cursor
    for number, row in enumerate(rows):
        row.order = _copy_of(row.order, number)
    SellerOrder.objects.bulk_create(rows)
    Shipment.objects.bulk_create(
        Shipment(
            seller_order=row, number=f"SHP-{number}", reference=f"LDX{number}", courier_code="jne", service_code="REG",
            service_name="REG", collection="pickup", state="booked", progress="booked", awb=f"A{number}",
            weight_grams=1, goods_rupiah=1, quoted_rupiah=1, booked_at=timezone.now(),
        )
        for number, row in enumerate(rows)
    )  # fmt: skip
    client = lurah()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(f"{BOARD}?tab=siap").content.decode()
    assert page.count('name="paket"') == 50
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def _copy_of(order, number):
    order = type(order).objects.get(pk=order.pk)
    order.pk = order.id = None
    order._state.adding = True
    order.number, order.secret, order.placement_key = f"X-{number}", f"sx-{number}", f"kx-{number}"
    order.save()
    return order


def test_an_unclear_booking_is_cleared_up_by_a_person():
    one = booked(state="unclear", progress="pending", awb="")
    Shipment.objects.filter(pk=one.pk).update(awb="")
    client = lurah()
    assert "Belum jelas apakah kurir menerimanya" in client.get(BOARD).content.decode()
    wrong = client.post(f"{BOARD}paket/{one.number}/", {"apa": "resi", "isi": "1"}, follow=True)
    assert "Isi nomor resi dari kurir." in wrong.content.decode()
    client.post(f"{BOARD}paket/{one.number}/", {"apa": "resi", "isi": "0123456789012"})
    one.refresh_from_db()
    assert (one.state, one.awb) == ("booked", "0123456789012")
    assert "Tidak ada yang perlu ditangani" in client.get(BOARD).content.decode()


def test_quiet_parcels_are_noticed_and_told_once():
    one = booked(progress="in_transit")
    assert notice_stale() == 0
    long_ago = timezone.now() - timedelta(days=4)
    Shipment.objects.filter(pk=one.pk).update(booked_at=long_ago, moved_at=long_ago)
    assert [notice_stale(), notice_stale()] == [1, 1]
    assert Message.objects.filter(kind="parcel_stale").count() == 3  # buyer, seller, house
    client = lurah()
    assert "Tidak ada kabar beberapa hari" in client.get(BOARD).content.decode()
    client.post(f"{BOARD}paket/{one.number}/", {"apa": "dilihat", "isi": "sudah ditanya"})
    assert "Tidak ada yang perlu ditangani" in client.get(BOARD).content.decode()
    assert notice_stale() == 0


def test_unknown_codes_and_trouble_wait_until_somebody_has_looked():
    one = booked(progress="in_transit")
    TrackingEvent.objects.create(
        shipment=one, occurred_at=timezone.now(), code="Z9", text_digest="x", progress="unknown"
    )
    assert [watching.reason_of(row) for row in watching.for_a_person(Shipment.objects.all())] == ["unknown"]
    watching.looked_at(one.pk, "")
    assert not watching.for_a_person(Shipment.objects.all()).exists()
    later = timezone.now() + timedelta(seconds=1)
    Shipment.objects.filter(pk=one.pk).update(progress="on_hold", moved_at=later)
    assert [watching.reason_of(row) for row in watching.for_a_person(Shipment.objects.all())] == ["trouble"]


# --- another courier


def test_a_parcel_changes_its_courier_when_the_old_one_is_called_off():
    one = booked()
    wish = {"courier_code": "pos", "service_code": "240", "collection": "drop_off"}
    assert rebook(one.seller_order_id, **wish).pk == one.pk
    assert due() == [one.pk]
    assert [carry_out(one.pk), carry_out(one.pk)] == ["rebooked", "none"]
    one.refresh_from_db()
    new = one.seller_order.shipments.get(state="requested")
    assert (one.state, new.courier_code, new.quoted_rupiah) == ("void", "pos", 11_000)
    assert due() == []


def test_a_moving_parcel_keeps_its_courier_and_so_does_the_same_wish():
    one = booked(progress="in_transit")
    wish = {"courier_code": "pos", "service_code": "240", "collection": "drop_off"}
    with pytest.raises(WrongState):
        rebook(one.seller_order_id, **wish)
    Shipment.objects.filter(pk=one.pk).update(progress="booked")
    with pytest.raises(RuleBroken, match="masih sama"):
        rebook(one.seller_order_id, courier_code="jne", service_code=one.service_code, collection="drop_off")


def test_the_operator_moves_a_refused_parcel_to_another_courier():
    one = booked(state="failed", progress="pending")
    client = lurah()
    assert "Kurir menolak" in client.get(BOARD).content.decode()
    bad = client.post(f"{BOARD}paket/{one.number}/", {"apa": "pindah", "kurir": "tiki:X:pickup"}, follow=True)
    assert "Pilih kurir dari daftar." in bad.content.decode()
    client.post(f"{BOARD}paket/{one.number}/", {"apa": "pindah", "kurir": "pos:240:drop_off"})
    assert one.seller_order.shipments.get(state="requested").courier_code == "pos"
    assert "Tidak ada yang perlu ditangani" in client.get(BOARD).content.decode()


def test_labels_are_printed_for_the_marked_parcels_one_or_four_a_sheet():
    first, second = booked(), booked("LD-261122-8K3QX8")
    client, marked = lurah(), {"paket": [first.number, second.number]}
    one = client.post(f"{BOARD}label/", {**marked, "kertas": "a6"}).content
    four = client.post(f"{BOARD}label/", {**marked, "kertas": "a4"}).content
    assert one.startswith(b"%PDF")
    assert (one.count(b"/Type /Page\n"), four.count(b"/Type /Page\n")) == (2, 1)
    assert client.post(f"{BOARD}label/", {"kertas": "a4"}).status_code == 302


def test_the_way_back_leads_to_no_other_host():
    one = local_parcel().shipment
    answer = lurah().post(f"{BOARD}paket/{one.number}/", {"apa": "dilihat", "kembali": "https://jahat.example/"})
    assert answer["Location"] == BOARD
