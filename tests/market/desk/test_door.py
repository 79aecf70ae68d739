"""The desk lets in who holds a role, and shows nobody another's village."""

import pytest
from django.test import Client

from market.users.access import CHOSEN_VILLAGE
from market.users.models import Role, User
from tests.market.stall import HANURA, KRANDEGAN, a_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def pak_lurah(client: Client) -> Client:
    """Works for Krandegan; the village Hanura is there too, but not his."""
    user = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR, village=a_village(KRANDEGAN))
    a_village(HANURA)
    client.force_login(user)
    return client


def test_a_stranger_is_led_to_the_door(client):
    answer = client.get("/desa/kelola/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")


def test_who_has_no_role_at_the_desk_is_told_so(client):
    client.force_login(User.objects.create_person(phone="+6281300000009", name="Andi"))
    answer = client.get("/desa/kelola/")
    assert answer.status_code == 403
    assert "Bukan halaman Anda" in answer.content.decode()


def test_the_dinas_counts_and_opens_villages_and_touches_no_shop_and_no_money(client):
    user = User.objects.create_person(phone="+6281300000009", name="Bu Retno")
    Role.objects.create(user=user, kind=Role.Kind.DINAS)
    client.force_login(user)
    open_, closed = ("", "perkembangan/", "desa-baru/"), ("toko/", "pendaftaran/", "tugas/", "pembayaran/", "buku/")
    assert [client.get(f"/desa/kelola/{path}").status_code for path in open_] == [200] * len(open_)
    assert [client.get(f"/desa/kelola/{path}").status_code for path in closed] == [403] * len(closed)


def test_pak_lurah_finds_his_village_on_his_desk(pak_lurah):
    answer = pak_lurah.get("/desa/kelola/")
    assert answer.status_code == 200
    assert "Krandegan" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_he_cannot_choose_to_work_in_another_village(pak_lurah):
    assert pak_lurah.post("/desa/kelola/pilih/", {"village": HANURA}).status_code == 404
    assert CHOSEN_VILLAGE not in pak_lurah.session


def test_with_two_villages_he_works_in_the_one_that_he_chose(pak_lurah):
    Role.objects.create(user=User.objects.get(), kind=Role.Kind.OPERATOR, village_id=HANURA)
    assert pak_lurah.post("/desa/kelola/pilih/", {"village": HANURA}).status_code == 302
    assert "Desa Hanura" in pak_lurah.get("/desa/kelola/").content.decode()


def test_he_lands_on_his_desk_after_signing_in(pak_lurah):
    from market.signin.adapter import start_page

    assert start_page(User.objects.get()) == "/desa/kelola/"
