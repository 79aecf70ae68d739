"""The till's day: shifts, every rupiah that went in or out, and what was carried to the BUMDes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.warung.models.devices import Device
from market.warung.models.points import Staff, Warung


class Shift(models.Model):
    """Its id is that of the operation with which the tablet opened it. Closed once, and never changed afterwards."""

    id = models.UUIDField(primary_key=True)
    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="shifts")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="shifts")
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    float_rupiah = models.PositiveBigIntegerField()
    expected_rupiah = models.BigIntegerField(null=True)
    counted_rupiah = models.PositiveBigIntegerField(null=True)
    difference_rupiah = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    is_forced = models.BooleanField(default=False)  # closed though something on the tablet was not sent yet

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device"], condition=Q(closed_at=None), name="one_open_shift_per_device"),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(difference_rupiah=models.F("counted_rupiah") - models.F("expected_rupiah")),
                name="shift_difference_right",
            ),
        ]
        indexes = [models.Index(fields=["warung", "-opened_at"], name="shifts_newest")]

    def __str__(self) -> str:
        return f"{self.opened_by} {self.opened_at:%Y-%m-%d %H:%M}"


class Deposit(models.Model):
    """Cash carried to the BUMDes (setoran). Each side writes its own figure, and neither can change the other's."""

    class State(models.TextChoices):
        SENT = "sent", _("Menunggu konfirmasi")
        CONFIRMED = "confirmed", _("Cocok")
        DIFFERS = "differs", _("Berbeda")
        SOLVED = "solved", _("Selisih selesai")

    id = models.UUIDField(primary_key=True)
    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="deposits")
    shift = models.ForeignKey(
        Shift, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="deposits"
    )
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    amount_rupiah = models.PositiveBigIntegerField()
    to = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    received_rupiah = models.PositiveBigIntegerField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    solved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    solution = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="deposit_positive")]
        indexes = [models.Index(fields=["warung", "-made_at"], name="deposits_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class TillLine(models.Model):
    """One signed amount of cash into or out of a drawer. Rows are added, never edited.

    `shift` may name a shift whose opening is still on its way: operations come in any order.
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("Penjualan")
        HELD = "held", _("Uang titipan")
        REFUND = "refund", _("Uang kembali ke pembeli")
        WEB_CASH = "web_cash", _("Bayar pesanan web")
        KASBON = "kasbon", _("Bayar kasbon")
        DEPOSIT = "deposit", _("Setoran")

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="till_lines")
    shift = models.ForeignKey(Shift, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount_rupiah = models.BigIntegerField()
    reference = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="till_line_once"),
            models.CheckConstraint(condition=~Q(amount_rupiah=0), name="till_line_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_rupiah:+d}"
