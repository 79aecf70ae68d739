"""Who carries the sellers' money to their banks: the shape of CACHES. docs/gateways.md explains every name."""

from collections.abc import Mapping
from typing import Any

from market.settings.env import flag, number, text

PAYOUT_MINIMUM_RUPIAH = number("PAYOUT_MINIMUM_RUPIAH", 50_000)
BANK_CHANGE_HOLD_HOURS = number("BANK_CHANGE_HOLD_HOURS", 48)

# What the stand-in of market/sandbox accepts. Not secrets: they open nothing.
PAYOUT_STAND_INS = {
    "IRIS_BASE_URL": f"http://127.0.0.1:{number('SANDBOX_IRIS_PORT', 8909)}/iris/api/v1",
    "IRIS_CREATOR_KEY": "IRIS-creator-SIMULASI",
    "IRIS_APPROVER_KEY": "IRIS-approver-SIMULASI",
    "IRIS_MERCHANT_KEY": "IRIS-merchant-SIMULASI",
}


def payout_gateways(defaults: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """PAYOUT_GATEWAYS for a place: IRIS when there is a key of one's own, or the stand-in's as a whole."""
    known = {} if text("IRIS_CREATOR_KEY") else dict(defaults or {})
    iris: dict[str, Any] = {
        "base_url": text("IRIS_BASE_URL", known.get("IRIS_BASE_URL", "https://app.midtrans.com/iris/api/v1")),
        "creator_key": text("IRIS_CREATOR_KEY", known.get("IRIS_CREATOR_KEY", "")),
        "approver_key": text("IRIS_APPROVER_KEY", known.get("IRIS_APPROVER_KEY", "")),
        "merchant_key": text("IRIS_MERCHANT_KEY", known.get("IRIS_MERCHANT_KEY", "")),
        "asks_otp": flag("IRIS_ASKS_OTP"),
    }
    if not iris["creator_key"]:
        return {}
    return {"iris": {"BACKEND": "market.payments.gateways.iris.Iris", "OPTIONS": iris}}
