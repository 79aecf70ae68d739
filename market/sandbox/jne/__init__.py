"""A stand-in for JNE's API: its own paths, forms, words and quirks. No parcel moves. SIMULASI.

Accepts username TESTAPI with the key below. Codes of places are derived from the official codes: three letters for the
regency, `1DD00` for its district, `10000` for the regency itself; they are inventions, as are all prices.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from market.sandbox import carriage
from market.sandbox.faults import Fault
from market.sandbox.jne.booking import cnote, pickup, stock
from market.sandbox.jne.places import destinations, origins
from market.sandbox.jne.tariff import rates
from market.sandbox.jne.tracking import track
from market.sandbox.stage import Request, Response, Stage

USERNAME, API_KEY = "TESTAPI", "SIMULASI-JNE"
ILLEGAL = re.compile(r"[<>'\"&;]")
FIREWALL = "Content not confirm our security Policy"
# Longest value of each field; a longer one meets the firewall.
LENGTHS = {"NAME": 30, "ADDR1": 30, "ADDR2": 30, "ADDR3": 30, "CITY": 20, "REGION": 20, "ZIP": 5, "PHONE": 15}


def stage(*, port: int, state_file: Path | None = None) -> Stage:
    """JNE's stand-in, not yet started."""
    stage = Stage("jne", port=port, state_file=state_file)
    doors = {
        "/tracing/api/pricedev": ("rates", rates),
        "/tracing/api/generatecnote": ("book", cnote),
        "/pickupcashless": ("pickup", pickup),
        "/tracing/api/stockawb": ("stock", stock),
        "/tracing/api/list/v1/cnote/{awb}": ("track", track),
        "/insert/getorigin": ("places", origins),
        "/insert/getdestination": ("places", destinations),
    }
    for path, (operation, answer) in doors.items():
        trouble = _trouble if operation in ("book", "pickup") else None
        stage.route("POST", path, operation, partial(_guarded, stage, answer), trouble=trouble)
        stage.route("GET", path, operation, lambda _request: Response({"error": "Method not allowed"}, 405))
    return stage


def _trouble(request: Request) -> Fault | None:
    form = request.form
    return carriage.trouble(form.get("RECEIVER_NAME") or form.get("OLSHOP_RECEIVER_NAME") or "")


def _guarded(stage: Stage, answer: Any, request: Request) -> Response:
    """The firewall and the key, before any operation."""
    if not request.headers.get("user-agent"):
        return Response(FIREWALL, 403, content_type="text/plain")
    form = request.form
    for name, value in form.items():
        longest = next((length for end, length in LENGTHS.items() if name.endswith(f"_{end}")), 200)
        if len(value) > (50 if name == "PICKUP_NAME" else longest) or ILLEGAL.search(value):
            return Response(FIREWALL, content_type="text/plain")
    if (form.get("username"), form.get("api_key")) != (USERNAME, API_KEY):
        return Response({"error": "Username And API KEY Must Be Sent.", "status": "false"})
    response: Response = answer(stage, request)
    return response
