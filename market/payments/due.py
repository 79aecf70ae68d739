"""The queues of the attempts: due for a question, waiting to be presented, the daily look."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from market.payments.attempts import LIVE, STUCK_AFTER
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway

FINAL_LOOK_DAYS = 7
CLAIM_LIMIT = 50
CLAIM_LEASE = timedelta(minutes=3)
S = PaymentAttempt.State


def claim_due(limit: int = CLAIM_LIMIT) -> list[int]:
    """Ids of attempts that are due to be asked about, leased so that no two pollers ask at once."""
    now = timezone.now()
    due = PaymentAttempt.objects.filter(next_poll_at__lte=now).order_by("next_poll_at")
    return [
        pk
        for pk, seen in due.values_list("pk", "next_poll_at")[:limit]
        if PaymentAttempt.objects.filter(pk=pk, next_poll_at=seen).update(next_poll_at=now + CLAIM_LEASE)
    ]


def left_lying() -> list[int]:
    """Ids of attempts that still wait to be presented; those stuck in the middle become unclear, to be asked about."""
    before = timezone.now() - STUCK_AFTER
    PaymentAttempt.objects.filter(state=S.OPENING, opening_at__lt=before).update(
        state=S.UNCLEAR, next_poll_at=timezone.now(), error="interrupted"
    )
    waiting = PaymentAttempt.objects.filter(state=S.CREATED, made_at__lt=before)
    return list(waiting.order_by("made_at").values_list("pk", flat=True)[:CLAIM_LIMIT])


def look_again() -> int:
    """Once a day: have every attempt asked about that is not final, and every one of the last week."""
    now = timezone.now()
    recent = PaymentAttempt.objects.filter(made_at__gte=now - timedelta(days=FINAL_LOOK_DAYS))
    unsettled = PaymentAttempt.objects.filter(state__in=[*LIVE, S.REVIEW])
    local = [code for code in settings.GATEWAYS if gateway(code).is_local]
    return (recent | unsettled).exclude(state=S.CREATED).exclude(gateway__in=local).update(next_poll_at=now)
