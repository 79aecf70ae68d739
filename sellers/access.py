"""Who may touch what: every page of the seller centre fetches its rows through here, and nowhere else.

A page names what one must be allowed to do in the shop: `@seller_page(PACK)`, `@seller_page(SELL)`. A bare
`@seller_page` lets in owners alone, so that a new page about money is closed to helpers until somebody opens it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.errors import NotAllowed, NotFound
from market.order.models import SellerOrder
from market.partner.models import Partner, StockRecord
from market.users.models import User
from sellers.models import Helper

CHOSEN_SHOP = "seller_partner"  # session: which of several shops this person works in now
PACK, SELL, OWN = "pack", "sell", "own"
MAY = {  # what a person may do, by the task of their Helper row; an owner has none
    None: frozenset({PACK, SELL, OWN}),
    Helper.Task.ALL_BUT_MONEY: frozenset({PACK, SELL}),
    Helper.Task.PACKING: frozenset({PACK}),
}


class SellerRequest(HttpRequest):
    """A request of somebody who sells for `partner`; `may` is what they may do there."""

    partner: Partner
    may: frozenset[str]
    user: User


View = Callable[..., HttpResponse]


def shops_of(user_pk: Any) -> list[Partner]:
    """The shops of a person, each with `task`: None for an owner. One query."""
    task = Helper.objects.filter(partner=OuterRef("pk"), user=user_pk).values("task")[:1]
    shops = Partner.objects.filter(users=user_pk).annotate(task=Subquery(task))
    return list(shops.select_related("village").order_by("pk"))


def partner_of(request: HttpRequest) -> Partner:
    """The shop that this person works in; `NotAllowed` when they sell for nobody. One query."""
    shops = shops_of(request.user.pk)
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


def seller_goods(partner: Partner) -> Any:
    """The stock records of this seller's goods, with the good."""
    return StockRecord.objects.filter(partner=partner, product__partner=partner).select_related("product")


def seller_good(partner: Partner, pk: int) -> StockRecord:
    """The stock record of one good of this seller; `NotFound` for anybody else's."""
    found = seller_goods(partner).filter(product_id=pk).order_by("pk").first()
    if found is None:
        raise NotFound(str(pk))
    found.product.partner = partner
    return found


def seller_page(needs: Any) -> Any:
    """Let in only who sells and may do what the page needs, with `request.partner` and `request.may` set.

    Another's row is a plain 404, nobody's shop and what a helper may not do a plain 403.
    """
    if callable(needs):
        return seller_page(OWN)(needs)

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: SellerRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                request.partner = partner_of(request)
            except NotAllowed:
                return render(request, "sellers/no_shop.html", status=403)
            request.may = MAY[request.partner.task]
            if needs not in request.may:
                return render(request, "sellers/not_yours.html", status=403)
            try:
                answer = view(request, *args, **kwargs)
            except NotFound:
                return render(request, "404.html", status=404)
            answer["Cache-Control"] = "no-store"
            return answer

        return guarded

    return decorate
