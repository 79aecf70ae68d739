"""What an order lives through, told three ways: in orders (snake_case), in tracking (camelCase), by webhook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from market.sandbox import carriage
from market.sandbox.hooks import Hooks
from market.sandbox.stage import Request, Response, Stage

WIB = timezone(timedelta(hours=7))
REWEIGHED_AFTER_HOURS = 5
# step of a parcel's life -> status, words
WORDS = {
    "allocated": ("allocated", "Courier is allocated"),
    "no_driver": ("courier_not_found", "No courier found"),
    "picking_up": ("picking_up", "Courier is on the way to {sender}"),
    "picked_up": ("picked", "Package has been picked from {sender}, {sender_address}"),
    "departed": ("in_transit", "Processed at origin hub"),
    "arrived": ("in_transit", "Received at destination hub"),
    "out": ("dropping_off", "Package is on the way to {receiver} {phone}"),
    "delivered": ("delivered", "Package has been delivered, received by {receiver}"),
    "absent": ("on_hold", "Delivery failed, house empty"),
    "refused": ("rejected", "Rejected by {receiver}"),
    "returning": ("return_in_transit", "Package is returning to origin"),
    "returned": ("returned", "Package has been returned to {sender}"),
    "lost": ("disposed", "Package is lost"),
    "mystery": ("blessed", "Package was blessed"),
}
INSTANT_MINUTES = ((3, "allocated"), (5, "picking_up"), (15, "picked_up"), (16, "out"), (45, "delivered"))


def steps(order: Mapping[str, Any], now: datetime) -> list[tuple[datetime, str, str]]:
    """(moment, status, words) until now, in the order in which they are told."""
    booked_at = datetime.fromisoformat(order["booked_at"])
    names = {"sender": order["asked"].get("origin_contact_name", ""), "receiver": order["receiver"],
             "sender_address": order["asked"].get("origin_address", ""),
             "phone": order["asked"].get("destination_contact_phone", "")}  # fmt: skip
    if "SIM-NODRIVER" in order["receiver"]:
        life = [(booked_at + timedelta(minutes=30), "no_driver")]
    elif order["is_instant"]:
        life = [(booked_at + timedelta(minutes=minutes), step) for minutes, step in INSTANT_MINUTES]
    else:
        early = [(booked_at + timedelta(hours=hours), step) for hours, step in ((1, "allocated"), (3, "picking_up"))]
        life = early + carriage.steps(order, booked_at + timedelta(days=365))
    ended = datetime.fromisoformat(order["cancelled_at"]) if order["cancelled_at"] else None
    told = [(at, WORDS[step][0], WORDS[step][1].format(**names)) for at, step in life
            if at <= now and (ended is None or at < ended)]  # fmt: skip
    first = (booked_at, "confirmed", "Courier order is confirmed")
    last = [(ended, "cancelled", "Order is cancelled")] if ended and ended <= now else []
    return [first, *told, *last]


def status(order: Mapping[str, Any], now: datetime) -> str:
    return max(steps(order, now), key=lambda step: step[0])[1]


def waybill(order: Mapping[str, Any], now: datetime) -> str | None:
    """The number, which some couriers give a while after the order."""
    late = timedelta(seconds=order["waybill_after"])
    return order["awb"] if datetime.fromisoformat(order["booked_at"]) + late <= now else None


def price(order: Mapping[str, Any], now: datetime) -> int:
    """What it costs; twice as much once the courier has weighed SIM-REWEIGH again."""
    weighed_at = datetime.fromisoformat(order["booked_at"]) + timedelta(hours=REWEIGHED_AFTER_HOURS)
    again = "SIM-REWEIGH" in order["receiver"] and weighed_at <= now
    return int(order["price"]) * (2 if again else 1)


def history(order: Mapping[str, Any], now: datetime) -> list[dict[str, str]]:
    return [{"service_type": order["asked"]["courier_type"], "status": word, "note": note, "updated_at": _local(at)}
            for at, word, note in steps(order, now)]  # fmt: skip


def own(stage: Stage, request: Request) -> Response:
    """Tracking of one's own orders, by tracking id."""
    found = [one for one in stage.data.get("orders", {}).values() if one["tracking_id"] == request.params["id"]]
    return _told(stage, found[0]) if found else _not_found()


