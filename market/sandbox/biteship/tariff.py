"""`couriers` and `rates/couriers`: fixed prices by distance and started kilogram, for whoever serves the lane."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from market.sandbox import carriage
from market.sandbox.biteship.areas import postcode_of
from market.sandbox.stage import Request, Response, Stage

ISLANDS = {"1": "java", "2": "sumatra", "3": "sumatra", "4": "java", "5": "java", "6": "java"}
FAR = {"district": 0, "regency": 1, "province": 2, "island": 3, "country": 4}
GRAMS_PER_CM3 = 6
MAX_GRAMS, MAX_INSTANT_GRAMS, MAX_INSTANT_KM = 50_000, 20_000, 40.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `prices` a started kilogram by distance, nearest first, 0 where it does not go."""

    company: str
    name: str
    type: str
    title: str
    prices: tuple[int, int, int, int, int]
    days: tuple[int, int, int, int, int] = (1, 1, 2, 3, 4)
    minimum_kg: int = 1
    ways: tuple[str, ...] = ("pickup", "drop_off")
    has_waybill_at_once: bool = True
    is_instant: bool = False


SERVICES = (
    Service("sicepat", "SiCepat", "reg", "Reguler", (8_000, 9_000, 12_500, 18_000, 36_000)),
    Service("sicepat", "SiCepat", "best", "Besok Sampai Tujuan", (11_000, 12_000, 19_000, 27_000, 0), (1, 1, 1, 1, 1)),
    Service("sicepat", "SiCepat", "gokil", "Cargo", (2_500, 2_500, 3_000, 4_000, 6_000), minimum_kg=10),
    Service("jnt", "J&T", "ez", "EZ", (8_000, 9_500, 13_000, 18_500, 37_000)),
    Service("anteraja", "AnterAja", "reg", "Reguler", (7_500, 8_500, 12_000, 17_500, 0), has_waybill_at_once=False),
    Service("jne", "JNE", "reg", "Reguler", (8_000, 9_000, 13_000, 19_000, 38_000)),
    Service("pos", "POS Indonesia", "reg", "Pos Reguler", (7_500, 8_500, 12_500, 18_000, 35_000), (1, 2, 3, 4, 6),
            ways=("drop_off",), has_waybill_at_once=False),
    Service("lion", "Lion Parcel", "reg_pack", "Regpack", (8_000, 9_000, 12_000, 17_000, 33_000), ways=("drop_off",)),
    Service("gojek", "GoSend", "instant", "Instant", (0, 0, 0, 0, 0), ways=("pickup",), is_instant=True),
    Service("gojek", "GoSend", "same_day", "Same Day", (0, 0, 0, 0, 0), ways=("pickup",), is_instant=True),
    Service("grab", "Grab", "instant", "Instant", (0, 0, 0, 0, 0), ways=("pickup",), is_instant=True),
)  # fmt: skip


def find(company: str, kind: str) -> Service | None:
    return next((one for one in SERVICES if (one.company, one.type) == (company, kind)), None)


def couriers(_stage: Stage, _request: Request) -> Response:
    rows = [
        {"courier_name": one.name, "courier_code": one.company, "courier_service_name": one.title,
         "courier_service_code": one.type.upper(), "available_collection_method": list(one.ways),
         "shipping_type": "parcel", "service_type": "instant" if one.is_instant else "standard"}
        for one in SERVICES
    ]  # fmt: skip
    return Response({"success": True, "object": "courier", "couriers": rows})


def rates(_stage: Stage, request: Request) -> Response:
    asked = request.json if isinstance(request.json, dict) else {}
    items = asked.get("items")
    if not items or not asked.get("couriers"):
        return _no("Please input the couriers and items", 40001002)
    if not (_end(asked, "origin") or _point(asked, "origin")) or not (
        _end(asked, "destination") or _point(asked, "destination")
    ):
        return _no("Postal code is invalid or not served", 40001001)
    wanted = str(asked["couriers"]).split(",")
    rows = [
        _row(one, amount, asked)
        for one in SERVICES
        if one.company in wanted and (amount := price(one, asked, weigh(items)))
    ]
    if not rows:
        return _no("No courier available for this lane", 40001010)
    return Response({
        "success": True, "object": "courier_pricing", "message": "Success to retrieve courier pricing",
        "code": 20001003, "origin": {"postal_code": _end(asked, "origin") or None, "country_code": "ID"},
        "destination": {"postal_code": _end(asked, "destination") or None, "country_code": "ID"}, "pricing": rows,
    })  # fmt: skip


