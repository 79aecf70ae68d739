"""The tablets: how one becomes a warung's own, and what was noted about it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.warung.models.points import Staff, Warung


class Device(models.Model):
    """A paired tablet. Its token is nowhere: only what SHA-256 makes of it.

    After `rotate` both tokens open the door until the new one is first used. `public_key` is the tablet's own (P-256,
    base64), for packets that somebody else's phone hands in.
    """

    class Profile(models.TextChoices):
        COUNTER = "counter", _("Meja layanan")
        KIOSK = "kiosk", _("Layar pengunjung")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="devices")
    profile = models.CharField(max_length=10, choices=Profile.choices, default=Profile.COUNTER)
    model = models.CharField(max_length=80, blank=True)
    os = models.CharField(max_length=80, blank=True)
    app_version = models.CharField(max_length=20, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    next_token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    public_key = models.CharField(max_length=100, blank=True)
    paired_at = models.DateTimeField(default=timezone.now)
    last_contact_at = models.DateTimeField(null=True, blank=True)
    skew_seconds = models.IntegerField(null=True, blank=True)  # the tablet's clock less ours, at the last sync
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.model or 'Tablet'} {str(self.pk)[:8]}"


class PairingCode(models.Model):
    """A word that makes one tablet the warung's own: once, and within a quarter of an hour."""

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="pairing_codes")
    code = models.CharField(max_length=16, unique=True)
    profile = models.CharField(max_length=10, choices=Device.Profile.choices, default=Device.Profile.COUNTER)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    device = models.OneToOneField(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="pairing_code")

    def __str__(self) -> str:
        return self.code


class Event(models.Model):
    """What a person should be able to look up later: a PIN locked, a close forced, a tablet revoked. Only added."""

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="events")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="events")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="events")
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["warung", "-at"], name="warung_events")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
