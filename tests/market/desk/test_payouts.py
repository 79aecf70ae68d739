"""Payday on the desk: Mbak Nia makes, Pak Bambang checks, the village's operator sees none of it."""

import csv
import io

import pytest
from django.test import Client

from market.ledger import balances
from market.payments.models import BankAccount, Payout, PayoutBatch
from market.users.models import Role, User
from tests.market.lifecycle.payday import bambang, banked, earned, treasurer
from tests.market.stall import HANURA, KRANDEGAN, a_seller, a_village

pytestmark = pytest.mark.django_db
PAGE = "/desa/kelola/pencairan/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sari():
    seller = earned(a_seller())
    banked(seller)
    return seller


@pytest.fixture
def nia(sari):
    return signed_in(treasurer())


@pytest.fixture
def pak_bambang(sari):
    return signed_in(bambang())


def a_batch(nia, *partners, channel="bank_file") -> PayoutBatch:
    answer = nia.post(PAGE, {"partner": [one.pk for one in partners], "channel": channel})
    assert answer.status_code == 302
    return PayoutBatch.objects.order_by("-pk").first()


def decide(client, batch, verb, **more) -> str:
    return client.post(f"{PAGE}{batch.number}/putuskan/", {"verb": verb, **more}, follow=True).content.decode()


def test_from_the_list_to_the_file_to_the_sellers_bank(nia, pak_bambang, sari):
    assert "•••• 0123" in nia.get(PAGE).content.decode()
    assert "001234567890123" not in nia.get(PAGE).content.decode()
    batch = a_batch(nia, sari)
    file = f"{PAGE}{batch.number}/berkas.csv"
    assert nia.get(file).status_code == 404
    assert "Setujui dan kirim" not in nia.get(f"{PAGE}{batch.number}/").content.decode()
    assert "Setujui dan kirim" in pak_bambang.get(f"{PAGE}{batch.number}/").content.decode()
    assert "Disetujui" in decide(pak_bambang, batch, "check")
    rows = list(csv.reader(io.StringIO(nia.get(file).content.decode())))
    payout = batch.payouts.get()
    assert rows[1] == ["1", "SARI WULANDARI", "BRI", "001234567890123", "150000", payout.number]
    assert rows[2][4] == "150000"
    assert "Masuk rekening" in decide(nia, batch, "arrived", payout=payout.number)
    assert balances.seller_balances(sari.pk) == {"seller_held": 0, "seller_available": 0, "seller_in_transit": 0}


def test_the_maker_cannot_check_by_the_address_either(nia, sari):
    batch = a_batch(nia, sari)
    assert "Hanya pemeriksa" in decide(nia, batch, "check")
    Role.objects.create(user=User.objects.get(first_name="Mbak Nia"), kind=Role.Kind.FINANCE_CHECKER)
    assert "Pembuat tidak boleh" in decide(nia, batch, "check")
    batch.refresh_from_db()
    assert batch.state == "draft"


def test_a_line_is_dropped_and_a_batch_called_off(nia, pak_bambang, sari):
    joko = earned(a_seller("Kopi Pak Joko", HANURA))
    banked(joko)
    batch = a_batch(nia, sari, joko)
    assert "Dikeluarkan" in decide(nia, batch, "drop", payout=batch.payouts.get(partner=joko).number)
    assert "Dibatalkan" in decide(pak_bambang, batch, "cancel", reason="salah")
    assert "sudah dibatalkan" in decide(pak_bambang, batch, "check")
    assert set(Payout.objects.values_list("state", flat=True)) == {"dropped"}


@pytest.mark.parametrize("said", [{"partner": ["x", "9" * 30]}, {}, {"partner": ["1"], "channel": "emas"}])
def test_odd_wishes_make_no_batch_and_no_trouble(nia, said):
    answer = nia.post(PAGE, {"channel": "bank_file", **said}, follow=True)
    assert answer.status_code == 200
    assert not PayoutBatch.objects.exists()


def test_an_unknown_verb_or_another_batchs_payout_changes_nothing(nia, pak_bambang, sari):
    batch = a_batch(nia, sari)
    assert "tidak dikenal" in decide(nia, batch, "bakar")
    assert pak_bambang.post(f"{PAGE}{batch.number}/putuskan/", {"verb": "drop", "payout": "PO-1"}).status_code == 404
    assert nia.get(f"{PAGE}PB-1/").status_code == 404


@pytest.mark.parametrize("kind", [Role.Kind.OPERATOR, Role.Kind.SUPPORT, Role.Kind.DINAS])
def test_nobody_else_pays(nia, sari, kind):
    user = User.objects.create_person(phone="+6281300000009", name="Orang")
    Role.objects.create(user=user, kind=kind)
    batch = a_batch(nia, sari)
    stranger = signed_in(user)
    for path in (PAGE, f"{PAGE}{batch.number}/", f"{PAGE}{batch.number}/berkas.csv", f"{PAGE}rekening/"):
        assert stranger.get(path).status_code == 403
    assert stranger.post(f"{PAGE}{batch.number}/putuskan/", {"verb": "check"}).status_code == 403


def test_a_treasurer_of_one_village_pays_only_its_sellers(nia, sari):
    joko = earned(a_seller("Kopi Pak Joko", HANURA))
    banked(joko)
    user = User.objects.create_person(phone="+6281300000009", name="Bendahara Hanura")
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER, village=a_village(HANURA))
    theirs = signed_in(user)
    page = theirs.get(PAGE).content.decode()
    assert ("Kopi Pak Joko" in page, "Keripik Bu Sari" in page) == (True, False)
    theirs.post(PAGE, {"partner": [sari.pk, joko.pk], "channel": "bank_file"})
    assert list(Payout.objects.values_list("partner__name", flat=True)) == ["Kopi Pak Joko"]
    other = a_batch(nia, sari)
    assert theirs.get(f"{PAGE}{other.number}/").status_code == 404
    account = BankAccount.objects.get(partner=sari)
    assert theirs.post(f"{PAGE}rekening/{account.pk}/konfirmasi/", {"how": "x"}).status_code == 404
    assert KRANDEGAN not in theirs.get(PAGE).content.decode()


def test_an_account_is_confirmed_with_words_about_how(nia, sari):
    account = BankAccount.objects.get()
    assert (
        "Tulis lewat jalan apa"
        in nia.post(f"{PAGE}rekening/{account.pk}/konfirmasi/", {}, follow=True).content.decode()
    )
    nia.post(f"{PAGE}rekening/{account.pk}/konfirmasi/", {"how": "telepon"})
    account.refresh_from_db()
    assert (account.confirmed_how, account.confirmed_by.first_name) == ("telepon", "Mbak Nia")


def test_the_list_of_many_sellers_asks_little(nia, django_assert_max_num_queries):
    for number in range(30):
        banked(earned(a_seller(f"Penjual {number}")))
    with django_assert_max_num_queries(12):
        assert nia.get(PAGE).content.decode().count("checkbox") == 31
