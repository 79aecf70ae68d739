"""What Pos's two documents hold: grams, centimetres rounded up, postcodes, and the parts of the quoted fee."""

import re
from collections.abc import Mapping
from typing import Any

from market.core.errors import Refused
from market.shipping.couriers.base import Booking, Collection, Parcel, Party, Place, RateRequest
from market.shipping.couriers.reading import as_rupiah, bare_name, local_phone, plain, with_places
from market.shipping.couriers.weight import chargeable_grams, weight_grams

DIVISOR = 6_000
MM_PER_CM = 10
POSTCODE = re.compile(r"\d{5}")
PARTS = ("fee", "feeTax", "insurance", "insuranceTax", "totalFee", "discount", "estimation")
FORBIDDEN = '<>"&;'


def fee_question(request: RateRequest, options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "customerid": str(options.get("customer_id", "")),
        "desttypeid": "1",
        "itemtypeid": str(options.get("item_type", "1")),
        "shipperzipcode": _postcode(request.origin, "rates"),
        "receiverzipcode": _postcode(request.destination, "rates"),
        **_size(request.parcels),
        "diameter": 0,
        "valuegoods": request.value_rupiah if request.is_insured else 0,
    }


def posting(booking: Booking, options: Mapping[str, Any]) -> dict[str, Any]:
    fee = {name: _part(booking.rate_raw, name) for name in PARTS}
    flags = {"genreceipt": 1, "printreceipt": 0, "pickup": int(booking.collection is Collection.PICKUP)}
    return {
        "userid": int(options.get("user_id") or 0),
        "memberid": str(options.get("member_id") or options.get("customer_id", "")),
        "orderid": booking.reference,
        "addresses": [_address("sender", booking.sender), _address("receiver", booking.receiver)],
        "itemproperties": {
            "itemtypeid": int(options.get("item_type", "1")),
            "productid": booking.service_code,
            "valuegoods": booking.value_rupiah if booking.is_insured else 0,
            **_size(booking.parcels),
            "codvalue": booking.cod_amount_rupiah,
            "pin": 0,
            "itemdesc": plain(booking.description, FORBIDDEN) or "-",
        },
        "paymentvalues": _pairs(fee=fee["fee"] or booking.amount_rupiah, insurance=fee["insurance"]),
        "taxes": _pairs(fee=fee["feeTax"], insurance=fee["insuranceTax"]),
        "services": _pairs(**flags, delivery=0, packing=0),
    }


def _pairs(**values: int) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in values.items()]


def _part(raw: Mapping[str, Any], name: str) -> int:
    try:
        return as_rupiah(raw.get(name))
    except ValueError:
        return 0


def _size(parcels: tuple[Parcel, ...]) -> dict[str, int]:
    """Grams, and centimetres rounded up. Pos takes one box: several travel as their greater weight, without a size."""
    if len(parcels) == 1:
        box = parcels[0]
        sizes = {"length": box.length_mm, "width": box.width_mm, "height": box.height_mm}
        return {"weight": weight_grams(parcels), **{name: -(-mm // MM_PER_CM) for name, mm in sizes.items()}}
    return {"weight": chargeable_grams(parcels, DIVISOR), "length": 0, "width": 0, "height": 0}


def _postcode(place: Place, operation: str) -> str:
    if not POSTCODE.fullmatch(place.postcode):
        raise Refused("Pos needs a postcode of 5 digits", code="no_place_code", provider="pos", operation=operation)
    return place.postcode


def _address(kind: str, party: Party) -> dict[str, Any]:
    place = party.place
    return {
        "addresstype": f"{kind}location",
        "customertype": 1,
        "name": plain(party.name, FORBIDDEN) or "-",
        "phone": local_phone(party.phone),
        "email": "-",
        "address": plain(with_places(party.address, place.village), FORBIDDEN) or "-",
        "subdistrict": plain(place.district, FORBIDDEN) or "-",
        "city": plain(bare_name(place.regency), FORBIDDEN) or "-",
        "province": plain(place.province, FORBIDDEN) or "-",
        "zipcode": _postcode(place, "book"),
        "country": "Indonesia",
        "geolang": "" if place.longitude is None else f"{place.longitude:.5f}",  # their spelling of longitude
        "geolat": "" if place.latitude is None else f"{place.latitude:.5f}",
        "description": "-",
    }