def price(service: Service, asked: Mapping[str, Any], grams: int) -> int:
    """Whole rupiah, 0 where the service does not go. Tests ask here what to expect."""
    origin, destination = _end(asked, "origin"), _end(asked, "destination")
    if service.is_instant:
        km = _km(asked)
        too_far = km is None or km > MAX_INSTANT_KM or grams > MAX_INSTANT_GRAMS
        return 0 if too_far else instant_price(service.type, km or 0.0)
    if not origin or not destination or carriage.NOT_SERVED_POSTCODE in (origin, destination) or grams > MAX_GRAMS:
        return 0
    one, other = (ISLANDS.get(code[:1], code[:1]) for code in (origin, destination))
    far = carriage.closeness(origin, destination, (5, 3, 2)) or ("island" if one == other else "country")
    return service.prices[FAR[far]] * max(service.minimum_kg, carriage.started_kg(grams))


def instant_price(kind: str, km: float) -> int:
    return max(12_000, math.ceil(km) * 2_500) if kind == "instant" else max(10_000, math.ceil(km) * 1_500)


def weigh(items: Any) -> int:
    """Grams of all items, by scale or volume."""
    total = 0
    for item in items:
        volume = int(item.get("length") or 0) * int(item.get("width") or 0) * int(item.get("height") or 0)
        total += max(int(item.get("weight") or 0), volume // GRAMS_PER_CM3) * int(item.get("quantity") or 1)
    return total


def _row(service: Service, amount: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    far = 0 if service.is_instant else _far(asked)
    days = service.days[far]
    unit, range_ = ("hours", "1 - 3") if service.is_instant else ("days", f"{days} - {days + 1}")
    insurance = int(asked.get("courier_insurance") or 0) * 2 // 1_000
    return {
        "available_collection_method": list(service.ways), "available_for_cash_on_delivery": not service.is_instant,
        "available_for_proof_of_delivery": False, "available_for_insurance": True,
        "available_for_instant_waybill_id": service.has_waybill_at_once, "company": service.company,
        "courier_name": service.name, "courier_code": service.company, "courier_service_name": service.title,
        "courier_service_code": service.type.upper(), "currency": "IDR", "description": "SIMULASI",
        "duration": f"{range_} {unit}", "shipment_duration_range": range_,
        "shipment_duration_unit": unit, "service_type": "instant" if service.is_instant else "standard",
        "shipping_type": "parcel", "shipping_fee": amount, "shipping_fee_discount": 0, "shipping_fee_surcharge": 0,
        "insurance_fee": insurance, "cash_on_delivery_fee": 0, "price": amount + insurance, "tax_lines": [],
        "type": service.type,
    }  # fmt: skip


def _far(asked: Mapping[str, Any]) -> int:
    origin, destination = _end(asked, "origin"), _end(asked, "destination")
    one, other = (ISLANDS.get(code[:1], code[:1]) for code in (origin, destination))
    return FAR[carriage.closeness(origin, destination, (5, 3, 2)) or ("island" if one == other else "country")]


def _end(asked: Mapping[str, Any], side: str) -> str:
    area = str(asked.get(f"{side}_area_id") or "")
    return postcode_of(area) if area else str(asked.get(f"{side}_postal_code") or "")


def _point(asked: Mapping[str, Any], side: str) -> tuple[float, float] | None:
    """From a question (`origin_latitude`) or an order (`origin_coordinate`)."""
    point = asked.get(f"{side}_coordinate") or {
        "latitude": asked.get(f"{side}_latitude"), "longitude": asked.get(f"{side}_longitude")
    }  # fmt: skip
    if point.get("latitude") is None or point.get("longitude") is None:
        return None
    return float(point["latitude"]), float(point["longitude"])


def _km(asked: Mapping[str, Any]) -> float | None:
    one, other = _point(asked, "origin"), _point(asked, "destination")
    if one is None or other is None:
        return None
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], east) * KM_PER_DEGREE


def _no(text: str, code: int) -> Response:
    return Response({"success": False, "error": text, "code": code}, 400)
