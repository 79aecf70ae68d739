"""A seller's parcel and its courier: asked for here, in the caller's transaction, and booked by a worker (booking/).

Nothing here calls a courier but `call_off`, which is for workers.
"""

from __future__ import annotations

import re
import secrets

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken, WrongState
from market.order.models import SellerOrder
from market.shipping import registry, tasks
from market.shipping.asking.circuit import watched
from market.shipping.booking.booking import ERROR_LENGTH, fresh, move, write_waybill
from market.shipping.couriers.base import Can, Collection, Waybill
from market.shipping.models import LocalDelivery, Shipment
from market.shipping.parcels import parcel_of_order

State = Shipment.State
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letters that a person mistakes for figures
RANDOM_LENGTH = 12
AWB = re.compile(r"[A-Z0-9-]{6,40}")
CODE_DIGITS = 6
WAITING = ("pending", "booked")
LOCAL_WAITING = (*WAITING, "courier_assigned")  # a neighbour who was named has taken nothing yet
NEEDS = {Collection.PICKUP: Can.PICKUP, Collection.DROP_OFF: Can.DROP_OFF}


def request_shipment(
    seller_order: SellerOrder, *, collection: str, courier_code: str = "", service_code: str = ""
) -> Shipment:
    """The live shipment of a seller's order: the one that exists, else a new row in the caller's transaction.

    May be repeated: pressing twice gives the same row. The worker is nudged after the commit. `courier_code` and
    `service_code` name another carriage than the buyer chose; they must when the postage was the stored tariff.
    `RuleBroken` when that courier cannot be booked, or does not take the parcel in this way.
    """
    existing = live_shipment(seller_order)
    if existing is not None:
        return existing
    code, service = courier_code or seller_order.courier_code, service_code or seller_order.service_code
    check_offer(code, Collection(collection))
    by_hand = is_by_hand(code)
    parcel = parcel_of_order(seller_order.lines.select_related("product"), seller_order.goods_rupiah)
    shipment = Shipment(
        seller_order=seller_order,
        number=f"SHP-{new_code()}",
        reference=f"LD{new_code()}",
        courier_code=code,
        service_code=service,
        service_name=seller_order.service_name if service == seller_order.service_code else service,
        collection=collection,
        weight_grams=parcel.weight_grams,
        length_mm=parcel.length_mm,
        width_mm=parcel.width_mm,
        height_mm=parcel.height_mm,
        goods_rupiah=seller_order.goods_rupiah,
        quoted_rupiah=seller_order.postage_rupiah,
        next_try_at=None if by_hand else timezone.now(),
        state=State.UNCLEAR if by_hand else State.REQUESTED,
        error=_("Antar ke konter kurir, lalu ketik nomor resinya.") if by_hand else "",
    )
    # The unique constraint on live shipments decides between two who press at the same moment.
    Shipment.objects.bulk_create([shipment], ignore_conflicts=True)
    written = live_shipment(seller_order)
    if written is None:
        raise RuntimeError(f"no live shipment of {seller_order.number} after writing one")
    if written.number == shipment.number:
        if is_local(code):
            LocalDelivery.objects.get_or_create(shipment=written, defaults={"code": new_digits()})
        if not by_hand:
            tasks.book.delay_on_commit(written.pk)
    return written


def live_shipment(seller_order: SellerOrder) -> Shipment | None:
    """The shipment that is neither failed nor called off."""
    return Shipment.objects.filter(seller_order=seller_order).exclude(state__in=[State.FAILED, State.VOID]).first()


def collections_of(courier_code: str) -> list[Collection]:
    """How this courier takes parcels; empty for one that is neither booked through us nor by hand."""
    if is_by_hand(courier_code):
        return [Collection.DROP_OFF]
    can = next((one.can for one in registry.couriers(Can.BOOK) if one.code == courier_code), frozenset())
    return [collection for collection, needed in NEEDS.items() if needed in can]


def check_offer(courier_code: str, collection: Collection) -> None:
    """`RuleBroken` unless the courier can be booked and takes the parcel in this way."""
    offered = collections_of(courier_code)
    if not offered:
        raise RuleBroken(_("Pilih kurir dulu: ongkos kirim pesanan ini perkiraan."), code="courier_missing")
    if collection not in offered:
        text = _("%(courier)s tidak menerima kiriman dengan cara ini.") % {"courier": registry.name_of(courier_code)}
        raise RuleBroken(text, code="collection_not_offered")


