"""What a tablet pulls (changes) and what it pushes (operations)."""

from django.db import models
from django.utils import timezone

from market.warung.models.devices import Device
from market.warung.models.points import Staff, Warung


class Change(models.Model):
    """Something about one object is new. Written by triggers (market/warung/sync/keeping.py), never by hand.

    `xid` is the transaction that wrote it, so that a reader can wait for those that began earlier and are not yet done;
    0 on SQLite, which has one writer at a time. Without a warung it is for all of them.
    """

    xid = models.BigIntegerField(default=0)
    resource = models.CharField(max_length=12)
    object_id = models.CharField(max_length=60)
    warung_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="changes_in_order"),
            models.Index(fields=["made_at"], name="changes_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.object_id}"


class Horizon(models.Model):
    """One row: up to where old changes were cleared away, and a word that is another in every database."""

    epoch = models.CharField(max_length=16)
    floor_xid = models.BigIntegerField(default=0)
    floor_id = models.BigIntegerField(default=0)


class PastPrice(models.Model):
    """A price that was asked until `ended_at`. Written by a trigger; what was sold offline inside the published window
    is honoured by it."""

    stockrecord = models.ForeignKey("partner.StockRecord", on_delete=models.CASCADE, related_name="past_prices")
    version = models.PositiveIntegerField()
    price_rupiah = models.PositiveBigIntegerField()
    ended_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stockrecord", "version"], name="past_price_of_version")]


class Operation(models.Model):
    """One thing that a tablet did, under the id that the tablet made. The answer is kept, and given again.

    (device, id) is unique in the database: whoever sends it a second time waits for the first and reads its answer.
    """

    class Result(models.TextChoices):
        APPLIED = "applied"
        NEEDS_ACTION = "needs_action"
        REFUSED = "refused"

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="operations")
    key = models.UUIDField()
    seq = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=30)
    made_at = models.DateTimeField(null=True)  # the tablet's clock
    received_at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    body = models.JSONField(default=dict)
    is_practice = models.BooleanField(default=False)
    is_relayed = models.BooleanField(default=False)
    result = models.CharField(max_length=12, choices=Result.choices)
    data = models.JSONField(default=dict)
    error = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "key"], name="operation_once")]
        indexes = [
            models.Index(fields=["received_at"], name="operations_by_age"),
            models.Index(fields=["key"], name="operations_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def warung(self) -> Warung:
        return self.device.warung
