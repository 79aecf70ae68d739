"""What we owe back to a buyer: written down at once, never silent; a person or the gateway carries it out."""

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import AmountMismatch, WrongState
from market.core.money import rupiah
from market.lifecycle import books
from market.order.models import Order, SellerOrder
from market.payments.codes import BY_SUM
from market.payments.models import PaymentAttempt, Refund

OVER = (Refund.State.FAILED, Refund.State.CANCELLED)
AFTER_COMPLAINT = "complaint:"  # keys of refunds that are taken off the part's money already


def owe(
    order: Order, attempt: PaymentAttempt, key: str, amount_rupiah: int, reason: str, part: SellerOrder | None = None
) -> Refund:
    """The living refund under that key, written once, inside the caller's transaction with the order locked.

    `AmountMismatch` when more would be given back than the attempt brought, counting what is under way.
    """
    known = Refund.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"), attempt=attempt)
    refund = known.exclude(state__in=OVER).first()
    if refund is not None:
        return refund
    if known.exists():  # money that was taken back and came again is owed anew
        key = f"{key}:{known.count() + 1}"
    before = attempt.refunds.exclude(state__in=OVER).aggregate(total=Sum("amount_rupiah"))["total"] or 0
    if before + amount_rupiah > attempt.paid_rupiah:
        raise AmountMismatch(_("Pengembalian melebihi yang dibayar."), data={"attempt": attempt.reference})
    refund = Refund.objects.create(
        order=order, seller_order=part, attempt=attempt, key=key, amount_rupiah=amount_rupiah, reason=reason[:200]
    )
    facts = {"amount": rupiah(amount_rupiah), "reason": reason, "method": attempt.method or attempt.gateway}
    outbox.tell_house("refund_owed", key, order=order, **facts)
    return refund


def owe_what_is_short(order: Order) -> None:
    """A transfer of which the rest never came goes back, when its order ends unpaid. In the caller's transaction."""
    short = order.attempts.filter(gateway__in=BY_SUM, paid_rupiah__gt=0).exclude(state=PaymentAttempt.State.PAID)
    for attempt in short:
        if books.already_held(attempt):
            reason = _("Transfer kurang, pesanan berakhir")
            refund = owe(order, attempt, f"short:{attempt.reference}", attempt.paid_rupiah, reason)
            books.partly_owed(attempt, refund)


def paid_attempt(order: Order) -> PaymentAttempt:
    """The attempt whose money pays for the order's parts (a second one that was paid is owed back as a whole)."""
    for attempt in order.attempts.filter(state=PaymentAttempt.State.PAID).order_by("pk"):
        journal = books.payment_journal(attempt)
        if journal is not None and journal.kind == books.PAID:
            return attempt
    raise WrongState(_("Pesanan ini belum dibayar."), data={"order": order.number})
