"""The control door of this stand-in, beside the common one of sandbox/door.py. JSON in, JSON out.

GET  /_sim/txn/{order_id}            the payment, or 404
POST /_sim/txn/{order_id}/choose     {"method": "bri_va"}: take a way to pay, as the buyer would
POST /_sim/txn/{order_id}/pay        {"method", "amount", "issuer"}: pay (chooses QRIS when nothing is chosen)
POST /_sim/txn/{order_id}/pay_late   the same after the deadline or a cancel
POST /_sim/txn/{order_id}/{verb}     reverse, deny, cancel, expire_now, confirm_refund
POST /_sim/txn/{order_id}/challenge  {"fraud": "challenge"}
POST /_sim/txn/{order_id}/refund_from_dashboard | chargeback   {"amount": 5000}
POST /_sim/static_qr_payment         {"amount": 5000}: money without an order of ours
POST /_sim/notify                    {"kind": "drop", "times": 1}: trouble for the next notifications (outbox.KINDS)
GET  /_sim/outbox                    every notification, its answers and when it is due again
POST /_sim/outbox/flush              send all open ones now
POST /_sim/settings                  {"errors_in_body": true, "merchant_id": "G9", "upper_case": true}
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from market.sandbox.midtrans.account import Account, Row
from market.sandbox.midtrans.outbox import KINDS, Outbox
from market.sandbox.scene import Request, Response, Scene

SETTINGS = ("errors_in_body", "merchant_id", "upper_case")
Control = Callable[[Account, Row, Row], Any]

CONTROLS: dict[str, Control] = {
    "pay": lambda account, row, wish: _pay(account, row, wish, ("pending",)),
    "pay_late": lambda account, row, wish: _pay(account, row, wish, ("pending", "expire", "cancel", "deny")),
    "reverse": lambda account, row, _: account.end(row, "deny"),
    "deny": lambda account, row, _: account.end(row, "deny"),
    "cancel": lambda account, row, _: account.end(row, "cancel"),
    "expire_now": lambda account, row, _: account.end(row, "expire"),
    "challenge": lambda account, row, wish: row.update(fraud=str(wish.get("fraud", "challenge"))),
    "confirm_refund": lambda account, row, _: account.confirm_refunds(row),
    "refund_from_dashboard": lambda account, row, wish: account.refund(
        row, _amount(wish, row), f"DASHBOARD-{len(row['refunds']) + 1}", "dashboard", method="offline"
    ),
    "chargeback": lambda account, row, wish: account.chargeback(row, _amount(wish, row)),
}


def routes(stage: Scene, account: Account, outbox: Outbox) -> None:
    """Hang this stand-in's own controls on the stage; `_sim` keeps them free of faults."""
    stage.route("GET", "/_sim/txn/{order_id}", "_sim", partial(_look, account))
    stage.route("POST", "/_sim/txn/{order_id}/choose", "_sim", partial(_choose, account))
    stage.route("POST", "/_sim/txn/{order_id}/{verb}", "_sim", partial(_act, account))
    stage.route("POST", "/_sim/static_qr_payment", "_sim", partial(_static_qr, account))
    stage.route("POST", "/_sim/notify", "_sim", partial(_order_trouble, outbox))
    stage.route("GET", "/_sim/outbox", "_sim", lambda _request: Response(outbox.letters))
    stage.route("POST", "/_sim/outbox/flush", "_sim", lambda _request: Response({"waiting": outbox.flush()}))
    stage.route("POST", "/_sim/settings", "_sim", partial(_set, account))


def _look(account: Account, request: Request) -> Response:
    row = account.payment(request.params["order_id"])
    return Response(row) if row else _no("no payment")


def _choose(account: Account, request: Request) -> Response:
    row = _payment(account, request.params["order_id"], str(_wish(request).get("method", "other_qris")), late=False)
    return Response(row) if row else _no("no open page")


def _act(account: Account, request: Request) -> Response:
    control, wish = CONTROLS.get(request.params["verb"]), _wish(request)
    if control is None:
        return _no(f"no such control; there are {sorted(CONTROLS)}")
    late = request.params["verb"] == "pay_late"
    row = _payment(account, request.params["order_id"], str(wish.get("method", "other_qris")), late=late)
    if row is None:
        return _no("no payment and no open page")
    control(account, row, wish)
    return Response(row)


def _payment(account: Account, order_id: str, word: str, *, late: bool) -> Row | None:
    row, page = account.payment(order_id), account.page_of(order_id)
    if row is None and page and (late or account.page_state(page) == "open"):
        row = account.choose(page, word)
    return row


def _pay(account: Account, row: Row, wish: Row, states: tuple[str, ...]) -> None:
    if row["status"] in states:
        account.pay(row, amount=wish.get("amount"), issuer=str(wish.get("issuer", "")))


def _static_qr(account: Account, request: Request) -> Response:
    """A payment to the poster at the counter: one notification about an order id that the shop never made."""
    serial = len(account.table("payments")) + 1
    details = {"order_id": f"QRIS-{serial:08d}", "gross_amount": int(_wish(request).get("amount") or 10_000)}
    ends_at = account.now() + timedelta(hours=1)
    page = account.open_page({"transaction_details": details}, ends_at, [account.options["notification_url"]])
    account.outbox.orders.append({"kind": "drop", "times": 1})  # no `pending` is told
    row = account.choose(page, "other_qris")
    return Response(account.pay(row))


def _order_trouble(outbox: Outbox, request: Request) -> Response:
    wish = _wish(request)
    if wish.get("kind") not in KINDS:
        return _no(f"no such trouble; there are {KINDS}")
    outbox.orders.append(wish)
    return Response(outbox.orders)


def _set(account: Account, request: Request) -> Response:
    wish = _wish(request)
    if set(wish) - set(SETTINGS):
        return _no(f"there are {SETTINGS}")
    account.settings.update(wish)
    return Response(account.settings)


def _wish(request: Request) -> Row:
    return request.json if isinstance(request.json, dict) else {}


def _amount(wish: Row, row: Row) -> int:
    return int(wish.get("amount") or row["gross"])


def _no(why: str) -> Response:
    return Response({"error": why}, 404)
