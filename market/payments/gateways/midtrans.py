"""Midtrans: the hosted Snap page, and the Core API's status, cancel and refund (docs/gateways.md).

Their signature covers order id, status code and amount, not the state: a notification is never more than a hint.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from market.core.errors import Nonsense, Refused
from market.core.http import Http, Reply
from market.payments.gateways.base import (
    REFERENCE_SHAPE,
    Capability,
    Gateway,
    Hint,
    Opened,
    OpenRequest,
    PaymentState,
    PaymentStatus,
    Problem,
    RefundRequest,
    RefundStatus,
)
from market.payments.gateways.midtrans_client import PROVIDER, STATUS_CODE_SHAPE, Account, Call, ask, path_id
from market.payments.gateways.midtrans_words import (
    METHODS,
    identifier,
    is_ours,
    read_opened,
    read_refund_answer,
    read_state,
    read_status,
    redacted,
    snap_request,
)

MAX_WEBHOOK_BYTES = 65_536
LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class Midtrans(Gateway):
    """Options: server_key, previous_server_keys, merchant_id, is_production, core_url, snap_url, notification_url."""

    code: ClassVar[str] = PROVIDER
    methods: ClassVar[Mapping[str, Capability]] = METHODS

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        super().__init__(http=http, options=options)
        self._account = Account(http, options)

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        """Empty keys, a key of the other place, an address without TLS."""
        key = str(options.get("server_key", ""))
        if not key:
            yield Problem("no_key", "Midtrans has no server key.", "Set MIDTRANS_SERVER_KEY.")
        if not options.get("merchant_id"):
            yield Problem(
                "no_merchant",
                "Midtrans has no merchant id: answers about another merchant would pass.",
                "Set MIDTRANS_MERCHANT_ID.",
                serious=production,
            )
        if production and (key.startswith("SB-") or not options.get("is_production")):
            yield Problem(
                "sandbox_key",
                "A sandbox key or the sandbox place of Midtrans in production.",
                "Set the production key and MIDTRANS_IS_PRODUCTION=1.",
            )
        for name in ("core_url", "snap_url", "notification_url"):
            value = str(options.get(name) or "https://")
            if not value.startswith("https://") and (production or not value.startswith(LOOPBACK)):
                yield Problem("no_tls", f"Midtrans {name} is not https.", f"Clear or correct MIDTRANS_{name.upper()}.")

    def open(self, request: OpenRequest) -> Opened:
        call = Call("open", request.reference)
        methods = self.methods_for(request.amount_rupiah, request.methods)
        if not methods:
            raise Refused("no way to pay carries this amount", **call.where, code="no_method")
        target = self.options.get("notification_url")
        client = self._account.snap(call, {"X-Override-Notification": str(target)} if target else None)
        body = snap_request(request, methods, now=datetime.now(UTC))
        return read_opened(ask(call, lambda: client.create_transaction(body)), call)

    def fetch(self, reference: str) -> PaymentStatus:
        return self._transaction("status", reference, Call("fetch", reference))

    def cancel(self, reference: str, *, token: str = "") -> PaymentStatus:
        call = Call("cancel", reference)
        path_id(reference)
        if token and self._close_page(token, call):
            return PaymentStatus(reference, PaymentState.CANCELLED)
        try:
            return self._transaction("cancel", reference, call)
        except Refused as refusal:
            status = self.fetch(reference) if refusal.code == "cannot_modify" else None
            if status is None or status.state not in (PaymentState.CANCELLED, PaymentState.EXPIRED):
                raise
            return status

    def _close_page(self, token: str, call: Call) -> bool:
        """Whether the unused page is closed now; once a way to pay is chosen, the payment itself must be cancelled."""
        try:
            return "canceled_at" in self._account.cancel_token(token, call)
        except Refused as refusal:
            return "already cancel" in refusal.message.lower()

    def _transaction(self, verb: str, reference: str, call: Call) -> PaymentStatus:
        client = self._account.snap(call)
        path = path_id(reference)
        try:
            body = ask(call, lambda: getattr(client.transactions, verb)(path))
        except Refused as refusal:
            if refusal.code != "not_found":
                raise
            return PaymentStatus(reference, PaymentState.PRESENTED)  # a Snap page on which nothing was chosen
        return read_status(body, call, str(self.options.get("merchant_id", "")))

    def refund(self, request: RefundRequest) -> RefundStatus:
        call = Call("refund", request.reference)
        can = self.capability(request.method)
        if not can.refundable:
            raise Refused(f"{request.method} cannot be given back by the gateway", **call.where, code="not_refundable")
        if request.amount_rupiah < request.paid_rupiah and not can.partial_refund:
            raise Refused(f"{request.method} gives back all or nothing", **call.where, code="no_partial_refund")
        client, path = self._account.snap(call), path_id(request.reference)
        wish = {"refund_key": request.key, "amount": request.amount_rupiah, "reason": request.reason[:255]}
        return read_refund_answer(ask(call, lambda: client.transactions.refund(path, wish)), request, call)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        call = Call("webhook", "")
        if len(body) > MAX_WEBHOOK_BYTES:
            raise Nonsense(f"notification of {len(body)} bytes", **call.where)
        said = Reply(200, {}, body).json(**call.where)
        if not isinstance(said, dict):
            raise Nonsense("notification is no object", **call.where)
        reference = said.get("order_id")
        if not isinstance(reference, str) or not REFERENCE_SHAPE.match(reference):
            raise Nonsense("notification without a usable order_id", **call.where)
        signed = self.signature_ok(said)
        merchant = str(self.options.get("merchant_id", ""))
        return Hint(
            reference,
            signed,
            dedupe_key(said, signed),
            read_state(said),
            is_ours(said, merchant),
            identifier(said.get("transaction_id")),
            redacted(said),
        )

    def signature_ok(self, said: Mapping[str, Any]) -> bool:
        """SHA-512 over order id, status code, amount as written, and any key that is valid today. Constant time."""
        parts = [said.get(name) for name in ("order_id", "status_code", "gross_amount", "signature_key")]
        if not all(isinstance(part, str) for part in parts):
            return False
        *signed, signature = (str(part) for part in parts)
        if not STATUS_CODE_SHAPE.match(signed[1]):  # without separators, digits could move from one field to the next
            return False
        given = _bytes(signature.lower())
        fits = [hmac.compare_digest(_signature(signed, key).encode(), given) for key in self._keys()]
        return any(fits)

    def _keys(self) -> list[str]:
        older = self.options.get("previous_server_keys") or []
        return [key for key in (str(self.options.get("server_key", "")), *older) if key]


def dedupe_key(said: Mapping[str, Any], signed: bool) -> str:
    """One key for one fact. An unsigned claim has a space of its own, so that a forgery cannot hide the real one."""
    refunds = said.get("refunds")
    last = refunds[-1] if isinstance(refunds, list) and refunds and isinstance(refunds[-1], Mapping) else {}
    names = ("order_id", "transaction_id", "transaction_status", "status_code", "fraud_status", "refund_amount")
    facts = [*(said.get(name) for name in names), last.get("bank_confirmed_at")]
    parts = [PROVIDER, "signed" if signed else "unsigned", *(str(fact or "") for fact in facts)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _signature(signed: list[str], key: str) -> str:
    return hashlib.sha512(_bytes("".join([*signed, key]))).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # JSON may hold half a surrogate pair: a bad signature, no crash
