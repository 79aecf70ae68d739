"""The basket seen as its sellers see it: one group for each Partner, each of which becomes one parcel."""

from dataclasses import dataclass
from typing import Any

from market.basket.models import Basket, Line
from market.partner.models import Partner


@dataclass(frozen=True)
class Group:
    """The lines of one seller, in the order of adding. Money is whole rupiah, after discounts."""

    partner: Partner
    lines: tuple[Line, ...]

    @property
    def goods_rupiah(self) -> int:
        return sum(line.price_rupiah for line in self.lines)

    @property
    def troubles(self) -> list[str]:
        """Why it may not be bought as it stands."""
        return [line.trouble for line in self.lines if line.trouble]


def groups_of(basket: Basket) -> list[Group]:
    """The groups, sellers in the order in which their first good was added. No query beyond the basket's lines."""
    found: dict[Any, list[Line]] = {}
    for line in basket.all_lines():
        found.setdefault(line.stockrecord.partner, []).append(line)
    return [Group(partner, tuple(lines)) for partner, lines in found.items()]
