"""`pricedev`: fixed prices by distance and kilogram, as strings, with rows that no parcel wants."""

import re
from typing import Any

from market.sandbox import carriage
from market.sandbox.jne.places import official_code
from market.sandbox.stage import Request, Response, Stage

MAX_PARCEL_KG, MIN_TRUCK_KG = 30, 10
PLACE_CODE = re.compile(r"([A-Z]{3})(\d{5})")

# Rupiah a kilogram by distance; a service that is missing does not go that far.
PRICES: dict[str, dict[str, int]] = {
    "CTC": {"district": 8_000, "regency": 9_000},
    "CTCYES": {"district": 14_000, "regency": 15_000},
    "REG": {"province": 13_000, "island": 19_000, "country": 38_000},
    "YES": {"province": 24_000, "island": 33_000},
    "OKE": {"province": 11_000, "island": 16_000},
    "JTR": {"province": 4_000, "island": 5_000, "country": 6_500},
}
DAYS = {"district": (1, 1), "regency": (1, 2), "province": (1, 2), "island": (2, 3), "country": (3, 4)}
SUFFIX = {"CTC": "", "CTCYES": "", "REG": "23", "YES": "23", "OKE": "19", "JTR": "23"}
MOTORCYCLES = {"JTR<130": 450_000, "JTR>130": 650_000, "JTR>200": 1_100_000}


def price(service: str, origin: str, destination: str, kg: int) -> int | None:
    """Whole rupiah for `kg` between two codes; None where the service does not go. Tests ask here what to expect."""
    far = _distance(origin, destination)
    if far not in PRICES[service] or (kg > MAX_PARCEL_KG and service != "JTR"):
        return None
    return PRICES[service][far] * (max(kg, MIN_TRUCK_KG) if service == "JTR" else kg)


def _distance(origin: str, destination: str) -> str:
    """By the official codes behind ours; an origin code of a whole city counts as any of its districts."""
    one, other = official_code(origin), official_code(destination)
    if one[4:] == "00":
        one = one[:4] + other[4:] if one[:4] == other[:4] else one
    near = carriage.closeness(one, other, (6, 4, 2))
    island = {"2": "1"}  # the provinces 11 to 21 are Sumatra and the islands around it
    same_island = island.get(one[0], one[0]) == island.get(other[0], other[0])
    return near or ("island" if same_island else "country")


def rates(_stage: Stage, request: Request) -> Response:
    form = request.form
    origin, destination = form.get("from", ""), form.get("thru", "")
    known = PLACE_CODE.fullmatch(origin) and PLACE_CODE.fullmatch(destination)
    if not known or destination.endswith(carriage.NOT_SERVED_POSTCODE):
        return Response({"error": "Price Not Found.", "status": False})
    kg = carriage.started_kg(round(float(form.get("weight") or 0) * carriage.GRAMS_PER_KG))
    rows = [_rate(service, origin, destination, kg) for service in PRICES if price(service, origin, destination, kg)]
    if _distance(origin, destination) not in ("district", "regency"):
        rows += [_motorcycle(service, amount) for service, amount in MOTORCYCLES.items()]
    return Response({"price": rows})


def _rate(service: str, origin: str, destination: str, kg: int) -> dict[str, Any]:
    days_from, days_thru = DAYS[_distance(origin, destination)]
    more = {"OKE": 2, "JTR": 3}.get(service, 0)
    return {
        "origin_name": origin,
        "destination_name": destination,
        "service_display": service,
        "service_code": service + SUFFIX[service],
        "goods_type": "Document/Paket",
        "currency": "IDR",
        "price": str(price(service, origin, destination, kg)),
        "etd_from": str(1 if "YES" in service else days_from + more),
        "etd_thru": str(1 if "YES" in service else days_thru + more),
        "times": "D",
    }


def _motorcycle(service: str, amount: int) -> dict[str, Any]:
    """Rows that no parcel wants."""
    names = {"service_display": service, "service_code": service, "goods_type": "Paket", "currency": "IDR"}
    return {**names, "price": str(amount), "etd_from": None, "etd_thru": None, "times": None}
