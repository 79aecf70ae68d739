"""An address as Indonesians write it, to be mixed into Oscar's addresses, and the clock at a place.

Oscar's own lines (line2 to line4, state, postcode) are written from these fields on every save: Oscar's pages and
hashes go on working, and an order keeps the names of the day it was placed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from market.address.models import Village

COUNTRY = "ID"
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
# Keppres 41/1987; the provinces of later years lie in the zone of the one they were split from.
WITA_PROVINCES = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT_PROVINCES = {"81", "82", "91", "92", "93", "94", "95", "96"}


@cache
def _indonesia() -> Any:
    """The row of the country, read once by each process."""
    from market.address.models import Country  # the models are built on this file

    return Country.objects.get(pk=COUNTRY)


def timezone_of(place: Village | str) -> str:
    """The name of the time zone of a village or a code: `Asia/Jakarta`, `Asia/Makassar` or `Asia/Jayapura`."""
    province = (place if isinstance(place, str) else place.pk)[:2]
    if province in WITA_PROVINCES:
        return WITA
    return WIT if province in WIT_PROVINCES else WIB


def district_title(code: str, name: str) -> str:
    """`Kec. Bayan`; the six provinces of Papua say distrik (UU 21/2001)."""
    return f"{'Distrik' if code[0] == '9' else 'Kec.'} {name}"


def district_text(village: Village) -> str:
    """`Kec. Bayan, Kab. Purworejo, Jawa Tengah`, for the district around a village."""
    district = district_title(village.code, village.district_name)
    return f"{district}, {village.regency_label}, {village.province_name}"


class PlaceFields(models.Model):
    """The parts of an address that Oscar does not know.

    Mix in before Oscar's abstract address, and name Oscar's Meta, which would be lost otherwise:

        class ShippingAddress(PlaceFields, AbstractShippingAddress):
            class Meta(AbstractShippingAddress.Meta):
                pass
    """

    village = models.ForeignKey("address.Village", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dusun = models.CharField(max_length=60, blank=True, default="")
    rt = models.CharField("RT", max_length=3, blank=True, default="")
    rw = models.CharField("RW", max_length=3, blank=True, default="")
    landmark = models.CharField("patokan", max_length=160, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with Oscar's lines written from the village."""
        self.write_lines()
        super().save(*args, **kwargs)

    def write_lines(self) -> None:
        """Fill Oscar's line2 to line4, state, postcode and country from the fields here; nothing without a village."""
        village = self.village
        if village is None:
            return
        self.country = _indonesia()  # Oscar reads its name into the text for searching
        self.line2 = ", ".join(filter(None, [self.dusun_text, self.rt_rw]))
        self.line3 = f"{village.title}, {district_title(village.code, village.district_name)}"
        self.line4 = village.regency_label
        self.state = village.province_name
        self.postcode = self.postcode or village.postcode

    @property
    def dusun_text(self) -> str:
        return f"Dusun {self.dusun}" if self.dusun else ""

    @property
    def rt_rw(self) -> str:
        """`RT 003/RW 002`, or the one that is known, or nothing."""
        return "/".join(filter(None, [self.rt and f"RT {self.rt}", self.rw and f"RW {self.rw}"]))

    def place_lines(self) -> list[str]:
        """The address without name and phone, as lines for a page or a label; the landmark is not among them.

        Reads Oscar's lines as they were saved, so no query is needed; after changing a field call `write_lines`.
        """
        if self.village_id and not self.line3:
            self.write_lines()
        street = ", ".join(filter(None, [self.line1, self.line2]))
        region = ", ".join(filter(None, [self.line4, f"{self.state} {self.postcode}".strip()]))
        return [line for line in (street, self.line3, region) if line]

    @property
    def place_text(self) -> str:
        """The same on one line: `Jl. Melati 5, Dusun Krajan, RT 003/RW 002, Desa Krandegan, Kec. Bayan, Kab. …`."""
        return ", ".join(self.place_lines())


def facts_of(address: Any) -> dict[str, str]:
    """The parts of a saved address as the form and the session know them; the inverse of `fill`."""
    return {
        "name": address.name,
        "phone": str(getattr(address, "phone_number", "") or ""),
        "street": address.line1,
        "dusun": address.dusun,
        "rt": address.rt,
        "rw": address.rw,
        "village": address.village_id or "",
        "postcode": address.postcode,
        "landmark": address.landmark,
    }


def fill(address: Any, facts: Mapping[str, str]) -> None:
    """Write the facts of a checked form onto an address with PlaceFields and its lines; does not save."""
    address.first_name, address.last_name = facts["name"], ""
    if hasattr(address, "phone_number"):
        address.phone_number = facts["phone"]
    address.line1 = facts["street"]
    address.village_id = facts["village"] or None
    for name in ("dusun", "rt", "rw", "postcode", "landmark"):
        setattr(address, name, facts[name])
    address.write_lines()
