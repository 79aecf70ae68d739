"""Money that people see come in: a bank transfer or a static QRIS, told by its sum (PY-07, PY-09).

Too little is kept and the rest asked for; too much stays the buyer's; late, double and for a dead order take the same
roads as a gateway's money. The bank's list, not a photo, is what proves it.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import AmountMismatch, NotAllowed, RuleBroken, WrongState
from market.core.money import rupiah
from market.lifecycle import books, owed, paid, rows
from market.order.models import Order
from market.payments.attempts import Fact
from market.payments.codes import BY_SUM
from market.payments.events import Heard, conclude, record_event
from market.payments.gateways.base import PaymentState, PaymentStatus
from market.payments.models import BankLine, PaymentAttempt, PaymentEvent
from market.users.models import User

EARLY = timedelta(days=1)  # a bank books by the day, and its day is not ours
LATE = timedelta(hours=72)
GIVEN_BACK_FROM_RUPIAH = 1_000  # what is less above the sum stays as a credit of the buyer

State = PaymentAttempt.State


def receive(attempt_id: int, amount_rupiah: int, *, by: User | None, key: str, line: BankLine | None = None) -> str:
    """Take up money for an attempt that is told by its sum. May be repeated and raced with the same `key`.

    `short`: the rest is asked for. `applied`, `revived`, `late`, `double`, `odd`: as `paid.mark_paid` says. Raises
    `WrongState` (`already_paid`, `short_and_late`) with nothing written, `NotAllowed` when a seller confirms their own.
    """
    digest = hashlib.sha256(f"by_sum|{key}".encode()).hexdigest()
    with transaction.atomic():
        order, _parts = rows.take_order(PaymentAttempt.objects.values_list("order_id", flat=True).get(pk=attempt_id))
        attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id, gateway__in=BY_SUM)
        known = PaymentEvent.objects.filter(gateway=attempt.gateway, digest=digest).first()
        if known is not None:
            return known.outcome
        _check(attempt, order, amount_rupiah, by)
        said = {"by": str(by or ""), "by_id": by.pk if by else None, "line": line.pk if line else None}
        heard = Heard("person", attempt.gateway, attempt.reference, digest, "paid", None, amount_rupiah, said)
        event, _is_new = record_event(heard, attempt)
        total = attempt.paid_rupiah + amount_rupiah
        outcome = _short(order, attempt, amount_rupiah) if total < attempt.amount_rupiah else _whole(attempt, total)
        conclude(event, outcome)
        if line is not None:
            BankLine.objects.filter(pk=line.pk).update(
                state=BankLine.State.MATCHED, attempt=attempt, ended_by=str(by or _("otomatis"))[:80]
            )
        return outcome


def candidates(line: BankLine, *, within_rupiah: int = 0) -> list[PaymentAttempt]:
    """The attempts that a line may belong to: of its sum (give or take), and of its days."""
    booked = timezone.make_aware(timezone.datetime.combine(line.booked_on, timezone.datetime.min.time()))
    low, high = line.amount_rupiah - within_rupiah, line.amount_rupiah + within_rupiah
    found = PaymentAttempt.objects.filter(gateway=line.gateway, transfer_rupiah__range=(low, high))
    found = found.filter(made_at__lt=booked + EARLY + EARLY, expires_at__gt=booked - LATE).exclude(state=State.PAID)
    return list(found.select_related("order").order_by("pk")[:10])


def match(line: BankLine, by: User | None = None) -> str:
    """Match a line by itself when one attempt and no other fits to the rupiah (H6); else it waits for a person."""
    found = candidates(line)
    if line.state != BankLine.State.WAITING or len(found) != 1:
        return "waiting"
    try:
        return receive(found[0].pk, line.amount_rupiah, by=by, key=f"line:{line.checksum}", line=line)
    except RuleBroken:
        return "waiting"


def match_all(lines: Sequence[BankLine], by: User | None = None) -> dict[str, int]:
    """What became of each, counted by outcome."""
    counted: dict[str, int] = {}
    for line in lines:
        outcome = match(line, by)
        counted[outcome] = counted.get(outcome, 0) + 1
    return counted


def keep_in_suspense(line_id: int, by: User, note: str) -> BankLine:
    """Money that fits no order is ours to keep safe, not to earn: under `unmatched payments`, with a reason."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(pk=line_id)
        if line.state != BankLine.State.WAITING:
            raise WrongState(_("Baris ini sudah diurus."), code="line_ended")
        line.state, line.ended_by, line.note = BankLine.State.SUSPENSE, str(by)[:80], note[:200]
        line.save()
        books.bank_suspense(line)
        return line


def set_aside(line_id: int, by: User, note: str) -> None:
    """The line is no sale: a gateway's settlement, the owner's own money. It is not posted here."""
    waiting = BankLine.objects.filter(pk=line_id, state=BankLine.State.WAITING)
    if not waiting.update(state=BankLine.State.FOREIGN, ended_by=str(by)[:80], note=note[:200]):
        raise WrongState(_("Baris ini sudah diurus."), code="line_ended")


def _check(attempt: PaymentAttempt, order: Order, amount_rupiah: int, by: User | None) -> None:
    if amount_rupiah <= 0:
        raise AmountMismatch(_("Isi jumlah yang masuk, lebih dari Rp0."), code="no_amount")
    if by is not None and order.seller_orders.filter(partner__users=by).exists():
        raise NotAllowed(_("Anda penjual di pesanan ini. Minta petugas lain memeriksa uangnya."), code="own_payment")
    if attempt.state in (State.PAID, State.REVERSED, State.REVIEW):
        raise WrongState(_("Tagihan ini sudah dibayar. Uang kedua dititipkan atau dikembalikan."), code="already_paid")
    is_short = attempt.paid_rupiah + amount_rupiah < attempt.amount_rupiah
    if is_short and (attempt.state not in PaymentAttempt.LIVE or order.paid_at or order.expired_at):
        raise WrongState(_("Uangnya kurang dan pesanannya sudah berakhir. Titipkan dulu."), code="short_and_late")


def _short(order: Order, attempt: PaymentAttempt, amount_rupiah: int) -> str:
    total = attempt.paid_rupiah + amount_rupiah
    books.partly_paid(attempt, amount_rupiah, f"{attempt.reference}:{total}")
    PaymentAttempt.objects.filter(pk=attempt.pk).update(paid_rupiah=total, state=State.PENDING)
    facts = {"amount": rupiah(total), "short": rupiah(attempt.amount_rupiah - total)}
    outbox.tell_buyer(order, "paid_short", again=f"{attempt.reference}:{total}", **facts)
    return "short"


def _whole(attempt: PaymentAttempt, total: int) -> str:
    status = PaymentStatus(
        attempt.reference, PaymentState.PAID, total, method=attempt.gateway, occurred_at=timezone.now()
    )
    outcome = paid.mark_paid(Fact(attempt.pk, attempt.order_id, PaymentState.PAID, status))
    over = total - (attempt.transfer_rupiah or total)
    if outcome in ("applied", "revived") and over >= GIVEN_BACK_FROM_RUPIAH:
        attempt.refresh_from_db()
        refund = owed.owe(attempt.order, attempt, f"overpaid:{attempt.reference}", over, _("Kelebihan transfer"))
        books.overpaid_owed(attempt, refund)
        outbox.tell_buyer(attempt.order, "overpaid", again=attempt.reference, amount=rupiah(over))
    return outcome
