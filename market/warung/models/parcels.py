"""Parcels that lie at the warung until somebody collects them, and photos that a tablet took."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.warung.models.devices import Device
from market.warung.models.points import Staff, Warung


class ParcelAtPoint(models.Model):
    """A parcel on the shelf. `claim_code` is told to the buyer; three wrong ones raise an alarm."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Di toko smart")
        COLLECTED = "collected", _("Sudah diambil")
        RETURNED = "returned", _("Dikembalikan")

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="parcels")
    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, null=True, related_name="at_points")
    awb = models.CharField(max_length=40, blank=True)
    claim_code = models.CharField(max_length=8)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    collected_at = models.DateTimeField(null=True, blank=True)
    collected_by = models.CharField(max_length=100, blank=True)  # the person who took it
    handed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller_order"], condition=Q(state="waiting"), name="parcel_at_one_point_only"
            ),
        ]
        indexes = [models.Index(fields=["warung", "state", "-received_at"], name="parcels_at_point")]

    def __str__(self) -> str:
        return f"{self.warung_id}/{self.pk}"


class Photo(models.Model):
    """What the tablet photographed, made anew without the place and the camera. `kept` is as catalogue.photos says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)
    kept = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "digest"], name="photo_once")]
