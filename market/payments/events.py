"""What was heard about an attempt, written down once and never changed but for its outcome."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from market.core.once import insert_once
from market.payments.gateways.base import PaymentStatus
from market.payments.models import PaymentAttempt, PaymentEvent


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a gateway said. `source`: webhook, poll, open, return or person. `digest` is the same for the
    same fact heard again."""

    source: str
    gateway: str
    reference: str
    digest: str
    claimed: str = ""
    signature_ok: bool | None = None
    amount_rupiah: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


def record_event(
    heard: Heard, attempt: PaymentAttempt | None = None, *, outcome: str = ""
) -> tuple[PaymentEvent, bool]:
    """The event and whether it is new. May be repeated and raced: one row for each gateway and digest.

    `outcome` where it is known at once; else `conclude` says it.
    """
    event = PaymentEvent(
        gateway=heard.gateway, digest=heard.digest, attempt=attempt, reference=heard.reference[:64],
        source=heard.source, claimed=heard.claimed[:30], signature_ok=heard.signature_ok,
        amount_rupiah=heard.amount_rupiah, raw=dict(heard.raw), outcome=outcome,
    )  # fmt: skip
    if insert_once(event):
        return event, True
    return PaymentEvent.objects.get(gateway=heard.gateway, digest=heard.digest), False


def conclude(event: PaymentEvent, outcome: str) -> None:
    """Say what became of it (applied, duplicate, stale, unmatched, rejected, review). The only change ever made."""
    PaymentEvent.objects.filter(pk=event.pk).update(outcome=outcome[:12])


def heard_by_asking(gateway: str, source: str, status: PaymentStatus) -> Heard:
    """What the gateway answered when asked; asked again with the same answer it is the same event."""
    confirmed = sum(1 for refund in status.refunds if refund.confirmed_at)
    facts = [status.reference, status.state, status.amount_rupiah, status.transaction_id, status.refunded_rupiah,
             confirmed, status.disputed, status.merchant_ok]  # fmt: skip
    digest = hashlib.sha256("|".join(["asked", *map(str, facts)]).encode()).hexdigest()
    return Heard(source, gateway, status.reference, digest, status.state, None, status.amount_rupiah, status.raw)
