"""Finding villages by what people type, and going down the official list step by step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from market.address import index
from market.address.index import Term
from market.address.models import District, Province, Regency, Village
from market.address.spelling import is_known, meant
from market.address.words import fold, key, run_on

MAX_TEXT = 100
MAX_WORDS = 8
MAX_CANDIDATES = 300
POSTCODE_DIGITS = 3
PROVINCE_LENGTH, REGENCY_LENGTH, DISTRICT_LENGTH = LENGTHS = (2, 5, 8)
CODE = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{1,4})?)?")
# What people write before a name, and the column in which the name after it is to be looked for.
LEVELS = {
    "desa": "name", "ds": "name", "kelurahan": "name", "kel": "name",
    "kecamatan": "district", "kec": "district", "distrik": "district",
    "kabupaten": "regency", "kab": "regency", "kota": "regency",
    "provinsi": "province", "prov": "province",
}  # fmt: skip
REGENCY_WORDS = {"kabupaten": "kab", "kab": "kab", "kota": "kota"}


class Question(NamedTuple):
    """One reading of what was typed: terms for the index, and the names that a village meant by it may bear whole."""

    terms: tuple[Term, ...]
    names: frozenset[str]

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.words]


def search_villages(text: str, limit: int = 10, near: str | None = None) -> list[Village]:
    """The villages that people mean by `text`, best first: a name, with or without places around it, or a postcode.

    Forgives spelling, the order of the words and a missing end of a word. A village whose own name was typed comes
    first; among namesakes the one that shares more of the code `near` (such as "33.06"). Under 50 ms over all villages.
    """
    text = text[:MAX_TEXT].strip()
    if CODE.fullmatch(text):
        return list(_living().filter(code__startswith=text)[:limit])
    found: dict[str, tuple[int, int]] = {}
    for question in _readings(text):
        rows = _named(question) + _indexed(question)
        found = {code: (_rank(name, question), -_nearness(code, near)) for code, name in rows}
        if found:
            break
    ranked = sorted(found, key=lambda code: (found[code], code))[:limit]
    villages = Village.objects.in_bulk(ranked)
    return [villages[code] for code in ranked if code in villages]


def search_districts(text: str, limit: int = 10, near: str | None = None) -> list[Village]:
    """One village of each district that people mean by `text`, districts of that very name first."""
    names = _runs([word for word in fold(text)[:MAX_WORDS] if word not in LEVELS])
    villages = search_villages(text, limit=MAX_CANDIDATES, near=near)
    villages.sort(key=lambda village: key(village.district_name) not in names)
    first = {village.code[:DISTRICT_LENGTH]: village for village in reversed(villages)}
    return [village for village in villages if first[village.code[:DISTRICT_LENGTH]] is village][:limit]


def is_named(text: str, *names: str) -> bool:
    """Whether `text` holds one of the names whole, so that a single hit is no guess."""
    return not _runs(fold(text[:MAX_TEXT])[:MAX_WORDS]).isdisjoint(map(key, names))


def _readings(text: str) -> Iterator[Question]:
    """The ways to read a text, strictest first; the next is asked for only when this one finds nothing."""
    words = fold(text)[:MAX_WORDS]
    if not words:
        return
    scoped = read(text)
    yield scoped
    yield _anywhere(words)
    plain = [word for word in words if word not in LEVELS] or words
    yield _anywhere(plain)
    nearest = [Term((word,) if is_known(word) else _nearest(word)) for word in plain]
    yield Question(tuple(nearest), _runs([term.words[0] for term in nearest]).union(*(term.words for term in nearest)))
    yield Question(tuple(Term(tuple(known for _, known in meant(word))) for word in plain), frozenset())


def _nearest(word: str) -> tuple[str, ...]:
    found = meant(word)
    return tuple(known for near, known in found if near == found[0][0])


def read(text: str) -> Question:
    """Words with the columns that the words before them name: `desa Krandegan, kab. Purworejo`."""
    terms: list[Term] = []
    names: set[str] = set()
    for part in text.split(","):
        column, own = "", []
        for word in fold(part):
            if word in LEVELS:
                column = LEVELS[word]
                if word in REGENCY_WORDS:
                    terms.append(Term((REGENCY_WORDS[word],), column))
                continue
            if word.isdigit():
                terms.append(Term((word,), "postcode" if len(word) >= POSTCODE_DIGITS else "name"))
            else:
                terms.append(Term((word,), column))
            if column in ("", "name"):
                own.append(word)
        names |= _runs(own[:MAX_WORDS])
    return Question(tuple(terms[:MAX_WORDS]), frozenset(names))


def _anywhere(words: list[str]) -> Question:
    return Question(tuple(Term((word,)) for word in words), _runs(words))


def _runs(words: list[str]) -> frozenset[str]:
    """The words that stand side by side, run together: every name that they may contain."""
    ends = range(1, len(words) + 1)
    return frozenset(run_on(words[start:end]) for end in ends for start in range(end))


def _indexed(question: Question) -> list[tuple[str, str]]:
    codes = index.find(question.terms, MAX_CANDIDATES)
    free = [term.words[0] for term in question.terms if not term.column]
    if 1 < len(free) == len(question.terms):  # "Kramat Jati" for Kramatjati
        codes += index.find([Term((run_on(free),))], MAX_CANDIDATES)
    return list(_living().filter(code__in=codes).values_list("code", "name_key"))


def _named(question: Question) -> list[tuple[str, str]]:
    """(code, key of the name) of the villages whose whole name was typed and whose surroundings fit the other words."""
    columns = ("code", "name_key", "name", "district_name", "regency_label", "province_name", "postcode")
    rows = _living().filter(name_key__in=question.names).values_list(*columns)
    return [(code, name_key) for code, name_key, *around in rows if _fits(question.terms, around)]


def _fits(terms: Iterable[Term], around: Sequence[str]) -> bool:
    places = dict(zip(index.COLUMNS, map(_folded, around), strict=True))
    for term in terms:
        columns = [places[term.column]] if term.column else places.values()
        if not any(word.startswith(term.words) for column in columns for word in column):
            return False
    return True


@lru_cache(maxsize=20_000)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(text))


def _rank(name: str, question: Question) -> int:
    if name in question.names:
        return 0
    return 1 if name.startswith(tuple(question.words)) else 2


def _nearness(code: str, near: str | None) -> int:
    """How many levels two codes share."""
    return sum(code[:length] == near[:length] for length in LENGTHS if len(near) >= length) if near else 0


def _living() -> QuerySet[Village]:
    return Village.objects.filter(retired_on=None)


def step_choices(code: str = "") -> list[tuple[str, str]]:
    """(code, label) of the places directly below `code`, by name: provinces for "", villages for a district's code."""
    if not code:
        return list(Province.objects.filter(retired_on=None).order_by("name").values_list("code", "name"))
    if len(code) == PROVINCE_LENGTH:
        regencies = Regency.objects.filter(province_id=code, retired_on=None)
        return [(regency.code, regency.label) for regency in regencies.order_by("kind", "name")]
    if len(code) == REGENCY_LENGTH:
        districts = District.objects.filter(regency_id=code, retired_on=None)
        return list(districts.order_by("name").values_list("code", "name"))
    return [(village.code, village.title) for village in _living().filter(district_id=code).order_by("name", "code")]
