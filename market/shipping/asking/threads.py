"""Asking couriers for prices, all at once, against one deadline that no courier can stretch. No database in here.

Whoever has not answered when time is up is left out; its thread ends by its own deadline and is not waited for.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from market.core.errors import MarketError, Misconfigured, Nonsense, Refused, Unreachable
from market.shipping.asking import circuit
from market.shipping.couriers.base import Can, Courier, End, Rate, RateRequest
from market.shipping.places import Found, find

log = logging.getLogger(__name__)

TOTAL_SECONDS = 8.0  # the most that a buyer waits, whatever the setting says
THREADS = 32
_TURNS: dict[str, threading.Lock] = {}


class Out(StrEnum):
    """Why a courier is left out."""

    SILENT = "silent"  # slow, unreachable, or left alone for a while
    NONSENSE = "nonsense"  # an answer that we do not understand
    NOT_SERVED = "not_served"  # they do not go there, or do not carry this
    PLACE_UNKNOWN = "place_unknown"  # their code for the place is not known; a person sees it in a list
    BROKEN = "broken"  # our own settings
    RULE = "rule"  # they would carry it, but a rule of ours says no


FAILURES = frozenset({Out.SILENT, Out.NONSENSE, Out.BROKEN})


@dataclass(frozen=True, slots=True)
class Question:
    """One request to one courier; `key` is the fingerprint of what decides the price."""

    key: str
    courier: Courier
    request: RateRequest
    asks_for_codes: bool = False  # their code of an end is not in our table yet


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a question: rates, or why there are none; and codes that were found on the way."""

    key: str
    courier_code: str
    rates: tuple[Rate, ...] = ()
    out: Out | None = None
    found: tuple[Found, ...] = ()
    seconds: float = 0.0
    error: str = ""


def ask(questions: Sequence[Question], *, seconds: float) -> list[Said]:
    """One answer for each question, in their order, within `seconds` (at most `TOTAL_SECONDS`). Never raises."""
    is_open = {
        code: not circuit.lets_through(code, "rates") for code in {question.courier.code for question in questions}
    }
    waiting = {
        question.key: _pool().submit(_answer, question) for question in questions if not is_open[question.courier.code]
    }
    done, late = wait(waiting.values(), timeout=min(seconds, TOTAL_SECONDS))
    for future in late:
        future.cancel()
    said = [
        waiting[question.key].result() if question.key in waiting and waiting[question.key] in done
        else Said(question.key, question.courier.code, out=Out.SILENT, error="no answer in time")
        for question in questions
    ]  # fmt: skip
    for code in (code for code, shut in is_open.items() if not shut):
        _note(code, [one for one in said if one.courier_code == code])
    return said


def _note(code: str, said: Sequence[Said]) -> None:
    """One round with a courier, for the circuit and the desk: one answer is enough to call it alive."""
    answered = [one for one in said if one.out not in FAILURES]
    slowest = max((one.seconds for one in answered), default=0.0)
    error = next((one.error for one in said if one.error), "")
    circuit.note(code, "rates", answered=bool(answered), seconds=slowest, error=error)


def _answer(question: Question) -> Said:
    courier = question.courier
    found: list[Found] = []
    began = time.monotonic()
    try:
        request = _with_codes(question, found) if question.asks_for_codes else question.request
        answer = courier.rates(request)
        out = None if answer.value else Out.NOT_SERVED
        took = time.monotonic() - began
        return Said(question.key, courier.code, tuple(answer.value), out, tuple(found), took)
    except Exception as error:  # a thread is a door: what happens ends as a word for the buyer and a line in the log
        out = _reason(error)
        if out in (Out.NONSENSE, Out.BROKEN):
            log.error("%s: no price: %r", courier.code, error, exc_info=not isinstance(error, MarketError))
        else:
            log.info("%s: no price: %s", courier.code, error)
        took = time.monotonic() - began
        return Said(question.key, courier.code, (), out, tuple(found), took, f"{type(error).__name__}: {error}")


def _reason(error: Exception) -> Out:
    match error:
        case Refused():
            return Out.PLACE_UNKNOWN if error.code == "place_unknown" else Out.NOT_SERVED
        case Nonsense():
            return Out.NONSENSE
        case Misconfigured():
            return Out.BROKEN
        case MarketError():
            return Out.SILENT
        case _:
            return Out.NONSENSE


def _with_codes(question: Question, found: list[Found]) -> RateRequest:
    """The request with the courier's own codes, found by name where our table has none. One thread per courier."""
    courier, request = question.courier, question.request
    if Can.FIND_PLACE not in courier.can:
        return request
    with _turn(courier.code):
        for end, place in ((End.ORIGIN, request.origin), (End.DESTINATION, request.destination)):
            if not place.courier_code:
                found.append(find(courier, place, end))
    if not all(one.code for one in found):
        raise Refused("no code for this place", provider=courier.code, code="place_unknown")
    for one in found:
        end = {End.ORIGIN: "origin", End.DESTINATION: "destination"}[one.end]
        request = replace(request, **{end: replace(getattr(request, end), courier_code=one.code)})
    return request


@contextmanager
def _turn(code: str) -> Iterator[None]:
    """A courier's list may take a minute to fetch: one thread fetches it, the others give up after a while."""
    lock = _TURNS.setdefault(code, threading.Lock())
    if not lock.acquire(timeout=TOTAL_SECONDS):
        raise Unreachable("somebody else is still reading the list of places", provider=code, operation="find_place")
    try:
        yield
    finally:
        lock.release()


@cache
def _pool() -> ThreadPoolExecutor:
    """Made when first needed, so that a forked process has its own."""
    return ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="postage")
