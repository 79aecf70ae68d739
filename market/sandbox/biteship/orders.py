"""Orders: made once for each reference, paid from the balance, called off while nobody has the parcel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from market.sandbox import carriage
from market.sandbox.biteship import tariff, tracking
from market.sandbox.faults import Fault
from market.sandbox.stage import Request, Response, Stage

BALANCE = 50_000_000
NEEDED = {
    "origin_contact_name": 40002012, "origin_contact_phone": 40002015, "origin_address": 40002014,
    "destination_contact_name": 40002016, "destination_contact_phone": 40002017, "destination_address": 40002018,
    "courier_company": 40002026, "courier_type": 40002027, "delivery_type": 40002005, "items": 40002038,
}  # fmt: skip
REASONS = (("others", "Lainnya"), ("change_courier", "Ganti kurir"), ("out_of_stock", "Barang habis"))
CANCELLABLE = ("confirmed", "scheduled", "allocated", "picking_up")
WAYBILL_AFTER_SECONDS = 120


def trouble(request: Request) -> Fault | None:
    asked = request.json if isinstance(request.json, dict) else {}
    return carriage.trouble(str(asked.get("destination_contact_name", "")))


def create(stage: Stage, request: Request) -> Response:
    asked = request.json if isinstance(request.json, dict) else {}
    missing = next((name for name in NEEDED if not asked.get(name)), None)
    if missing:
        return _no(f"{missing} is required", NEEDED[missing])
    orders, references = stage.data.setdefault("orders", {}), stage.data.setdefault("references", {})
    reference, receiver = str(asked.get("reference_id") or ""), str(asked["destination_contact_name"])
    if reference in references:
        return _taken(orders[references[reference]])
    service = tariff.find(str(asked["courier_company"]), str(asked["courier_type"]))
    refused = _refusal(service, asked)
    if refused or service is None:
        return refused or _no("Courier does not exist", 40002026)
    amount = tariff.price(service, asked, tariff.weigh(asked["items"]))
    if not amount:
        return _no("Courier is not available for this lane", 40001010)
    if stage.data.setdefault("balance", BALANCE) < amount:
        return _no("Insufficient balance, please top up", 40002039)
    stage.data["balance"] -= amount
    number = len(orders) + 1
    order: dict[str, Any] = {
        "id": f"{0x66A0C1F2B3D4E5F6000000 + number:024x}", "tracking_id": f"{0x77A0C1F2B3D4E5F6000000 + number:024x}",
        "awb": f"SIM{number:013d}", "asked": asked, "reference": reference, "price": amount, "receiver": receiver,
        "booked_at": stage.clock.now().isoformat(), "is_instant": service.is_instant, "cancelled_at": "",
        "waybill_after": 0 if service.has_waybill_at_once else WAYBILL_AFTER_SECONDS, "told": [], "scheduled": False,
    }  # fmt: skip
    orders[order["id"]] = order
    references[reference] = order["id"]
    stage.data.setdefault("parcels", {})[order["awb"]] = order["id"]
    if "SIM-NULLAWB" in receiver:
        return Response({"success": True, "message": "Order successfully created", "object": "order"})
    if "SIM-DUP" in receiver:
        return _taken(order)
    return Response({"message": "Order successfully created", **document(stage, order)})


def retrieve(stage: Stage, request: Request) -> Response:
    order = stage.data.get("orders", {}).get(request.params["id"])
    if order is None:
        return _no("Order not found", 40002057, 404)
    told = document(stage, order)
    told["courier"]["history"] = tracking.history(order, stage.clock.now())
    return Response({"message": "Order successfully retrieved", **told})


def reasons(_stage: Stage, _request: Request) -> Response:
    rows = [{"code": code, "reason": text} for code, text in REASONS]
    return Response({"success": True, "message": "ok", "cancellation_reasons": rows})


def cancel(stage: Stage, request: Request) -> Response:
    order = stage.data.get("orders", {}).get(request.params["id"])
    wish = request.json if isinstance(request.json, dict) else {}
    if order is None:
        return _no("Order not found", 40002057, 404)
    code = str(wish.get("cancellation_reason_code", ""))
    if code not in dict(REASONS) or (code == "others" and not wish.get("cancellation_reason")):
        return _no("cancellation_reason is required", 40002053)
    if tracking.status(order, stage.clock.now()) not in CANCELLABLE:
        return _no("Order cannot be cancelled in this status", 40002053)
    order["cancelled_at"] = stage.clock.now().isoformat()
    stage.data["balance"] = stage.data.get("balance", BALANCE) + order["price"]
    return Response({
        "success": True, "message": "Order successfully deleted", "object": "order", "id": order["id"],
        "status": "cancelled", "cancellation_reason_code": code,
        "cancellation_reason": wish.get("cancellation_reason") or dict(REASONS)[code],
    })  # fmt: skip


def document(stage: Stage, order: Mapping[str, Any]) -> dict[str, Any]:
    """An order as their answers show it."""
    asked, now = order["asked"], stage.clock.now()
    side = partial(_side, asked)
    return {
        "success": True, "object": "order", "id": order["id"], "draft_order_id": None, "short_id": order["id"][-8:],
        "shipper": {"name": asked.get("shipper_contact_name"), "phone": asked.get("shipper_contact_phone")},
        "origin": {**side("origin"), "collection_method": asked.get("origin_collection_method", "pickup")},
        "destination": {**side("destination"),
                        "cash_on_delivery": {"amount": asked.get("destination_cash_on_delivery", 0), "fee": 0}},
        "courier": {
            "tracking_id": order["tracking_id"], "waybill_id": tracking.waybill(order, now),
            "company": asked["courier_company"], "type": asked["courier_type"],
            "driver_name": "Slamet Raharjo" if order["is_instant"] else None, "driver_phone": None, "link": None,
        },
        "delivery": {"datetime": order["booked_at"], "type": asked["delivery_type"]}, "currency": "IDR",
        "reference_id": order["reference"], "items": asked["items"], "extra": [], "tax_lines": [],
        "price": tracking.price(order, now), "metadata": {}, "tags": [], "note": None,
        "status": tracking.status(order, now),
    }  # fmt: skip


def _side(asked: Mapping[str, Any], side: str) -> dict[str, Any]:
    return {
        "contact_name": asked.get(f"{side}_contact_name"), "contact_phone": asked.get(f"{side}_contact_phone"),
        "address": asked.get(f"{side}_address"), "note": asked.get(f"{side}_note"),
        "coordinate": asked.get(f"{side}_coordinate") or {"latitude": None, "longitude": None},
    }  # fmt: skip


def _refusal(service: tariff.Service | None, asked: Mapping[str, Any]) -> Response | None:
    if service is None:
        return _no("Courier does not exist", 40002026)
    if asked.get("origin_collection_method", "pickup") not in service.ways:
        return _no("Collection method is not available for this courier", 40002008)
    if service.is_instant and not (asked.get("origin_coordinate") and asked.get("destination_coordinate")):
        return _no("This courier needs coordinates", 40002023)
    if service.is_instant and asked["delivery_type"] == "scheduled":
        return _no("Courier cannot be scheduled", 40002007)
    if asked["delivery_type"] == "scheduled" and not (asked.get("delivery_date") and asked.get("delivery_time")):
        return _no("delivery_date is required", 40002035)
    return None


def _taken(order: Mapping[str, Any]) -> Response:
    ids = {"order_id": order["id"], "waybill_id": None if order["waybill_after"] else order["awb"],
           "reference_id": order["reference"]}  # fmt: skip
    return _no("Order with the same reference already exists", 40002060, details=ids)


def _no(text: str, code: int, status: int = 400, **more: Any) -> Response:
    return Response({"success": False, "error": text, "code": code, **more}, status)
