"""A complaint that is settled with money."""

from market.ledger import chart
from market.ledger.models import Journal
from market.ledger.posting import credit, debit, post
from market.order.models import SellerOrder
from market.payments.models import Refund

__all__ = ["complaint_settled"]


def complaint_settled(part: SellerOrder, refund: Refund, *, goods_rupiah: int, commission_rupiah: int) -> Journal:
    """Part of what a buyer paid goes back. Of the goods' money each gives its share; the postage was earned by the
    courier, so postage that is given back is the house's loss.

    seller held, commission deferred, losses -> refund payable
    """
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), goods_rupiah - commission_rupiah, part.number),
        debit(chart.COMMISSION_DEFERRED.of(), commission_rupiah, part.number),
        debit(chart.LOSSES.of(), refund.amount_rupiah - goods_rupiah, part.number),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    legs = [leg for leg in legs if leg.amount_rupiah]
    return post(
        f"complaint_settled:{refund.key}", "complaint_settled", legs, reference=part.number, reason=refund.reason
    )
