"""The form of a fee rule: for whom, what, how much in percent, from which day."""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.address.models import Village
from market.catalogue.models import Category
from market.order.models import FeeRule
from market.partner.models import Partner
from market.users.access import DeskRequest
from market.users.models import User

POINTS_IN_A_PERCENT = 100
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FeeForm(forms.Form):
    """`desk` is the request of whoever fills it in: its villages bound what may be chosen."""

    name = forms.CharField(label=gettext_lazy("Nama biaya"), max_length=40, initial=gettext_lazy("Komisi toko"))
    percent = forms.CharField(
        label=gettext_lazy("Persen dari harga barang"),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    who = forms.ChoiceField(label=gettext_lazy("Untuk siapa"))
    category = forms.ChoiceField(label=gettext_lazy("Untuk kategori"), required=False)
    from_on = forms.DateField(label=gettext_lazy("Mulai berlaku"), widget=DATE)
    until_on = forms.DateField(label=gettext_lazy("Sampai (hari terakhir)"), widget=DATE, required=False)

    def __init__(self, *args: Any, desk: DeskRequest, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = _whom(desk)  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("semua kategori")), *_categories()]  # type: ignore[attr-defined]
        self.fields["from_on"].initial = _tomorrow()
        self.fields["percent"].help_text = _("Angka dengan koma, misalnya 4,5. Paling banyak %(most)s.") % {
            "most": FeeRule.MOST_BASIS_POINTS // POINTS_IN_A_PERCENT
        }
        self.fields["percent"].initial = f"{settings.COMMISSION_BASIS_POINTS / POINTS_IN_A_PERCENT:g}".replace(".", ",")

    def clean_percent(self) -> int:
        """The basis points."""
        words = str(self.cleaned_data["percent"]).strip().rstrip("%").strip().replace(",", ".")
        try:
            points = Decimal(words) * POINTS_IN_A_PERCENT
            whole = int(points)
        except (InvalidOperation, ValueError, OverflowError) as error:
            raise forms.ValidationError(_("Tulis angka, misalnya 4,5.")) from error
        if points != whole or not 0 <= whole <= FeeRule.MOST_BASIS_POINTS:
            most = FeeRule.MOST_BASIS_POINTS // POINTS_IN_A_PERCENT
            raise forms.ValidationError(
                _("Antara 0 dan %(most)s, paling banyak dua angka di belakang koma.") % {"most": most}
            )
        return whole

    def clean_from_on(self) -> Any:
        """From tomorrow at the earliest, so that the orders of today keep their fee."""
        day = self.cleaned_data["from_on"]
        if day < _tomorrow():
            raise forms.ValidationError(_("Paling cepat besok, supaya pesanan hari ini memakai biaya yang lama."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        until_on, from_on = cleaned.get("until_on"), cleaned.get("from_on")
        if until_on and from_on and until_on < from_on:
            self.add_error("until_on", _("Hari terakhir tidak boleh sebelum hari mulai."))
        return cleaned

    def save(self, *, by: User) -> FeeRule:
        said = self.cleaned_data
        kind, _colon, about = said["who"].partition(":")
        return FeeRule.objects.create(
            name=said["name"], basis_points=said["percent"], from_on=said["from_on"], until_on=said["until_on"],
            made_by=by, category_id=int(said["category"]) if said["category"] else None,
            village_id=about if kind == "village" else None, partner_id=int(about) if kind == "partner" else None,
        )  # fmt: skip


def _tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


def _whom(desk: DeskRequest) -> list[tuple[str, str]]:
    """The house, its villages, its sellers: as far as this person reaches."""
    sellers = Partner.objects.exclude(village=None).order_by("name")
    if not desk.whole_house:
        sellers = sellers.filter(village_id__in=desk.village_codes)
    rows = list(sellers.values_list("pk", "name", "village_id"))
    codes = set(desk.village_codes) | {code for _pk, _name, code in rows}
    villages = Village.objects.filter(pk__in=codes).order_by("name").values_list("pk", "name")
    return [
        *([("house", _("semua penjual"))] if desk.whole_house else []),
        *((f"village:{pk}", _("penjual Desa %(name)s") % {"name": name}) for pk, name in villages),
        *((f"partner:{pk}", name) for pk, name, _code in rows),
    ]


def _categories() -> list[tuple[str, str]]:
    rows = Category.objects.order_by("path").only("pk", "name", "depth")
    return [(str(row.pk), f"{'– ' * (row.depth - 1)}{row.name}") for row in rows]
