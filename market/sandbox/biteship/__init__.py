"""A stand-in for Biteship: areas, rates, orders, tracking, webhooks, with its quirks. SIMULASI.

Keys: `simulasi-biteship-test` (5 calls a second of each kind, as the real test keys) and `simulasi-biteship-live` (20).
A wrong key is HTTP 400 with code 40000001. Controls of its own beside the common door:

POST /_sim/webhooks   {"url", "header", "secret"}: register; sends a POST with an empty body, which must be answered 200
POST /_sim/balance    {"rupiah": 0}: what is left to pay for orders
POST /_sim/notify     {"kind": "duplicates", "times": 1}: trouble for the next webhooks (hooks.KINDS)
GET  /_sim/letters    every webhook and its answers
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from market.sandbox.biteship import orders, tracking
from market.sandbox.biteship.areas import areas, search
from market.sandbox.biteship.tariff import couriers, rates
from market.sandbox.hooks import Hooks, post
from market.sandbox.stage import Request, Response, Stage

TEST_KEY, LIVE_KEY = "simulasi-biteship-test", "simulasi-biteship-live"
CALLS_A_SECOND = {TEST_KEY: 5, LIVE_KEY: 20}
WEBHOOK_HEADER, WEBHOOK_SECRET = "X-Lumbung-Desa", "SIMULASI-BITESHIP-HOOK"
DOORS: tuple[tuple[str, str, str, Callable[[Stage, Request], Response]], ...] = (
    ("GET", "/v1/couriers", "couriers", couriers),
    ("GET", "/v1/maps/areas", "areas", search),
    ("POST", "/v1/rates/couriers", "rates", rates),
    ("POST", "/v1/orders", "book", orders.create),
    ("GET", "/v1/orders/cancellation_reasons", "reasons", orders.reasons),
    ("GET", "/v1/orders/{id}", "track", orders.retrieve),
    ("POST", "/v1/orders/{id}/cancel", "cancel", orders.cancel),
    ("GET", "/v1/trackings/{id}", "track", tracking.own),
    ("GET", "/v1/trackings/{awb}/couriers/{company}", "track", tracking.public),
)


def stage(*, port: int, state_file: Path | None = None, webhook_url: str = "") -> Stage:
    """Biteship's stand-in, not yet started. `webhook_url` (or SANDBOX_BITESHIP_WEBHOOK_URL): where it pushes."""
    stage = Stage("biteship", port=port, state_file=state_file)
    hooks = Hooks(stage)
    url = webhook_url or os.environ.get("SANDBOX_BITESHIP_WEBHOOK_URL", "")
    if url:
        stage.data.setdefault("webhooks", [{"url": url, "header": WEBHOOK_HEADER, "secret": WEBHOOK_SECRET}])
    calls: dict[tuple[str, str], deque[float]] = {}
    for method, path, operation, answer in DOORS:
        trouble = orders.trouble if operation == "book" else None
        handler = partial(_guarded, stage, calls, operation, answer)
        stage.route(method, path, operation, handler, trouble=trouble)
    stage.route("POST", "/_sim/webhooks", "_sim", partial(_register, stage))
    stage.route("POST", "/_sim/balance", "_sim", partial(_set_balance, stage))
    stage.on_tick(_warm)  # read once, before anybody waits for it
    stage.on_tick(partial(tracking.push_news, stage, hooks))
    stage.on_tick(hooks.deliver)
    return stage


def _warm() -> None:
    areas()


def error(text: str, code: int, status: int = 400, **more: Any) -> Response:
    return Response({"success": False, "error": text, "code": code, **more}, status)


def _guarded(
    stage: Stage, calls: dict[tuple[str, str], deque[float]], operation: str,
    answer: Callable[[Stage, Request], Response], request: Request,
) -> Response:  # fmt: skip
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    if key not in CALLS_A_SECOND:
        return error("Authorization failed", 40000001)  # HTTP 400, as the real one
    lately = calls.setdefault((key, operation), deque(maxlen=CALLS_A_SECOND[key]))
    now = time.monotonic()
    if len(lately) == lately.maxlen and now - lately[0] < 1.0:
        return Response({"success": False, "error": "Too many requests"}, 429)
    lately.append(now)
    return answer(stage, request)


def _register(stage: Stage, request: Request) -> Response:
    """As in their dashboard: the address must answer an empty POST with 200, or it is not taken."""
    wish = request.json if isinstance(request.json, dict) else {}
    hook = {"url": str(wish.get("url", "")), "header": str(wish.get("header") or WEBHOOK_HEADER),
            "secret": str(wish.get("secret") or WEBHOOK_SECRET)}  # fmt: skip
    answered = post(hook["url"], {}, b"")
    if answered != 200:
        return Response({"error": f"the address answered {answered}"}, 400)
    stage.data["webhooks"] = [hook]
    return Response(hook)


def _set_balance(stage: Stage, request: Request) -> Response:
    wish = request.json if isinstance(request.json, dict) else {}
    stage.data["balance"] = int(wish.get("rupiah", 0))
    return Response({"balance": stage.data["balance"]})
