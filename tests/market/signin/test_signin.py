"""Bu Sari signs in with her phone: by password, or by a code that reaches her through WhatsApp."""

import re

import pytest
from django.core.cache import cache

from market.communication import phone
from market.sandbox import whatsapp
from market.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def bu_sari():
    cache.clear()
    return User.objects.create_person(phone="+6281234567890", name="Bu Sari", password="keripik-enak-1")


@pytest.fixture
def meta(settings):
    """WhatsApp's stand-in on a free port, and the settings that lead there."""
    with whatsapp.stage() as stage:
        settings.MESSAGE_CHANNELS = {
            "whatsapp": {
                "BACKEND": "market.communication.channels.whatsapp.WhatsApp",
                "OPTIONS": {
                    "base_url": f"{stage.url}/v21.0",
                    "phone_number_id": "100",
                    "token": whatsapp.TOKEN,
                    "code_template": "kode_masuk",
                },
            }
        }
        phone.channels.cache_clear()
        yield stage
    phone.channels.cache_clear()


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890"])
def test_bu_sari_signs_in_with_her_number_as_she_writes_it(client, bu_sari, typed):
    answer = client.post("/masuk/", {"login": typed, "password": "keripik-enak-1"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(bu_sari.pk)


def test_a_wrong_password_is_refused_and_the_number_stays_in_the_form(client, bu_sari):
    answer = client.post("/masuk/", {"login": "0812-3456-7890", "password": "salah"})
    assert answer.status_code == 200
    assert "0812-3456-7890" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_five_wrong_passwords_close_the_door_for_that_number_only(client, bu_sari):
    for _attempt in range(5):
        client.post("/masuk/", {"login": "081234567890", "password": "salah"})
    client.post("/masuk/", {"login": "081234567890", "password": "keripik-enak-1"})
    assert "_auth_user_id" not in client.session
    other = User.objects.create_person(phone="+6281300000001", name="Pak Joko", password="kopi-hanura-1")
    client.post("/masuk/", {"login": "081300000001", "password": "kopi-hanura-1"})
    assert client.session["_auth_user_id"] == str(other.pk)


def test_without_the_limit_the_same_tries_would_go_on(client, bu_sari, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _attempt in range(5):
        client.post("/masuk/", {"login": "081234567890", "password": "salah"})
    client.post("/masuk/", {"login": "081234567890", "password": "keripik-enak-1"})
    assert client.session["_auth_user_id"] == str(bu_sari.pk)


def test_a_code_reaches_the_phone_and_opens_the_door(client, bu_sari, meta):
    answer = client.post("/masuk/kode/", {"phone": "0812-3456-7890"})
    assert answer.status_code == 302
    [message] = meta.data["messages"]
    assert message["to"] == "6281234567890"
    code = re.search(r"\d{6}", message["text"]).group()
    client.post("/masuk/kode/isi/", {"code": code})
    assert client.session["_auth_user_id"] == str(bu_sari.pk)


def test_three_wrong_codes_end_the_try(client, bu_sari, meta):
    client.post("/masuk/kode/", {"phone": "081234567890"})
    code = re.search(r"\d{6}", meta.data["messages"][0]["text"]).group()
    wrong = "000000" if code != "000000" else "111111"
    for _attempt in range(3):
        client.post("/masuk/kode/isi/", {"code": wrong})
    client.post("/masuk/kode/isi/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_an_unknown_number_gets_the_same_answer_and_no_message(client, bu_sari, meta):
    known = client.post("/masuk/kode/", {"phone": "081234567890"})
    client.session.flush()
    unknown = client.post("/masuk/kode/", {"phone": "081399999999"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(meta.data["messages"]) == 1


def test_a_silent_whatsapp_is_said_plainly(client, bu_sari, meta):
    meta.stop()
    answer = client.post("/masuk/kode/", {"phone": "0812-3456-7890"})
    assert answer.status_code == 200
    assert "Kode belum dapat dikirim" in answer.content.decode()
    assert "0812-3456-7890" in answer.content.decode()