def is_local(courier_code: str) -> bool:
    """Whether the village carries it itself: a driver or a point hands it over against the buyer's code."""
    return any(one.code == courier_code and one.is_local for one in registry.couriers(Can.BOOK))


def is_by_hand(courier_code: str) -> bool:
    """Whether the seller brings the parcel to a counter and types the number in."""
    return Can.BY_HAND in registry.can(courier_code)


def call_off(shipment_id: int, reason: str) -> Shipment:
    """Call a shipment off: at once while nobody was called, else with the courier. For workers; may be repeated.

    `WrongState` while a booking is under way or unclear, and once the parcel moves. A courier that cannot cancel, but
    may come to collect, leaves a line for a person (`needs_person`). Raises what `Courier.cancel` raises.
    """
    shipment = Shipment.objects.get(pk=shipment_id)
    if shipment.state in (State.VOID, State.FAILED):
        return shipment
    never_booked = [State.REQUESTED, State.UNCLEAR] if is_by_hand(shipment.courier_code) else [State.REQUESTED]
    if move(shipment, never_booked, state=State.VOID, next_try_at=None, error=""):
        return fresh(shipment)
    waiting = LOCAL_WAITING if is_local(shipment.courier_code) else WAITING
    if shipment.state != State.BOOKED or shipment.progress not in waiting:
        raise WrongState(_("Kiriman ini tidak bisa dibatalkan lagi."), data={"shipment": shipment.number})
    courier = registry.courier(shipment.courier_code)
    words = ""
    if Can.CANCEL in courier.can:
        with watched(courier, "cancel"):
            courier.cancel(Waybill(shipment.reference, shipment.awb, shipment.provider_order_id), reason)
    elif shipment.collection == Collection.PICKUP:
        words = _("Beri tahu %(courier)s: resi %(awb)s batal.") % {"courier": courier.name, "awb": shipment.awb}
    move(shipment, [State.BOOKED], state=State.VOID, next_poll_at=None, error=words[:ERROR_LENGTH])
    return fresh(shipment)


# --- what a person decides --------------------------------------------------------------------------------------------


def needs_person() -> QuerySet[Shipment]:
    """For the operator: bookings that only the courier's staff can clear up, and pickups to be called off by phone."""
    unclear = Q(state=State.UNCLEAR, next_try_at=None)
    to_call = Q(state=State.VOID) & ~Q(error="")
    return Shipment.objects.filter(unclear | to_call).select_related("seller_order__partner").order_by("requested_at")


def write_awb(shipment_id: int, awb: str) -> Shipment:
    """A person asked the courier, or brought it there: they have the parcel under this number.

    `WrongState` unless it was unclear; `RuleBroken` for what is no number, or another parcel's.
    """
    shipment = _unclear(shipment_id)
    number = "".join(awb.split()).upper()
    if not AWB.fullmatch(number):
        raise RuleBroken(_("Nomor resi berisi 6 sampai 40 huruf dan angka."), code="awb_form")
    if Shipment.objects.filter(courier_code=shipment.courier_code, awb=number).exists():
        raise RuleBroken(_("Nomor resi ini sudah dipakai paket lain."), code="awb_taken")
    return write_waybill(shipment, Waybill(shipment.reference, number, shipment.provider_order_id))


def book_again(shipment_id: int) -> Shipment:
    """A person asked the courier: they have nothing. Booked once more, under a new reference."""
    shipment = _unclear(shipment_id)
    again = {"reference": f"LD{new_code()}", "tries": 0, "next_try_at": timezone.now(), "error": ""}
    if move(shipment, [State.UNCLEAR], state=State.REQUESTED, **again):
        tasks.book.delay_on_commit(shipment.pk)
    return fresh(shipment)


def settle(shipment_id: int) -> None:
    """A person has told the courier that a called-off pickup is off; the line leaves the list."""
    Shipment.objects.filter(pk=shipment_id, state=State.VOID).update(error="")


def new_code() -> str:
    """Twelve signs of 32: not to be guessed, read aloud without mistakes, and short enough for every courier."""
    return "".join(secrets.choice(ALPHABET) for _place in range(RANDOM_LENGTH))


def new_digits() -> str:
    """The code that the buyer says at the door."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def _unclear(shipment_id: int) -> Shipment:
    shipment = Shipment.objects.get(pk=shipment_id)
    if shipment.state != State.UNCLEAR:
        raise WrongState(_("Kiriman ini sudah jelas."), data={"shipment": shipment.number, "state": shipment.state})
    return shipment
