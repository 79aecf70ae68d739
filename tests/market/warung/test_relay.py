"""A tablet without signal gives its outbox to somebody's phone (WR-04, WR-30)."""

import base64
import json
import os

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client

from market.warung.devices import pairing
from market.warung.models import Device, Event, Operation, Shift
from market.warung.relay import sealing
from tests.market.warung.point import V1, Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db


def b64(data):
    return base64.b64encode(data).decode()


class Sealer:
    """The tablet's part, as another maker could write it: its key stays inside."""

    def __init__(self, tablet):
        self.device, self.key = tablet.device, ec.generate_private_key(sealing.CURVE)
        (told,) = [one for one in tablet.pull()[0] if one["resource"] == "settings"]
        self.store = sealing.point(told["data"]["relay_key"])
        Device.objects.filter(pk=self.device.pk).update(public_key=b64(sealing.raw(self.key.public_key())))

    def seal(self, *operations):
        ephemeral, iv, device = ec.generate_private_key(sealing.CURVE), os.urandom(12), str(self.device.pk)
        head = f"1|{device}|{b64(sealing.raw(ephemeral.public_key()))}|{b64(iv)}"
        inner = json.dumps({"device": device, "operations": operations}).encode()
        key = sealing.derived(ephemeral.exchange(ec.ECDH(), self.store))
        sealed = b64(AESGCM(key).encrypt(iv, inner, head.encode()))
        r, s = decode_dss_signature(self.key.sign(f"{head}|{sealed}".encode(), ec.ECDSA(hashes.SHA256())))
        _v, device, ephemeral_text, iv_text = head.split("|")
        signature = b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return {"v": 1, "device": device, "ephemeral": ephemeral_text, "iv": iv_text, "sealed": sealed,
                "signature": signature}  # fmt: skip


@pytest.fixture
def warung():
    return a_warung()


@pytest.fixture
def packet(warung):
    tablet, clerk = Tablet(warung), a_clerk(warung)
    return Sealer(tablet).seal(tablet.made("shift.open", {"float": 123_457}, staff=clerk.pk))


def hand_in(packet):
    return Client().post(f"{V1}relay", packet, content_type="application/json")


def test_a_packet_is_credited_to_its_tablet_and_a_repeat_is_harmless(packet):
    first, second = hand_in(packet), hand_in(packet)
    assert first.status_code == 200, first.content
    assert [one["result"] for one in first.json()["results"]] == ["applied"]
    assert [one["result"] for one in second.json()["results"]] == ["already"]
    assert str(Shift.objects.get().device_id) == packet["device"]
    assert Operation.objects.get().is_relayed


def test_whoever_carries_it_can_read_nothing(packet):
    text = json.dumps(packet)
    assert "123457" not in text
    assert "shift" not in text
    assert b"shift" not in base64.b64decode(packet["sealed"])


@pytest.mark.parametrize("part", ["device", "ephemeral", "iv", "sealed", "signature"])
def test_a_changed_byte_is_refused_wherever_it_is(packet, warung, part):
    other = Tablet(warung)
    Sealer(other)
    changed = str(other.device.pk) if part == "device" else None
    if changed is None:
        data = bytearray(base64.b64decode(packet[part]))
        data[-1] ^= 1
        changed = b64(bytes(data))
    answer = hand_in({**packet, part: changed})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert Operation.objects.count() == 0


def test_without_the_check_of_the_signature_a_stranger_could_speak_for_the_tablet(packet, warung, monkeypatch):
    """The twin: sealing alone proves nothing about who sealed."""
    stranger = Sealer(Tablet(warung))
    stranger.device = Device.objects.get(pk=packet["device"])
    forged = stranger.seal({"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a01", "kind": "shift.open", "data": {"float": 1}})
    assert hand_in(forged).status_code == 400
    monkeypatch.setattr(sealing, "verify", lambda packet, key: None)
    assert hand_in(forged).status_code == 200


@pytest.mark.parametrize("wrong", [{}, {"device": "x"}, {"sealed": "###"}, {"ephemeral": "AAAA"}, {"signature": ""}])
def test_what_is_no_packet_is_a_mistake_with_a_word(packet, wrong):
    body = {**packet, **wrong} if wrong else {}
    answer = hand_in(body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_revoked_tablets_packet_is_taken_and_noted(packet):
    pairing.revoke(Device.objects.get(pk=packet["device"]))
    assert hand_in(packet).json()["results"][0]["result"] == "applied"
    assert Event.objects.filter(kind="relay_of_revoked").count() == 1


def test_a_neighbours_phone_hands_it_in_on_a_page_without_a_login(packet):
    page = Client().get("/titip/")
    assert page.status_code == 200
    done = Client().post("/titip/", {"packet": json.dumps(packet)})
    assert "1 catatan sudah diterima" in done.content.decode()
    assert Shift.objects.count() == 1
    for wrong in ("", "hello", "[]", "{}", json.dumps({**packet, "sealed": "AAAA"})):
        again = Client().post("/titip/", {"packet": wrong})
        assert again.status_code == 200
        assert "catatan sudah diterima" not in again.content.decode()


def test_a_tablet_tells_its_key_when_it_is_paired(warung):
    key = b64(sealing.raw(ec.generate_private_key(sealing.CURVE).public_key()))
    for given, status in ((key, 201), ("", 201), ("AAAA", 400)):
        body = {"code": pairing.make_code(warung, None).code, "public_key": given}
        answer = Client().post(f"{V1}devices/pair", body, content_type="application/json")
        assert answer.status_code == status
        if status == 400:
            assert answer.json()["errors"][0]["pointer"] == "/public_key"
    assert Device.objects.filter(public_key=key).count() == 1
