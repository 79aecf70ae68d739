"""Money back to a buyer, carried out: by the gateway where the way can, else by two people (PY-11, SE-14).

The row is the queue. The gateway's key is made of the row, so a repeated call never gives back twice; an answer that
did not come is looked up before anything is repeated.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import (
    AmountMismatch,
    Duplicate,
    MarketError,
    Misconfigured,
    Nonsense,
    NotAllowed,
    Refused,
    Unclear,
    Unreachable,
    WrongState,
)
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.lifecycle.owed import OVER
from market.order.models import SellerOrder
from market.payments.gateways.base import RefundRequest, RefundState, RefundStatus
from market.payments.models import PaymentAttempt, Refund
from market.payments.registry import gateway
from market.users.models import User

LIMIT = 50
LEASE = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=1)
LOOK_EVERY = timedelta(hours=1)
BELIEVED_AFTER = timedelta(days=3)  # the bank's second word does not always come
MAX_TRIES = 8
WIB = ZoneInfo("Asia/Jakarta")
SHOPEEPAY_SLEEPS = (23 * 60 + 55, 6 * 60 + 5)  # minutes of the day between which it gives nothing back

State = Refund.State
GATEWAY, PERSON = "gateway", "person"


def due(limit: int = LIMIT) -> list[int]:
    """Refunds that the machine can move now: not looked at yet, to be tried again, or on their way too long."""
    now = timezone.now()
    waiting = Refund.objects.filter(state__in=(State.REQUESTED, State.SENDING), attempt__isnull=False)
    waiting = waiting.exclude(channel=PERSON, routed=True).filter(next_try_at__lte=now) | waiting.filter(routed=False)
    return list(waiting.order_by("pk").values_list("pk", flat=True).distinct()[:limit])


def carry_out(refund_id: int) -> str:
    """Move one refund on: route it, ask the gateway, or look up what became of it. Outside of any transaction; may be
    repeated and raced. The row's state or, for one that waits for people, `person`."""
    refund = _claim(refund_id)
    if refund is None:
        return "busy"
    if refund.channel == PERSON:
        return PERSON
    attempt = refund.attempt
    assert attempt is not None
    adapter = gateway(attempt.gateway)
    key = gateway_key(refund)
    try:
        if refund.submitted_at or refund.tries > 1:  # ask before repeating
            known = adapter.fetch_refund(attempt.reference, key)
            if known is not None:
                return _heard(refund, known)
            if refund.submitted_at:
                return _later(refund, "vanished", LOOK_EVERY)
        request = RefundRequest(
            attempt.reference, key, refund.amount_rupiah, attempt.paid_rupiah, attempt.method, refund.reason
        )
        return _heard(refund, adapter.refund(request))
    except Duplicate:
        return _later(refund, "duplicate", AGAIN_AFTER)
    except Refused as refusal:
        return _to_people(refund, f"{refusal.code}: {refusal.message}")
    except (Unclear, Unreachable, Nonsense, Misconfigured) as error:
        if refund.tries >= MAX_TRIES and isinstance(error, Unreachable):
            return _to_people(refund, error.code)
        return _later(refund, f"{error.code}: {error}", AGAIN_AFTER * 2 ** min(refund.tries, 6))


def gateway_key(refund: Refund) -> str:
    """The same for every call about this refund, and for no other: letters, digits, dashes, at most 50."""
    assert refund.attempt is not None
    reference = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in refund.attempt.reference)
    return f"R{refund.pk}-{reference}"[:50]


def can_go_back(refund: Refund, attempt: PaymentAttempt, now: datetime | None = None) -> bool:
    """Whether this way of paying gives back by itself: at all, in parts, and still in its days."""
    try:
        adapter = gateway(attempt.gateway)
    except MarketError:
        return False
    can = adapter.capability(attempt.method)
    if adapter.is_local or not can.refundable or attempt.state != PaymentAttempt.State.PAID:
        return False
    if refund.amount_rupiah < attempt.paid_rupiah and not can.partial_refund:
        return False
    last = (attempt.paid_at or attempt.made_at) + timedelta(days=can.refund_days) if can.refund_days else None
    return last is None or (now or timezone.now()) < last


