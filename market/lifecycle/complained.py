"""A buyer complains of one part (BY-21): one named person sees to it, by a day; the part's money waits (OP-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.dates import moment
from market.core.errors import AmountMismatch, WrongState
from market.core.money import rupiah
from market.lifecycle import books, cancelled, owed, rows
from market.lifecycle.money import refunds
from market.order.models import Complaint, SellerOrder
from market.order.numbers import complaint_number
from market.users.models import Role, User

State, Outcome = SellerOrder.State, Complaint.Outcome
OPEN_TO_COMPLAINTS = (State.NEW, State.ACCEPTED, State.PACKED, State.HANDED_OVER, State.DELIVERED, State.RELEASED)
ON_THE_WAY = (State.HANDED_OVER, State.DELIVERED)
ANSWER_DAYS = 3
MORE_DAYS = 2  # for the person to whom it was handed on
LIMIT = 200


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a complaint ends. `goods_rupiah` and `with_postage` count only when money goes back."""

    outcome: str
    answer: str
    goods_rupiah: int = 0
    with_postage: bool = False


def mark_complained(seller_order_id: int, kind: str, words: str, photos: Sequence[dict[str, Any]] = ()) -> Complaint:
    """Open the complaint of a part, tell its seller and its buyer. Pressed twice: the one that is open.

    `WrongState` while the part is unpaid, and after it was called off.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        known = part.complaints.filter(state=Complaint.State.OPEN).first()
        if known is not None:
            return known
        if part.state not in OPEN_TO_COMPLAINTS:
            words_shown = _("Pesanan %(number)s: %(state)s. Keluhan tidak bisa dibuat lagi.")
            raise WrongState(words_shown % {"number": part.number, "state": part.get_state_display()})
        handler, name = handler_of(part)
        complaint = Complaint.objects.create(
            seller_order=part, number=complaint_number(), kind=kind, words=words, photos=list(photos), handler=handler,
            handler_name=name, due_at=timezone.now() + timedelta(days=ANSWER_DAYS),
        )  # fmt: skip
        facts = {"complaint": complaint.number, "what": complaint.get_kind_display(), "words": words[:300]}
        facts |= {"handler": name, "due": _due(complaint, part)}
        outbox.tell_buyer(part.order, "complaint", part=part, again=complaint.number, **facts)
        outbox.tell_seller(part, "complaint", again=complaint.number, **facts)
        return complaint


def handler_of(part: SellerOrder) -> tuple[User | None, str]:
    """Who sees to it: the operator of the seller's village; without one, the people of the house."""
    role = Role.objects.filter(kind=Role.Kind.OPERATOR, village=part.partner.village_id, user__is_active=True)
    found = role.select_related("user").order_by("pk").first() if part.partner.village_id else None
    return (found.user, str(found.user)) if found else above()


def above() -> tuple[User | None, str]:
    """To whom a late complaint is handed: the support of the house, or the operator named in the settings."""
    role = Role.objects.filter(kind=Role.Kind.SUPPORT, user__is_active=True).select_related("user").order_by("pk")
    found = role.first()
    return (found.user, str(found.user)) if found else (None, settings.OPERATOR["name"])


def answer(complaint_id: int, words: str) -> Complaint:
    """Tell the buyer something while it stays open."""
    with transaction.atomic():
        complaint, part = _take(complaint_id)
        complaint.answer, complaint.answered_at = words, timezone.now()
        complaint.save(update_fields=["answer", "answered_at"])
        again = f"{complaint.number}:{int(complaint.answered_at.timestamp())}"
        facts = {"complaint": complaint.number, "handler": complaint.handler_name, "words": words}
        outbox.tell_buyer(part.order, "complaint_answer", part=part, again=again, **facts)
        return complaint


