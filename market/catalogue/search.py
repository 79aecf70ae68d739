"""Searching goods by what people type: `search_products`, one function over FTS5 and over PostgreSQL's full text.

A word is compared in its one spelling ("getuk" finds "Gethuk lindri"), as the beginning of a word, and by its
consonants ("kripik", "batk"); sellers and villages are found by their names; what stands in the title counts most. What
is only told in a description is looked at when the names give less than a page, so that a common word stays quick.
When nothing matches, each word gives way to the nearest one that occurs in a name ("kpoi" finds kopi), and then some of
the words must do instead of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from market.catalogue import keeping, listing, spelling
from market.catalogue.listing import PAGE_SIZE, Filters, Found, Match

MOST_WORDS = 8
ENOUGH = PAGE_SIZE  # so many goods found by their names make the descriptions needless
LEAST_PREFIX = 3  # shorter words must be whole, unless they are all that was typed
RANKS = {"title": 12.0, "bones": 3.0, "seller": 6.0, "village": 3.0, "body": 1.0}  # for FTS5's bm25
NAMES = ("title", "seller", "village")
MOST_CANDIDATES = 400
MOST_UNLIKE = 2  # words for which all words of names are read, a tenth of a second each


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and the words by which: `words` differ from the typed ones when they were corrected."""

    found: Found
    words: list[str]
    corrected: bool = False


def search_products(
    text: str, filters: Filters | None = None, number: int = 1, *, size: int = PAGE_SIZE, sort: str = ""
) -> Answer:
    """Page `number` of the goods that match the text within the filters, the best first. Two statements when
    names give enough, three when descriptions are read too, a few more when nothing matched. A text without words finds
    everything, the newest first.
    """
    filters = filters or Filters()
    words = spelling.words(text)[:MOST_WORDS]
    if not words:
        return Answer(listing.page(filters, number, size=size, sort=sort), words)

    def look(words: Sequence[str], *, every: bool = True, names: bool = False, least: int = 1) -> Found | None:
        match = matching(words, every=every, names=names)
        found = listing.page(filters, number, size=size, sort=sort, match=match, least=least)
        return found if found.everywhere >= least else None

    if found := look(words, names=True, least=ENOUGH) or look(words):
        return Answer(found, words)
    nearest = correct(words)
    if nearest != words and (found := look(nearest, names=True, least=ENOUGH) or look(nearest)):
        return Answer(found, nearest, corrected=True)
    if len(words) > 1 and (found := look(nearest, every=False)):
        return Answer(found, nearest, corrected=nearest != words)
    return Answer(Found([], 0), words)


def matching(words: Sequence[str], *, every: bool = True, names: bool = False) -> Match:
    """What the words, folded already, add to a statement; with `every` false, one of them is enough.

    With `names`, only titles, sellers and villages count, not what is told of the goods.
    """
    return (_fts5 if connection.vendor == "sqlite" else _tsquery)(words, every, names)


def _is_prefix(word: str, words: Sequence[str]) -> bool:
    return len(word) >= LEAST_PREFIX or len(words) == 1


def _bones(word: str) -> str:
    bones = spelling.bones(word)
    return bones if len(bones) >= spelling.LEAST_BONES else ""


def _fts5(words: Sequence[str], every: bool, names: bool) -> Match:
    terms = []
    columns = " ".join(NAMES if names else (*NAMES, "body"))
    for word in words:
        term = f'"{word}"*' if _is_prefix(word, words) else f'"{word}"'
        bones = f' OR bones : "{_bones(word)}"' if _bones(word) else ""
        terms.append(f"({{{columns}}} : {term}{bones})")
    expression = (" AND " if every else " OR ").join(terms)
    table = keeping.DOCUMENTS
    return Match(
        tables=f"JOIN {table} ON {table}.rowid = p.id",
        condition=f"{table} MATCH %s",
        params=(expression,),
        rank=f"bm25({table}, {', '.join(map(str, RANKS.values()))})",
    )


def _tsquery(words: Sequence[str], every: bool, names: bool) -> Match:
    terms = []
    for word in words:
        term = f"{word}:*" if _is_prefix(word, words) else word
        terms.append(f"({term} | {_bones(word)}:C)" if _bones(word) else term)
    simple = (" & " if every else " | ").join(terms)
    query = "(to_tsquery('simple', %s) || to_tsquery('indonesian', %s))"
    stems = (" & " if every else " | ").join(words)
    return Match(
        tables=f"JOIN {keeping.DOCUMENTS} d ON d.product_id = p.id",
        condition=f"d.{'head' if names else 'words'} @@ {query}",
        params=(simple, stems),
        rank=f"-ts_rank('{{0.05, 0.2, 0.4, 1.0}}', d.head, {query})",
        rank_params=(simple, stems),
    )


# --- when nothing matched ---------------------------------------------------------------------------------------------


Known = Mapping[str, list[tuple[str, int]]]  # for a typed word: words that occur in names, and how often


def correct(words: Sequence[str]) -> list[str]:
    """Each word as it occurs in a title, a seller's or a village's name: itself, or the nearest one, else itself.

    One statement for all of them; on PostgreSQL a second one when some word resembles no name.
    """
    known = _sqlite_words(words) if connection.vendor == "sqlite" else _postgres_words(words)
    return [_nearest(word, known) for word in words]


def _nearest(word: str, known: Known) -> str:
    most = 1 if len(word) <= 4 else 2
    found = [(spelling.distance(word, other, most), -count, other) for other, count in known.get(word, [])]
    best = min((one for one in found if one[0] <= most), default=None)
    return best[2] if best else word


def _sqlite_words(words: Sequence[str]) -> Known:
    """Words of about the same length in names, from the index's own vocabulary."""
    lengths = [len(word) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT term, max(doc) FROM {keeping.VOCABULARY} WHERE col IN (%s, %s, %s) "  # noqa: S608
            "AND length(term) BETWEEN %s AND %s GROUP BY term",
            [*NAMES, min(lengths) - 2, max(lengths) + 2],
        )
        rows = cursor.fetchall()
    return {word: [row for row in rows if abs(len(row[0]) - len(word)) <= 2] for word in words}


def _postgres_words(words: Sequence[str]) -> Known:
    """Words of names that share trigrams with these; all words of names for one with which none does."""
    known: dict[str, list[tuple[str, int]]] = {word: [] for word in words}
    for near in ("q.word <%% d.name", "true"):
        missing = [word for word, found in known.items() if not found]
        if near == "true":
            missing = missing[:MOST_UNLIKE]
        if missing:
            with connection.cursor() as cursor:
                cursor.execute(ALIKE.format(table=keeping.DOCUMENTS, near=near), [missing, MOST_CANDIDATES])
                for word, other, count in cursor.fetchall():
                    known[word].append((other, count))
    return known


# What `<%` takes for alike is a setting of the connection (market/settings/base.py, pg_trgm.word_similarity_threshold).
ALIKE = """SELECT q.word, k.w, k.n FROM unnest(%s::text[]) AS q(word) CROSS JOIN LATERAL (
    SELECT w, count(*) AS n FROM {table} d, unnest(string_to_array(d.name, ' ')) w
    WHERE {near} AND length(w) BETWEEN length(q.word) - 2 AND length(q.word) + 2
    GROUP BY w ORDER BY word_similarity(q.word, w) DESC LIMIT %s) k"""
