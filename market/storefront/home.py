"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from market.catalogue import listing
from market.storefront.cache import shared
from market.storefront.cards import cards
from market.storefront.shops import village_cards
from market.storefront.tree import Tree, linked

GOODS_SHOWN = 12
VILLAGES_SHOWN = 8


@require_safe
@shared
def home(request: HttpRequest) -> HttpResponse:
    """The newest goods, the categories, and the villages that sell here."""
    context = {
        "is_home": True,
        "categories": linked(Tree.read().roots),
        "cards": cards(listing.cards(listing.Filters(available_only=True), limit=GOODS_SHOWN)),
        "villages": village_cards(VILLAGES_SHOWN),
    }
    return render(request, "storefront/home.html", context)
