"""Calling off: the whole order before it is paid, or one paid part before the courier has it (BY-18, BY-19)."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.communication.models import Message
from market.core.errors import RuleBroken, WrongState
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.order import stock
from market.order.models import Order, SellerOrder
from market.order.processing import EventHandler
from market.payments.models import PaymentAttempt
from market.shipping import shipments
from market.shipping.models import Shipment

State = SellerOrder.State
LIVE_SHIPMENT = (Shipment.State.REQUESTED, Shipment.State.BOOKING, Shipment.State.BOOKED, Shipment.State.UNCLEAR)
NOT_MOVING = ("pending", "booked", "finding_courier", "courier_assigned", "picking_up")
REASON_LENGTH = 200
LIMIT = 100


def mark_cancelled_unpaid(order_id: int, reason: str = "") -> Order:
    """The buyer calls off an order that nobody has paid: goods back, pages closed. May be repeated.

    `WrongState` when it is paid; then each part is called off by itself. A payment that comes later is owed back.
    """
    with transaction.atomic():
        order, parts = rows.take_order(order_id)
        if all(part.state in (State.CANCELLED, State.EXPIRED) for part in parts):
            return order
        for part in parts:
            if part.state != State.UNPAID:
                raise WrongState(_("Pesanan ini sudah dibayar."), data={"order": order.number})
            take_down(part, reason or _("Dibatalkan pembeli"))
        EventHandler().status(order, "cancelled")
        outbox.tell_buyer(order, "cancelled_unpaid")
        owed.owe_what_is_short(order)
        _close_pages(order)
        return order


def mark_cancelled(seller_order_id: int, reason: str) -> SellerOrder:
    """Call off one paid part: its goods and its postage are owed to the buyer, the other parts go on. May be repeated.

    `WrongState` once the courier has the parcel: then there is the complaint.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state == State.CANCELLED:
            return part
        if rows.is_past(part, State.HANDED_OVER) or _is_moving(part):
            words = _("Barang sudah di tangan kurir, jadi tidak bisa dibatalkan. Ajukan keluhan bila ada masalah.")
            raise WrongState(words, code="handed_over", data={"seller_order": part.number})
        order, amount = part.order, part.goods_left_rupiah + part.postage_rupiah
        attempt = owed.paid_attempt(order)
        take_down(part, reason)
        refund = owed.owe(order, attempt, f"cancelled:{part.number}", amount, part.reason, part)
        EventHandler().money(order, "refund_owed", amount, refund.key)
        rows.end_order(order)
        outbox.tell_buyer(order, "cancelled", part=part, amount=rupiah(amount), reason=part.reason)
        outbox.tell_seller(part, "cancelled", reason=part.reason)
        books.part_cancelled(part, refund)
        return part


def take_down(part: SellerOrder, reason: str) -> None:
    """The state, the goods and the carriage of a part that is called off; its money is the caller's business."""
    rows.move(part, State.CANCELLED, ended_at=timezone.now(), reason=reason.strip()[:REASON_LENGTH])
    _call_off_later(part)
    stock.give_back(part.lines.select_related("stockrecord", "seller_order"))


def call_off_carriage(shipment_id: int) -> str:
    """Call the parcel of a cancelled part off with its courier. For workers; may be repeated; the shipment's state.

    When the courier has it already, a person is told; nobody can take that back by machine.
    """
    shipment = Shipment.objects.select_related("seller_order__order").get(pk=shipment_id)
    try:
        return shipments.call_off(shipment_id, shipment.seller_order.reason).state
    except RuleBroken:
        if shipment.state == Shipment.State.BOOKED:
            facts = {"order": shipment.seller_order.order, "awb": shipment.awb, "courier": shipment.courier_code}
            outbox.tell_house("carried_though_cancelled", shipment.number, **facts)
        return shipment.state  # while it is being booked, the sweeper comes again


def left_to_call_off() -> list[int]:
    """Parcels of cancelled parts whose calling off was lost or put off."""
    rows_left = Shipment.objects.filter(seller_order__state=State.CANCELLED, state__in=LIVE_SHIPMENT)
    told = Message.objects.filter(kind="carried_though_cancelled").values("key")
    rows_left = rows_left.annotate(told_as=Concat(Value("house:carried_though_cancelled:"), "number"))
    return list(rows_left.exclude(told_as__in=told).values_list("pk", flat=True)[:LIMIT])


def _is_moving(part: SellerOrder) -> bool:
    return part.shipments.filter(state__in=LIVE_SHIPMENT).exclude(progress__in=NOT_MOVING).exists()


def _call_off_later(part: SellerOrder) -> None:
    from market.lifecycle import tasks  # the tasks call the steps

    for shipment_id in part.shipments.filter(state__in=LIVE_SHIPMENT).values_list("pk", flat=True):
        tasks.call_off_shipment.delay_on_commit(shipment_id)


def _close_pages(order: Order) -> None:
    from market.lifecycle import tasks

    for attempt_id in order.attempts.filter(state__in=PaymentAttempt.LIVE).values_list("pk", flat=True):
        tasks.close_attempt.delay_on_commit(attempt_id)
