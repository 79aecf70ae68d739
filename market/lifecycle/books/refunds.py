"""Money that went back to a buyer, and what it takes from a seller who was paid already."""

from market.ledger import balances, chart
from market.ledger.models import Journal
from market.ledger.posting import credit, debit, post
from market.lifecycle.books.sale import money_in
from market.order.models import SellerOrder
from market.payments.models import Refund

__all__ = ["refund_after_release", "refund_sent_by_bank", "refund_sent_by_gateway", "seller_owes"]


def refund_sent_by_gateway(refund: Refund) -> Journal:
    """The gateway gave the buyer their money back: it owes us that much less.

    refund payable -> gateway receivable
    """
    assert refund.attempt is not None
    legs = [
        debit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
        credit(money_in(refund.attempt), refund.amount_rupiah, refund.key),
    ]
    return post(f"refund_sent:{refund.key}", "refund_sent", legs, reference=refund.key, reason=refund.reason)


def refund_sent_by_bank(refund: Refund) -> Journal:
    """Two people sent the buyer their money from the house's account.

    refund payable -> bank
    """
    legs = [
        debit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
        credit(chart.BANK.of(), refund.amount_rupiah, refund.key),
    ]
    return post(f"refund_sent:{refund.key}", "refund_sent", legs, reference=refund.key, reason=refund.reason)


def seller_owes(partner_id: int) -> int:
    """What a seller, paid out already, owes the house for goods that were given back."""
    return balances.balance(chart.SELLER_RECEIVABLE.of(partner_id))


def refund_after_release(part: SellerOrder, refund: Refund, *, goods_rupiah: int, commission_rupiah: int) -> Journal:
    """Goods are given back after the seller was paid: the seller owes the net, the house gives its commission back,
    and bears the postage that the courier has earned. What the seller no longer has here, the next payouts bring.

    seller available, seller receivable, commission income, losses -> refund payable
    """
    net = goods_rupiah - commission_rupiah
    here = min(net, balances.balance(chart.SELLER_AVAILABLE.of(part.partner_id)))
    legs = [
        debit(chart.SELLER_AVAILABLE.of(part.partner_id), here, part.number),
        debit(chart.SELLER_RECEIVABLE.of(part.partner_id), net - here, part.number),
        debit(chart.COMMISSION_INCOME.of(), commission_rupiah, part.number),
        debit(chart.LOSSES.of(), refund.amount_rupiah - goods_rupiah, part.number),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    key = f"refund_after_release:{refund.key}"
    return post(key, "refund_after_release", legs, reference=part.number, reason=refund.reason)
