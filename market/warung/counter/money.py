"""`payment.cash`: cash for a web order by its code, for an order to be paid later, or for what stood on credit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.core.money import rupiah
from market.lifecycle import books, cash
from market.payments.codes import CASH
from market.payments.models import PaymentAttempt
from market.warung.counter import till
from market.warung.counter.base import Call, Outcome, Refused
from market.warung.counter.choices import order_of
from market.warung.models import TillLine, WarungOrder


def take(call: Call, data: dict[str, Any]) -> Outcome:
    """The money lies in the drawer and the order is paid, once; the answer says the change."""
    if data["pay_code"]:
        return _by_code(call, data["pay_code"], data["tendered"], "/data/pay_code")
    row = order_of(call, data["order"])
    if row.kasbon_rupiah:
        return _off_the_slate(call, row, data["tendered"])
    code = PaymentAttempt.objects.filter(
        order_id=row.order_id, gateway=CASH, state__in=PaymentAttempt.LIVE
    ).values_list("pay_code", flat=True)
    if row.order_id is None or not code:
        raise Refused("already_paid", _("Pesanan ini tidak menunggu pembayaran."), "/data/order")
    outcome = _by_code(call, code[0], data["tendered"], "/data/order")
    WarungOrder.objects.filter(pk=row.pk).update(
        cash_rupiah=outcome.data["amount"], tendered_rupiah=data["tendered"], payment=WarungOrder.Payment.CASH
    )
    return outcome


def _by_code(call: Call, pay_code: str, tendered: int, pointer: str) -> Outcome:
    who = str(call.staff or call.device)
    try:
        taken = cash.take(
            pay_code, warung_id=call.warung.pk, taken_rupiah=tendered, by=who, key=f"{call.device.pk}:{call.key}"
        )
    except RuleBroken as error:
        at = "/data/tendered" if error.code == "cash_too_little" else pointer
        raise Refused(error.code, str(error.message), at) from error
    till.move(call, TillLine.Kind.WEB_CASH, taken.amount_rupiah, f"attempt:{taken.reference}")
    return Outcome(
        {"number": taken.order_number, "amount": taken.amount_rupiah, "change": taken.change_rupiah, "paid": True}
    )


def _off_the_slate(call: Call, row: WarungOrder, tendered: int) -> Outcome:
    """A neighbour pays what stood on credit, all or a part of it."""
    amount = min(tendered, row.kasbon_rupiah)
    if amount <= 0:
        raise Refused("cash_too_little", _("Uang harus lebih dari %(zero)s.") % {"zero": rupiah(0)}, "/data/tendered")
    row.kasbon_rupiah -= amount
    row.cash_rupiah += amount
    row.save(update_fields=["kasbon_rupiah", "cash_rupiah"])
    till.move(call, TillLine.Kind.KASBON, amount, f"kasbon:{call.device.pk}:{call.key}"[:64])
    number = row.order.number if row.order else str(row.pk)
    books.kasbon_paid(f"{call.device.pk}:{call.key}", row.warung_id, amount, number)
    return Outcome(
        {"number": number, "amount": amount, "change": tendered - amount, "kasbon_left": row.kasbon_rupiah,
         "paid": row.kasbon_rupiah == 0}
    )  # fmt: skip
