"""Who may touch what: every page of the seller centre fetches its rows through here, and nowhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.errors import NotAllowed, NotFound
from market.order.models import SellerOrder
from market.partner.models import Partner
from market.users.models import User

CHOSEN_SHOP = "seller_partner"  # session: which of several shops this person works in now


class SellerRequest(HttpRequest):
    """A request of somebody who sells for `partner`."""

    partner: Partner
    user: User


View = Callable[..., HttpResponse]


def partner_of(request: HttpRequest) -> Partner:
    """The shop that this person works in; `NotAllowed` when they sell for nobody. One query."""
    shops = list(Partner.objects.filter(users=request.user.pk).select_related("village").order_by("pk"))
    if not shops:
        raise NotAllowed("sells for nobody")
    chosen = request.session.get(CHOSEN_SHOP)
    return next((shop for shop in shops if shop.pk == chosen), shops[0])


def seller_orders(partner: Partner) -> Any:
    """Every part that this seller sells. An order that waits for its payment is not the seller's yet."""
    return SellerOrder.objects.filter(partner=partner).exclude(
        state__in=[SellerOrder.State.UNPAID, SellerOrder.State.EXPIRED]
    )


def seller_order(partner: Partner, number: str) -> SellerOrder:
    """One part of this seller; `NotFound` for anybody else's, so that its existence is not told."""
    found = seller_orders(partner).filter(number=number).select_related("order__shipping_address__village").first()
    if found is None:
        raise NotFound(number)
    return found


def seller_page(view: View) -> View:
    """Let in only who sells, with `request.partner` set; another's row is a plain 404, nobody's shop a plain 403."""

    @login_required
    @wraps(view)
    def guarded(request: SellerRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.partner = partner_of(request)
            answer = view(request, *args, **kwargs)
        except NotAllowed:
            return render(request, "sellers/no_shop.html", status=403)
        except NotFound:
            return render(request, "404.html", status=404)
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded
