"""The seller's bank account: masked, changed only with the password once more, held after a change (PY-20)."""

import pytest
from django.test import Client

from market.payments.models import BankAccount
from market.users.models import User
from tests.market.lifecycle.payday import banked
from tests.market.stall import a_seller

pytestmark = pytest.mark.django_db
PAGE = "/penjual/uang/rekening/"
SAID = {
    "bank_code": "bri",
    "account_number": "0012 3456 7890 123",
    "holder_name": "Sari Wulandari",
    "password": "rahasia-1",
}


def sari_with(password) -> Client:
    user = User.objects.create_person(phone="+6281200001001", name="Sari", password=password)
    a_seller().users.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sari():
    return sari_with("rahasia-1")


def test_she_tells_her_account_and_reads_it_masked(sari):
    assert sari.post(PAGE, SAID).status_code == 302
    account = BankAccount.objects.get()
    assert (account.account_number, account.made_by.first_name) == ("001234567890123", "Sari")
    page = sari.get(PAGE).content.decode()
    assert "•••• 0123" in page
    assert "001234567890123" not in page
    assert "ditahan sampai" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "salah"}, "Kata sandi salah"),
        ({"password": ""}, "Kata sandi Anda:"),
        ({"account_number": "12"}, "berisi 13 sampai 17 angka"),
        ({"account_number": "12x4567890123"}, "hanya berisi angka"),
        ({"holder_name": "=cmd()"}, "huruf saja"),
        ({"bank_code": "bank-desa"}, "Bank:"),
    ],
)
def test_a_wrong_word_is_named_and_the_old_account_stays(sari, wrong, words):
    sari.post(PAGE, SAID)
    answer = sari.post(PAGE, {**SAID, "account_number": "9" * 15, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert BankAccount.objects.get(ended_at=None).account_number == "001234567890123"


def test_the_same_account_again_is_no_change(sari):
    for _ in range(2):
        sari.post(PAGE, SAID)
    assert BankAccount.objects.count() == 1
    sari.post(PAGE, {**SAID, "account_number": "9" * 15})
    assert [row.ended_at is None for row in BankAccount.objects.order_by("pk")] == [False, True]


def test_who_has_no_password_needs_a_fresh_code(settings):
    import time

    client = sari_with(None)
    said = {name: value for name, value in SAID.items() if name != "password"}
    assert client.post(PAGE, said).status_code == 422
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 60}]
    session.save()
    assert client.post(PAGE, said).status_code == 302
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3_600}]
    session.save()
    assert client.post(PAGE, {**said, "account_number": "9" * 15}).status_code == 422
    assert BankAccount.objects.count() == 1


def test_another_seller_reads_nothing_of_it(sari):
    other = a_seller("Kopi Pak Joko")
    banked(other, "9" * 15)
    assert "9999" not in sari.get(PAGE).content.decode()
