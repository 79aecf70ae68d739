"""Couriers' bills and what they pay over: a file in, differences and sums out, the tariff's proposal to accept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.core.errors import NotFound, RuleBroken
from market.desk.carriage.access import found
from market.lifecycle.billed import take_bill, take_remittance
from market.shipping import registry
from market.shipping.couriers.base import Can
from market.shipping.models import CourierBill, Remittance
from market.shipping.paper import bills as reading
from market.shipping.paper.files import MAX_BYTES
from market.users.access import DeskRequest, operator_page

SHOWN, LINES_SHOWN = 30, 500
ADDRESS = "shipment__seller_order__order__shipping_address__village"


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Isi berkas"),
        choices=[("tagihan", gettext_lazy("Tagihan ongkir")), ("cod", gettext_lazy("Setoran COD"))],
    )  # fmt: skip
    courier = forms.ChoiceField(label=gettext_lazy("Kurir"))
    file = forms.FileField(
        label=gettext_lazy("Berkas CSV"),
        help_text=gettext_lazy("Kolom resi dan biaya; boleh juga berat dan potongan."),
        error_messages={"required": gettext_lazy("Pilih berkas."), "empty": gettext_lazy("Berkas kosong.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["courier"].choices = [
            (one.code, registry.name_of(one.code)) for one in registry.couriers(Can.BOOK) if not one.is_local
        ]

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MAX_BYTES:
            raise forms.ValidationError(_("Berkas terlalu besar (paling besar 2 MB)."))
        return self.cleaned_data["file"]


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: DeskRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _take(request, form)
        except RuleBroken as error:
            form.add_error("file", error.message)
    context = {
        "section": "parcels", "form": form,
        "bills": [(one, registry.name_of(one.courier_code)) for one in _bills(request)[:SHOWN]],
        "remittances": [(one, registry.name_of(one.courier_code)) for one in _remittances(request)[:SHOWN]],
    }  # fmt: skip
    return render(request, "desk/carriage/bills.html", context, status=422 if form.errors else 200)


@operator_page
@require_safe
def bill(request: DeskRequest, pk: int) -> HttpResponse:
    """Differences per waybill, sums per district, the proposal, and the lines that nobody knows."""
    row = found(_bills(request).filter(pk=pk))
    lines = _lines(row)
    known = [line for line in lines if line.shipment_id and not line.problem]
    context = {
        "section": "parcels", "bill": row, "courier": registry.name_of(row.courier_code),
        "lines": sorted(known, key=lambda line: -abs(line.difference_rupiah))[:LINES_SHOWN],
        "rest": [line for line in lines if line.problem],
        "districts": reading.by_district(known),
        "proposals": reading.proposals(known),
        "billed": sum(line.amount_rupiah for line in known),
        "quoted": sum(line.quoted_rupiah for line in known),
    }  # fmt: skip
    context["difference"] = context["billed"] - context["quoted"]
    return render(request, "desk/carriage/bill.html", context)


@operator_page
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one proposal into the stored tariff."""
    known = [line for line in _lines(found(_bills(request).filter(pk=pk))) if not line.problem]
    wanted = request.POST.get("jarak", "")
    proposal = next((one for one in reading.proposals(known) if one.distance == wanted), None)
    if proposal is None:
        messages.error(request, _("Usulan ini tidak ada lagi."))
    else:
        reading.accept(proposal)
        messages.success(request, _("Tarif tersimpan diperbarui."))
    return redirect("desk:bill", pk)


@operator_page
@require_safe
def remittance(request: DeskRequest, pk: int) -> HttpResponse:
    row = found(_remittances(request).filter(pk=pk))
    lines = list(row.lines.select_related("shipment__seller_order__order"))
    context = {
        "section": "parcels", "remittance": row, "courier": registry.name_of(row.courier_code),
        "lines": [line for line in lines if not line.problem], "rest": [line for line in lines if line.problem],
        "sum": sum(line.amount_rupiah for line in lines if not line.problem),
        "rest_sum": sum(line.amount_rupiah for line in lines if line.problem),
    }  # fmt: skip
    return render(request, "desk/carriage/remittance.html", context)


def _take(request: DeskRequest, form: FileForm) -> HttpResponse:
    if request.village is None:
        raise NotFound("no village")
    file = form.cleaned_data["file"]
    facts = {
        "name": file.name, "courier_code": form.cleaned_data["courier"], "village": request.village,
        "codes": request.village_codes, "by": request.user,
    }  # fmt: skip
    if form.cleaned_data["kind"] == "cod":
        return redirect("desk:remittance", take_remittance(file.read(), **facts).pk)
    return redirect("desk:bill", take_bill(file.read(), **facts).pk)


def _lines(row: CourierBill) -> list[Any]:
    return list(row.lines.select_related(ADDRESS, "shipment__seller_order__partner__village"))


def _bills(request: DeskRequest) -> Any:
    return CourierBill.objects.filter(village__in=request.village_codes)


def _remittances(request: DeskRequest) -> Any:
    return Remittance.objects.filter(village__in=request.village_codes)
