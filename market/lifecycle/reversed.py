"""The bank or the shop took a payment back (settlement, then deny): nothing more leaves the house for it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.money import rupiah
from market.ledger.models import Journal
from market.lifecycle import books, cancelled, rows
from market.order.models import Order, SellerOrder
from market.payments import attempts
from market.payments.attempts import Fact
from market.payments.models import PaymentAttempt, Refund

State = SellerOrder.State
STILL_HERE = (State.NEW, State.ACCEPTED, State.PACKED)


def mark_reversed(fact: Fact) -> str:
    """Take up that a payment is gone. May be repeated and raced.

    `reversed`: nothing had left the house, the books are mirrored and the parts called off. `lost`: goods or refunds
    had left already, the loss is booked and a person looks. `stale`: known before.
    """
    with transaction.atomic():
        order, parts = rows.take_order(fact.order_id)
        change = attempts.take_up(fact)
        if not change.moved:
            return "stale"
        journal = books.payment_journal(change.attempt)
        if journal is None:
            return "unbooked"
        outcome = _take_back(order, parts, change.attempt, journal)
        amount = rupiah(_booked_rupiah(journal))
        outbox.tell_house("payment_reversed", journal.key, order=order, amount=amount)
        outbox.tell_buyer(order, "payment_reversed", again=change.attempt.reference, amount=amount)
        return outcome


def _take_back(order: Order, parts: list[SellerOrder], attempt: PaymentAttempt, journal: Journal) -> str:
    reason = _("Pembayaran ditarik kembali")
    refunds = Refund.objects.filter(attempt=attempt).exclude(state=Refund.State.CANCELLED)
    is_for_parts = journal.kind == books.PAID
    if is_for_parts and (refunds.exists() or not all(part.state in STILL_HERE for part in parts)):
        books.payment_lost(attempt, journal, _booked_rupiah(journal), reason)
        return "lost"
    if refunds.exclude(state=Refund.State.REQUESTED).exists():
        books.payment_lost(attempt, journal, _booked_rupiah(journal), reason)
        return "lost"
    refunds.update(state=Refund.State.CANCELLED, ended_at=timezone.now())
    if is_for_parts:
        for part in parts:
            cancelled.take_down(part, reason)
        order.paid_at = None
        order.save(update_fields=["paid_at"])
        rows.end_order(order)
    books.payment_reversed(journal, reason)
    return "reversed"


def _booked_rupiah(journal: Journal) -> int:
    return sum(entry.amount_rupiah for entry in journal.entries.all() if entry.amount_rupiah > 0)
