"""What waits for a person today: each room of the house names its own numbers, the desk's first page shows them.

A counter is a function `(request) -> list[Waiting]`, named below by its path, so that the desk imports no room above
it. It asks at most one or two queries, filters by `request.village_codes`, and answers `[]` for who may not act.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from market.users.access import DeskRequest

COUNTERS = (
    "market.desk.todo.counter",
    "sellers.desk.waiting.people",
    "market.desk.couriers.waiting.couriers",
    "market.desk.treasury.waiting.treasury",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One number with its words, and the page that it leads to. `due`: somebody waits longer than we promised."""

    count: int
    words: str
    url: str
    due: bool = False


Counter = Callable[[DeskRequest], list[Waiting]]


def waiting(request: DeskRequest) -> list[Waiting]:
    """All numbers of this person's desk, those that are due first, empty ones last."""
    found = [one for path in COUNTERS for one in import_string(path)(request)]
    return sorted(found, key=lambda one: (not one.due, one.count == 0))
