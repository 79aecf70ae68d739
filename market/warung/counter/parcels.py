"""`parcel.receive` and `parcel.handover`: what lies on the warung's shelf until somebody says the code."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from market.lifecycle import points, rides
from market.order.models import SellerOrder
from market.shipping.couriers.ojek import Collect
from market.warung.counter.base import Call, Outcome, Refused
from market.warung.devices import events, tokens
from market.warung.models import ParcelAtPoint, WarungOrder

WRONG_CODES_ALERT = 3
LIVE_PARTS = ("new", "accepted", "packed", "handed_over")
State = ParcelAtPoint.State


def receive(call: Call, data: dict[str, Any]) -> Outcome:
    """A parcel comes in, by its waybill or by the number that the seller wrote on it; the buyer is told the code."""
    part = _part(call, data)
    known = ParcelAtPoint.objects.filter(seller_order=part, state=State.WAITING).first()
    if known is not None:
        if known.warung_id != call.device.warung_id:
            raise Refused("not_found", _("Paket ini tidak dikenal di sini."), "/data/code")
        return Outcome({"parcel": known.pk, "seller_order": part.number, "state": known.state})
    held = WarungOrder.objects.filter(order_id=part.order_id).first()
    code = held.claim_code if held else rides.code_of(part.pk) or tokens.claim_code()
    row = ParcelAtPoint.objects.create(
        warung=call.warung, seller_order=part, awb=data["awb"], claim_code=code, received_by=call.staff,
        received_at=call.made_at,
    )  # fmt: skip
    points.mark_at_point(part.pk, warung_name=call.warung.name, claim_code=code, at=call.made_at)
    return Outcome({"parcel": row.pk, "seller_order": part.number, "state": row.state})


def _part(call: Call, data: dict[str, Any]) -> SellerOrder:
    """A part that is on its way to somebody in this village, was ordered at this warung, or is to be fetched here."""
    reach = Q(order__warung_order__warung_id=call.device.warung_id)
    reach |= Q(order__shipping_address__village_id=call.warung.village_id)
    reach |= Q(courier_code=Collect.code, partner__village_id=call.warung.village_id)  # whose buyer comes himself
    rows = SellerOrder.objects.filter(reach, state__in=LIVE_PARTS).select_related("order")
    at = "/data/awb" if data["awb"] else "/data/code"
    if data["awb"]:
        part = rows.filter(shipments__awb=data["awb"].strip()).first()
    else:
        part = rows.filter(number=data["code"].strip().upper()).first()
    if part is None:
        raise Refused("not_found", _("Paket ini tidak dikenal di sini."), at)
    return part


def handover(call: Call, data: dict[str, Any]) -> Outcome:
    """Somebody collects: only with the code. The third wrong one for a parcel raises an alarm."""
    code = tokens.plain(data["claim_code"])
    waiting = ParcelAtPoint.objects.filter(warung_id=call.device.warung_id, state=State.WAITING)
    if data["parcel"] is not None:
        waiting = waiting.filter(pk=data["parcel"])
        if not waiting.exists():
            raise Refused("not_found", _("Paket ini tidak dikenal di sini."), "/data/parcel")
    rows = list(waiting.filter(claim_code=code).select_for_update(of=("self",)).order_by("pk")) if code else []
    if not rows:
        _count_wrong(call, data["parcel"])
        return Outcome(refused=Refused("wrong_code", _("Kode ambil salah."), "/data/claim_code"))
    now = timezone.now()
    for row in rows:
        ParcelAtPoint.objects.filter(pk=row.pk, state=State.WAITING).update(
            state=State.COLLECTED, collected_at=now, collected_by=data["collected_by"], handed_by=call.staff
        )
        if row.seller_order_id:
            points.mark_collected(row.seller_order_id, call.made_at)
    return Outcome({"parcels": [row.pk for row in rows], "state": State.COLLECTED})


def _count_wrong(call: Call, parcel_id: int | None) -> None:
    """Kept though the operation is refused."""
    if parcel_id is None:
        return
    ParcelAtPoint.objects.filter(pk=parcel_id).update(wrong_codes=F("wrong_codes") + 1)
    if ParcelAtPoint.objects.get(pk=parcel_id).wrong_codes == WRONG_CODES_ALERT:
        events.note(call.warung, "wrong_claim_codes", device=call.device, staff=call.staff, about=str(parcel_id))
