"""The SMS stand-in against the running store: a telephone writes, the store's answer comes back."""

import time

import pytest
import requests

from market.sandbox import sms
from market.warung.models import TextDraft
from tests.market.stall import a_good, a_seller
from tests.market.warung.point import a_warung

pytestmark = pytest.mark.django_db(transaction=True)
SECRET, PATIENCE_SECONDS = "rahasia-sms", 15


@pytest.fixture
def phone(live_server, settings, monkeypatch):
    settings.SMS_SECRET = SECRET
    monkeypatch.setenv("SANDBOX_SMS_STORE_URL", f"{live_server.url}/sms/{SECRET}/")
    with sms.stage() as stage:
        yield stage


def answered(stage, count):
    """All messages, once `count` of them have left the stand-in."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with stage.lock:
            found = [dict(one) for one in stage.data.get("messages", []) if not one["times"]]
        if len(found) == count:
            return found
        time.sleep(0.1)
    raise AssertionError(stage.data)


def test_an_sms_goes_out_and_its_answer_comes_back_on_the_page(phone):
    warung = a_warung(phone=sms.WARUNG_PHONE)
    good = a_good(a_seller(), "Getuk", price=15_000)
    requests.post(f"{phone.url}/kirim", data={"text": f"PESAN {good.pk} 2 “Krajan”"}, timeout=10)
    [one] = answered(phone, 1)
    assert one["status"] == 200
    assert "Rp30.000" in one["reply"]
    assert "Rp30.000" in requests.get(phone.url, timeout=10).text
    draft = TextDraft.objects.get(warung=warung)
    assert (draft.message_id, draft.place) == (one["id"], "“KRAJAN”")


def test_a_message_delivered_three_times_is_one_draft(phone):
    a_warung(phone=sms.WARUNG_PHONE)
    requests.post(f"{phone.url}/_sim/notify", json={"kind": "duplicates"}, timeout=10)
    requests.post(f"{phone.url}/kirim", json={"text": "halo"}, timeout=10)
    answered(phone, 1)
    assert TextDraft.objects.count() == 1
