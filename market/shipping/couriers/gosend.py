"""GoSend, direct contract: a motorbike within 40 km, from point to point. No weights are sent: the limits are ours.

Refusals stand in the header `Error-Message`, whatever the status. A booking can be looked up by our own reference
(`storeOrderId`), though that look-up often fails; after a cancel or without a driver a new reference is needed.
"""

from __future__ import annotations

import hmac
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from market.core.errors import Duplicate, Misconfigured, Nonsense, Refused
from market.core.http import Reply
from market.shipping.couriers import base
from market.shipping.couriers.base import Answer, Can, Collection, Hint, Message, Place, Rate, Waybill, WaybillState
from market.shipping.couriers.progress import Progress
from market.shipping.couriers.reading import (
    as_moment,
    as_rupiah,
    as_text,
    check_status,
    creating,
    harmless,
    hide_phones,
    plain,
    told,
    with_places,
)  # fmt: skip
from market.shipping.couriers.weight import weight_grams

PREFIX = "/gokilat/v10"
SECONDS = {"rates": 3.5, "book": 30.0, "fetch": 10.0, "track": 10.0, "cancel": 30.0}
MAX_KM, MAX_GRAMS, MAX_SIDES_MM = 40.0, 20_000, (700, 500, 500)
EARTH_KM = 6_371.0
HEADERS = ("authorization", "x-callback-token")  # where the token of a push was seen
ORDER_NO = re.compile(r"[A-Za-z0-9-]{4,40}")
REFERENCE = re.compile(r"[A-Za-z0-9]{1,40}")
TAKEN = re.compile(r"already|duplicate|exist", re.IGNORECASE)
METHODS = {"Instant": ("GoSend Instant", 1), "SameDay": ("GoSend Same Day", 1)}
MOMENTS = ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z")
MILLISECONDS = 1_000
NAME_LENGTH, ADDRESS_LENGTH = 60, 250

# Their words, in the look-up (case and wording vary) and in pushes.
WORDS: dict[Progress, tuple[str, ...]] = {
    Progress.FINDING_COURIER: ("finding driver", "confirmed"),
    Progress.COURIER_ASSIGNED: ("driver allocated", "allocated"),
    Progress.PICKING_UP: ("enroute pickup", "out_for_pickup"),
    Progress.PICKED_UP: ("item picked by driver", "picked"),
    Progress.OUT_FOR_DELIVERY: ("enroute drop", "out_for_delivery"),
    Progress.ON_HOLD: ("on hold", "on_hold"),
    Progress.DELIVERED: ("completed", "delivered"),
    Progress.CANCELLED: ("cancelled",),
    Progress.RETURNED: ("rejected",),
    Progress.COURIER_NOT_FOUND: ("driver not found", "no_driver"),
}
PROGRESS = {word: progress for progress, words in WORDS.items() for word in words}


