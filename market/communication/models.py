"""What we tell people: one row for each thing said to one person, once. The row is the queue (docs/house.md, 8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """A short text in plain words. The order page (or the seller's page) shows it; who left an e-mail gets it too.

    `key` says what is told to whom, so that it is told once. The text is kept as it was said.
    """

    class Audience(models.TextChoices):
        BUYER = "buyer", _("Pembeli")
        SELLER = "seller", _("Penjual")
        HOUSE = "house", _("Petugas")

    class State(models.TextChoices):
        SHOWN = "shown", _("Ditampilkan")  # nothing is to be sent: it stands on the page
        WAITING = "waiting", _("Menunggu dikirim")
        SENDING = "sending", _("Sedang dikirim")
        SENT = "sent", _("Terkirim")
        UNCLEAR = "unclear", _("Belum jelas")  # perhaps sent: never repeated
        FAILED = "failed", _("Gagal")

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=6, choices=Audience.choices)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, null=True, related_name="messages")
    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, null=True, related_name="messages")
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, null=True, related_name="messages")
    subject = models.CharField(max_length=150)
    text = models.TextField()
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)  # a task of the house: when somebody said that it is done
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=~Q(next_try_at=None), name="messages_to_send"),
            models.Index(fields=["id"], condition=Q(audience="house", done_at=None), name="tasks_of_the_house"),
        ]

    def __str__(self) -> str:
        return self.key


from oscar.apps.communication.models import *  # noqa: E402, F403
