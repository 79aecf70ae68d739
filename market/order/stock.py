"""What an order does to the shelf after placing: gives back, takes again, hands out. Always inside the caller's step.

Each line is changed by a conditional UPDATE, so a repeat changes nothing; stock records are taken in the order of their
ids, as everywhere, so that two steps never wait for one another in a circle.
"""

from collections.abc import Iterable

from django.db import transaction

from market.order.models import Line
from market.partner import stock


def give_back(lines: Iterable[Line]) -> int:
    """The promised steps are free again (expired, cancelled). How many lines; a line gives back once."""
    with transaction.atomic():
        return sum(line.release() for line in _in_order(lines))


def take_again(lines: Iterable[Line]) -> int:
    """Promise the steps once more (a late payment). `OutOfStock` when one line's goods are gone: then none is taken."""
    with transaction.atomic():
        return sum(line.allocate_again() for line in _in_order(lines))


def hand_out(lines: Iterable[Line]) -> int:
    """The goods leave the seller's shelf: one StockMove for each line, referring to the part. May be repeated."""
    with transaction.atomic():
        gone = [line for line in _in_order(lines) if line.hand_out()]
        for line in gone:
            stock.sell(line.stockrecord, line.quantity, reference=f"{line.seller_order.number}/{line.pk}")
    return len(gone)


def _in_order(lines: Iterable[Line]) -> list[Line]:
    return sorted((line for line in lines if line.stockrecord_id), key=lambda line: line.stockrecord_id)