class GoSend(base.Courier):
    """Options: docs/couriers.md lists them. Both ends must be a point; Instant and Same Day, by motorbike."""

    code = "gosend"
    name = "GoSend"
    can = frozenset({Can.RATE, Can.BOOK, Can.FETCH, Can.CANCEL, Can.PICKUP, Can.TRACK, Can.WEBHOOK, Can.INSURE})

    def rates(self, request: base.RateRequest) -> Answer[list[Rate]]:
        km = _km(request.origin, request.destination)
        if km > float(self.options.get("max_km", MAX_KM)):
            return Answer([], (Message("too_far", f"{km:.0f} km"),))
        if _is_too_big(request.parcels):
            return Answer([], (Message("too_big", ""),))
        query = {"origin": _point(request.origin), "destination": _point(request.destination), "paymentType": "3"}
        with harmless():
            reply = self._ask("rates", "GET", f"{PREFIX}/calculate/price?{urlencode(query)}")
            return _read_rates(_object(reply, "rates"), weight_grams(request.parcels))

    def book(self, booking: base.Booking) -> Waybill:
        """Send for a driver. A reference that they know already is `Duplicate`: look it up."""
        form = _order(booking)
        with creating():
            reply = self._ask("book", "POST", f"{PREFIX}/booking", form, booking.reference)
            return _waybill(_object(reply, "book", booking.reference), booking.reference)

    def fetch(self, reference: str, order_id: str = "") -> Waybill | None:
        path = f"orderno/{quote(order_id)}" if ORDER_NO.fullmatch(order_id) else f"storeOrderId/{quote(reference)}"
        answer = self._look_up("fetch", path, reference)
        return None if answer is None else _waybill(answer, reference)

    def cancel(self, waybill: Waybill, reason: str) -> None:
        """`Refused` once the driver has the parcel."""
        with creating():
            self._ask(
                "cancel", "PUT", f"{PREFIX}/booking/cancel", {"orderNo": waybill.awb or waybill.provider_order_id},
                waybill.reference,
            )  # fmt: skip

    def track(self, awb: str) -> list[base.TrackingEvent]:
        if not ORDER_NO.fullmatch(awb):
            raise Refused("not the form of a GoSend order", provider=self.code, operation="track", reference=awb)
        answer = self._look_up("track", f"orderno/{awb}", awb)
        return [] if answer is None else read_events(answer)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """A fixed token, in one of the two headers that were seen, or in the one that the settings name."""
        token = str(self.options.get("webhook_token") or "")
        if not token:
            raise Misconfigured("gosend: webhook_token is needed")
        lower = {key.lower(): value for key, value in headers.items()}
        names = (str(self.options["webhook_header"]).lower(),) if self.options.get("webhook_header") else HEADERS
        where: dict[str, Any] = {"provider": self.code, "operation": "webhook"}
        if not any(hmac.compare_digest(lower.get(name, "").encode(), token.encode()) for name in names):
            raise Refused("wrong token", code="bad_signature", **where)
        try:
            said = json.loads(body)
        except ValueError as error:
            raise Nonsense("not JSON", **where) from error
        if not isinstance(said, Mapping):
            raise Nonsense("not an object", **where)
        return Hint(provider_order_id=as_text(said.get("entity_id"), 40))

    # --- asking ------------------------------------------------------------------------------------------------------

    def _look_up(self, operation: str, path: str, reference: str) -> Mapping[str, Any] | None:
        with harmless():
            try:
                return _object(self._ask(operation, "GET", f"{PREFIX}/booking/{path}", None, reference), operation)
            except Refused as error:
                if error.code == "not_found":
                    return None
                raise

    def _ask(self, operation: str, method: str, path: str, form: Any = None, reference: str = "") -> Reply:
        url, client, key = (str(self.options.get(name) or "") for name in ("base_url", "client_id", "pass_key"))
        if not url or not client or not key:
            raise Misconfigured("gosend: base_url, client_id and pass_key are needed")
        reply = self.http.send(
            method, url.rstrip("/") + path, json_body=form,
            headers={"Accept": "application/json", "Client-ID": client, "Pass-Key": key},
            operation=operation, reference=reference,
            deadline_seconds=float(self.options.get(f"{operation}_seconds", SECONDS[operation])),
        )  # fmt: skip
        words = hide_phones(as_text(reply.headers.get("error-message")))
        where: dict[str, Any] = {"provider": self.code, "operation": operation, "reference": reference}
        if words and reply.status < 500 and reply.status not in (401, 403, 429):
            kind = Duplicate if operation == "book" and TAKEN.search(words) else Refused
            raise kind(words, code="not_found" if reply.status == 404 else None, **where)
        makes = operation in ("book", "cancel")
        check_status(reply, provider=self.code, operation=operation, reference=reference, is_creating=makes)
        return reply


# --- asking and reading, as pure functions ----------------------------------------------------------------------------


def _km(origin: Place, destination: Place) -> float:
    """As the crow flies; Refused for an end without a point."""
    points = [(place.latitude, place.longitude) for place in (origin, destination)]
    (south, west), (north, east) = points
    if south is None or west is None or north is None or east is None:
        raise Refused("no point on the map", code="no_place_code", provider=GoSend.code, operation="rates")
    one, other = math.radians(south), math.radians(north)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(east - west) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _point(place: Place) -> str:
    return f"{place.latitude},{place.longitude}"


def _is_too_big(parcels: tuple[base.Parcel, ...]) -> bool:
    sides = [sorted((one.length_mm, one.width_mm, one.height_mm), reverse=True) for one in parcels]
    too_long = any(side > most for one in sides for side, most in zip(one, MAX_SIDES_MM, strict=True))
    return too_long or weight_grams(parcels) > MAX_GRAMS


def _object(reply: Reply, operation: str, reference: str = "") -> Mapping[str, Any]:
    answer = reply.json(provider=GoSend.code, operation=operation, reference=reference)
    if not isinstance(answer, Mapping):
        raise Nonsense("not an object", provider=GoSend.code, operation=operation, data=told(reply))
    errors = answer.get("errors")
    if errors and operation == "book":
        raise Refused(as_text(str(errors)), provider=GoSend.code, operation=operation, reference=reference)
    return answer


