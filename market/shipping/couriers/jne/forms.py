"""What JNE's two booking forms hold: field lengths, the characters that its firewall refuses, "-" for what is empty."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from market.core.errors import Refused
from market.shipping.couriers.base import Booking, Collection, Party, Place
from market.shipping.couriers.reading import WIB, bare_name, fold_lines, local_phone, plain, with_places
from market.shipping.couriers.weight import GRAMS_PER_KG

REFERENCE = re.compile(r"[A-Z0-9]{1,20}")  # lower-case ids came back as a success without a number
FORBIDDEN = "<>'\"&;"
EMPTY = "-"
NAME_LENGTH, LINE_LENGTH, CITY_LENGTH, ZIP_LENGTH, PHONE_LENGTH, GOODS_LENGTH, NOTE_LENGTH = 30, 30, 20, 5, 15, 60, 60
SHOP_LENGTH = 50
LINES = 3


def cnote(booking: Booking, options: Mapping[str, Any], grams: int) -> dict[str, str]:
    """The form of `generatecnote`: a waybill number, nobody comes."""
    return {
        "OLSHOP_BRANCH": str(options.get("branch", "")),
        "OLSHOP_CUST": _customer(booking, options),
        "OLSHOP_ORDERID": _reference(booking),
        **_party("OLSHOP_SHIPPER", booking.sender),
        **_party("OLSHOP_RECEIVER", booking.receiver),
        "OLSHOP_QTY": str(len(booking.parcels)),
        "OLSHOP_WEIGHT": str(grams // GRAMS_PER_KG),
        "OLSHOP_GOODSDESC": _field(booking.description, GOODS_LENGTH),
        "OLSHOP_GOODSVALUE": str(booking.value_rupiah),
        "OLSHOP_GOODSTYPE": str(options.get("goods_type", "2")),
        "OLSHOP_INST": _field(booking.instruction, NOTE_LENGTH),
        "OLSHOP_INS_FLAG": "Y" if booking.is_insured else "N",
        "OLSHOP_ORIG": place_code(booking.sender.place, "book", booking.reference),
        "OLSHOP_DEST": place_code(booking.receiver.place, "book", booking.reference),
        "OLSHOP_SERVICE": booking.service_code,
        "OLSHOP_COD_FLAG": "YES" if booking.cod_amount_rupiah else str(options.get("cod_flag_off", "N")),
        "OLSHOP_COD_AMOUNT": str(booking.cod_amount_rupiah),
    }


def pickup(booking: Booking, options: Mapping[str, Any], grams: int) -> dict[str, str]:
    """The form of `pickupcashless`: a waybill number, and somebody comes (or the seller brings it, TYPE=DROP)."""
    sender = booking.sender
    return {
        "PICKUP_NAME": _field(sender.name, SHOP_LENGTH),
        **_pickup_time(booking),
        "PICKUP_PIC": _field(sender.name, NAME_LENGTH),
        "PICKUP_PIC_PHONE": _field(local_phone(sender.phone), PHONE_LENGTH),
        "PICKUP_ADDRESS": _field(sender.address, LINES * LINE_LENGTH),
        "PICKUP_DISTRICT": _field(sender.place.district, CITY_LENGTH),
        "PICKUP_CITY": _city(sender.place),
        "PICKUP_SERVICE": str(options.get("pickup_service", "REG")),
        "PICKUP_VEHICLE": str(options.get("pickup_vehicle", "MOTOR")),
        "BRANCH": str(options.get("branch", "")),
        "CUST_ID": _customer(booking, options),
        "ORDER_ID": _reference(booking),
        **_party("SHIPPER", sender),
        **_more_of_party("SHIPPER", sender),
        **_party("RECEIVER", booking.receiver),
        **_more_of_party("RECEIVER", booking.receiver),
        "ORIGIN_CODE": place_code(sender.place, "pickup", booking.reference),
        "DESTINATION_CODE": place_code(booking.receiver.place, "pickup", booking.reference),
        "SERVICE_CODE": booking.service_code,
        "WEIGHT": str(grams // GRAMS_PER_KG),
        "QTY": str(len(booking.parcels)),
        "GOODS_DESC": _field(booking.description, GOODS_LENGTH),
        "GOODS_AMOUNT": str(booking.value_rupiah),
        "INSURANCE_FLAG": "Y" if booking.is_insured else "N",
        "SPECIAL_INS": _field(booking.instruction, NOTE_LENGTH),
        "MERCHANT_ID": _field(str(options.get("merchant_id", "LUMBUNGDESA")), CITY_LENGTH),
        "TYPE": "PICKUP" if booking.collection is Collection.PICKUP else "DROP",
        "COD_FLAG": "YES" if booking.cod_amount_rupiah else "NO",
        "COD_AMOUNT": str(booking.cod_amount_rupiah),
    }


def place_code(place: Place, operation: str, reference: str = "") -> str:
    """JNE's own code; `Refused` before any call when nobody has mapped this place yet."""
    if not place.courier_code:
        raise Refused(
            f"no JNE code for {place.village or place.district or 'this place'}",
            code="no_place_code", provider="jne", operation=operation, reference=reference,
        )  # fmt: skip
    return place.courier_code


