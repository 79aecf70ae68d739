"""A gateway that is set up wrongly is told at the start."""

import pytest

from market.payments.checks import check_gateways, check_gateways_of_a_real_place
from market.settings.gateways import STAND_INS, gateways

MIDTRANS = "market.payments.gateways.midtrans.Midtrans"


def told(settings, backend=MIDTRANS, chosen="midtrans", code="midtrans", **options):
    settings.GATEWAYS = {code: {"BACKEND": backend, "OPTIONS": options}}
    settings.PAYMENT_GATEWAY = chosen
    return [m.id for m in check_gateways()], [m.id for m in check_gateways_of_a_real_place()]


GOOD = {"server_key": "Mid-server-x", "merchant_id": "G1", "is_production": True}


@pytest.mark.parametrize(
    ("wrong", "anywhere", "real"),
    [
        ({}, [], []),
        ({"server_key": ""}, ["payments.midtrans.no_key"], []),
        ({"merchant_id": ""}, ["payments.midtrans.no_merchant"], []),
        ({"server_key": "SB-Mid-server-x"}, [], ["payments.midtrans.sandbox_key"]),
        ({"core_url": "http://127.0.0.1:8903"}, [], ["payments.midtrans.no_tls"]),
        ({"core_url": "http://api.contoh.test"}, ["payments.midtrans.no_tls"], []),
        ({"backend": "market.payments.gateways.tidak.Ada"}, ["payments.E002"], []),
        ({"backend": "market.core.http.Http"}, ["payments.E003"], []),
        ({"code": "lain"}, ["payments.E003", "payments.E001"], []),
        ({"chosen": "lain"}, ["payments.E001"], []),
    ],
    ids=str,
)
def test_each_mistake_is_told_where_it_matters(settings, wrong, anywhere, real):
    assert told(settings, **{**GOOD, **wrong}) == (anywhere, real)


def test_the_stand_in_is_used_only_where_no_key_is_given(monkeypatch):
    assert gateways(STAND_INS)["midtrans"]["OPTIONS"]["core_url"].startswith("http://127.0.0.1")
    monkeypatch.setenv("MIDTRANS_SERVER_KEY", "SB-Mid-server-asli")
    options = gateways(STAND_INS)["midtrans"]["OPTIONS"]
    assert (options["server_key"], options["core_url"], options["merchant_id"]) == ("SB-Mid-server-asli", "", "")
    monkeypatch.delenv("MIDTRANS_SERVER_KEY")
    assert gateways()["midtrans"]["OPTIONS"]["server_key"] == ""
