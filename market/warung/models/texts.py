"""An order sent to a warung's number as an SMS: kept as a draft until a person makes it an order."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalogue import units


class TextDraft(models.Model):
    """One SMS and what it was answered. `message_id` is the gateway's own and makes a repeat harmless.

    No stock is held and no price is promised: `total_rupiah` is what the goods cost when it came, without postage.
    """

    class State(models.TextChoices):
        OPEN = "open", _("menunggu ditelepon")
        TAKEN = "taken", _("dipesankan")
        DROPPED = "dropped", _("tidak jadi")
        UNREAD = "unread", _("tidak terbaca")

    message_id = models.CharField(max_length=100)
    warung = models.ForeignKey("warung.Warung", on_delete=models.PROTECT, related_name="texts")
    phone = models.CharField(max_length=16)
    words = models.CharField(max_length=480)
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    steps = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=60, blank=True)
    total_rupiah = models.PositiveBigIntegerField(default=0)
    reply = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="text_once"),
            models.CheckConstraint(condition=~Q(state="open") | Q(product__isnull=False), name="text_open_has_goods"),
        ]
        indexes = [
            models.Index(fields=["phone", "received_at"], name="text_by_phone"),
            models.Index(fields=["warung", "state", "-received_at"], name="text_by_warung"),
        ]

    @property
    def amount(self) -> str:
        """What is asked for, in the goods' unit: `2 kg`."""
        return units.amount(self.steps, self.product.step_thousandths, self.product.unit) if self.product else ""

    def __str__(self) -> str:
        return f"{self.phone} {self.words[:40]}"
