"""What joining asks: a phone, a code, who and where, and the consents one by one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.address.forms import PlaceForm
from market.core.phones import PhoneField
from sellers import consents


class PhoneForm(forms.Form):
    phone = PhoneField(label=_("Nomor WhatsApp"), help_text=_("Kami kirim kode 6 angka ke nomor ini."))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode 6 angka"),
        max_length=10,
        error_messages={"required": _("Isi kode yang kami kirim.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ShopForm(PlaceForm):
    name = forms.CharField(
        label=_("Nama Anda"),
        max_length=80,
        error_messages={"required": _("Isi nama Anda.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    shop_name = forms.CharField(
        label=_("Nama toko"),
        max_length=60,
        help_text=_("Misalnya: Batik Mbak Rina."),
        error_messages={"required": _("Isi nama toko.")},
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    street = forms.CharField(
        label=_("Jalan, dusun, RT/RW"),
        max_length=120,
        help_text=_("Untuk kurir yang menjemput. Tidak ditampilkan ke pembeli."),
        error_messages={"required": _("Isi jalan atau dusun.")},
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    field_order = ("name", "shop_name", "street", "place")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].label = _("Desa")

    def clean_name(self) -> str:
        return _words(self.cleaned_data["name"], _("Nama terlalu pendek."))

    def clean_shop_name(self) -> str:
        return _words(self.cleaned_data["shop_name"], _("Nama toko terlalu pendek."))


def _words(text: str, complaint: Any) -> str:
    plain = " ".join(text.split())
    if sum(sign.isalnum() for sign in plain) < 2:
        raise forms.ValidationError(complaint)
    return plain


class ConsentForm(forms.Form):
    """One box for each question, never ticked beforehand; the needed ones must be."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in consents.QUESTIONS:
            missing = {"required": _("Toko tidak bisa dibuka tanpa persetujuan ini.")}
            self.fields[one.kind] = forms.BooleanField(label=one.title, required=one.is_needed, error_messages=missing)

    def rows(self) -> list[tuple[consents.Question, forms.BoundField]]:
        return [(one, self[one.kind]) for one in consents.QUESTIONS]

    def agreed(self) -> dict[str, str]:
        """kind -> version of what was ticked."""
        return {one.kind: one.version for one in consents.QUESTIONS if self.cleaned_data.get(one.kind)}
