"""Who takes the buyers' money: the shape of CACHES. docs/gateways.md explains every name."""

from collections.abc import Mapping
from typing import Any

from market.settings.env import flag, number, text, words

# What the stand-in of market/sandbox accepts. Not secrets: they open nothing.
STAND_IN_URL = f"http://127.0.0.1:{number('SANDBOX_MIDTRANS_PORT', 8903)}"
STAND_INS = {
    "MIDTRANS_SERVER_KEY": "SB-Mid-server-SIMULASI",
    "MIDTRANS_MERCHANT_ID": "G000000001",
    "MIDTRANS_CORE_URL": STAND_IN_URL,
    "MIDTRANS_SNAP_URL": f"{STAND_IN_URL}/snap/v1",
    "MIDTRANS_NOTIFICATION_URL": f"http://127.0.0.1:{text('PORT', '8000')}/hook/midtrans/",
    "TRANSFER_BANK": "BRI",
    "TRANSFER_ACCOUNT": "001201000123456",
    "TRANSFER_HOLDER": "BUMDes Maju Krandegan",
    "QRIS_STATIC": (
        "00020101021126630016ID.CO.CONTOH.WWW0118936000000000000012021000000000010303UMI51440014ID.CO.QRIS.WWW0215"
        "ID10200000000010303UMI5204541153033605802ID5918WARUNG PINTAR DESA6011KAB. CONTOH6105570006304605F"
    ),
}


def gateways(defaults: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """GATEWAYS for a place. `defaults` stand in as a whole, and only where no server key of one's own is given."""
    known = {} if text("MIDTRANS_SERVER_KEY") else dict(defaults or {})
    names = ("server_key", "merchant_id", "core_url", "snap_url", "notification_url")
    midtrans: dict[str, Any] = {name: _said(f"MIDTRANS_{name.upper()}", known) for name in names}
    midtrans["previous_server_keys"] = words("MIDTRANS_PREVIOUS_SERVER_KEYS")
    midtrans["is_production"] = flag("MIDTRANS_IS_PRODUCTION")
    found: dict[str, dict[str, Any]] = {
        "midtrans": {"BACKEND": "market.payments.gateways.midtrans.Midtrans", "OPTIONS": midtrans},
        "cash": {"BACKEND": "market.payments.gateways.local.Cash", "OPTIONS": {}},
        "kasbon": {"BACKEND": "market.payments.gateways.kasbon.Kasbon", "OPTIONS": {}},
    }
    bank = {name: _said(f"TRANSFER_{name.upper()}", known) for name in ("bank", "account", "holder")}
    if bank["account"]:
        found["transfer"] = {"BACKEND": "market.payments.gateways.local.Transfer", "OPTIONS": bank}
    if payload := _said("QRIS_STATIC", known):
        found["qris_static"] = {"BACKEND": "market.payments.gateways.local.StaticQris", "OPTIONS": {"payload": payload}}
    return found


def _said(name: str, known: Mapping[str, str]) -> str:
    return text(name, known.get(name, ""))
