"""A good in five fields: photo, name, price, unit, stock. The rest may come later, on the same page further down."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.catalogue.models import Category, Product, Unit

MOST_RUPIAH, MOST_STEPS, TITLE_LENGTH = 100_000_000, 100_000, 80
PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class RupiahField(forms.CharField):
    """`12.500`, `12500`, `Rp 12.500`: whole rupiah."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "max_length": 20, **options})

    def clean(self, value: Any) -> int | None:
        typed = re.sub(r"^rp\s*", "", super().clean(value).strip().lower())
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})*|[0-9]{1,9}", typed):
            raise forms.ValidationError(_("Tulis angka saja, misalnya 12.500."))
        amount = int(typed.replace(".", ""))
        if not 0 < amount <= MOST_RUPIAH:
            raise forms.ValidationError(_("Harga dari Rp1 sampai Rp100.000.000."))
        return amount


class GoodsForm(forms.Form):
    """With `draft=True` a name is enough."""

    photo = forms.FileField(
        label=_("Foto"),
        error_messages={"required": _("Ambil satu foto barang."), "empty": _("Berkas foto kosong. Ambil lagi.")},
        widget=forms.FileInput({"accept": PHOTO_TYPES, "data-photo": ""}),
    )
    title = forms.CharField(
        label=_("Nama barang"), max_length=TITLE_LENGTH, error_messages={"required": _("Isi nama barang.")},
        help_text=_("Misalnya: Keripik singkong balado."), widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    price = RupiahField(label=_("Harga (Rp)"), error_messages={"required": _("Isi harga.")})
    unit = forms.ChoiceField(label=_("Dijual per"), choices=Unit.choices)
    stock = forms.IntegerField(
        label=_("Stok"), min_value=0, max_value=MOST_STEPS, widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            "required": _("Isi jumlah stok."), "invalid": _("Tulis angka, misalnya 10."),
            "min_value": _("Stok tidak bisa kurang dari nol."), "max_value": _("Stok paling banyak 100.000."),
        },
    )  # fmt: skip
    description = forms.CharField(
        label=_("Cerita barang"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Isi, rasa, bahan, cara simpan."),
    )  # fmt: skip
    weight_grams = forms.IntegerField(
        label=_("Berat kirim (gram)"), required=False, min_value=1, max_value=70_000,
        help_text=_("Ditimbang bersama bungkusnya. Untuk menghitung ongkir."),
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Tulis angka, misalnya 250."), "min_value": _("Berat paling sedikit 1 gram."),
            "max_value": _("Berat paling banyak 70.000 gram."),
        },
    )  # fmt: skip
    shelf_life_days = forms.IntegerField(
        label=_("Tahan berapa hari"), required=False, min_value=1, max_value=3650,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Tulis angka, misalnya 30."), "min_value": _("Paling sedikit 1 hari."),
            "max_value": _("Paling banyak 3.650 hari."),
        },
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label=_("Rak"), required=False, queryset=Category.objects.none(), empty_label=_("Belum dipilih"),
        error_messages={"invalid_choice": _("Pilih rak dari daftar.")},
    )  # fmt: skip
    use_required_attribute = False  # a draft may leave them empty

    def __init__(self, *args: Any, draft: bool = False, known: Product | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].queryset = Category.objects.filter(is_public=True).order_by("path")  # type: ignore[attr-defined]
        has_photo = known is not None and bool(known.cover)
        self.fields["photo"].required = not draft and not has_photo
        self.fields["price"].required = self.fields["stock"].required = not draft

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if sum(sign.isalnum() for sign in title) < 3:
            raise forms.ValidationError(_("Nama barang terlalu pendek."))
        return title
