"""Payday: one person makes a batch, another checks it, then the money goes. What comes back is the seller's again.

Lock order: batch, its payouts, then the sellers' accounts in the ledger. Nothing outside is called in here but from
`carry`, which holds no transaction.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import RuleBroken, WrongState
from market.core.money import rupiah
from market.inbox.models import Push
from market.ledger import balances
from market.lifecycle import books
from market.order.numbers import ALPHABET
from market.partner.models import Partner
from market.payments.models import BankAccount, Payout, PayoutBatch
from market.payments.payouts import accounts, sending
from market.payments.payouts.registry import BANK_FILE, channels, payout_gateway
from market.payments.payouts.sending import PayoutFact
from market.users.models import User

S, B = Payout.State, PayoutBatch.State
BACK = {S.FAILED, S.REJECTED}
# What their word may make of a row. Whatever is not here is stale and changes nothing: a late "processed" too.
STEPS: dict[str, set[str]] = {
    S.READY: {S.QUEUED, S.FAILED, S.UNCLEAR, S.REVIEW},
    S.SENDING: {S.QUEUED, S.FAILED, S.UNCLEAR, S.REVIEW},
    S.UNCLEAR: {S.QUEUED, S.FAILED, S.REVIEW},
    S.QUEUED: {S.APPROVED, S.PROCESSED, S.COMPLETED, S.FAILED, S.REJECTED, S.REVIEW},
    S.APPROVED: {S.PROCESSED, S.COMPLETED, S.FAILED, S.REJECTED, S.REVIEW},
    S.PROCESSED: {S.COMPLETED, S.FAILED, S.REJECTED, S.REVIEW},
    S.REVIEW: {S.COMPLETED, S.FAILED},
    S.COMPLETED: {S.RETURNED},
}


@dataclass(frozen=True, slots=True)
class Payee:
    """One seller with money: what may be paid out now, where to, and why it must wait ("" when it need not)."""

    partner: Partner
    available_rupiah: int
    account: BankAccount | None
    why_not: str


def payees(partner_ids: Collection[int] | None = None) -> list[Payee]:
    """Every seller with something available, by name; of these when named. Four queries."""
    available = balances.available_of_sellers(partner_ids)
    found = Partner.objects.filter(pk__in=[pk for pk, amount in available.items() if amount > 0])
    partners = list(found.select_related("village").order_by("name"))
    known = accounts.accounts_of([one.pk for one in partners])
    under_way = set(
        Payout.objects.filter(state__in=Payout.OPEN, partner__in=partners).values_list("partner", flat=True)
    )
    return [_payee(one, available[one.pk], known.get(one.pk), one.pk in under_way) for one in partners]


def make_batch(by: User, partner_ids: Collection[int], channel: str) -> PayoutBatch:
    """Put these sellers' whole available money into a new batch. `RuleBroken` when nobody of them may be paid."""
    if channel not in channels():
        raise RuleBroken(_("Cara kirim ini tidak ada."), code="channel")
    with transaction.atomic():
        batch = PayoutBatch.objects.create(number=_number("PB"), channel=channel, made_by=by)
        made = [_draft(batch, payee) for payee in payees(partner_ids) if not payee.why_not]
        if not any(made):
            raise RuleBroken(_("Tidak ada penjual yang bisa dibayar dalam pilihan ini."), code="nobody")
    return batch


def check_batch(batch_id: int, by: User) -> PayoutBatch:
    """The second person lets the batch go: amounts are taken anew under lock, the books move, workers are nudged.

    `RuleBroken` with nothing changed when it is the maker, or when an account was changed since. May be repeated.
    """
    with transaction.atomic():
        batch = PayoutBatch.objects.select_for_update().get(pk=batch_id)
        if batch.made_by_id == by.pk:
            raise RuleBroken(_("Pembuat tidak boleh memeriksa sendiri. Minta orang lain memeriksanya."), code="maker")
        if batch.state == B.CHECKED:
            return batch
        if batch.state != B.DRAFT:
            raise WrongState(_("Daftar bayar ini sudah dibatalkan."))
        rows = list(batch.payouts.select_for_update(of=("self",)).select_related("partner").order_by("pk"))
        drafts = [row for row in rows if row.state == S.DRAFT]
        _refuse_changed(drafts)
        available = balances.lock_available([row.partner_id for row in drafts])
        for payout in drafts:
            _let_go(payout, available.get(payout.partner_id, 0))
        batch.state, batch.checked_by, batch.checked_at = B.CHECKED, by, timezone.now()
        batch.save(update_fields=["state", "checked_by", "checked_at"])
        _nudge(batch, [row for row in drafts if row.state == S.READY])
    return batch


