"""A stand-in for Pos Indonesia's API gateway: tokens, fees, postings, tracking, with its quirks. SIMULASI.

Prices and barcodes are inventions. `request.fault` may order one of its answers' variants: `as_data` (the newer
gateway's wrapping), `as_text` (numbers as strings), `second` and `third` (other answers to a posting), `no_barcode`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

from market.sandbox import carriage
from market.sandbox.faults import Fault
from market.sandbox.regions import villages
from market.sandbox.stage import Request, Response, Stage

KEY, SECRET = "simulasi-key", "SIMULASI-POS"
USER, PASSWORD = "simulasi", "SIMULASI-X-POS"
TOKEN_SECONDS = 3_600
WIB = timezone(timedelta(hours=7))
MAX_GRAMS = 30_000
GRAMS_PER_CM3 = 6  # the divisor of the volume weight, 6,000 cm3 to the kilogram
TAX_PERCENT_TIMES_TEN = 11

# Rupiah a started kilogram by distance, without tax.
PRICES: dict[int, dict[str, int]] = {
    240: {"district": 7_000, "regency": 8_500, "province": 12_000, "island": 17_550, "country": 34_000},
    447: {"regency": 16_000, "province": 22_000, "island": 30_000},
}
NAMES = {240: "Pos Reguler", 447: "Pos Nextday"}
DAYS = {"district": "1 HARI", "regency": "1-2 HARI", "province": "2 HARI", "island": "3 HARI", "country": "4-6 HARI"}
ISLANDS = {"1": "java", "2": "sumatra", "3": "sumatra", "4": "java", "5": "java", "6": "java"}

# step -> event, office, description
EVENTS = {
    "picked_up": ("POSTING LOKET", "origin", (
        "LAYANAN :{service};PENGIRIM : {sender};{sender_address};{sender_phone};{origin};{origin_zip};;"
        "PENERIMA : {receiver};{receiver_address};{receiver_phone};{destination};{destination_zip}"
    )),
    "departed": ("MANIFEST SERAH", "origin", (
        "NO MANIFEST : 1;KANTOR ASAL : {origin} {origin_zip};KANTOR TUJUAN : {destination} {destination_zip}"
    )),
    "arrived": ("MANIFEST TERIMA", "destination", "NO MANIFEST : 1;KANTOR ASAL : {origin} {origin_zip}"),
    "out": ("PROSES ANTAR", "destination", "PENGANTAR : PAK SLAMET 081211112222"),
    "delivered": ("SELESAI ANTAR", "destination", (
        "ANTARAN : 1;STATUS: DELIVERED;PENERIMA / KETERANGAN : {receiver} (YBS)"
    )),
    "absent": ("SELESAI ANTAR", "destination", (
        "ANTARAN : 1;STATUS: FAILEDTODELIVERED;PENERIMA / KETERANGAN : Antar Ulang - RUMAH KOSONG"
    )),
    "refused": ("SELESAI ANTAR", "destination", (
        "ANTARAN : 1;STATUS: GAGAL;PENERIMA / KETERANGAN : DITOLAK {receiver}"
    )),
    "returning": ("SELESAI ANTAR", "destination", "ANTARAN : 2;STATUS: RETUR;PENERIMA / KETERANGAN : {sender}"),
    "returned": ("SELESAI RETUR", "origin", "PENGIRIM : {sender}"),
    "lost": ("KIRIMAN HILANG", "origin", "BERITA ACARA 7"),
    "mystery": ("UPACARA", "destination", "OLEH {receiver}"),
}  # fmt: skip
POSTINGS: dict[str, Callable[[str, str], Any]] = {
    "": lambda awb, _order: {"rs_posting": {"responsecode": "000", "message": "SUKSES", "barcode": awb}},
    "second": lambda awb, order: {"response": {"code": "00", "data": [{"transref": order, "Awb": awb}]}},
    "third": lambda awb, order: {"ResponseCode": 0, "TransRef": order, "detail": {"NoResi": awb, "fee": "17743"}},
    "no_barcode": lambda _awb, order: {"rs_posting": {"responsecode": "000", "message": "SUKSES", "transref": order}},
}


def stage(*, port: int, state_file: Path | None = None) -> Stage:
    """Pos's stand-in, not yet started. Sandbox and production paths answer alike."""
    stage = Stage("pos", port=port, state_file=state_file)
    doors: dict[str, tuple[str, Callable[[Stage, Request], Response]]] = {
        "/{context}/{version}/getFee": ("rates", _fees),
        "/{context}/{version}/getFeeLn": ("rates_abroad", lambda *_: Response({"message": "not here"}, 501)),
        "/{context}/{version}/AddPostingDoc": ("book", _post),
        "/{context}/{version}/getTrackAndTrace": ("track", _track),
        "/{context}/{version}/getPostalCode": ("postcodes", _postcodes),
        "/{context}/{version}/getOffice": ("offices", _office),
    }
    stage.route("POST", "/token", "token", partial(_token, stage))
    for path, (operation, answer) in doors.items():
        trouble = _trouble if operation == "book" else None
        stage.route("POST", path, operation, partial(_guarded, stage, answer), trouble=trouble)
    return stage


