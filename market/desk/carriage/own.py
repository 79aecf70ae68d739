"""Zones, drivers and points of the village: three lists on one page, each with its form."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import NotFound
from market.desk.carriage.access import found
from market.desk.carriage.forms import DriverForm, OfVillage, PointForm, ZoneForm
from market.shipping.local.models import CollectionPoint, Driver, Zone
from market.users.access import DeskRequest, operator_page

KINDS: dict[str, tuple[Any, type[OfVillage], Any]] = {
    "zona": (Zone, ZoneForm, gettext_lazy("Zona ojek")),
    "pengantar": (Driver, DriverForm, gettext_lazy("Pengantar")),
    "titik": (CollectionPoint, PointForm, gettext_lazy("Tempat ambil")),
}


@operator_page
@require_safe
def page(request: DeskRequest) -> HttpResponse:
    kind, pk = request.GET.get("apa", ""), request.GET.get("ubah", "")
    forms = {}
    if kind in KINDS and pk.isdigit() and len(pk) < 12:
        row = found(_rows(request, kind).filter(pk=int(pk)))
        forms[kind] = KINDS[kind][1](instance=row, village=row.village, auto_id=f"{kind}_%s")
    return _page(request, forms)


@operator_page
@require_POST
def save(request: DeskRequest, kind: str) -> HttpResponse:
    """A new row, or with `pk` a changed one; what was typed stays when it is not right."""
    if kind not in KINDS or request.village is None:
        raise NotFound(kind)
    _model, form_of, title = KINDS[kind]
    pk = request.POST.get("pk", "")
    row = found(_rows(request, kind).filter(pk=int(pk))) if pk.isdigit() and len(pk) < 12 else None
    form = form_of(request.POST, instance=row, village=row.village if row else request.village, auto_id=f"{kind}_%s")
    if not form.is_valid():
        return _page(request, {kind: form}, status=422)
    form.save()
    messages.success(request, _("%(what)s disimpan.") % {"what": title})
    return redirect("desk:own_carriage")


@operator_page
@require_POST
def switch(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """Close or open again: nothing is lost, and what was promised is kept."""
    if kind not in KINDS:
        raise NotFound(kind)
    row = found(_rows(request, kind).filter(pk=pk))
    name = "is_active" if kind == "pengantar" else "is_open"
    setattr(row, name, not getattr(row, name))
    row.save(update_fields=[name])
    words = _("%(name)s dibuka lagi.") if getattr(row, name) else _("%(name)s ditutup.")
    messages.success(request, words % {"name": row})
    return redirect("desk:own_carriage")


def _rows(request: DeskRequest, kind: str) -> Any:
    return KINDS[kind][0].objects.filter(village__in=request.village_codes)


def _page(request: DeskRequest, forms: dict[str, OfVillage], status: int = 200) -> HttpResponse:
    blocks = [
        {
            "kind": kind,
            "title": title,
            "rows": list(_rows(request, kind).select_related(*(["destination"] if kind == "zona" else []))),
            "form": forms.get(kind)
            or (form_of(village=request.village, auto_id=f"{kind}_%s") if request.village else None),
        }
        for kind, (_model, form_of, title) in KINDS.items()
    ]
    return render(request, "desk/carriage/own.html", {"section": "own_carriage", "blocks": blocks}, status=status)
