"""The village's own carriage: who takes which parcel, and what waits at a point for its buyer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import RuleBroken
from market.desk.carriage.access import deliveries, found
from market.lifecycle import rides
from market.shipping.couriers.ojek import Collect, Ojek
from market.shipping.models import Driver, Shipment
from market.users.access import DeskRequest, operator_page

DONE_SHOWN = 20


@operator_page
@require_safe
def board(request: DeskRequest) -> HttpResponse:
    """What waits for a driver, what is on the way, what lies at a point: seven queries."""
    live = deliveries(request).filter(shipment__state=Shipment.State.BOOKED, delivered_at=None).order_by("pk")
    live = list(live)
    by_ojek = [one for one in live if one.shipment.courier_code == Ojek.code]
    context = {
        "section": "rides",
        "to_assign": [one for one in by_ojek if one.driver_id is None],
        "under_way": [one for one in by_ojek if one.driver_id],
        "to_collect": [one for one in live if one.shipment.courier_code == Collect.code],
        "done": deliveries(request).exclude(delivered_at=None).order_by("-delivered_at")[:DONE_SHOWN],
        "drivers": list(Driver.objects.filter(village__in=request.village_codes, is_active=True)),
        "most": rides.MAX_TRIES,
    }
    return render(request, "desk/carriage/rides.html", context)


@operator_page
@require_POST
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    delivery = found(deliveries(request).filter(pk=pk))
    village = delivery.shipment.seller_order.partner.village_id
    drivers = Driver.objects.filter(village=village, village__in=request.village_codes, is_active=True)
    chosen = request.POST.get("pengantar", "")
    driver = drivers.filter(pk=int(chosen)).first() if chosen.isdigit() and len(chosen) < 12 else None
    if driver is None:
        messages.error(request, _("Pengantar: pilih satu dari daftar."))
        return redirect("desk:rides")
    try:
        rides.assign(delivery.pk, driver)
        words = _("%(parcel)s diantar oleh %(name)s.")
        messages.success(request, words % {"parcel": delivery.shipment.awb, "name": driver.name})
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("desk:rides")


@operator_page
@require_POST
def unlock(request: DeskRequest, pk: int) -> HttpResponse:
    rides.unlock(found(deliveries(request).filter(pk=pk)).pk)
    messages.success(request, _("Kode boleh dicoba lagi."))
    return redirect("desk:rides")


@operator_page
@require_POST
def give(request: DeskRequest, pk: int) -> HttpResponse:
    """A buyer has come to the point and says the code."""
    delivery = found(deliveries(request).filter(pk=pk))
    try:
        rides.give(delivery.pk, request.POST.get("kode", ""), request.POST.get("penerima", ""))
        messages.success(request, _("Paket sudah diserahkan."))
    except RuleBroken as error:
        messages.error(request, f"{delivery.shipment.awb}: {error.message}")
    return redirect("desk:rides")