def close(complaint_id: int, settlement: Settlement, by: User | None) -> Complaint:
    """End a complaint, with money back or without; the buyer and the seller are told. Pressed twice: nothing more.

    Before the courier has the parcel, money back is the whole part, called off. After it, any share of the goods'
    money, and the postage where the house bears it; a seller who has the money already gives it from the balance.
    """
    with transaction.atomic():
        part = rows.take_part(Complaint.objects.values_list("seller_order_id", flat=True).get(pk=complaint_id))
        complaint = Complaint.objects.select_for_update().get(pk=complaint_id)
        if complaint.state == Complaint.State.CLOSED:
            return complaint
        complaint.outcome, complaint.answer = settlement.outcome, settlement.answer
        if settlement.outcome == Outcome.REFUNDED:
            complaint.refund_rupiah = _give_back(complaint, part, settlement)
        complaint.state, complaint.closed_at, complaint.closed_by = Complaint.State.CLOSED, timezone.now(), by
        complaint.save()
        facts = {"complaint": complaint.number, "outcome": complaint.get_outcome_display(), "words": settlement.answer}
        facts |= {"amount": rupiah(complaint.refund_rupiah), "handler": complaint.handler_name}
        kind = "complaint_refunded" if complaint.refund_rupiah else "complaint_closed"
        outbox.tell_buyer(part.order, kind, part=part, again=complaint.number, **facts)
        outbox.tell_seller(part, kind, again=complaint.number, **facts)
        return complaint


def escalate(complaint_id: int) -> bool:
    """Hand a complaint on whose day has passed, once, to a named person of the house; the buyer is told the name."""
    with transaction.atomic():
        late = Complaint.objects.filter(
            pk=complaint_id, state=Complaint.State.OPEN, escalated_at=None, due_at__lt=timezone.now()
        )
        handler, name = above()
        now = timezone.now()
        if not late.update(
            escalated_at=now, handler=handler, handler_name=name, due_at=now + timedelta(days=MORE_DAYS)
        ):
            return False
        complaint = Complaint.objects.select_related("seller_order__order", "seller_order__partner").get(
            pk=complaint_id
        )
        part = complaint.seller_order
        facts = {"complaint": complaint.number, "handler": name, "due": _due(complaint, part)}
        outbox.tell_buyer(part.order, "complaint_escalated", part=part, again=complaint.number, **facts)
        outbox.tell_house("complaint_escalated", complaint.number, order=part.order, handler=name)
        return True


def late() -> list[int]:
    """Open complaints whose day has passed and that nobody above has yet."""
    rows_late = Complaint.objects.filter(state=Complaint.State.OPEN, escalated_at=None, due_at__lt=timezone.now())
    return list(rows_late.order_by("due_at").values_list("pk", flat=True)[:LIMIT])


def _take(complaint_id: int) -> tuple[Complaint, SellerOrder]:
    complaint = (
        Complaint.objects.select_for_update(of=("self",)).select_related("seller_order__order").get(pk=complaint_id)
    )
    if complaint.state == Complaint.State.CLOSED:
        raise WrongState(_("Keluhan ini sudah selesai."), data={"complaint": complaint.number})
    return complaint, complaint.seller_order


def _give_back(complaint: Complaint, part: SellerOrder, settlement: Settlement) -> int:
    """The rupiah that are now owed to the buyer, written down and posted."""
    if part.state == State.RELEASED:
        goods, why = settlement.goods_rupiah, complaint.get_kind_display()
        refund = refunds.give_back_released(part.pk, goods, why, with_postage=settlement.with_postage)
        return refund.amount_rupiah
    if part.state not in ON_THE_WAY:
        cancelled.mark_cancelled(part.pk, complaint.get_kind_display())
        return part.goods_left_rupiah + part.postage_rupiah
    left = part.goods_left_rupiah
    if not 0 < settlement.goods_rupiah <= left:
        raise AmountMismatch(_("Isi jumlah antara Rp1 dan %(most)s.") % {"most": rupiah(left)})
    goods = settlement.goods_rupiah
    commission = part.commission_rupiah * goods // part.goods_rupiah
    if goods == left:
        commission = part.commission_left_rupiah
    amount = goods + (part.postage_rupiah if settlement.with_postage else 0)
    part.given_back_rupiah += goods
    part.commission_given_back_rupiah += commission
    part.save(update_fields=["given_back_rupiah", "commission_given_back_rupiah"])
    key = f"{owed.AFTER_COMPLAINT}{complaint.number}"
    refund = owed.owe(part.order, owed.paid_attempt(part.order), key, amount, complaint.get_kind_display(), part)
    books.complaint_settled(part, refund, goods_rupiah=goods, commission_rupiah=commission)
    if goods == left:
        reason = _("Keluhan %(number)s") % {"number": complaint.number}
        rows.move(part, State.RETURNED, ended_at=timezone.now(), reason=reason)
        rows.end_order(part.order)
    return amount


def _due(complaint: Complaint, part: SellerOrder) -> str:
    return moment(complaint.due_at, part.partner.village_id or "")
