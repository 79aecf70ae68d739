"""The stored tariff, that stands in when no courier answers: a row for each distance."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.shipping.couriers.flat import COLUMNS, Flat
from market.shipping.models import Tariff
from market.users.access import DeskRequest, operator_page

MOST_RUPIAH, MOST_DAYS = 2_000_000, 60


class TariffForm(forms.Form):
    """One distance; the days are told to buyers as "perkiraan"."""

    first_kg_rupiah = forms.IntegerField(label=gettext_lazy("Kg pertama (rupiah)"), min_value=0, max_value=MOST_RUPIAH)
    next_kg_rupiah = forms.IntegerField(
        label=gettext_lazy("Kg berikutnya (rupiah)"), min_value=0, max_value=MOST_RUPIAH
    )
    days_from = forms.IntegerField(label=gettext_lazy("Paling cepat (hari)"), min_value=0, max_value=MOST_DAYS)
    days_to = forms.IntegerField(label=gettext_lazy("Paling lama (hari)"), min_value=0, max_value=MOST_DAYS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("days_from", 0) > cleaned.get("days_to", MOST_DAYS):
            self.add_error("days_to", _("Tidak boleh lebih cepat dari yang paling cepat."))
        return cleaned


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: DeskRequest) -> HttpResponse:
    """POST with `jarak` changes one row; what was promised to buyers before stays as it was promised."""
    distance, sent = request.POST.get("jarak", ""), None
    if distance in Tariff.Distance.values:
        sent = TariffForm(request.POST, auto_id=f"{distance}_%s")
        if sent.is_valid():
            Tariff.objects.update_or_create(distance=distance, defaults=sent.cleaned_data)
            messages.success(request, _("Tarif tersimpan diperbarui."))
            return redirect("desk:tariffs")
    rows = dict(settings.COURIERS.get(Flat.code, {}).get("OPTIONS", {}).get("tariffs", {}))
    for row in Tariff.objects.values("distance", *COLUMNS):
        rows[row.pop("distance")] = row
    blocks = [
        {
            "distance": code,
            "label": label,
            "form": sent if sent is not None and code == distance
            else TariffForm(initial=rows.get(code, {}), auto_id=f"{code}_%s"),
        }
        for code, label in Tariff.Distance.choices
    ]  # fmt: skip
    context = {"section": "parcels", "blocks": blocks}
    return render(request, "desk/carriage/tariffs.html", context, status=422 if sent is not None else 200)
