"""Goods that wait for the public (OP-03): let through, ten at once, or send back with a reason; and prices."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from market.catalogue.models import Product
from market.core.errors import RuleBroken
from market.users import records
from market.users.access import DeskRequest
from sellers import publishing
from sellers.desk.access import good_for, goods_for, village_page
from sellers.desk.origin import claimed_elsewhere

PAGE = 20
MOST_AT_ONCE = 50


@village_page
@require_GET
def goods(request: DeskRequest) -> HttpResponse:
    """GET: what waits, longest first, each with its picture, its seller and what it costs."""
    rows = goods_for(request).exclude(waiting_since=None).order_by("waiting_since", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    for one in page.object_list:
        one.claim = claimed_elsewhere(one) if not one.is_resold else ""
    return render(request, "desk/people/goods.html", {"page": page, "section": "goods"})


@village_page
@require_GET
def good(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, good_for(request, pk))


@village_page
@require_POST
def publish(request: DeskRequest) -> HttpResponse:
    """POST `barang` (ids): let through all that may; the others stay, and why is said."""
    ids = [int(one) for one in request.POST.getlist("barang")[:MOST_AT_ONCE] if one.isdecimal()]
    chosen = list(goods_for(request).filter(pk__in=ids).exclude(waiting_since=None))
    if not chosen:
        messages.error(request, _("Centang dulu barangnya."))
        return redirect("people:goods")
    done, wrong = 0, []
    for one in chosen:
        trouble = _let_through(one, request.user)
        done += not trouble
        wrong += [f"{one.title}: {trouble}"] if trouble else []
    if done:
        messages.success(
            request, ngettext("%(count)d barang tayang.", "%(count)d barang tayang.", done) % {"count": done}
        )
    for words in wrong:
        messages.error(request, words)
    return redirect("people:goods")


@village_page
@require_POST
def resold(request: DeskRequest, pk: int) -> HttpResponse:
    """POST: mark as made elsewhere, and let it through if it waits (OP-12)."""
    found = good_for(request, pk)
    Product.objects.filter(pk=found.pk).update(is_resold=True)
    found.is_resold = True
    records.note(request.user, "resold", found.title, partner=found.partner)
    trouble = _let_through(found, request.user) if found.waiting_since else ""
    if trouble:
        messages.error(request, trouble)
    else:
        messages.success(request, _("%(title)s ditandai dijual ulang.") % {"title": found.title})
    return redirect("people:good", pk)


@village_page
@require_POST
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    """POST `reason`: the seller reads it, mends it and hands it in again; a price that waits is refused."""
    found, reason = good_for(request, pk), request.POST.get("reason", "")
    is_price = found.publication == "live" and found.waiting_price_rupiah is not None
    try:
        if is_price and request.POST.get("harga"):
            publishing.refuse_price(found, request.user, reason)
        else:
            publishing.send_back(found, request.user, reason)
    except RuleBroken as error:
        return _page(request, found, reason=reason, wrong=error.message, status=422)
    records.note(request.user, "sent_back", found.title, partner=found.partner, reason=reason)
    messages.success(request, _("%(title)s dikembalikan ke penjual dengan alasannya.") % {"title": found.title})
    return redirect("people:goods")


def _let_through(product: Product, by: Any) -> str:
    """Publish one good, or take its waiting price; "" when done, else why not."""
    claim = "" if product.is_resold else claimed_elsewhere(product)
    if claim:
        return _("menyebut asal %(claim)s. Tandai dijual ulang, atau kembalikan.") % {"claim": claim}
    try:
        if product.publication == "live":
            publishing.take_price(product, by)
        else:
            publishing.publish(product, by)
    except RuleBroken as error:
        return str(error.message)
    records.note(by, "published", product.title, partner=product.partner)
    return ""


def _page(request: DeskRequest, found: Product, reason: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "good": found,
        "claim": "" if found.is_resold else claimed_elsewhere(found),
        "pictures": [one.sizes for one in found.images.order_by("display_order") if one.sizes],
        "steps": list(found.steps.select_related("by").order_by("-pk")[:20]),
        "reason": reason,
        "wrong": wrong,
        "section": "goods",
    }
    return render(request, "desk/people/good.html", context, status=status)
