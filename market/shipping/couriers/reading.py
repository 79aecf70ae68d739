"""How all couriers' answers are read: pure functions, strict on money, lenient on shape, silent on people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any

from market.core.errors import Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Reply

WIB = timezone(timedelta(hours=7), "WIB")
MAX_RATE_RUPIAH = 100_000_000
RAW_TEXT_LENGTH = 2_000
RANKS = re.compile(r"^(Kabupaten|Kab\.?|Kota)( Administrasi| Adm\.?)? +", re.IGNORECASE)
PHONE = re.compile(r"(?:\+?62|0)[ .-]?8(?:[ .-]?[0-9Xx*]){6,12}")


def check_status(
    reply: Reply, *, provider: str, operation: str, reference: str = "", is_creating: bool = False
) -> None:
    """Raise what the HTTP status alone says. `is_creating`: a fault of theirs may have come after they acted."""
    where: dict[str, Any] = {"provider": provider, "operation": operation, "reference": reference}
    if reply.status in (401, 403):
        raise Misconfigured(f"{provider} {operation}: our credentials were not accepted (HTTP {reply.status})")
    if reply.status == 429:
        raise Unreachable("asked too often", code="rate_limited", **where)
    if reply.status >= 500:
        raise (Unclear if is_creating else Unreachable)(f"HTTP {reply.status}", data=told(reply), **where)
    if reply.status in (404, 405):
        raise Misconfigured(f"{provider} {operation}: no such path there (HTTP {reply.status})")
    if reply.status >= 400:
        raise Refused(f"HTTP {reply.status}", data=told(reply), **where)


@contextmanager
def creating() -> Iterator[None]:
    """While something is being made, an answer that we cannot read is `Unclear`: it may have been made."""
    try:
        yield
    except Nonsense as error:
        raise Unclear(
            f"answer not understood: {error.message}",
            provider=error.provider, operation=error.operation, reference=error.reference, data=error.data,
        ) from error  # fmt: skip


@contextmanager
def harmless() -> Iterator[None]:
    """Around a call that makes nothing (a price, a token): not knowing whether it was heard does not matter there."""
    try:
        yield
    except Unclear as error:
        raise Unreachable(
            error.message, provider=error.provider, operation=error.operation, reference=error.reference
        ) from error


def told(reply: Reply) -> dict[str, Any]:
    """What they said, short and without phone numbers, for the row and the operator."""
    return {"status": reply.status, "answer": hide_phones(reply.text[:RAW_TEXT_LENGTH])}


def as_rows(value: Any) -> list[Mapping[str, Any]]:
    """A list of objects from a list, from one object (XML bridges do that), or from nothing."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, list):
        return [row for row in value if isinstance(row, Mapping)]
    return []


def as_text(value: Any, limit: int = 300) -> str:
    """One line of text; "" for nothing."""
    return " ".join(str(value).split())[:limit] if isinstance(value, str | int | float) else ""


def as_rupiah(value: Any) -> int:
    """A price above nothing, from a number or a string; parts of a rupiah are rounded up. ValueError for the rest."""
    try:
        if isinstance(value, bool):
            raise ValueError(value)
        amount = int(Decimal(str(value)).to_integral_value(ROUND_CEILING))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"no price: {value!r}") from error
    if not 0 < amount <= MAX_RATE_RUPIAH:
        raise ValueError(f"no price: {value!r}")
    return amount


def as_number(value: Any) -> int | None:
    """A whole number of at least 0, or None."""
    text = as_text(value).strip()
    return int(text) if text.isascii() and text.isdigit() else None


def as_moment(value: Any, formats: Iterable[str]) -> datetime | None:
    """A dated text as aware UTC; a text without a zone is WIB. None for anything else."""
    text = as_text(value)
    for form in formats:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007  the zone follows in the next line
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=WIB)).astimezone(UTC)
    return None


def hide_phones(text: str) -> str:
    """The text without mobile numbers."""
    return PHONE.sub("[telepon]", text)


def hide_words(text: str, words: Iterable[Any]) -> str:
    """The text without mobile numbers and without these names and addresses, in capitals or not."""
    text = hide_phones(text)
    for word in sorted({as_text(word) for word in words}, key=len, reverse=True):
        if len(word) > 2:
            text = re.sub(re.escape(word), "***", text, flags=re.IGNORECASE)
    return text


def plain(text: str, forbidden: str = "") -> str:
    """ASCII on one line, without the characters that a courier's firewall refuses."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join("".join(c if c.isprintable() and c not in forbidden else " " for c in ascii_text).split())


def fold_lines(text: str, length: int, count: int) -> list[str]:
    """`count` lines of at most `length`, broken between words; what does not fit is cut off."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= length:
            lines[-1] = joined
        elif len(lines) < count:
            lines.append(word[:length])
        else:
            lines[-1] = joined[:length].rstrip()
            break
    return [*lines, *[""] * (count - len(lines))]


def local_phone(phone: str) -> str:
    """`+62812…` as people dial it: `0812…`."""
    digits = re.sub(r"\D", "", phone)
    return f"0{digits[2:]}" if digits.startswith("62") else digits


def bare_name(regency: str) -> str:
    """`Kabupaten Purworejo` as couriers write it: `Purworejo`."""
    return RANKS.sub("", regency)


def with_places(address: str, *places: str) -> str:
    """The address with the names of these places at its end, unless it tells them already."""
    told = [address] if address else []
    for place in places:
        if place and place.lower() not in address.lower():
            told.append(place)
    return ", ".join(told)
