"""Midtrans' words and ours: the tables, the body of a request, the reading of an answer. Pure functions.

The money state is `transaction_status`; `status_code` only says how the call went, and 407 means "expired".
Their times are GMT+7 without saying so; their amounts are strings with two decimals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from market.core.errors import Nonsense, Refused
from market.core.http import redact
from market.core.money import to_rupiah
from market.payments.gateways.base import (
    REFERENCE_SHAPE,
    UNKNOWN_METHOD,
    Capability,
    Item,
    Opened,
    OpenRequest,
    PaymentState,
    PaymentStatus,
    RefundRequest,
    RefundState,
    RefundStatus,
)
from market.payments.gateways.midtrans_client import PROVIDER, Call

WIB = timezone(timedelta(hours=7), "WIB")
MIN_OPEN_MINUTES, MAX_OPEN_MINUTES = 5, 7 * 24 * 60  # the page's own life
MAX_ITEMS = 50
MAX_NAME_CHARS = 50
DAY_SECONDS = 86_400
BANK_EXPIRY_SECONDS = 180 * DAY_SECONDS
AMOUNT_SHAPE = re.compile(r"\d{1,13}(\.0{1,2})?\Z")

# Limits as published 30 March 2026. A VA, a Mandiri bill and a shop code cannot be given back through the gateway.
METHODS: dict[str, Capability] = {
    "qris": Capability(1, 10_000_000, refundable=True, partial_refund=True, refund_days=7),
    "gopay": Capability(1, 20_000_000, True, True, 45, max_expiry_seconds=7 * DAY_SECONDS),
    "shopeepay": Capability(1, 20_000_000, True, False, 365, max_expiry_seconds=5 * DAY_SECONDS),
    "va_bri": Capability(1, 20_000_000_000, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_bca": Capability(10_000, 20_000_000_000, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_bni": Capability(1, None, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_mandiri": Capability(1, 50_000_000_000, reversible=True, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_permata": Capability(1, 9_999_999_999, reversible=True, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_cimb": Capability(1, 250_000_000, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "va_bsi": Capability(1_000, None, max_expiry_seconds=BANK_EXPIRY_SECONDS),
    "indomaret": Capability(10_000, 5_000_000, reversible=True, max_expiry_seconds=DAY_SECONDS),
    "alfamart": Capability(1, 2_500_000, reversible=True, max_expiry_seconds=DAY_SECONDS),
}
SNAP_WORDS = {
    "qris": "other_qris",
    "gopay": "gopay",
    "shopeepay": "shopeepay",
    "va_bri": "bri_va",
    "va_bca": "bca_va",
    "va_bni": "bni_va",
    "va_mandiri": "echannel",
    "va_permata": "permata_va",
    "va_cimb": "cimb_va",
    "va_bsi": "bsi_va",
    "indomaret": "indomaret",
    "alfamart": "alfamart",
}
STATES = {
    "pending": PaymentState.PENDING,
    "authorize": PaymentState.PENDING,
    "settlement": PaymentState.PAID,
    "capture": PaymentState.PAID,
    "refund": PaymentState.PAID,
    "partial_refund": PaymentState.PAID,
    "chargeback": PaymentState.PAID,
    "partial_chargeback": PaymentState.PAID,
    "deny": PaymentState.FAILED,
    "failure": PaymentState.FAILED,
    "expire": PaymentState.EXPIRED,
    "cancel": PaymentState.CANCELLED,
}
DISPUTES = ("chargeback", "partial_chargeback")


def snap_request(request: OpenRequest, methods: list[str], *, now: datetime) -> dict[str, Any]:
    """The body of `POST /snap/v1/transactions`. Page and code end at the same minute, within the promise."""
    minutes = min(int((request.expires_at - now).total_seconds()) // 60, MAX_OPEN_MINUTES)
    if minutes < MIN_OPEN_MINUTES:
        raise Refused(
            "too little time left to pay",
            provider=PROVIDER,
            operation="open",
            reference=request.reference,
            code="too_late",
        )
    life = {"unit": "minute", "duration": minutes}
    buyer = {"first_name": request.buyer.name, "phone": request.buyer.phone, "email": request.buyer.email}
    body: dict[str, Any] = {
        "transaction_details": {"order_id": request.reference, "gross_amount": request.amount_rupiah},
        "item_details": [_item(item) for item in _few(list(request.items))],
        "customer_details": {name: value[:255] for name, value in buyer.items() if value},
        "enabled_payments": [SNAP_WORDS[method] for method in methods],
        "expiry": {"start_time": now.astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S %z"), **life},
        "page_expiry": life,
    }
    if request.finish_url:
        body["callbacks"] = {"finish": request.finish_url}
    if request.note:
        body["custom_field1"] = request.note[:255]
    return body


def _few(items: list[Item]) -> list[Item]:
    if len(items) <= MAX_ITEMS:
        return items
    kept, rest = items[: MAX_ITEMS - 1], items[MAX_ITEMS - 1 :]
    total = sum(item.total_rupiah for item in rest)
    return [*kept, Item("LAINNYA", f"{len(rest)} baris lain", total)]


def _item(item: Item) -> dict[str, Any]:
    name = " ".join(item.name.replace("|", " ").split())[:MAX_NAME_CHARS] or item.code[:MAX_NAME_CHARS]
    return {"id": item.code[:50], "name": name, "price": item.price_rupiah, "quantity": item.quantity}


def read_opened(body: Mapping[str, Any], call: Call) -> Opened:
    """Token and address of the page; `Nonsense` without both."""
    token, url = body.get("token"), body.get("redirect_url")
    if not (isinstance(token, str) and isinstance(url, str) and 0 < len(token) <= 100):
        raise Nonsense("no token or page", **call.where)
    if not re.match(r"https?://[^\s\"'<>\\]{3,400}\Z", url):
        raise Nonsense("page address of an odd shape", **call.where)
    return Opened(token, url, redact({**body, "redirect_url": url.replace(token, "…")}))


def read_status(body: Mapping[str, Any], call: Call, merchant_id: str) -> PaymentStatus:
    """Their answer in our words; `Nonsense` when it is about another reference or has no amount."""
    if body.get("order_id") != call.reference:
        raise Nonsense("an answer about another order", **call.where)
    method = read_method(body)
    return PaymentStatus(
        reference=call.reference,
        state=read_state(body),
        amount_rupiah=_amount(body.get("gross_amount"), call),
        currency=str(body.get("currency") or "IDR")[:10],
        transaction_id=identifier(body.get("transaction_id")),
        method=method,
        occurred_at=_time(body.get("settlement_time")) or _time(body.get("transaction_time")),
        expires_at=_time(body.get("expiry_time")),
        refunds=tuple(_refund(entry, call) for entry in body.get("refunds") or [] if isinstance(entry, Mapping)),
        fraud=word(body, "fraud_status")[:20],
        disputed=word(body, "transaction_status") in DISPUTES,
        merchant_ok=is_ours(body, merchant_id),
        reversible=METHODS[method].reversible if method in METHODS else False,
        raw=redacted(body),
    )


def read_state(body: Mapping[str, Any]) -> PaymentState:
    """transaction_status and fraud_status to our state. A paid word without code 200 is not believed."""
    said, fraud = word(body, "transaction_status"), word(body, "fraud_status")
    state = STATES.get(said, PaymentState.UNKNOWN)
    if state is PaymentState.PAID and str(body.get("status_code")) != "200":
        return PaymentState.UNKNOWN
    if said in ("capture", "settlement") and fraud not in ("", "accept"):
        return PaymentState.FAILED if fraud == "deny" else PaymentState.REVIEW
    if said == "capture" and not fraud:
        return PaymentState.REVIEW
    if said == "deny" and body.get("settlement_time"):
        return PaymentState.REVERSED
    if said == "deny" and body.get("payment_type") == "credit_card":
        return PaymentState.PENDING  # the buyer may try another card on the same page
    return state


def read_method(body: Mapping[str, Any]) -> str:
    """payment_type, bank and shop to our word."""
    kind = word(body, "payment_type")
    banks = body.get("va_numbers")
    if kind == "bank_transfer" and body.get("permata_va_number"):
        kind = "va_permata"
    elif kind == "bank_transfer" and isinstance(banks, list) and banks and isinstance(banks[0], Mapping):
        kind = f"va_{word(banks[0], 'bank')}"
    elif kind == "echannel":
        kind = "va_mandiri"
    elif kind == "cstore":
        kind = word(body, "store")
    return kind if kind in METHODS else UNKNOWN_METHOD


def read_refund_answer(body: Mapping[str, Any], request: RefundRequest, call: Call) -> RefundStatus:
    """The answer to a refund; 202 is the bank's "no", whatever else the body says."""
    if str(body.get("status_code")) != "200":
        raise Refused(str(body.get("status_message", ""))[:200], **call.where, code="refund_refused")
    if body.get("order_id") != request.reference or body.get("refund_key", request.key) != request.key:
        raise Nonsense("an answer about another refund", **call.where)
    return RefundStatus(
        request.key,
        request.amount_rupiah,
        RefundState.SUBMITTED,
        str(body.get("refund_chargeback_id") or ""),
        raw=redacted(body),
    )


