"""The calls to whoever carries the money. Facts come out; lifecycle decides and posts.

A row is claimed by a conditional UPDATE of `next_look_at`, which is also the lease; no transaction is open while they
are called. What we do not know is asked again under the same key, which they answer with the first payout; when the
key has grown too old for that, a person looks. Nothing is ever sent under a second key.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from market.core.errors import MarketError, Misconfigured, Nonsense, OutsideError, Refused, Unreachable
from market.payments.gateways.payouts import Beneficiary, PayoutRequest, PayoutState, PayoutStatus
from market.payments.payouts.models import Payout, PayoutBatch
from market.payments.payouts.registry import BANK_FILE, payout_gateway

LEASE = timedelta(minutes=3)
PAUSES_SECONDS = (20, 60, 120, 300, 900, 1_800)
WATCH_AFTER = timedelta(days=1)  # a bank may give money back after it was "completed"
WATCH_DAYS = 7
CLAIM_LIMIT = 100

S = Payout.State
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PayoutFact:
    """What became of one payout: `state` is one of Payout.State, or "" when nothing is known yet."""

    payout_id: int
    state: str
    reference: str = ""
    error: str = ""
    status: PayoutStatus | None = None


def due(limit: int = CLAIM_LIMIT) -> list[int]:
    """Payouts to be sent, asked about, or watched. One query."""
    rows = Payout.objects.filter(next_look_at__lte=timezone.now()).exclude(batch__channel=BANK_FILE)
    return list(rows.order_by("next_look_at").values_list("pk", flat=True)[:limit])


def claim(payout_id: int) -> Payout | None:
    """Take one that is due; None when another worker has it or nothing is to be done."""
    now = timezone.now()
    taken = Payout.objects.filter(pk=payout_id, next_look_at__lte=now).update(
        next_look_at=now + LEASE, looks=F("looks") + 1
    )
    return Payout.objects.select_related("batch").get(pk=payout_id) if taken else None


def ask(payout: Payout) -> PayoutFact:
    """Do the one next thing outside for a claimed payout: send, ask again, approve, or look. Errors are facts."""
    try:
        if payout.state in (S.READY, S.SENDING, S.UNCLEAR):
            return _send(payout)
        return _look(payout)
    except Refused as error:
        return PayoutFact(payout.pk, S.REVIEW if error.code == "key_reused" else "", error=_words(error))
    except (Misconfigured, OutsideError) as error:
        log.warning("payout %s: %s %s", payout.number, error.code, error)
        return PayoutFact(payout.pk, "", error=_words(error))


def pause_after(payout: Payout) -> timedelta:
    """How long until the next look."""
    return timedelta(seconds=PAUSES_SECONDS[min(max(payout.looks, 1), len(PAUSES_SECONDS)) - 1])


def truth(payout: Payout, said: str = "") -> PayoutFact:
    """What they say now about a payout that has a reference; only asks. `said`: the reason that a push gave, which
    counts when the truth is a failure. Raises what the gateway raises."""
    status = payout_gateway(payout.batch.channel).fetch(payout.reference)
    return _fact(payout, status, said)


def _send(payout: Payout) -> PayoutFact:
    gateway = payout_gateway(payout.batch.channel)
    now = timezone.now()
    if payout.first_sent_at and now - payout.first_sent_at > timedelta(hours=gateway.key_hours):
        return PayoutFact(payout.pk, S.REVIEW, error="key too old to ask again")
    first = Payout.objects.filter(pk=payout.pk, first_sent_at=None)  # committed before anybody is called
    first.update(first_sent_at=now)
    Payout.objects.filter(pk=payout.pk, state=S.READY).update(state=S.SENDING)
    to = Beneficiary(payout.bank_code, payout.account_number, payout.holder_name)
    try:
        reference = gateway.send(PayoutRequest(payout.number, payout.amount_rupiah, to, payout.number))
    except Unreachable as error:
        if payout.state == S.READY:  # surely not heard, and never before
            Payout.objects.filter(pk=payout.pk, state=S.SENDING).update(state=S.READY, first_sent_at=None)
        return PayoutFact(payout.pk, "", error=_words(error))
    except Refused as error:
        state = S.REVIEW if error.code == "key_reused" or payout.state != S.READY else S.FAILED
        return PayoutFact(payout.pk, state, error=_words(error))
    except Misconfigured as error:  # turned away at the door: the key was wrong, nothing was made
        return PayoutFact(payout.pk, "", error=_words(error))
    except (OutsideError, Nonsense) as error:
        return PayoutFact(payout.pk, S.UNCLEAR, error=_words(error))
    return PayoutFact(payout.pk, S.QUEUED, reference=reference)


def _look(payout: Payout) -> PayoutFact:
    gateway = payout_gateway(payout.batch.channel)
    status = gateway.fetch(payout.reference)
    if status.state is PayoutState.QUEUED:
        otp = _otp(payout)
        if otp is None:
            return PayoutFact(payout.pk, "", error="otp", status=status)
        try:
            gateway.approve([payout.reference], otp)
        except Refused as error:
            PayoutBatch.objects.filter(pk=payout.batch_id, otp=otp).update(otp="")
            return PayoutFact(payout.pk, "", error=_words(error), status=status)
        status = gateway.fetch(payout.reference)
    return _fact(payout, status)


def _fact(payout: Payout, status: PayoutStatus, said: str = "") -> PayoutFact:
    if status.amount_rupiah not in (None, payout.amount_rupiah):
        return PayoutFact(payout.pk, S.REVIEW, error=f"they say {status.amount_rupiah}", status=status)
    state = "" if status.state in (PayoutState.UNKNOWN, PayoutState.QUEUED) else status.state.value
    error = (status.error or said) if state in (S.FAILED, S.REJECTED) else ""
    return PayoutFact(payout.pk, state, error=error, status=status)


def _otp(payout: Payout) -> str | None:
    """The code to approve with: "" when none is asked for, None while the checker has not told one."""
    options = settings.PAYOUT_GATEWAYS[payout.batch.channel].get("OPTIONS", {})
    if not options.get("asks_otp"):
        return ""
    return PayoutBatch.objects.values_list("otp", flat=True).get(pk=payout.batch_id) or None


def _words(error: MarketError) -> str:
    return f"{error.code}: {error}"[:200]
