"""The only way into the books. Imported by market.lifecycle.books and by nobody else (a house test sees to it)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils import timezone

from market.core.errors import MarketError
from market.core.once import insert_once
from market.ledger.chart import BY_NAME, Kind, Ref
from market.ledger.models import Account, Entry, Journal


class PostingError(MarketError):
    """The posting rule itself is wrong: nothing was written, and a programmer must look."""

    code = "posting"


class Unbalanced(PostingError):
    """Debits and credits differ, or there is nothing to post."""

    code = "unbalanced"


class KeyReused(PostingError):
    """The key stands for another event already."""

    code = "key_reused"


class Overdrawn(PostingError):
    """A liability would fall below zero: more would leave than we owe."""

    code = "overdrawn"


@dataclass(frozen=True, slots=True)
class Leg:
    """Signed whole rupiah on one account: debit positive, credit negative."""

    ref: Ref
    amount_rupiah: int
    about: str = ""


def debit(ref: Ref, amount_rupiah: int, about: str = "") -> Leg:
    return Leg(ref, _plain(amount_rupiah), about)


def credit(ref: Ref, amount_rupiah: int, about: str = "") -> Leg:
    return Leg(ref, -_plain(amount_rupiah), about)


def post(
    key: str, kind: str, legs: Iterable[Leg], *, reference: str, reason: str = "", at: datetime | None = None
) -> Journal:
    """Post one balanced event, once: the same key with the same legs again is answered with the journal that is there.

    Must run inside the caller's transaction, which also holds the state that the money belongs to. Accounts are locked
    in the order of their codes, last of all locks. Raises `Unbalanced`, `KeyReused`, `Overdrawn`.
    """
    return _post(key, kind, _checked(key, legs), {"reference": reference, "reason": reason, "at": at or timezone.now()})


def reverse(journal: Journal, *, key: str, reason: str) -> Journal:
    """Post the mirror of a journal, once, with a reason: the only way to correct the books. May be repeated."""
    mirror = [
        Leg(Ref(BY_NAME[entry.account.name], entry.account.owner), -entry.amount_rupiah, entry.about)
        for entry in Entry.objects.filter(journal=journal).select_related("account")
    ]
    facts = {"reference": journal.reference, "reason": reason, "at": timezone.now(), "reverses": journal}
    return _post(key, f"{journal.kind}_reversed", _checked(key, mirror), facts)


def _post(key: str, kind: str, legs: Sequence[Leg], facts: dict[str, object]) -> Journal:
    if not connection.in_atomic_block:
        raise PostingError(f"{key}: money is posted inside the transaction of its step")
    digest = _digest(kind, legs)
    journal = Journal(key=key, kind=kind, legs=len(legs), digest=digest, **facts)
    if not insert_once(journal):
        journal = Journal.objects.get(key=key)
        if journal.digest != digest:
            raise KeyReused(f"{key} is posted already, with other amounts")
        return journal
    accounts = _accounts(legs)
    Entry.objects.bulk_create(
        Entry(journal=journal, account_id=accounts[leg.ref.code], amount_rupiah=leg.amount_rupiah, about=leg.about)
        for leg in legs
    )
    _move(key, legs)
    return journal


def _checked(key: str, legs: Iterable[Leg]) -> list[Leg]:
    """The legs without empty ones, those on one account and about one thing taken together, by account code."""
    sums: dict[tuple[str, str], Leg] = {}
    for leg in legs:
        place = (leg.ref.code, leg.about)
        sums[place] = (
            replace(leg, amount_rupiah=sums[place].amount_rupiah + leg.amount_rupiah) if place in sums else leg
        )
    kept = [sums[place] for place in sorted(sums) if sums[place].amount_rupiah]
    if not kept or sum(leg.amount_rupiah for leg in kept) != 0:
        raise Unbalanced(f"{key}: {[(leg.ref.code, leg.amount_rupiah) for leg in kept]}")
    return kept


def _accounts(legs: Sequence[Leg]) -> dict[str, int]:
    """The ids of the accounts by code; those that nobody has used yet are opened at zero."""
    refs = {leg.ref.code: leg.ref for leg in legs}
    known = dict(Account.objects.filter(code__in=refs).values_list("code", "pk"))
    if missing := [refs[code] for code in sorted(refs) if code not in known]:
        Account.objects.bulk_create(
            [Account(code=r.code, name=r.title.name, owner=r.owner, kind=r.title.kind.value) for r in missing],
            ignore_conflicts=True,
        )
        known = dict(Account.objects.filter(code__in=refs).values_list("code", "pk"))
    return known


def _move(key: str, legs: Sequence[Leg]) -> None:
    """Move the balances, each by one conditional UPDATE, in the order of the codes."""
    totals: dict[str, int] = {}
    kinds = {leg.ref.code: leg.ref.title.kind for leg in legs}
    for leg in legs:
        totals[leg.ref.code] = totals.get(leg.ref.code, 0) + leg.amount_rupiah
    for code in sorted(totals):
        rows = Account.objects.filter(code=code)
        if kinds[code] is Kind.LIABILITY:
            rows = rows.filter(balance_rupiah__lte=-totals[code])
        if rows.update(balance_rupiah=F("balance_rupiah") + totals[code]) != 1:
            raise Overdrawn(f"{key}: {code} does not hold {totals[code]}")


def _plain(amount_rupiah: int) -> int:
    if type(amount_rupiah) is not int or amount_rupiah < 0:
        raise Unbalanced(f"no amount to post: {amount_rupiah!r}")
    return amount_rupiah


def _digest(kind: str, legs: Sequence[Leg]) -> str:
    text = "|".join([kind, *(f"{leg.ref.code}:{leg.about}:{leg.amount_rupiah}" for leg in legs)])
    return hashlib.sha256(text.encode()).hexdigest()
