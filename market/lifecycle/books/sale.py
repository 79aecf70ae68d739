"""The sale: what a buyer paid, what is released, called off or taken back."""

from collections.abc import Sequence

from market.ledger import chart
from market.ledger.models import Journal
from market.ledger.posting import Leg, credit, debit, post, reverse
from market.order.models import SellerOrder
from market.payments.codes import CASH, KASBON
from market.payments.models import PaymentAttempt, Refund

__all__ = [
    "OWED_BACK",
    "PAID",
    "UNMATCHED",
    "buyer_paid",
    "owed_back",
    "part_cancelled",
    "payment_journal",
    "payment_lost",
    "payment_reversed",
    "released",
    "remainder",
    "unmatched",
]

PAID, OWED_BACK, UNMATCHED = "buyer_paid", "owed_back", "unmatched"


def buyer_paid(attempt: PaymentAttempt, parts: Sequence[SellerOrder]) -> Journal:
    """The gateway owes us what the buyer paid (or it lies in a till); we hold each seller's share, the postage, and a
    commission to earn.

    gateway receivable (cash: till) -> seller held, commission deferred, postage payable
    """
    legs = [debit(_receivable(attempt), attempt.paid_rupiah, attempt.reference)]
    for part in parts:
        legs += [
            credit(chart.SELLER_HELD.of(part.partner_id), part.net_rupiah, part.number),
            credit(chart.COMMISSION_DEFERRED.of(), part.commission_rupiah, part.number),
            credit(chart.POSTAGE_PAYABLE.of(), part.postage_rupiah, part.number),
        ]
    legs.append(Leg(chart.ROUNDING.of(), -remainder(attempt.paid_rupiah, parts), attempt.reference))
    return post(_next_key(PAID, attempt), PAID, legs, reference=attempt.reference, at=attempt.paid_at)


def remainder(paid_rupiah: int, parts: Sequence[SellerOrder]) -> int:
    """What was paid beyond the sum of the parts (less: negative). It belongs to the house, under `rounding`."""
    return paid_rupiah - sum(part.goods_rupiah + part.postage_rupiah for part in parts)


def owed_back(attempt: PaymentAttempt, refund: Refund) -> Journal:
    """Money came that belongs to no order: late with the goods gone, or a second time. We owe it to the buyer.

    gateway receivable -> refund payable
    """
    legs = [
        debit(_receivable(attempt), refund.amount_rupiah, attempt.reference),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    key = _next_key(OWED_BACK, attempt)
    return post(key, OWED_BACK, legs, reference=attempt.reference, reason=refund.reason, at=attempt.paid_at)


def unmatched(attempt: PaymentAttempt, reason: str) -> Journal:
    """Money came that does not fit the bill: it waits for a person.

    gateway receivable -> unmatched payments
    """
    legs = [
        debit(_receivable(attempt), attempt.paid_rupiah, attempt.reference),
        credit(chart.UNMATCHED_PAYMENTS.of(), attempt.paid_rupiah, attempt.reference),
    ]
    key = _next_key(UNMATCHED, attempt)
    return post(key, UNMATCHED, legs, reference=attempt.reference, reason=reason, at=attempt.paid_at)


def part_cancelled(part: SellerOrder, refund: Refund) -> Journal:
    """A paid part is called off: the mirror of what was posted for it, owed to the buyer with its postage.

    seller held, commission deferred, postage payable -> refund payable
    """
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), part.net_rupiah, part.number),
        debit(chart.COMMISSION_DEFERRED.of(), part.commission_rupiah, part.number),
        debit(chart.POSTAGE_PAYABLE.of(), part.postage_rupiah, part.number),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    key = f"part_cancelled:{part.number}"
    return post(key, "part_cancelled", legs, reference=part.number, reason=part.reason, at=part.ended_at)


def released(part: SellerOrder) -> Journal:
    """The hold has ended: the goods' money is the seller's, the commission is ours.

    seller held, commission deferred -> seller available, commission income
    """
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), part.net_left_rupiah, part.number),
        credit(chart.SELLER_AVAILABLE.of(part.partner_id), part.net_left_rupiah, part.number),
        debit(chart.COMMISSION_DEFERRED.of(), part.commission_left_rupiah, part.number),
        credit(chart.COMMISSION_INCOME.of(), part.commission_left_rupiah, part.number),
    ]
    return post(f"released:{part.number}", "released", legs, reference=part.number, at=part.released_at)


def payment_journal(attempt: PaymentAttempt) -> Journal | None:
    """What was posted for an attempt's money and stands: `buyer_paid`, `owed_back` or `unmatched`."""
    posted = Journal.objects.filter(reference=attempt.reference, kind__in=[PAID, OWED_BACK, UNMATCHED])
    return posted.filter(reversed_by=None).order_by("-pk").first()


def payment_reversed(journal: Journal, reason: str) -> Journal:
    """The bank or shop took the payment back before anything left the house: the mirror of what was posted."""
    return reverse(journal, key=f"reversed:{journal.key}", reason=reason)


def payment_lost(attempt: PaymentAttempt, journal: Journal, amount_rupiah: int, reason: str) -> Journal:
    """The payment was taken back after goods had left or parts had been settled: the loss is the house's.

    losses -> gateway receivable
    """
    legs = [
        debit(chart.LOSSES.of(), amount_rupiah, attempt.reference),
        credit(_receivable(attempt), amount_rupiah, attempt.reference),
    ]
    return post(f"lost:{journal.key}", "payment_lost", legs, reference=attempt.reference, reason=reason)


def _receivable(attempt: PaymentAttempt) -> chart.Ref:
    """Where the money is that came in."""
    if attempt.gateway == CASH:
        return chart.TILL.of(attempt.warung_id)
    if attempt.gateway == KASBON:
        return chart.KASBON.of(attempt.warung_id)
    return chart.GATEWAY_RECEIVABLE.of(attempt.gateway)


def _next_key(kind: str, attempt: PaymentAttempt) -> str:
    """One standing journal for each attempt; a payment that was taken back and came again gets a new number."""
    before = Journal.objects.filter(reference=attempt.reference, kind=kind).exclude(reversed_by=None).count()
    return f"{kind}:{attempt.reference}" + (f":{before + 1}" if before else "")
