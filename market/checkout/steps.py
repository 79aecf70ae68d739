"""The three steps between basket and order: where to, by whom, and once more everything. Each has its address; going
back loses nothing. Couriers are asked when the address is sent (a POST), never while a page is only looked at."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from market.address.forms import AddressForm, address_initial, submitted
from market.basket.groups import Group, groups_of
from market.checkout.showing import arrival, basket_group, service, steps, with_postage
from market.checkout.state import Checkout
from market.core.errors import QuoteExpired
from market.lifecycle import ladder
from market.lifecycle.placed import Bill
from market.order.models import ShippingAddress
from market.payments import ways
from market.shipping import quotes
from market.shipping.models import Quote

TOKEN_SALT = "checkout.agreed"  # noqa: S105  a name, no secret
NONCE_BYTES = 9
page = require_http_methods(["GET", "HEAD", "POST"])


@page
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """Who receives it and where. Sent, it is kept, and the couriers are asked at once."""
    groups, elsewhere = basket_or_elsewhere(request)
    if elsewhere:
        return elsewhere
    checkout = Checkout(request)
    if request.method != "POST":
        form, is_done = AddressForm(initial=address_initial(checkout.facts)), False
    else:
        form, is_done = submitted(AddressForm(request.POST))
    if is_done:
        checkout.set_address(form.facts())
        ask(checkout, groups)
        return redirect("checkout:couriers")
    return render(request, "checkout/address.html", {"form": form, "steps": steps("checkout:address")})


@page
@never_cache
def couriers(request: HttpRequest) -> HttpResponse:
    """One courier for each seller; the cheapest is chosen beforehand."""
    groups, elsewhere = basket_or_elsewhere(request)
    if elsewhere:
        return elsewhere
    checkout = Checkout(request)
    where_to = checkout.address()
    if where_to is None:
        return redirect("checkout:address")
    if request.method == "POST":
        if request.POST.get("tanya"):
            ask(checkout, groups, where_to)
            return redirect("checkout:couriers")
        if _choose(request, checkout, groups):
            return redirect("checkout:review")
        messages.error(request, _("Pilih satu kurir untuk tiap penjual."))
    offered = _offered(checkout, groups)
    context = {
        "groups": [_with_offers(checkout, group, offered) for group in groups],
        "address": where_to,
        "facts": checkout.facts,
        "is_stale": not checkout.was_asked(groups) or any(_is_over(quote) for quote in offered.values()),
        "is_complete": all(checkout.offers(group.partner.pk) for group in groups),
        "steps": steps("checkout:couriers"),
    }
    return render(request, "checkout/couriers.html", context)


@require_safe
@never_cache
def review(request: HttpRequest) -> HttpResponse:
    """Everything once more, the total, and where each rupiah goes."""
    groups, elsewhere = basket_or_elsewhere(request)
    if elsewhere:
        return elsewhere
    checkout = Checkout(request)
    where_to = checkout.address()
    if where_to is None:
        return redirect("checkout:address")
    try:
        bill = Bill(groups, _honoured(checkout, groups, where_to))
    except QuoteExpired as error:
        messages.error(request, error.message)
        return redirect("checkout:couriers")
    context = {
        "groups": [with_postage(basket_group(group), bill.quotes[group.partner.pk]) for group in groups],
        "bill": bill,
        "address": where_to,
        "facts": checkout.facts,
        "rungs": ladder.of_bill(bill),
        "ways": ways.offered(bill.total_rupiah, where_to.village),
        "agreed": agreed_token(request.basket.pk, bill, where_to),
        "steps": steps("checkout:review"),
    }
    return render(request, "checkout/review.html", context)


# --- what the steps share ---------------------------------------------------------------------------------------------


def basket_or_elsewhere(request: Any) -> tuple[list[Group], HttpResponse | None]:
    """The groups to go on with, or where the buyer has to look first: the order just placed, or the basket."""
    groups = groups_of(request.basket)
    lines = [line for group in groups for line in group.lines]
    if not lines:
        placed = Checkout(request).last_order
        return [], redirect("checkout:order", *placed) if placed else redirect("basket:summary")
    if any(line.price_changed for line in lines):
        messages.warning(request, _("Harga berubah sejak barang masuk keranjang. Periksa harga yang baru."))
        return [], redirect("basket:summary")
    if any(line.trouble for line in lines):
        messages.error(request, _("Ada barang yang tidak bisa dipesan. Ubah jumlahnya atau keluarkan dari keranjang."))
        return [], redirect("basket:summary")
    return groups, None


def ask(
    checkout: Checkout,
    groups: Sequence[Group],
    where_to: ShippingAddress | None = None,
    old: Mapping[int, Quote] | None = None,
) -> None:
    """Ask the couriers (at most 8 s in all) and keep what they offer."""
    where_to = where_to or checkout.address()
    if where_to is not None:
        near = quotes.near_of(where_to)
        checkout.set_offers(groups, quotes.quotes_for(groups, where_to.village, where_to.postcode, near), old)


def _honoured(checkout: Checkout, groups: Sequence[Group], where_to: ShippingAddress) -> dict[int, Quote]:
    near = quotes.near_of(where_to)
    return quotes.honour(checkout.choices, groups, where_to.village, where_to.postcode, near)


def agreed_token(basket_id: int, bill: Bill, where_to: ShippingAddress) -> str:
    """What the button on the review page says yes to; signed, so that it can be believed when it comes back."""
    facts = {"basket": basket_id, "nonce": secrets.token_urlsafe(NONCE_BYTES), "agreed": bill.fingerprint(where_to)}
    facts["total"] = bill.total_rupiah
    return signing.dumps(facts, salt=TOKEN_SALT)


def _choose(request: HttpRequest, checkout: Checkout, groups: Sequence[Group]) -> bool:
    chosen = {group.partner.pk: request.POST.get(f"kurir-{group.partner.pk}", "") for group in groups}
    if any(reference not in checkout.offers(partner_id) for partner_id, reference in chosen.items()):
        return False
    checkout.choose(chosen)
    return True


def _offered(checkout: Checkout, groups: Sequence[Group]) -> dict[str, Quote]:
    references = [reference for group in groups for reference in checkout.offers(group.partner.pk)]
    return Quote.objects.in_bulk(references, field_name="reference") if references else {}


def _with_offers(checkout: Checkout, group: Group, offered: Mapping[str, Quote]) -> dict[str, Any]:
    rows = [offered[one] for one in checkout.offers(group.partner.pk) if one in offered]
    chosen = checkout.choices.get(group.partner.pk)
    return {
        **basket_group(group),
        "id": group.partner.pk,
        "words": checkout.words(group.partner.pk),
        "offers": [
            {
                "reference": quote.reference,
                "name": service(quote),
                "arrival": arrival(quote),
                "amount_rupiah": quote.amount_rupiah,
                "is_estimated": quote.estimated,
                "is_chosen": quote.reference == chosen,
            }
            for quote in rows
        ],
    }


def _is_over(quote: Quote) -> bool:
    return quote.expires_at <= timezone.now()
