"""The address form: by typing, and step by step down the official list, both without JavaScript.

A page shows the form with `components/address_form.html` (or `components/place_fields.html` for the village alone) and
hands what was sent to `submitted(form)`. Buttons named `pindah` only change what is shown; nothing typed is ever lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from market.address.fields import PostcodeField, RtRw, RtRwField
from market.address.models import Village
from market.address.places import district_text
from market.address.regions import is_named, search_districts, search_villages, step_choices
from market.core.phones import PhoneField

TYPING, LISTS = "ketik", "daftar"
MOVE = "pindah"
MAX_CHOICES = 20


class Step(NamedTuple):
    """One select of the step by step way: the field, what may be chosen, and what is ("" when nothing fitting is)."""

    field: forms.BoundField
    choices: list[tuple[str, str]]
    chosen: str


class PlaceForm(forms.Form):
    """Which village. `cleaned_data["village"]` is a Village.

    With `per_district=True` the answer is a district: any one village of it, which is enough to ask for postage.
    `near` is a code ("33.06") whose surroundings come first among namesakes.
    """

    place = forms.CharField(
        label=_("Desa atau kelurahan"), max_length=200, error_messages={"required": _("Isi desa atau kelurahan.")},
        help_text=_("Ketik nama desa dan kecamatan, misalnya: Krandegan Bayan. Kode pos juga bisa."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    village = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)
    choice = forms.CharField(label=_("Desa atau kelurahan"), required=False, max_length=13)
    choice_for = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    way = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    province = forms.CharField(label=_("Provinsi"), required=False, max_length=2)
    regency = forms.CharField(label=_("Kabupaten atau kota"), required=False, max_length=5)
    district = forms.CharField(label=_("Kecamatan"), required=False, max_length=8)
    use_required_attribute = False  # or a browser would refuse the buttons that only move

    def __init__(self, *args: Any, per_district: bool = False, near: str | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.per_district = per_district
        self.near = near
        self.found: list[Village] = []
        self.fields["place"].required = not self.by_lists
        self.last_step = "district" if per_district else "choice"
        url = reverse("places:search") + ("?per=kecamatan" if per_district else "")
        self.fields["place"].widget.attrs |= {"data-places": url, "data-code": self.add_prefix("village")}
        if per_district:
            self.fields["place"].label = _("Kecamatan atau desa")
            self.fields["place"].help_text = _("Ketik nama kecamatan atau desa, misalnya: Bayan Purworejo.")

    # --- what the page shows

    @property
    def is_moving(self) -> bool:
        """Whether a button was pressed that only changes what is shown."""
        return self.is_bound and self.add_prefix(MOVE) in self.data

    def carried_on(self) -> PlaceForm:
        """The form as the pressed button wants it shown: all that was typed still there, no complaints yet."""
        typed = {name: self[name].value() or "" for name in self.fields}
        target = self.data[self.add_prefix(MOVE)]
        if target in (TYPING, LISTS):
            typed["way"] = target
        self.propose(typed)
        return type(self)(
            initial=typed, prefix=self.prefix, auto_id=self.auto_id, per_district=self.per_district, near=self.near
        )

    def propose(self, typed: dict[str, str]) -> None:
        """For subclasses: fill in what follows from the village that was chosen last."""

    @property
    def by_lists(self) -> bool:
        return self["way"].value() == LISTS

    @property
    def move_name(self) -> str:
        return self.add_prefix(MOVE)

    @cached_property
    def steps(self) -> list[Step]:
        """The selects to show: one more than are answered, each answer lying inside the one before it."""
        shown, above = [], ""
        for name in ("province", "regency", "district", "choice"):
            choices = step_choices(above)
            above = str(self[name].value() or "")
            chosen = above if above in dict(choices) else ""
            shown.append(Step(self[name], choices, chosen))
            if not chosen or name == self.last_step:
                break
        return shown

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the typed name may mean, as (code, label), to be chosen from."""
        return [(village.code, self._label(village)) for village in self.found]

    def _label(self, village: Village) -> str:
        return district_text(village) if self.per_district else f"{village.title}, {village.label.split(', ', 1)[1]}"

    # --- what was meant

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        find = self._from_lists if cleaned.get("way") == LISTS else self._from_typing
        cleaned["village"] = find(cleaned)
        return cleaned

    def _from_lists(self, cleaned: dict[str, Any]) -> Village | None:
        village = self._stepped_to()
        if village is None:
            field = self.steps[-1].field
            self.add_error(field.name, _("Pilih %(level)s.") % {"level": str(field.label).lower()})
        return village

    def _stepped_to(self) -> Village | None:
        """The village at the end of the steps, or the first of the district when that is the end."""
        last = self.steps[-1]
        if last.field.name != self.last_step or not last.chosen:
            return None
        villages = Village.objects.filter(retired_on=None, code__startswith=last.chosen)
        return villages.order_by("code").first()

    def _from_typing(self, cleaned: dict[str, Any]) -> Village | None:
        text = cleaned.get("place") or ""
        village = self._chosen(cleaned, text)
        if village is not None:
            return village
        if "place" in self.errors:
            return None
        search = search_districts if self.per_district else search_villages
        self.found = search(text, limit=MAX_CHOICES, near=self.near)
        if not self.found:
            self.add_error("place", _("Tempat itu tidak ditemukan. Periksa ejaannya atau pilih dari daftar provinsi."))
        elif len(self.found) == 1 and is_named(text, *self._names(self.found[0])):
            return self.found.pop()
        else:
            self.add_error("choice", _("Pilih tempat yang dimaksud."))
        return None

    def _names(self, village: Village) -> list[str]:
        return [village.name, village.district_name] if self.per_district else [village.name]

    def _chosen(self, cleaned: dict[str, Any], text: str) -> Village | None:
        """The village already chosen for this very text: by a suggestion, by a radio button, or earlier."""
        villages = Village.objects.filter(retired_on=None)
        if cleaned.get("choice") and cleaned.get("choice_for") == text:
            return villages.filter(pk=cleaned["choice"]).first()
        village = villages.filter(pk=cleaned.get("village") or "").first()
        if village and text in (village.label, district_text(village) if self.per_district else ""):
            return village
        return None


