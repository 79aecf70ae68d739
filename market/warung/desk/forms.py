"""What an operator may say about a warung."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.errors import RuleBroken
from market.core.phones import PhoneField
from market.warung.devices import pins
from market.warung.models import Device, Staff, Warung

MOST_RUPIAH = 1_000_000_000


class WarungForm(forms.ModelForm):
    phone = PhoneField(label=_("Nomor HP"), required=False)
    commission_percent = forms.DecimalField(
        label=_("Komisi toko (persen dari harga barang)"), min_value=0, max_value=50, decimal_places=2
    )

    class Meta:
        model = Warung
        fields = ("name", "address", "phone", "opening_hours", "goods_from", "kasbon_limit_rupiah")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commission_percent"].initial = self.instance.commission_basis_points / 100

    def save(self, commit: bool = True) -> Warung:
        self.instance.commission_basis_points = int(self.cleaned_data["commission_percent"] * 100)
        return super().save(commit)


class PinField(forms.CharField):
    def __init__(self, **more: Any) -> None:
        widget = forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label=_("PIN (4 sampai 8 angka)"), max_length=8, widget=widget, **more)

    def clean(self, value: Any) -> str:
        pin = str(super().clean(value))
        try:
            pins.hashed(pin)
        except RuleBroken as error:
            raise forms.ValidationError(str(error.message)) from error
        return pin


class StaffForm(forms.Form):
    name = forms.CharField(label=_("Nama petugas"), max_length=60)
    role = forms.ChoiceField(label=_("Tugas"), choices=Staff.Role.choices)
    pin = PinField()


class NewPinForm(forms.Form):
    pin = PinField()


class PairForm(forms.Form):
    profile = forms.ChoiceField(label=_("Dipakai sebagai"), choices=Device.Profile.choices)


class ReceivedForm(forms.Form):
    received = forms.IntegerField(
        label=_("Uang yang dihitung BUMDes (rupiah)"), min_value=0, max_value=MOST_RUPIAH,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class SolvedForm(forms.Form):
    words = forms.CharField(label=_("Bagaimana selisihnya diselesaikan"), max_length=200)
