"""Transfers that people confirm: what came in before the bill was whole, and what was too much."""

from market.ledger import chart
from market.ledger.models import Journal
from market.ledger.posting import credit, debit, post
from market.lifecycle.books.sale import already_held, money_in
from market.payments.models import BankLine, PaymentAttempt, Refund

__all__ = ["bank_suspense", "overpaid_owed", "partly_owed", "partly_paid"]


def partly_paid(attempt: PaymentAttempt, amount_rupiah: int, key: str) -> Journal:
    """Less than the bill came in: it waits for the rest.

    bank (static QRIS: gateway receivable) -> unmatched payments
    """
    legs = [
        debit(money_in(attempt), amount_rupiah, attempt.reference),
        credit(chart.UNMATCHED_PAYMENTS.of(), amount_rupiah, attempt.reference),
    ]
    return post(f"partly_paid:{key}", "partly_paid", legs, reference=attempt.reference)


def partly_owed(attempt: PaymentAttempt, refund: Refund) -> Journal:
    """The rest never came: what waited is owed to the buyer.

    unmatched payments -> refund payable
    """
    held = already_held(attempt)
    legs = [
        debit(chart.UNMATCHED_PAYMENTS.of(), held, attempt.reference),
        credit(chart.REFUND_PAYABLE.of(), held, refund.key),
    ]
    return post(f"partly_owed:{refund.key}", "partly_owed", legs, reference=attempt.reference, reason=refund.reason)


def overpaid_owed(attempt: PaymentAttempt, refund: Refund) -> Journal:
    """A buyer transferred clearly too much: the excess is owed back.

    buyer credit -> refund payable
    """
    legs = [
        debit(chart.BUYER_CREDIT.of(), refund.amount_rupiah, attempt.reference),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    return post(f"overpaid:{refund.key}", "overpaid", legs, reference=attempt.reference, reason=refund.reason)


def bank_suspense(line: BankLine) -> Journal:
    """Money on the bank's list that fits no order, kept for whoever asks for it.

    bank -> unmatched payments
    """
    legs = [
        debit(chart.BANK.of(), line.amount_rupiah, f"BANK-{line.pk}"),
        credit(chart.UNMATCHED_PAYMENTS.of(), line.amount_rupiah, f"BANK-{line.pk}"),
    ]
    return post(f"bank_suspense:{line.pk}", "bank_suspense", legs, reference=f"BANK-{line.pk}", reason=line.words)
