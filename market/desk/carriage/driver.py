"""The driver's own page, on his phone: what was given to him, take it, hand it over by the buyer's code."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import RuleBroken
from market.desk.carriage.access import DriverRequest, driver_page, found, own_deliveries
from market.lifecycle import rides
from market.shipping.models import Shipment

DONE_SHOWN = 10


@driver_page
@require_safe
def today(request: DriverRequest) -> HttpResponse:
    mine = own_deliveries(request)
    live = mine.filter(delivered_at=None, shipment__state=Shipment.State.BOOKED).order_by("assigned_at")
    context = {"live": list(live), "done": list(mine.exclude(delivered_at=None).order_by("-delivered_at")[:DONE_SHOWN])}
    return render(request, "ojek/today.html", context)


@driver_page
@require_safe
def parcel(request: DriverRequest, pk: int) -> HttpResponse:
    return _parcel(request, pk)


@driver_page
@require_POST
def take(request: DriverRequest, pk: int) -> HttpResponse:
    try:
        rides.take(found(own_deliveries(request).filter(pk=pk)).pk)
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("ojek:parcel", pk)


@driver_page
@require_POST
def give(request: DriverRequest, pk: int) -> HttpResponse:
    """A wrong code keeps what was typed, and says how many tries are left."""
    delivery = found(own_deliveries(request).filter(pk=pk))
    try:
        rides.give(delivery.pk, request.POST.get("kode", ""), request.POST.get("penerima", ""))
    except RuleBroken as error:
        return _parcel(request, pk, error)
    messages.success(request, _("Terima kasih. Paket sudah diserahkan."))
    return redirect("ojek:today")


@driver_page
@require_POST
def not_met(request: DriverRequest, pk: int) -> HttpResponse:
    try:
        rides.not_met(found(own_deliveries(request).filter(pk=pk)).pk, request.POST.get("alasan", ""))
        messages.success(request, _("Dicatat. Pembeli sudah diberi tahu; coba lagi nanti."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("ojek:parcel", pk)


def _parcel(request: DriverRequest, pk: int, error: RuleBroken | None = None) -> HttpResponse:
    delivery = found(own_deliveries(request).filter(pk=pk))
    part = delivery.shipment.seller_order
    context = {
        "delivery": delivery,
        "part": part,
        "order": part.order,
        "address": part.order.shipping_address,
        "pickup": part.partner.addresses.order_by("pk").first(),
        "lines": part.lines.order_by("pk"),
        "error": error,
        "wrong_name": error is not None and error.code == "receiver_missing",
        "typed": {"code": request.POST.get("kode", ""), "name": request.POST.get("penerima", "")},
    }
    return render(request, "ojek/parcel.html", context, status=422 if error else 200)