class AddressForm(PlaceForm):
    """A whole Indonesian address. `facts()` is what the session keeps and `places.fill` writes onto an address."""

    name = forms.CharField(
        label=_("Nama penerima"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Isi nama penerima.")},
    )  # fmt: skip
    phone = PhoneField(label=_("Nomor HP"), help_text=_("Kurir menelepon nomor ini, misalnya 0812-3456-7890."))
    street = forms.CharField(
        label=_("Jalan dan nomor rumah"), max_length=200, widget=forms.TextInput({"autocomplete": "address-line1"}),
        error_messages={"required": _("Isi jalan dan nomor rumah. Bila tidak ada, tulis nama tempatnya.")},
    )  # fmt: skip
    dusun = forms.CharField(label=_("Dusun"), required=False, max_length=60)
    rt_rw = RtRwField(label=_("RT/RW"), help_text=_("Misalnya 3/2."))
    postcode = PostcodeField(label=_("Kode pos"), help_text=_("Bila kosong, diisi dari desa."))
    landmark = forms.CharField(
        label=_("Patokan"), required=False, max_length=160, help_text=_("Misalnya: depan musala, pagar hijau.")
    )
    proposed = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    field_order = ("name", "phone", "street", "dusun", "rt_rw", "place", "postcode", "landmark")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {"data-postcode": self.add_prefix("postcode"), "data-proposed": self.add_prefix("proposed")}
        self.fields["place"].widget.attrs |= names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        village = cleaned.get("village")
        if village and cleaned.get("postcode") in ("", cleaned.get("proposed")):
            cleaned["postcode"] = village.postcode
        return cleaned

    def propose(self, typed: dict[str, str]) -> None:
        """The postcode of the village chosen from the lists, unless somebody wrote another one."""
        village = self._stepped_to() if typed["way"] == LISTS else None
        if village and typed["postcode"] in ("", typed["proposed"]):
            typed["postcode"] = typed["proposed"] = village.postcode

    def facts(self) -> dict[str, str]:
        """The checked address as plain strings (`places.fill`, `address_initial`); only after `is_valid()`."""
        cleaned = self.cleaned_data
        rt_rw: RtRw = cleaned["rt_rw"]
        plain = {name: cleaned[name] for name in ("name", "phone", "street", "dusun", "postcode", "landmark")}
        return {**plain, "rt": rt_rw.rt, "rw": rt_rw.rw, "village": cleaned["village"].code}


def address_initial(facts: Mapping[str, str]) -> dict[str, str]:
    """The `initial` of an AddressForm for an address that is known already (from the session, or `places.facts_of`)."""
    village = Village.objects.filter(pk=facts.get("village", "")).first()
    initial = {name: facts.get(name, "") for name in ("name", "phone", "street", "dusun", "postcode", "landmark")}
    initial["rt_rw"] = str(RtRw(facts.get("rt", ""), facts.get("rw", "")))
    if village:
        initial |= {"place": village.label, "village": village.code, "proposed": village.postcode}
    return initial


AnyForm = TypeVar("AnyForm", bound=PlaceForm)


def submitted(form: AnyForm) -> tuple[AnyForm, bool]:
    """The form to show next, and whether it is complete and right. A page with this form calls nothing else.

    form, is_done = submitted(AddressForm(request.POST))
    """
    if form.is_moving:
        return form.carried_on(), False  # type: ignore[return-value]
    return form, form.is_valid()
