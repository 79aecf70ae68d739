"""Pickups of many parcels at one place, couriers' bills and what they pay over, each line kept as it was told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pickup(models.Model):
    """One coming of a courier to one place of the village, for the parcels of several sellers; its cost is shared."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Diminta")
        COLLECTED = "collected", _("Sudah dijemput")
        CALLED_OFF = "called_off", _("Dibatalkan")

    number = models.CharField(max_length=20, unique=True)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    courier_code = models.CharField(max_length=20)
    place = models.CharField(_("Tempat"), max_length=200)
    day = models.DateField(_("Tanggal"))
    cost_rupiah = models.PositiveIntegerField(_("Biaya jemput"), default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number


class Told(models.Model):
    """A file that a courier sent, taken in once for a village: the same file again is the same row."""

    courier_code = models.CharField(max_length=20)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class ToldLine(models.Model):
    """One waybill of such a file. Without a shipment it waits for a person (`problem`)."""

    class Problem(models.TextChoices):
        NONE = "", ""
        UNKNOWN = "unknown", _("Resi tidak dikenal")
        TWICE = "twice", _("Sudah dihitung sebelumnya")
        AMOUNT = "amount", _("Jumlahnya berbeda")

    row = models.PositiveIntegerField()
    awb = models.CharField(max_length=40)
    amount_rupiah = models.PositiveBigIntegerField()
    shipment = models.ForeignKey("shipping.Shipment", on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=10, choices=Problem.choices, blank=True, default="")

    class Meta:
        abstract = True
        ordering = ["row"]

    def __str__(self) -> str:
        return self.awb


class CourierBill(Told):
    """What a courier wants for what it carried."""

    class Meta(Told.Meta):
        constraints = [models.UniqueConstraint(fields=["village", "courier_code", "digest"], name="bill_once")]


class BillLine(ToldLine):
    """The billed price of one waybill beside the price that the buyer paid."""

    bill = models.ForeignKey(CourierBill, on_delete=models.PROTECT, related_name="lines")
    weight_grams = models.PositiveIntegerField(default=0)
    quoted_rupiah = models.PositiveBigIntegerField(default=0)

    class Meta(ToldLine.Meta):
        constraints = [models.UniqueConstraint(fields=["bill", "awb"], name="bill_line_once")]

    @property
    def difference_rupiah(self) -> int:
        """What the courier wants beyond the buyer's postage; less is negative."""
        return self.amount_rupiah - self.quoted_rupiah


class Remittance(Told):
    """What a courier paid over of the cash that it took at the doors."""

    class Meta(Told.Meta):
        constraints = [models.UniqueConstraint(fields=["village", "courier_code", "digest"], name="remittance_once")]


class RemittanceLine(ToldLine):
    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="lines")
    fee_rupiah = models.PositiveBigIntegerField(default=0)

    class Meta(ToldLine.Meta):
        constraints = [models.UniqueConstraint(fields=["remittance", "awb"], name="remittance_line_once")]
