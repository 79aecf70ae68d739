"""Mbak Rina joins on her phone: number, code, goods, shop, consents; and reads what became of it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from market.communication import phone
from market.sandbox import whatsapp
from market.users.models import User
from sellers import onboarding
from sellers.joining import codes, kinds
from sellers.models import Application, Consent
from tests.house.screens import Seen
from tests.market.stall import KRANDEGAN, a_village

pytestmark = pytest.mark.django_db
RINA, TYPED = "+6281200009004", "0812-0000-9004"
SHOP = {
    "name": "Rina Astuti", "shop_name": "Batik Mbak Rina", "street": "Dusun Karangjati 8", "place": "Krandegan",
    "village": "", "way": "ketik",
}  # fmt: skip


@pytest.fixture
def meta(settings):
    """WhatsApp's stand-in on a free port."""
    cache.clear()
    with whatsapp.stage() as stage:
        options = {
            "base_url": f"{stage.url}/v21.0", "phone_number_id": "100", "token": whatsapp.TOKEN,
            "code_template": "kode_masuk",
        }  # fmt: skip
        backend = "market.communication.channels.whatsapp.WhatsApp"
        settings.MESSAGE_CHANNELS = {"whatsapp": {"BACKEND": backend, "OPTIONS": options}}
        phone.channels.cache_clear()
        yield stage
    phone.channels.cache_clear()


def last_code(meta) -> str:
    return re.search(r"\d{6}", meta.data["messages"][-1]["text"]).group()


def proves(client, meta) -> None:
    client.post("/penjual/daftar/", {"phone": TYPED})
    answer = client.post("/penjual/daftar/kode/", {"code": last_code(meta)})
    assert answer.status_code == 302, answer.content.decode()


def sends(client, **more) -> None:
    place = a_village(KRANDEGAN)
    assert client.post("/penjual/daftar/jenis/", {"q": "batik", "kind": "13134"}).url == "/penjual/daftar/toko/"
    told = {**SHOP, "place": place.label, "village": place.code, **more}
    answer = client.post("/penjual/daftar/toko/", told)
    assert answer.status_code == 302, answer.content.decode()
    answer = client.post("/penjual/daftar/izin/", {"shop": "on", "public": "on"})
    assert answer.url == "/penjual/daftar/kabar/"


def test_mbak_rina_joins_and_waits(client, meta):
    proves(client, meta)
    sends(client)
    application = Application.objects.get()
    assert (application.phone, application.state, application.kbli_code) == (RINA, "waiting", "13134")
    assert application.phone_proven_at is not None
    assert application.village_id == KRANDEGAN
    page = client.get("/penjual/daftar/kabar/").content.decode()
    assert "Menunggu pemeriksaan" in page
    assert set(Consent.objects.values_list("kind", flat=True)) == {"shop", "public"}


def test_a_refusal_is_read_and_sent_again_with_what_was_typed(client, meta):
    proves(client, meta)
    sends(client)
    onboarding.refuse(Application.objects.get(), None, "Nama dusun kurang jelas")
    assert "Nama dusun kurang jelas" in client.get("/penjual/daftar/kabar/").content.decode()
    assert "Dusun Karangjati 8" in client.get("/penjual/daftar/toko/").content.decode()
    sends(client, street="Dusun Karangjati 8, RT 3/2")
    assert Application.objects.get().state == "waiting"
    page = client.get("/penjual/daftar/kabar/").content.decode()
    assert "Nama dusun kurang jelas" in page  # the history


def test_after_approval_the_shop_opens_at_the_first_sign_in(client, meta):
    proves(client, meta)
    sends(client)
    onboarding.approve(Application.objects.get(), None)
    assert "Toko Anda sudah buka" in client.get("/penjual/daftar/kabar/").content.decode()
    assert client.get("/penjual/").status_code == 200
    assert client.get("/penjual/daftar/").url == "/penjual/daftar/kabar/"


