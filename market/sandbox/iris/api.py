"""The calls that a merchant makes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from market.sandbox.iris.account import Account, Row
from market.sandbox.scene import Request, Response, Scene

BANKS = (
    "bri",
    "bni",
    "mandiri",
    "bca",
    "bsi",
    "btn",
    "bjb",
    "jateng",
    "lampung",
    "danamon",
    "cimb",
    "permata",
    "gopay",
)
ACCOUNT = re.compile(r"\d{6,20}\Z")
AMOUNT = re.compile(r"\d+(\.0{1,2})?\Z")
MAX_KEY = 100
CREATING, APPROVING, VALIDATING = (
    "An error occurred when creating payouts",
    "An error occurred when approving payouts",
    "An error occurred when doing account validation",
)
Handler = Callable[[Account, Request], Response]


def routes(stage: Scene, account: Account, keys: dict[str, str]) -> None:
    """Hang the merchant's calls on the stage; who may call what is checked before."""
    base, both = "/iris/api/v1", ("creator_key", "approver_key")
    for method, path, operation, handler, who in (
        ("GET", "/ping", "ping", lambda _account, _request: Response("pong"), both),
        ("POST", "/payouts", "send", create, ("creator_key",)),
        ("POST", "/payouts/approve", "approve", partial(decide, "approved"), ("approver_key",)),
        ("POST", "/payouts/reject", "reject", partial(decide, "rejected"), ("approver_key",)),
        ("GET", "/payouts/{reference}", "fetch", details, both),
        ("GET", "/statements", "statement", statement, both),
        ("GET", "/balance", "balance", balance, both),
        ("GET", "/beneficiary_banks", "banks", banks, both),
        ("GET", "/account_validation", "validate", validate, both),
    ):
        allowed = [keys[name] for name in who]
        stage.route(method, f"{base}{path}", operation, partial(_guarded, allowed, handler, account))


def _guarded(allowed: list[str], handler: Handler, account: Account, request: Request) -> Response:
    kind, _, word = request.headers.get("authorization", "").partition(" ")
    try:
        key = base64.b64decode(word, validate=True).decode().partition(":")[0] if kind == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        key = ""
    if key not in allowed:
        return Response({"errors": "Access denied"}, 401)  # also for the other role's key; a guess
    return handler(account, request)


def create(account: Account, request: Request) -> Response:
    key = request.headers.get("x-idempotency-key", "")
    if len(key) > MAX_KEY:
        return _no(CREATING, "idempotency-key is too long")
    if key and (known := account.known(key, request.body)):
        if known["digest"] != hashlib.sha256(request.body).hexdigest():
            text = "idempotency-key is not unique"
            return Response({"error_message": text, "errors": text}, 400)
        return Response(known["answer"], 201)
    wanted = request.json.get("payouts") if isinstance(request.json, dict) else None
    if not isinstance(wanted, list) or not wanted:
        return _no(CREATING, "Payouts can't be blank")
    wrong = {str(index): said for index, one in enumerate(wanted) if (said := complaints(one))}
    if wrong:
        return _no(CREATING, list(wrong.values()) if len(wanted) == 1 else wrong)
    made = [account.create(one) for one in wanted]
    answer = {"payouts": [{"status": row["status"], "reference_no": row["reference_no"]} for row in made]}
    if key:
        account.keep(key, request.body, answer)
    return Response(answer, 201)


def complaints(one: Any) -> list[str]:
    if not isinstance(one, dict):
        return ["Payout is invalid"]
    said = []
    if not str(one.get("beneficiary_name") or "").strip():
        said.append("Beneficiary name can't be blank")
    if not ACCOUNT.match(str(one.get("beneficiary_account") or "")):
        said.append("Beneficiary account is invalid")
    if one.get("beneficiary_bank") not in BANKS:
        said.append("Beneficiary bank is not available")
    amount = one.get("amount")
    if not isinstance(amount, str) or not AMOUNT.match(amount) or int(float(amount)) < 1:
        said.append("Amount is invalid")
    if len(str(one.get("notes") or "")) > 100:
        said.append("Notes is too long")
    return said


def decide(verdict: str, account: Account, request: Request) -> Response:
    wish = request.json if isinstance(request.json, dict) else {}
    wanted = wish.get("reference_nos")
    rows = [account.table("payouts").get(str(one)) for one in wanted] if isinstance(wanted, list) else []
    if not rows or any(row is None or row["status"] != "queued" for row in rows):
        return _no(APPROVING, ["Payouts not found. Please check reference nos"])
    if verdict == "approved" and account.settings["otp"] and wish.get("otp") != account.settings["otp"]:
        return _no(APPROVING, ["OTP is invalid or expired (011)"])
    for row in rows:
        account.approve(row) if verdict == "approved" else account.step(row, "rejected")  # type: ignore[arg-type]
    return Response({"status": "ok"}, 202)


def details(account: Account, request: Request) -> Response:
    row = account.table("payouts").get(request.params["reference"])
    if row is None:
        return Response({"errors": "Payout not found"}, 404)
    hidden = ("paid", "at", "code")
    return Response({name: value for name, value in row.items() if name not in hidden})


def statement(account: Account, request: Request) -> Response:
    wish: Row = request.json if isinstance(request.json, dict) else dict(request.query)
    first, last = str(wish.get("from_date", "")), str(wish.get("to_date", "9999"))
    return Response([row for row in account.statement if first <= row["created_at"][:10] <= last])


def balance(account: Account, _request: Request) -> Response:
    return Response({"balance": f"{account.balance}.0"})


def banks(_account: Account, _request: Request) -> Response:
    return Response({"beneficiary_banks": [{"code": code, "name": code.upper()} for code in BANKS]})


def validate(account: Account, request: Request) -> Response:
    number, bank = request.query.get("account", ""), request.query.get("bank", "")
    if bank not in BANKS or not ACCOUNT.match(number) or number.endswith("000000"):
        wrong = {"account": ["Account does not exist"], "bank": []}
        return Response({"error_message": VALIDATING, "errors": wrong}, 400)
    account.book("Account validation fee", -1_000, {"reference_no": number})
    name = account.settings["holders"].get(number) or _last_holder(account, number) or "PEMILIK SIMULASI"
    return Response({"id": number, "account_name": name.upper(), "account_no": number, "bank_name": bank})


def _last_holder(account: Account, number: str) -> str:
    """Whoever was paid there before: the stand-in knows no bank."""
    rows = [row for row in account.table("payouts").values() if row["beneficiary_account"] == number]
    return str(rows[-1]["beneficiary_name"]) if rows else ""


def _no(message: str, errors: Any) -> Response:
    return Response({"error_message": message, "errors": errors}, 400)
