"""The calls that a merchant makes: Snap create and close, and the Core API's status, cancel, expire and refund."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from market.sandbox.midtrans.account import BACK, Account, Row, life
from market.sandbox.midtrans.methods import WAYS
from market.sandbox.scene import Request, Response, Scene

PAGE_LIFE = timedelta(hours=24)
MAX_ORDER_ID = 50
MAX_TARGETS = 3
ACCESS_DENIED = "Access denied due to unauthorized transaction, please check client or server key"
CANNOT_MODIFY = "Transaction status cannot be updated."
Verb = Callable[[Account, Row, Request], Response]


def routes(stage: Scene, account: Account) -> None:
    """Hang the merchant's calls on the stage."""
    stage.route("POST", "/snap/v1/transactions", "open", partial(create, account))
    stage.route("POST", "/snap/v1/transactions/{token}/cancel", "close", partial(close, account))
    for path, operation, verb in (
        ("refund", "refund", refund),
        ("refund/online/direct", "refund", refund),
        ("cancel", "cancel", cancel),
        ("expire", "expire", expire),
    ):
        stage.route("POST", f"/v2/{{name}}/{path}", operation, partial(core, account, verb))
    stage.route("GET", "/v2/{name}/status", "fetch", partial(core, account, status))


# --- Snap ------------------------------------------------------------------------------------------------------------


def create(account: Account, request: Request) -> Response:
    if not allowed(account, request):
        return Response({"error_messages": [ACCESS_DENIED]}, 401)
    wanted = request.json
    complaints = complaints_about(wanted)
    if complaints:
        return Response({"error_messages": complaints}, 400)
    row = account.payment(wanted["transaction_details"]["order_id"])
    if row:
        used = (
            "has been paid and utilized, please use another order ID" if row["settled_at"] else "has already been taken"
        )
        return Response({"error_messages": [f"transaction_details.order_id {used}"]}, 400)
    expiry = wanted.get("page_expiry") or wanted.get("expiry")
    page = account.open_page(wanted, account.now() + (life(expiry) if expiry else PAGE_LIFE), targets(account, request))
    base = account.options["public_url"] or account.stage.url
    address = f"{base.rstrip('/')}/snap/v3/redirection/{page['token']}"
    return Response({"token": page["token"], "redirect_url": address}, 201)


def complaints_about(wanted: Any) -> list[str]:
    """What Snap says about a request that it will not take. It takes an order id with a space; so do we."""
    details = wanted.get("transaction_details") if isinstance(wanted, dict) else None
    details = details if isinstance(details, dict) else {}
    order_id, gross = details.get("order_id"), details.get("gross_amount")
    complaints = []
    if not order_id or not isinstance(order_id, str):
        complaints.append("transaction_details.order_id is required")
    elif len(order_id) > MAX_ORDER_ID:
        complaints.append("transaction_details.order_id is too long (maximum is 50 characters)")
    if gross is None:
        complaints.append("transaction_details.gross_amount is required")
    elif isinstance(gross, bool) or not isinstance(gross, int) or gross < 1:
        complaints.append("transaction_details.gross_amount must be greater than or equal to 0.01")
    if complaints:
        return complaints
    return [*_about_items(wanted.get("item_details"), gross), *_about_time(wanted)]


def _about_items(items: Any, gross: Any) -> list[str]:
    if items is None:
        return []
    total = 0
    for item in items if isinstance(items, list) else [None]:
        if not isinstance(item, dict) or not item.get("name") or len(str(item["name"])) > 50:
            return ["item_details Name is required (maximum is 50 characters)"]
        price, quantity = item.get("price"), item.get("quantity")
        if not isinstance(price, int) or not isinstance(quantity, int) or quantity < 1:
            return ["item_details price and quantity are required"]
        total += price * quantity
    return [] if total == gross else ["transaction_details.gross_amount is not equal to the sum of item_details"]


def _about_time(wanted: Row) -> list[str]:
    for name in ("expiry", "page_expiry"):
        try:
            if wanted.get(name) is not None:
                life(wanted[name])
        except (ValueError, AttributeError):
            return [f"{name} is not valid"]
    return []


