"""The village's own motorbike: a price by zone (hamlet and RW), a driver whom the operator names. No call outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from market.core.errors import Refused
from market.shipping.couriers.base import (
    Answer,
    Booking,
    Can,
    Collection,
    Courier,
    Message,
    Parcel,
    Place,
    Rate,
    RateRequest,
    Waybill,
)

SERVICE_CODE, SERVICE_NAME = "OJEK", "Ojek desa"
MAX_GRAMS = 20_000  # what one person ties on a motorbike
MAX_SIDE_MM = 700
DAYS_FROM, DAYS_TO = 0, 1
OUTSIDE, UNSAID, HEAVY, LARGE = "outside", "unsaid", "heavy", "large"  # codes of messages: why it is not offered

Zone = Mapping[str, Any]


class Ojek(Courier):
    """`options["zones"]`: rows with village, destination, dusun and rw (lists of names), name and price_rupiah."""

    code = "ojek"
    name = "Ojek desa"
    is_local = True
    can = frozenset({Can.RATE, Can.BOOK, Can.CANCEL, Can.PICKUP})

    def rates(self, request: RateRequest) -> Answer[list[Rate]]:
        """The price of the buyer's zone; nothing outside of all zones, or for what no motorbike carries."""
        zones = [one for one in self.options.get("zones") or () if _joins(one, request.origin, request.destination)]
        if not zones:
            return Answer([])
        zone = zone_of(zones, request.destination)
        if zone is None:
            is_said = request.destination.dusun or request.destination.rw
            return Answer([], (Message(OUTSIDE if is_said else UNSAID),))
        if sum(parcel.weight_grams for parcel in request.parcels) > MAX_GRAMS:
            return Answer([], (Message(HEAVY),))
        if any(_longest(parcel) > MAX_SIDE_MM for parcel in request.parcels):
            return Answer([], (Message(LARGE),))
        return Answer([_rate(zone, request.parcels)])

    def book(self, booking: Booking) -> Waybill:
        """Noted at once; the number is our own. A repeat gives the same number."""
        return local_waybill("OJ", booking)

    def cancel(self, waybill: Waybill, reason: str) -> None:
        """Nobody outside knows of it."""


class Collect(Courier):
    """The buyer fetches at a point of the village. `options["points"]`: rows with id, village and name."""

    code = "ambil"
    name = "Ambil sendiri"
    is_local = True
    can = frozenset({Can.RATE, Can.BOOK, Can.CANCEL, Can.DROP_OFF})

    def rates(self, request: RateRequest) -> Answer[list[Rate]]:
        """One service for each open point of the seller's village, free of charge."""
        points = [p for p in self.options.get("points") or () if p["village"] == request.origin.village_code]
        grams = sum(parcel.weight_grams for parcel in request.parcels)
        names = {f"P{point['id']}": f"Ambil di {point['name']}" for point in points}
        return Answer([Rate(self.code, code, name, 0, grams, DAYS_FROM, DAYS_TO) for code, name in names.items()])

    def book(self, booking: Booking) -> Waybill:
        return local_waybill("AM", booking)

    def cancel(self, waybill: Waybill, reason: str) -> None:
        """Nobody outside knows of it."""


def zone_of(zones: Iterable[Zone], place: Place) -> Zone | None:
    """The zone of a house: the one that names its hamlet, else its RW, else the one for the whole village."""
    zones = list(zones)
    dusun, rw = bones(place.dusun), number_of(place.rw)
    by_dusun = [zone for zone in zones if dusun and dusun in map(bones, zone["dusun"])]
    by_rw = [zone for zone in zones if rw and rw in map(number_of, zone["rw"])]
    both = [zone for zone in by_dusun if zone in by_rw]
    whole = [zone for zone in zones if not zone["dusun"] and not zone["rw"]]
    return next(iter([*both, *by_dusun, *by_rw, *whole]), None)


def bones(name: str) -> str:
    """`Dusun  Kali Sari` and `kalisari` are one hamlet."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"^(dusun|dukuh|dsn)\b", "", name.strip().lower()))


def number_of(rw: str) -> str:
    """`RW 002`, `02` and `2` are one; empty for none."""
    return re.sub(r"\D", "", rw).lstrip("0")


def local_waybill(prefix: str, booking: Booking) -> Waybill:
    """A number of our own, from our own reference."""
    if not booking.reference:
        raise Refused("no reference", operation="book")
    return Waybill(booking.reference, f"{prefix}{booking.reference.removeprefix('LD')}")


def _joins(zone: Zone, origin: Place, destination: Place) -> bool:
    return (zone["village"], zone["destination"]) == (origin.village_code, destination.village_code)


def _longest(parcel: Parcel) -> int:
    return max(parcel.length_mm, parcel.width_mm, parcel.height_mm)


def _rate(zone: Zone, parcels: Iterable[Parcel]) -> Rate:
    return Rate(
        courier=Ojek.code,
        service_code=SERVICE_CODE,
        service_name=SERVICE_NAME,
        amount_rupiah=int(zone["price_rupiah"]),
        billable_grams=sum(parcel.weight_grams for parcel in parcels),
        days_from=DAYS_FROM,
        days_to=DAYS_TO,
        collections=frozenset({Collection.PICKUP}),
        raw={"zone": str(zone["name"])},
    )
