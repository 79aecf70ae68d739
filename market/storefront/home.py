"""The front door."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from market.catalogue import listing
from market.catalogue.listing import ProductCard
from market.storefront.cache import shared
from market.storefront.cards import cards, closed_words
from market.storefront.shops import village_cards
from market.storefront.tree import Tree, linked

GOODS_SHOWN = 12
GOODS_READ = 60
VILLAGES_SHOWN = 8


@require_safe
@shared
def home(request: HttpRequest) -> HttpResponse:
    """The newest goods, the categories, and the villages that sell here."""
    context = {
        "is_home": True,
        "categories": linked(Tree.read().roots),
        "cards": cards(in_turn(listing.cards(listing.Filters(available_only=True), limit=GOODS_READ))[:GOODS_SHOWN]),
        "villages": village_cards(VILLAGES_SHOWN),
    }
    return render(request, "storefront/home.html", context)


def in_turn(newest: list[ProductCard]) -> list[ProductCard]:
    """Every seller's newest before anybody's second, so that one who adds much does not fill the front door alone.

    Shops that are closed for now come last.
    """
    shown: Counter[str] = Counter()
    turns = []
    for card in newest:
        turns.append(((bool(closed_words(card.closed_until_on)), shown[card.partner_code]), card))
        shown[card.partner_code] += 1
    return [card for _turn, card in sorted(turns, key=lambda one: one[0])]