def targets(account: Account, request: Request) -> list[str]:
    """Where this payment's notifications go: the account's address, more, or others; three at most."""

    def listed(name: str) -> list[str]:
        return [url.strip() for url in request.headers.get(name, "").split(",") if url.strip()]

    own = [account.options["notification_url"]]
    return (listed("x-override-notification") or [*own, *listed("x-append-notification")])[:MAX_TARGETS]


def close(account: Account, request: Request) -> Response:
    if not allowed(account, request):
        return Response({"error_messages": [ACCESS_DENIED]}, 401)
    page = account.table("pages").get(request.params["token"])
    if page is None:
        return Response({"error_messages": ["token not found"]}, 404)
    if page["closed_at"]:
        return Response({"error_messages": ["token already canceled"]}, 400)
    if account.payment(page["order_id"]):
        return Response({"error_messages": ["Transaction is on progress"]}, 400)
    page["closed_at"] = account.now().isoformat()
    return Response({"canceled_at": account.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")})


# --- Core API --------------------------------------------------------------------------------------------------------


def core(account: Account, verb: Verb, request: Request) -> Response:
    """One call about one payment, by order id or transaction id."""
    if not allowed(account, request):
        return refusal(account, 401, "Unknown Merchant server_key/id")
    row = account.payment(request.params["name"])
    if row is None:
        return refusal(account, 404, "Transaction doesn't exist.")
    return verb(account, row, request)


def status(account: Account, row: Row, _request: Request) -> Response:
    codes = {"pending": "201", "expire": "407", "deny": "202"}
    return Response(account.body(row, codes.get(row["status"], "200"), "Success, transaction is found"))


def cancel(account: Account, row: Row, _request: Request) -> Response:
    if row["status"] not in ("pending", "capture", "authorize"):
        return refusal(account, 412, CANNOT_MODIFY)
    account.end(row, "cancel")
    return Response(account.body(row, "200", "Success, transaction is canceled"))


def expire(account: Account, row: Row, _request: Request) -> Response:
    if row["status"] != "pending":
        return refusal(account, 412, CANNOT_MODIFY)
    account.end(row, "expire")
    return Response(account.body(row, "407", "Success, transaction is expired"))


def refund(account: Account, row: Row, request: Request) -> Response:
    """A key is good for one refund; a way that cannot give back answers 412 (a guess, see docs/gateways.md)."""
    wish = request.json if isinstance(request.json, dict) else {}
    way, left = WAYS[row["way"]], row["gross"] - account.refunded(row)
    amount, key = wish.get("amount", left), str(wish.get("refund_key") or uuid.uuid4())
    if any(entry["refund_key"] == key for entry in row["refunds"]):
        return refusal(account, 406, "The request could not be completed due to a conflict: duplicate refund key")
    if row["status"] not in BACK or not way.refundable:
        return refusal(account, 412, "Transaction status cannot be updated: refund is not possible")
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= left:
        return refusal(account, 414, "Refund amount is not valid")
    if amount < row["gross"] and not way.partial:
        return refusal(account, 414, "Partial refund is not supported for this payment type")
    if request.fault and request.fault.kind == "bank_refuses":
        return Response({**account.body(row, "202", "Refund is rejected by the bank"), "refund_amount": "0.00"})
    entry = account.refund(row, amount, key, str(wish.get("reason", "")))
    body = account.body(row, "200", "Success, refund request is approved")
    body.pop("refunds")
    facts = {name: entry[name] for name in ("refund_chargeback_id", "refund_amount", "refund_key")}
    return Response({**body, **facts})


def refusal(account: Account, code: int, message: str) -> Response:
    """Core's way to say no. `errors_in_body` makes it HTTP 200, as it is also met."""
    body = {"status_code": str(code), "status_message": message, "id": str(uuid.uuid4())}
    return Response(body, 200 if account.settings.get("errors_in_body") else code)


def allowed(account: Account, request: Request) -> bool:
    """HTTP Basic, the server key as user, no password."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        decoded = base64.b64decode(given, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return scheme.lower() == "basic" and decoded == f"{account.options['server_key']}:"