def _refund(entry: Mapping[str, Any], call: Call) -> RefundStatus:
    confirmed_at = _time(entry.get("bank_confirmed_at"))
    return RefundStatus(
        str(entry.get("refund_key") or ""),
        _amount(entry.get("refund_amount"), call),
        RefundState.SUCCEEDED if confirmed_at else RefundState.SUBMITTED,
        str(entry.get("refund_chargeback_id") or ""),
        confirmed_at,
        redacted(entry),
    )


def is_ours(body: Mapping[str, Any], merchant_id: str) -> bool:
    return not merchant_id or body.get("merchant_id") == merchant_id


def word(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value.lower() if isinstance(value, str) else ""


def _amount(value: Any, call: Call) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int) or not AMOUNT_SHAPE.match(str(value)):
        raise Nonsense(f"amount {str(value)[:30]!r}", **call.where)
    return to_rupiah(str(value))


def _time(value: Any) -> datetime | None:
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=WIB)
    except (TypeError, ValueError):
        return None


def redacted(body: Mapping[str, Any]) -> dict[str, Any]:
    """What we keep of their answer: no secrets, no signature to replay, nothing that a database refuses to hold."""
    kept: dict[str, Any] = _storable(redact({name: value for name, value in body.items() if name != "signature_key"}))
    return kept


def identifier(value: Any) -> str:
    """Their id, or nothing when it has an odd shape."""
    return value if isinstance(value, str) and REFERENCE_SHAPE.match(value) else ""


def _storable(value: Any) -> Any:
    if isinstance(value, str):  # PostgreSQL's jsonb takes neither NUL nor half a surrogate pair
        return value.encode("utf-8", "replace").decode().replace("\0", "")
    if isinstance(value, dict):
        return {_storable(name): _storable(item) for name, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value
