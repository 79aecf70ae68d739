"""The treasurers' page of money that goes back: one writes it down, another agrees, the buyer gets a receipt."""

import pytest
from django.test import Client

from market.lifecycle import cancelled, cash
from market.lifecycle.money import refunds
from market.order.models import SellerOrder
from market.payments import attempts
from market.payments.models import Refund
from market.users.models import Role, User
from tests.market.checkout.walk import text_of
from tests.market.lifecycle.trade import TOTAL_RUPIAH, andi_orders

pytestmark = pytest.mark.django_db
HERE = "/desa/kelola/pengembalian/"


def treasurer(phone: str, name: str) -> Client:
    user = User.objects.create_person(phone=phone, name=name)
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def nia(db) -> Client:
    return treasurer("+6281200007001", "Mbak Nia")


@pytest.fixture
def bambang(db) -> Client:
    return treasurer("+6281200007002", "Pak Bambang")


@pytest.fixture
def refund(db) -> Refund:
    attempt = attempts.present(attempts.open_attempt(andi_orders(), code="cash", warung_id=7).pk)
    cash.take(attempt.pay_code, warung_id=7, taken_rupiah=TOTAL_RUPIAH, by="Rina", key="1")
    cancelled.mark_cancelled(SellerOrder.objects.first().pk, "stok habis")
    refund = Refund.objects.get()
    refunds.carry_out(refund.pk)
    return refund


def presses(client: Client, refund: Refund, **fields: str) -> str:
    return text_of(client.post(f"{HERE}{refund.pk}/", fields, follow=True).content.decode())


def test_one_writes_it_down_another_agrees_and_there_is_a_receipt(nia, bambang, refund):
    assert "stok habis" in text_of(nia.get(HERE).content.decode())
    assert "minta orang kedua" in presses(nia, refund, do="propose", mark="BRI 0091")
    assert "Harus disetujui orang lain" in presses(nia, refund, do="approve")
    assert "Pembeli sudah diberi tahu" in presses(bambang, refund, do="approve")
    receipt = text_of(nia.get(f"{HERE}{refund.pk}/bukti/").content.decode())
    for words in ("Rp36.000", "BRI 0091", "Mbak Nia", "Pak Bambang"):
        assert words in receipt


def test_a_note_that_was_wrong_is_taken_back(nia, bambang, refund):
    presses(nia, refund, do="propose", mark="BRI 1")
    presses(nia, refund, do="back")
    assert "Belum ada yang mencatat" in presses(bambang, refund, do="approve")


def test_without_a_mark_nothing_is_written_down(nia, refund):
    assert "Isi nomor referensi" in presses(nia, refund, do="propose", mark=" ")
    refund.refresh_from_db()
    assert refund.proposed_by is None


def test_nobody_else_comes_in_and_an_unfinished_one_has_no_receipt(client, nia, refund):
    assert client.get(HERE).status_code == 302
    assert nia.get(f"{HERE}{refund.pk}/bukti/").status_code == 404
    assert nia.post(f"{HERE}999/").status_code == 404
    user = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR)
    client.force_login(user)
    assert client.post(f"{HERE}{refund.pk}/", {"do": "approve"}).status_code == 403


def test_the_page_asks_little(nia, refund, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert nia.get(HERE).status_code == 200
