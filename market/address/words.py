"""One spelling for many: the form of a word in which places are compared.

Old and new spelling (Poerworedjo, Purworejo), sounds that people write with or without h (Gethuk, getuk), doubled
letters, accents, apostrophes and Roman numerals come out the same.
"""

import re
import unicodedata
from collections.abc import Iterable

ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
}  # fmt: skip
SOUNDS = (("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"), ("x", "ks"), ("q", "k"), ("v", "f"))
SILENT_H = re.compile(r"([bdgkt])h")
DOUBLED = re.compile(r"([a-z])\1+")
APOSTROPHES = re.compile("['’‘`´]")
NOT_WORD = re.compile(r"[^0-9a-z]+")
VOWELS = re.compile(r"[aeiou]")


def fold_word(word: str) -> str:
    """One word in lower case, without its accents, in its one spelling."""
    if word in ROMAN:
        return ROMAN[word]
    for old, new in SOUNDS:
        word = word.replace(old, new)
    return DOUBLED.sub(r"\1", SILENT_H.sub(r"\1", word))


def fold(text: str) -> list[str]:
    """The words of a text, each in its one spelling; empty for a text without letters or digits."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).encode("ascii", "ignore").decode().lower()
    return [fold_word(word) for word in NOT_WORD.split(plain) if word]


def key(text: str) -> str:
    """The folded words run together: `Teluk Pandan` and `TELUKPANDAN` have the same key."""
    return run_on(fold(text))


def run_on(words: Iterable[str]) -> str:
    """Folded words run together; folded once more, for where they meet a new sound may stand (Kramat Jati)."""
    return fold_word("".join(words))


def with_run_on(words: list[str]) -> list[str]:
    """The words and, if they are several, the same run together, for those who write `Telukpandan`."""
    return [*words, run_on(words)] if len(words) > 1 else words


def ends(word: str) -> tuple[str, str]:
    """The first three letters and the last three."""
    return word[:3], word[-3:]


def bones(word: str) -> str:
    """The word without its vowels but for a first one: what is left when vowels are mistaken."""
    return word[:1] + VOWELS.sub("", word[1:])
