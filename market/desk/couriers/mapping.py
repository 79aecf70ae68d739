"""Places whose code no courier's list tells: an operator looks for the code by name, or types it, and confirms."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from market.core.errors import NotFound
from market.shipping import places, registry
from market.shipping.couriers.base import End
from market.shipping.models import PlaceCode
from market.users.access import DeskRequest, operator_page

PAGE_ROWS = 50
FOUND_ROWS = 20
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Kode menurut kurir"), max_length=40, strip=True,
        error_messages={"required": gettext_lazy("Pilih atau ketik kodenya.")},
    )  # fmt: skip

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Kode hanya berisi huruf, angka, dan tanda hubung."))
        return code


@operator_page
@require_safe
def page(request: DeskRequest) -> HttpResponse:
    """All that wait, by courier. Buyers there are not offered that courier meanwhile."""
    rows = Paginator(places.unknown_places(), PAGE_ROWS).get_page(request.GET.get("halaman"))
    waiting = [{"row": row, "courier": registry.name_of(row.courier_code)} for row in rows]
    return render(request, "desk/couriers/places.html", {"section": "couriers", "waiting": waiting, "page_obj": rows})


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: DeskRequest, pk: int) -> HttpResponse:
    """One place: known codes of this courier by name, or a typed one; then "are you sure"; then it is kept."""
    row = PlaceCode.objects.filter(pk=pk, code="").first()
    if row is None:
        raise NotFound(str(pk))
    asked = " ".join(request.GET.get("q", "").split())[:60]
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {
        "section": "couriers", "row": row, "courier": registry.name_of(row.courier_code), "asked": asked, "form": form,
        "found": _search(row, asked or _district(row)),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "desk/couriers/place.html", context)
    if not form.is_valid():
        return render(request, "desk/couriers/place.html", context, status=422)
    code = form.cleaned_data["code"]
    if not request.POST.get("sure"):
        others = PlaceCode.objects.filter(courier_code=row.courier_code, end=row.end, code=code).exclude(pk=row.pk)
        context |= {"code": code, "others": list(others.values_list("label", flat=True)[:3])}
        return render(request, "desk/couriers/place_sure.html", context)
    places.set_code(row.courier_code, End(row.end), row.place, code)
    messages.success(request, _("Kode %(code)s disimpan untuk %(place)s.") % {"code": code, "place": row.label})
    return redirect("desk:courier_places")


def _search(row: PlaceCode, text: str) -> list[dict[str, Any]]:
    """Codes of the same courier that we know, by the names of their places; every word must be there. One query."""
    if not text:
        return []
    known = PlaceCode.objects.filter(courier_code=row.courier_code, end=row.end).exclude(code="")
    for word in text.split()[:5]:
        known = known.filter(label__icontains=word)
    found = known.order_by("label").values("code", "label")[:FOUND_ROWS]
    return list({one["code"]: one for one in found}.values())


def _district(row: PlaceCode) -> str:
    """The regency in the label, so that the first look offers its neighbours: `Krandegan, Bayan, Kab. Purworejo, …`."""
    parts = [part.strip() for part in row.label.split(",")]
    return parts[-2] if len(parts) > 1 else ""