def _reference(booking: Booking) -> str:
    if not REFERENCE.fullmatch(booking.reference):
        raise Refused(
            "a reference has 1 to 20 characters A-Z and 0-9",
            code="bad_reference", provider="jne", operation="book", reference=booking.reference,
        )  # fmt: skip
    return booking.reference


def _pickup_time(booking: Booking) -> dict[str, str]:
    """The day and hour in WIB. The form wants them for a drop too, where nobody comes: there now will do."""
    if booking.pickup_from_at is None and booking.collection is Collection.PICKUP:
        raise Refused(
            "a pickup needs a time", code="no_pickup_time", provider="jne", operation="pickup",
            reference=booking.reference,
        )  # fmt: skip
    at = (booking.pickup_from_at or datetime.now(WIB)).astimezone(WIB)
    return {"PICKUP_DATE": f"{at:%d-%m-%Y}", "PICKUP_TIME": f"{at:%H:%M}"}


def _customer(booking: Booking, options: Mapping[str, Any]) -> str:
    """The contract's number, which differs for COD and for trucking."""
    kind = "cod_" if booking.cod_amount_rupiah else "jtr_" if booking.service_code.startswith("JTR") else ""
    return str(options.get(f"{kind}cust_id") or options.get("cust_id", ""))


def _party(prefix: str, party: Party) -> dict[str, str]:
    """Name, three address lines (village and district at the end, as JNE's couriers read them), city, phone."""
    address = with_places(party.address, party.place.village, party.place.district)
    lines = fold_lines(plain(address, FORBIDDEN), LINE_LENGTH, LINES)
    return {
        f"{prefix}_NAME": _field(party.name, NAME_LENGTH),
        **{f"{prefix}_ADDR{number}": line or EMPTY for number, line in enumerate(lines, 1)},
        f"{prefix}_CITY": _city(party.place),
        f"{prefix}_REGION": _field(party.place.province, CITY_LENGTH),
        f"{prefix}_ZIP": _field(party.place.postcode, ZIP_LENGTH),
        f"{prefix}_PHONE": _field(local_phone(party.phone), PHONE_LENGTH),
    }


def _more_of_party(prefix: str, party: Party) -> dict[str, str]:
    return {f"{prefix}_COUNTRY": "INDONESIA", f"{prefix}_CONTACT": _field(party.name, NAME_LENGTH)}


def _city(place: Place) -> str:
    return _field(bare_name(place.regency), CITY_LENGTH)


def _field(text: str, length: int) -> str:
    return plain(text, FORBIDDEN)[:length].strip() or EMPTY
