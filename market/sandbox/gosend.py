"""A stand-in for GoSend's direct API: estimate, booking, look-ups, cancel, pushes, with its quirks. SIMULASI.

Refusals stand in the header Error-Message; the look-up by storeOrderId answers 500 now and then (every third time); a
storeOrderId is good for one booking. A receiver SIM-NODRIVER finds none, SIM-RETURN brings the item back.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from market.sandbox import carriage
from market.sandbox.faults import Fault
from market.sandbox.hooks import Hooks
from market.sandbox.stage import Request, Response, Stage

CLIENT_ID, PASS_KEY, TOKEN = "simulasi-gosend", "SIMULASI-GOSEND-KEY", "SIMULASI-GOSEND-HOOK"
MAX_KM = 40.0
KM_PER_DEGREE = 111.2
SAME_DAY_HOURS = (6, 17)
LOOK_UP_FAILS_EVERY = 3
NORMAL = ((1, "allocated"), (3, "out_for_pickup"), (15, "picked"), (16, "out_for_delivery"), (45, "delivered"))
LIVES = {
    "SIM-NODRIVER": ((10, "no_driver"),),
    "SIM-RETURN": (*NORMAL[:4], (60, "rejected")),
    "SIM-UNKNOWN": (*NORMAL[:3], (20, "blessed"), (45, "delivered")),
}
# The look-up words the same thing differently from the push.
LOOK_UP_WORDS = {
    "confirmed": "Finding Driver", "allocated": "Driver Allocated", "out_for_pickup": "Enroute Pickup",
    "picked": "Item picked by driver", "out_for_delivery": "Enroute Drop", "delivered": "Completed",
    "cancelled": "Cancelled", "rejected": "Rejected", "no_driver": "Driver not found", "blessed": "Blessed",
}  # fmt: skip
ENDS = {"delivered", "cancelled", "rejected", "no_driver"}
PREFIX = "/gokilat/v10"


def stage(*, port: int, state_file: Path | None = None, webhook_url: str = "") -> Stage:
    """GoSend's stand-in, not yet started. `webhook_url` (or SANDBOX_GOSEND_WEBHOOK_URL): where it pushes."""
    stage = Stage("gosend", port=port, state_file=state_file)
    hooks = Hooks(stage)
    url = webhook_url or os.environ.get("SANDBOX_GOSEND_WEBHOOK_URL", "")
    doors: tuple[tuple[str, str, str, Callable[[Stage, Request], Response]], ...] = (
        ("GET", "/calculate/price", "rates", _estimate),
        ("POST", "/booking", "book", _book),
        ("GET", "/booking/orderno/{order}", "track", _by_number),
        ("GET", "/booking/storeOrderId/{reference}", "fetch", _by_reference),
        ("PUT", "/booking/cancel", "cancel", _cancel),
    )
    for method, path, operation, answer in doors:
        handler = partial(_guarded, stage, answer)
        stage.route(method, PREFIX + path, operation, handler, trouble=_trouble if operation == "book" else None)
    if url:
        stage.on_tick(partial(_push_news, stage, hooks, url))
    stage.on_tick(hooks.deliver)
    return stage


def price(method: str, km: float) -> int:
    """Whole rupiah. Tests ask here what to expect."""
    return max(15_000, math.ceil(km) * 2_800) if method == "Instant" else max(11_000, math.ceil(km) * 1_700)


def _no(text: str, status: int = 400) -> Response:
    return Response({"errors": [text]}, status, {"Error-Message": text})


def _guarded(stage: Stage, answer: Callable[[Stage, Request], Response], request: Request) -> Response:
    if (request.headers.get("client-id"), request.headers.get("pass-key")) != (CLIENT_ID, PASS_KEY):
        return Response({"errors": ["Unauthorized"]}, 401, {"Error-Message": "Unauthorized"})
    return answer(stage, request)


def _trouble(request: Request) -> Fault | None:
    return carriage.trouble(str(_route(request).get("destinationContactName", "")))


def _route(request: Request) -> dict[str, Any]:
    asked = request.json if isinstance(request.json, dict) else {}
    routes = asked.get("routes") or [{}]
    return dict(routes[0])


def _estimate(stage: Stage, request: Request) -> Response:
    km = _km(request.query.get("origin", ""), request.query.get("destination", ""))
    if km is None:
        return _no("Invalid coordinates")
    return Response({
        method: {
            "shipment_method": method, "shipment_method_description": words, "active": True, "distance": round(km, 1),
            "serviceable": km <= MAX_KM, "route_polyline": "", "price": {"total_price": price(method, km)}
            if km <= MAX_KM else None, **({} if km <= MAX_KM else {"errors": ["Distance is too far"]}),
        }
        for method, words in (("Instant", "1-2 jam"), ("SameDay", "6-8 jam"))
    })  # fmt: skip


