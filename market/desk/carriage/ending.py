"""A parcel that will not arrive: the operator says it came back, or the courier lost it. Asked before done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from market.core.errors import RuleBroken
from market.desk.carriage.access import shipment
from market.lifecycle.returned import mark_returned, rule
from market.shipping import watching
from market.shipping.models import Shipment
from market.users.access import DeskRequest, operator_page


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def end_parcel(request: DeskRequest, number: str) -> HttpResponse:
    """GET shows what each choice means for buyer, seller and house; POST `apa`: `retur` or `hilang`, with a reason."""
    one = shipment(request, number)
    wrong = ""
    if request.method == "POST":
        reason, deed = " ".join(request.POST.get("alasan", "").split())[:150], request.POST.get("apa", "")
        if not reason or deed not in ("retur", "hilang"):
            wrong = _("Alasan: isi menurut keterangan kurir.")
        else:
            try:
                mark_returned(one.seller_order_id, reason, is_lost=deed == "hilang")
                if deed == "hilang":
                    Shipment.objects.filter(pk=one.pk).update(progress="lost_or_disposed")
                watching.looked_at(one.pk, reason)
                messages.success(request, _("Dicatat. Pembeli dan penjual sudah diberi tahu."))
            except RuleBroken as error:
                messages.error(request, error.message)
            return redirect("desk:parcels")
    context = {
        "section": "parcels", "one": one, "part": one.seller_order, "wrong": wrong,
        "rule_returned": rule(), "rule_lost": rule(is_lost=True), "typed": request.POST.get("alasan", ""),
    }  # fmt: skip
    return render(request, "desk/carriage/ending.html", context, status=422 if wrong else 200)
