"""The one button that orders. Every way through it ends at the one order, or says what has to be decided."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from market.basket import badge
from market.basket.groups import groups_of
from market.basket.models import Basket
from market.checkout.state import CALL_KEY, Checkout
from market.checkout.steps import TOKEN_SALT, ask
from market.communication import outbox
from market.core.errors import PriceChanged, QuoteExpired, RuleBroken
from market.core.money import rupiah
from market.lifecycle import placed
from market.order.models import Order, ShippingAddress
from market.payments import ways
from market.shipping.models import Quote
from market.users import records

TOKEN_SECONDS = 24 * 60 * 60
SOURCE, PHONED = "telepon", "phone_order"  # an order that somebody placed by telephone, and the deed of it


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """POST /pesan/buat/ with `setuju`, the token of the review page. Pressed twice, from two tabs, after going back:
    the same order. No gateway is called here; the page after it waits for the worker."""
    try:
        token = signing.loads(request.POST.get("setuju", ""), salt=TOKEN_SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return redirect("checkout:review")
    basket: Basket = request.basket
    if basket.pk != token["basket"]:
        return _known_order(request, token["basket"])
    checkout = Checkout(request)
    where_to = checkout.address()
    if where_to is None:
        return redirect("checkout:address")
    try:
        order = placed.place(_wish(request, checkout, where_to, token))
        if order.source == SOURCE:
            _note_call(request, order)
    except QuoteExpired as error:
        return _new_postage(request, checkout, where_to, error)
    except PriceChanged as error:
        messages.warning(request, error.message)
        return redirect("basket:summary" if error.data.get("lines") else "checkout:review")
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("basket:summary")
    return _to_payment(request, order)


def _wish(request: Any, checkout: Checkout, where_to: ShippingAddress, token: Mapping[str, Any]) -> placed.Wish:
    way = ways.chosen(request.POST.get("bayar", ""), token.get("total", 0), where_to.village)
    calling = CALL_KEY in request.session and request.user.is_authenticated
    return placed.Wish(
        basket=request.basket,
        choices=checkout.choices,
        address=where_to,
        agreed=token["agreed"],
        key=f"{token['basket']}-{token['nonce']}",
        buyer_name=where_to.first_name,
        buyer_phone=str(where_to.phone_number),
        user=request.user if request.user.is_authenticated and not calling else None,
        source=SOURCE if calling else "web",
        gateway=way.gateway if way else "",
        method=way.method if way else "",
        warung_id=way.warung_id if way else None,
    )


def _note_call(request: Any, order: Order) -> None:
    """Whose work it was, and a word for the caller; once, however often the button is pressed."""
    with transaction.atomic():
        outbox.tell_buyer(order, "phoned")
        if not records.Deed.objects.filter(what=PHONED, about=order.number).exists():
            records.note(request.user, PHONED, order.number)


def _known_order(request: HttpRequest, basket_id: int) -> HttpResponse:
    """The press came again after the order was placed: its page. The signed token says whose it is."""
    order = Order.objects.filter(basket_id=basket_id).first()
    return redirect("checkout:pay", order.number, order.secret) if order else redirect("basket:summary")


def _to_payment(request: HttpRequest, order: Order) -> HttpResponse:
    checkout = Checkout(request)
    if order.source == SOURCE and CALL_KEY in request.session:
        checkout.forget()
        response = redirect(f"{request.session.pop(CALL_KEY)}{order.number}/")
    else:
        checkout.finish(order)
        response = redirect("checkout:pay", order.number, order.secret)
    badge.write(response, 0)
    return response


def _new_postage(request: Any, checkout: Checkout, where_to: ShippingAddress, error: QuoteExpired) -> HttpResponse:
    """The promise of postage ran out: ask again, say what was and what is, and let the buyer agree (LG-06)."""
    request.basket.keep_up()
    groups = groups_of(request.basket)
    rows = Quote.objects.in_bulk(list(checkout.choices.values()), field_name="reference")
    old = {quote.partner_id: quote for quote in rows.values()}
    ask(checkout, groups, where_to, old)
    new = Quote.objects.in_bulk(list(checkout.choices.values()), field_name="reference")
    if len(new) < len(groups):
        messages.error(request, error.message)
        return redirect("checkout:couriers")
    before = sum(quote.amount_rupiah for quote in old.values())
    after = sum(quote.amount_rupiah for quote in new.values())
    words = _("Ongkir dihitung ulang: dari %(before)s menjadi %(after)s. Periksa, lalu buat pesanan.")
    messages.warning(request, words % {"before": rupiah(before), "after": rupiah(after)})
    return redirect("checkout:review")
