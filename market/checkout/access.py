"""Who may see an order's page: whoever has its link. The number alone opens nothing, and a wrong link tells nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache

from market.core.errors import NotFound
from market.core.origin import own_forms_only
from market.order.models import Order

View = Callable[..., HttpResponse]


def order_by_link(number: str, secret: str) -> Order:
    """The order of a secret link, with its address; `NotFound` for any other. One query."""
    found = Order.objects.select_related("shipping_address__village").filter(number=number).first()
    if found is None or not constant_time_compare(found.secret, secret):
        raise NotFound("no such order")
    return found


def secret_page(view: View) -> View:
    """A page behind a secret link: kept by no cache, found by no search engine, its address told to no other site.

    A browser that tells no address says `Origin: null` with every form of the page, which Django's CSRF check refuses;
    so the forms behind a secret link are guarded by `own_forms_only` instead.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return own_forms_only(never_cache(guarded))
