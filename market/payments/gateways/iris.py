"""Midtrans Payouts (IRIS), by our own small client: midtransclient has none.

Two keys: the creator's makes and reads, the approver's lets go; a third, the merchant's, only checks notifications and
is never sent. There is no field for a reference of ours, so our number is the note and the idempotency key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from urllib.parse import quote

from market.core.errors import MarketError, Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Reply
from market.payments.gateways.base import Problem
from market.payments.gateways.payouts import (
    PayoutGateway,
    PayoutHint,
    PayoutRequest,
    PayoutState,
    PayoutStatus,
    StatementLine,
)

DEADLINE_SECONDS = 10.0
MAX_ANSWER_BYTES = 1_000_000
MAX_WORDS = 200
REFERENCE_SHAPE = re.compile(r"(?!\.+\Z)[A-Za-z0-9._-]{1,60}\Z")
NOT_FOR_NOTES = re.compile(r"[^A-Za-z0-9 ]+")
STATES = {
    "queued": PayoutState.QUEUED,
    "approved": PayoutState.APPROVED,
    "processed": PayoutState.PROCESSED,
    "completed": PayoutState.COMPLETED,
    "failed": PayoutState.FAILED,
    "rejected": PayoutState.REJECTED,
}
OPTIONS = ("base_url", "creator_key", "approver_key", "merchant_key")


@dataclass(frozen=True, slots=True)
class Question:
    """One call: what is asked about what, and by whose key."""

    method: str
    path: str
    operation: str
    reference: str = ""
    body: Any = None
    key: str = ""
    who: str = "creator_key"


class Iris(PayoutGateway):
    code: ClassVar[str] = "iris"
    key_hours: ClassVar[int] = 20  # theirs live 24 hours and are purged at midnight UTC

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        for name in OPTIONS:
            if not options.get(name):
                yield Problem("missing", f"no {name}", hint=f"set IRIS_{name.upper()}")
        if options.get("creator_key") and options.get("creator_key") == options.get("approver_key"):
            yield Problem("one_key", "creator and approver have one key", hint="two people, two keys")
        if production and not str(options.get("base_url", "")).startswith("https://"):
            yield Problem("plain", "base_url is not https")

    def send(self, request: PayoutRequest) -> str:
        body = {
            "payouts": [
                {
                    "beneficiary_name": request.to.holder_name,
                    "beneficiary_account": request.to.account_number,
                    "beneficiary_bank": request.to.bank_code,
                    "amount": f"{request.amount_rupiah}.0",
                    "notes": NOT_FOR_NOTES.sub(" ", request.note or request.key)[:100],
                }
            ]
        }
        found = self._ask(Question("POST", "/payouts", "send", request.key, body=body, key=request.key))
        rows = found.get("payouts") if isinstance(found, dict) else None
        reference = rows[0].get("reference_no") if isinstance(rows, list) and len(rows) == 1 and rows[0] else None
        if not isinstance(reference, str) or not REFERENCE_SHAPE.match(reference):
            raise Unclear("no reference in the answer", provider=self.code, operation="send", reference=request.key)
        return reference

    def approve(self, references: Sequence[str], otp: str = "") -> None:
        body = {"reference_nos": list(references), **({"otp": otp} if otp else {})}
        self._ask(
            Question("POST", "/payouts/approve", "approve", ",".join(references)[:60], body=body, who="approver_key")
        )

    def fetch(self, reference: str) -> PayoutStatus:
        found = self._ask(Question("GET", f"/payouts/{_path(reference)}", "fetch", reference))
        if not isinstance(found, dict) or found.get("reference_no") not in (None, reference):
            raise Nonsense("another payout", provider=self.code, operation="fetch", reference=reference)
        state = STATES.get(str(found.get("status", "")).lower(), PayoutState.UNKNOWN)
        return PayoutStatus(reference, state, _rupiah(found.get("amount")), str(found.get("error_code") or ""), found)

    def balance_rupiah(self) -> int:
        found = self._ask(Question("GET", "/balance", "balance", ""))
        amount = _rupiah(found.get("balance") if isinstance(found, dict) else None)
        if amount is None:
            raise Nonsense("no balance", provider=self.code, operation="balance")
        return amount

    def statement(self, from_on: date, to_on: date) -> list[StatementLine]:
        path = f"/statements?from_date={from_on.isoformat()}&to_date={to_on.isoformat()}"
        found = self._ask(Question("GET", path, "statement", ""))
        if not isinstance(found, list):
            raise Nonsense("no list", provider=self.code, operation="statement")
        return [_line(row) for row in found if isinstance(row, dict)]

    def holder_of(self, bank_code: str, account_number: str) -> str:
        path = f"/account_validation?bank={quote(bank_code, safe='')}&account={quote(account_number, safe='')}"
        found = self._ask(Question("GET", path, "validate", ""))
        name = found.get("account_name") if isinstance(found, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise Nonsense("no name", provider=self.code, operation="validate")
        return name.strip()[:80]

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> PayoutHint:
        told = next((value for name, value in headers.items() if name.lower() == "iris-signature"), "")
        key = str(self.options.get("merchant_key", ""))
        if not key:
            raise Misconfigured("iris has no merchant key", code="no_key")
        right = hashlib.sha512(body + key.encode()).hexdigest()
        signature_ok = hmac.compare_digest(right.encode(), told.strip().lower().encode())
        try:
            said = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Nonsense("not JSON", provider=self.code, operation="webhook") from error
        reference = said.get("reference_no") if isinstance(said, dict) else None
        if not isinstance(reference, str) or not REFERENCE_SHAPE.match(reference):
            raise Nonsense("no reference_no", provider=self.code, operation="webhook")
        state = STATES.get(str(said.get("status", "")).lower(), PayoutState.UNKNOWN)
        words = " ".join(str(said.get(name) or "") for name in ("error_code", "error_message")).strip()
        return PayoutHint(reference, signature_ok, state, words[:MAX_WORDS])

    def _ask(self, one: Question) -> Any:
        secret, base = str(self.options.get(one.who, "")), str(self.options.get("base_url", "")).rstrip("/")
        if not secret or not base:
            raise Misconfigured(f"iris has no {one.who} or base_url", code="no_key")
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        reply = self.http.send(
            one.method, f"{base}{one.path}", operation=one.operation, reference=one.reference,
            data=json.dumps(one.body, separators=(",", ":")).encode() if one.body is not None else None,
            headers={**headers, **({"X-Idempotency-Key": one.key} if one.key else {})},
            auth=(secret, ""), deadline_seconds=DEADLINE_SECONDS, max_bytes=MAX_ANSWER_BYTES,
        )  # fmt: skip
        where = {"provider": self.code, "operation": one.operation, "reference": one.reference}
        if reply.status < 300:
            return reply.json(**where)
        raise _refusal(reply, where)


def _refusal(reply: Reply, where: dict[str, Any]) -> MarketError:
    """Their refusal as our error; whatever may have been heard is `Unclear`."""
    if reply.status >= 500 or reply.status == 408:
        return Unclear(f"HTTP {reply.status}", **where, data={"status": reply.status})
    if reply.status == 429:
        return Unreachable("asked to slow down", **where, code="slow_down")
    words = _words(reply)
    if reply.status in (401, 403):
        return Misconfigured(f"iris {where['operation']}: {reply.status} {words}", code=f"iris_{reply.status}")
    low = words.lower()
    code = "refused"
    if "idempotency-key is not unique" in low:
        code = "key_reused"
    elif "otp" in low:
        code = "otp"
    elif reply.status == 404 or "not found" in low:
        code = "not_found"
    return Refused(words or f"HTTP {reply.status}", **where, code=code, data={"status": reply.status})


def _words(reply: Reply) -> str:
    """`error_message` and `errors`, which come as text, list, list of lists or object."""
    try:
        body = reply.json()
    except MarketError:
        return ""
    if not isinstance(body, dict):
        return ""
    return "; ".join(dict.fromkeys(_flat(body.get("error_message")) + _flat(body.get("errors"))))[:MAX_WORDS]


def _flat(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for item in value.values() for word in _flat(item)]
    if isinstance(value, list):
        return [word for item in value for word in _flat(item)]
    return [str(value)] if value else []


def _rupiah(value: Any) -> int | None:
    """`"150000.0"` as 150000; None for parts of a rupiah and for words."""
    try:
        amount = Decimal(str(value))
        return int(amount) if amount == int(amount) else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _line(row: Mapping[str, Any]) -> StatementLine:
    amount = _rupiah(row.get("amount")) or 0
    signed = -amount if str(row.get("status", "")).lower() == "debit" else amount
    try:
        at = datetime.fromisoformat(str(row.get("created_at", "")).replace("Z", "+00:00"))
    except ValueError:
        at = None
    return StatementLine(str(row.get("reference_no", "")), str(row.get("type", "")), signed, at)


def _path(reference: str) -> str:
    if not REFERENCE_SHAPE.match(reference):
        raise Refused(f"no reference: {reference[:60]!r}", provider="iris", code="bad_reference")
    return quote(reference, safe="")
