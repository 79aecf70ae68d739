"""`order.resolve` and `order.cancel`: what a person chose about an order that waits, or one that is taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.lifecycle import books, cancelled
from market.order.models import SellerOrder
from market.payments.codes import CASH, KASBON
from market.payments.models import Refund
from market.warung.counter import orders, shapes, till
from market.warung.counter.base import Call, Outcome, Refused
from market.warung.counter.sale import Choose
from market.warung.devices import events
from market.warung.models import Operation, Staff, TillLine, WarungOrder

Pay, State = WarungOrder.Payment, WarungOrder.State


def order_of(call: Call, named: str, *, at: str = "/data/order") -> WarungOrder:
    """The warung's order by the tablet's id or by its number, locked."""
    rows = WarungOrder.objects.select_for_update(of=("self",)).select_related("order", "warung")
    rows = rows.filter(warung_id=call.device.warung_id)
    try:
        row = rows.filter(pk=uuid.UUID(named)).first()
    except ValueError:
        row = rows.filter(order__number=named).first()
    if row is None:
        raise Refused("not_found", _("Pesanan ini tidak dikenal di toko ini."), at)
    return row


def resolve(call: Call, data: dict[str, Any]) -> Outcome:
    """Fewer or other goods, patience, or the money back. Once an order is placed there is nothing to choose."""
    row = order_of(call, data["order"])
    if row.state != State.HELD:
        raise Refused("wrong_state", _("Pesanan ini tidak menunggu pilihan lagi."), "/data/order")
    origin = Operation.objects.select_for_update().get(device_id=row.device_id, key=row.pk)
    if data["choice"] == "refund_cash":
        answer = _give_back(call, row)
    elif data["choice"] == "wait":
        row.reason = "wait"
        row.save(update_fields=["reason"])
        answer = {"order": str(row.pk), "state": row.state}
    else:
        answer = _place_other(call, row, origin, data)
    Operation.objects.filter(pk=origin.pk).update(
        result=Operation.Result.APPLIED, data={**origin.data, **answer}, error=None
    )
    return Outcome(answer)


def _give_back(call: Call, row: WarungOrder) -> dict[str, Any]:
    back = _release_held(call, row)
    row.state, row.cash_rupiah, row.ended_at = State.CANCELLED, 0, timezone.now()
    row.save(update_fields=["state", "cash_rupiah", "ended_at"])
    return {"order": str(row.pk), "state": row.state, "refund": back}


def _release_held(call: Call, row: WarungOrder) -> int:
    """The held money leaves the drawer: to the neighbour, or at once into the sale that follows."""
    back = row.cash_rupiah
    if back:
        till.move(call, TillLine.Kind.REFUND, -back, f"held_back:{row.pk}")
        books.cash_held_back(str(row.pk), row.warung_id, back)
    return back


def _place_other(call: Call, row: WarungOrder, origin: Operation, data: dict[str, Any]) -> dict[str, Any]:
    """The order with its new lines. What was paid counts; what is left over of it goes back, what is missing comes."""
    if not data["lines"]:
        raise Refused("invalid", _("Tulis barang penggantinya."), "/data/lines")
    shape = shapes.OrderShape(data=origin.body["data"])
    shape.is_valid(raise_exception=True)
    wish = dict(shape.validated_data)
    held = _release_held(call, row)
    if row.payment == Pay.CASH:
        wish["payment"] = {**wish["payment"], "cash": {"tendered": held + data["tendered"]}}
    row.cash_rupiah = 0
    try:
        with transaction.atomic():
            answer = orders.place(call, row, wish, data["lines"]).data
    except Choose as choose:
        raise Refused(choose.code, choose.trouble.detail, "/data/lines") from choose
    return answer


def cancel(call: Call, data: dict[str, Any]) -> Outcome:
    """Take an order back before the courier has it: two people, goods free again, money back out of the drawer."""
    approver = _approver(call, data["approver"])
    row = order_of(call, data["order"])
    if row.state == State.CANCELLED:
        raise Refused("wrong_state", _("Pesanan ini sudah dibatalkan."), "/data/order")
    if row.order is None:
        raise Refused("wrong_state", _("Pesanan ini masih menunggu pilihan."), "/data/order")
    back = 0
    if row.order.paid_at is None:
        cancelled.mark_cancelled_unpaid(row.order_id, data["reason"])
    else:
        parts = SellerOrder.objects.filter(order_id=row.order_id).exclude(state=SellerOrder.State.CANCELLED)
        for part in parts.order_by("pk"):
            cancelled.mark_cancelled(part.pk, data["reason"])
        back = _hand_out_refunds(call, row)
    row.state, row.reason, row.ended_at = State.CANCELLED, data["reason"], timezone.now()
    row.commission_rupiah = 0
    row.save()
    events.note(
        call.warung, "order_cancelled", device=call.device, staff=approver, about=row.order.number, words=data["reason"]
    )
    return Outcome({"order": str(row.pk), "state": row.state, "refund": back})


def _approver(call: Call, staff_id: int) -> Staff:
    """A second person of this warung; the tablet has checked the PIN, here it is checked that there are two."""
    approver = Staff.objects.filter(pk=staff_id, warung=call.warung, left_at=None).first()
    if approver is None or approver == call.somebody():
        raise Refused("approver_needed", _("Pembatalan perlu PIN orang kedua."), "/data/approver")
    return approver


def _hand_out_refunds(call: Call, row: WarungOrder) -> int:
    """What is owed for an order paid here is given over the counter now; cash really given back, in rupiah."""
    rows = Refund.objects.select_for_update(of=("self",)).select_related("attempt")
    cash_back = 0
    for refund in rows.filter(order_id=row.order_id, state=Refund.State.REQUESTED).order_by("pk"):
        if refund.attempt is None or refund.attempt.gateway not in (CASH, KASBON):
            continue
        left = row.kasbon_rupiah if refund.attempt.gateway == KASBON else 0
        if refund.attempt.gateway == KASBON and left < refund.amount_rupiah:
            continue  # partly paid already: the treasurer settles it
        Refund.objects.filter(pk=refund.pk).update(
            state=Refund.State.SUCCEEDED, channel="till", ended_at=timezone.now()
        )
        books.refund_handed_out(refund, row.warung_id)
        if refund.attempt.gateway == CASH:
            till.move(call, TillLine.Kind.REFUND, -refund.amount_rupiah, f"refund:{refund.pk}")
            cash_back += refund.amount_rupiah
            row.cash_rupiah = max(row.cash_rupiah - refund.amount_rupiah, 0)
        else:
            row.kasbon_rupiah -= refund.amount_rupiah
    return cash_back
