"""When to ask a gateway again: webhooks are lost, and nothing is told of a page that nobody used."""

from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
EARLY = (1 * MINUTE, 3 * MINUTE, 7 * MINUTE, 15 * MINUTE)  # after the page was made
EVERY = 15 * MINUTE  # until it expires
LATE = (2 * MINUTE, 15 * MINUTE, timedelta(hours=2), timedelta(hours=24))  # after it expired: money may still come
REVERSALS = (2 * MINUTE, 6 * MINUTE)  # after a payment that the bank or shop may take back
AFTER_TROUBLE = 1 * MINUTE  # when the gateway could not be asked


def next_poll_at(*, made_at: datetime, expires_at: datetime, now: datetime) -> datetime | None:
    """The next moment to ask about an unpaid attempt; None when all has been asked."""
    for pause in EARLY:
        if now < made_at + pause < expires_at:
            return made_at + pause
    rounds = (now - made_at) // EVERY + 1
    if now < made_at + rounds * EVERY < expires_at:
        return made_at + rounds * EVERY
    return next((expires_at + pause for pause in LATE if now < expires_at + pause), None)


def next_look_after_paid(*, paid_at: datetime, now: datetime, reversible: bool) -> datetime | None:
    """The next moment to ask whether a reversible payment still stands; None for the others."""
    if not reversible:
        return None
    return next((paid_at + pause for pause in REVERSALS if now < paid_at + pause), None)
