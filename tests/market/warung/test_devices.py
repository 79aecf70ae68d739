"""A tablet becomes a warung's own (WR-01 to WR-04, WR-06, WR-33)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from market.core.errors import RuleBroken
from market.warung.devices import pairing, pins, tokens
from market.warung.models import Device, Event, PairingCode, Staff
from tests.market.warung.point import PIN, V1, Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db


def pair(code, **more):
    body = {"code": code, "model": "Tab A7", "os": "Android 9", "app_version": "1.0", **more}
    return Client().post(f"{V1}devices/pair", body, content_type="application/json")


def test_a_code_pairs_one_tablet_once():
    warung = a_warung()
    code = pairing.make_code(warung, None).code
    answer = pair(code.lower())
    assert answer.status_code == 201
    body = answer.json()
    assert body["warung"] == {"id": warung.pk, "name": warung.name, "village_code": warung.village_id}
    device = Device.objects.get(pk=body["device_id"])
    assert (device.model, device.os, device.app_version) == ("Tab A7", "Android 9", "1.0")
    again = pair(code)
    assert (again.status_code, again.json()["code"]) == (409, "pairing_code_used")
    assert again["Content-Type"] == "application/problem+json"
    assert Device.objects.count() == 1


def test_a_token_is_kept_nowhere_but_as_a_digest():
    code = pairing.make_code(a_warung(), None).code
    token = pair(code).json()["token"]
    device = Device.objects.get()
    assert token not in str([vars(device), vars(PairingCode.objects.get())])
    assert device.token_hash == tokens.digest(token)


def test_a_code_older_than_a_quarter_of_an_hour_is_refused_in_indonesian():
    code = pairing.make_code(a_warung(), None).code
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        answer = pair(code)
    assert (answer.status_code, answer.json()["code"]) == (410, "pairing_code_expired")
    assert "Minta kode baru" in answer.json()["detail"]
    assert Device.objects.count() == 0


@pytest.mark.parametrize("body", [{}, {"code": ""}, {"code": "ZZZZZZZZ"}, {"code": "x" * 41}, {"code": ["a"]}])
def test_a_code_that_nobody_made_is_a_mistake_with_a_word(body):
    answer = Client().post(f"{V1}devices/pair", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_without_a_token_and_with_a_wrong_one_the_answer_is_the_same():
    Tablet(a_warung())
    bodies = []
    for headers in ({}, {"Authorization": "Device wrong"}, {"Authorization": "Bearer x"}, {"Authorization": "Device"}):
        answer = Client().get(f"{V1}devices/me", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Device")
        bodies.append(answer.json())
    assert bodies[0]["code"] == "unauthenticated"
    assert all(one == bodies[0] for one in bodies)


def test_a_tablet_says_who_it_is():
    warung = a_warung()
    clerk = a_clerk(warung)
    body = Tablet(warung).get("devices/me").json()
    assert body["staff"] == [{"id": clerk.pk, "name": "Wati", "role": "clerk"}]
    assert body["profile"]["name"] == "counter"
    assert "order.create" in body["profile"]["operations"]
    assert "pin" not in str(body["staff"])


def test_a_revoked_tablet_is_told_so():
    tablet = Tablet(a_warung())
    assert pairing.revoke(tablet.device)
    answer = tablet.get("devices/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "device_revoked")
    assert not pairing.revoke(tablet.device)
    assert Event.objects.filter(kind="device_revoked").count() == 1


def test_a_tablet_that_says_good_bye_is_out():
    tablet = Tablet(a_warung())
    assert tablet.client.delete(f"{V1}devices/me", headers=tablet.headers()).status_code == 204
    assert tablet.get("devices/me").status_code == 401


def test_the_old_token_works_until_the_new_one_is_used():
    tablet = Tablet(a_warung())
    old, new = tablet.token, tablet.post("devices/rotate", {}).json()["token"]
    assert tablet.get("devices/me").status_code == 200
    tablet.token = new
    assert tablet.get("devices/me").status_code == 200
    tablet.token = old
    assert tablet.get("devices/me").status_code == 401


def test_a_screen_for_visitors_has_neither_people_nor_operations():
    warung = a_warung()
    a_clerk(warung)
    kiosk = Tablet(warung, Device.Profile.KIOSK)
    assert kiosk.post("operations", {"operations": []}).status_code == 404
    assert {item["resource"] for item in kiosk.pull()[0]} == {"settings"}


def test_an_app_that_is_too_old_is_told_but_its_operations_are_taken(settings):
    settings.WARUNG_MIN_APP_VERSION = "2.0"
    tablet = Tablet(a_warung())
    answer = tablet.get("changes")
    assert (answer.status_code, answer.json()["code"]) == (426, "too_old")
    assert "Perbarui" in answer.json()["detail"]
    assert tablet.does("nonsense", {})["result"] == "refused"
    assert tablet.post("operations/status", {"ids": []}).status_code == 200
    assert tablet.get("changes", **{"X-App-Version": "2.0"}).status_code == 200


def test_five_wrong_pins_lock_this_person_only():
    warung = a_warung()
    clerk, other = a_clerk(warung), a_clerk(warung, "Yono", "9317")
    for _try in range(5):
        assert not pins.check(clerk, "0000")
    with pytest.raises(RuleBroken) as raised:
        pins.check(clerk, PIN)
    assert raised.value.code == "pin_locked"
    assert pins.check(other, "9317")
    event = Event.objects.get(kind="pin_locked")
    assert event.staff == clerk
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert pins.check(Staff.objects.get(pk=clerk.pk), PIN)


def test_four_wrong_pins_and_a_right_one_begin_anew():
    clerk = a_clerk(a_warung())
    for _round in range(3):
        for _try in range(4):
            assert not pins.check(clerk, "0000")
        assert pins.check(clerk, PIN)


@pytest.mark.parametrize("pin", ["123", "1234", "1111", "12345678901", "abcd", "", "９９１２"])
def test_a_pin_that_is_too_plain_is_refused(pin):
    with pytest.raises(RuleBroken):
        pins.hashed(pin)
