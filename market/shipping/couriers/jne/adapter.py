"""JNE, direct contract. Forms in, JSON out, HTTP 200 also for refusals. What is sure and what is not: docs/couriers.md.

JNE has no idempotency key and no look-up by our reference: after an unclear booking a person asks JNE.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from market.core.errors import Duplicate, Misconfigured, Nonsense, Refused, Unclear
from market.core.http import MAX_BODY_BYTES, Http, Reply
from market.shipping.couriers import base
from market.shipping.couriers.base import Answer, Can, Collection, End, Message, Place, Rate, Waybill
from market.shipping.couriers.jne import forms, tracking
from market.shipping.couriers.names import Names
from market.shipping.couriers.reading import (
    as_number,
    as_rows,
    as_rupiah,
    as_text,
    check_status,
    creating,
    harmless,
    hide_phones,
    told,
)  # fmt: skip
from market.shipping.couriers.weight import GRAMS_PER_KG, WeightRule, billable_grams

RATES_PATH = "/tracing/api/pricedev"
BOOK_PATH = "/tracing/api/generatecnote"
PICKUP_PATH = "/pickupcashless"
TRACK_PATH = "/tracing/api/list/v1/cnote/{awb}"
PLACES_PATH = {End.ORIGIN: "/insert/getorigin", End.DESTINATION: "/insert/getdestination"}
SECONDS = {"rates": 3.5, "book": 30.0, "pickup": 30.0, "track": 10.0, "places": 60.0}
MAX_BYTES = {"places": 64_000_000}
PLACES_LIFE_SECONDS = 3_600

AWB = re.compile(r"[A-Za-z0-9]{6,25}")
PLACE_CODE = re.compile(r"[A-Z]{3}[A-Z0-9]{3,7}")
CODE_KEYS = ("tariff_code", "tarif_code", "destination_code", "origin_code", "city_code")
CITY_KEYS = ("city_name", "origin_name")
SUCCESS = {"sukses", "success"}
HOURS_PER_DAY = 24
DIVISOR, TOLERANCE_GRAMS = 6_000, 300
MOTORCYCLE = re.compile(r"JTR\d*[<>]")
CREDENTIALS = re.compile(r"user ?name|api ?key|\bkey\b|invalid", re.IGNORECASE)
FIREWALL = b"security policy"
TAKEN = re.compile(r"already|duplicate|exist|sudah ada|sudah digunakan", re.IGNORECASE)  # the true text is not known


class JNE(base.Courier):
    """Options: docs/couriers.md lists them all. Codes of places come from `find_place` and are kept by the caller."""

    code = "jne"
    name = "JNE"
    lists_places = True
    usual_service = ("REG", "JNE REG")
    can = frozenset({Can.RATE, Can.BOOK, Can.PICKUP, Can.DROP_OFF, Can.TRACK, Can.COD, Can.INSURE, Can.FIND_PLACE})

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        super().__init__(http=http, options=options)
        self._places: dict[End, tuple[float, Names]] = {}
        self._places_lock = threading.Lock()

    def rates(self, request: base.RateRequest) -> Answer[list[Rate]]:
        form = {
            "from": forms.place_code(request.origin, "rates"),
            "thru": forms.place_code(request.destination, "rates"),
            "weight": str(self._billable(request.parcels) // GRAMS_PER_KG),
        }
        reply = self._read("rates", RATES_PATH, form)
        return self._read_rates(_json(reply, "rates"), self._billable(request.parcels))

    def book(self, booking: base.Booking) -> Waybill:
        """`generatecnote` for a drop-off, `pickupcashless` for a pickup (or both by the latter, `drop_off_by`)."""
        grams = self._billable(booking.parcels)
        if booking.collection is Collection.PICKUP or self.options.get("drop_off_by") == "pickupcashless":
            operation, path, form = "pickup", PICKUP_PATH, forms.pickup(booking, self.options, grams)
        else:
            operation, path, form = "book", BOOK_PATH, forms.cnote(booking, self.options, grams)
        with creating():
            reply = self._ask(operation, path, form, booking.reference, is_creating=True)
            return _read_booking(reply, operation, booking.reference)

    def track(self, awb: str) -> list[base.TrackingEvent]:
        if not AWB.fullmatch(awb):
            raise Refused("not the form of a JNE waybill number", provider=self.code, operation="track", reference=awb)
        reply = self._read("track", TRACK_PATH.format(awb=awb), {}, awb)
        answer = _json(reply, "track", awb)
        if "error" in answer:
            if "not found" in as_text(answer["error"]).lower():
                return []  # not scanned yet: normal in the first hours
            raise _refusal(answer["error"], "track", awb)
        if not isinstance(answer.get("cnote"), Mapping) and "history" not in answer:
            raise Nonsense("no history", provider=self.code, operation="track", reference=awb, data=told(reply))
        return tracking.read_history(answer, self.options.get("progress_words") or {})

    def find_place(self, place: Place, end: End) -> list[Place]:
        """Origins are found by regency (one code for a city), destinations by village, district, then postcode.

        The whole list (tens of thousands of rows) is fetched once an hour at most: for commands and workers only.
        """
        names = self._names(end)
        found = names.find(place) if end is End.DESTINATION else (names.find_regency(place) or names.find(place))
        return [replace(place, courier_code=one.courier_code) for one in found]

    # --- asking ------------------------------------------------------------------------------------------------------

    def _read(self, operation: str, path: str, form: Mapping[str, str], reference: str = "") -> Reply:
        with harmless():
            return self._ask(operation, path, form, reference)

    def _ask(
        self, operation: str, path: str, form: Mapping[str, str], reference: str, *, is_creating: bool = False
    ) -> Reply:  # fmt: skip
        url = self.options.get(f"{operation}_url") or self.options.get("base_url")
        if not url or not self.options.get("username") or not self.options.get("api_key"):
            raise Misconfigured(f"jne: base_url, username and api_key are needed for {operation}")
        reply = self.http.send(
            "POST", str(url).rstrip("/") + path,
            data={"username": self.options["username"], "api_key": self.options["api_key"], **form},
            headers={"Accept": "application/json"}, operation=operation, reference=reference,
            deadline_seconds=float(self.options.get(f"{operation}_seconds", SECONDS[operation])),
            max_bytes=MAX_BYTES.get(operation, MAX_BODY_BYTES),
        )  # fmt: skip
        if FIREWALL in reply.body[:500].lower() and not reply.body.lstrip().startswith(b"{"):
            raise Refused(
                "their firewall did not like a character or a length", code="firewall", provider=self.code,
                operation=operation, reference=reference, data=told(reply),
            )  # fmt: skip
        check_status(reply, provider=self.code, operation=operation, reference=reference, is_creating=is_creating)
        return reply

    def _billable(self, parcels: tuple[base.Parcel, ...]) -> int:
        divisor = int(self.options.get("divisor", DIVISOR))
        tolerance_grams = int(self.options.get("tolerance_grams", TOLERANCE_GRAMS))
        return billable_grams(parcels, WeightRule(divisor=divisor, tolerance_grams=tolerance_grams))

    def _names(self, end: End) -> Names:
        with self._places_lock:
            fetched_at, names = self._places.get(end, (0.0, Names()))
            if not fetched_at or time.monotonic() - fetched_at > PLACES_LIFE_SECONDS:
                reply = self._read("places", PLACES_PATH[end], {})
                names = Names()
                names.add(_read_places(_json(reply, "places")))
                self._places[end] = (time.monotonic(), names)
            return names

    def _read_rates(self, answer: Mapping[str, Any], grams: int) -> Answer[list[Rate]]:
        if not answer.get("price"):
            text = as_text(answer.get("error"))
            if text and CREDENTIALS.search(text):
                raise Misconfigured(f"jne rates: {text}")
            if "price" not in answer and "error" not in answer:
                raise Nonsense("neither price nor error", provider=self.code, operation="rates")
            return Answer([], (Message("not_serviceable", text),))
        rates: dict[str, Rate] = {}
        left_out: list[Message] = []
        for row in as_rows(answer["price"]):
            try:
                rate = _read_rate(row, grams, self.options.get("service_minimum_grams") or {})
            except ValueError as error:
                left_out.append(Message("left_out", hide_phones(str(error))))
                continue
            allowed = self.options.get("services") or [rate.service_code]
            if rate.service_code in allowed:
                rates.setdefault(rate.service_code, rate)
        if not rates and left_out and not any(MOTORCYCLE.search(message.text) for message in left_out):
            raise Nonsense(f"no price that can be read: {left_out[0].text}", provider=self.code, operation="rates")
        return Answer(list(rates.values()), tuple(left_out))


# --- reading, in the order in which it is called ----------------------------------------------------------------------


def _json(reply: Reply, operation: str, reference: str = "") -> Mapping[str, Any]:
    """The answer as an object; some accounts wrap nothing, none wraps it in a list."""
    answer = reply.json(provider=JNE.code, operation=operation, reference=reference)
    if not isinstance(answer, Mapping):
        raise Nonsense(
            "not an object", provider=JNE.code, operation=operation, reference=reference, data=told(reply)
        )  # fmt: skip
    return answer


def _read_rate(row: Mapping[str, Any], grams: int, minimum_grams: Mapping[str, int]) -> Rate:
    """One service; ValueError says why it is left out."""
    service = as_text(row.get("service_display"), 30)
    if not service or MOTORCYCLE.match(service):
        raise ValueError(f"not for parcels: {service or 'no name'}")
    if as_text(row.get("currency") or "IDR") != "IDR":
        raise ValueError(f"{service}: not in rupiah")
    days_from, days_to = _days(row.get("etd_from"), row.get("times")), _days(row.get("etd_thru"), row.get("times"))
    return Rate(
        courier=JNE.code,
        service_code=service,
        service_name=service,
        amount_rupiah=as_rupiah(row.get("price")),
        billable_grams=max(grams, int(minimum_grams.get(service, 0))),
        days_from=days_from,
        days_to=days_to if days_to is not None else days_from,
        collections=frozenset(Collection),
        raw={
            name: as_text(row.get(name))
            for name in ("service_code", "goods_type", "price", "etd_from", "etd_thru", "times")
        },
    )


def _days(value: Any, times: Any) -> int | None:
    number = as_number(value)
    if number is None:
        return None
    return -(-number // HOURS_PER_DAY) if as_text(times).upper() == "H" else number


def _read_booking(reply: Reply, operation: str, reference: str) -> Waybill:
    """Booked only with a word of success and a number of the right form; a success without a number is `Unclear`."""
    answer = _json(reply, operation, reference)
    if "error" in answer:
        raise _refusal(answer["error"], operation, reference)
    rows = as_rows(answer.get("detail"))
    if len(rows) != 1:
        raise Nonsense(
            "no single detail", provider=JNE.code, operation=operation, reference=reference, data=told(reply)
        )
    status, awb = as_text(rows[0].get("status")).lower(), as_text(rows[0].get("cnote_no"))
    if status not in SUCCESS:
        raise _refusal(rows[0].get("reason") or awb or status, operation, reference)
    if not AWB.fullmatch(awb):
        raise Unclear(
            "said yes without a waybill number: ask JNE before anything else", code="no_awb", provider=JNE.code,
            operation=operation, reference=reference, data=told(reply),
        )  # fmt: skip
    return Waybill(reference=reference, awb=awb, raw={"operation": operation, "status": status, "cnote_no": awb})


def _refusal(value: Any, operation: str, reference: str) -> Exception:
    """The one reader of JNE's words of refusal, which come with HTTP 200."""
    text = hide_phones(as_text(value))
    if CREDENTIALS.search(text):
        return Misconfigured(f"jne {operation}: {text}")
    kind = Duplicate if TAKEN.search(text) else Refused
    return kind(text or "no reason given", provider=JNE.code, operation=operation, reference=reference)


def _read_places(answer: Mapping[str, Any]) -> Iterator[Place]:
    """Their rows as places. Key case and spelling vary between accounts."""
    if "error" in answer:
        raise _refusal(answer["error"], "places", "")
    rows = as_rows(answer.get("detail"))
    if not rows:
        raise Nonsense("an empty list of places", provider=JNE.code, operation="places")
    for row in rows:
        lower = {str(name).lower(): as_text(value) for name, value in row.items()}
        code = next((lower[name] for name in CODE_KEYS if lower.get(name)), "")
        if PLACE_CODE.fullmatch(code):
            yield Place(
                courier_code=code,
                province=lower.get("province_name", ""),
                regency=next((lower[name] for name in CITY_KEYS if lower.get(name)), ""),
                district=lower.get("district_name", ""),
                village=lower.get("subdistrict_name", ""),
                postcode=lower.get("zip_code", ""),
            )
