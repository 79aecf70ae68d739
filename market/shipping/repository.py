"""Oscar's seam: one shipping method for the whole basket, the sum of the couriers chosen for each seller."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods, repository
from oscar.core.prices import Price

from market.shipping.models import Quote


class PerSeller(methods.Base):
    """The chosen quotes by partner id. Calculating is an addition: Oscar does it on every step and twice at placing."""

    code = "per-seller"
    name = _("Ongkos kirim tiap penjual")

    def __init__(self, quotes: Mapping[int, Quote]) -> None:
        self.quotes = dict(quotes)

    @property
    def total_rupiah(self) -> int:
        return sum(quote.amount_rupiah for quote in self.quotes.values())

    def calculate(self, basket: Any) -> Price:
        total = Decimal(self.total_rupiah)
        return Price(currency=settings.OSCAR_DEFAULT_CURRENCY, excl_tax=total, incl_tax=total)

    @classmethod
    def chosen(cls, choices: Mapping[int, str]) -> "PerSeller":
        """From quote references by partner id, as the buyer chose them; unknown ones are left out. One query.

        Whether they still stand is asked at placing (`quotes.honour`).
        """
        rows = Quote.objects.in_bulk(list(choices.values()), field_name="reference") if choices else {}
        return cls({partner_id: rows[reference] for partner_id, reference in choices.items() if reference in rows})


class Repository(repository.Repository):
    """What Oscar asks; our own checkout hands `PerSeller` to `place_order` itself."""

    def get_available_shipping_methods(
        self, basket: Any, shipping_addr: Any = None, *, request: Any = None, **kwargs: Any
    ) -> list[PerSeller]:
        choices = request.session.get(CHOICES_KEY, {}) if request is not None else {}
        return [PerSeller.chosen({int(partner_id): reference for partner_id, reference in choices.items()})]


CHOICES_KEY = "chosen_quotes"  # in the session: {partner id: quote reference}; JSON makes the ids strings
