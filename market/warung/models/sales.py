"""What a neighbour ordered over the counter. Its id is that of the operation with which the tablet made it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.warung.models.devices import Device
from market.warung.models.points import Staff, Warung


class WarungOrder(models.Model):
    """The warung's side of an order. `order` is Oscar's, once the goods are promised; a held one has none yet.

    `cash_rupiah` is what lies in the till for it. `claim_code` is what the neighbour says to ask or to collect.
    """

    class State(models.TextChoices):
        HELD = "held", _("Perlu tindakan")
        PLACED = "placed", _("Dipesan")
        CANCELLED = "cancelled", _("Dibatalkan")

    class Payment(models.TextChoices):
        CASH = "cash", _("Tunai")
        KASBON = "kasbon", _("Kasbon")
        LATER = "later", _("Bayar nanti")

    id = models.UUIDField(primary_key=True)
    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="orders")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    shift = models.ForeignKey(
        "warung.Shift", on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="orders"
    )
    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, null=True, related_name="warung_order")
    state = models.CharField(max_length=10, choices=State.choices)
    payment = models.CharField(max_length=10, choices=Payment.choices)
    claim_code = models.CharField(max_length=8, unique=True)
    buyer_name = models.CharField(max_length=100, blank=True)
    buyer_phone = models.CharField(max_length=16, blank=True)
    total_rupiah = models.PositiveBigIntegerField(default=0)
    tendered_rupiah = models.PositiveBigIntegerField(default=0)
    cash_rupiah = models.PositiveBigIntegerField(default=0)
    kasbon_rupiah = models.PositiveBigIntegerField(default=0)  # still owed by the neighbour
    commission_rupiah = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kasbon_rupiah__lte=models.F("total_rupiah")), name="kasbon_within_total")
        ]
        indexes = [
            models.Index(fields=["warung", "-made_at"], name="warung_orders_newest"),
            models.Index(fields=["warung", "buyer_phone"], condition=Q(kasbon_rupiah__gt=0), name="warung_kasbon"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
