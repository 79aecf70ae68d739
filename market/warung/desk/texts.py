"""Orders by SMS: who waits for a call, and what was made of the others."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from market.catalogue import units
from market.core.money import to_rupiah
from market.users.access import DeskRequest, operator_page
from market.warung.desk import access
from market.warung.models import TextDraft
from market.warung.sync.goods import records
from market.warung.texting import drafts

SECTION, PAGE, CODES = "warung", 25, 200


@operator_page
def texts(request: DeskRequest) -> HttpResponse:
    """GET: the drafts that wait (`?semua=1`: all). POST `text`: it comes to nothing; `again`: it waits again."""
    rows = TextDraft.objects.filter(warung__village__in=request.village_codes)
    if request.method == "POST":
        again = request.POST.get("again", "")
        draft = access.found(drafts.named(rows, again or request.POST.get("text", "")))
        if again and drafts.reopen(draft):
            messages.success(request, _("SMS ini menunggu ditelepon lagi."))
        elif not again and drafts.drop(draft, request.user):
            messages.success(request, _("SMS ini ditandai tidak jadi."))
        return redirect("warungs:texts")
    if not request.GET.get("semua"):
        rows = rows.filter(state=TextDraft.State.OPEN)
    rows = rows.select_related("warung", "product", "handled_by").order_by("-received_at", "-pk")
    context = {
        "section": SECTION, "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "points": access.warungs(request).filter(closed_at=None), "all": bool(request.GET.get("semua")),
    }  # fmt: skip
    return render(request, "desk/warung/texts.html", context)


@operator_page
def codes(request: DeskRequest, pk: int) -> HttpResponse:
    """GET: the codes of one warung's goods, a sheet to print and hang up."""
    warung = access.warung(request, pk)
    rows = list(records(warung).select_related("product").order_by("product__title", "pk")[:CODES])
    for row in rows:
        row.shown = units.price_per_unit(to_rupiah(row.price or 0), row.product.step_thousandths, row.product.unit)
    return render(request, "desk/warung/codes.html", {"section": SECTION, "warung": warung, "records": rows})
