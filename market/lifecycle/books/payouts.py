"""Paying sellers out: from what is available, over the way, to the bank; and back when it does not arrive."""

from market.ledger import chart
from market.ledger.models import Journal
from market.ledger.posting import credit, debit, post
from market.payments.models import Payout

__all__ = ["payout_completed", "payout_failed", "payout_returned", "payout_sent"]


def payout_sent(payout: Payout) -> Journal:
    """Two people agreed: the money leaves what is available, before anybody outside is called.

    seller available -> seller in transit
    """
    return _move(payout, "payout_sent", chart.SELLER_AVAILABLE, chart.SELLER_IN_TRANSIT)


def payout_failed(payout: Payout) -> Journal:
    """It did not go out: refused, failed or rejected. It is the seller's again, to be paid out anew.

    seller in transit -> seller available
    """
    return _move(payout, "payout_failed", chart.SELLER_IN_TRANSIT, chart.SELLER_AVAILABLE)


def payout_completed(payout: Payout) -> Journal:
    """The bank has it.

    seller in transit -> bank
    """
    legs = [
        debit(chart.SELLER_IN_TRANSIT.of(payout.partner_id), payout.amount_rupiah, payout.number),
        credit(chart.BANK.of(), payout.amount_rupiah, payout.number),
    ]
    return post(f"payout_completed:{payout.number}", "payout_completed", legs, reference=payout.number)


def payout_returned(payout: Payout, reason: str) -> Journal:
    """The bank gave it back after it had been completed.

    bank -> seller available
    """
    legs = [
        debit(chart.BANK.of(), payout.amount_rupiah, payout.number),
        credit(chart.SELLER_AVAILABLE.of(payout.partner_id), payout.amount_rupiah, payout.number),
    ]
    key = f"payout_returned:{payout.number}"
    return post(key, "payout_returned", legs, reference=payout.number, reason=reason[:200])


def _move(payout: Payout, kind: str, source: chart.Title, target: chart.Title) -> Journal:
    legs = [
        debit(source.of(payout.partner_id), payout.amount_rupiah, payout.number),
        credit(target.of(payout.partner_id), payout.amount_rupiah, payout.number),
    ]
    return post(f"{kind}:{payout.number}", kind, legs, reference=payout.number, reason=payout.error)
