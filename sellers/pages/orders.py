"""A seller's orders: the list, one order, and the steps: accept, pack (which books the courier), print the label."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.lifecycle.accepted import mark_accepted
from market.lifecycle.packed import mark_packed
from market.lifecycle.weighed import BEFORE_PACKING, may_be_weighed
from market.order.models import SellerOrder
from market.shipping import registry
from market.shipping.labels import label_pdf
from market.shipping.models import Shipment
from market.shipping.shipments import collections_of, is_by_hand
from sellers.access import PACK, SELL, SellerRequest, seller_order, seller_orders, seller_page
from sellers.pages import contact, decline
from sellers.pages.today import TO_PACK

State = SellerOrder.State
PAGE = 25
TABS = {
    "kemas": (gettext_lazy("Perlu dikemas"), TO_PACK),
    "kurir": (gettext_lazy("Menunggu kurir"), (State.PACKED,)),
    "jalan": (gettext_lazy("Dalam perjalanan"), (State.HANDED_OVER,)),
    "selesai": (gettext_lazy("Selesai"), (State.DELIVERED, State.RELEASED)),
    "batal": (gettext_lazy("Batal"), (State.CANCELLED, State.RETURNED)),
}


@seller_page(PACK)
@require_GET
def orders(request: SellerRequest) -> HttpResponse:
    tab = request.GET.get("tab", "kemas")
    tab = tab if tab in TABS else "kemas"
    rows = (
        seller_orders(request.partner)
        .filter(state__in=TABS[tab][1])
        .select_related("order")
        .prefetch_related("lines")
        .order_by("paid_at" if tab == "kemas" else "-paid_at")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    tabs = [(code, words) for code, (words, _states) in TABS.items()]
    context = {"page": page, "tab": tab, "tabs": tabs, "section": "orders"}
    return render(request, "sellers/orders.html", context)


@seller_page(PACK)
@require_GET
def order(request: SellerRequest, number: str) -> HttpResponse:
    mine = seller_order(request.partner, number)
    context = {
        "part": mine,
        "address": mine.order.shipping_address,
        "contact_open": contact.is_open(mine, request.user.pk),
        "contact_may": contact.may_open(mine),
        "may_decline": mine.state in decline.MAY_DECLINE and SELL in request.may,
        "lines": (lines := list(mine.lines.all())),
        "may_weigh": SELL in request.may and mine.state in BEFORE_PACKING and any(map(may_be_weighed, lines)),
        "shipment": (shipment := current_shipment(mine)),
        "by_hand": shipment is not None and is_by_hand(shipment.courier_code),
        "section": "orders",
    }
    return render(request, "sellers/order.html", context)


def current_shipment(mine: SellerOrder) -> Shipment | None:
    return mine.shipments.exclude(state=Shipment.State.VOID).order_by("-pk").first()


@seller_page(PACK)
@require_POST
def accept(request: SellerRequest, number: str) -> HttpResponse:
    """Pressing twice changes nothing more."""
    mine = seller_order(request.partner, number)
    try:
        mark_accepted(mine.pk)
        messages.success(request, _("Pesanan diterima. Pembeli sudah diberi tahu."))
    except RuleBroken:
        messages.error(request, _("Pesanan ini tidak dapat diterima lagi."))
    return redirect("sellers:order", number=number)


@seller_page(PACK)
@require_http_methods(["GET", "POST"])
def pack(request: SellerRequest, number: str) -> HttpResponse:
    """Asks how the parcel leaves before it books; pressing twice makes one booking.

    After the courier refused, the same page books again. Where the buyer paid the stored tariff, the seller chooses who
    carries it.
    """
    mine = seller_order(request.partner, number)
    offers = offers_for(mine)
    chosen = next((one for one in offers if one["value"] == request.POST.get("offer")), None)
    if request.method == "GET" or chosen is None:
        wrong = request.method == "POST"
        context = {"part": mine, "lines": mine.lines.all(), "offers": offers, "wrong": wrong, "section": "orders"}
        return render(request, "sellers/pack.html", context, status=422 if wrong else 200)
    try:
        mark_packed(mine.pk, **chosen["wish"])
        messages.success(request, _("Siap dikirim. Nomor resi sedang dipesan ke kurir."))
    except RuleBroken:
        messages.error(request, _("Pesanan ini tidak dapat dikemas lagi."))
    return redirect("sellers:order", number=number)


def offers_for(mine: SellerOrder) -> list[dict[str, Any]]:
    """How this parcel may leave: the buyer's courier, or any that takes parcels when the postage was an estimate."""
    carriers = [(mine.courier_code, mine.service_code, registry.service_of(mine.courier_code, mine.service_name))]
    if not collections_of(mine.courier_code):
        carriers = [(one.code, *one.usual_service) for one in registry.bookable()]
    return [
        {
            "value": f"{courier}:{service}:{collection}",
            "name": name,
            "collection": collection,
            "wish": {"collection": collection, "courier_code": courier, "service_code": service},
        }
        for courier, service, name in carriers
        for collection in collections_of(courier)
    ]


@seller_page(PACK)
@require_GET
def label(request: SellerRequest, number: str) -> HttpResponse:
    """The label as PDF; there is none before the courier gave a number."""
    mine = seller_order(request.partner, number)
    shipment = current_shipment(mine)
    if shipment is None or not shipment.awb:
        raise NotFound(number)
    answer = HttpResponse(label_pdf([shipment]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="label-{shipment.awb}.pdf"'
    return answer
