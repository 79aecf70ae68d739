"""Cards that neighbours tap: a number that finds a person, never a proof; with a PIN beside it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from market.warung.models.points import Staff, Warung


class Card(models.Model):
    """The number itself is nowhere: `key` is its keyed hash, which without the server's key leads to no card.

    PIN as for `Staff`. An ended row keeps no name, no phone and no key that could be found again.
    """

    warung = models.ForeignKey(Warung, on_delete=models.PROTECT, related_name="cards")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=16, blank=True)
    pin_salt = models.CharField(max_length=64)
    pin_hash = models.CharField(max_length=64)
    pin_iterations = models.PositiveIntegerField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["warung", "key"], condition=Q(ended_at=None), name="card_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and self.locked_until > timezone.now()
