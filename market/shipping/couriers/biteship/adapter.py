"""Biteship: one key, many couriers. JSON both ways; test and live share a host, the key decides (docs/couriers.md).

It has no look-up by our reference, but refuses a reference that it has (40002060) and tells its ids: after an unclear
booking the same reference is sent once more, after a pause, and what they have is adopted.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from market.core.errors import Misconfigured, Nonsense, Refused
from market.core.http import Http, Reply
from market.shipping.couriers import base
from market.shipping.couriers.base import Answer, Can, Carried, End, Followed, Hint, Message, Place, Rate, Waybill
from market.shipping.couriers.biteship import forms, words
from market.shipping.couriers.names import key, spellings
from market.shipping.couriers.pace import Pace
from market.shipping.couriers.reading import as_rows, as_text, bare_name, check_status, creating, harmless, told

RATES_PATH, ORDERS_PATH, AREAS_PATH = "/v1/rates/couriers", "/v1/orders", "/v1/maps/areas"
TRACK_PATH = "/v1/trackings/{awb}/couriers/{company}"
SECONDS = {"rates": 3.5, "areas": 3.0, "book": 30.0, "fetch": 10.0, "cancel": 30.0, "track": 10.0}
COURIERS = ("sicepat", "jnt", "anteraja")
AREAS_LIFE_SECONDS = 86_400
AREAS_KEPT = 2_000
HEADER = "x-lumbung-desa"
CANCEL_CODES = ("change_courier",)


class Biteship(base.Courier):
    """Options: docs/couriers.md lists them. A service's code is `company:type`, as they book it."""

    code = "biteship"
    name = "Biteship"
    is_broker = True
    can = frozenset({
        Can.RATE, Can.BOOK, Can.FETCH, Can.CANCEL, Can.PICKUP, Can.DROP_OFF, Can.TRACK, Can.WEBHOOK, Can.COD,
        Can.INSURE, Can.FIND_PLACE,
    })  # fmt: skip

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        super().__init__(http=http, options=options)
        self.companies = tuple(options.get("couriers") or COURIERS)
        usual = f"{self.companies[0]}:{words.USUAL_TYPES.get(self.companies[0], 'reg')}"
        self.usual_service = (usual, f"{words.brand(usual)} {usual.partition(':')[2].upper()}")
        self._areas: dict[str, tuple[float, list[Place]]] = {}
        self._areas_lock = threading.Lock()
        self._pace = Pace(int(options.get("per_second", 0)))

    def rates(self, request: base.RateRequest) -> Answer[list[Rate]]:
        form = forms.question(request, self.companies)
        try:
            answer = self._read("rates", "POST", RATES_PATH, form)
        except Refused as error:
            if error.code == "not_serviceable":
                return Answer([], (Message("not_serviceable", error.message),))
            raise
        return words.read_rates(answer, request, self.options.get("services") or words.SERVICES)

    def book(self, booking: base.Booking) -> Waybill:
        """Order the carriage; a reference that they have already is `Duplicate` with their ids."""
        form = forms.order(booking)
        with creating():
            return words.read_order(self._ask("book", "POST", ORDERS_PATH, form, booking.reference), booking.reference)

    def fetch(self, reference: str, order_id: str = "") -> Waybill | None:
        if not order_id:
            return None  # they refuse the same reference, and tell what they have
        order = self._order("fetch", order_id, reference)
        return None if order is None else words.read_order(order, reference)

    def cancel(self, waybill: Waybill, reason: str) -> None:
        """`Refused` with the code "too_late" once the courier has the parcel."""
        if not waybill.provider_order_id:
            raise Refused("their order is not known", provider=self.code, operation="cancel", code="no_order_id")
        is_code = reason in (self.options.get("cancel_codes") or CANCEL_CODES)
        form = {"cancellation_reason_code": reason if is_code else "others", "cancellation_reason": reason or "-"}
        path = f"{ORDERS_PATH}/{forms.path_part(waybill.provider_order_id, 'cancel')}/cancel"
        with creating():
            answer = self._ask("cancel", "POST", path, form, waybill.reference)
            if as_text(answer.get("status")) != "cancelled":
                raise Nonsense("not cancelled", provider=self.code, operation="cancel", reference=waybill.reference)

    def cancel_reasons(self) -> list[tuple[str, str]]:
        """Their codes and words for calling off. May be repeated."""
        answer = self._read("fetch", "GET", f"{ORDERS_PATH}/cancellation_reasons?lang=id")
        rows = as_rows(answer.get("cancellation_reasons"))
        return [(as_text(row.get("code"), 40), as_text(row.get("reason"))) for row in rows]

    def follow(self, parcel: Carried) -> Followed:
        """Their own orders by order id, free of charge; a number typed in by its courier's public tracking."""
        if parcel.provider_order_id:
            order = self._order("track", parcel.provider_order_id, parcel.reference)
            return Followed([]) if order is None else words.read_followed(order)
        company = parcel.service_code.partition(":")[0] or self.companies[0]
        path = TRACK_PATH.format(
            awb=forms.path_part(parcel.awb, "track"), company=forms.path_part(company, "track")
        )  # fmt: skip
        try:
            answer = self._read("track", "GET", path, reference=parcel.awb)
        except Refused as error:
            if error.code in ("not_scanned", "not_found"):
                return Followed([])
            raise
        return Followed(words.read_public(answer))

    def track(self, awb: str) -> list[base.TrackingEvent]:
        return self.follow(Carried(awb)).events

    def brand_of(self, service_code: str) -> str:
        return words.brand(service_code)

    def find_place(self, place: Place, end: End) -> list[Place]:
        """Areas are a district with one postcode; where none fits, the postcode itself is the code."""
        if not place.district:
            return []
        areas = [
            one for one in self._search(f"{place.district} {bare_name(place.regency)}")
            if key(one.district) == key(place.district) and set(spellings(one.regency)) & set(spellings(place.regency))
        ]  # fmt: skip
        exact = [one for one in areas if place.postcode and one.postcode == place.postcode]
        codes = dict.fromkeys(one.courier_code for one in exact or areas)
        if place.postcode and len(codes) != 1:
            codes = dict.fromkeys([place.postcode])
        return [replace(place, courier_code=code) for code in codes]

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """A fixed header that both sides agreed on, compared in constant time; flat and nested bodies."""
        secret = str(self.options.get("webhook_secret") or "")
        if not secret:
            raise Misconfigured("biteship: webhook_secret is needed")
        name = str(self.options.get("webhook_header") or HEADER).lower()
        said = {key.lower(): value for key, value in headers.items()}.get(name, "")
        where: dict[str, Any] = {"provider": self.code, "operation": "webhook"}
        if not hmac.compare_digest(said.encode(), secret.encode()):
            raise Refused("wrong signature", code="bad_signature", **where)
        try:
            told_us = json.loads(body)
        except ValueError as error:
            raise Nonsense("not JSON", **where) from error
        if not isinstance(told_us, Mapping):
            raise Nonsense("not an object", **where)
        return words.read_hint(told_us)

    # --- asking ------------------------------------------------------------------------------------------------------

    def _order(self, operation: str, order_id: str, reference: str) -> Mapping[str, Any] | None:
        try:
            return self._read(
                operation, "GET", f"{ORDERS_PATH}/{forms.path_part(order_id, operation)}", None, reference
            )
        except Refused as error:
            if error.code == "not_found":
                return None
            raise

    def _read(
        self, operation: str, method: str, path: str, form: Any = None, reference: str = ""
    ) -> Mapping[str, Any]:  # fmt: skip
        with harmless():
            return self._ask(operation, method, path, form, reference)

    def _ask(
        self, operation: str, method: str, path: str, form: Any = None, reference: str = ""
    ) -> Mapping[str, Any]:  # fmt: skip
        url, key = str(self.options.get("base_url") or ""), str(self.options.get("key") or "")
        if not url or not key:
            raise Misconfigured("biteship: base_url and key are needed")
        self._pace.wait(operation, provider=self.code)
        reply = self.http.send(
            method, url.rstrip("/") + path, json_body=form,
            headers={"Accept": "application/json", "Authorization": f"{self.options.get('key_prefix', '')}{key}"},
            operation=operation, reference=reference,
            deadline_seconds=float(self.options.get(f"{operation}_seconds", SECONDS[operation])),
        )  # fmt: skip
        return _read_reply(reply, operation, reference)

    def _search(self, text: str) -> list[Place]:
        """One search for each district, one at a time, kept for a day: their searches cost money."""
        with self._areas_lock:
            fetched_at, areas = self._areas.get(text, (0.0, []))
            if not fetched_at or time.monotonic() - fetched_at > AREAS_LIFE_SECONDS:
                if len(self._areas) >= AREAS_KEPT:
                    self._areas.clear()
                areas = words.read_areas(self._read("areas", "GET", forms.search_path(AREAS_PATH, text)))
                self._areas[text] = (time.monotonic(), areas)
            return areas


def _read_reply(reply: Reply, operation: str, reference: str) -> Mapping[str, Any]:
    """Their object, or the error that its code and the HTTP status mean together."""
    makes = operation in ("book", "cancel")
    answer: Any = None
    if reply.status < 500 and reply.status != 429:
        try:
            answer = reply.json(provider=Biteship.code, operation=operation, reference=reference)
        except Nonsense:
            if reply.status < 400:
                raise
    if isinstance(answer, Mapping):
        error = words.refusal(answer, reply, operation, reference)
        if error:
            raise error
    check_status(reply, provider=Biteship.code, operation=operation, reference=reference, is_creating=makes)
    if not isinstance(answer, Mapping):
        raise Nonsense(
            "not an object", provider=Biteship.code, operation=operation, reference=reference, data=told(reply)
        )  # fmt: skip
    return answer
