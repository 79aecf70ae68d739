"""Biteship's words to ours: services, prices, orders, statuses in two spellings, codes of refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from market.core.errors import Duplicate, MarketError, Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Reply
from market.shipping.couriers.base import (
    Answer,
    Collection,
    Followed,
    Hint,
    Message,
    Place,
    Progress,
    Rate,
    RateRequest,
    Reason,
    TrackingEvent,
    Waybill,
    WaybillState,
)  # fmt: skip
from market.shipping.couriers.biteship.forms import INSTANT
from market.shipping.couriers.reading import (
    as_moment,
    as_rows,
    as_rupiah,
    as_text,
    hide_phones,
    hide_words,
    told,
)  # fmt: skip
from market.shipping.couriers.weight import chargeable_grams

PROVIDER = "biteship"
DIVISOR = 6_000
HOURS_PER_DAY = 24
BRANDS = {
    "jne": "JNE", "pos": "Pos Indonesia", "jnt": "J&T", "sicepat": "SiCepat", "anteraja": "AnterAja", "tiki": "TIKI",
    "lion": "Lion Parcel", "idexpress": "ID Express", "id_express": "ID Express", "ninja": "Ninja", "sap": "SAP",
    "wahana": "Wahana", "rpx": "RPX", "paxel": "Paxel", "gojek": "GoSend", "grab": "GrabExpress", "borzo": "Borzo",
    "lalamove": "Lalamove", "sentralcargo": "Sentral Cargo",
}  # fmt: skip
USUAL_TYPES = {"jnt": "ez", "lion": "reg_pack", "ninja": "standard", "gojek": "instant", "grab": "instant"}
# What parcels of a shop go by; cargo and motorcycles are left out until the settings name them.
TYPES = {
    "jne": "reg yes oke ctc ctcyes", "pos": "reg nextday", "jnt": "ez", "sicepat": "reg best",
    "anteraja": "reg next_day same_day", "lion": "reg_pack", "idexpress": "reg", "id_express": "reg",
    "ninja": "standard", "sap": "reg", "tiki": "reg ons eko", "wahana": "normal", "paxel": "small medium",
    "gojek": "instant same_day", "grab": "instant same_day",
}  # fmt: skip
SERVICES = frozenset(f"{company}:{kind}" for company, kinds in TYPES.items() for kind in kinds.split())

PROGRESS = {
    "placed": Progress.PENDING, "ready": Progress.PENDING, "confirmed": Progress.BOOKED, "scheduled": Progress.BOOKED,
    "allocated": Progress.COURIER_ASSIGNED, "picking_up": Progress.PICKING_UP, "picked": Progress.PICKED_UP,
    "in_transit": Progress.IN_TRANSIT, "dropping_off": Progress.OUT_FOR_DELIVERY, "delivered": Progress.DELIVERED,
    "on_hold": Progress.ON_HOLD, "return_in_transit": Progress.RETURNING, "returned": Progress.RETURNED,
    "rejected": Progress.ON_HOLD, "disposed": Progress.LOST_OR_DISPOSED, "cancelled": Progress.CANCELLED,
    "courier_not_found": Progress.COURIER_NOT_FOUND,
}  # fmt: skip
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
MOMENTS = ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z")
DURATION = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")

AUTH = {40000001, 40002001, 40002002, 40002003}
NO_BALANCE = {40002039, 40009001, 40009002, 40009003, 40009004}
NOT_SERVED = {40001001, 40001010, 40002026, 40002027, 40002037}
TAKEN = {40002059, 40002060}
THEIR_TROUBLE = {40002040, 40002041, 40002042, 40002051, 40002052, 40002054, 40002055, 40002056}
ASK_LATER = {40002021}
NAMED = {40002053: "too_late", 40002057: "not_found", 40003001: "not_scanned", 40003002: "not_scanned",
         40003003: "not_scanned"}  # fmt: skip
PAYMENT_REQUIRED = 402


def brand(service_code: str) -> str:
    company = service_code.partition(":")[0]
    return BRANDS.get(company, company.upper())


def refusal(answer: Mapping[str, Any], reply: Reply, operation: str, reference: str) -> MarketError | None:
    """The one reader of their refusals: by the code, because a wrong key comes with HTTP 400; None when it is none."""
    code = answer.get("code")
    code = code if isinstance(code, int) and not isinstance(code, bool) else 0
    if reply.status < 400 and answer.get("success") is not False:
        return None
    text = hide_phones(as_text(answer.get("error") or answer.get("message"))) or f"HTTP {reply.status}"
    where: dict[str, Any] = {"provider": PROVIDER, "operation": operation, "reference": reference}
    if code in AUTH:
        return Misconfigured(f"{PROVIDER} {operation}: {text} ({code})")
    if code in NO_BALANCE or reply.status == PAYMENT_REQUIRED:
        return Misconfigured(f"{PROVIDER} {operation}: {text} ({code})", code="balance_exhausted")
    if code in TAKEN:
        details = answer.get("details")
        ids = details if isinstance(details, Mapping) else {}
        data = {"provider_order_id": as_text(ids.get("order_id"), 60), "awb": as_text(ids.get("waybill_id"), 40)}
        return Duplicate(text, data=data, **where)
    if code in THEIR_TROUBLE:
        return (Unclear if operation in ("book", "cancel") else Unreachable)(f"{text} ({code})", **where)
    if code in ASK_LATER:
        return Unreachable(f"{text} ({code})", **where)
    if code in NOT_SERVED:
        return Refused(text, code="not_serviceable", **where)
    if code or reply.status == 422:
        return Refused(text, code=NAMED.get(code, f"biteship_{code or reply.status}"), data=told(reply), **where)
    return None


def read_areas(answer: Mapping[str, Any]) -> list[Place]:
    level = "administrative_division_level_{}_name"
    if "areas" not in answer:
        raise Nonsense("no areas", provider=PROVIDER, operation="areas")
    return [
        Place(
            courier_code=as_text(row.get("id"), 40),
            province=as_text(row.get(level.format(1))),
            regency=as_text(row.get(level.format(2))),
            district=as_text(row.get(level.format(3))),
            postcode=as_text(row.get("postal_code"), 5),
        )
        for row in as_rows(answer["areas"])
        if as_text(row.get("id"))
    ]


def read_rates(answer: Mapping[str, Any], request: RateRequest, services: Any) -> Answer[list[Rate]]:
    """All services that the shop shows; the fault of one row leaves that row out."""
    if "pricing" not in answer:
        raise Nonsense("no pricing", provider=PROVIDER, operation="rates")
    grams = chargeable_grams(request.parcels, DIVISOR)
    rates: dict[str, Rate] = {}
    left_out: list[Message] = []
    for row in as_rows(answer["pricing"]):
        code = f"{as_text(row.get('company'), 14)}:{as_text(row.get('type'), 14)}".lower()
        if code not in services:
            left_out.append(Message("unknown_service", code))
            continue
        try:
            rates.setdefault(code, _read_rate(row, code, grams))
        except ValueError as error:
            left_out.append(Message("left_out", f"{code}: {error}"))
    if not rates and any(message.code == "left_out" for message in left_out):
        raise Nonsense("no price that can be read", provider=PROVIDER, operation="rates")
    return Answer(list(rates.values()), tuple(left_out))


def _read_rate(row: Mapping[str, Any], code: str, grams: int) -> Rate:
    if as_text(row.get("currency") or "IDR") != "IDR":
        raise ValueError("not in rupiah")
    ways = row.get("available_collection_method")
    collections = frozenset(Collection(way) for way in ways if way in set(Collection)) if isinstance(ways, list) else ()
    days_from, days_to = _days(row)
    name = as_text(row.get("courier_service_name"), 40) or code.partition(":")[2]
    kept = ("available_collection_method", "duration", "service_type", "shipping_fee", "insurance_fee", "price")
    return Rate(
        courier=PROVIDER,
        service_code=code,
        service_name=name if name.startswith(brand(code)) else f"{brand(code)} {name}",
        amount_rupiah=as_rupiah(row.get("price")),
        billable_grams=grams,
        days_from=days_from,
        days_to=days_to,
        collections=frozenset(collections or Collection),
        raw={part: row[part] for part in kept if isinstance(row.get(part), str | int | float | list)},
    )


def _days(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """`3 - 4` days, `1` day, `6 - 8` hours (within a day)."""
    found = DURATION.search(as_text(row.get("shipment_duration_range")) or as_text(row.get("duration")))
    if not found or found[1] == "0":
        return None, None
    first, last = int(found[1]), int(found[2] or found[1])
    unit = as_text(row.get("shipment_duration_unit")) or as_text(row.get("duration"))
    if "hour" in unit or "jam" in unit:
        return -(-first // HOURS_PER_DAY), -(-last // HOURS_PER_DAY)
    return first, last


def read_order(answer: Mapping[str, Any], reference: str) -> Waybill:
    """An order of theirs as a waybill; the number may come later."""
    order_id = as_text(answer.get("id"), 60)
    courier = answer.get("courier")
    if not order_id or not isinstance(courier, Mapping):
        raise Nonsense("no order in the answer", provider=PROVIDER, operation="book", reference=reference)
    awb = as_text(courier.get("waybill_id"), 40)
    state = WaybillState.BOOKED if awb else WaybillState.AWAITING_AWB
    if snake(answer.get("status")) == "cancelled":
        state = WaybillState.CANCELLED
    kept = {"status": as_text(answer.get("status")), "price": answer.get("price")}
    kept["tracking_id"] = as_text(courier.get("tracking_id"), 60)
    return Waybill(reference, awb, order_id, state, kept)


def read_followed(answer: Mapping[str, Any]) -> Followed:
    """What an order tells: its history, and the price, which grows when the courier weighs again."""
    courier = answer.get("courier")
    if not isinstance(courier, Mapping) or not as_text(answer.get("id")):
        raise Nonsense("no order in the answer", provider=PROVIDER, operation="track")
    is_instant = as_text(courier.get("company")) in INSTANT
    words = {"confirmed": Progress.FINDING_COURIER} if is_instant else {}
    try:
        billed: int | None = as_rupiah(answer.get("price"))
    except ValueError:
        billed = None
    return Followed(_events(as_rows(courier.get("history")), {**PROGRESS, **words}, _people(answer)), billed)


def read_public(answer: Mapping[str, Any]) -> list[TrackingEvent]:
    """The public tracking of any number: early counter scans are called dropping_off there, so that proves nothing."""
    if "history" not in answer:
        raise Nonsense("no history", provider=PROVIDER, operation="track")
    words = {**PROGRESS, "dropping_off": Progress.IN_TRANSIT}
    return _events(as_rows(answer["history"]), words, _people(answer))


def read_hint(body: Mapping[str, Any]) -> Hint:
    nested = body.get("courier")
    courier = nested if isinstance(nested, Mapping) else {}
    return Hint(
        provider_order_id=as_text(body.get("order_id") or body.get("id"), 60),
        awb=as_text(body.get("courier_waybill_id") or courier.get("waybill_id"), 40),
    )


def snake(value: Any) -> str:
    """`pickingUp` and `picking_up` are one word."""
    return CAMEL.sub("_", as_text(value, 30)).lower()


def _events(
    rows: list[Mapping[str, Any]], words: Mapping[str, Progress], people: list[str]
) -> list[TrackingEvent]:  # fmt: skip
    """Every dated fact once, oldest first, without names and numbers of people."""
    events = {}
    for row in rows:
        at = as_moment(row.get("updated_at"), MOMENTS)
        if at:
            status = snake(row.get("status"))
            text = hide_words(as_text(row.get("note")), people)
            reason = Reason.OTHER if status == "rejected" else Reason.NONE
            progress = words.get(status, Progress.UNKNOWN)
            events[at, status, text] = TrackingEvent(at, status, text, progress, reason, raw={"status": status})
    return sorted(events.values(), key=lambda event: (event.occurred_at, event.progress.rank))


def _people(answer: Mapping[str, Any]) -> list[str]:
    """Every name and address of the answer, to be hidden in its notes."""
    found = []
    for part in ("shipper", "origin", "destination", "courier"):
        block = answer.get(part)
        if isinstance(block, Mapping):
            found += [as_text(block.get(name)) for name in ("name", "contact_name", "address", "driver_name")]
    return [text for text in found if text]
