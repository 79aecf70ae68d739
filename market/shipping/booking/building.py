"""What the courier is told: who sends what to whom, built from the rows of an order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from market.address.models import Village
from market.core.errors import RuleBroken
from market.order.models import SellerOrder
from market.shipping.couriers.base import Booking, Collection, Courier, End, Parcel, Party
from market.shipping.local.calendar import calendar_of
from market.shipping.models import Quote, Shipment
from market.shipping.places import place_of, with_code

PICKUP_WINDOW_HOURS = 4
DESCRIPTION = "Barang"


def booking_of(shipment: Shipment, courier: Courier) -> Booking:
    """The booking, with the courier's codes of both places (looked up over the network if we lack them).

    `RuleBroken` when an end has no village; what `find_place` raises.
    """
    seller_order = SellerOrder.objects.select_related("partner__village", "order__shipping_address__village").get(
        pk=shipment.seller_order_id
    )
    sender, receiver = sender_of(seller_order), receiver_of(seller_order)
    collected_from = next_pickup(timezone.now(), sender_village(seller_order), shipment.courier_code)
    is_pickup = shipment.collection == Collection.PICKUP
    window = timedelta(hours=PICKUP_WINDOW_HOURS)
    return Booking(
        reference=shipment.reference,
        sender=_coded(sender, courier, End.ORIGIN),
        receiver=_coded(receiver, courier, End.DESTINATION),
        parcels=(parcel_of_shipment(shipment, seller_order),),
        service_code=shipment.service_code,
        collection=Collection(shipment.collection),
        pickup_from_at=collected_from if is_pickup else None,
        pickup_until_at=collected_from + window if is_pickup else None,
        amount_rupiah=shipment.quoted_rupiah,
        cod_amount_rupiah=shipment.cod_rupiah,
        instruction=_landmark(seller_order),
        rate_raw=_rate_raw(shipment, seller_order),
    )


def sender_of(seller_order: SellerOrder) -> Party:
    """The seller at the pickup place."""
    partner = seller_order.partner
    address = partner.addresses.select_related("village").filter(village__isnull=False).order_by("pk").first()
    village = _need(sender_village(seller_order, address))
    phone = getattr(address, "phone", "") or partner.phone
    postcode = getattr(address, "postcode", "") or ""
    return Party(partner.name, phone, address_text(address, village), place_of(village, postcode))


def receiver_of(seller_order: SellerOrder) -> Party:
    """The buyer at the address of the order."""
    order = seller_order.order
    address = order.shipping_address
    village = _need(address.village if address else None)
    phone = address.phone_number.as_e164 if address.phone_number else order.buyer_phone
    place = place_of(village, address.postcode or "")
    return Party(address.name or order.buyer_name, phone, address_text(address, village), place)


def sender_village(seller_order: SellerOrder, address: Any = None) -> Village | None:
    return address.village if address else seller_order.partner.village


def address_text(address: Any, village: Village) -> str:
    """Street, hamlet, RT/RW and landmark on one line; the adapter adds the village and what lies around it."""
    landmark = f"({address.landmark})" if address is not None and address.landmark else ""
    return " ".join(filter(None, [street_text(address, village), landmark]))


def street_text(address: Any, village: Village) -> str:
    """Street, hamlet and RT/RW; only the village's name for a seller without an address."""
    if address is None:
        return village.title
    return ", ".join(filter(None, [address.line1, address.dusun_text, address.rt_rw]))


def parcel_of_shipment(shipment: Shipment, seller_order: SellerOrder) -> Parcel:
    titles = dict.fromkeys(seller_order.lines.order_by("pk").values_list("title", flat=True))
    return Parcel(
        weight_grams=shipment.weight_grams,
        length_mm=shipment.length_mm,
        width_mm=shipment.width_mm,
        height_mm=shipment.height_mm,
        value_rupiah=shipment.goods_rupiah,
        description=", ".join(titles) or DESCRIPTION,
    )


def next_pickup(now: datetime, village: Village | None, courier_code: str = "") -> datetime:
    """When this courier may come, by the calendar of the seller's village. Two queries."""
    return calendar_of(village.code if village else "33").next_pickup(now, courier_code)


def _coded(party: Party, courier: Courier, end: End) -> Party:
    return Party(party.name, party.phone, party.address, with_code(courier, party.place, end))


def _need(village: Village | None) -> Village:
    if village is None:
        raise RuleBroken(_("Alamat ini belum punya desa atau kelurahan."))
    return village


def _landmark(seller_order: SellerOrder) -> str:
    return seller_order.order.shipping_address.landmark or seller_order.order.shipping_address.notes or ""


def _rate_raw(shipment: Shipment, seller_order: SellerOrder) -> dict[str, Any]:
    quotes = Quote.objects.filter(
        reference=seller_order.quote_reference, courier_code=shipment.courier_code, service_code=shipment.service_code
    )
    return quotes.values_list("raw", flat=True).first() or {}
