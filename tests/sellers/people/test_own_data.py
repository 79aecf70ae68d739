"""Andi orders again, takes a copy of all that we hold of him, and leaves: his name goes, the books stay."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.utils import timezone

from market.basket.models import Basket
from market.catalogue.models import Product
from market.ledger import balances
from market.ledger.models import Entry
from market.lifecycle.complained import mark_complained
from market.order.models import Complaint, Order, Review, SellerOrder
from market.users.models import User
from sellers.trust.account import erasing
from tests.sellers.people.conftest import signed_in

pytestmark = pytest.mark.django_db
PHONE, STREET = "+6281234567890", "Jl. Cikini Raya 1"


@pytest.fixture
def andi(order):
    client = signed_in(PHONE, "Andi Kenari")
    User.objects.filter(pk=client.user.pk).update(phone_verified_at=timezone.now())
    Order.objects.filter(pk=order.pk).update(buyer_name="Andi Kenari", guest_email="kenari@example.com")
    return client


def ended(order) -> None:
    SellerOrder.objects.filter(order=order).update(state="cancelled", ended_at=timezone.now(), reason="x")


def everywhere(text: str) -> list[str]:
    """Every table and column in which a text still stands."""
    found = []
    for model in (one for one in apps.get_models() if one._meta.managed):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                name = f"{field.name}__icontains"
                if model._default_manager.filter(**{name: text}).exists():
                    found.append(f"{model._meta.db_table}.{field.name}")
    return found


def test_ordering_again_fills_the_basket_and_names_what_is_gone(client, order, part):
    gone = part.lines.get()
    Product.objects.filter(pk=gone.product_id).update(publication="draft")
    answer = client.post(f"/pesanan/{order.number}/{order.secret}/lagi/", follow=True)
    html = answer.content.decode()
    assert f"{gone.title} (tidak dijual lagi)" in html
    basket = Basket.objects.get()
    kept = order.lines.exclude(pk=gone.pk).get()
    assert list(basket.lines.values_list("product_id", "quantity")) == [(kept.product_id, kept.quantity)]
    assert client.post(f"/pesanan/{order.number}/{'x' * 24}/lagi/").status_code == 404
    assert client.get(f"/pesanan/{order.number}/{order.secret}/lagi/").status_code == 405


def test_the_account_shows_andis_orders_by_his_proven_number_alone(andi, order):
    assert order.number in andi.get("/akun/saya/").content.decode()
    User.objects.update(phone_verified_at=None)
    assert order.number not in andi.get("/akun/saya/").content.decode()


def test_a_stranger_is_led_to_the_door(client):
    for path in ("/akun/saya/", "/akun/saya/hapus/"):
        assert client.get(path)["Location"].startswith("/masuk/")
    assert client.post("/akun/saya/unduh/")["Location"].startswith("/masuk/")


def test_the_copy_opens_and_holds_orders_address_and_messages(andi, order):
    answer = andi.post("/akun/saya/unduh/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        data = json.loads(file.read("data.json"))
        sheet = file.read("pesanan.csv").decode()
    assert data["orders"][0]["number"] == order.number
    assert STREET in data["orders"][0]["address"]
    assert data["messages"]
    assert order.number in sheet
    other = signed_in("+6281200002002", "Dewi").post("/akun/saya/unduh/")
    with zipfile.ZipFile(io.BytesIO(other.content)) as file:
        assert json.loads(file.read("data.json"))["orders"] == []


def test_leaving_takes_andi_out_of_every_table_and_leaves_the_books(andi, order):
    mark_complained(order.seller_orders.first().pk, "broken", "Andi Kenari kecewa")
    Complaint.objects.update(state="closed")
    line = order.lines.first()
    Review.objects.create(
        line=line, product=line.product, partner=line.partner, title=line.title, score=2, words="Kata Kenari",
        name="Kenari A.",
    )  # fmt: skip
    ended(order)
    entries, total = Entry.objects.count(), order.total_incl_tax
    assert everywhere("kenari")
    assert andi.get("/akun/saya/hapus/").status_code == 200
    andi.post("/akun/saya/hapus/")
    assert everywhere("kenari")
    andi.post("/akun/saya/hapus/", {"yakin": "ya"})
    assert {text: everywhere(text) for text in ("kenari", PHONE, "81234567890", STREET)} == {
        "kenari": [], PHONE: [], "81234567890": [], STREET: [],
    }  # fmt: skip
    assert (Entry.objects.count(), balances.world_sum()) == (entries, 0)
    assert Order.objects.get().total_incl_tax == total
    assert list(Review.objects.values_list("name", "words", "score")) == [("Pembeli", "", 2)]
    assert andi.get("/akun/saya/").status_code == 302


def test_nobody_leaves_while_goods_are_under_way_or_while_they_sell(andi, order, part):
    answer = andi.post("/akun/saya/hapus/", {"yakin": "ya"}, follow=True)
    assert "Masih ada pesanan yang berjalan" in answer.content.decode()
    assert Order.objects.get().buyer_phone == PHONE
    ended(order)
    part.partner.users.add(andi.user)
    answer = andi.post("/akun/saya/hapus/", {"yakin": "ya"}, follow=True)
    assert "lewat petugas desa" in answer.content.decode()


def test_old_guest_addresses_are_forgotten_at_night_and_young_ones_stay(order, settings):
    ended(order)
    assert erasing.retire() == 0
    with time_machine.travel(timezone.now() + timedelta(days=settings.GUEST_ADDRESS_DAYS + 1), tick=False):
        assert [erasing.retire() for _night in range(2)] == [1, 0]
    order.refresh_from_db()
    assert (order.buyer_name, order.buyer_phone) == (erasing.GONE, "")
    assert everywhere(STREET) == []
