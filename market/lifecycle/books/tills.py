"""Cash at the warungs: what is held, handed back, owed by neighbours, carried to the BUMDes, or missing in the count.

The float that lies in a drawer before the first sale is the BUMDes' own money and is not booked.
"""

from market.ledger import chart
from market.ledger.models import Journal
from market.ledger.posting import credit, debit, post
from market.payments.codes import KASBON
from market.payments.models import Refund

__all__ = [
    "cash_held",
    "cash_held_back",
    "deposit_received",
    "deposit_sent",
    "deposit_solved",
    "kasbon_paid",
    "refund_handed_out",
    "shift_difference",
]


def cash_held(key: str, warung_id: int, amount_rupiah: int) -> Journal:
    """A neighbour paid, but the order waits for a choice: the money lies in the till and is still theirs.

    till -> held cash
    """
    legs = [debit(chart.TILL.of(warung_id), amount_rupiah), credit(chart.HELD_CASH.of(warung_id), amount_rupiah)]
    return post(f"cash_held:{key}", "cash_held", legs, reference=key)


def cash_held_back(key: str, warung_id: int, amount_rupiah: int) -> Journal:
    """The choice is made: the held money goes back, or at once into the sale.

    held cash -> till
    """
    legs = [debit(chart.HELD_CASH.of(warung_id), amount_rupiah), credit(chart.TILL.of(warung_id), amount_rupiah)]
    return post(f"cash_held_back:{key}", "cash_held_back", legs, reference=key)


def refund_handed_out(refund: Refund, warung_id: int) -> Journal:
    """What was owed to a buyer was given over the counter, or struck off what a neighbour owes.

    refund payable -> till (kasbon: kasbon)
    """
    on_credit = refund.attempt is not None and refund.attempt.gateway == KASBON
    place = chart.KASBON if on_credit else chart.TILL
    legs = [
        debit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
        credit(place.of(warung_id), refund.amount_rupiah, refund.key),
    ]
    return post(f"refund_handed_out:{refund.key}", "refund_handed_out", legs, reference=refund.key)


def kasbon_paid(key: str, warung_id: int, amount_rupiah: int, reference: str) -> Journal:
    """A neighbour pays what stood on credit.

    till -> kasbon
    """
    legs = [debit(chart.TILL.of(warung_id), amount_rupiah), credit(chart.KASBON.of(warung_id), amount_rupiah)]
    return post(f"kasbon_paid:{key}", "kasbon_paid", legs, reference=reference)


def shift_difference(key: str, warung_id: int, difference_rupiah: int, reason: str) -> Journal | None:
    """The count was not what should be there. Too little is an expense, too much lowers it.

    till differences -> till, or the other way
    """
    if not difference_rupiah:
        return None
    amount, till, differences = abs(difference_rupiah), chart.TILL.of(warung_id), chart.TILL_DIFFERENCES.of()
    legs = [debit(till, amount), credit(differences, amount)]
    if difference_rupiah < 0:
        legs = [debit(differences, amount), credit(till, amount)]
    return post(f"shift_difference:{key}", "shift_difference", legs, reference=key, reason=reason)


def deposit_sent(key: str, warung_id: int, amount_rupiah: int) -> Journal:
    """Cash left the till for the BUMDes.

    till -> cash under way
    """
    legs = [debit(chart.CASH_UNDER_WAY.of(warung_id), amount_rupiah), credit(chart.TILL.of(warung_id), amount_rupiah)]
    return post(f"deposit_sent:{key}", "deposit_sent", legs, reference=key)


def deposit_received(key: str, warung_id: int, amount_rupiah: int) -> Journal | None:
    """The BUMDes counted what came; a difference stays under way until it is solved.

    cash under way -> BUMDes cash
    """
    if not amount_rupiah:
        return None
    legs = [debit(chart.BUMDES_CASH.of(), amount_rupiah), credit(chart.CASH_UNDER_WAY.of(warung_id), amount_rupiah)]
    return post(f"deposit_received:{key}", "deposit_received", legs, reference=key)


def deposit_solved(key: str, warung_id: int, missing_rupiah: int, reason: str) -> Journal:
    """What did not arrive (or came too much: negative) is settled as a difference of the till.

    till differences -> cash under way, or the other way
    """
    amount, under_way = abs(missing_rupiah), chart.CASH_UNDER_WAY.of(warung_id)
    differences = chart.TILL_DIFFERENCES.of()
    legs = [debit(differences, amount), credit(under_way, amount)]
    if missing_rupiah < 0:
        legs = [debit(under_way, amount), credit(differences, amount)]
    return post(f"deposit_solved:{key}", "deposit_solved", legs, reference=key, reason=reason)
