"""The seller's own words to a complaint: the person who sees to it, and nobody else, reads them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from market.order.models import Complaint
from sellers.access import SellerRequest, seller_order, seller_page

WORDS_LENGTH = 2_000


@seller_page
@require_POST
def answer(request: SellerRequest, number: str) -> HttpResponse:
    """POST `words`: kept while the complaint is open; sent again, the later words stand."""
    mine = seller_order(request.partner, number)
    words = request.POST.get("words", "").strip()[:WORDS_LENGTH]
    if not words:
        messages.error(request, _("Tulis dulu jawaban Anda."))
    elif mine.complaints.filter(state=Complaint.State.OPEN).update(
        seller_words=words, seller_answered_at=timezone.now()
    ):
        messages.success(request, _("Jawaban Anda tersimpan. Petugas membacanya."))
    else:
        messages.error(request, _("Keluhan ini sudah selesai."))
    return redirect("sellers:order", number=number)
