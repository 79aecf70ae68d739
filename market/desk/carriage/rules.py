"""What the village offers and when: couriers and services switched off with a reason, hours of pickup, holidays."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import NotFound
from market.desk.carriage.access import found
from market.shipping import registry
from market.shipping.couriers.flat import Flat
from market.shipping.local.calendar import calendar_of
from market.shipping.local.models import ClosedDay, PickupHours, Switch
from market.shipping.models import Quote
from market.users.access import DeskRequest, operator_page

QUOTES_READ = 400  # the newest quotes name the services that couriers offer here
DAYS = [
    ("0", gettext_lazy("Senin")), ("1", gettext_lazy("Selasa")), ("2", gettext_lazy("Rabu")),
    ("3", gettext_lazy("Kamis")), ("4", gettext_lazy("Jumat")), ("5", gettext_lazy("Sabtu")),
    ("6", gettext_lazy("Minggu")),
]  # fmt: skip


class HoursForm(forms.Form):
    last_hour = forms.TypedChoiceField(
        label=gettext_lazy("Permintaan jemput hari itu sampai pukul"), coerce=int,
        choices=[(hour, f"{hour:02d}.00") for hour in range(6, 21)],
    )  # fmt: skip
    rest_days = forms.MultipleChoiceField(
        label=gettext_lazy("Hari tanpa jemputan"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_rest_days(self) -> str:
        days = self.cleaned_data["rest_days"]
        if len(days) == len(DAYS):
            raise forms.ValidationError(_("Paling sedikit satu hari harus ada jemputan."))
        return "".join(sorted(days))


class ClosedForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Tanggal"), widget=forms.DateInput({"type": "date"}),
        error_messages={"required": gettext_lazy("Isi tanggal."), "invalid": gettext_lazy("Tanggal tidak dikenal.")},
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Nama hari libur"), max_length=60,
        error_messages={"required": gettext_lazy("Isi nama hari libur.")},
    )  # fmt: skip
    courier = forms.ChoiceField(label=gettext_lazy("Kurir"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["courier"].choices = [("", _("Semua kurir")), *_couriers()]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=730):
            raise forms.ValidationError(_("Pilih tanggal mulai hari ini sampai dua tahun ke depan."))
        return day


class SwitchForm(forms.Form):
    service = forms.ChoiceField(label=gettext_lazy("Kurir atau layanan"))
    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=160, help_text=gettext_lazy("Pembeli membaca alasan ini."),
        error_messages={"required": gettext_lazy("Isi alasannya; pembeli membacanya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, services: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["service"].choices = services


@operator_page
@require_safe
def page(request: DeskRequest) -> HttpResponse:
    return _page(request)


@operator_page
@require_POST
def hours(request: DeskRequest) -> HttpResponse:
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _page(request, hours=form)
    PickupHours.objects.update_or_create(village=_village(request), defaults=form.cleaned_data)
    messages.success(request, _("Jam jemput disimpan."))
    return redirect("desk:carriage_rules")


@operator_page
@require_POST
def close_day(request: DeskRequest) -> HttpResponse:
    form = ClosedForm(request.POST)
    if not form.is_valid():
        return _page(request, closed=form)
    facts = form.cleaned_data
    where = {"village": _village(request), "courier_code": facts["courier"], "day": facts["day"]}
    ClosedDay.objects.update_or_create(**where, defaults={"name": facts["name"]})
    messages.success(request, _("Hari libur disimpan."))
    return redirect("desk:carriage_rules")


@operator_page
@require_POST
def open_day(request: DeskRequest, pk: int) -> HttpResponse:
    found(ClosedDay.objects.filter(village__in=request.village_codes, pk=pk)).delete()
    messages.success(request, _("Hari libur dihapus."))
    return redirect("desk:carriage_rules")


@operator_page
@require_POST
def switch_off(request: DeskRequest) -> HttpResponse:
    form = SwitchForm(request.POST, services=_services(request))
    if not form.is_valid():
        return _page(request, switch=form)
    courier, _colon, service = form.cleaned_data["service"].partition(":")
    where = {"village": _village(request), "courier_code": courier, "service_code": service}
    Switch.objects.update_or_create(**where, defaults={"reason": form.cleaned_data["reason"]})
    messages.success(request, _("Tidak ditawarkan lagi. Yang sudah dipesan tetap dikirim."))
    return redirect("desk:carriage_rules")


@operator_page
@require_POST
def switch_on(request: DeskRequest, pk: int) -> HttpResponse:
    found(Switch.objects.filter(village__in=request.village_codes, pk=pk)).delete()
    messages.success(request, _("Ditawarkan lagi."))
    return redirect("desk:carriage_rules")


def _village(request: DeskRequest) -> Any:
    if request.village is None:
        raise NotFound("no village")
    return request.village


def _couriers() -> list[tuple[str, str]]:
    return [(code, registry.name_of(code)) for code in settings.COURIERS if code != Flat.code]


def _services(request: DeskRequest) -> list[tuple[str, str]]:
    """Every courier as a whole, then each service that was quoted here lately. One query."""
    rows = Quote.objects.filter(partner__village__in=request.village_codes).order_by("-pk")
    quoted = rows.values_list("courier_code", "service_code", "service_name")[:QUOTES_READ]
    names = {f"{courier}:{service}": registry.service_of(courier, name) for courier, service, name in quoted}
    names.pop(next((key for key in names if key.startswith(f"{Flat.code}:")), ""), None)
    whole = [(f"{code}:", _("%(courier)s, semua layanan") % {"courier": name}) for code, name in _couriers()]
    return [*whole, *sorted(names.items())]


def _page(request: DeskRequest, **forms_sent: Any) -> HttpResponse:
    village = _village(request)
    row = PickupHours.objects.filter(village=village).first() or PickupHours(village=village)
    services = _services(request)
    initial = {"last_hour": row.last_hour, "rest_days": list(row.rest_days)}
    context = {
        "section": "carriage_rules",
        "hours": forms_sent.get("hours") or HoursForm(initial=initial, auto_id="jam_%s"),
        "closed": forms_sent.get("closed") or ClosedForm(auto_id="libur_%s"),
        "switch": forms_sent.get("switch") or SwitchForm(services=services, auto_id="saklar_%s"),
        "closed_days": ClosedDay.objects.filter(village=village, day__gte=timezone.localdate()),
        "switches": [
            {"pk": one.pk, "name": dict(services).get(f"{one.courier_code}:{one.service_code}", str(one)),
             "reason": one.reason}
            for one in Switch.objects.filter(village=village)
        ],
        "next": calendar_of(village.code).words(timezone.now()),
    }  # fmt: skip
    return render(request, "desk/carriage/rules.html", context, status=422 if forms_sent else 200)
