"""Official regions down to the village, on Oscar's addresses.

Codes are those of Kemendagri, with dots: 33 (province), 33.06 (regency), 33.06.08 (district), 33.06.08.2007 (village).
They are the primary keys, so the code of a place begins with the codes of the places around it. They are not BPS codes.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractUserAddress

from market.address.places import PlaceFields

NAME_LENGTH = 80
POSTCODE_LENGTH = 5


class RegionDataset(models.Model):
    """Which edition of the official list is loaded, where it came from and under which licence."""

    version = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=200)
    decree = models.CharField(max_length=100)
    license = models.CharField(max_length=40)
    village_count = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.version


class Region(models.Model):
    """What all levels share. A place that a later list no longer has is retired, not deleted: orders point at it."""

    name = models.CharField(max_length=NAME_LENGTH)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Province(Region):
    code = models.CharField(max_length=2, primary_key=True)


class Regency(Region):
    """A kabupaten or a kota; `name` is without that word, `label` with it."""

    class Kind(models.TextChoices):
        KABUPATEN = "kabupaten", _("Kabupaten")
        KOTA = "kota", _("Kota")

    code = models.CharField(max_length=5, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="regencies")

    class Meta(Region.Meta):
        verbose_name_plural = "regencies"

    @property
    def label(self) -> str:
        """`Kab. Purworejo`, `Kota Bogor`."""
        return f"{'Kota' if self.kind == self.Kind.KOTA else 'Kab.'} {self.name}"


class District(Region):
    code = models.CharField(max_length=8, primary_key=True)
    regency = models.ForeignKey(Regency, on_delete=models.PROTECT, related_name="districts")


class Village(Region):
    """The names of the places around it are kept on the row too, so that showing a place is one read, no joins."""

    class Kind(models.TextChoices):
        KELURAHAN = "kelurahan", _("Kelurahan")
        DESA = "desa", _("Desa")
        DESA_ADAT = "desa adat", _("Desa Adat")

    code = models.CharField(max_length=13, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="villages")
    district_name = models.CharField(max_length=NAME_LENGTH)
    regency_label = models.CharField(max_length=NAME_LENGTH)
    province_name = models.CharField(max_length=NAME_LENGTH)
    postcode = models.CharField(max_length=POSTCODE_LENGTH, validators=[RegexValidator(r"^\d{5}$")], db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    name_key = models.CharField(max_length=NAME_LENGTH, db_index=True, editable=False)

    @property
    def regency_code(self) -> str:
        return self.code[:5]

    @property
    def province_code(self) -> str:
        return self.code[:2]

    @property
    def title(self) -> str:
        """`Desa Krandegan`."""
        return f"{self.get_kind_display()} {self.name}"

    @property
    def label(self) -> str:
        """What tells namesakes apart: `Krandegan, Bayan, Kab. Purworejo, Jawa Tengah 54224`."""
        return f"{self.name}, {self.district_name}, {self.regency_label}, {self.province_name} {self.postcode}"


class SearchWord(models.Model):
    """A word that occurs in the names of places, for finding what a misspelt word was meant to be (see spelling.py)."""

    word = models.CharField(max_length=NAME_LENGTH, primary_key=True)
    head = models.CharField(max_length=3, db_index=True)
    tail = models.CharField(max_length=3, db_index=True)
    bones = models.CharField(max_length=NAME_LENGTH, db_index=True)
    place_count = models.PositiveIntegerField()


class UserAddress(PlaceFields, AbstractUserAddress):
    """An address in a buyer's own book."""

    class Meta(AbstractUserAddress.Meta):
        pass


from oscar.apps.address.models import *  # noqa: E402, F403
