"""The full-text index over villages: FTS5 on SQLite, a tsvector under GIN on PostgreSQL, the same five columns in both.

One line for each village: the folded words of its own name, of the district, the regency and the province, and the
postcode. It is built by the loader, read by regions.py, and holds nothing that the tables do not hold.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

TABLE = "address_village_index"
COLUMNS = ("name", "district", "regency", "province", "postcode")
# PostgreSQL has four weights; a postcode is digits and cannot be taken for a province.
WEIGHTS = {"name": "A", "district": "B", "regency": "C", "province": "D", "postcode": "D"}

SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(COLUMNS)}, "
    "content='', detail=column, columnsize=0, prefix='2 3 4', tokenize='ascii')"
)
POSTGRES_TABLE = f"CREATE TABLE {TABLE} (code varchar(13) PRIMARY KEY, words tsvector NOT NULL)"
POSTGRES_INDEX = f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)"


class Term(NamedTuple):
    """One word of a query: any of `words` must begin a word of the place, in `column` if that is named."""

    words: tuple[str, ...]
    column: str = ""


def create(vendor: str) -> list[str]:
    """The statements that lay the index, for the migration."""
    return [SQLITE_TABLE] if vendor == "sqlite" else [POSTGRES_TABLE, POSTGRES_INDEX]


def rebuild(lines: Iterable[Sequence[str]]) -> None:
    """Empty the index and fill it with (code, name, district, regency, province, postcode), words folded."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")  # noqa: S608
            marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
            rows = [(int(code.replace(".", "")), *words) for code, *words in lines]
            cursor.executemany(f"INSERT INTO {TABLE}(rowid, {', '.join(COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608
        else:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
            with cursor.copy(f"COPY {TABLE} (code, words) FROM STDIN") as copy:
                for code, *words in lines:
                    copy.write_row((code, _tsvector(words)))
            cursor.execute("SELECT gin_clean_pending_list(%s)", [f"{TABLE}_words"])
            cursor.execute(f"ANALYZE {TABLE}")


def find(terms: Sequence[Term], limit: int) -> list[str]:
    """Codes of villages that match every term, ordered by code. Words must be folded: letters and digits only."""
    if not terms:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid LIMIT %s"  # noqa: S608
            cursor.execute(sql, [" AND ".join(map(_fts5, terms)), limit])
            return [_dotted(row[0]) for row in cursor.fetchall()]
        # Materialized, or the planner walks the codes in their order and tries every line until it has enough.
        sql = (
            f"WITH hits AS MATERIALIZED (SELECT code FROM {TABLE} WHERE words @@ to_tsquery('simple', %s)) "  # noqa: S608
            "SELECT code FROM hits ORDER BY code LIMIT %s"
        )
        cursor.execute(sql, [" & ".join(map(_tsquery, terms)), limit])
        return [row[0] for row in cursor.fetchall()]


def _tsvector(columns: Sequence[str]) -> str:
    """`bayan:2B purworejo:3C`: the words with their columns' weights, as PostgreSQL writes a tsvector."""
    parts = zip(COLUMNS, columns, strict=True)
    return " ".join(f"{word}:1{WEIGHTS[column]}" for column, words in parts for word in words.split())


def _fts5(term: Term) -> str:
    words = " OR ".join(f'"{word}"*' for word in term.words)
    return f"{{{term.column}}} : ({words})" if term.column else f"({words})"


def _tsquery(term: Term) -> str:
    weight = WEIGHTS[term.column] if term.column else ""
    return f"({' | '.join(f'{word}:*{weight}' for word in term.words)})"


def _dotted(rowid: Any) -> str:
    digits = str(rowid)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