def propose(refund_id: int, by: User, *, mark: str, warung_id: int | None = None) -> Refund:
    """A first person says that the money was sent (the bank's mark) or handed out at a counter. Nothing is booked."""
    with transaction.atomic():
        refund = _waiting_for_people(refund_id)
        refund.proposed_by, refund.mark, refund.warung_id = by, mark.strip()[:100], warung_id
        refund.save(update_fields=["proposed_by", "mark", "warung_id"])
        return refund


def approve(refund_id: int, by: User) -> Refund:
    """A second person has seen it too: it is booked and the buyer told. `NotAllowed` for the one who proposed."""
    with transaction.atomic():
        refund = _waiting_for_people(refund_id)
        if refund.proposed_by is None:
            raise WrongState(_("Belum ada yang mencatat pengiriman uangnya."), code="not_proposed")
        if refund.proposed_by_id == by.pk:
            raise NotAllowed(_("Harus disetujui orang lain, bukan yang mencatat."), code="same_person")
        if refund.order.seller_orders.filter(partner__users=by).exists():
            raise NotAllowed(_("Anda penjual di pesanan ini. Minta petugas lain menyetujui."), code="own_refund")
        if refund.warung_id:
            books.refund_handed_out(refund, refund.warung_id)
        else:
            books.refund_sent_by_bank(refund)
        return _succeed(refund, by)


def take_back_proposal(refund_id: int) -> None:
    """The proposal was wrong: it waits again, as before."""
    with transaction.atomic():
        refund = _waiting_for_people(refund_id)
        refund.proposed_by, refund.mark, refund.warung_id = None, "", None
        refund.save(update_fields=["proposed_by", "mark", "warung_id"])


def give_back_released(seller_order_id: int, goods_rupiah: int, reason: str, *, with_postage: bool = False) -> Refund:
    """Goods' money goes back although the part was released: the seller's balance falls by exactly the net of it, below
    zero where it must, and the commission is given back in its share (SE-14). The postage was earned by its courier:
    `with_postage` gives it back at the house's loss."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state != SellerOrder.State.RELEASED:
            raise WrongState(_("Uang bagian ini belum diteruskan ke penjual."), code="not_released")
        left = part.goods_left_rupiah
        if not 0 < goods_rupiah <= left:
            raise AmountMismatch(_("Isi jumlah antara Rp1 dan %(most)s.") % {"most": rupiah(left)})
        commission = part.commission_rupiah * goods_rupiah // part.goods_rupiah
        if goods_rupiah == left:
            commission = part.commission_left_rupiah
        part.given_back_rupiah += goods_rupiah
        part.commission_given_back_rupiah += commission
        part.save(update_fields=["given_back_rupiah", "commission_given_back_rupiah"])
        key = f"{owed.AFTER_COMPLAINT}released:{part.number}:{part.given_back_rupiah}"
        amount = goods_rupiah + (part.postage_rupiah if with_postage else 0)
        refund = owed.owe(part.order, owed.paid_attempt(part.order), key, amount, reason, part)
        books.refund_after_release(part, refund, goods_rupiah=goods_rupiah, commission_rupiah=commission)
        return refund


def _claim(refund_id: int) -> Refund | None:
    """Take the row for a while, route it on its first look; None when another has it or it has ended."""
    with transaction.atomic(durable=True):
        found = Refund.objects.select_for_update(of=("self",), skip_locked=True).select_related("attempt", "order")
        refund = found.filter(pk=refund_id, state__in=(State.REQUESTED, State.SENDING)).first()
        now = timezone.now()
        if refund is None or refund.attempt is None or (refund.next_try_at and refund.next_try_at > now):
            return None
        if not refund.routed:
            _route(refund, refund.attempt)
        if refund.channel == PERSON:
            return refund
        asleep = _sleeps_until(refund.attempt.method, now)
        if asleep is not None:
            Refund.objects.filter(pk=refund.pk).update(next_try_at=asleep)
            return None
        _check_sum(refund.attempt)
        refund.state, refund.tries, refund.next_try_at = State.SENDING, F("tries") + 1, now + LEASE
        refund.save(update_fields=["state", "tries", "next_try_at"])
        refund.refresh_from_db(fields=["tries"])
        return refund


def _route(refund: Refund, attempt: PaymentAttempt) -> None:
    refund.channel = GATEWAY if can_go_back(refund, attempt) else PERSON
    refund.routed = True
    refund.save(update_fields=["channel", "routed"])


def _check_sum(attempt: PaymentAttempt) -> None:
    """No more leaves than came, what is under way counted; the order's lock was held when each was written."""
    living = Refund.objects.filter(attempt=attempt).exclude(state__in=OVER)
    total = living.aggregate(total=Sum("amount_rupiah"))["total"] or 0
    if total > attempt.paid_rupiah:
        raise AmountMismatch(_("Pengembalian melebihi yang dibayar."), data={"attempt": attempt.reference})


