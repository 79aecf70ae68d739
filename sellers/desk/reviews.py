"""Reviews at the desk: what is rude or untrue is hidden with a reason, which the seller reads too; all is kept."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import RuleBroken
from market.order import reviews
from market.order.models import Review
from market.users import records
from market.users.access import DeskRequest
from sellers.desk.access import people_page, review_for, reviews_for

PAGE = 25


@people_page
@require_GET
def listed(request: DeskRequest) -> HttpResponse:
    """GET: newest first; `?tab=buruk` two stars and fewer, `?tab=tersembunyi` the hidden."""
    rows, tab = reviews_for(request), request.GET.get("tab", "")
    if tab == "buruk":
        rows = rows.filter(score__lte=2, hidden_at=None)
    elif tab == "tersembunyi":
        rows = rows.exclude(hidden_at=None)
    page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("hal"))
    return render(request, "desk/people/reviews.html", {"page": page, "tab": tab, "section": "reviews"})


@people_page
@require_POST
def hide(request: DeskRequest, pk: int) -> HttpResponse:
    row = review_for(request, pk)
    reason = request.POST.get("reason", "")
    try:
        with transaction.atomic():
            if reviews.hide(Review.objects.filter(pk=row.pk), request.user, reason):
                records.note(request.user, "review_hidden", row.title, partner=row.partner, reason=reason)
        messages.success(request, _("Ulasan disembunyikan. Alasannya tercatat."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("people:reviews")


@people_page
@require_POST
def show(request: DeskRequest, pk: int) -> HttpResponse:
    row = review_for(request, pk)
    with transaction.atomic():
        if reviews.show_again(Review.objects.filter(pk=row.pk)):
            records.note(request.user, "review_shown", row.title, partner=row.partner)
    messages.success(request, _("Ulasan tampil lagi."))
    return redirect("people:reviews")