def _read_rates(answer: Mapping[str, Any], grams: int) -> Answer[list[Rate]]:
    """A method is offered only if it is active, serviceable and has a price."""
    rates, left_out = [], []
    if not any(isinstance(answer.get(method), Mapping) for method in METHODS):
        raise Nonsense("no method that we know", provider=GoSend.code, operation="rates")
    for method, (name, days) in METHODS.items():
        row = answer.get(method)
        price = row.get("price") if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or row.get("active") is not True or row.get("serviceable") is not True:
            left_out.append(Message("not_serviceable", method))
            continue
        try:
            amount = as_rupiah(price.get("total_price") if isinstance(price, Mapping) else None)
        except ValueError as error:
            left_out.append(Message("left_out", f"{method}: {error}"))
            continue
        pickup = frozenset({Collection.PICKUP})
        rates.append(
            Rate(GoSend.code, method, name, amount, grams, days, days, pickup, raw={"km": row.get("distance")})
        )
    if not rates and any(message.code == "left_out" for message in left_out):
        raise Nonsense("no price that can be read", provider=GoSend.code, operation="rates")
    return Answer(rates, tuple(left_out))


def _order(booking: base.Booking) -> dict[str, Any]:
    where: dict[str, Any] = {"provider": GoSend.code, "operation": "book", "reference": booking.reference}
    if not REFERENCE.fullmatch(booking.reference):
        raise Refused("a reference has letters and figures only", code="bad_reference", **where)
    if booking.collection is not Collection.PICKUP:
        raise Refused("the driver comes", code="collection_not_offered", **where)
    if _km(booking.sender.place, booking.receiver.place) > MAX_KM or _is_too_big(booking.parcels):
        raise Refused("too far or too big for a motorbike", code="not_serviceable", **where)
    return {
        "paymentType": 3, "deviceToken": "", "collection_location": "pickup", "shipment_method": booking.service_code,
        "routes": [{
            **_stop("origin", booking.sender), **_stop("destination", booking.receiver),
            "destinationNote": plain(booking.instruction)[:ADDRESS_LENGTH],
            "item": plain(booking.description or "Barang")[:NAME_LENGTH], "storeOrderId": booking.reference,
            "insuranceDetails": {
                "applied": "true" if booking.is_insured else "false", "fee": "0",
                "product_description": plain(booking.description)[:NAME_LENGTH],
                "product_price": str(booking.value_rupiah),
            },
        }],
    }  # fmt: skip


def _stop(side: str, party: base.Party) -> dict[str, str]:
    name = plain(party.name)[:NAME_LENGTH]
    address = with_places(party.address, party.place.village, party.place.district)
    return {
        f"{side}Name": name, f"{side}Note": "", f"{side}ContactName": name,
        f"{side}ContactPhone": party.phone.lstrip("+"), f"{side}LatLong": _point(party.place),
        f"{side}Address": plain(address)[:ADDRESS_LENGTH],
    }  # fmt: skip


def _waybill(answer: Mapping[str, Any], reference: str) -> Waybill:
    number = as_text(answer.get("orderNo"), 40)
    if not ORDER_NO.fullmatch(number):
        raise Nonsense("no orderNo", provider=GoSend.code, operation="book", reference=reference)
    state = WaybillState.CANCELLED if _progress(answer) is Progress.CANCELLED else WaybillState.BOOKED
    return Waybill(
        reference, number, number, state, {"id": as_text(answer.get("id")), "status": as_text(answer.get("status"))}
    )


def read_events(answer: Mapping[str, Any]) -> list[base.TrackingEvent]:
    """The look-up has one status and four moments, no history: the order made, the driver sent, where it is now.

    The present status stands at the newest moment that they tell, so that asking again gives the same event.
    """
    if not as_text(answer.get("orderNo")):
        raise Nonsense("no orderNo", provider=GoSend.code, operation="track")
    names = ("orderCreatedTime", "orderDispatchTime", "orderArrivalTime", "orderClosedTime")
    moments = {name: at for name in names if (at := _moment(answer.get(name)))}
    events = []
    if "orderCreatedTime" in moments:
        events.append(base.TrackingEvent(moments["orderCreatedTime"], "confirmed", "", Progress.FINDING_COURIER))
    if "orderDispatchTime" in moments:
        events.append(base.TrackingEvent(moments["orderDispatchTime"], "allocated", "", Progress.COURIER_ASSIGNED))
    word, progress = as_text(answer.get("status"), 30), _progress(answer)
    if moments and progress not in {event.progress for event in events}:
        events.append(base.TrackingEvent(max(moments.values()), word.lower(), word, progress))
    return sorted(events, key=lambda event: (event.occurred_at, event.progress.rank))


def _progress(answer: Mapping[str, Any]) -> Progress:
    return PROGRESS.get(as_text(answer.get("status"), 40).lower(), Progress.UNKNOWN)


def _moment(value: Any) -> datetime | None:
    """ISO, or milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**14:
        return datetime.fromtimestamp(value / MILLISECONDS, UTC)
    return as_moment(value, MOMENTS)
