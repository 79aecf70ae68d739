"""Somebody of the village saw the work with their own eyes (OP-11): two photos, a day, about where. The seal follows.

The seal is not stored: it is the age of the latest visit (`Partner.seal`), so it turns yellow and goes by itself.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from market.catalogue import photos
from market.partner.models import Partner
from market.users import records
from market.users.access import DeskRequest
from sellers.desk.access import shop_for, shops_for, village_page
from sellers.models import Visit

PAGE, PHOTOS, LATEST, SHOWN = 30, 2, timedelta(days=60), 10
DECIMALS = 2  # of a degree, about a kilometre: most work at home


class PhotoField(forms.FileField):
    """One photo, made anew: without its place, upright, small."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        try:
            return photos.remake(file) if file else None
        except photos.PhotoRefused as error:
            raise forms.ValidationError(error.message) from error


def _photo(label: Any) -> PhotoField:
    return PhotoField(
        label=label, widget=forms.FileInput({"accept": "image/*"}),
        error_messages={"required": gettext_lazy("Ambil fotonya.")},
    )  # fmt: skip


class VisitForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Tanggal kunjungan"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Pilih tanggalnya."), "invalid": gettext_lazy("Pilih tanggalnya.")},
    )
    maker = _photo(gettext_lazy("Foto pembuatnya sedang bekerja"))
    place = _photo(gettext_lazy("Foto tempat dan alatnya"))
    words = forms.CharField(
        label=gettext_lazy("Yang Anda lihat"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Siapa yang membuat, bahannya apa, berapa banyak sehari."),
        error_messages={"required": gettext_lazy("Tulis yang Anda lihat.")},
    )
    point = forms.RegexField(
        r"^\s*(-?\d{1,2}[.,]\d+)\s*[,; ]\s*(-?\d{1,3}[.,]\d+)\s*$",
        label=gettext_lazy("Letak di peta"),
        required=False,
        help_text=gettext_lazy("Salin dari peta, misalnya -7.7123, 109.9876. Disimpan kira-kira satu kilometer."),
        error_messages={"invalid": gettext_lazy("Tulis dua angka, misalnya -7.7123, 109.9876.")},
    )
    use_required_attribute = False

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        today = timezone.localdate()
        if on > today:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        if on < today - LATEST:
            raise forms.ValidationError(_("Kunjungan lebih dari 60 hari lalu tidak bisa dicatat. Kunjungi lagi."))
        return on

    def clean_point(self) -> tuple[float, float] | None:
        typed = self.cleaned_data["point"]
        if not typed:
            return None
        found = self.fields["point"].regex.match(typed)  # type: ignore[attr-defined]
        latitude, longitude = (round(float(one.replace(",", ".")), DECIMALS) for one in found.groups())
        if not (-11.5 <= latitude <= 6.5 and 94.5 <= longitude <= 141.5):
            raise forms.ValidationError(_("Letak ini di luar Indonesia. Angka pertama lintang, kedua bujur."))
        return latitude, longitude


@village_page
@require_GET
def visits(request: DeskRequest) -> HttpResponse:
    """GET: the shops of the village, those that nobody saw first, then by the age of the latest visit. Two queries."""
    rows = shops_for(request).exclude(approved_at=None).order_by(F("seen_on").asc(nulls_first=True), "name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    return render(request, "desk/people/visits.html", {"page": page, "section": "visits"})


@village_page
@require_http_methods(["GET", "POST"])
def visit(request: DeskRequest, code: str) -> HttpResponse:
    """GET: the form, and what was seen before. POST: note a visit; the seal is there at once."""
    shop = shop_for(request, code)
    form = VisitForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        note(shop, request.user, form.cleaned_data)
        messages.success(request, _("Kunjungan tercatat. Tanda “dilihat langsung” sekarang tampil di toko."))
        return redirect("people:visits")
    context = {
        "shop": shop, "form": form, "section": "visits",
        "before": Visit.objects.filter(partner=shop).order_by("-on", "-pk")[:SHOWN],
    }  # fmt: skip
    return render(request, "desk/people/visit.html", context, status=422 if form.errors else 200)


def note(shop: Partner, by: Any, seen: dict[str, Any]) -> Visit:
    """Keep the visit with its photos; an older one that is noted later does not age the seal."""
    kept = [photos.store(seen[name], "kunjungan") for name in ("maker", "place")]
    latitude, longitude = seen["point"] or (None, None)
    with transaction.atomic():
        row = Visit.objects.create(
            partner=shop, by=by, by_name=str(by)[:100], on=seen["on"], photos=kept, words=seen["words"],
            latitude=latitude, longitude=longitude,
        )  # fmt: skip
        Partner.objects.filter(pk=shop.pk).exclude(seen_on__gt=row.on).update(seen_on=row.on, seen_by=row.by_name)
        records.note(by, "visited", shop.code, partner=shop, reason=seen["words"])
    return row
