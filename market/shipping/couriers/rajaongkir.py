"""RajaOngkir by Komerce: prices of many couriers down to the village, and tracking of a number that somebody typed.

It books nothing: the seller brings the parcel to the counter and types the number in. `{"meta": {...}, "data": ...}`;
nothing found is `data: null` with 404 or 400. Its 47 rows hold motorcycles and cargo, so only named services are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from market.core.errors import Misconfigured, Nonsense, Refused
from market.core.http import Reply
from market.shipping.couriers import base
from market.shipping.couriers.base import Answer, Can, Carried, End, Followed, Message, Place, Rate
from market.shipping.couriers.names import key
from market.shipping.couriers.progress import Progress
from market.shipping.couriers.reading import (
    as_moment,
    as_rows,
    as_rupiah,
    as_text,
    check_status,
    harmless,
    hide_phones,
    hide_words,
    told,
)  # fmt: skip
from market.shipping.couriers.weight import chargeable_grams

PLACES_PATH, RATES_PATH, TRACK_PATH = "/destination/domestic-destination", "/calculate/domestic-cost", "/track/waybill"
SECONDS = {"places": 4.0, "rates": 3.5, "track": 10.0}
DIVISOR = 6_000
SEARCH_LIMIT = 100
PHONE_FIGURES = 5
AWB = re.compile(r"[A-Za-z0-9-]{6,40}")
DAYS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
DATES = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y %H:%M")
BRANDS = {
    "jne": "JNE", "pos": "Pos Indonesia", "jnt": "J&T", "sicepat": "SiCepat", "anteraja": "AnterAja", "tiki": "TIKI",
    "lion": "Lion Parcel", "ide": "ID Express", "ninja": "Ninja", "sap": "SAP", "wahana": "Wahana",
}  # fmt: skip
SERVICES = {
    "jne": "REG YES OKE CTC CTCYES", "jnt": "EZ", "sicepat": "REG BEST", "anteraja": "REG", "lion": "REGPACK",
    "ide": "STD", "ninja": "STANDARD", "tiki": "REG ECO ONS", "sap": "UDRREG", "wahana": "Express",
}  # fmt: skip
ALLOWED = frozenset(
    [f"{code}:{one}" for code, names in SERVICES.items() for one in names.split()]
    + ["pos:Pos Reguler", "pos:Pos Nextday"]
)
COURIERS = ("jnt", "sicepat", "anteraja", "ninja")
# The first word that stands in their text decides; everything else is unknown.
KEYWORDS = (
    (r"RETUR(N|ED)?\b.*(SHIPPER|PENGIRIM|SELESAI)", Progress.RETURNED), (r"RETUR", Progress.RETURNING),
    (r"GAGAL|FAILED|UNDELIVERED|KOSONG|ANTAR ULANG", Progress.DELIVERY_FAILED),
    (r"HILANG|LOST|MISSING", Progress.ON_HOLD),
    (r"DELIVERED|DITERIMA OLEH|TERKIRIM", Progress.DELIVERED),
    (r"WITH DELIVERY COURIER|OUT FOR DELIVERY|DIBAWA KURIR|SEDANG DIANTAR", Progress.OUT_FOR_DELIVERY),
    (r"HOLD|TAHAN", Progress.ON_HOLD), (r"CANCEL|BATAL", Progress.CANCELLED),
    (r"PICK(ED)? ?UP|RECEIVED BY .*COUNTER|DIJEMPUT|MANIFESTED", Progress.PICKED_UP),
    (r"SORT|TRANSIT|ARRIVED|DEPARTED|WAREHOUSE|HUB|GATEWAY|GUDANG|TIBA|BERANGKAT", Progress.IN_TRANSIT),
)  # fmt: skip


class RajaOngkir(base.Courier):
    """Options: docs/couriers.md lists them. A service's code is `courier:service`, as they name both."""

    code = "rajaongkir"
    name = "RajaOngkir"
    is_broker = True
    can = frozenset({Can.RATE, Can.BY_HAND, Can.TRACK, Can.FIND_PLACE})

    def rates(self, request: base.RateRequest) -> Answer[list[Rate]]:
        grams = chargeable_grams(request.parcels, DIVISOR)
        form = {
            "origin": _code(request.origin), "destination": _code(request.destination), "weight": str(grams),
            "courier": ":".join(self.options.get("couriers") or COURIERS), "price": "lowest",
        }  # fmt: skip
        answer = self._ask("rates", "POST", RATES_PATH, form)
        if answer is None:
            return Answer([], (Message("not_serviceable", ""),))
        return _read_rates(answer, grams, self.options.get("services") or ALLOWED)

    def follow(self, parcel: Carried) -> Followed:
        """Some couriers want the last five figures of the receiver's phone, so they are always told."""
        courier = parcel.service_code.partition(":")[0]
        if not AWB.fullmatch(parcel.awb) or not courier:
            raise Refused("not a waybill number", provider=self.code, operation="track", reference=parcel.awb[:40])
        figures = re.sub(r"\D", "", parcel.receiver_phone)[-PHONE_FIGURES:]
        form = {"awb": parcel.awb, "courier": courier, "last_phone_number": figures}
        answer = self._ask("track", "POST", TRACK_PATH, form, parcel.awb)
        return Followed([] if answer is None else read_events(answer))

    def track(self, awb: str) -> list[base.TrackingEvent]:
        return self.follow(Carried(awb, service_code=(self.options.get("couriers") or COURIERS)[0])).events

    def brand_of(self, service_code: str) -> str:
        courier = service_code.partition(":")[0]
        return BRANDS.get(courier, courier.upper())

    def find_place(self, place: Place, end: End) -> list[Place]:
        """Their places are villages: found by postcode (else by name), taken by village and district."""
        if not place.village:
            return []
        query = urlencode({"search": place.postcode or place.village, "limit": SEARCH_LIMIT, "offset": 0})
        rows = self._ask("places", "GET", f"{PLACES_PATH}?{query}") or []
        same = [
            row for row in as_rows(rows)
            if key(as_text(row.get("subdistrict_name"))) == key(place.village)
            and key(as_text(row.get("district_name"))) == key(place.district) and as_text(row.get("id"))
        ]  # fmt: skip
        return [replace(place, courier_code=as_text(row["id"], 20)) for row in same]

    def _ask(
        self, operation: str, method: str, path: str, form: Mapping[str, str] | None = None, reference: str = ""
    ) -> Any:  # fmt: skip
        """Their `data`; None where nothing was found."""
        url, api_key = str(self.options.get("base_url") or ""), str(self.options.get("key") or "")
        if not url or not api_key:
            raise Misconfigured("rajaongkir: base_url and key are needed")
        with harmless():
            reply = self.http.send(
                method, url.rstrip("/") + path, data=form, headers={"Accept": "application/json", "key": api_key},
                operation=operation, reference=reference,
                deadline_seconds=float(self.options.get(f"{operation}_seconds", SECONDS[operation])),
            )  # fmt: skip
            return _data(reply, operation, reference)


