"""The buyer's money has come: the parts go to their sellers; or it came late, twice or odd, and is never lost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import OutOfStock
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.order import stock
from market.order.models import Line, Order, SellerOrder
from market.order.processing import EventHandler
from market.payments import attempts
from market.payments.attempts import Fact
from market.payments.models import PaymentAttempt

State, Paid = SellerOrder.State, PaymentAttempt.State
ROUNDING_LIMIT_RUPIAH = 100  # more than this between the bill and its parts is a mistake, not a rounding


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of an order that its caller has locked, or written (`is_new`), in this very transaction."""

    order: Order
    parts: list[SellerOrder]
    attempt: PaymentAttempt
    is_new: bool = False


def mark_paid(fact: Fact, held: Held | None = None) -> str:
    """Take up what the gateway says about an attempt whose money has come. May be repeated, raced and come late.

    `applied`: the parts are new. `revived`: late, but the goods were still there. `late`, `double`: owed back to the
    buyer, with a Refund row, a journal and a message. `odd`: the amount is not the bill's, a person looks. `stale`:
    known before.
    """
    with transaction.atomic(savepoint=held is None):
        order, parts = (held.order, held.parts) if held else rows.take_order(fact.order_id)
        change = attempts.take_up(fact, held.attempt if held else None)
        attempt = change.attempt
        if not change.moved:
            return "stale"
        if attempt.state == Paid.REVIEW:
            return _odd(order, attempt, fact.problem)
        if abs(books.remainder(attempt.paid_rupiah - books.excess(attempt), parts)) > ROUNDING_LIMIT_RUPIAH:
            return _odd(order, attempt, "parts")
        if order.paid_at is not None:
            return _owed(order, attempt, "double", "paid_twice", _("Dibayar dua kali"))
        states = {part.state for part in parts}
        if states == {State.UNPAID}:
            _hand_to_sellers(order, parts, attempt, "paid")
            if held is None or not held.is_new:
                _close_the_others(order, attempt)
            return "applied"
        if states == {State.EXPIRED} and _goods_are_there(order):
            _hand_to_sellers(order, parts, attempt, "paid_late_revived")
            _close_the_others(order, attempt)
            return "revived"
        if State.EXPIRED not in states:
            return _owed(order, attempt, "late", "paid_cancelled", _("Dibayar setelah pesanan dibatalkan"))
        return _owed(order, attempt, "late", "paid_late", _("Dibayar setelah batas waktu, barang sudah habis"))


def _hand_to_sellers(order: Order, parts: list[SellerOrder], attempt: PaymentAttempt, words: str) -> None:
    order.paid_at, order.expired_at = attempt.paid_at, None
    order.save(update_fields=["paid_at", "expired_at"])
    for part in parts:
        rows.move(part, State.NEW, paid_at=attempt.paid_at, ended_at=None)
    handler = EventHandler()
    handler.status(order, "paid")
    handler.money(order, "paid", attempt.paid_rupiah, attempt.reference)
    outbox.tell_buyer(order, words, amount=rupiah(attempt.paid_rupiah))
    for part in parts:
        outbox.tell_seller(part, "new")
    books.buyer_paid(attempt, parts)


def _goods_are_there(order: Order) -> bool:
    """Promise the goods of an expired order again; False, with nothing taken, when one of them is gone."""
    try:
        stock.take_again(Line.objects.filter(order=order).select_related("stockrecord", "seller_order"))
    except OutOfStock:
        return False
    return True


def _owed(order: Order, attempt: PaymentAttempt, outcome: str, words: str, reason: str) -> str:
    refund = owed.owe(order, attempt, f"{outcome}:{attempt.reference}", attempt.paid_rupiah, reason)
    outbox.tell_buyer(order, words, again=attempt.reference, amount=rupiah(attempt.paid_rupiah))
    books.owed_back(attempt, refund)
    return outcome


def _odd(order: Order, attempt: PaymentAttempt, problem: str) -> str:
    """Money that does not fit the bill is kept apart; without money there is nothing to book, but somebody looks."""
    if attempt.state != Paid.REVIEW:
        attempt.state, attempt.error = Paid.REVIEW, problem
        attempt.save(update_fields=["state", "error"])
    if not attempt.paid_rupiah:
        outbox.tell_house("payment_review", attempt.reference, order=order)
        return "odd"
    shown = {"asked": rupiah(attempt.amount_rupiah), "amount": rupiah(attempt.paid_rupiah)}
    outbox.tell_house("paid_odd", attempt.reference, order=order, **shown)
    outbox.tell_buyer(order, "paid_odd", again=attempt.reference, amount=rupiah(attempt.paid_rupiah))
    books.unmatched(attempt, problem)
    return "odd"


def _close_the_others(order: Order, attempt: PaymentAttempt) -> None:
    """No other page of this order shall take money any more."""
    from market.lifecycle import tasks  # the tasks call the steps

    for other in PaymentAttempt.objects.filter(order=order, state__in=PaymentAttempt.LIVE).exclude(pk=attempt.pk):
        tasks.close_attempt.delay_on_commit(other.pk)
