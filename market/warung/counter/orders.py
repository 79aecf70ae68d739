"""`order.create`: a neighbour's order becomes Oscar's order, or waits in the tray for a choice. Never half of it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from market.core.errors import OutOfStock
from market.core.money import basis_points, rupiah
from market.lifecycle import books, counter
from market.lifecycle.points import mark_collected
from market.order.models import Order, SellerOrder
from market.partner import stock
from market.partner.models import StockMove, StockRecord
from market.warung.counter import sale, till
from market.warung.counter.base import Call, Outcome, Refused, Trouble, open_shift
from market.warung.counter.sale import CHOICES, Choose
from market.warung.devices import events, tokens
from market.warung.models import TillLine, WarungOrder

TRIES = 5
Pay, State = WarungOrder.Payment, WarungOrder.State


def create(call: Call, data: dict[str, Any]) -> Outcome:
    """Place it. What a person must choose keeps the order as held, with its money counted into the drawer."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return _place_or_hold(call, new_row(call, data), data)
        except IntegrityError:  # the order's number or the claim code is taken: others are drawn
            if WarungOrder.objects.filter(pk=call.key).exists():
                raise Refused("id_reused", _("Nomor ini sudah dipakai tablet lain."), "/id") from None
            if not left:
                raise
    raise AssertionError


def _place_or_hold(call: Call, row: WarungOrder, data: dict[str, Any]) -> Outcome:
    try:
        with transaction.atomic():
            return place(call, row, data, data["lines"])
    except Choose as choose:
        with transaction.atomic():
            return hold(call, row, data, choose)


def new_row(call: Call, data: dict[str, Any]) -> WarungOrder:
    """The row as it will be written at the end, with all that is known by then."""
    return WarungOrder(
        pk=call.key, warung=call.warung, device=call.device, staff=call.staff, shift_id=open_shift(call),
        state=State.HELD, payment=payment_of(data), claim_code=tokens.claim_code(), made_at=call.made_at,
        buyer_name=data["buyer"]["name"], buyer_phone=data["buyer"]["phone"] or "",
    )  # fmt: skip


def payment_of(data: dict[str, Any]) -> str:
    payment = data["payment"]
    if payment["cash"] is not None:
        return Pay.CASH
    return Pay.KASBON if payment["kasbon"] else Pay.LATER


def place(call: Call, row: WarungOrder, data: dict[str, Any], lines: list[dict[str, Any]]) -> Outcome:
    """The whole of it, inside the caller's transaction: goods, order, money, and who has it already."""
    agreed = sale.make(call, data, lines, str(row.pk))
    is_taken_along = data["delivery"]["on_the_spot"]
    if is_taken_along:
        cover(call, row, agreed)
    try:
        order, parts = counter.place(agreed)
    except OutOfStock as error:
        product = error.data.get("product")
        left = StockRecord.objects.filter(product_id=product).first()
        facts = {"product": product, "available": max(left.net_stock_level, 0) if left else 0}
        raise Choose(Trouble("out_of_stock", str(error.message), CHOICES), facts) from error
    row.order, row.state, row.total_rupiah = order, State.PLACED, agreed.total_rupiah
    row.commission_rupiah = basis_points(agreed.goods_rupiah, call.warung.commission_basis_points)
    money = pay(call, row, order, parts, data)
    row.save(force_insert=row._state.adding)
    if is_taken_along:
        for part in parts:
            mark_collected(part.pk)
    return Outcome(
        {"order": str(row.pk), "number": order.number, "claim_code": row.claim_code, "total": row.total_rupiah,
         "postage": agreed.postage_rupiah, "state": row.state, **money}
    )  # fmt: skip


