"""What the house keeps of the goods: which rule holds for whom on which day, and what that makes in rupiah (OP-04).

The choice is a pure function over the rules of a day. The narrowest rule wins: one seller's category, one seller, one
village's category, a category, a village, everybody; without any, settings.COMMISSION_BASIS_POINTS. Of two rules for
the same people the one that began later holds. An order freezes what held when it was placed, on its SellerOrders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.money import basis_points
from market.order.models import FeeRule
from market.partner.models import Partner

REMEMBERED_SECONDS = 300
OF_PARTNER, OF_CATEGORY, OF_VILLAGE = 4, 2, 1  # how narrow; the sums are the order in which rules win


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class Fee:
    """One line of what is kept: `amount_rupiah` of `base_rupiah`, by name."""

    name: str
    basis_points: int
    base_rupiah: int
    amount_rupiah: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Net:
    """A price, the fees by name, and what the seller gets: shown before a price is saved (SE-12)."""

    price_rupiah: int
    fees: tuple[Fee, ...]
    net_rupiah: int


def rules_on(day: date | None = None) -> list[FeeRule]:
    """Every rule that holds on that day of the house's clock (today). One query."""
    day = day or timezone.localdate()
    living = FeeRule.objects.filter(called_off_at=None, from_on__lte=day)
    return list(living.filter(Q(until_on=None) | Q(until_on__gte=day)).select_related("category"))


def rules_today() -> list[FeeRule]:
    """The rules of this day for a page that only shows them, remembered for five minutes; placing asks `rules_on`.

    A rule begins tomorrow at the earliest and is called off before it begins, so those of a day stand.
    """
    today = timezone.localdate()
    found: list[FeeRule] = cache.get_or_set(f"fee-rules:{today}", lambda: rules_on(today), REMEMBERED_SECONDS)
    return found


def rate_for(rules: Iterable[FeeRule], *, partner_id: int, village_id: str | None, category_path: str = "") -> Rate:
    """The rate of the narrowest of these rules that fits; the house's own when none does. Pure."""
    fitting = [rule for rule in rules if _fits(rule, partner_id, village_id, category_path)]
    if not fitting:
        return Rate(_("Komisi toko"), settings.COMMISSION_BASIS_POINTS)
    best = max(fitting, key=lambda rule: (_narrowness(rule), rule.from_on, rule.pk or 0))
    return Rate(best.name, best.basis_points)


def fees_of(partner: Partner, goods: Iterable[tuple[str, int]], rules: Sequence[FeeRule]) -> list[Fee]:
    """The fees of one seller's goods, given as (category path, rupiah). One for each rate, rounded once, half up.

    The bases sum to the goods; a rounding within the part is the seller's, who gets the goods less the fees.
    """
    bases: dict[Rate, int] = {}
    for category_path, amount_rupiah in goods:
        rate = rate_for(rules, partner_id=partner.pk, village_id=partner.village_id, category_path=category_path)
        bases[rate] = bases.get(rate, 0) + amount_rupiah
    return [
        Fee(rate.name, rate.basis_points, base, basis_points(base, rate.basis_points)) for rate, base in bases.items()
    ]


def net_of(partner: Partner, category: Any, price_rupiah: int) -> Net:
    """What this seller gets of a price in this category (a Category, its path, or None) today. One query."""
    path = getattr(category, "path", category) or ""
    fees = tuple(fees_of(partner, [(path, price_rupiah)], rules_on()))
    return Net(price_rupiah, fees, price_rupiah - sum(fee.amount_rupiah for fee in fees))


def _fits(rule: FeeRule, partner_id: int, village_id: str | None, category_path: str) -> bool:
    if rule.partner_id is not None and rule.partner_id != partner_id:
        return False
    if rule.village_id is not None and rule.village_id != village_id:
        return False
    return rule.category_id is None or category_path.startswith(rule.category.path)


def _narrowness(rule: FeeRule) -> int:
    of = (OF_PARTNER, rule.partner_id), (OF_CATEGORY, rule.category_id), (OF_VILLAGE, rule.village_id)
    return sum(weight for weight, about in of if about is not None)