def cancel_batch(batch_id: int, by: User, reason: str) -> PayoutBatch:
    """Call a batch off before it is checked; its sellers can be put into another. May be repeated."""
    with transaction.atomic():
        batch = PayoutBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state == B.CHECKED:
            raise WrongState(_("Daftar ini sudah disetujui; uangnya sedang berjalan."))
        batch.payouts.filter(state=S.DRAFT).update(state=S.DROPPED, ended_at=timezone.now())
        batch.state, batch.reason = B.CANCELLED, f"{by}: {reason}"[:200]
        batch.save(update_fields=["state", "reason"])
    return batch


def approve_with(batch_id: int, otp: str) -> None:
    """The checker's one-time code for what waits in the gateway's queue; it is wiped when it is used up or wrong."""
    from market.lifecycle import tasks  # the tasks call the steps

    with transaction.atomic():
        PayoutBatch.objects.filter(pk=batch_id, state=B.CHECKED).update(otp=otp)
        waiting = Payout.objects.filter(batch=batch_id, state=S.QUEUED)
        waiting.update(next_look_at=timezone.now())
        for payout_id in waiting.values_list("pk", flat=True):
            tasks.carry_payout.delay_on_commit(payout_id)


def drop(payout_id: int) -> bool:
    """Take one seller out of a batch that is not checked yet."""
    rows = Payout.objects.filter(pk=payout_id, state=S.DRAFT, batch__state=B.DRAFT)
    return bool(rows.update(state=S.DROPPED, ended_at=timezone.now()))


def carry(payout_id: int) -> str:
    """For workers: send or ask about one payout and take the step. May be repeated and raced; its state afterwards."""
    state = ""
    for _turn in ("send", "approve"):
        payout = sending.claim(payout_id)
        if payout is None:
            return state
        state = follow(sending.ask(payout))
        if state != S.QUEUED:
            break
    return state


def hear(source: str, push: Push) -> str:
    """A push about a payout: the truth is fetched, and the step taken. Raises what the gateway raises."""
    payout = Payout.objects.select_related("batch").filter(reference=push.reference, batch__channel=source).first()
    if payout is None:
        return "unknown"
    said = payout_gateway(source).parse_webhook({}, bytes(push.body)).error
    before = payout.state
    return "applied" if follow(sending.truth(payout, said)) != before else "stale"


def follow(fact: PayoutFact) -> str:
    """The step that a fact about a payout leads to, once, with its journal. The state afterwards."""
    with transaction.atomic():
        payout = (
            Payout.objects.select_for_update(of=("self",)).select_related("partner", "batch").get(pk=fact.payout_id)
        )
        state = fact.state
        if state == S.FAILED and payout.state == S.COMPLETED:
            state = S.RETURNED
        moves = state in STEPS.get(payout.state, ())
        if moves:
            _step(payout, state, fact)
        if fact.error:
            payout.error = fact.error[:200]
        payout.reference = payout.reference or fact.reference
        payout.raw = dict(fact.status.raw) if fact.status else payout.raw
        payout.next_look_at = _next_look(payout)
        payout.save()
    return payout.state


def decide(payout_id: int, arrived: bool, by: User, reason: str = "") -> str:
    """A person says what became of a payout by bank file, or of one that no machine can tell. May be repeated."""
    payout = Payout.objects.select_related("batch").get(pk=payout_id)
    if payout.state not in (S.REVIEW, S.COMPLETED) and payout.batch.channel != BANK_FILE:
        raise WrongState(_("Penyalur masih bekerja; tunggu jawabannya."))
    if payout.batch.channel == BANK_FILE and payout.state == S.READY:
        Payout.objects.filter(pk=payout.pk, state=S.READY).update(state=S.PROCESSED, first_sent_at=timezone.now())
    words = f"{by}: {reason}" if reason else str(by)
    return follow(PayoutFact(payout.pk, S.COMPLETED if arrived else S.FAILED, error="" if arrived else words))