def fee(service: int, origin: str, destination: str, grams: int) -> int | None:
    """Whole rupiah before tax between two postcodes; None where the service does not go."""
    rupiah = PRICES[service].get(_distance(origin, destination))
    return rupiah and rupiah * carriage.started_kg(grams)


def total(service: int, origin: str, destination: str, grams: int) -> int | None:
    """What the buyer pays, tax of 1.1 % included. Tests ask here what to expect."""
    before_tax = fee(service, origin, destination, grams)
    return before_tax and before_tax + _tax(before_tax)


def _tax(amount: int) -> int:
    return amount * TAX_PERCENT_TIMES_TEN // 1_000


def _distance(origin: str, destination: str) -> str:
    """By leading digits of the postcodes: an invention that behaves like distance."""
    one, other = (ISLANDS.get(code[:1], code[:1]) for code in (origin, destination))
    return carriage.closeness(origin, destination, (5, 3, 2)) or ("island" if one == other else "country")


# --- the gateway ------------------------------------------------------------------------------------------------------


def _fault(code: int, message: str, status: int = 401) -> Response:
    return Response({"fault": {"code": code, "message": message, "description": "Pos gateway (SIMULASI)"}}, status)


def _token(stage: Stage, request: Request) -> Response:
    wanted = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
    if request.headers.get("authorization") != wanted or request.form.get("grant_type") != "client_credentials":
        return Response({"error": "invalid_client", "error_description": "Client Authentication failed."}, 401)
    count = stage.data["token_count"] = stage.data.get("token_count", 0) + 1
    token = f"simulasi-{count}"
    ends = stage.clock.now() + timedelta(seconds=TOKEN_SECONDS)
    stage.data.setdefault("tokens", {})[token] = ends.isoformat()
    return Response({"access_token": token, "scope": "default", "token_type": "Bearer", "expires_in": TOKEN_SECONDS})


def _guarded(stage: Stage, answer: Callable[[Stage, Request], Response], request: Request) -> Response:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    ends = stage.data.get("tokens", {}).get(token)
    if not token:
        return _fault(900902, "Missing Credentials")
    if not ends:
        return _fault(900901, "Invalid Credentials")
    if datetime.fromisoformat(ends) <= stage.clock.now():
        return _fault(900904, "Access Token Expired")
    if (request.headers.get("x-pos-user"), request.headers.get("x-pos-password")) != (USER, PASSWORD):
        return _fault(900901, "Invalid X-POS-USER or X-POS-PASSWORD")
    if not isinstance(request.json, dict):
        return Response({"errors": "Bad request"}, 400)
    return answer(stage, request)


def _trouble(request: Request) -> Fault | None:
    document = request.json if isinstance(request.json, dict) else {}
    return carriage.trouble(_party(document, "receiver").get("name", ""))


def _variant(request: Request) -> str:
    return request.fault.kind if request.fault else ""


# --- fees -------------------------------------------------------------------------------------------------------------


