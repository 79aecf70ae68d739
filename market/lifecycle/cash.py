"""Cash at the counter of a warung: the buyer says a code, the money lies in the till, the order is paid (PY-10).

Nobody outside can be asked whether the money is there: the cashier is the truth. So the code is checked before the
money is taken, under the order's lock, and what was taken is written down under a key that the counter made.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import AmountMismatch, RuleBroken, WrongState
from market.core.money import rupiah
from market.lifecycle import paid, rows
from market.payments.attempts import Fact
from market.payments.codes import CASH, plain
from market.payments.events import Heard, record_event
from market.payments.gateways.base import PaymentState, PaymentStatus
from market.payments.models import PaymentAttempt, PaymentEvent


@dataclass(frozen=True, slots=True)
class Taken:
    """What the counter may print. `is_new` is False when this press was known before: nothing moved."""

    order_id: int
    order_number: str
    reference: str
    amount_rupiah: int
    change_rupiah: int
    is_new: bool


def waiting(pay_code: str, *, warung_id: int) -> PaymentAttempt:
    """The attempt behind a code, when this warung may take its money now. For showing before the money is taken.

    `RuleBroken` with a code: `unknown_code`, `other_warung`, `already_paid`, `code_expired`, `code_cancelled`.
    """
    rows_of_code = PaymentAttempt.objects.filter(gateway=CASH, pay_code=plain(pay_code)).exclude(pay_code="")
    attempt = rows_of_code.select_related("order").first()
    if attempt is None:
        raise RuleBroken(_("Kode bayar ini tidak dikenal."), code="unknown_code")
    _check(attempt, warung_id)
    return attempt


def take(pay_code: str, *, warung_id: int, taken_rupiah: int, by: str, key: str) -> Taken:
    """Take the cash for a code: till -> sale. May be repeated and raced with the same `key`: the first answer again.

    `taken_rupiah` is what the buyer handed over; the change is the answer's. `by` names the cashier, for the record.
    `RuleBroken` as `waiting`; also `cash_too_little` (a counter takes all or nothing) and `id_reused`.
    """
    with transaction.atomic():
        code = plain(pay_code)
        attempt = PaymentAttempt.objects.filter(gateway=CASH, pay_code=code).exclude(pay_code="").first()
        if attempt is None:
            raise RuleBroken(_("Kode bayar ini tidak dikenal."), code="unknown_code")
        order, parts = rows.take_order(attempt.order_id)  # whoever presses a second time waits here
        attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
        attempt.order = order
        known = PaymentEvent.objects.filter(gateway=CASH, digest=_digest(key)).first()
        if known is not None:
            return _again(known, attempt, taken_rupiah, warung_id)
        held = paid.Held(order, parts, attempt)
        return take_held(held, warung_id=warung_id, taken_rupiah=taken_rupiah, by=by, key=key)


def take_held(held: paid.Held, *, warung_id: int, taken_rupiah: int, by: str, key: str) -> Taken:
    """`take` for rows that the caller has locked, or has written in this very transaction. Not to be repeated."""
    attempt = held.attempt
    _check(attempt, warung_id)
    if taken_rupiah < attempt.amount_rupiah:
        short = attempt.amount_rupiah - taken_rupiah
        words = _("Uang kurang %(short)s. Terima seluruhnya atau jangan terima dulu.") % {"short": rupiah(short)}
        raise AmountMismatch(words, code="cash_too_little", data={"short_rupiah": short})
    said = {"by": by[:80], "key": key[:80], "taken_rupiah": taken_rupiah, "warung": warung_id}
    heard = Heard("person", CASH, attempt.reference, _digest(key), "paid", None, attempt.amount_rupiah, said)
    _event, is_new = record_event(heard, attempt, outcome="applied")
    if not is_new:
        raise RuleBroken(_("Nomor tindakan ini sudah dipakai untuk hal lain."), code="id_reused")
    _pay(held, warung_id)
    return _taken(attempt, taken_rupiah, is_new=True)


def _digest(key: str) -> str:
    return hashlib.sha256(f"cash|{key}".encode()).hexdigest()


def _check(attempt: PaymentAttempt, warung_id: int) -> None:
    order, states = attempt.order, PaymentAttempt.State
    if attempt.warung_id not in (None, warung_id):
        raise RuleBroken(_("Kode ini untuk toko smart lain. Uang jangan diterima di sini."), code="other_warung")
    if order.paid_at is not None or attempt.state == states.PAID:
        raise WrongState(_("Pesanan ini sudah dibayar. Jangan terima uang lagi."), code="already_paid")
    late = timezone.now() >= min(attempt.expires_at, order.pay_by) or order.expired_at is not None
    if late or attempt.state == states.EXPIRED:
        raise WrongState(_("Kode bayar ini sudah lewat batas waktunya."), code="code_expired")
    if attempt.state not in PaymentAttempt.LIVE:
        raise WrongState(_("Kode bayar ini sudah tidak berlaku."), code="code_cancelled")


def _pay(held: paid.Held, warung_id: int) -> None:
    attempt = held.attempt
    attempt.warung_id = warung_id
    status = PaymentStatus(
        attempt.reference, PaymentState.PAID, attempt.amount_rupiah, method=CASH, occurred_at=timezone.now()
    )
    outcome = paid.mark_paid(Fact(attempt.pk, attempt.order_id, PaymentState.PAID, status), held)
    if outcome != "applied":  # nothing is taken for an order that does not want it; the transaction is given up
        raise WrongState(_("Pesanan ini tidak menunggu pembayaran lagi."), code=f"not_taken_{outcome}")


def _again(known: PaymentEvent, attempt: PaymentAttempt, taken_rupiah: int, warung_id: int) -> Taken:
    said = (known.attempt_id, known.raw.get("taken_rupiah"), known.raw.get("warung"))
    if said != (attempt.pk, taken_rupiah, warung_id):
        raise RuleBroken(_("Nomor tindakan ini sudah dipakai untuk hal lain."), code="id_reused")
    return _taken(attempt, taken_rupiah, is_new=False)


def _taken(attempt: PaymentAttempt, taken_rupiah: int, *, is_new: bool) -> Taken:
    change = taken_rupiah - attempt.amount_rupiah
    return Taken(
        attempt.order_id, attempt.order.number, attempt.reference, attempt.amount_rupiah, change, is_new=is_new
    )
