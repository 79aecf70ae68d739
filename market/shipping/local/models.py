"""The village's own carriage: zones with prices, drivers, points, each parcel that a neighbour carries or fetches."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def words_of(text: str) -> list[str]:
    """`Krajan, Kalisari` as a list."""
    return [word.strip() for word in re.split(r"[,;\n]", text) if word.strip()]


class Zone(models.Model):
    """Where a village's ojek goes and for how much. Without hamlets and RWs it is the whole destination village."""

    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Nama zona"), max_length=60)
    dusun = models.CharField(_("Dusun"), max_length=200, blank=True)
    rw = models.CharField("RW", max_length=60, blank=True)
    price_rupiah = models.PositiveIntegerField(_("Harga"))
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["village", "price_rupiah", "name"]
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="zone_name_once")]

    def __str__(self) -> str:
        return self.name


class CollectionPoint(models.Model):
    """A place in the village where buyers fetch what they bought: the smart warung, the village hall."""

    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Nama tempat"), max_length=50)
    address = models.CharField(_("Alamat"), max_length=200)
    opening_hours = models.CharField(_("Jam buka"), max_length=100, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["village", "name"]
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="point_name_once")]

    def __str__(self) -> str:
        return self.name


class Driver(models.Model):
    """Who rides for a village. Signs in with the phone; sees only the parcels that were given to him."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drives")
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Nama"), max_length=100)
    phone = models.CharField(_("Nomor HP"), max_length=16)
    vehicle = models.CharField(_("Motor dan pelat"), max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["village", "name"]
        constraints = [models.UniqueConstraint(fields=["user", "village"], name="driver_once_per_village")]

    def __str__(self) -> str:
        return self.name


class LocalDelivery(models.Model):
    """A parcel that stays among neighbours: given to the buyer against the code that stands on the order's page."""

    shipment = models.OneToOneField("shipping.Shipment", on_delete=models.PROTECT, related_name="local")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries")
    code = models.CharField(max_length=6)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    assigned_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    receiver_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["driver"], condition=Q(delivered_at=None), name="deliveries_under_way"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}"


class Switch(models.Model):
    """A courier, or one of its services, that a village does not offer, and the reason that buyers read."""

    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    courier_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=30, blank=True)
    reason = models.CharField(_("Alasan"), max_length=160)

    class Meta:
        ordering = ["village", "courier_code", "service_code"]
        constraints = [
            models.UniqueConstraint(fields=["village", "courier_code", "service_code"], name="switch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.courier_code} {self.service_code}".strip()


class PickupHours(models.Model):
    """Until when a request is still fetched on the same day in a village, and on which weekdays nobody comes."""

    village = models.OneToOneField("address.Village", on_delete=models.PROTECT, related_name="+")
    last_hour = models.PositiveSmallIntegerField(_("Batas jam jemput"), default=14)
    rest_days = models.CharField(_("Hari libur tetap"), max_length=14, blank=True, default="6")  # 0 is Monday

    def __str__(self) -> str:
        return f"{self.village_id} {self.last_hour}"


class ClosedDay(models.Model):
    """A day on which nobody fetches in a village: all couriers, or one of them."""

    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    courier_code = models.CharField(max_length=20, blank=True)
    day = models.DateField(_("Tanggal"))
    name = models.CharField(_("Nama hari libur"), max_length=60)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["village", "courier_code", "day"], name="closed_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
