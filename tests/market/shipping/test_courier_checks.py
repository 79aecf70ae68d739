"""A courier that is set up wrongly is told at the start; one that is not set up is left out."""

import pytest
from django.test import override_settings

from market.core.errors import Misconfigured
from market.settings.couriers import STAND_INS, couriers
from market.shipping.checks import check_couriers, check_stand_ins
from market.shipping.couriers.base import Can
from market.shipping.registry import courier
from market.shipping.registry import couriers as all_able

REAL = {name: value.replace("http://127.0.0.1", "https://kurir.example") for name, value in STAND_INS.items()}
OWN_FIELDS = ["JNE_BASE_URL", "JNE_USERNAME", "JNE_API_KEY", "JNE_BRANCH", "JNE_CUST_ID", "POS_KEY", "POS_SECRET"]


def _ids(check, configured):
    with override_settings(COURIERS=configured):
        return [message.id for message in check()]


def test_the_stand_ins_pass_at_home_and_are_told_in_a_real_place():
    assert _ids(check_couriers, couriers(STAND_INS)) == []
    assert _ids(check_stand_ins, couriers(STAND_INS)) == ["shipping.W001"] * 2


def test_a_real_place_that_is_set_up_has_nothing_to_tell():
    assert _ids(check_couriers, couriers(REAL)) == []
    assert _ids(check_stand_ins, couriers(REAL)) == []


@pytest.mark.parametrize("field", OWN_FIELDS)
def test_a_named_courier_without_one_of_its_fields_is_an_error(field, monkeypatch):
    monkeypatch.setenv("COURIERS", "jne,pos,flat")
    with override_settings(COURIERS=couriers({**REAL, field: ""})):
        (message,) = check_couriers()
    assert message.id == "shipping.E004"
    assert field in message.hint
    assert not [value for value in (STAND_INS["JNE_API_KEY"], STAND_INS["POS_SECRET"]) if value in str(message)]


def test_a_courier_without_an_address_is_left_out():
    assert list(couriers()) == ["flat", "ojek", "ambil"]
    assert list(couriers({**STAND_INS, "POS_BASE_URL": ""})) == ["jne", "flat", "ojek", "ambil"]


def test_a_courier_that_nobody_knows_is_an_error(monkeypatch):
    monkeypatch.setenv("COURIERS", "tiki")
    assert _ids(check_couriers, couriers()) == ["shipping.E001"]
    assert _ids(check_couriers, {"jne": {"BACKEND": "market.shipping.couriers.kosong.X"}}) == ["shipping.E001"]
    assert _ids(check_couriers, {"tiki": {"BACKEND": "market.shipping.couriers.jne.JNE"}}) == ["shipping.E002"]


def test_keys_never_travel_in_the_clear():
    clear = {**REAL, "JNE_BASE_URL": "http://apiv2.jne.example:10101"}
    assert _ids(check_couriers, couriers(clear)) == ["shipping.E003"]
    for trick in ("http://127.0.0.1.jahat.example", "http://localhost@jahat.example/"):
        assert _ids(check_couriers, couriers({**REAL, "JNE_BASE_URL": trick})) == ["shipping.E003"]


def test_the_registry_builds_each_once_and_again_after_a_change():
    with override_settings(COURIERS=couriers(STAND_INS)):
        first = courier("jne")
        assert courier("jne") is first
        assert [one.code for one in all_able(Can.BOOK)] == ["jne", "pos", "ojek", "ambil"]
    with override_settings(COURIERS=couriers()):
        assert [one.code for one in all_able(Can.RATE)] == ["flat", "ojek", "ambil"]
        with pytest.raises(Misconfigured):
            courier("jne")
