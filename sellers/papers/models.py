"""A seller's papers. The number is kept whole, shown whole to the seller alone; the public reads that it is valid."""

from django.conf import settings
from django.db import models

from sellers.papers.rules import Paper


class PaperRow(models.Model):
    partner = models.ForeignKey("partner.Partner", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=8, choices=Paper.choices)
    number = models.CharField(max_length=24)
    expires_on = models.DateField(null=True, blank=True)
    file = models.CharField(max_length=120, blank=True)  # in the private store, never under MEDIA_ROOT
    reminded_for = models.DateField(null=True, blank=True)  # the end of which the seller was reminded, once
    written_at = models.DateTimeField(auto_now=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "kind"], name="paper_once")]
        indexes = [models.Index(fields=["expires_on"], name="papers_that_end")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.kind}"
