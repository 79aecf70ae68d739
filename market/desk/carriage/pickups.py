"""One courier's coming for the parcels of several sellers at one place: asked for, printed, done, called off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.core.errors import NotFound, RuleBroken
from market.desk.carriage.access import found, shipments
from market.desk.carriage.parcels import marked
from market.lifecycle.collected import mark_collected
from market.shipping import registry
from market.shipping.local.models import CollectionPoint
from market.shipping.models import Pickup
from market.shipping.paper.manifest import manifest_pdf
from market.shipping.paper.pickups import ask_pickup, call_off_pickup
from market.users.access import DeskRequest, operator_page

SHOWN = 50
MOST_RUPIAH = 5_000_000


class PickupForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("Tempat menjemput"), max_length=200,
        error_messages={"required": gettext_lazy("Isi tempat menjemput.")},
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("Tanggal"), widget=forms.DateInput({"type": "date"}),
        error_messages={"required": gettext_lazy("Isi tanggal."), "invalid": gettext_lazy("Tanggal tidak dikenal.")},
    )  # fmt: skip
    cost_rupiah = forms.IntegerField(
        label=gettext_lazy("Biaya jemput (rupiah)"), min_value=0, max_value=MOST_RUPIAH, initial=0,
        widget=forms.TextInput({"inputmode": "numeric"}), help_text=gettext_lazy("Dibagi menurut berat."),
    )  # fmt: skip

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] < timezone.localdate():
            raise forms.ValidationError(_("Tanggal sudah lewat."))
        return self.cleaned_data["day"]


class CostForm(forms.Form):
    cost_rupiah = forms.IntegerField(
        label=gettext_lazy("Biaya jemput (rupiah)"), min_value=0, max_value=MOST_RUPIAH,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip


@operator_page
@require_safe
def board(request: DeskRequest) -> HttpResponse:
    rows = _rows(request).prefetch_related("shipments")[:SHOWN]
    shown = [
        {"one": row, "courier": registry.name_of(row.courier_code), "count": len(row.shipments.all())} for row in rows
    ]
    return render(request, "desk/carriage/pickups.html", {"section": "parcels", "rows": shown})


@operator_page
@require_POST
def ask(request: DeskRequest) -> HttpResponse:
    """First the marked parcels with the questions, then (`simpan`) the pickup."""
    if request.village is None:
        raise NotFound("no village")
    parcels = marked(request, shipments(request))
    first = CollectionPoint.objects.filter(village=request.village).first()
    place = f"{first.name}, {first.address}" if first else request.village.title
    initial = {"place": place, "day": timezone.localdate(), "cost_rupiah": 0}
    form = PickupForm(request.POST if "simpan" in request.POST else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            pickup = ask_pickup(parcels, village=request.village, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Jemputan %(number)s dicatat.") % {"number": pickup.number})
            return redirect("desk:pickup", pickup.number)
    if not parcels:
        messages.error(request, _("Tandai dulu paket yang mau dijemput."))
        return redirect("desk:parcels")
    context = {"section": "parcels", "form": form, "parcels": parcels}
    return render(request, "desk/carriage/ask_pickup.html", context, status=422 if form.errors else 200)


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def pickup(request: DeskRequest, number: str) -> HttpResponse:
    """One pickup with its parcels and their shares; POST `apa`: `sudah` with the cost, or `batal`."""
    row = found(_rows(request).filter(number=number))
    form = CostForm(
        request.POST if request.POST.get("apa") == "sudah" else None, initial={"cost_rupiah": row.cost_rupiah}
    )
    if request.method == "POST" and _do(request, row, form):
        return redirect("desk:pickup", number)
    context = {
        "section": "parcels",
        "pickup": row,
        "courier": registry.name_of(row.courier_code),
        "parcels": row.shipments.select_related("seller_order__partner").order_by("pk"),
        "form": form,
    }
    return render(request, "desk/carriage/pickup.html", context, status=422 if form.errors else 200)


@operator_page
@require_safe
def manifest(request: DeskRequest, number: str) -> HttpResponse:
    row = found(_rows(request).filter(number=number))
    parcels = row.shipments.select_related("seller_order__partner", "seller_order__order__shipping_address")
    answer = HttpResponse(manifest_pdf(row, list(parcels.order_by("pk"))), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="manifes-{row.number}.pdf"'
    return answer


def _do(request: DeskRequest, row: Pickup, form: CostForm) -> bool:
    """Whether the step was taken or refused with a word; False when the form must be shown again."""
    try:
        if request.POST.get("apa") == "batal":
            call_off_pickup(row.pk)
            messages.success(request, _("Jemputan dibatalkan. Paketnya bisa dijemput lain kali."))
        elif form.is_valid():
            mark_collected(row.pk, form.cleaned_data["cost_rupiah"])
            messages.success(request, _("Jemputan selesai. Pembeli sudah diberi tahu."))
        else:
            return False
    except RuleBroken as error:
        messages.error(request, error.message)
    return True


def _rows(request: DeskRequest) -> Any:
    return Pickup.objects.filter(village__in=request.village_codes)
