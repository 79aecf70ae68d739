"""The warungs of a village: the list, one of them, its settings and its people."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import RuleBroken
from market.users.access import DeskRequest, operator_page
from market.warung.desk import access
from market.warung.desk.forms import NewPinForm, PairForm, StaffForm, WarungForm
from market.warung.devices import events, pins
from market.warung.models import Event, Staff, Warung

SECTION = "warung"
EVENTS = 15


@require_safe
@operator_page
def index(request: DeskRequest) -> HttpResponse:
    """Every warung with what an operator looks for first: tablets, when they were heard of, what is open."""
    live = Q(devices__revoked_at=None)
    rows = access.warungs(request).annotate(
        tablets=Count("devices", filter=live, distinct=True),
        heard_at=Max("devices__last_contact_at", filter=live),
        open_deposits=Count("deposits", filter=Q(deposits__state__in=["sent", "differs"]), distinct=True),
        held=Count("orders", filter=Q(orders__state="held"), distinct=True),
    )
    return render(request, "desk/warung/list.html", {"section": SECTION, "warungs": rows, "form": WarungForm()})


@require_POST
@operator_page
def add(request: DeskRequest) -> HttpResponse:
    form = WarungForm(request.POST, instance=Warung(village=request.village))
    if form.is_valid() and request.village is not None:
        row = form.save()
        messages.success(request, _("%(name)s sudah ditambahkan.") % {"name": row.name})
        return redirect("warungs:point", row.pk)
    return render(
        request, "desk/warung/list.html", {"section": SECTION, "warungs": access.warungs(request), "form": form}
    )


@require_safe
@operator_page
def point(request: DeskRequest, pk: int) -> HttpResponse:
    return _point(request, access.warung(request, pk))


def _point(request: DeskRequest, warung: Warung, **forms: object) -> HttpResponse:
    shown = {
        "section": SECTION, "warung": warung, "crew": warung.crew.filter(left_at=None).order_by("name"),
        "devices": warung.devices.order_by("revoked_at", "-paired_at"), "now": timezone.now(),
        "events": Event.objects.filter(warung=warung).select_related("staff").order_by("-at")[:EVENTS],
        "staff_form": StaffForm(), "pair_form": PairForm(), "form": WarungForm(instance=warung), **forms,
    }  # fmt: skip
    return render(request, "desk/warung/point.html", shown)


@require_POST
@operator_page
def change(request: DeskRequest, pk: int) -> HttpResponse:
    warung = access.warung(request, pk)
    form = WarungForm(request.POST, instance=warung)
    if not form.is_valid():
        return _point(request, access.warung(request, pk), form=form)
    form.save()
    messages.success(request, _("Perubahan sudah disimpan. Tablet menerimanya saat ada sinyal."))
    return redirect("warungs:point", pk)


@require_POST
@operator_page
def hire(request: DeskRequest, pk: int) -> HttpResponse:
    warung = access.warung(request, pk)
    form = StaffForm(request.POST)
    if form.is_valid():
        try:
            pins.hire(warung, form.cleaned_data["name"], form.cleaned_data["pin"], form.cleaned_data["role"])
        except RuleBroken as error:
            form.add_error("name", str(error.message))
        else:
            messages.success(request, _("%(name)s sudah bisa masuk dengan PIN-nya.") % form.cleaned_data)
            return redirect("warungs:point", pk)
    return _point(request, warung, staff_form=form)


@operator_page
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """One of the crew: a new PIN, or good-bye after a second look."""
    staff = access.staff(request, pk)
    form = NewPinForm(request.POST if request.POST.get("do") == "pin" else None)
    if request.method == "POST" and request.POST.get("do") == "leave":
        Staff.objects.filter(pk=staff.pk, left_at=None).update(left_at=timezone.now())
        events.note(staff.warung, "staff_left", staff=staff, words=f"{staff.name}: {request.user}")
        messages.success(request, _("%(name)s tidak bertugas lagi.") % {"name": staff.name})
        return redirect("warungs:point", staff.warung_id)
    if request.method == "POST" and form.is_valid():
        pins.change(staff, form.cleaned_data["pin"])
        events.note(staff.warung, "pin_changed", staff=staff, words=str(request.user))
        messages.success(request, _("PIN %(name)s sudah diganti.") % {"name": staff.name})
        return redirect("warungs:point", staff.warung_id)
    return render(request, "desk/warung/person.html", {"section": SECTION, "staff": staff, "form": form})
