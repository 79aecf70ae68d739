"""Price and availability: the seller's own stock record, whole rupiah, no tax, and shops that are closed for a while.

Oscar's default strategy takes "the first stock record", unordered, also for a basket line that names its own; there one
saw a line of one seller priced by another. Here a line is priced by its own record, and one product has one seller.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner import availability, prices, strategy

from market.catalogue import units, windows
from market.catalogue.models import Publication
from market.core import dates

NO_TAX = Decimal(0)


class InStock(availability.StockRequired):
    """As many steps as may still be promised, and not fewer than the seller sends at once."""

    def __init__(self, num_available: int, minimum: int = 1, step_thousandths: int = 1000, unit: str = "") -> None:
        super().__init__(num_available)
        self.minimum, self.step_thousandths, self.unit = minimum, step_thousandths, unit

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, Any]:
        """Whether `quantity` steps may be bought, and if not, why, in words for the buyer."""
        if self.num_available < self.minimum:
            return False, _("Stok habis.")
        if quantity < self.minimum:
            return False, _("Paling sedikit %(quantity)s.") % {"quantity": self._words(self.minimum)}
        if quantity > self.num_available:
            return False, _("Stok tinggal %(quantity)s.") % {"quantity": self._words(self.num_available)}
        return True, ""

    @property
    def is_available_to_buy(self) -> bool:
        return self.num_available >= self.minimum

    def _words(self, steps: int) -> str:
        return units.amount(steps, self.step_thousandths, self.unit)


class Closed(availability.Unavailable):
    """The shop rests until a date: the goods keep their page, nothing can be bought (BY-13, SE-22)."""

    code = "closed"

    def __init__(self, until_on: date) -> None:
        self.until_on = until_on

    @property
    def message(self) -> str:
        return _("Buka lagi %(day)s") % {"day": dates.day(self.until_on)}

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, Any]:
        return False, self.message


class OutOfSeason(availability.Unavailable):
    """A pre-order or a harvest that is not open now (BY-14)."""

    code = "out_of_season"

    def __init__(self, words: str) -> None:
        self.message = words

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, Any]:
        return False, self.message


class Withdrawn(availability.Unavailable):
    """The seller or the good was taken out of the shop."""

    code = "withdrawn"
    message = _("Barang ini sedang tidak dijual.")

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, Any]:
        return False, self.message


def is_shown(product: Any) -> bool:
    """Neither taken out by its seller nor waiting for the operator."""
    return product.is_public and product.publication == Publication.LIVE


class Strategy(strategy.Structured):
    """One for every buyer; it looks at nobody, so it costs no query for the session or the user."""

    def __init__(self, request: Any = None) -> None:
        self.request, self.user = request, None

    def select_stockrecord(self, product: Any) -> Any:
        """The record of the product's own seller; nothing when it has none."""
        records = [record for record in product.stockrecords.all() if record.partner_id == product.partner_id]
        return min(records, key=lambda record: record.pk, default=None)

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> strategy.PurchaseInfo:
        """A basket line is priced by its own stock record, always."""
        return self.fetch_for_product(line.product, stockrecord or line.stockrecord)

    def pricing_policy(self, product: Any, stockrecord: Any) -> prices.Base:
        if stockrecord is None or stockrecord.price is None:
            return prices.Unavailable()
        return prices.FixedPrice(currency=stockrecord.price_currency, excl_tax=stockrecord.price, tax=NO_TAX)

    def parent_pricing_policy(self, product: Any, children_stock: Any) -> prices.Base:
        records = [record for _child, record in children_stock if record is not None]
        return self.pricing_policy(product, min(records, key=lambda record: record.pk, default=None))

    def availability_policy(self, product: Any, stockrecord: Any) -> availability.Base:
        if stockrecord is None or stockrecord.price is None or not is_shown(product):
            return Withdrawn()
        partner = stockrecord.partner
        if partner.suspended_at is not None or partner.approved_at is None:
            return Withdrawn()
        if partner.closed_until_on is not None and partner.closed_until_on > localdate():
            return Closed(partner.closed_until_on)
        if product.windows and (words := windows.closed_words(product.windows)):
            return OutOfSeason(words)
        return InStock(stockrecord.net_stock_level, product.minimum_steps, product.step_thousandths, product.unit)

    def parent_availability_policy(self, product: Any, children_stock: Any) -> availability.Base:
        for child, stockrecord in children_stock:
            policy = self.availability_policy(child, stockrecord)
            if policy.is_available_to_buy:
                return policy
        return Withdrawn()


class Selector:
    """Oscar asks here which strategy to use."""

    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> Strategy:
        return Strategy(request)
