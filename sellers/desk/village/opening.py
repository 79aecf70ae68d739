"""A new village within five minutes, by a form (OP-20), and what a village tells of itself, set by its operator."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.address.models import Village
from market.address.regions import search_villages
from market.catalogue import photos
from market.catalogue.models import VillagePage
from market.core import phones
from market.core.errors import NotFound
from market.core.phones import PhoneField
from market.users import records
from market.users.access import DeskRequest, desk_page, operator_page
from market.users.models import Role, User
from sellers.desk.village.visiting import PhotoField

FOUND = 10
opening_page = desk_page(Role.Kind.SUPPORT, Role.Kind.DINAS)


class AboutForm(forms.Form):
    """What the page of a village tells."""

    brand = forms.CharField(
        label=gettext_lazy("Nama yang tampil"), required=False, max_length=60,
        help_text=gettext_lazy("Misalnya: Lumbung Krandegan. Kosong: nama desa."),
    )  # fmt: skip
    picture = PhotoField(
        label=gettext_lazy("Logo atau foto desa"), required=False, widget=forms.FileInput({"accept": "image/*"})
    )
    story = forms.CharField(
        label=gettext_lazy("Cerita desa"), required=False, max_length=3000, widget=forms.Textarea({"rows": 4})
    )
    phone = PhoneField(
        label=gettext_lazy("Nomor WhatsApp desa"), required=False,
        help_text=gettext_lazy("Tampil di halaman desa, supaya pembeli bisa bertanya."),
    )  # fmt: skip
    use_required_attribute = False


class OpeningForm(AboutForm):
    """With the person who will work for the village."""

    operator_name = forms.CharField(
        label=gettext_lazy("Nama operator"), max_length=60, error_messages={"required": gettext_lazy("Isi namanya.")}
    )
    operator_phone = PhoneField(
        label=gettext_lazy("Nomor HP operator"), error_messages={"required": gettext_lazy("Isi nomor HP-nya.")},
        help_text=gettext_lazy("Dengan nomor ini operator masuk. Kodenya datang lewat WhatsApp."),
    )  # fmt: skip
    field_order = ("operator_name", "operator_phone")


@dataclass(frozen=True, slots=True)
class Opened:
    village: Village
    operator: User


@opening_page
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """GET `?q=`: find the village in the official list. GET `?kode=`: its form. POST: it is open."""
    code = request.POST.get("kode") or request.GET.get("kode") or ""
    if not code:
        words = request.GET.get("q", "").strip()[:80]
        found = [one for one in search_villages(words, FOUND) if _may(request, one)] if words else []
        open_ = set(VillagePage.objects.filter(village__in=found).values_list("village_id", flat=True))
        context = {"words": words, "found": found, "open": open_, "section": "villages"}
        return render(request, "desk/people/village_find.html", context)
    village = Village.objects.filter(pk=code).first()
    if village is None or not _may(request, village):
        raise NotFound(code)
    form = OpeningForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        opened = open_village(village, form.cleaned_data, request.user)
        return render(request, "desk/people/village_open.html", {"opened": opened, "section": "villages"})
    context = {"village": village, "form": form, "section": "villages"}
    return render(request, "desk/people/village_new.html", context, status=422 if form.errors else 200)


@operator_page
@require_http_methods(["GET", "POST"])
def settings(request: DeskRequest) -> HttpResponse:
    """What the page of the operator's village tells; `hapus` takes the picture away."""
    village = request.village
    page = VillagePage.objects.filter(village=village).first() or VillagePage(village=village)
    told = {"brand": page.brand, "story": page.story, "phone": phones.shown(page.phone) if page.phone else ""}
    form = AboutForm(request.POST or None, request.FILES or None, initial=told)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            write(village, form.cleaned_data, without_picture=bool(request.POST.get("hapus")))
            records.note(request.user, "settings", village.name, village_code=village.code)
        messages.success(request, _("Halaman desa tersimpan."))
        return redirect("people:village_settings")
    context = {"village": village, "page": page, "form": form, "section": "settings"}
    return render(request, "desk/people/village_settings.html", context, status=422 if form.errors else 200)


def open_village(village: Village, told: dict[str, Any], by: Any) -> Opened:
    """The page of the village and its operator, in one transaction. May be repeated: one page, one role a person."""
    with transaction.atomic():
        write(village, told)
        phone = told["operator_phone"]
        person = User.objects.filter(phone=phone).first()
        if person is None:
            person = User.objects.create_person(phone=phone, name=told["operator_name"])
        Role.objects.get_or_create(user=person, kind=Role.Kind.OPERATOR, village=village, regency=None)
        records.note(by, "village_opened", village.label, village_code=village.code, operator=person.pk)
    return Opened(village, person)


def write(village: Village, told: dict[str, Any], *, without_picture: bool = False) -> VillagePage:
    page, _new = VillagePage.objects.get_or_create(village=village)
    old = page.picture
    page.brand, page.story, page.phone = told["brand"], told["story"], told["phone"]
    if told["picture"]:
        page.picture = photos.store(told["picture"], "desa")
    elif without_picture:
        page.picture = {}
    page.save()
    if old and old != page.picture:
        photos.forget(old)
    return page


def _may(request: DeskRequest, village: Village) -> bool:
    """The support of the house everywhere; the dinas in its own regency."""
    if Role.Kind.SUPPORT in request.kinds:
        return True
    roles = Role.objects.filter(user=request.user.pk, kind=Role.Kind.DINAS)
    return roles.filter(regency_id=village.code[:5]).exists()
