"""A courier that keeps silent is left alone for a while, operation by operation; and what each line has lived through.

Kept in the cache that all processes share: web and worker know the same, and the desk shows it. Two that write at once
may lose a count, which is harmless. Being refused is no failure. Why no library: docs/decisions/0041.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.cache import cache

from market.core.errors import Misconfigured, OutsideError, Refused, Unreachable
from market.shipping.couriers.base import Courier

FAILURES_TO_OPEN = 5  # rounds of questions in a row without one answer
OPEN_SECONDS = 30.0
KEPT_SECONDS = 7 * 86_400
ERROR_LENGTH = 200
USUAL_SHARE = 0.2  # of the newest answer in the usual time
OPERATIONS = ("rates", "book", "fetch", "cancel", "track")


@dataclass(frozen=True, slots=True)
class Line:
    """One courier's one operation. Times are seconds since 1970; 0: never."""

    failures: int = 0
    open_until: float = 0.0
    answered_at: float = 0.0
    failed_at: float = 0.0
    error: str = ""
    milliseconds: int = 0  # a running mean of the answers

    @property
    def is_open(self) -> bool:
        return self.failures >= FAILURES_TO_OPEN

    @property
    def is_new(self) -> bool:
        return not self.answered_at and not self.failed_at


def lets_through(courier_code: str, operation: str) -> bool:
    """Whether to ask now. After the pause the first who asks gets through, the others wait for its outcome."""
    line = _line(courier_code, operation)
    if not line.is_open:
        return True
    if time.time() < line.open_until:
        return False
    return bool(cache.add(f"{_slot(courier_code, operation)}:probe", 1, OPEN_SECONDS))


def note(courier_code: str, operation: str, *, answered: bool, seconds: float = 0.0, error: str = "") -> None:
    """Write down how a call, or a round of calls, ended."""
    line, now = _line(courier_code, operation), time.time()
    if answered:
        took = round(seconds * 1_000)
        usual = round(line.milliseconds * (1 - USUAL_SHARE) + took * USUAL_SHARE) if line.milliseconds else took
        line = replace(line, failures=0, open_until=0.0, answered_at=now, milliseconds=usual)
    else:
        failures = line.failures + 1
        line = replace(
            line, failures=failures, open_until=now + OPEN_SECONDS, failed_at=now, error=error[:ERROR_LENGTH]
        )
    cache.set(_slot(courier_code, operation), line, KEPT_SECONDS)
    cache.delete(f"{_slot(courier_code, operation)}:probe")


@contextmanager
def watched(courier: Courier, operation: str) -> Iterator[None]:
    """Around one call: `Unreachable` (code "circuit_open") without calling while the line is left alone."""
    if courier.is_local:
        yield
        return
    if not lets_through(courier.code, operation):
        raise Unreachable("left alone for a while", provider=courier.code, operation=operation, code="circuit_open")
    began = time.monotonic()
    try:
        yield
    except Refused:
        note(courier.code, operation, answered=True, seconds=time.monotonic() - began)
        raise
    except (OutsideError, Misconfigured) as error:
        note(courier.code, operation, answered=False, error=f"{error.code}: {error}")
        raise
    note(courier.code, operation, answered=True, seconds=time.monotonic() - began)


def lines(courier_codes: Iterable[str]) -> dict[tuple[str, str], Line]:
    """What each line has lived through, in one look."""
    slots = {_slot(code, operation): (code, operation) for code in courier_codes for operation in OPERATIONS}
    kept = cache.get_many(list(slots))
    return {names: kept.get(slot) or Line() for slot, names in slots.items()}


def close(courier_code: str, operation: str) -> None:
    """A person wants it asked again now."""
    line = _line(courier_code, operation)
    cache.set(_slot(courier_code, operation), replace(line, failures=0, open_until=0.0), KEPT_SECONDS)


def _line(courier_code: str, operation: str) -> Line:
    return cache.get(_slot(courier_code, operation)) or Line()


def _slot(courier_code: str, operation: str) -> str:
    return f"courier-line:{courier_code}:{operation}"