def _book(stage: Stage, request: Request) -> Response:
    route, asked = _route(request), request.json
    reference, receiver = str(route.get("storeOrderId", "")), str(route.get("destinationContactName", ""))
    km = _km(str(route.get("originLatLong", "")), str(route.get("destinationLatLong", "")))
    orders, references = stage.data.setdefault("orders", {}), stage.data.setdefault("references", {})
    if not reference or km is None or not str(route.get("originContactPhone", "")).startswith("62"):
        return _no("Invalid booking")
    if km > MAX_KM:
        return _no("Distance is too far")
    if reference in references or "SIM-DUP" in receiver:
        return _no("storeOrderId already used")
    if "SIM-NULLAWB" in receiver:
        return Response({"bookingType": "Instant"})
    number = 170_000 + len(orders) + 1
    order = f"GK-11-{number}"
    references[reference] = order
    orders[order] = {
        "id": number, "reference": reference, "receiver": receiver, "method": asked.get("shipment_method"), "km": km,
        "booked_at": stage.clock.now().isoformat(), "cancelled_at": "", "told": [], "route": route,
    }  # fmt: skip
    return Response(
        {"id": number, "orderNo": order, "bookingType": asked.get("shipment_method"), "storeOrderId": reference}
    )


def steps(order: Mapping[str, Any], now: datetime) -> list[tuple[datetime, str]]:
    """What has happened until now."""
    booked_at = datetime.fromisoformat(order["booked_at"])
    life = next((life for word, life in LIVES.items() if word in order["receiver"]), NORMAL)
    ended = datetime.fromisoformat(order["cancelled_at"]) if order["cancelled_at"] else None
    past = [(booked_at, "confirmed")] + [(booked_at + timedelta(minutes=minutes), word) for minutes, word in life]
    told = [(at, word) for at, word in past if at <= now and (ended is None or at < ended)]
    return [*told, (ended, "cancelled")] if ended else told


def _by_number(stage: Stage, request: Request) -> Response:
    order = stage.data.get("orders", {}).get(request.params["order"])
    return Response(_document(request.params["order"], order, stage.clock.now())) if order else _no("Not found", 404)


def _by_reference(stage: Stage, request: Request) -> Response:
    asked = stage.data["looked_up"] = stage.data.get("looked_up", 0) + 1
    if asked % LOOK_UP_FAILS_EVERY == 0:
        return Response({"errors": ["Internal error"]}, 500)
    number = stage.data.get("references", {}).get(request.params["reference"], "")
    order = stage.data.get("orders", {}).get(number)
    return Response(_document(number, order, stage.clock.now())) if order else _no("Not found", 404)


def _document(number: str, order: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    past = steps(order, now)
    at = {word: moment.isoformat(timespec="milliseconds") for moment, word in past}
    word = past[-1][1]
    return {
        "id": order["id"], "orderNo": number, "status": LOOK_UP_WORDS[word], "bookingType": order["method"],
        "driverName": "Slamet" if "allocated" in at else None, "driverPhone": "6281211112222", "driverId": 7,
        "receiverName": order["receiver"], "totalPrice": price(order["method"], order["km"]),
        "totalDistanceInKms": round(order["km"], 1), "liveTrackingUrl": "", "orderCreatedTime": at["confirmed"],
        "orderDispatchTime": at.get("allocated"), "orderArrivalTime": at.get("picked"),
        "orderClosedTime": at[word] if word in ENDS else None, "cancelDescription": None,
        "storeOrderId": order["reference"],
    }  # fmt: skip


def _cancel(stage: Stage, request: Request) -> Response:
    number = str((request.json or {}).get("orderNo", ""))
    order = stage.data.get("orders", {}).get(number)
    if order is None:
        return _no("Not found", 404)
    if steps(order, stage.clock.now())[-1][1] not in ("confirmed", "allocated", "out_for_pickup"):
        return _no("Booking cannot be cancelled")
    order["cancelled_at"] = stage.clock.now().isoformat()
    return Response({"orderNo": number, "status": "Cancelled"})


def _push_news(stage: Stage, hooks: Hooks, url: str) -> None:
    with stage.lock:
        for number, order in stage.data.get("orders", {}).items():
            news = [body for body in bodies(number, order, stage.clock.now()) if body["event_id"] not in order["told"]]
            order["told"] += [body["event_id"] for body in news]
            if "SIM-OUTOFORDER" in order["receiver"]:
                news.reverse()
            for body in news * (2 if "SIM-TWICE" in order["receiver"] else 1):
                hooks.put(url, {"Authorization": TOKEN}, body)
        stage.save()


def bodies(number: str, order: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The pushes for all that has happened."""
    return [
        {"@type": "booking_event", "entity_id": number, "type": f"DRIVER_{word}".upper(), "booking_id": order["id"],
         "event_date": int(at.timestamp() * 1_000), "event_id": f"{number}-{place}", "partner_id": "desa",
         "status": word, "booking_type": order["method"], "driver_name": "Slamet", "driver_phone": "6281211112222",
         "total_distance_in_kms": round(order["km"], 1), "price": price(order["method"], order["km"]), "attempt": 1}
        for place, (at, word) in enumerate(steps(order, now))
    ]  # fmt: skip


def _km(origin: str, destination: str) -> float | None:
    try:
        (south, west), (north, east) = (tuple(map(float, point.split(","))) for point in (origin, destination))
    except ValueError:
        return None
    return math.hypot(south - north, (west - east) * math.cos(math.radians(south))) * KM_PER_DEGREE
