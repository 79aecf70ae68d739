"""What buyers say of goods that they have received (BY-22): one review for each line of an order, and no others.

There is no way to a review but through a line that was bought and delivered, so every one is a verified buyer's.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Avg, Count, QuerySet, Window
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken

SHOWN = 10
WORDS_LENGTH, ANSWER_LENGTH, REASON_LENGTH = 1_000, 1_000, 300
SCORES = range(1, 6)


class Review(models.Model):
    """`name` is as the public reads it, a first name and an initial. A hidden one stays, with who hid it and why."""

    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="review")
    product = models.ForeignKey("catalogue.Product", on_delete=models.SET_NULL, null=True, related_name="+")
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    name = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="review_score_1_to_5"),
        ]
        indexes = [
            models.Index(fields=["product", "-id"], name="reviews_of_product"),
            models.Index(fields=["partner", "-id"], name="reviews_of_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.score}"


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest reviews of a page, and the mean (one decimal) and the number of all of them."""

    rows: list[Review]
    mean: float
    count: int


def shown(**whose: int) -> Shown:
    """What the public reads about a good (`product_id=`) or a seller (`partner_id=`), newest first. One query."""
    rows = Review.objects.filter(hidden_at=None, **whose)
    rows = rows.annotate(mean=Window(Avg("score")), total=Window(Count("pk"))).order_by("-pk")
    found = list(rows[:SHOWN])
    return Shown(found, round(found[0].mean, 1) if found else 0.0, found[0].total if found else 0)


def name_shown(name: str) -> str:
    """`Andi Pratama` is `Andi P.` to the public; without a name, a buyer."""
    first, *more = name.split() or [""]
    return f"{first[:30]} {more[-1][0]}." if more else first[:30]


def answer(review: Review, words: str) -> None:
    """The seller's answer, once; `RuleBroken` when it was given, or says nothing."""
    words = words.strip()[:ANSWER_LENGTH]
    if not words:
        raise RuleBroken(_("Tulis dulu jawaban Anda."), code="empty")
    if not Review.objects.filter(pk=review.pk, answered_at=None).update(answer=words, answered_at=timezone.now()):
        raise RuleBroken(_("Ulasan ini sudah Anda jawab."), code="answered")


def hide(rows: QuerySet[Review], by: object, reason: str) -> bool:
    """Take one out of the public's sight; False when it was. `RuleBroken` without a reason."""
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise RuleBroken(_("Tulis alasannya."), code="no_reason")
    return bool(rows.filter(hidden_at=None).update(hidden_at=timezone.now(), hidden_reason=reason, hidden_by=by))


def show_again(rows: QuerySet[Review]) -> bool:
    return bool(rows.exclude(hidden_at=None).update(hidden_at=None, hidden_reason="", hidden_by=None))
