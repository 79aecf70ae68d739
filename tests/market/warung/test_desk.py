"""The village's side of the warungs: pairing, people, money; nobody else's (OP, WR-01, WR-06, WR-27, WR-29, WR-38)."""

import re

import pytest
from django.test import Client

from market.ledger import chart
from market.ledger.models import Account
from market.users.models import Role, User
from market.warung.counter import deposits
from market.warung.devices import pairing, pins
from market.warung.models import Deposit, Device, PairingCode, Staff, Warung
from tests.market.stall import HANURA, a_village
from tests.market.warung.point import Tablet, a_clerk, a_warung
from tests.market.warung.selling import opened

pytestmark = pytest.mark.django_db
DESK = "/desa/kelola/toko-smart/"


@pytest.fixture
def warung():
    return a_warung()


@pytest.fixture
def lurah(warung):
    user = User.objects.create_person(phone="+6281200000001", name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR, village=warung.village)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def test_a_code_is_made_shown_as_text_and_picture_and_pairs(lurah, warung):
    answer = lurah.post(f"{DESK}{warung.pk}/kode/", {"profile": "kiosk"}, follow=True)
    page, code = answer.content.decode(), PairingCode.objects.get()
    assert f"{code.code[:4]} {code.code[4:]}" in page
    assert "<svg" in page
    assert code.made_by == lurah.user
    assert pairing.pair(code.code, model="Tab", os="", app_version="1.0").device.profile == Device.Profile.KIOSK
    page = lurah.get(f"{DESK}{warung.pk}/kode/{code.pk}/").content.decode()
    assert "sudah dipakai" in page
    assert "<svg" not in page.split("<h1>")[1]


def test_an_operator_hires_changes_a_pin_and_says_good_bye(lurah, warung):
    bad = lurah.post(f"{DESK}{warung.pk}/petugas/", {"name": "Wati", "role": "clerk", "pin": "1234"})
    assert "terlalu mudah" in bad.content.decode()
    assert 'value="Wati"' in bad.content.decode()
    lurah.post(f"{DESK}{warung.pk}/petugas/", {"name": "Wati", "role": "clerk", "pin": "4826"})
    wati = Staff.objects.get()
    assert pins.check(wati, "4826")
    again = lurah.post(f"{DESK}{warung.pk}/petugas/", {"name": "Wati", "role": "clerk", "pin": "4826"})
    assert "sudah ada" in again.content.decode()
    pins.lock(wati)
    lurah.post(f"{DESK}petugas/{wati.pk}/", {"do": "pin", "pin": "9317"})
    assert pins.check(Staff.objects.get(), "9317")
    lurah.post(f"{DESK}petugas/{wati.pk}/", {"do": "leave"})
    assert Staff.objects.get().left_at is not None
    assert lurah.get(f"{DESK}petugas/{wati.pk}/").status_code == 404


def test_a_tablet_is_shut_out_after_a_second_look(lurah, warung):
    tablet = Tablet(warung)
    url = f"{DESK}tablet/{tablet.device.pk}/cabut/"
    assert "Cabut tablet ini?" in lurah.get(url).content.decode()
    assert tablet.get("devices/me").status_code == 200
    lurah.post(url)
    assert tablet.get("devices/me").status_code == 401
    assert "dicabut" in lurah.get(f"{DESK}{warung.pk}/").content.decode()


def test_both_figures_of_a_deposit_stay_and_the_difference_is_open_until_solved(lurah, warung):
    tablet, clerk = Tablet(warung), a_clerk(warung)
    shift = opened(tablet, clerk, 500_000)
    tablet.does("deposit.make", {"amount": 400_000, "to": "BUMDes"}, staff=clerk.pk, shift=shift)
    row = Deposit.objects.get()
    url = f"{DESK}setoran/{row.pk}/"
    _all, after = tablet.pull()
    assert "wrong-text" in lurah.post(url, {"received": ""}).content.decode()
    lurah.post(url, {"received": "395000"})
    row.refresh_from_db()
    assert (row.amount_rupiah, row.received_rupiah, row.state) == (400_000, 395_000, "differs")
    (message,) = tablet.pull(after)[0]
    assert (message["resource"], message["data"]["received"]) == ("message", 395_000)
    under_way = Account.objects.get(code=chart.CASH_UNDER_WAY.of(warung.pk).code)
    assert under_way.balance_rupiah == 5_000
    with pytest.raises(Exception, match="tidak bisa diubah"):
        deposits.confirm(row.pk, 400_000, lurah.user)
    lurah.post(url, {"words": "Selembar lima ribu robek"})
    row.refresh_from_db()
    assert (row.amount_rupiah, row.received_rupiah, row.state) == (400_000, 395_000, "solved")
    under_way.refresh_from_db()
    assert under_way.balance_rupiah == 0
    assert Account.objects.get(code=chart.TILL_DIFFERENCES.of().code).balance_rupiah == 5_000


def test_another_villages_warung_is_not_there(lurah):
    other = Warung.objects.create(name="Warkop", village=a_village(HANURA), address="Jl. Raya")
    clerk, tablet = a_clerk(other, "Rudi"), Tablet(other)
    shift = opened(tablet, clerk)
    tablet.does("deposit.make", {"amount": 5, "to": "x"}, staff=clerk.pk, shift=shift)
    deposit = Deposit.objects.get()
    for path in (f"{other.pk}/", f"petugas/{clerk.pk}/", f"tablet/{tablet.device.pk}/cabut/", f"setoran/{deposit.pk}/"):
        assert lurah.get(DESK + path).status_code == 404, path
        assert lurah.post(DESK + path, {"do": "leave", "received": 1}).status_code in (404, 405), path
    for path in (f"{other.pk}/kode/", f"{other.pk}/ubah/", f"{other.pk}/petugas/"):
        assert lurah.post(DESK + path, {}).status_code == 404, path
    for path in ("", "giliran/", "setoran/", "jatah/", "komisi/"):
        assert "Warkop" not in lurah.get(DESK + path).content.decode()
    assert not PairingCode.objects.filter(warung=other, used_at=None).exists()


def test_who_is_no_operator_is_kept_out(warung):
    client = Client()
    assert client.get(DESK).status_code == 302
    client.force_login(User.objects.create_person(phone="+6281200000009", name="Andi"))
    assert client.get(DESK).status_code == 403


def test_every_page_of_money_is_a_few_queries(lurah, warung, django_assert_max_num_queries):
    tablet, clerk = Tablet(warung), a_clerk(warung)
    for _number in range(6):
        shift = opened(tablet, clerk, 1_000)
        tablet.does("deposit.make", {"amount": 1_000, "to": "BUMDes"}, staff=clerk.pk, shift=shift)
        tablet.does("shift.close", {"counted": 10, "reason": "lebih"}, staff=clerk.pk, shift=shift)
    for path in ("", "giliran/?selisih=1", "setoran/", "jatah/", "komisi/"):
        with django_assert_max_num_queries(10):
            page = lurah.get(DESK + path)
        assert page.status_code == 200
    assert len(re.findall("lebih", lurah.get(f"{DESK}giliran/").content.decode())) == 6
