"""What an SMS asks for: `PESAN kode jumlah dusun`. No database here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PLACE_LETTERS = 60  # of what stands behind the amount; the whole SMS is kept beside it
SMS_LETTERS = 160  # GSM 03.38: 140 octets of seven bits, one message
AMOUNT = r"[0-9]{1,3}(?:[.,][0-9]{1,3})?"
ORDER = re.compile(rf"PESAN\s+(?P<code>[0-9A-Z-]{{1,64}})(?:\s+(?P<amount>{AMOUNT}))?(?:\s+(?P<place>.+))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`code` in capitals; `amount`: how much of the goods' own unit, as written; `place`: the hamlet, may be empty."""

    code: str
    amount: str
    place: str


def read(words: str) -> Asked | None:
    """What is asked for; None when it is no order. A missing amount is empty and means the least that is sold."""
    found = ORDER.fullmatch(" ".join(unicodedata.normalize("NFKC", words).upper().split()))
    return (
        None
        if found is None
        else Asked(found["code"], found["amount"] or "", (found["place"] or "")[:PLACE_LETTERS].strip())
    )


def fitted(frame: str, title: str, **more: object) -> str:
    """`frame` filled, the title shortened until all of it is one SMS; only letters that every telephone has."""
    spare = SMS_LETTERS - len(plain(frame % {"title": "", **more}))
    return plain(frame % {"title": plain(title)[: max(spare, 0)].strip(), **more})[:SMS_LETTERS]


def plain(words: str) -> str:
    """ASCII without the signs that GSM 03.38 lacks or counts twice: one sign is one seven-bit letter."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[\[\]{}\\~^|`]", "", bare)
