"""What couriers said, from the cache or the network: between the promises (quotes.py) and the threads (threads.py)."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.core.cache import cache

from market.shipping import places
from market.shipping.asking.threads import Out, Question, Said, ask
from market.shipping.couriers.base import Can, End
from market.shipping.places import CodeBook

ANSWER_SECONDS = 600  # how long an answer may serve somebody else before a promise is made of it
KEPT = (None, Out.NOT_SERVED)  # a failure is not kept: the next buyer may have better luck


def answers(questions: Sequence[Question]) -> list[Said]:
    """One answer for each question, in their order; those that nobody asked lately go out all at once.

    Without network: one look into the cache. With: one query for the couriers' place codes, and at most
    `COURIER_SECONDS`. Never raises.
    """
    if not questions:
        return []
    known: dict[str, Said] = cache.get_many([_slot(question.key) for question in questions])
    fresh = {said.key: said for said in _asked([one for one in questions if _slot(one.key) not in known])}
    return [known.get(_slot(question.key)) or fresh[question.key] for question in questions]


def _asked(questions: Sequence[Question]) -> list[Said]:
    if not questions:
        return []
    ends = {place.village_code for one in questions for place in (one.request.origin, one.request.destination)}
    book = places.read_codes({question.courier for question in questions}, ends)
    ready: list[Question] = []
    said: list[Said] = []
    for question in questions:
        coded = _with_codes(question, book)
        if coded is None:
            said.append(Said(question.key, question.courier.code, out=Out.PLACE_UNKNOWN))
        else:
            ready.append(coded)
    fresh = ask(ready, seconds=settings.COURIER_SECONDS)
    places.keep([found for one in fresh for found in one.found])
    cache.set_many({_slot(one.key): replace(one, found=()) for one in fresh if one.out in KEPT}, ANSWER_SECONDS)
    return said + fresh


def _with_codes(question: Question, book: CodeBook) -> Question | None:
    """The question with the courier's codes as far as our table has them; None where it waits for a person."""
    courier, request = question.courier, question.request
    if Can.FIND_PLACE not in courier.can:
        return question
    origin = book.get(courier.code, request.origin.village_code, End.ORIGIN)
    destination = book.get(courier.code, request.destination.village_code, End.DESTINATION)
    if "" in (origin, destination):
        return None
    coded = replace(
        request,
        origin=replace(request.origin, courier_code=origin or ""),
        destination=replace(request.destination, courier_code=destination or ""),
    )
    return replace(question, request=coded, asks_for_codes=None in (origin, destination))


def _slot(key: str) -> str:
    return f"postage:{key}"
