"""Tries to pay: opened with the order, shown to the buyer, asked about, closed. Facts come out; lifecycle decides.

The row is written in the caller's transaction and the gateway is called outside of any: `present`, `close` and
`refresh` refuse to run inside one. At most one attempt of an order is live, and no reference is ever used twice.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from market.core.errors import (
    MarketError,
    Misconfigured,
    Nonsense,
    OutsideError,
    Refused,
    Unclear,
    Unreachable,
    WrongState,
)
from market.core.money import to_rupiah
from market.core.once import insert_once
from market.order.models import Order
from market.payments import codes
from market.payments.bill import bill
from market.payments.events import Heard, heard_by_asking, record_event
from market.payments.gateways.base import Opened, PaymentState, PaymentStatus, check_reference
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway
from market.payments.schedule import AFTER_TROUBLE, next_look_after_paid, next_poll_at

STUCK_AFTER = timedelta(minutes=1)  # a nudge or a worker was lost
CLOCK_GRACE = timedelta(minutes=2)  # before our clock alone calls a page expired

S = PaymentAttempt.State
LIVE = PaymentAttempt.LIVE
_NEWS = {S.PRESENTED, S.PENDING, S.PAID, S.FAILED, S.EXPIRED, S.CANCELLED, S.REVIEW}
# What the gateway's word may make of a row. Whatever is not here is stale and changes nothing.
STEPS: dict[str, set[str]] = {
    **dict.fromkeys(LIVE, _NEWS),
    S.PENDING: _NEWS - {S.PRESENTED},
    **{state: {S.PAID, S.REVIEW} for state in (S.FAILED, S.EXPIRED, S.CANCELLED, S.REVERSED)},  # late, or tried again
    S.REVIEW: {S.PAID, S.FAILED, S.EXPIRED, S.CANCELLED, S.REVERSED},
    S.PAID: {S.REVERSED},
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fact:
    """The gateway's truth about one attempt, compared with ours. `state` is what may be believed; `problem` says what
    does not fit: amount, currency, merchant, vanished."""

    attempt_id: int
    order_id: int
    state: PaymentState
    status: PaymentStatus
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact did to the row."""

    attempt: PaymentAttempt
    before: str
    after: str

    @property
    def moved(self) -> bool:
        return self.before != self.after


def open_attempt(
    order: Order, *, method: str = "", code: str = "", warung_id: int | None = None, is_first: bool = False
) -> PaymentAttempt:
    """Write a new attempt for the whole total, in the caller's transaction. Call `present` after the commit, where the
    buyer waits for the page; the sweeper presents what was left lying for a minute.

    `WrongState` when a live one is there already: `close` it first. `method` is ours; empty lets the buyer choose.
    `warung_id`: the counter at which cash is to be paid. `is_first`: the order was written in this very transaction.
    """
    used = 0 if is_first else PaymentAttempt.objects.filter(order=order).count()
    now = timezone.now()
    row = PaymentAttempt(
        order=order,
        gateway=code or settings.PAYMENT_GATEWAY,
        method=method,
        reference=check_reference(f"{order.number}-A{used + 1}"),
        amount_rupiah=to_rupiah(order.total_incl_tax),
        expires_at=order.pay_by,
        warung_id=warung_id,
    )
    if gateway(row.gateway).is_local:
        codes.mark(row)
    else:
        row.next_poll_at = next_poll_at(made_at=now, expires_at=order.pay_by, now=now)
    if not insert_once(row):
        raise WrongState(f"order {order.number} has a live attempt", code="attempt_is_live")
    return row


def present(attempt_id: int) -> PaymentAttempt:
    """Have the gateway open the page and write its address. Outside of any transaction; may be repeated and raced.

    Never raises for the gateway's trouble: the row says it (presented; created for another try; unclear; failed).
    """
    with transaction.atomic(durable=True):
        mine = PaymentAttempt.objects.filter(pk=attempt_id, state=S.CREATED).update(
            state=S.OPENING, opening_at=timezone.now()
        )
    attempt = PaymentAttempt.objects.select_related("order").get(pk=attempt_id)
    if not mine:
        return attempt
    try:
        opened = gateway(attempt.gateway).open(bill(attempt))
    except MarketError as error:
        _write_trouble(attempt, error)
    else:
        _write_page(attempt, opened)
    return PaymentAttempt.objects.get(pk=attempt_id)


