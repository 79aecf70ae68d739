"""What the database itself refuses: a changed or deleted journal or entry (both databases), and on PostgreSQL a journal
that does not balance when the transaction commits. SQLite has no deferred triggers; there the audit counts.

TRUNCATE is left to the rights of the database's role (docs/operations.md).
"""

TABLES = ("ledger_journal", "ledger_entry")
VERBS = ("UPDATE", "DELETE")
TRIGGERS = len(TABLES) * len(VERBS)
BALANCE_TRIGGER = "balanced_ledger_entry"


def create_sql(vendor: str) -> list[str]:
    return _POSTGRES if vendor == "postgresql" else _SQLITE


def drop_sql(vendor: str) -> list[str]:
    """Only for the twin test that shows what the triggers are good for."""
    on = " ON {table}" if vendor == "postgresql" else ""
    drops = [f"DROP TRIGGER {_name(table, verb)}{on.format(table=table)}" for table in TABLES for verb in VERBS]
    return drops + ([f"DROP TRIGGER {BALANCE_TRIGGER} ON ledger_entry"] if vendor == "postgresql" else [])


def count_sql(vendor: str) -> str:
    """How many of the refusing triggers stand."""
    if vendor == "postgresql":
        return "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'immutable_ledger_%' AND tgenabled <> 'D'"
    return "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'immutable_ledger_%'"


def _name(table: str, verb: str) -> str:
    return f"immutable_{table}_{verb.lower()}"


_SQLITE = [
    f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is never changed: post a correction'); END"
    for table in TABLES
    for verb in VERBS
]

_POSTGRES = [
    """
    CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is never changed: post a correction', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()"
        for table in TABLES
        for verb in VERBS
    ),
    """
    CREATE OR REPLACE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT sum(amount_rupiah) FROM ledger_entry WHERE journal_id = NEW.journal_id) <> 0 THEN
            RAISE EXCEPTION 'journal % does not balance', NEW.journal_id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    f"CREATE CONSTRAINT TRIGGER {BALANCE_TRIGGER} AFTER INSERT ON ledger_entry "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balance()",
]
