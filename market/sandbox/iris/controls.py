"""The control door of this stand-in, beside the common one of sandbox/door.py. JSON in, JSON out.

POST /_sim/payout/{reference}/{verb}  processed, completed, failed or return; {"error_code": "012"}
POST /_sim/balance   {"balance": 0}
POST /_sim/settings  {"auto": false, "otp": "123456", "holders": {"0012345": "SARI WULANDARI"}}
POST /_sim/notify    {"kind": "drop"}: trouble for the next notification (outbox.KINDS)
GET  /_sim/outbox    every notification and its answers
"""

from __future__ import annotations

from functools import partial

from market.sandbox.iris.account import Account
from market.sandbox.iris.outbox import KINDS, Outbox
from market.sandbox.scene import Request, Response, Scene

VERBS = {"processed": "processed", "completed": "completed", "failed": "failed", "return": "failed"}
SETTINGS = ("auto", "otp", "holders")


def routes(stage: Scene, account: Account, outbox: Outbox) -> None:
    stage.route("POST", "/_sim/payout/{reference}/{verb}", "_sim", partial(_act, account))
    stage.route("POST", "/_sim/balance", "_sim", partial(_set_balance, account))
    stage.route("POST", "/_sim/settings", "_sim", partial(_set, account))
    stage.route("POST", "/_sim/notify", "_sim", partial(_trouble, outbox))
    stage.route("GET", "/_sim/outbox", "_sim", lambda _request: Response(outbox.letters))


def _act(account: Account, request: Request) -> Response:
    row, status = account.table("payouts").get(request.params["reference"]), VERBS.get(request.params["verb"])
    if row is None or status is None:
        return Response({"error": f"no such payout, or none of {sorted(VERBS)}"}, 404)
    wish = request.json if isinstance(request.json, dict) else {}
    code = str(wish.get("error_code", "025" if request.params["verb"] == "return" else "012"))
    account.step(row, status, code if status == "failed" else "")
    return Response(row)


def _set_balance(account: Account, request: Request) -> Response:
    account.stage.data["balance"] = int((request.json or {}).get("balance", 0))
    return Response({"balance": account.balance})


def _set(account: Account, request: Request) -> Response:
    wish = request.json if isinstance(request.json, dict) else {}
    if set(wish) - set(SETTINGS):
        return Response({"error": f"there are {SETTINGS}"}, 400)
    account.settings.update(wish)
    return Response(account.settings)


def _trouble(outbox: Outbox, request: Request) -> Response:
    kind = (request.json or {}).get("kind")
    if kind not in KINDS:
        return Response({"error": f"there are {KINDS}"}, 400)
    outbox.troubles.append(kind)
    return Response(outbox.troubles)