def close(attempt_id: int) -> Fact:
    """Close the page at the gateway, so that a new attempt may be opened. Outside of any transaction; may be repeated.

    The fact says the state afterwards: CANCELLED or EXPIRED when it is closed, PAID when the money was quicker. Give it
    to `take_up`. `Refused` (`still_open`) when the page can still take money; `OutsideError` when nobody could tell.
    """
    with transaction.atomic(durable=True):
        unsent = PaymentAttempt.objects.filter(pk=attempt_id, state=S.CREATED).update(
            state=S.CANCELLED, next_poll_at=None
        )
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    if unsent or (attempt.state not in LIVE and not attempt.left_open):
        return _fact(attempt, PaymentStatus(attempt.reference, _own_state(attempt.state)))
    if attempt.state == S.OPENING and attempt.opening_at and timezone.now() < attempt.opening_at + STUCK_AFTER:
        raise WrongState("the page is just being opened", code="attempt_is_opening")
    try:
        status = gateway(attempt.gateway).cancel(attempt.reference, token=attempt.token)
    except Refused as refusal:
        if refusal.code != "cannot_modify":
            raise
        return refresh(attempt_id)
    if status.state is PaymentState.PRESENTED:
        if attempt.redirect_url:
            raise Refused("the page cannot be closed", code="still_open", reference=attempt.reference)
        status = PaymentStatus(attempt.reference, PaymentState.CANCELLED)  # a page whose address nobody knows
    with transaction.atomic(durable=True):
        record_event(heard_by_asking(attempt.gateway, "poll", status), attempt)
        _of(attempt).filter(left_open=True).update(left_open=False)
    return _fact(attempt, status)


def leave(attempt_id: int) -> PaymentAttempt:
    """Give up a page that its gateway cannot close now, so that another way to pay may be opened (PY-16).

    `close` may be called again for it later, and the sweeper does; money that still comes on it is owed back.
    """
    with transaction.atomic():
        PaymentAttempt.objects.filter(pk=attempt_id, state__in=LIVE).update(
            state=S.CANCELLED, left_open=True, next_poll_at=timezone.now() + AFTER_TROUBLE
        )
    return PaymentAttempt.objects.get(pk=attempt_id)


def refresh(attempt_id: int, *, source: str = "poll") -> Fact:
    """Ask the gateway and compare. Outside of any transaction; may be repeated. Decides nothing about the order.

    Raises what `Gateway.fetch` raises; the row is then asked about again in a minute. An unclear opening that the
    gateway knows nothing of goes back to `created`, to be presented anew with the same reference.
    """
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    try:
        status = gateway(attempt.gateway).fetch(attempt.reference)
    except (OutsideError, Misconfigured) as error:
        with transaction.atomic(durable=True):
            _of(attempt).update(next_poll_at=timezone.now() + AFTER_TROUBLE, error=_words(error))
        raise
    fact = _fact(attempt, status)
    with transaction.atomic(durable=True):
        record_event(heard_by_asking(attempt.gateway, source, status), attempt)
        _of(attempt).update(next_poll_at=_next_look(attempt, fact), polls=attempt.polls + 1, error=fact.problem)
        if fact.state is PaymentState.PRESENTED and _of(attempt).filter(state=S.UNCLEAR).update(state=S.CREATED):
            from market.payments import tasks  # the task calls this module

            tasks.present_attempt.delay_on_commit(attempt.pk)
    if fact.problem:
        log.error("payment %s: %s does not fit", attempt.reference, fact.problem)
    return fact


