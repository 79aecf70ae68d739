"""The smart warung: the point in the village that takes orders, cash and parcels, and the people who serve there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Warung(models.Model):
    """`goods_from`: whose goods it may sell. `kasbon_limit_rupiah`: how much one neighbour may owe; 0 allows none."""

    class GoodsFrom(models.TextChoices):
        VILLAGE = "village", _("Penjual di desa ini")
        REGENCY = "regency", _("Penjual di kabupaten ini")

    name = models.CharField(_("Nama"), max_length=100)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="warungs")
    address = models.CharField(_("Alamat"), max_length=200)
    phone = models.CharField(_("Nomor HP"), max_length=16, blank=True)
    opening_hours = models.CharField(_("Jam buka"), max_length=100, blank=True)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="warungs")
    goods_from = models.CharField(
        _("Barang yang dijual"), max_length=10, choices=GoodsFrom.choices, default=GoodsFrom.VILLAGE
    )
    kasbon_limit_rupiah = models.PositiveIntegerField(_("Batas kasbon tiap tetangga"), default=200_000)
    commission_basis_points = models.PositiveSmallIntegerField(default=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(commission_basis_points__lte=10_000), name="warung_commission_sane"),
        ]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """Somebody who serves at one warung and opens the tablet by PIN.

    The PIN itself is nowhere: `pin_hash` is what PBKDF2-SHA256 makes of it with `pin_salt` (both hexadecimal) in
    `pin_iterations` rounds, so that a tablet without signal can check it too.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("Pemilik")
        CLERK = "clerk", _("Petugas")

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="crew")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    name = models.CharField(_("Nama"), max_length=60)
    role = models.CharField(_("Tugas"), max_length=10, choices=Role.choices, default=Role.CLERK)
    pin_salt = models.CharField(max_length=64)
    pin_hash = models.CharField(max_length=64)
    pin_iterations = models.PositiveIntegerField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warung", "name"], condition=Q(left_at=None), name="staff_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and self.locked_until > timezone.now()
