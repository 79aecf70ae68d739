"""The smart warung: the point in the village that takes orders, cash and parcels."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Warung(models.Model):
    name = models.CharField(_("Nama"), max_length=100)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="warungs")
    address = models.CharField(_("Alamat"), max_length=200)
    phone = models.CharField(_("Nomor HP"), max_length=16, blank=True)
    opening_hours = models.CharField(_("Jam buka"), max_length=100, blank=True)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="warungs")

    def __str__(self) -> str:
        return self.name
