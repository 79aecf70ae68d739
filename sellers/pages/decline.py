"""Saying no to an order: with a reason that the buyer reads, asked once more before it happens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.core.errors import RuleBroken
from market.lifecycle.cancelled import mark_cancelled
from market.order.models import SellerOrder
from sellers.access import SELL, SellerRequest, seller_order, seller_page

State = SellerOrder.State
REASONS = {
    "habis": gettext_lazy("Stok habis"),
    "rusak": gettext_lazy("Barang rusak"),
    "sempat": gettext_lazy("Tidak sempat membuat"),
    "jauh": gettext_lazy("Tidak bisa dikirim ke sana"),
    "lain": gettext_lazy("Alasan lain"),
}
MAY_DECLINE = (State.NEW, State.ACCEPTED)


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def decline(request: SellerRequest, number: str) -> HttpResponse:
    """The money goes back to the buyer in full, postage too; the goods back to the shelf. Pressing twice is once."""
    part = seller_order(request.partner, number)
    if part.state == State.CANCELLED:
        return redirect("sellers:order", number=number)
    code, words = request.POST.get("alasan", ""), request.POST.get("kata", "").strip()[:150]
    wrong = ""
    if request.method == "POST":
        if code not in REASONS:
            wrong = _("Pilih alasannya.")
        elif code == "lain" and len(words) < 3:
            wrong = _("Tulis alasannya, supaya pembeli mengerti.")
        else:
            return _decline(request, part, words if code == "lain" else str(REASONS[code]))
    context = {"part": part, "reasons": REASONS.items(), "chosen": code, "words": words, "wrong": wrong}
    may = part.state in MAY_DECLINE
    context |= {"may": may, "amount": part.goods_left_rupiah + part.postage_rupiah, "section": "orders"}
    return render(request, "sellers/decline.html", context, status=422 if wrong else 200)


def _decline(request: SellerRequest, part: SellerOrder, reason: str) -> HttpResponse:
    try:
        if part.state not in MAY_DECLINE:
            raise RuleBroken(_("Pesanan ini sudah dikemas. Hubungi petugas desa."))
        mark_cancelled(part.pk, reason)
        messages.success(request, _("Pesanan ditolak. Pembeli diberi tahu, uangnya dikembalikan."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("sellers:order", number=part.number)
