"""What an operator types about the village's own carriage; each mistake names its field."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.address.models import Village
from market.core.phones import PhoneField
from market.shipping.local.models import CollectionPoint, Driver, Zone
from market.users.models import User

MOST_RUPIAH = 500_000


class OfVillage(forms.ModelForm):
    """A row of the village that the operator works in; a name that stands already is said to the field."""

    def __init__(self, *args: Any, village: Village, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.village = self.instance.village if self.instance.pk else village
        self.village = self.instance.village

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = type(self.instance).objects.filter(village=self.village, name__iexact=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Nama ini sudah dipakai."))
        return name


class ZoneForm(OfVillage):
    destination = forms.ModelChoiceField(label=_("Desa tujuan"), queryset=Village.objects.none(), empty_label=None)
    price_rupiah = forms.IntegerField(
        label=_("Ongkos (rupiah)"), min_value=0, max_value=MOST_RUPIAH, widget=forms.TextInput({"inputmode": "numeric"})
    )

    class Meta:
        model = Zone
        fields = ("name", "destination", "dusun", "rw", "price_rupiah")
        help_texts = {
            "dusun": _("Pisahkan dengan koma. Kosong: semua dusun."),
            "rw": _("Pisahkan dengan koma, misalnya 1, 2. Kosong: semua RW."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        around = Village.objects.filter(district=self.village.district_id, retired_on=None).order_by("name")
        self.fields["destination"].queryset = around
        self.fields["destination"].label_from_instance = lambda village: village.title
        self.fields["destination"].initial = self.village.pk


class PointForm(OfVillage):
    class Meta:
        model = CollectionPoint
        fields = ("name", "address", "opening_hours")


class DriverForm(OfVillage):
    """A driver signs in by phone; a person who is known already keeps the login."""

    phone = PhoneField(label=_("Nomor HP"), help_text=_("Pengantar masuk dengan nomor ini."))

    class Meta:
        model = Driver
        fields = ("name", "phone", "vehicle")

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        others = Driver.objects.filter(village=self.village, phone=phone).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Nomor ini sudah terdaftar sebagai pengantar."))
        return phone

    def save(self, commit: bool = True) -> Driver:
        with transaction.atomic():
            user = User.objects.filter(phone=self.cleaned_data["phone"]).first()
            if user is None:
                user = User.objects.create_person(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])
            self.instance.user = user
            return super().save(commit)
