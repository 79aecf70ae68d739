"""A stand-in for RajaOngkir by Komerce: places, prices, tracking of any number, with its quirks. SIMULASI.

Key `simulasi-rajaongkir`. Nothing found is `data: null` with HTTP 404. A number of the form SIM<courier><hours>, for
example SIMjnt40, is a parcel that was handed over so many hours before the stand-in was reset or started.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta, timezone
from functools import cache, partial
from pathlib import Path
from typing import Any

from market.sandbox import carriage
from market.sandbox.regions import Village, villages
from market.sandbox.stage import Request, Response, Stage

KEY = "simulasi-rajaongkir"
WIB = timezone(timedelta(hours=7))
FIRST_ID = 10_000
NUMBER = re.compile(r"SIM([a-z]+?)(\d+)")
NEEDS_PHONE = {"jne"}
# courier, name, service, rupiah a started kilogram by distance (district to country), days
PRICES: tuple[tuple[str, str, str, tuple[int, ...], str], ...] = (
    ("jnt", "J&T Express", "EZ", (8_000, 9_500, 13_000, 18_500, 37_000), "2-3 day"),
    ("sicepat", "SiCepat Express", "REG", (8_000, 9_000, 12_500, 18_000, 36_000), "1-2 day"),
    ("sicepat", "SiCepat Express", "GOKIL", (25_000, 25_000, 30_000, 40_000, 60_000), "4 day"),
    ("anteraja", "AnterAja", "REG", (7_500, 8_500, 12_000, 17_500, 34_000), ""),
    ("ninja", "Ninja Xpress", "STANDARD", (8_500, 9_500, 13_500, 19_000, 39_000), "0-0 day"),
    ("jne", "Jalur Nugraha Ekakurir (JNE)", "REG", (8_000, 9_000, 13_000, 19_000, 38_000), "3-4 day"),
    ("jne", "Jalur Nugraha Ekakurir (JNE)", "JTR<130", (450_000,) * 5, ""),
    ("pos", "POS Indonesia (POS)", "Pos Reguler", (7_500, 8_500, 12_500, 18_000, 35_000), "5 day"),
    ("lion", "Lion Parcel", "REGPACK", (8_013, 9_021, 12_014, 16_974, 33_019), "3-4 day"),
)
CLASSES = ("district", "regency", "province")
STEPS = {
    "picked_up": ("PICKUP", "Paket telah di-pick up dari {sender}"),
    "departed": ("OUT", "Paket transit di gudang asal"),
    "arrived": ("IN", "Paket tiba di hub tujuan"), "out": ("ANT", "Paket sedang diantar kurir Slamet 081211112222"),
    "delivered": ("DELIVERED", "Paket diterima oleh {receiver}"),
}  # fmt: skip


def stage(*, port: int, state_file: Path | None = None) -> Stage:
    """RajaOngkir's stand-in, not yet started."""
    stage = Stage("rajaongkir", port=port, state_file=state_file)
    doors: tuple[tuple[str, str, str, Callable[[Stage, Request], Response]], ...] = (
        ("GET", "/destination/domestic-destination", "places", _places),
        ("POST", "/calculate/domestic-cost", "rates", _rates),
        ("POST", "/track/waybill", "track", _track),
    )
    for method, path, operation, answer in doors:
        stage.route(method, f"/api/v1{path}", operation, partial(_guarded, stage, answer))
    stage.on_tick(_warm)
    return stage


def place_id(village_code: str) -> str:
    """Their number of a village; an invention. Tests ask here what to expect."""
    return str(_ids()[village_code.replace(".", "")])


def price(courier: str, service: str, origin: str, destination: str, grams: int) -> int:
    """Whole rupiah between two village codes."""
    for code, _name, word, rupiah, _days in PRICES:
        if (code, word) == (courier, service):
            return rupiah[_far(origin.replace(".", ""), destination.replace(".", ""))] * carriage.started_kg(grams)
    return 0


@cache
def _ids() -> dict[str, int]:
    return {one.code: FIRST_ID + number for number, one in enumerate(villages())}


def _warm() -> None:
    _ids()


def _village(number: str) -> Village | None:
    place = int(number) - FIRST_ID if number.isdigit() else -1
    return villages()[place] if 0 <= place < len(villages()) else None


def _far(one: str, other: str) -> int:
    near = carriage.closeness(one, other, (6, 4, 2))
    return CLASSES.index(near) if near else 3 if one[0] == other[0] else 4


