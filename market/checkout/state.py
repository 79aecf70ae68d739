"""What a buyer has told us on the way to an order, kept in the session: what was typed stays, back and forth.

    address   the checked facts of the address form (market.address.forms)
    asked     for which basket and place postage was asked
    offers    {partner id: [quote references]}, as the couriers answered
    words     {partner id: [plain words about couriers that were left out]}
    choices   {partner id: quote reference}, under the name that Oscar's seam reads
    orders    [[number, secret], ...] of the orders placed here, newest first

Nothing in here is believed at placing: prices, stock and promises are read anew from their rows.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from market.address.models import Village
from market.address.places import fill
from market.basket.groups import Group
from market.order.models import Order, ShippingAddress
from market.shipping.models import Quote
from market.shipping.quotes import Quotes, SellerQuotes
from market.shipping.repository import CHOICES_KEY

KEY, ORDERS_KEY = "checkout", "orders"
CALL_KEY = "call"  # an operator orders for a caller: the page that the desk goes on with
MOST_ORDERS = 20


class Checkout:
    """The session's memory of one purchase. JSON makes the partner ids strings; here they are integers again."""

    def __init__(self, request: HttpRequest) -> None:
        self.session = request.session
        self.kept: dict[str, Any] = dict(self.session.get(KEY, {}))

    def _keep(self, **facts: Any) -> None:
        self.kept |= facts
        self.session[KEY] = self.kept

    # --- where to

    @property
    def facts(self) -> dict[str, str]:
        return dict(self.kept.get("address", {}))

    def set_address(self, facts: Mapping[str, str]) -> None:
        self._keep(address=dict(facts))

    def address(self) -> ShippingAddress | None:
        """The address, not stored; nothing before the first step was done. One query for the village."""
        facts = self.facts
        village = Village.objects.filter(pk=facts["village"]).first() if facts else None
        if village is None:
            return None
        address = ShippingAddress(village=village)
        fill(address, facts)
        return address

    # --- by whom

    def set_offers(self, groups: Sequence[Group], quotes: Quotes, old: Mapping[int, Quote] | None = None) -> None:
        """Remember the couriers' offers. Chosen: the service of the `old` quote if offered still, else the cheapest."""
        offers, words, choices = {}, {}, {}
        for group in groups:
            mine = quotes.of(group.partner)
            key = str(group.partner.pk)
            offers[key] = [quote.reference for quote in mine.quotes]
            words[key] = [str(word) for word in (mine.pickup, *mine.messages) if word]
            if mine.quotes:
                choices[key] = _same_service(mine, (old or {}).get(group.partner.pk)).reference
        self._keep(offers=offers, words=words, asked=self.question(groups))
        self.session[CHOICES_KEY] = choices

    def question(self, groups: Sequence[Group]) -> str:
        """A digest of what the postage depends on, to see whether it must be asked anew."""
        lines = sorted((line.stockrecord_id, line.quantity, line.price_rupiah) for g in groups for line in g.lines)
        where = [self.facts.get(name) for name in ("village", "postcode", "dusun", "rw")]
        facts = [lines, *where]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]

    def was_asked(self, groups: Sequence[Group]) -> bool:
        return self.kept.get("asked") == self.question(groups)

    def offers(self, partner_id: int) -> list[str]:
        return list(self.kept.get("offers", {}).get(str(partner_id), []))

    def words(self, partner_id: int) -> list[str]:
        return list(self.kept.get("words", {}).get(str(partner_id), []))

    @property
    def choices(self) -> dict[int, str]:
        return {int(partner_id): reference for partner_id, reference in self.session.get(CHOICES_KEY, {}).items()}

    def choose(self, choices: Mapping[int, str]) -> None:
        self.session[CHOICES_KEY] = {str(partner_id): reference for partner_id, reference in choices.items()}

    # --- done

    def finish(self, order: Order) -> None:
        """The order is placed: keep the address for the next one, forget the offers, remember the order's page."""
        self.session[KEY] = {"address": self.facts}
        self.session.pop(CHOICES_KEY, None)
        mine = [order.number, order.secret]
        others = [one for one in self.session.get(ORDERS_KEY, []) if one != mine]
        self.session[ORDERS_KEY] = [mine, *others][:MOST_ORDERS]

    def forget(self) -> None:
        """Nothing of this purchase is kept: what was typed was somebody else's."""
        self.session.pop(KEY, None)
        self.session.pop(CHOICES_KEY, None)

    @property
    def last_order(self) -> tuple[str, str] | None:
        """Number and secret of the newest order placed from this browser."""
        orders = self.session.get(ORDERS_KEY, [])
        return (orders[0][0], orders[0][1]) if orders else None

    @property
    def orders(self) -> list[str]:
        return [number for number, _secret in self.session.get(ORDERS_KEY, [])]


def _same_service(offered: SellerQuotes, old: Quote | None) -> Quote:
    services = {(quote.courier_code, quote.service_code): quote for quote in reversed(offered.quotes)}
    same = services.get((old.courier_code, old.service_code)) if old else None
    return same or offered.quotes[0]
