"""Which couriers, where they are, who we are to them: the shape of CACHES. Names are told in docs/couriers.md."""

from collections.abc import Mapping
from typing import Any

from market.settings.env import number, text, words

Courier = dict[str, Any]

# What the stand-ins of market/sandbox accept. Not secrets: they open nothing.
STAND_INS = {
    "JNE_BASE_URL": f"http://127.0.0.1:{number('SANDBOX_JNE_PORT', 8901)}",
    "JNE_USERNAME": "TESTAPI",
    "JNE_API_KEY": "SIMULASI-JNE",
    "JNE_BRANCH": "CGK000",
    "JNE_CUST_ID": "10950700",
    "POS_BASE_URL": f"http://127.0.0.1:{number('SANDBOX_POS_PORT', 8902)}",
    "POS_KEY": "simulasi-key",
    "POS_SECRET": "SIMULASI-POS",
    "POS_USER": "simulasi",
    "POS_PASSWORD": "SIMULASI-X-POS",
    "POS_CUSTOMER_ID": "BUMDES0001",
    "POS_USER_ID": "12345",
}

# Beside them in the embedded place, so that a newcomer sees couriers that come through others.
BROKER_STAND_INS = {
    "BITESHIP_BASE_URL": f"http://127.0.0.1:{number('SANDBOX_BITESHIP_PORT', 8905)}",
    "BITESHIP_KEY": "simulasi-biteship-test",
    "BITESHIP_WEBHOOK_SECRET": "SIMULASI-BITESHIP-HOOK",
    "BITESHIP_PER_SECOND": "5",
}

# The operator's fallback until the table in the database says otherwise: rupiah by distance, first and next kilogram.
TARIFFS = {
    "district": {"first_kg_rupiah": 9_000, "next_kg_rupiah": 9_000, "days_from": 1, "days_to": 2},
    "regency": {"first_kg_rupiah": 10_000, "next_kg_rupiah": 10_000, "days_from": 1, "days_to": 3},
    "province": {"first_kg_rupiah": 14_000, "next_kg_rupiah": 14_000, "days_from": 2, "days_to": 4},
    "island": {"first_kg_rupiah": 22_000, "next_kg_rupiah": 22_000, "days_from": 2, "days_to": 5},
    "country": {"first_kg_rupiah": 45_000, "next_kg_rupiah": 45_000, "days_from": 4, "days_to": 9},
}

# The village's own carriage: its zones, drivers and points are rows, edited at the desk.
OWN: dict[str, Courier] = {
    "ojek": {"BACKEND": "market.shipping.couriers.ojek.Ojek", "OPTIONS": {}},
    "ambil": {"BACKEND": "market.shipping.couriers.ojek.Collect", "OPTIONS": {}},
}


def couriers(defaults: Mapping[str, str] | None = None) -> dict[str, Courier]:
    """COURIERS for a place; `defaults` stand in for what the environment does not say.

    A courier without a base URL is not set up and left out, unless COURIERS names it: then the check complains.
    """
    told = defaults or {}
    every = {"jne": _jne(told), "pos": _pos(told), "biteship": _biteship(told), **_more(told), **OWN}
    set_up = [code for code, one in every.items() if code in ("flat", *OWN) or "base_url" in one["OPTIONS"]]
    return {code: every.get(code, {}) for code in words("COURIERS", ",".join(set_up))}


def _jne(defaults: Mapping[str, str]) -> Courier:
    names = (
        "base_url", "rates_url", "book_url", "pickup_url", "track_url", "places_url", "username", "api_key", "branch",
        "cust_id", "cod_cust_id", "jtr_cust_id", "merchant_id", "drop_off_by", "goods_type", "pickup_service",
        "pickup_vehicle", "cod_flag_off", "ca_bundle", "rates_seconds", "book_seconds", "pickup_seconds",
        "track_seconds", "places_seconds",
    )  # fmt: skip
    return {
        "BACKEND": "market.shipping.couriers.jne.JNE",
        "OPTIONS": {
            **_options("JNE", names, defaults),
            "divisor": number("JNE_DIVISOR", 6_000),
            "tolerance_grams": number("JNE_TOLERANCE_GRAMS", 300),
            "service_minimum_grams": {"JTR": 10_000},
            "services": words("JNE_SERVICES", "REG,YES,OKE,JTR,CTC,CTCYES"),
        },
    }


def _pos(defaults: Mapping[str, str]) -> Courier:
    names = (
        "base_url", "token_path", "rates_path", "book_path", "track_path", "key", "secret", "user", "password",
        "customer_id", "member_id", "user_id", "item_type", "ca_bundle", "token_seconds", "rates_seconds",
        "book_seconds", "track_seconds",
    )  # fmt: skip
    return {
        "BACKEND": "market.shipping.couriers.pos.Pos",
        "OPTIONS": {
            **_options("POS", names, defaults),
            "divisor": number("POS_DIVISOR", 6_000),
            "max_grams": number("POS_MAX_GRAMS", 30_000),
            "services": {"240": "Pos Reguler", "447": "Pos Nextday"},
        },
    }


def _biteship(defaults: Mapping[str, str]) -> Courier:
    names = (
        "base_url", "key", "key_prefix", "per_second", "webhook_header", "webhook_secret", "ca_bundle",
        "rates_seconds", "areas_seconds", "book_seconds", "fetch_seconds", "cancel_seconds", "track_seconds",
    )  # fmt: skip
    return {
        "BACKEND": "market.shipping.couriers.biteship.Biteship",
        "OPTIONS": {
            **_options("BITESHIP", names, defaults),
            "couriers": words("BITESHIP_COURIERS", "sicepat,jnt,anteraja"),
            "services": words("BITESHIP_SERVICES"),
        },
    }


def _more(defaults: Mapping[str, str]) -> dict[str, Courier]:
    """Those that stand in one file each, and the stored tariff, which comes last."""
    gosend = (
        "base_url", "client_id", "pass_key", "webhook_header", "webhook_token", "max_km", "ca_bundle", "rates_seconds",
        "book_seconds", "fetch_seconds", "track_seconds", "cancel_seconds",
    )  # fmt: skip
    rajaongkir = ("base_url", "key", "ca_bundle", "places_seconds", "rates_seconds", "track_seconds")
    return {
        "gosend": {
            "BACKEND": "market.shipping.couriers.gosend.GoSend", "OPTIONS": _options("GOSEND", gosend, defaults)
        },
        "rajaongkir": {
            "BACKEND": "market.shipping.couriers.rajaongkir.RajaOngkir",
            "OPTIONS": {
                **_options("RAJAONGKIR", rajaongkir, defaults),
                "couriers": words("RAJAONGKIR_COURIERS", "jnt,sicepat,anteraja,ninja"),
                "services": words("RAJAONGKIR_SERVICES"),
            },
        },
        "flat": _flat(),
    }  # fmt: skip


def _flat() -> Courier:
    return {"BACKEND": "market.shipping.couriers.flat.Flat", "OPTIONS": {"tariffs": TARIFFS, "divisor": 6_000}}


def _options(prefix: str, names: tuple[str, ...], defaults: Mapping[str, str]) -> dict[str, str]:
    """JNE_BASE_URL and the like; what is empty is left out, so that an adapter's own default holds."""
    values = {name: f"{prefix}_{name.upper()}" for name in names}
    return {name: value for name, env in values.items() if (value := text(env, defaults.get(env, "")))}
