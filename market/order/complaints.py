"""What a buyer says went wrong with one part of an order. While it is open, the part's money is not released."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Complaint(models.Model):
    """One complaint, with a number to tell by phone, one person who sees to it, and the day by which they answer.

    `handler_name` stays as it was told to the buyer. `refund_rupiah` is what was given back when it was closed.
    """

    class Kind(models.TextChoices):
        BROKEN = "broken", _("Barang rusak")
        SHORT = "short", _("Barang kurang")
        WRONG = "wrong", _("Barang salah atau tidak sesuai")
        LATE = "late", _("Barang tidak datang")
        OTHER = "other", _("Lainnya")

    class State(models.TextChoices):
        OPEN = "open", _("Sedang ditangani")
        CLOSED = "closed", _("Selesai")

    class Outcome(models.TextChoices):
        REFUNDED = "refunded", _("Uang dikembalikan")
        SETTLED = "settled", _("Diselesaikan tanpa uang kembali")
        REFUSED = "refused", _("Tidak diterima")

    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, related_name="complaints")
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(_("Apa masalahnya?"), max_length=8, choices=Kind.choices)
    words = models.TextField(_("Ceritakan"))
    photos = models.JSONField(default=list, blank=True)  # what catalogue.photos returns, for each photo
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handler_name = models.CharField(max_length=100)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    seller_words = models.TextField(blank=True)
    seller_answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    refund_rupiah = models.PositiveBigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller_order"], condition=Q(state="open"), name="one_open_complaint_per_part"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="open"), name="complaints_by_due_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_late(self) -> bool:
        return self.state == self.State.OPEN and self.due_at < timezone.now()

    @property
    def age_days(self) -> int:
        """Whole days since it was made, or until it was closed."""
        return ((self.closed_at or timezone.now()) - self.opened_at).days
