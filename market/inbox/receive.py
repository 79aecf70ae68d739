"""Keeping what the outside pushes at us, as it came. It is stored and counted here, never believed.

The digest is of the raw body and of our verdict on its signature: a forged push can neither hide a true one nor be
taken for it, and the same push twice is one row with a count.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from market.inbox.models import Push

MAX_BODY_BYTES = 65_536
FORGED_BYTES_KEPT = 2_048
FORGED_KEPT_PER_HOUR = 300  # then only counted: a flood fills no disk
KEPT_HEADERS = ("content-type", "user-agent", "x-request-id", "x-callback-event")
SHORTEST_PAUSE_SECONDS = 20  # longer than one fetch, so that the pause is also the lease
LONGEST_PAUSE_SECONDS = 900
OLD_SECONDS = 60


def store(source: str, headers: Mapping[str, str], body: bytes, *, reference: str = "") -> tuple[Push, bool]:
    """Keep a push whose signature is right; the row, and whether it is new. A repeat is counted on the first row."""
    return _store(source, headers, body, reference=reference, signature_ok=True)


def store_forged(source: str, headers: Mapping[str, str], body: bytes, *, reference: str = "") -> Push:
    """Keep the beginning of a push with a wrong signature or shape, closed at once. Repeats are only counted."""
    since = timezone.now() - timedelta(hours=1)
    forged = Push.objects.filter(source=source, signature_ok=False, received_at__gte=since)
    latest = forged.order_by("-pk").first()
    if latest is not None and forged.count() >= FORGED_KEPT_PER_HOUR:
        Push.objects.filter(pk=latest.pk).update(repeats=F("repeats") + 1)
        return latest
    return _store(source, headers, body, reference=reference, signature_ok=False)[0]


def take(push_id: int) -> Push | None:
    """Take an unhandled push to work on; None when it is done, or another worker has it. Its next try is set ahead."""
    now = timezone.now()
    push = Push.objects.filter(pk=push_id, handled_at=None).first()
    if push is None:
        return None
    pause = min(SHORTEST_PAUSE_SECONDS * 2**push.tries, LONGEST_PAUSE_SECONDS)
    taken = Push.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), pk=push_id, handled_at=None).update(
        tries=F("tries") + 1, next_try_at=now + timedelta(seconds=pause)
    )
    if not taken:
        return None
    push.refresh_from_db()
    return push


def close(push: Push, outcome: str) -> None:
    """The push is handled: the truth was fetched and the step taken, or there is nothing more to ask."""
    Push.objects.filter(pk=push.pk).update(handled_at=timezone.now(), outcome=outcome, error="")


def put_off(push: Push, error: str) -> None:
    """The truth could not be fetched: it stays, with the reason, until its next try."""
    Push.objects.filter(pk=push.pk, handled_at=None).update(outcome="waiting", error=error[:200])


def waiting() -> QuerySet[Push]:
    """The pushes whose nudge was lost or whose next try has come, oldest first."""
    now = timezone.now()
    lost = Q(next_try_at=None, received_at__lte=now - timedelta(seconds=OLD_SECONDS))
    return Push.objects.filter(lost | Q(next_try_at__lte=now), handled_at=None).order_by("pk")


def _store(
    source: str, headers: Mapping[str, str], body: bytes, *, reference: str, signature_ok: bool
) -> tuple[Push, bool]:
    verdict = b"true" if signature_ok else b"forged"
    with transaction.atomic():
        push, is_new = Push.objects.get_or_create(
            source=source,
            digest=hashlib.sha256(verdict + body).hexdigest(),
            defaults={
                "headers": {key.lower(): value[:200] for key, value in headers.items() if key.lower() in KEPT_HEADERS},
                "body": body if signature_ok else body[:FORGED_BYTES_KEPT],
                "reference": reference[:64],
                "signature_ok": signature_ok,
                "outcome": "" if signature_ok else "forged",
                "handled_at": None if signature_ok else timezone.now(),
            },
        )
        if not is_new:
            Push.objects.filter(pk=push.pk).update(repeats=F("repeats") + 1)
    return push, is_new