def _said(message: str, data: Any, code: int = 200) -> Response:
    status = "success" if code == 200 else "error"
    return Response({"meta": {"message": message, "code": code, "status": status}, "data": data}, code)


def _guarded(stage: Stage, answer: Callable[[Stage, Request], Response], request: Request) -> Response:
    if request.headers.get("key") != KEY:
        return _said("Invalid Api key, key not found", None, 401)
    return answer(stage, request)


def _places(_stage: Stage, request: Request) -> Response:
    wanted, limit = request.query.get("search", "").upper(), int(request.query.get("limit") or 10)
    found = []
    for one in villages():
        city = one.regency.upper().replace("KABUPATEN ", "").replace("ADMINISTRASI ", "").replace("KOTA ", "")
        parts = (one.name.upper(), one.district.upper(), city, one.province.upper(), one.postcode)
        label = ", ".join(parts)
        if wanted and wanted in label:
            found.append({
                "id": _ids()[one.code], "label": label, "subdistrict_name": parts[0], "district_name": parts[1],
                "city_name": city, "province_name": parts[3], "zip_code": one.postcode,
            })  # fmt: skip
            if len(found) == limit:
                break
    if not found:
        return _said("Domestic Destinations Data not found", None, 404)
    return _said("Success Get Domestic Destinations", found)


def _rates(_stage: Stage, request: Request) -> Response:
    form = request.form
    origin, destination = _village(form.get("origin", "")), _village(form.get("destination", ""))
    weight = form.get("weight", "")
    if not weight.isdigit() or int(weight) < 1:
        return _said("Weight is required", None, 422)
    if origin is None or destination is None or destination.postcode == carriage.NOT_SERVED_POSTCODE:
        return _said("Calculate Domestic Shipping Cost not found", None, 404)
    wanted = form.get("courier", "").split(":")
    rows = [
        {"name": name, "code": code, "service": service, "description": "240" if code == "pos" else "SIMULASI",
         "cost": price(code, service, origin.code, destination.code, int(weight)), "etd": days}
        for code, name, service, _rupiah, days in PRICES if code in wanted
    ]  # fmt: skip
    if not rows:
        return _said("Calculate Domestic Shipping Cost not found", None, 404)
    return _said("Success Calculate Domestic Shipping cost", rows)


def _track(stage: Stage, request: Request) -> Response:
    form = request.form
    courier, match = form.get("courier", ""), NUMBER.fullmatch(form.get("awb", ""))
    if courier in NEEDS_PHONE and len(form.get("last_phone_number", "")) != 5:
        return _said("last_phone_number is required", None, 422)
    if not match or match[1] != courier:
        return _said("Waybill not found", None, 404)
    began = stage.data.setdefault("began", stage.clock.now().isoformat())
    parcel = {"receiver": "Siti Aminah", "booked_at": began}
    now = stage.clock.now() + timedelta(hours=int(match[2]))
    rows = [_row(at - timedelta(hours=int(match[2])), step) for at, step in carriage.steps(parcel, now)]
    if not rows:
        return _said("Waybill not found", None, 404)
    is_there = rows[-1]["manifest_code"] == "DELIVERED"
    proof = {"pod_receiver": "Siti Aminah" if is_there else "", "status": "DELIVERED" if is_there else "ON PROCESS",
             "pod_date": rows[-1]["manifest_date"] if is_there else "",
             "pod_time": rows[-1]["manifest_time"] if is_there else ""}  # fmt: skip
    summary = {"waybill_number": form["awb"], "courier_code": courier, "shipper_name": "Bu Sari",
               "receiver_name": "Siti Aminah", "status": proof["status"]}  # fmt: skip
    return _said("Success Get Waybill", {
        "delivered": is_there, "summary": summary, "details": {"receiver_address1": "Desa Hanura RT 3"},
        "delivery_status": proof, "manifest": rows[::-1],
    })  # fmt: skip


def _row(at: Any, step: str) -> dict[str, str]:
    code, words = STEPS[step]
    local = at.astimezone(WIB)
    return {
        "manifest_code": code, "manifest_description": words.format(sender="Bu Sari", receiver="Siti Aminah"),
        "manifest_date": f"{local:%Y-%m-%d}", "manifest_time": f"{local:%H:%M}", "city_name": "PURWOREJO",
    }  # fmt: skip
