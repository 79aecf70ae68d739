"""One spelling for many, in Python for what people type and in SQL for what the database keeps.

Gethuk, getuk and gethok; keripik and kripik; batik and batk. `fold` undoes old spellings and a silent h; `bones`
leaves a word's consonants. Both are plain replacements, so that a trigger can do them: the Python and the SQL form come
from one table and a test compares them.
"""

from __future__ import annotations

import re
import unicodedata

SOUNDS = (
    ("tj", "c"), ("dj", "j"), ("sj", "sy"), ("oe", "u"), ("x", "ks"), ("q", "k"), ("v", "f"),
    ("bh", "b"), ("dh", "d"), ("gh", "g"), ("kh", "k"), ("th", "t"), ("ph", "f"),
    ("bb", "b"), ("dd", "d"), ("gg", "g"), ("kk", "k"), ("ll", "l"), ("mm", "m"), ("nn", "n"), ("pp", "p"),
    ("rr", "r"), ("ss", "s"), ("tt", "t"),
)  # fmt: skip
VOWELS = "aeiou"
LEAST_BONES = 3  # fewer consonants say too little: kopi, kapi and kupu have the same two
NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """The text in lower case and in its one spelling; signs and accents stay for the index's own reader."""
    text = text.lower()
    for old, new in SOUNDS:
        text = text.replace(old, new)
    return text


def bones(text: str) -> str:
    """The folded text without its vowels."""
    text = fold(text)
    for vowel in VOWELS:
        text = text.replace(vowel, "")
    return text


def words(text: str) -> list[str]:
    """The words that a person typed: folded, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return [word for word in NOT_WORD.split(fold(plain)) if word]


def folded_sql(source: str, texts: dict[str, str], consonants: str) -> str:
    """A select over `source` (FROM ... WHERE ...) that gives p.id and each of `texts` folded; `consonants` as bones.

    The replacements are spread over nested selects because SQLite's parser takes only some thirty one within another.
    """
    half = len(SOUNDS) // 2
    sql = f"SELECT p.id AS id, {', '.join(f'lower({text}) AS {name}' for name, text in texts.items())} {source}"
    vowels = tuple((vowel, "") for vowel in VOWELS)
    for stage, pairs in enumerate((SOUNDS[:half], SOUNDS[half:], vowels)):
        columns = [
            f"{_replaced(name, pairs) if pairs is not vowels or name == consonants else name} AS {name}"
            for name in texts
        ]
        sql = f"SELECT id, {', '.join(columns)} FROM ({sql}) AS stage{stage}"  # noqa: S608
    return sql


def _replaced(expression: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        expression = f"replace({expression}, '{old}', '{new}')"
    return expression


def distance(a: str, b: str, most: int = 2) -> int:
    """How many letters to add, drop, change or swap to come from a to b; `most` + 1 when it is more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
