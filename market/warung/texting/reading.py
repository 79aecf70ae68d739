"""What an SMS asks for: `PESAN kode jumlah dusun`. No database here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SMS_LETTERS = 160  # GSM 03.38: 140 octets of seven bits, one message
MOST_STEPS = 999
ORDER = re.compile(
    r"PESAN\s+(?P<code>[0-9A-Z-]{1,64})(?:\s+(?P<steps>[0-9]{1,3}))?(?:\s+(?P<place>.{1,60}))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`code` in capitals; `steps`: how many, at least 1; `place`: the hamlet as written, may be empty."""

    code: str
    steps: int
    place: str


def read(words: str) -> Asked | None:
    """What is asked for; None when the message is no order. A missing number means one; 0 is no order."""
    found = ORDER.fullmatch(" ".join(unicodedata.normalize("NFKC", words).upper().split()))
    if found is None or (found["steps"] is not None and not int(found["steps"])):
        return None
    return Asked(found["code"], int(found["steps"] or 1), found["place"] or "")


def fitted(frame: str, title: str, **more: object) -> str:
    """`frame` filled, the title shortened until all of it is one SMS; only letters that every telephone has."""
    spare = SMS_LETTERS - len(plain(frame % {"title": "", **more}))
    return plain(frame % {"title": plain(title)[: max(spare, 0)].strip(), **more})[:SMS_LETTERS]


def plain(words: str) -> str:
    """ASCII without the signs that GSM 03.38 lacks or counts twice: one sign is one seven-bit letter."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[\[\]{}\\~^|`]", "", bare)