def take_up(fact: Fact, mine: PaymentAttempt | None = None) -> Change:
    """Let the row follow the fact. In the caller's transaction, the Order locked before; may be repeated.

    Stale news (expired after paid, pending after cancelled) change nothing. `mine`: the row, when the caller has locked
    or written it in this transaction.
    """
    attempt = mine or PaymentAttempt.objects.select_for_update().get(pk=fact.attempt_id)
    before, after = attempt.state, str(fact.state)
    if after not in STEPS[before] or (before == S.CREATED and after == S.PRESENTED):
        return Change(attempt, before, before)
    status = fact.status
    attempt.state, attempt.error = after, fact.problem
    attempt.transaction_id = status.transaction_id or attempt.transaction_id
    attempt.raw = dict(status.raw) or attempt.raw
    if status.state is PaymentState.PAID and status.amount_rupiah is not None:
        attempt.paid_rupiah, attempt.method = status.amount_rupiah, status.method
        attempt.paid_at = status.occurred_at or timezone.now()
    if after == S.REVERSED:
        attempt.paid_rupiah = 0
    attempt.next_poll_at = _next_look(attempt, fact)
    attempt.save()
    return Change(attempt, before, after)


def _of(attempt: PaymentAttempt):  # type: ignore[no-untyped-def]
    return PaymentAttempt.objects.filter(pk=attempt.pk)


def _write_page(attempt: PaymentAttempt, opened: Opened) -> None:
    digest = hashlib.sha256(f"opened|{attempt.reference}|{opened.token}".encode()).hexdigest()
    heard = Heard("open", attempt.gateway, attempt.reference, digest, S.PRESENTED, raw=opened.raw)
    with transaction.atomic(durable=True):
        _of(attempt).update(token=opened.token, redirect_url=opened.redirect_url, error="")
        _of(attempt).filter(state=S.OPENING).update(state=S.PRESENTED)
        record_event(heard, attempt)


def _write_trouble(attempt: PaymentAttempt, error: MarketError) -> None:
    """Unreachable: another try in a minute. Perhaps heard: unclear, ask. Refused or badly set up: failed."""
    after, look_at = S.FAILED, None
    if isinstance(error, Unreachable):
        after, look_at = S.CREATED, attempt.next_poll_at
    elif isinstance(error, Unclear | Nonsense) or error.code == "duplicate":
        after, look_at = S.UNCLEAR, timezone.now() + AFTER_TROUBLE
    with transaction.atomic(durable=True):
        _of(attempt).filter(state=S.OPENING).update(state=after, error=_words(error), next_poll_at=look_at)
    level = logging.ERROR if isinstance(error, Misconfigured | Nonsense) else logging.WARNING
    log.log(level, "payment %s not presented: %s", attempt.reference, _words(error))


def _fact(attempt: PaymentAttempt, status: PaymentStatus) -> Fact:
    state, problem = status.state, ""
    if state is PaymentState.PRESENTED:
        if attempt.state in (S.PENDING, S.PAID, S.REVIEW, S.REVERSED):
            state, problem = PaymentState.UNKNOWN, "vanished"  # a payment that they knew does not become unknown
        elif timezone.now() >= attempt.expires_at + CLOCK_GRACE:
            state = PaymentState.EXPIRED  # nobody tells of a page that ended unused
    elif state is PaymentState.FAILED and attempt.state == S.PAID:
        state = PaymentState.REVERSED
    if not status.merchant_ok:
        state, problem = PaymentState.UNKNOWN, "merchant"
    elif state is PaymentState.PAID and status.currency != "IDR":
        state, problem = PaymentState.REVIEW, "currency"
    elif state is PaymentState.PAID and status.amount_rupiah != attempt.amount_rupiah:
        state, problem = PaymentState.REVIEW, "amount"
    return Fact(attempt.pk, attempt.order_id, state, status, problem)


def _next_look(attempt: PaymentAttempt, fact: Fact) -> datetime | None:
    now = timezone.now()
    if fact.state is PaymentState.PAID:
        paid_at = attempt.paid_at or now
        return next_look_after_paid(paid_at=paid_at, now=now, reversible=fact.status.reversible)
    if fact.state in (PaymentState.REVERSED, PaymentState.REVIEW):
        return None  # a person looks; the daily look asks again
    return next_poll_at(made_at=attempt.made_at, expires_at=attempt.expires_at, now=now)


def _own_state(state: str) -> PaymentState:
    return PaymentState(state) if state in PaymentState.__members__.values() else PaymentState.UNKNOWN


def _words(error: MarketError) -> str:
    return f"{error.code}: {error}"[:200]
