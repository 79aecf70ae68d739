"""Who owns the money inside the house: accounts, balanced journals, their entries. Those last two never change."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from market.ledger.chart import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class Account(models.Model):
    """One account of the chart, or one owner's part of it (`2110/17` is what we hold for partner 17).

    Amounts are signed: debit positive, credit negative. The balance repeats the sum of the entries, so that one row can
    be locked and guarded: the database itself refuses a liability that falls below zero.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=30)
    owner = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    balance_rupiah = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "owner"], name="account_once"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.LIABILITY.value) | Q(balance_rupiah__lte=0), name="liability_never_negative"
            ),
        ]
        indexes = [models.Index(fields=["owner"], condition=~Q(owner=""), name="accounts_of_owner")]

    def __str__(self) -> str:
        return self.code


class Journal(models.Model):
    """One money event of the business. `key` says which event, so that it is posted once.

    `legs` and `digest` say how many entries it was posted with and which, so that a leg added later is seen.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=50, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    legs = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One leg: signed whole rupiah on one account. `about` names the part it belongs to (a SellerOrder's number)."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount_rupiah = models.BigIntegerField()
    about = models.CharField(max_length=50, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount_rupiah=0), name="entry_not_zero")]
        indexes = [models.Index(fields=["about"], condition=~Q(about=""), name="entries_about")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount_rupiah:+d}"