def test_a_known_and_an_unknown_number_get_the_same_answer_and_a_code(client, meta):
    User.objects.create_person(phone=RINA, name="Rina")
    known = client.post("/penjual/daftar/", {"phone": TYPED})
    unknown = Client().post("/penjual/daftar/", {"phone": "081200009099"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(meta.data["messages"]) == 2


def test_the_fourth_code_for_a_number_in_an_hour_is_not_sent(client, meta):
    for _try in range(3):
        assert client.post("/penjual/daftar/", {"phone": TYPED}).status_code == 302
    answer = client.post("/penjual/daftar/", {"phone": TYPED})
    assert answer.status_code == 429
    assert TYPED in answer.content.decode()
    assert len(meta.data["messages"]) == 3


def test_without_the_limit_the_fourth_code_would_be_sent(client, meta, monkeypatch):
    monkeypatch.setattr(codes, "PER_NUMBER_HOUR", 99)
    for _try in range(4):
        assert client.post("/penjual/daftar/", {"phone": TYPED}).status_code == 302
    assert len(meta.data["messages"]) == 4


def test_three_wrong_codes_end_the_try_even_for_the_right_one(client, meta):
    client.post("/penjual/daftar/", {"phone": TYPED})
    right = last_code(meta)
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(3):
        client.post("/penjual/daftar/kode/", {"code": wrong})
    assert client.post("/penjual/daftar/kode/", {"code": right}).url == "/penjual/daftar/"
    assert "_auth_user_id" not in client.session


def test_without_the_count_the_right_code_would_still_open(client, meta, monkeypatch):
    monkeypatch.setattr(codes, "TRIES", 99)
    client.post("/penjual/daftar/", {"phone": TYPED})
    right = last_code(meta)
    for _try in range(3):
        client.post("/penjual/daftar/kode/", {"code": "000000" if right != "000000" else "111111"})
    client.post("/penjual/daftar/kode/", {"code": right})
    assert "_auth_user_id" in client.session


def test_a_silent_whatsapp_is_said_plainly_and_keeps_the_number(client, meta):
    meta.stop()
    answer = client.post("/penjual/daftar/", {"phone": TYPED})
    assert answer.status_code == 503
    assert TYPED in answer.content.decode()
    assert "petugas desa" in answer.content.decode()


def test_the_boxes_are_empty_and_say_purpose_ground_time_and_who(client, meta):
    proves(client, meta)
    client.post("/penjual/daftar/jenis/", {"q": "batik", "kind": "13134"})
    place = a_village(KRANDEGAN)
    client.post("/penjual/daftar/toko/", {**SHOP, "place": place.label, "village": place.code})
    html = client.get("/penjual/daftar/izin/").content.decode()
    words = " ".join(Seen(html).words)
    assert html.count('type="checkbox"') == 4
    assert "checked" not in html
    for part in ("Untuk:", "Dasar hukum:", "Disimpan", "BUMDes Bersama", "0812-0000-0001"):
        assert part in words
    answer = client.post("/penjual/daftar/izin/", {"shop": "on", "promotion": "on"})
    assert answer.status_code == 422
    assert "Toko tidak bisa dibuka tanpa persetujuan ini" in answer.content.decode()
    assert answer.content.decode().count("checked") == 2  # what was ticked stays
    assert not Application.objects.exists()


@pytest.mark.parametrize("page", ["jenis/", "toko/", "izin/", "kabar/"])
def test_a_stranger_begins_at_the_beginning(client, page):
    assert client.get(f"/penjual/daftar/{page}").url == "/penjual/daftar/"


@pytest.mark.parametrize(
    ("typed", "code"), [("keripik", "10794"), ("KRIPIK", "10794"), ("batik tulis", "13134"), ("kopi", "10761")]
)
def test_plain_words_find_the_code(typed, code):
    assert kinds.find(typed)[0].code == code


def test_nothing_found_is_said_and_every_code_has_five_digits():
    assert kinds.find("xyzzy") == []
    assert len(kinds.BY_CODE) == len(kinds.KINDS) > 30
    assert all(len(code) == 5 and code.isdigit() for code in kinds.BY_CODE)


@pytest.mark.parametrize("phone_typed", ["", "12", "abc", "0" * 40])
def test_a_wrong_number_is_named(client, phone_typed):
    answer = client.post("/penjual/daftar/", {"phone": phone_typed})
    assert answer.status_code == 422
    assert "Nomor WhatsApp" in answer.content.decode()
