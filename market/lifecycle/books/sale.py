"""The sale: what a buyer paid, what is released, called off or taken back."""

from collections.abc import Sequence

from django.db.models import Sum

from market.ledger import balances, chart
from market.ledger.models import Entry, Journal
from market.ledger.posting import Leg, credit, debit, post, reverse
from market.order.models import SellerOrder
from market.payments.codes import BY_SUM, CASH, KASBON, TRANSFER
from market.payments.models import PaymentAttempt, Refund

__all__ = [
    "OWED_BACK",
    "PAID",
    "ROUNDING_LIMIT_RUPIAH",
    "UNMATCHED",
    "already_held",
    "buyer_paid",
    "excess",
    "money_in",
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
ROUNDING_LIMIT_RUPIAH = 100  # more than this between the bill and its parts is a mistake, not a rounding


def buyer_paid(attempt: PaymentAttempt, parts: Sequence[SellerOrder]) -> Journal:
    """The gateway owes us what the buyer paid (or it lies in a till); we hold each seller's share, the postage, and a
    commission to earn. A unique code, and whatever else is too much, stays the buyer's.

    gateway receivable (cash: till; transfer: bank; parts that came before: unmatched payments) ->
    buyer credit, seller held, commission deferred, postage payable
    """
    held, extra = already_held(attempt), excess(attempt)
    legs = [
        debit(chart.UNMATCHED_PAYMENTS.of(), held, attempt.reference),
        debit(money_in(attempt), attempt.paid_rupiah - held, attempt.reference),
        credit(chart.BUYER_CREDIT.of(), extra, attempt.reference),
    ]
    for part in parts:
        legs += [
            credit(chart.SELLER_HELD.of(part.partner_id), part.net_rupiah, part.number),
            credit(chart.COMMISSION_DEFERRED.of(), part.commission_rupiah, part.number),
            credit(chart.POSTAGE_PAYABLE.of(), part.postage_rupiah, part.number),
        ]
    legs.append(Leg(chart.ROUNDING.of(), -remainder(attempt.paid_rupiah - extra, parts), attempt.reference))
    return post(_next_key(PAID, attempt), PAID, legs, reference=attempt.reference, at=attempt.paid_at)


def remainder(paid_rupiah: int, parts: Sequence[SellerOrder]) -> int:
    """What was paid beyond the sum of the parts (less: negative). It belongs to the house, under `rounding`."""
    return paid_rupiah - sum(part.goods_rupiah + part.postage_rupiah for part in parts)


def owed_back(attempt: PaymentAttempt, refund: Refund) -> Journal:
    """Money came that belongs to no order: late with the goods gone, or a second time. We owe it to the buyer.

    gateway receivable -> refund payable
    """
    held = min(already_held(attempt), refund.amount_rupiah)
    legs = [
        debit(chart.UNMATCHED_PAYMENTS.of(), held, attempt.reference),
        debit(money_in(attempt), refund.amount_rupiah - held, attempt.reference),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    key = _next_key(OWED_BACK, attempt)
    return post(key, OWED_BACK, legs, reference=attempt.reference, reason=refund.reason, at=attempt.paid_at)


def unmatched(attempt: PaymentAttempt, reason: str) -> Journal:
    """Money came that does not fit the bill: it waits for a person.

    gateway receivable -> unmatched payments
    """
    legs = [
        debit(money_in(attempt), attempt.paid_rupiah, attempt.reference),
        credit(chart.UNMATCHED_PAYMENTS.of(), attempt.paid_rupiah, attempt.reference),
    ]
    key = _next_key(UNMATCHED, attempt)
    return post(key, UNMATCHED, legs, reference=attempt.reference, reason=reason, at=attempt.paid_at)


def part_cancelled(part: SellerOrder, refund: Refund) -> Journal:
    """A paid part is called off: the mirror of what was posted for it, owed to the buyer with its postage.

    seller held, commission deferred, postage payable -> refund payable
    """
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), part.net_left_rupiah, part.number),
        debit(chart.COMMISSION_DEFERRED.of(), part.commission_left_rupiah, part.number),
        debit(chart.POSTAGE_PAYABLE.of(), part.postage_rupiah, part.number),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    key = f"part_cancelled:{part.number}"
    return post(key, "part_cancelled", legs, reference=part.number, reason=part.reason, at=part.ended_at)


def released(part: SellerOrder) -> Journal:
    """The hold has ended: the goods' money is the seller's, the commission is ours.

    seller held, commission deferred -> seller receivable (what they owe first), seller available, commission income
    """
    owed = min(part.net_left_rupiah, balances.balance(chart.SELLER_RECEIVABLE.of(part.partner_id)))
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), part.net_left_rupiah, part.number),
        credit(chart.SELLER_AVAILABLE.of(part.partner_id), part.net_left_rupiah - owed, part.number),
        credit(chart.SELLER_RECEIVABLE.of(part.partner_id), owed, part.number),
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
        credit(money_in(attempt), amount_rupiah, attempt.reference),
    ]
    return post(f"lost:{journal.key}", "payment_lost", legs, reference=attempt.reference, reason=reason)


def money_in(attempt: PaymentAttempt) -> chart.Ref:
    """Where the money is that came in."""
    if attempt.gateway == CASH:
        return chart.TILL.of(attempt.warung_id)
    if attempt.gateway == KASBON:
        return chart.KASBON.of(attempt.warung_id)
    if attempt.gateway == TRANSFER:
        return chart.BANK.of()
    return chart.GATEWAY_RECEIVABLE.of(attempt.gateway)


def excess(attempt: PaymentAttempt) -> int:
    """What a buyer paid beyond the bill, the unique code of a transfer with it: it stays the buyer's."""
    over = max(0, attempt.paid_rupiah - attempt.amount_rupiah)
    return over if attempt.gateway in BY_SUM or over > ROUNDING_LIMIT_RUPIAH else 0


def already_held(attempt: PaymentAttempt) -> int:
    """What came in for this attempt before it was whole, and waits under `unmatched payments`."""
    if attempt.gateway not in BY_SUM:
        return 0
    entries = Entry.objects.filter(account__code=chart.UNMATCHED_PAYMENTS.of().code, about=attempt.reference)
    return -(entries.aggregate(total=Sum("amount_rupiah"))["total"] or 0)


def _next_key(kind: str, attempt: PaymentAttempt) -> str:
    """One standing journal for each attempt; a payment that was taken back and came again gets a new number."""
    before = Journal.objects.filter(reference=attempt.reference, kind=kind).exclude(reversed_by=None).count()
    return f"{kind}:{attempt.reference}" + (f":{before + 1}" if before else "")
