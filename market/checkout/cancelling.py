"""The buyer calls off one seller's part before it is packed (BY-18); later the complaint is the way (BY-19)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.checkout.access import order_by_link, secret_page
from market.core.errors import NotFound, RuleBroken
from market.lifecycle.cancelled import mark_cancelled
from market.order.models import SellerOrder

State = SellerOrder.State
CANCELLABLE = (State.NEW, State.ACCEPTED)
REASONS = {
    "batal": gettext_lazy("Tidak jadi membeli"),
    "salah": gettext_lazy("Salah pesan barang atau alamat"),
    "lama": gettext_lazy("Terlalu lama menunggu"),
    "lain": gettext_lazy("Alasan lain"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def cancel(request: HttpRequest, number: str, secret: str, part: str) -> HttpResponse:
    """GET asks once more and says what comes back; POST with `alasan` calls the part off. The other parts go on."""
    order = order_by_link(number, secret)
    mine = SellerOrder.objects.filter(order=order, number=part).select_related("partner").first()
    if mine is None:
        raise NotFound(part)
    if mine.state == State.CANCELLED:
        return redirect("checkout:order", number, secret)
    reason, wrong = request.POST.get("alasan", ""), False
    if request.method == "POST" and mine.state in CANCELLABLE:
        if reason in REASONS:
            return _call_off(request, mine, str(REASONS[reason]))
        wrong = True
    context = {
        "order": order,
        "part": mine,
        "may": mine.state in CANCELLABLE,
        "is_packed": mine.state == State.PACKED,
        "amount_rupiah": mine.goods_left_rupiah + mine.postage_rupiah,
        "reasons": REASONS.items(),
        "wrong": wrong,
    }
    return render(
        request, "checkout/cancel.html", context, status=200 if mine.state in CANCELLABLE and not wrong else 422
    )


def _call_off(request: HttpRequest, mine: SellerOrder, reason: str) -> HttpResponse:
    try:
        mark_cancelled(mine.pk, reason)
        messages.success(request, _("Bagian ini dibatalkan. Uangnya akan dikembalikan."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("checkout:order", mine.order.number, mine.order.secret)
