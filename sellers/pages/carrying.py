"""What a seller does with a parcel after packing: another courier, and a parcel that came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.lifecycle.rebooked import rebook
from market.lifecycle.returned import goods_back
from market.order.models import SellerOrder
from market.shipping import registry
from market.shipping.shipments import collections_of, is_by_hand, live_shipment, write_awb
from sellers.access import SellerRequest, seller_order, seller_page


@seller_page
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SellerRequest, number: str) -> HttpResponse:
    """Choose another courier for a packed parcel; the old booking is called off first."""
    mine = seller_order(request.partner, number)
    if mine.state != SellerOrder.State.PACKED:
        raise NotFound(number)
    offers = _offers()
    chosen = next((one for one in offers if one["value"] == request.POST.get("offer")), None)
    if request.method != "POST" or chosen is None:
        wrong = request.method == "POST"
        context = {"part": mine, "offers": offers, "wrong": wrong, "section": "orders"}
        return render(request, "sellers/move.html", context, status=422 if wrong else 200)
    try:
        rebook(mine.pk, **chosen["wish"])
        messages.success(request, _("Kurir lama dibatalkan, kurir baru sedang dipesan."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("sellers:order", number=number)


@seller_page
@require_POST
def typed_awb(request: SellerRequest, number: str) -> HttpResponse:
    """The number from the counter's receipt, for a parcel that the seller brought there."""
    mine = seller_order(request.partner, number)
    shipment = live_shipment(mine)
    if shipment is None or not is_by_hand(shipment.courier_code):
        raise NotFound(number)
    try:
        write_awb(shipment.pk, request.POST.get("resi", ""))
        messages.success(request, _("Nomor resi disimpan. Paket diikuti sampai ke pembeli."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("sellers:order", number=number)


@seller_page
@require_POST
def back(request: SellerRequest, number: str) -> HttpResponse:
    """The parcel is in the seller's hands again: `baik` goes back on the shelf, `rusak` does not."""
    mine = seller_order(request.partner, number)
    what = request.POST.get("keadaan", "")
    if what not in ("baik", "rusak"):
        messages.error(request, _("Keadaan barang: pilih baik atau rusak."))
        return redirect("sellers:order", number=number)
    try:
        goods_back(mine.pk, is_good=what == "baik")
        messages.success(
            request, _("Dicatat. Stok bertambah.") if what == "baik" else _("Dicatat. Stok tidak bertambah.")
        )
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("sellers:order", number=number)


def _offers() -> list[dict[str, Any]]:
    return [
        {
            "value": f"{one.code}:{one.usual_service[0]}:{way}",
            "name": registry.service_of(one.code, one.usual_service[1]),
            "collection": way,
            "wish": {"courier_code": one.code, "service_code": one.usual_service[0], "collection": str(way)},
        }
        for one in registry.bookable()
        for way in collections_of(one.code)
    ]
