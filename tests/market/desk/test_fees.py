"""The page of the fee rules: who may make which, from when, and the way back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.order.models import FeeRule
from market.users.models import Role, User
from tests.market.stall import HANURA, KRANDEGAN, a_seller, a_village

pytestmark = pytest.mark.django_db
PAGE = "/desa/kelola/biaya/"


def person(kind, village=None, phone="+6281200007001") -> Client:
    user = User.objects.create_person(phone=phone, name="Mbak Nia")
    Role.objects.create(user=user, kind=kind, village=village)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sari():
    return a_seller()


@pytest.fixture
def nia(sari):
    return person(Role.Kind.FINANCE_MAKER)


def said(**more):
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {"name": "Komisi toko", "percent": "4,5", "who": "house", "category": "", "from_on": str(tomorrow), **more}


def test_the_treasurer_makes_a_rule_for_everybody_from_tomorrow(nia):
    assert nia.post(PAGE, said()).status_code == 302
    rule = FeeRule.objects.get()
    assert (rule.basis_points, rule.made_by.first_name, rule.village, rule.partner) == (450, "Mbak Nia", None, None)
    page = nia.get(PAGE).content.decode()
    assert "4,5 %" in page
    assert "Batalkan" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"percent": "banyak"}, "Tulis angka"),
        ({"percent": "31"}, "Antara 0 dan 30"),
        ({"percent": "-1"}, "Antara 0 dan 30"),
        ({"percent": "4,555"}, "dua angka"),
        ({"percent": "inf"}, "Tulis angka"),
        ({"percent": "NaN"}, "Tulis angka"),
        ({"from_on": "2026-01-01"}, "Paling cepat besok"),
        ({"from_on": "kemarin"}, "tanggal"),
        ({"who": "partner:999"}, "Pilih"),
        ({"until_on": "2026-01-01"}, "tidak boleh sebelum"),
        ({"name": ""}, "Nama biaya:"),
    ],
)
def test_a_wrong_word_names_its_field_and_keeps_what_was_typed(nia, wrong, words):
    answer = nia.post(PAGE, said(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kesalahan" in page
    assert words.lower() in page.lower()
    assert not FeeRule.objects.exists()


def test_a_rule_that_has_not_begun_is_called_off_and_one_that_has_is_not(nia):
    nia.post(PAGE, said())
    rule = FeeRule.objects.get()
    assert nia.post(f"{PAGE}{rule.pk}/batal/").status_code == 302
    rule.refresh_from_db()
    assert rule.called_off_at
    begun = FeeRule.objects.create(name="Lama", basis_points=100, from_on=timezone.localdate())
    assert "sudah berlaku" in nia.post(f"{PAGE}{begun.pk}/batal/", follow=True).content.decode()
    begun.refresh_from_db()
    assert begun.called_off_at is None


def test_pak_lurah_makes_rules_for_his_village_and_its_sellers_only(sari):
    joko = a_seller("Kopi Pak Joko", HANURA)
    lurah = person(Role.Kind.OPERATOR, a_village(KRANDEGAN), "+6281200005001")
    assert lurah.post(PAGE, said(who=f"partner:{sari.pk}")).status_code == 302
    assert lurah.post(PAGE, said(who=f"village:{KRANDEGAN}")).status_code == 302
    for other in ("house", f"partner:{joko.pk}", f"village:{HANURA}"):
        assert lurah.post(PAGE, said(who=other)).status_code == 422
    assert FeeRule.objects.count() == 2
    theirs = FeeRule.objects.create(
        name="Rahasia Hanura", basis_points=1, partner=joko, from_on=timezone.localdate() + timedelta(9)
    )
    assert "Rahasia Hanura" not in lurah.get(PAGE).content.decode()
    assert lurah.post(f"{PAGE}{theirs.pk}/batal/").status_code == 404


def test_the_page_of_many_rules_asks_little(nia, sari, django_assert_max_num_queries):
    for day in range(60):
        FeeRule.objects.create(
            name=f"R{day}", basis_points=day, partner=sari, from_on=timezone.localdate() - timedelta(day)
        )
    with django_assert_max_num_queries(10):
        assert nia.get(PAGE).status_code == 200
