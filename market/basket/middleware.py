"""The basket on the request, read only when a page looks at it, and without what Oscar asks the database for in vain.

Three differences from Oscar's middleware, by its own hooks: a signed-in buyer's first look writes nothing; offers are
worked out only while there are any; two baskets become one at the moment of signing in, not in the next GET.
"""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from oscar.apps.basket import middleware
from oscar.apps.offer.models import ConditionalOffer

from market.basket import badge
from market.basket.models import Basket, open_basket

OFFERS_KEY = "basket.offers"
OFFERS_SECONDS = 60


class BasketMiddleware(middleware.BasketMiddleware):
    """`request.basket`, `request.strategy` and `request.cookies_to_delete`, as Oscar's code expects them."""

    def get_basket(self, request: HttpRequest) -> Basket:
        """The open basket of the owner, or of the cookie; else an empty one that is not yet stored."""
        if request._basket_cache is not None:
            return request._basket_cache
        if request.user.is_authenticated:
            basket = Basket.open.filter(owner=request.user).first() or Basket(owner=request.user)
            basket.owner = request.user
        else:
            basket = self.get_cookie_basket(self.get_cookie_key(request), request, Basket.open) or Basket()
        request._basket_cache = basket
        return basket

    def apply_offers_to_basket(self, request: HttpRequest, basket: Basket) -> None:
        """Oscar's offers, while any is active; whether one is, is asked once a minute."""
        if basket.pk is not None and are_offers_on():
            super().apply_offers_to_basket(request, basket)

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Oscar puts the basket into every page's context; our pages ask for it by name where they show it."""
        return response


def are_offers_on() -> bool:
    """Whether any of Oscar's offers is active, at most a minute old."""
    known = cache.get(OFFERS_KEY)
    if known is None:
        known = ConditionalOffer.active.exists()
        cache.set(OFFERS_KEY, known, OFFERS_SECONDS)
    return bool(known)


def on_signing_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """What lay in the visitor's basket moves into the basket of the person who signed in; the larger amount counts."""
    cookie = settings.OSCAR_BASKET_COOKIE_OPEN
    if request is None or cookie not in request.COOKIES or not hasattr(request, "cookies_to_delete"):
        return
    found = BasketMiddleware(lambda _request: HttpResponse()).get_cookie_basket(cookie, request, Basket.open)
    if found is not None:
        open_basket(user).merge(found, add_quantities=False)
        request.cookies_to_delete.append(cookie)
        request._basket_cache = None


def remember(response: HttpResponse, basket: Basket) -> None:
    """Tell the bar's badge how many goods lie in the basket now."""
    badge.write(response, 0 if basket.pk is None or not basket.can_be_edited else len(basket.all_lines()))
