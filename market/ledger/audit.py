"""What must be true of the books, asked of the database in SQL. `manage.py audit` asks all and fails on a breach.

A check counts what it looked at, so that a green line over nothing is seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from market.ledger import triggers

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One promise. `looked_at` counts the rows it is about; `breaches` selects one text for each row that breaks it."""

    code: str
    promise: str
    looked_at: str
    breaches: str
    params: Sequence[Any] = field(default=())


@dataclass(frozen=True, slots=True)
class Result:
    code: str
    promise: str
    looked_at: int
    breaches: int
    examples: list[str]


def run(check: Check) -> Result:
    """Ask one promise; reads only."""
    with connection.cursor() as cursor:
        cursor.execute(check.looked_at)
        looked_at = int(cursor.fetchone()[0] or 0)
        cursor.execute(check.breaches, list(check.params) or None)
        found = [str(row[0]) for row in cursor.fetchall()]
    return Result(check.code, check.promise, looked_at, len(found), found[:SHOWN])


def checks() -> list[Check]:
    """The promises of the ledger alone (I5, I6)."""
    return [
        Check(
            "I5",
            "every journal balances",
            "SELECT count(*) FROM ledger_journal",
            "SELECT j.key FROM ledger_journal j LEFT JOIN ledger_entry e ON e.journal_id = j.id "
            "GROUP BY j.id, j.key HAVING coalesce(sum(e.amount_rupiah), 1) <> 0",
        ),
        Check(
            "I5",
            "no entry was added to a journal later, none is missing",
            "SELECT count(*) FROM ledger_entry",
            "SELECT j.key FROM ledger_journal j LEFT JOIN ledger_entry e ON e.journal_id = j.id "
            "GROUP BY j.id, j.key, j.legs HAVING count(e.id) <> j.legs",
        ),
        Check(
            "I5",
            "the sum of the world is zero",
            "SELECT count(*) FROM ledger_entry",
            "SELECT sum(amount_rupiah) FROM ledger_entry HAVING sum(amount_rupiah) <> 0",
        ),
        Check(
            "I5",
            "no liability is below zero",
            "SELECT count(*) FROM ledger_account WHERE kind = 'liability'",
            "SELECT code FROM ledger_account WHERE kind = 'liability' AND balance_rupiah > 0",
        ),
        Check(
            "I5",
            "the database refuses to change journals and entries",
            triggers.count_sql(connection.vendor),
            f"SELECT found FROM ({triggers.count_sql(connection.vendor).replace('count(*)', 'count(*) AS found')}) t "
            f"WHERE found <> {triggers.TRIGGERS}",
        ),
        Check(
            "I6",
            "every stored balance is the sum of its entries",
            "SELECT count(*) FROM ledger_account",
            "SELECT a.code FROM ledger_account a LEFT JOIN ledger_entry e ON e.account_id = a.id "
            "GROUP BY a.id, a.code, a.balance_rupiah HAVING coalesce(sum(e.amount_rupiah), 0) <> a.balance_rupiah",
        ),
    ]
