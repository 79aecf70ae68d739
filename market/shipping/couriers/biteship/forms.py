"""What Biteship is told: the question for prices and the order, whose ends are an area, a postcode or a point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from market.core.errors import Refused
from market.shipping.couriers.base import Booking, Collection, Parcel, Party, Place, RateRequest
from market.shipping.couriers.reading import WIB, local_phone, plain, with_places

REFERENCE = re.compile(r"[A-Za-z0-9-]{1,60}")
ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
INSTANT = {"gojek", "grab", "borzo", "lalamove"}  # want coordinates at both ends
MM_PER_CM = 10
NAME_LENGTH, ADDRESS_LENGTH, NOTE_LENGTH = 60, 300, 45
CATEGORY = "others"


def question(request: RateRequest, companies: Sequence[str]) -> dict[str, Any]:
    """The form of `rates/couriers`. Instant couriers are asked only where both ends are a point on the map."""
    points = {**_point(request.origin, "origin"), **_point(request.destination, "destination")}
    asked = [one for one in companies if one not in INSTANT or len(points) == 4]
    form: dict[str, Any] = {
        **_end(request.origin, "origin", "rates"),
        **_end(request.destination, "destination", "rates"),
        "couriers": ",".join(asked),
        "items": _items(request.parcels),
    }
    if any(one in INSTANT for one in asked):
        form |= points
    if request.is_insured:
        form["courier_insurance"] = request.value_rupiah
    if request.cod_amount_rupiah:
        form["destination_cash_on_delivery"] = request.cod_amount_rupiah
    return form


def order(booking: Booking) -> dict[str, Any]:
    """The form of `orders`. Refused before any call: a bad reference, or a way that this service does not take."""
    company, _, kind = booking.service_code.partition(":")
    where: dict[str, Any] = {"provider": "biteship", "operation": "book", "reference": booking.reference}
    if not REFERENCE.fullmatch(booking.reference):
        raise Refused("a reference has letters and figures only", code="bad_reference", **where)
    ways = booking.rate_raw.get("available_collection_method")
    if isinstance(ways, list) and ways and str(booking.collection) not in ways:
        raise Refused(f"{company} {kind}: only {', '.join(map(str, ways))}", code="collection_not_offered", **where)
    form: dict[str, Any] = {
        "reference_id": booking.reference,
        "shipper_contact_name": _line(booking.sender.name, NAME_LENGTH),
        "shipper_contact_phone": local_phone(booking.sender.phone),
        "shipper_organization": _line(booking.sender.name, NAME_LENGTH),
        **_party(booking.sender, "origin", company),
        "origin_collection_method": "pickup" if booking.collection is Collection.PICKUP else "drop_off",
        **_party(booking.receiver, "destination", company),
        "destination_note": _line(booking.instruction, NOTE_LENGTH),
        "courier_company": company,
        "courier_type": kind,
        "items": _items(booking.parcels),
        **_moment(booking, company),
    }
    if booking.is_insured:
        form["courier_insurance"] = booking.value_rupiah
    if booking.cod_amount_rupiah:
        form["destination_cash_on_delivery"] = booking.cod_amount_rupiah
        form["destination_cash_on_delivery_type"] = "7_days"
    return form


def path_part(value: str, operation: str) -> str:
    """An id of theirs as a part of an address; Refused for what is none."""
    if not ID.fullmatch(value):
        raise Refused("not the form of their ids", provider="biteship", operation=operation, reference=value[:40])
    return quote(value, safe="")


def search_path(path: str, text: str) -> str:
    return f"{path}?{urlencode({'countries': 'ID', 'input': text, 'type': 'single'})}"


def _end(place: Place, side: str, operation: str) -> dict[str, Any]:
    """Their area where we know it, else the postcode, which is a whole number there."""
    code = place.courier_code or place.postcode
    if not code:
        raise Refused(
            f"no area and no postcode for {place.village or place.district or 'this place'}",
            code="no_place_code", provider="biteship", operation=operation,
        )  # fmt: skip
    return {f"{side}_postal_code": int(code)} if code.isdigit() else {f"{side}_area_id": code}


def _point(place: Place, side: str) -> dict[str, float]:
    if place.latitude is None or place.longitude is None:
        return {}
    return {f"{side}_latitude": place.latitude, f"{side}_longitude": place.longitude}


def _party(party: Party, side: str, company: str) -> dict[str, Any]:
    address = with_places(party.address, party.place.village, party.place.district)
    form = {
        f"{side}_contact_name": _line(party.name, NAME_LENGTH),
        f"{side}_contact_phone": local_phone(party.phone),
        f"{side}_address": _line(address, ADDRESS_LENGTH),
        **_end(party.place, side, "book"),
    }
    if company in INSTANT and party.place.latitude is not None and party.place.longitude is not None:
        form[f"{side}_coordinate"] = {"latitude": party.place.latitude, "longitude": party.place.longitude}
    return form


def _items(parcels: Sequence[Parcel]) -> list[dict[str, Any]]:
    """One item for each piece, in grams and started centimetres; what nobody measured is left out."""
    items = []
    for parcel in parcels:
        item: dict[str, Any] = {
            "name": _line(parcel.description or "Barang", NAME_LENGTH), "category": CATEGORY, "quantity": 1,
            "value": parcel.value_rupiah, "weight": max(1, parcel.weight_grams),
        }  # fmt: skip
        sides = {"length": parcel.length_mm, "width": parcel.width_mm, "height": parcel.height_mm}
        item |= {name: -(-side // MM_PER_CM) for name, side in sides.items() if side}
        items.append(item)
    return items


def _moment(booking: Booking, company: str) -> dict[str, str]:
    """A pickup at its hour by their clock (WIB); everything else now."""
    at = booking.pickup_from_at
    if booking.collection is not Collection.PICKUP or at is None or company in INSTANT:
        return {"delivery_type": "now"}
    local = at.astimezone(WIB)
    return {"delivery_type": "scheduled", "delivery_date": f"{local:%Y-%m-%d}", "delivery_time": f"{local:%H:%M}"}


def _line(text: str, length: int) -> str:
    return plain(text, "<>")[:length].strip()
