"""Pos Indonesia, direct contract, through its API gateway. What is sure and what is not: docs/couriers.md.

Grams and centimetres in; one object where a list of one was meant; "SELESAI ANTAR" may be a failure; descriptions hold
names, addresses and phone numbers, which never leave this file. The answer to a posting is not publicly known, so only
a number of the right form counts as a booking.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from market.core.errors import Misconfigured, Nonsense, Refused, Unclear
from market.core.http import Http, Reply
from market.shipping.couriers import base
from market.shipping.couriers.base import Answer, Can, Collection, Message, Rate, Waybill
from market.shipping.couriers.pos import forms
from market.shipping.couriers.pos.tracking import read_history
from market.shipping.couriers.reading import (
    as_number,
    as_rows,
    as_rupiah,
    as_text,
    check_status,
    creating,
    harmless,
    told,
)  # fmt: skip
from market.shipping.couriers.weight import chargeable_grams

# Context and version stand in the path and differ between accounts and environments: each is an option.
PATHS = {
    "token": "/token",
    "rates": "/utilitas/1.0.1/getFee",
    "book": "/webhook/1.0/AddPostingDoc",
    "track": "/utilitas/1.0.1/getTrackAndTrace",
}
SECONDS = {"token": 3.0, "rates": 3.5, "book": 30.0, "track": 10.0}
TOKEN_MARGIN_SECONDS = 60
TOKEN_SECONDS = 1_000
MAX_GRAMS = 30_000
NO_TARIFF = "999"
AWB = re.compile(r"[A-Z0-9]{8,20}")
AWB_NAMES = ("barcode", "awb", "receipt", "externalid", "transref", "noresi")
DAYS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?\s*HARI", re.IGNORECASE)
SERVICES = {"240": "Pos Reguler", "447": "Pos Nextday"}


class Pos(base.Courier):
    """Options: docs/couriers.md lists them all. Places are postcodes; no codes of its own."""

    code = "pos"
    name = "Pos Indonesia"
    usual_service = ("240", "Pos Reguler")
    can = frozenset({Can.RATE, Can.BOOK, Can.PICKUP, Can.DROP_OFF, Can.TRACK, Can.COD, Can.INSURE})

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        super().__init__(http=http, options=options)
        self._token = ""
        self._token_ends = 0.0
        self._token_lock = threading.Lock()

    def rates(self, request: base.RateRequest) -> Answer[list[Rate]]:
        grams = chargeable_grams(request.parcels, int(self.options.get("divisor", forms.DIVISOR)))
        if grams > int(self.options.get("max_grams", MAX_GRAMS)):
            return Answer([], (Message("too_heavy", str(grams)),))
        with harmless():
            reply = self._ask("rates", forms.fee_question(request, self.options))
        answer = reply.json(provider=self.code, operation="rates")
        return _read_rates(answer, grams, self.options.get("services") or SERVICES)

    def book(self, booking: base.Booking) -> Waybill:
        """Post the parcel. Pos has no look-up by our reference: after an unclear answer a person asks Pos."""
        document = forms.posting(booking, self.options)
        with harmless():
            self._bearer()
        with creating():
            reply = self._ask("book", document, booking.reference)
            return _read_posting(reply, booking.reference)

    def track(self, awb: str) -> list[base.TrackingEvent]:
        if not AWB.fullmatch(awb):
            raise Refused("not the form of a Pos barcode", provider=self.code, operation="track", reference=awb)
        with harmless():
            reply = self._ask("track", {"barcode": awb}, awb)
        return read_history(reply.json(provider=self.code, operation="track", reference=awb), awb)

    # --- asking ------------------------------------------------------------------------------------------------------

    def _ask(self, operation: str, document: Mapping[str, Any], reference: str = "") -> Reply:
        """One call with the token; a 401 means that nobody acted, so one fresh token and one more call are safe."""
        token = self._bearer()
        reply = self._send(operation, document, reference, token)
        if reply.status == 401:
            reply = self._send(operation, document, reference, self._bearer(refused=token))
        check_status(
            reply, provider=self.code, operation=operation, reference=reference, is_creating=operation == "book"
        )  # fmt: skip
        return reply

    def _send(self, operation: str, document: Mapping[str, Any], reference: str, bearer: str) -> Reply:
        return self.http.send(
            "POST", self._url(operation), json_body=document,
            headers={
                "Accept": "application/json",
                "Authorization": f"Bearer {bearer}",
                "X-POS-USER": str(self.options.get("user", "")),
                "X-POS-PASSWORD": str(self.options.get("password", "")),
            },
            operation=operation, reference=reference, deadline_seconds=self._seconds(operation),
        )  # fmt: skip

    def _bearer(self, *, refused: str = "") -> str:
        """The token, kept for its life less a minute; a refused one is replaced, by one thread for all."""
        with self._token_lock:
            if self._token in ("", refused) or time.monotonic() >= self._token_ends:
                self._token, life_seconds = self._fetch_token()
                self._token_ends = time.monotonic() + life_seconds
            return self._token

    def _fetch_token(self) -> tuple[str, float]:
        key, secret = str(self.options.get("key", "")), str(self.options.get("secret", ""))
        if not key or not secret:
            raise Misconfigured("pos: key and secret are needed")
        with harmless():
            reply = self.http.send(
                "POST", self._url("token"), data={"grant_type": "client_credentials"}, auth=(key, secret),
                operation="token", deadline_seconds=self._seconds("token"),
            )  # fmt: skip
            check_status(reply, provider=self.code, operation="token")
        answer = reply.json(provider=self.code, operation="token")
        token = as_text(answer.get("access_token"), 4_000) if isinstance(answer, Mapping) else ""
        if not token:
            raise Nonsense("no token", provider=self.code, operation="token")
        life_seconds = (as_number(answer.get("expires_in")) or TOKEN_SECONDS) - TOKEN_MARGIN_SECONDS
        return token, float(max(life_seconds, 0))

    def _url(self, operation: str) -> str:
        url = str(self.options.get(f"{operation}_url") or self.options.get("base_url") or "")
        if not url:
            raise Misconfigured(f"pos: base_url is needed for {operation}")
        return url.rstrip("/") + str(self.options.get(f"{operation}_path") or PATHS[operation])

    def _seconds(self, operation: str) -> float:
        return float(self.options.get(f"{operation}_seconds", SECONDS[operation]))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_rates(answer: Any, grams: int, services: Mapping[str, str]) -> Answer[list[Rate]]:
    """All services that we know by name; the fault of one row leaves that row out."""
    rows = _fee_rows(answer)
    rates: dict[str, Rate] = {}
    left_out: list[Message] = []
    for row in rows:
        code = as_text(row.get("serviceCode"), 30)
        if code == NO_TARIFF:
            left_out.append(Message("not_serviceable", as_text(row.get("notes"))))
        elif code not in services:
            left_out.append(Message("unknown_service", code))
        else:
            try:
                rates.setdefault(code, _read_rate(row, code, services[code], grams))
            except ValueError as error:
                left_out.append(Message("left_out", f"{code}: {error}"))
    if not rates and any(message.code == "left_out" for message in left_out):
        raise Nonsense("no price that can be read", provider=Pos.code, operation="rates")
    return Answer(list(rates.values()), tuple(left_out))


def _fee_rows(answer: Any) -> list[Mapping[str, Any]]:
    if isinstance(answer, Mapping):
        if "rs_fee" in answer:
            fees = answer["rs_fee"]
            return as_rows(fees.get("r_fee")) if isinstance(fees, Mapping) else []
        if isinstance(answer.get("response"), Mapping):
            return as_rows(answer["response"].get("data"))
    raise Nonsense("neither rs_fee nor response", provider=Pos.code, operation="rates")


def _read_rate(row: Mapping[str, Any], code: str, name: str, grams: int) -> Rate:
    days = DAYS.search(as_text(row.get("estimation")))
    days_from = int(days[1]) if days else None
    return Rate(
        courier=Pos.code,
        service_code=code,
        service_name=name,
        amount_rupiah=as_rupiah(row.get("totalFee")),
        billable_grams=grams,
        days_from=days_from,
        days_to=int(days[2]) if days and days[2] else days_from,
        collections=frozenset(Collection),
        raw={part: row.get(part) for part in forms.PARTS if isinstance(row.get(part), str | int | float)},
    )


def _read_posting(reply: Reply, reference: str) -> Waybill:
    """The first value under one of the names that looks like a barcode and is not our own reference."""
    answer = reply.json(provider=Pos.code, operation="book", reference=reference)
    found: dict[str, str] = {}
    for name, value in _leaves(answer):
        if AWB.fullmatch(value) and value != reference:
            found.setdefault(name, value)
    awb = next((found[name] for name in AWB_NAMES if name in found), "")
    if not awb:
        raise Unclear(
            "no barcode in the answer: ask Pos before anything else", code="no_awb", provider=Pos.code,
            operation="book", reference=reference, data=told(reply),
        )  # fmt: skip
    return Waybill(reference=reference, awb=awb, raw=told(reply))


def _leaves(value: Any) -> Iterator[tuple[str, str]]:
    """(lower-case name, text) of every plain value at any depth."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if isinstance(item, str | int) and not isinstance(item, bool):
                yield str(name).lower(), str(item)
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