def pay(call: Call, row: WarungOrder, order: Order, parts: list[SellerOrder], data: dict[str, Any]) -> dict[str, Any]:
    """Cash into the drawer, a debt of the neighbour's, or a code to pay with later."""
    warung_id = call.warung.pk
    if row.payment == Pay.CASH:
        tendered = data["payment"]["cash"]["tendered"]
        change = sale.check_tender(tendered, row.total_rupiah)
        who = str(call.staff or call.device)
        counter.paid_in_cash(order, parts, warung_id, tendered, by=who, key=f"warung:{row.pk}")
        till.move(call, TillLine.Kind.SALE, row.total_rupiah, f"order:{row.pk}")
        row.tendered_rupiah, row.cash_rupiah = tendered, row.total_rupiah
        return {"paid": True, "tendered": tendered, "change": change}
    if row.payment == Pay.KASBON:
        check_credit(call, row)
        counter.on_credit(order, parts, warung_id)
        row.kasbon_rupiah = row.total_rupiah
        return {"paid": False, "kasbon": row.total_rupiah}
    attempt = counter.bill(order, warung_id)
    return {"paid": False, "pay_code": attempt.pay_code, "pay_by": order.pay_by.isoformat()}


def check_credit(call: Call, row: WarungOrder) -> None:
    """Only to somebody with a name, and no further than the warung's limit."""
    if not row.buyer_name:
        raise Refused("buyer_missing", _("Kasbon hanya untuk pembeli yang disebut namanya."), "/data/buyer/name")
    owed = owed_by(row)
    if owed + row.total_rupiah > call.warung.kasbon_limit_rupiah:
        words = _("Kasbon %(name)s sudah %(owed)s; batasnya %(limit)s.") % {
            "name": row.buyer_name, "owed": rupiah(owed), "limit": rupiah(call.warung.kasbon_limit_rupiah),
        }  # fmt: skip
        raise Refused("kasbon_limit", words, "/data/payment/kasbon")


def owed_by(row: WarungOrder) -> int:
    """What this neighbour owes the warung, by phone where there is one, else by name. The warung's row is locked, so
    that two tablets do not both lend the last of it."""
    type(row.warung).objects.select_for_update().get(pk=row.warung_id)
    same = {"buyer_phone": row.buyer_phone} if row.buyer_phone else {"buyer_name__iexact": row.buyer_name}
    open_ = WarungOrder.objects.filter(warung_id=row.warung_id, kasbon_rupiah__gt=0, **same)
    return open_.aggregate(total=Sum("kasbon_rupiah"))["total"] or 0


def cover(call: Call, row: WarungOrder, agreed: counter.Sale) -> None:
    """Goods that were handed over are a fact: what neither lease nor stock covers is a count that was wrong before.

    The missing steps are booked as counted, so that the stock goes to nothing and not below; the seller is to count.
    """
    for line in sorted((one for group in agreed.groups for one in group.lines), key=lambda one: one.stockrecord.pk):
        record = StockRecord.objects.select_for_update().get(pk=line.stockrecord.pk)
        short = line.quantity - record.net_stock_level
        if short > 0:
            stock.receive(record, short, reference=f"warung:{row.pk}", reason=StockMove.Reason.COUNTED)
            words = f"{line.product.title}: {short}"
            events.note(
                call.warung, "stock_short", device=call.device, staff=call.staff, about=str(row.pk), words=words
            )


def hold(call: Call, row: WarungOrder, data: dict[str, Any], choose: Choose) -> Outcome:
    """Keep it for a person's choice. Cash that was taken lies in the drawer, and is still the neighbour's."""
    total = sum(line["quantity"] * line["unit_price"] for line in data["lines"])
    row.total_rupiah, row.reason = total, choose.trouble.code
    if row.payment == Pay.CASH:
        sale.check_tender(data["payment"]["cash"]["tendered"], total)
        row.tendered_rupiah, row.cash_rupiah = data["payment"]["cash"]["tendered"], total
        if total:
            till.move(call, TillLine.Kind.HELD, total, f"held:{row.pk}")
            books.cash_held(str(row.pk), call.warung.pk, total)
    row.save(force_insert=row._state.adding)
    facts = {"order": str(row.pk), "state": row.state, "claim_code": row.claim_code, "total": total}
    return Outcome({**facts, **choose.data}, choose.trouble)
