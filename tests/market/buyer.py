"""Andi, who buys: a basket, an address in Jakarta, and what he agreed to on the last page."""

import secrets
from typing import Any

from market.address.models import Village
from market.basket.groups import groups_of
from market.basket.models import Basket
from market.lifecycle.placed import Bill, Wish
from market.order.models import ShippingAddress
from market.shipping import quotes
from tests.market.stall import CIKINI, a_village

PHONE = "+6281234567890"


def an_address(village: Village | None = None) -> ShippingAddress:
    village = village or a_village(CIKINI)
    return ShippingAddress(
        first_name="Andi",
        line1="Jl. Cikini Raya 10",
        rt="003",
        rw="002",
        village=village,
        country_id="ID",
        postcode=village.postcode,
        phone_number=PHONE,
    )


def a_wish(basket: Basket, **more: Any) -> Wish:
    """What Andi agrees to when everything stays as he saw it: the cheapest courier of each seller."""
    address = more.pop("address", None) or an_address()
    groups = groups_of(basket)
    offers = quotes.quotes_for(groups, address.village, address.postcode)
    chosen = {group.partner.pk: offers.of(group.partner).quotes[0] for group in groups}
    facts = {
        "basket": basket,
        "choices": {id_: quote.reference for id_, quote in chosen.items()},
        "address": address,
        "agreed": Bill(groups, chosen).fingerprint(address),
        "key": f"{basket.pk}-{secrets.token_hex(8)}",
        "buyer_name": "Andi",
        "buyer_phone": PHONE,
    }
    return Wish(**{**facts, **more})
