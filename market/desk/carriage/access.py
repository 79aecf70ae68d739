"""Whose parcels one sees: an operator those of the own villages' sellers, a driver those that were given to him."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.errors import NotAllowed, NotFound
from market.shipping.models import Driver, LocalDelivery, Shipment
from market.users.access import DeskRequest

View = Callable[..., HttpResponse]


def shipments(request: DeskRequest) -> QuerySet[Shipment]:
    """Every parcel of the sellers of the operator's villages."""
    return Shipment.objects.filter(seller_order__partner__village__in=request.village_codes)


def shipment(request: DeskRequest, number: str) -> Shipment:
    """One of them; `NotFound` for any other village's."""
    return found(
        shipments(request).filter(number=number).select_related("seller_order__order", "seller_order__partner")
    )


def deliveries(request: DeskRequest) -> QuerySet[LocalDelivery]:
    """What neighbours carry or fetch in the operator's villages."""
    rows = LocalDelivery.objects.filter(shipment__seller_order__partner__village__in=request.village_codes)
    return rows.select_related("driver", "shipment__seller_order__partner", ADDRESS)


ADDRESS = "shipment__seller_order__order__shipping_address__village"


def found(rows: QuerySet[Any]) -> Any:
    """The row, or `NotFound`."""
    row = rows.first()
    if row is None:
        raise NotFound("no such row")
    return row


class DriverRequest(HttpRequest):
    """A request of somebody who rides for a village."""

    drives: list[Driver]


def driver_page(view: View) -> View:
    """Let in only who rides, with `request.drives`; another driver's parcel is a plain 404."""

    @login_required
    @wraps(view)
    def guarded(request: DriverRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.drives = list(
                Driver.objects.filter(user=request.user.pk, is_active=True).select_related("village").order_by("pk")
            )
            if not request.drives:
                raise NotAllowed("rides for nobody")
            answer = view(request, *args, **kwargs)
        except NotAllowed:
            answer = render(request, "ojek/no_driver.html", status=403)
        except NotFound:
            answer = render(request, "404.html", status=404)
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded


def own_deliveries(request: DriverRequest) -> QuerySet[LocalDelivery]:
    """What was given to this driver, and nothing else."""
    return LocalDelivery.objects.filter(driver__in=request.drives).select_related(
        "driver", "shipment__seller_order__partner__village", ADDRESS
    )
