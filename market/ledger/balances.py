"""Reading the books: balances and statements, each in one query. Figures are positive where an accountant looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from market.ledger.chart import BY_NAME, SELLER_AVAILABLE, SELLER_TITLES, Ref, Title
from market.ledger.models import Account, Entry


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands on one account. `amount_rupiah` is positive on the account's natural side."""

    title: Title
    owner: str
    amount_rupiah: int


def balances(titles: Iterable[Title] = (), owner: object | None = None) -> list[Balance]:
    """The balances of those titles (all when none is named), of one owner or of all, by code. One query."""
    rows = Account.objects.order_by("code")
    if names := [title.name for title in titles]:
        rows = rows.filter(name__in=names)
    if owner is not None:
        rows = rows.filter(owner=str(owner))
    return [
        Balance(BY_NAME[row.name], row.owner, row.balance_rupiah * BY_NAME[row.name].kind.sign)
        for row in rows.only("name", "owner", "balance_rupiah")
    ]


def balance(ref: Ref) -> int:
    """What stands on one account, 0 when it was never used. One query."""
    found = Account.objects.filter(code=ref.code).values_list("balance_rupiah", flat=True).first()
    return (found or 0) * ref.title.kind.sign


def seller_balances(partner_id: int) -> dict[str, int]:
    """`{"seller_held": …, "seller_available": …, "seller_in_transit": …}` of one partner, zeros included. One query."""
    found = {row.title.name: row.amount_rupiah for row in balances(SELLER_TITLES, owner=partner_id)}
    return {title.name: found.get(title.name, 0) for title in SELLER_TITLES}


def available_of_sellers(partner_ids: Iterable[int] | None = None) -> dict[int, int]:
    """What may be paid out, by partner, zeros left out; of these partners when named. One query."""
    rows = Account.objects.filter(name=SELLER_AVAILABLE.name).exclude(balance_rupiah=0)
    if partner_ids is not None:
        rows = rows.filter(owner__in=[str(pk) for pk in partner_ids])
    return {int(row.owner): -row.balance_rupiah for row in rows.only("owner", "balance_rupiah")}


def lock_available(partner_ids: Iterable[int]) -> dict[int, int]:
    """The same, with the accounts locked in the order of their codes until the transaction ends. One query."""
    rows = Account.objects.select_for_update().filter(
        name=SELLER_AVAILABLE.name, owner__in=[str(pk) for pk in partner_ids]
    )
    return {int(row.owner): -row.balance_rupiah for row in rows.order_by("code")}


def seller_entries(partner_id: int) -> QuerySet[Entry]:
    """Every line of one partner's money, newest first, each with its journal and account. One query.

    `-entry.amount_rupiah` is the figure to show: what we owe the seller grows by credit.
    """
    return (
        Entry.objects.filter(account__owner=str(partner_id), account__name__in=[t.name for t in SELLER_TITLES])
        .select_related("journal", "account")
        .order_by("-pk")
    )


def world_sum() -> int:
    """The sum of every entry of the house: always 0."""
    found: dict[str, Any] = Entry.objects.aggregate(total=Sum("amount_rupiah"))
    return found["total"] or 0
