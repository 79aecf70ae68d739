"""What a seller may know of their own shop: who changed something for them, who looked, and what they were told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.communication.models import Message
from market.users import records
from sellers.access import SellerRequest, seller_page
from sellers.desk import suspending

SHOWN = 50


@seller_page
@require_GET
def shop_record(request: SellerRequest) -> HttpResponse:
    """Name of the office, purpose and time of every look (SE-26); every deed with who did it (OP-02)."""
    mine = request.partner
    context = {
        "shop": mine,
        "looks": list(records.looks_at(mine.pk)[:SHOWN]),
        "deeds": list(records.deeds_for(mine.pk)[:SHOWN]),
        "told": list(Message.objects.filter(partner=mine).order_by("-pk")[:SHOWN]),
        "section": "record",
    }
    return render(request, "trust/shop_record.html", context)


@seller_page
@require_POST
def answer_suspension(request: SellerRequest) -> HttpResponse:
    if suspending.answer(request.partner, request.POST.get("words", "")):
        messages.success(request, _("Jawaban Anda tersimpan. Petugas membacanya."))
    else:
        messages.error(request, _("Tulis dulu jawaban Anda."))
    return redirect("trust:shop_record")
