"""Money going out to sellers: where to, in which batch, and what became of each piece."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.payments.payouts.banks import BANKS

SHOWN_DIGITS = 4


class BankAccount(models.Model):
    """Where a Partner's money goes. A change is a new row; the old one is ended, never edited.

    A new row is held for BANK_CHANGE_HOLD_HOURS, until somebody has confirmed it by another way (PY-20).
    """

    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="bank_accounts")
    bank_code = models.CharField(_("Bank"), max_length=20, choices=list(BANKS.items()))
    account_number = models.CharField(_("Nomor rekening"), max_length=20)
    holder_name = models.CharField(_("Nama pemilik rekening"), max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_how = models.CharField(max_length=120, blank=True)
    bank_says = models.CharField(max_length=80, blank=True)  # the holder's name as the bank told it
    bank_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner"], condition=Q(ended_at=None), name="one_bank_account_per_partner")
        ]

    def __str__(self) -> str:
        return f"{self.bank_code} {self.masked}"

    @property
    def masked(self) -> str:
        """`•••• 7890`: all that a page shows."""
        return f"•••• {self.account_number[-SHOWN_DIGITS:]}"

    @property
    def held_until(self) -> object:
        """Until when a new account waits; None once it is confirmed or the time is over."""
        until = self.made_at + timedelta(hours=settings.BANK_CHANGE_HOLD_HOURS)
        return None if self.confirmed_at or timezone.now() >= until else until


class PayoutBatch(models.Model):
    """Payouts that one person made and another one checks. The database itself refuses that both are one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Menunggu diperiksa")
        CHECKED = "checked", _("Disetujui")
        CANCELLED = "cancelled", _("Dibatalkan")

    number = models.CharField(max_length=20, unique=True)
    channel = models.CharField(max_length=12)  # bank_file, or a code of settings.PAYOUT_GATEWAYS
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    otp = models.CharField(max_length=8, blank=True)  # told by the checker, used once, wiped

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("made_by")), name="payout_maker_is_not_checker"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Payout(models.Model):
    """One seller's money on its way to the bank. Amount and beneficiary are frozen; `number` is also its key outside.

    A seller has one payout under way at most; the ledger sees to it that no more leaves than is available.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Menunggu diperiksa")
        DROPPED = "dropped", _("Dikeluarkan")
        READY = "ready", _("Siap dikirim")
        SENDING = "sending", _("Sedang dikirim")
        UNCLEAR = "unclear", _("Belum jelas")
        QUEUED = "queued", _("Antre di penyalur")
        APPROVED = "approved", _("Disetujui penyalur")
        PROCESSED = "processed", _("Diproses bank")
        COMPLETED = "completed", _("Masuk rekening")
        FAILED = "failed", _("Gagal, kembali ke saldo")
        REJECTED = "rejected", _("Ditolak, kembali ke saldo")
        RETURNED = "returned", _("Dikembalikan bank")
        REVIEW = "review", _("Diperiksa petugas")

    OPEN = ("draft", "ready", "sending", "unclear", "queued", "approved", "processed", "review")
    MOVING = ("ready", "sending", "unclear", "queued", "approved", "processed", "review")

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="payouts")
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="payouts")
    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    amount_rupiah = models.PositiveBigIntegerField()
    bank_code = models.CharField(max_length=20)
    account_number = models.CharField(max_length=20)
    holder_name = models.CharField(max_length=60)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True)  # theirs
    made_at = models.DateTimeField(auto_now_add=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    next_look_at = models.DateTimeField(null=True, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="payout_positive"),
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(
                    state__in=["draft", "ready", "sending", "unclear", "queued", "approved", "processed", "review"]
                ),
                name="one_open_payout_per_partner",
            ),
        ]
        indexes = [
            models.Index(fields=["next_look_at"], condition=~Q(next_look_at=None), name="payouts_to_look_at"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="payouts_by_reference"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def masked(self) -> str:
        return f"•••• {self.account_number[-SHOWN_DIGITS:]}"
