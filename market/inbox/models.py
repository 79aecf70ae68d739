"""Everything that the outside pushes at us, as it came. A push is a rumour: stored, answered, the truth fetched."""

from django.db import models
from django.db.models import Q


class Push(models.Model):
    """One webhook body as received. `digest` makes a repeat harmless; `handled_at` is empty until looked into."""

    source = models.CharField(max_length=20)
    received_at = models.DateTimeField(auto_now_add=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    reference = models.CharField(max_length=64, blank=True)
    signature_ok = models.BooleanField()
    repeats = models.PositiveIntegerField(default=0)
    handled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="push_once")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(handled_at=None), name="push_waiting")]

    def __str__(self) -> str:
        return f"{self.source} {self.reference}"
