"""What a misspelt word was meant to be, among the words that occur in the names of Indonesia's places.

Candidates share the first three letters, the last three, or the consonants; the nearest by edit distance are taken.
Plain tables and plain Python: the same on SQLite and PostgreSQL, with no extension to be installed.
"""

from django.db.models import Q

from market.address.models import SearchWord
from market.address.words import bones, ends

SHORT_WORD = 4  # up to this many letters only one of them may be wrong
MIN_LETTERS = 3
MAX_MEANT = 6


Nearness = tuple[int, bool]


def is_known(word: str) -> bool:
    """Whether some place has this very word in its name."""
    return SearchWord.objects.filter(word=word).exists()


def meant(word: str) -> list[tuple[Nearness, str]]:
    """The known words that `word` may stand for, nearest first, each with (letters off, whether consonants are).

    The word itself if it is too short to tell, or if nothing is like it.
    """
    if len(word) < MIN_LETTERS or word.isdigit():
        return [((0, False), word)]
    allowed = 1 if len(word) <= SHORT_WORD else 2
    head, tail = ends(word)
    alike = SearchWord.objects.filter(Q(head=head) | Q(tail=tail) | Q(bones=bones(word)))
    found = []
    letters = set(word)
    for known, count in alike.values_list("word", "place_count"):
        if len(letters.difference(known)) > allowed or len(known) < len(word) - allowed:
            continue
        off = distance(word, known, allowed)
        if off > 0 and len(known) > len(word):  # the rest of the word may not have been typed yet
            off = min(off, distance(word, known[: len(word)], allowed))
        if off <= allowed:
            found.append(((off, bones(known) != bones(word)), -count, known))
    return [(near, known) for near, _, known in sorted(found)[:MAX_MEANT]] or [((0, False), word)]


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap with a neighbour between two words; above `limit` inexact."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