def _code(place: Place) -> str:
    if not place.courier_code:
        raise Refused(
            f"no place of theirs for {place.village or 'this place'}", code="no_place_code", provider=RajaOngkir.code,
            operation="rates",
        )  # fmt: skip
    return place.courier_code


def _data(reply: Reply, operation: str, reference: str) -> Any:
    where: dict[str, Any] = {"provider": RajaOngkir.code, "operation": operation, "reference": reference}
    meta: Any = None
    if reply.status in (400, 404, 422) or reply.status < 300:
        try:
            answer = reply.json(**where)
        except Nonsense:
            if reply.status < 300:
                raise
            answer = None
        meta = answer.get("meta") if isinstance(answer, Mapping) else None
    if not isinstance(meta, Mapping):
        check_status(reply, **where)
        raise Nonsense("no meta", data=told(reply), **where)
    text = hide_phones(as_text(meta.get("message")))
    code = meta.get("code")
    if code in (401, 403):
        raise Misconfigured(f"rajaongkir {operation}: {text}")
    if code == 404 or (code == 400 and "not found" in text.lower()):
        return None
    if code != 200:
        raise Refused(text or "no reason given", **where)
    data = answer.get("data")
    if data is not None and not isinstance(data, list | Mapping):
        raise Nonsense("no data", data=told(reply), **where)
    return data


def _read_rates(rows: Any, grams: int, services: Any) -> Answer[list[Rate]]:
    """Only services that the shop names: the rest are motorcycles, cargo and old price lists."""
    rates: dict[str, Rate] = {}
    left_out: list[Message] = []
    if not isinstance(rows, list):
        raise Nonsense("no list of prices", provider=RajaOngkir.code, operation="rates")
    for row in as_rows(rows):
        code = f"{as_text(row.get('code'), 10).lower()}:{as_text(row.get('service'), 19)}"
        if code not in services:
            left_out.append(Message("unknown_service", code))
            continue
        try:
            amount = as_rupiah(row.get("cost"))
        except ValueError as error:
            left_out.append(Message("left_out", f"{code}: {error}"))
            continue
        days = DAYS.search(as_text(row.get("etd")))
        days_from = int(days[1]) if days and days[1] != "0" else None
        days_to = int(days[2] or days[1]) if days and days_from else None
        brand, _, service = code.partition(":")
        name = service if service.startswith("Pos") else f"{BRANDS.get(brand, brand.upper())} {service}"
        rates.setdefault(code, Rate(RajaOngkir.code, code, name, amount, grams, days_from, days_to))
    if not rates and any(message.code == "left_out" for message in left_out):
        raise Nonsense("no price that can be read", provider=RajaOngkir.code, operation="rates")
    return Answer(list(rates.values()), tuple(left_out))


def read_events(data: Any) -> list[base.TrackingEvent]:
    """The manifest, oldest first, without names; `delivered: true` decides, dated by the proof of delivery."""
    if not isinstance(data, Mapping) or not {"manifest", "delivered", "delivery_status"} & set(data):
        raise Nonsense("no manifest", provider=RajaOngkir.code, operation="track")
    status, summary = _part(data, "delivery_status"), _part(data, "summary")
    people = [as_text(status.get("pod_receiver")), as_text(summary.get("receiver_name"))]
    people = [name for name in [*people, as_text(summary.get("shipper_name"))] if name]
    events = {}
    for row in as_rows(data.get("manifest")):
        at = as_moment(f"{as_text(row.get('manifest_date'))} {as_text(row.get('manifest_time'))}", DATES)
        if at:
            text = hide_words(as_text(row.get("manifest_description")), people)
            code, place = as_text(row.get("manifest_code"), 30), as_text(row.get("city_name"), 100)
            events[at, code, text] = base.TrackingEvent(at, code, text, meaning(text), location=place)
    at = as_moment(f"{as_text(status.get('pod_date'))} {as_text(status.get('pod_time'))}", DATES)
    if data.get("delivered") is True and not any(one.progress is Progress.DELIVERED for one in events.values()):
        at = at or max((one.occurred_at for one in events.values()), default=None)
        if at:
            events[at, "POD", ""] = base.TrackingEvent(at, "POD", "", Progress.DELIVERED)
    return sorted(events.values(), key=lambda event: (event.occurred_at, event.progress.rank))


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def meaning(text: str) -> Progress:
    upper = text.upper()
    return next((progress for words, progress in KEYWORDS if re.search(words, upper)), Progress.UNKNOWN)