def _payee(partner: Partner, available: int, account: BankAccount | None, is_under_way: bool) -> Payee:
    why = accounts.why_held(account)
    if partner.suspended_at:
        why = _("Toko ini sedang dihentikan.")
    elif is_under_way:
        why = _("Masih ada kiriman sebelumnya.")
    elif available < settings.PAYOUT_MINIMUM_RUPIAH:
        why = _("Di bawah batas %(least)s.") % {"least": rupiah(settings.PAYOUT_MINIMUM_RUPIAH)}
    return Payee(partner, available, account, why)


def _draft(batch: PayoutBatch, payee: Payee) -> Payout | None:
    """One line; None when another batch was quicker (the database lets a seller stand in one open payout only)."""
    account = payee.account
    assert account is not None
    try:
        with transaction.atomic():
            return Payout.objects.create(
                batch=batch, partner=payee.partner, number=_number("PO"), amount_rupiah=payee.available_rupiah,
                account=account, bank_code=account.bank_code, account_number=account.account_number,
                holder_name=account.holder_name,
            )  # fmt: skip
    except IntegrityError:
        return None


def _refuse_changed(drafts: Sequence[Payout]) -> None:
    """Whoever's account is no longer the one that the maker saw is named, and nothing goes out."""
    now = accounts.accounts_of([row.partner_id for row in drafts])
    for row in drafts:
        account = now.get(row.partner_id)
        seen = (row.bank_code, row.account_number, row.holder_name)
        if account is None or (account.bank_code, account.account_number, account.holder_name) != seen:
            words = _("Rekening %(seller)s berubah sejak daftar dibuat. Keluarkan dari daftar, lalu periksa lagi.")
            raise RuleBroken(words % {"seller": row.partner.name}, code="beneficiary", data={"payout": row.number})
        account.partner = row.partner
        if why := accounts.why_held(account):
            raise RuleBroken(f"{row.partner.name}: {why}", code="held", data={"payout": row.number})


def _let_go(payout: Payout, available: int) -> None:
    """Never more than the maker saw, never more than is there now; too little to send is left out."""
    payout.amount_rupiah = min(payout.amount_rupiah, available)
    if payout.amount_rupiah < settings.PAYOUT_MINIMUM_RUPIAH:
        Payout.objects.filter(pk=payout.pk).update(
            state=S.DROPPED, ended_at=timezone.now(), error=_("saldo berubah, di bawah batas")
        )
        payout.state = S.DROPPED
        return
    payout.state = S.READY
    payout.next_look_at = None if payout.batch.channel == BANK_FILE else timezone.now()
    payout.save(update_fields=["state", "amount_rupiah", "next_look_at"])
    books.payout_sent(payout)


def _step(payout: Payout, state: str, fact: PayoutFact) -> None:
    now = timezone.now()
    payout.state, payout.looks = state, 0
    amount = rupiah(payout.amount_rupiah)
    if state in BACK:
        payout.ended_at, payout.error = now, fact.error[:200]
        books.payout_failed(payout)
        outbox.tell_house("payout_failed", payout.number, seller=payout.partner.name, amount=amount, reason=fact.error)
    elif state == S.COMPLETED:
        payout.completed_at = payout.ended_at = now
        books.payout_completed(payout)
    elif state == S.RETURNED:
        payout.ended_at = now
        books.payout_returned(payout, fact.error)
        outbox.tell_house("payout_returned", payout.number, seller=payout.partner.name, amount=amount)
    elif state == S.REVIEW:
        outbox.tell_house("payout_review", payout.number, seller=payout.partner.name, amount=amount, reason=fact.error)


def _next_look(payout: Payout) -> object:
    now = timezone.now()
    if (
        payout.batch.channel == BANK_FILE
        or payout.state not in (*Payout.MOVING, S.COMPLETED)
        or payout.state == S.REVIEW
    ):
        return None
    if payout.state == S.COMPLETED:
        done = payout.completed_at or now
        return now + sending.WATCH_AFTER if now - done < timedelta(days=sending.WATCH_DAYS) else None
    return now if payout.state == S.QUEUED and payout.looks == 0 else now + sending.pause_after(payout)


def _nudge(batch: PayoutBatch, rows: Sequence[Payout]) -> None:
    from market.lifecycle import tasks  # the tasks call the steps

    if batch.channel != BANK_FILE:
        for payout in rows:
            tasks.carry_payout.delay_on_commit(payout.pk)


def _number(prefix: str) -> str:
    tail = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{prefix}-{timezone.localdate():%y%m%d}-{tail}"
