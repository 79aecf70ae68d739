"""What outsiders report, turned into steps: the truth is fetched first, and it wins over what was pushed."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from market.communication import outbox
from market.core.errors import MarketError, Misconfigured, OutsideError
from market.inbox import receive
from market.inbox.models import Push
from market.lifecycle import paid, parcels, payday, reversed, rows
from market.payments import attempts
from market.payments.attempts import Fact
from market.payments.events import Heard, conclude, record_event
from market.payments.gateways.base import PaymentState
from market.payments.models import PaymentAttempt
from market.shipping.models import Shipment

log = logging.getLogger(__name__)

LIMIT = 100
PARK_AFTER_TRIES = 6  # about twenty minutes: our own commit is surely done by then


def hear(push_id: int) -> str:
    """Handle one push: fetch the truth, take the step, close the push. May be repeated and raced; the outcome.

    When the truth cannot be fetched the push stays for its next try; what it said is never applied by itself.
    """
    push = receive.take(push_id)
    if push is None:
        return ""
    try:
        outcome = _told(push)
    except (OutsideError, Misconfigured) as error:
        receive.put_off(push, f"{error.code}: {error}")
        return "waiting"
    if outcome == "unanswered":
        receive.put_off(push, "the courier did not answer")
        return "waiting"
    if outcome == "unknown":
        if push.tries < PARK_AFTER_TRIES:
            receive.put_off(push, "unknown reference")
            return "waiting"
        outcome = "parked"
        if push.source in settings.PAYOUT_GATEWAYS:
            outbox.tell_house("payout_unknown", push.reference)
    receive.close(push, outcome)
    return outcome


def check_attempt(attempt_id: int) -> str:
    """Ask the gateway about one attempt and take the step. May be repeated and raced; raises what `refresh` raises."""
    return follow(attempts.refresh(attempt_id))


def close_attempt(attempt_id: int) -> str:
    """Close a page that shall take no more money; if the money was quicker, take that step."""
    return follow(attempts.close(attempt_id))


def follow(fact: Fact) -> str:
    """The step that a fact about a payment leads to; its outcome."""
    if fact.state is PaymentState.UNKNOWN:
        return "unknown_word"
    if fact.state in (PaymentState.PAID, PaymentState.REVIEW):
        return paid.mark_paid(fact)
    if fact.state is PaymentState.REVERSED:
        return reversed.mark_reversed(fact)
    with transaction.atomic():
        rows.take_order(fact.order_id)
        return "applied" if attempts.take_up(fact).moved else "stale"


def left_open() -> list[int]:
    """Pages that may still take money for an order that wants none (on them) any more: a nudge was lost, or their
    gateway could not be reached when they were given up."""
    unwanted = Q(order__paid_at__isnull=False) | Q(order__status__in=("cancelled", "expired"))
    before = timezone.now() - timedelta(seconds=receive.OLD_SECONDS)
    rows_open = PaymentAttempt.objects.filter(unwanted, state__in=PaymentAttempt.LIVE, made_at__lt=before)
    given_up = PaymentAttempt.objects.filter(left_open=True, made_at__lt=before)
    return list((rows_open | given_up).values_list("pk", flat=True)[:LIMIT])


def check_all(attempt_ids: list[int]) -> dict[int, str]:
    """Ask about each, whatever becomes of the others; for the poller."""
    outcomes = {}
    for attempt_id in attempt_ids:
        try:
            outcomes[attempt_id] = check_attempt(attempt_id)
        except MarketError as error:  # the row says it, and when it is asked again
            log.warning("attempt %s not asked: %s", attempt_id, error)
            outcomes[attempt_id] = error.code
    return outcomes


def _told(push: Push) -> str:
    if push.source in settings.PAYOUT_GATEWAYS:
        return payday.hear(push.source, push)
    return _payment(push) if push.source in settings.GATEWAYS else _parcel(push)


def _payment(push: Push) -> str:
    attempt = PaymentAttempt.objects.filter(gateway=push.source, reference=push.reference).first()
    raw = {"push": push.pk, "repeats": push.repeats}
    heard = Heard("webhook", push.source, push.reference, push.digest, signature_ok=push.signature_ok, raw=raw)
    if attempt is None:
        return "unknown"
    event, _is_new = record_event(heard, attempt)
    outcome = check_attempt(attempt.pk)
    conclude(event, outcome)
    return outcome


def _parcel(push: Push) -> str:
    names = Q(awb=push.reference) | Q(reference=push.reference) | Q(provider_order_id=push.reference)
    shipment = Shipment.objects.filter(names, courier_code=push.source).order_by("-pk").first()
    return parcels.check_parcel(shipment.pk) if shipment and push.reference else "unknown"
