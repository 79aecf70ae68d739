"""Money crossing the border: tries to pay, what the gateways said of them, money back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PaymentAttempt(models.Model):
    """One try to pay one Order by one method with one reference, never re-used.

    Committed before the gateway is called. At most one attempt of an order is live; a surprising payment of a dead one
    (expired, cancelled, failed -> paid) is legal and is always taken up.
    """

    class State(models.TextChoices):
        CREATED = "created", _("Dibuat")
        OPENING = "opening", _("Sedang dibuka")
        PRESENTED = "presented", _("Menunggu pembayaran")
        PENDING = "pending", _("Menunggu pembayaran")
        UNCLEAR = "unclear", _("Belum jelas")
        PAID = "paid", _("Dibayar")
        FAILED = "failed", _("Gagal")
        EXPIRED = "expired", _("Kedaluwarsa")
        CANCELLED = "cancelled", _("Dibatalkan")
        REVERSED = "reversed", _("Ditarik kembali")
        REVIEW = "review", _("Diperiksa petugas")

    LIVE = ("created", "opening", "presented", "pending", "unclear")

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="attempts")
    gateway = models.CharField(max_length=20)
    method = models.CharField(max_length=30, blank=True)
    reference = models.CharField(max_length=50, unique=True)
    amount_rupiah = models.PositiveBigIntegerField()
    paid_rupiah = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CREATED)
    token = models.CharField(max_length=100, blank=True)
    redirect_url = models.CharField(max_length=500, blank=True)
    transaction_id = models.CharField(max_length=80, blank=True)
    pay_code = models.CharField(max_length=12, blank=True)  # what the buyer says at the counter
    warung_id = models.PositiveBigIntegerField(null=True, blank=True)  # whose counter; that room lies above this one
    transfer_rupiah = models.PositiveBigIntegerField(null=True, blank=True)  # with its unique code, told by a bank
    left_open = models.BooleanField(default=False)  # given up while its gateway could not close the page
    made_at = models.DateTimeField(auto_now_add=True)
    opening_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    polls = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=["created", "opening", "presented", "pending", "unclear"]),
                name="one_live_attempt_per_order",
            ),
            models.UniqueConstraint(
                fields=["gateway", "transfer_rupiah"],
                condition=Q(state__in=["created", "opening", "presented", "pending", "unclear"]),
                name="transfer_sum_once",
            ),
            models.UniqueConstraint(fields=["pay_code"], condition=~Q(pay_code=""), name="pay_code_once"),
        ]
        indexes = [models.Index(fields=["next_poll_at"], condition=~Q(next_poll_at=None), name="attempts_to_poll")]

    def __str__(self) -> str:
        return self.reference


class BankLine(models.Model):
    """One line of the bank's own list of what came in, imported once however often the file is (H6 to H12)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Belum dicocokkan")
        MATCHED = "matched", _("Cocok")
        SUSPENSE = "suspense", _("Dititipkan")
        FOREIGN = "foreign", _("Bukan penjualan")

    gateway = models.CharField(max_length=20, default="transfer")
    checksum = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField()
    amount_rupiah = models.PositiveBigIntegerField()
    words = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.ForeignKey("PaymentAttempt", on_delete=models.PROTECT, null=True, related_name="bank_lines")
    imported_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount_rupiah} {self.words}"


class Proof(models.Model):
    """A photo that a buyer sent of a transfer. It proves nothing; the same photo twice is a warning (PY-07)."""

    attempt = models.ForeignKey("PaymentAttempt", on_delete=models.PROTECT, related_name="proofs")
    sha256 = models.CharField(max_length=64, db_index=True)
    photo = models.BinaryField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "sha256"], name="proof_once_per_attempt")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.sha256[:8]}"


class PaymentEvent(models.Model):
    """What a gateway said about an attempt. Append-only: only the outcome is filled in afterwards."""

    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, null=True, related_name="events")
    gateway = models.CharField(max_length=20)
    reference = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=10)  # webhook, poll, open, return, person
    digest = models.CharField(max_length=64)
    claimed = models.CharField(max_length=30, blank=True)
    signature_ok = models.BooleanField(null=True)
    amount_rupiah = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    heard_at = models.DateTimeField(auto_now_add=True)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "digest"], name="payment_event_once")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.reference} {self.claimed}"


class Refund(models.Model):
    """Money back to the buyer. Written when it is owed, so it is never silent; carried out by gateway or person."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Akan dikembalikan")
        SENDING = "sending", _("Sedang dikirim")
        SUCCEEDED = "succeeded", _("Sudah dikembalikan")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="refunds")
    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, null=True, related_name="refunds")
    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, null=True, related_name="refunds")
    key = models.CharField(max_length=64, unique=True)
    amount_rupiah = models.PositiveBigIntegerField()
    channel = models.CharField(max_length=12, default="person")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    reason = models.CharField(max_length=200)
    routed = models.BooleanField(default=False)  # whether the channel was chosen
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # the gateway took it; its bank has not confirmed
    error = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=100, blank=True)  # the bank's number, or who took the cash
    warung_id = models.PositiveBigIntegerField(null=True, blank=True)  # the counter that hands it out
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="refund_positive")]

    def __str__(self) -> str:
        return self.key


from market.payments.payouts.models import BankAccount, Payout, PayoutBatch  # noqa: E402, F401