def _fees(_stage: Stage, request: Request) -> Response:
    asked = request.json
    origin, destination = str(asked.get("shipperzipcode")), str(asked.get("receiverzipcode"))
    volume = int(asked.get("length") or 0) * int(asked.get("width") or 0) * int(asked.get("height") or 0)
    grams = max(int(asked["weight"]), volume // GRAMS_PER_CM3)
    insurance = int(asked.get("valuegoods") or 0) * 24 // 10_000
    rows = [_fee_row(code, origin, destination, grams, insurance) for code in PRICES]
    served = [row for row in rows if row["fee"]]
    if destination == carriage.NOT_SERVED_POSTCODE or grams > MAX_GRAMS or not served:
        served = [{"serviceCode": 999, "serviceName": "-", "fee": 0, "totalFee": 0, "notes": "Tarif tidak ditemukan"}]
    if _variant(request) == "as_text":
        served = [{name: str(value) for name, value in row.items()} for row in served]
    if _variant(request) == "as_data":
        return Response({"response": {"data": served}})
    if _variant(request) == "nothing":
        return Response({"rs_fee": None})
    return Response({"rs_fee": {"r_fee": served[0] if len(served) == 1 else served}})  # one: no list


def _fee_row(code: int, origin: str, destination: str, grams: int, insurance: int) -> dict[str, Any]:
    amount = fee(code, origin, destination, grams) or 0
    return {
        "serviceCode": code, "serviceName": NAMES[code], "fee": amount, "feeTax": _tax(amount), "insurance": insurance,
        "insuranceTax": 0, "totalFee": amount + _tax(amount) + insurance, "notes": "-", "penyesuaian": 0,
        "estimation": "1 HARI" if code == 447 else DAYS[_distance(origin, destination)], "discount": 0,
    }  # fmt: skip


# --- postings and tracking --------------------------------------------------------------------------------------------


def _party(document: Mapping[str, Any], side: str) -> dict[str, Any]:
    parties = document.get("addresses") or []
    return next((party for party in parties if party.get("addresstype") == f"{side}location"), {})


def _post(stage: Stage, request: Request) -> Response:
    document = request.json
    sender, receiver = _party(document, "sender"), _party(document, "receiver")
    order, item = str(document.get("orderid", "")), document.get("itemproperties") or {}
    if not (order and sender and receiver and item):
        return Response({"errors": "Dokumen tidak lengkap"}, 400)
    orders, parcels = stage.data.setdefault("orders", {}), stage.data.setdefault("parcels", {})
    if order in orders or "SIM-DUP" in receiver["name"]:
        return Response({"rs_posting": {"responsecode": "101", "message": "Nomor order sudah ada", "transref": order}})
    awb = f"P26SIM{len(parcels) + 1:07d}"
    orders[order] = awb
    parcels[awb] = {
        "reference": order, "booked_at": stage.clock.now().isoformat(), "receiver": receiver["name"],
        "receiver_address": receiver["address"], "receiver_phone": receiver["phone"], "sender": sender["name"],
        "destination": receiver["city"].upper(), "destination_zip": receiver["zipcode"],
        "sender_address": sender["address"], "sender_phone": sender["phone"], "origin": sender["city"].upper(),
        "origin_zip": sender["zipcode"], "service": NAMES.get(int(item["productid"]), "-").upper(),
        "item": item, "payment": document.get("paymentvalues"), "services": document.get("services"),
    }  # fmt: skip
    variant = "no_barcode" if "SIM-NULLAWB" in receiver["name"] else _variant(request)
    return Response(POSTINGS[variant](awb, order))


def _track(stage: Stage, request: Request) -> Response:
    awb = str(request.json.get("barcode", ""))
    parcel = stage.data.get("parcels", {}).get(awb)
    rows = [_event(awb, parcel, at, step) for at, step in carriage.steps(parcel, stage.clock.now())] if parcel else []
    if _variant(request) == "as_data":
        return Response({"response": {"data": rows}})
    return Response({"rs_tnt": {"r_tnt": rows[0] if len(rows) == 1 else rows} if rows else None})


def _event(awb: str, parcel: Mapping[str, Any], at: datetime, step: str) -> dict[str, str]:
    name, side, words = EVENTS[step]
    return {
        "barcode": awb, "eventDate": f"{at.astimezone(WIB):%Y-%m-%d %H:%M:%S}", "eventName": name,
        "officeCode": parcel[f"{side}_zip"], "officeName": f"KANTOR POS {parcel[side]}",
        "description": words.format(**parcel),
    }  # fmt: skip


def _postcodes(_stage: Stage, request: Request) -> Response:
    wanted = str(request.json.get("city") or request.json.get("address") or "").upper()
    found = [one for one in villages() if wanted and wanted in f"{one.name} {one.district} {one.regency}".upper()][:50]
    rows = [{"posCode": one.postcode, "address": f"{one.name}, {one.district}", "city": one.regency} for one in found]
    return Response({"rs_postcode": {"r_postcode": rows} if rows else None})


def _office(_stage: Stage, request: Request) -> Response:
    code = str(request.json.get("receiverzipcode", ""))
    return Response({"rs_office": {"r_office": {"officeCode": code, "officeName": f"KANTOR POS {code} (SIMULASI)"}}})