def _heard(refund: Refund, status: RefundStatus) -> str:
    if status.amount_rupiah != refund.amount_rupiah:
        return _later(refund, f"amount {status.amount_rupiah}", LOOK_EVERY)
    old = refund.submitted_at and timezone.now() - refund.submitted_at > BELIEVED_AFTER
    if status.state is RefundState.SUCCEEDED or (status.state is RefundState.SUBMITTED and old):
        with transaction.atomic(durable=True):
            locked = Refund.objects.select_for_update(of=("self",)).select_related("order", "attempt").get(pk=refund.pk)
            if locked.state == State.SENDING:
                books.refund_sent_by_gateway(locked)
                _succeed(locked, None)
        return State.SUCCEEDED
    with transaction.atomic(durable=True):
        Refund.objects.filter(pk=refund.pk, submitted_at=None).update(submitted_at=timezone.now())
        Refund.objects.filter(pk=refund.pk).update(next_try_at=timezone.now() + AGAIN_AFTER, error="")
    return State.SENDING


def _succeed(refund: Refund, by: User | None) -> Refund:
    refund.state, refund.ended_at, refund.next_try_at = State.SUCCEEDED, timezone.now(), None
    refund.approved_by, refund.error = by, ""
    refund.save(update_fields=["state", "ended_at", "next_try_at", "approved_by", "error"])
    outbox.tell_buyer(refund.order, "refunded", again=refund.key, amount=rupiah(refund.amount_rupiah))
    return refund


def _later(refund: Refund, error: str, pause: timedelta) -> str:
    with transaction.atomic(durable=True):
        Refund.objects.filter(pk=refund.pk, state=State.SENDING).update(
            next_try_at=timezone.now() + pause, error=error[:200]
        )
    return State.SENDING


def _to_people(refund: Refund, error: str) -> str:
    """This way says no: people send it. The row is theirs from now on."""
    with transaction.atomic(durable=True):
        moved = Refund.objects.filter(pk=refund.pk, state=State.SENDING, submitted_at=None).update(
            state=State.REQUESTED, channel=PERSON, next_try_at=None, error=error[:200]
        )
        if moved:
            outbox.tell_house("refund_by_hand", refund.key, order=refund.order, amount=rupiah(refund.amount_rupiah))
    return PERSON


def _waiting_for_people(refund_id: int) -> Refund:
    found = Refund.objects.select_for_update(of=("self",)).select_related("order", "attempt")
    refund = found.get(pk=refund_id)
    if refund.state != State.REQUESTED or refund.channel != PERSON:
        raise WrongState(_("Pengembalian ini tidak menunggu petugas."), code="not_waiting")
    return refund


def _sleeps_until(method: str, now: datetime) -> datetime | None:
    """F11: ShopeePay gives nothing back at night."""
    if method != "shopeepay":
        return None
    here = now.astimezone(WIB)
    minute, (evening, morning) = here.hour * 60 + here.minute, SHOPEEPAY_SLEEPS
    if morning <= minute < evening:
        return None
    wakes = here.replace(hour=morning // 60, minute=morning % 60, second=0, microsecond=0)
    return wakes if minute < morning else wakes + timedelta(days=1)