def public(stage: Stage, request: Request) -> Response:
    """Tracking of any number at any courier; nothing before the first scan, early scans are called droppingOff."""
    order = stage.data.get("orders", {}).get(stage.data.get("parcels", {}).get(request.params["awb"]))
    if order is None or order["asked"]["courier_company"] != request.params["company"]:
        return _not_found()
    if not any(word in ("picked", "delivered") for _at, word, _note in steps(order, stage.clock.now())):
        return _not_found()
    return _told(stage, order)


def push_news(stage: Stage, hooks: Hooks) -> None:
    """Webhooks for what has happened since the last tick; SIM-OUTOFORDER newest first, SIM-TWICE twice."""
    with stage.lock:
        now, targets = stage.clock.now(), stage.data.get("webhooks", [])
        for order in stage.data.get("orders", {}).values():
            news = [body for body in _news(order, now) if _key(body) not in order["told"]]
            order["told"] += [_key(body) for body in news]
            if "SIM-OUTOFORDER" in order["receiver"]:
                news.reverse()
            for body in news * (2 if "SIM-TWICE" in order["receiver"] else 1):
                for target in targets:
                    hooks.put(target["url"], {target["header"]: target["secret"]}, body)
        stage.save()


def _news(order: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    ids = {"order_id": order["id"], "courier_tracking_id": order["tracking_id"],
           "courier_waybill_id": waybill(order, now)}  # fmt: skip
    news: list[dict[str, Any]] = [
        {"event": "order.status", **ids, "courier_company": order["asked"]["courier_company"],
         "courier_type": order["asked"]["courier_type"], "courier_driver_name": None, "courier_link": None,
         "order_price": price(order, at), "status": word, "updated_at": _local(at)}
        for at, word, _note in steps(order, now)
    ]  # fmt: skip
    if order["waybill_after"] and waybill(order, now):
        news.append({"event": "order.waybill_id", **ids, "status": status(order, now)})
    if price(order, now) != order["price"]:
        news.append(
            {
                "event": "order.price",
                **ids,
                "cash_on_delivery_fee": 0,
                "proof_of_delivery_fee": 0,
                "shippment_fee": price(order, now),
                "price": price(order, now),
                "status": status(order, now),
            }
        )
    return news


def _key(body: Mapping[str, Any]) -> str:
    return f"{body['event']} {body['status'] if body['event'] == 'order.status' else ''} {body.get('updated_at', '')}"


def _told(stage: Stage, order: Mapping[str, Any]) -> Response:
    """`messsage` is their own spelling, and so are the humps in the statuses."""
    now = stage.clock.now()
    rows = [{**row, "status": _camel(row["status"])} for row in history(order, now)]
    asked = order["asked"]
    sides = {
        side: {"contact_name": asked.get(f"{side}_contact_name"), "address": asked.get(f"{side}_address")}
        for side in ("origin", "destination")
    }
    return Response({
        "success": True, "messsage": "Successfully get tracking info", "object": "tracking",
        "id": order["tracking_id"], "waybill_id": waybill(order, now), "order_id": order["id"], "link": None,
        "courier": {"company": asked["courier_company"], "driver_name": None}, **sides, "history": rows,
        "status": _camel(status(order, now)),
    })  # fmt: skip


def _not_found() -> Response:
    return Response({"success": False, "error": "Waybill not found", "code": 40003003}, 404)


def _camel(word: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), word)


def _local(at: datetime) -> str:
    return at.astimezone(WIB).isoformat(timespec="seconds")
