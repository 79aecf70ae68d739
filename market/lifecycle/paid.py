"""The buyer's money has come: the parts go to their sellers; or it came late, twice or odd, and is never lost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import AmountMismatch, OutOfStock, WrongState
from market.core.money import rupiah
from market.ledger.models import Journal
from market.lifecycle import books, owed, rows
from market.order import stock
from market.order.models import Line, Order, SellerOrder
from market.order.processing import EventHandler
from market.payments import attempts
from market.payments.attempts import Fact
from market.payments.models import PaymentAttempt, Refund

State, Paid = SellerOrder.State, PaymentAttempt.State


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
        if abs(books.remainder(attempt.paid_rupiah - books.excess(attempt), parts)) > books.ROUNDING_LIMIT_RUPIAH:
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


def accept_reviewed(attempt_id: int, reason: str) -> str:
    """A person says that money which did not fit the bill pays for the order; what is too much is owed back.

    `applied`, or `revived` after the deadline while the goods are there. `AmountMismatch` when it is less than the
    bill; `WrongState` when nothing waits any more (pressed twice), or the order needs no money.
    """
    with transaction.atomic():
        order, parts, attempt, journal = _under_review(attempt_id)
        states, bill = {part.state for part in parts}, sum(part.goods_rupiah + part.postage_rupiah for part in parts)
        if attempt.paid_rupiah < bill:
            words = _("Uangnya kurang dari tagihan. Kembalikan, lalu minta pembeli membayar lagi.")
            raise AmountMismatch(words, code="too_little")
        late = states == {State.EXPIRED} and order.paid_at is None and _goods_are_there(order)
        if order.paid_at is not None or not (late or states == {State.UNPAID}):
            raise WrongState(_("Pesanan ini tidak menunggu pembayaran lagi. Kembalikan uangnya."), code="not_wanted")
        books.payment_reversed(journal, reason)
        attempt.state, attempt.error = Paid.PAID, ""
        attempt.save(update_fields=["state", "error"])
        _hand_to_sellers(order, parts, attempt, "paid_late_revived" if late else "paid")
        _close_the_others(order, attempt)
        if over := books.excess(attempt):
            refund = owed.owe(order, attempt, f"overpaid:{attempt.reference}", over, _("Kelebihan bayar"))
            books.overpaid_owed(attempt, refund)
            outbox.tell_buyer(order, "overpaid", again=attempt.reference, amount=rupiah(over))
        return "revived" if late else "applied"


def give_back_reviewed(attempt_id: int, reason: str) -> Refund:
    """A person says that money which did not fit goes back whole. The order waits for another payment, or has ended."""
    with transaction.atomic():
        order, _parts, attempt, journal = _under_review(attempt_id)
        books.payment_reversed(journal, reason)
        attempt.state, attempt.error = Paid.PAID, ""
        attempt.save(update_fields=["state", "error"])
        refund = owed.owe(order, attempt, f"review:{attempt.reference}", attempt.paid_rupiah, reason)
        books.owed_back(attempt, refund)
        outbox.tell_buyer(order, "paid_odd_back", again=attempt.reference, amount=rupiah(attempt.paid_rupiah))
        return refund


def _under_review(attempt_id: int) -> tuple[Order, list[SellerOrder], PaymentAttempt, Journal]:
    """The rows of an attempt whose money waits for a person, locked, with what was posted for it."""
    order_id = PaymentAttempt.objects.values_list("order_id", flat=True).get(pk=attempt_id)
    order, parts = rows.take_order(order_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    journal = books.payment_journal(attempt)
    if attempt.state != Paid.REVIEW or journal is None or journal.kind != books.UNMATCHED:
        raise WrongState(_("Pembayaran ini sudah diurus."), code="not_in_review")
    return order, parts, attempt, journal


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
