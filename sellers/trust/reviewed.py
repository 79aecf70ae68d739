"""What buyers said of a seller's goods, for the seller: read, and answered once in public."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import NotFound, RuleBroken
from market.order.models import Review
from market.order.reviews import answer as keep_answer
from market.order.reviews import shown
from sellers.access import SELL, SellerRequest, seller_page

PAGE = 20


@seller_page(SELL)
@require_GET
def reviews(request: SellerRequest) -> HttpResponse:
    """Newest first, hidden ones too, with the reason."""
    rows = Review.objects.filter(partner=request.partner).order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    return render(request, "trust/seller_reviews.html", {"page": page, "all": shown(partner_id=request.partner.pk)})


@seller_page(SELL)
@require_POST
def answer(request: SellerRequest, pk: int) -> HttpResponse:
    """POST `words`: stands under the review on the page of the good."""
    row = Review.objects.filter(partner=request.partner, pk=pk).first()
    if row is None:
        raise NotFound(str(pk))
    try:
        keep_answer(row, request.POST.get("words", ""))
        messages.success(request, _("Jawaban Anda tampil di bawah ulasan."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("trust:seller_reviews")
