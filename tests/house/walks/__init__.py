"""Further walks through the screens, one module for each trade: `def go(walk, cast, order)` keeps its pages.

`tests.house.screens.walked` calls them all after Andi's order has been delivered, so what they write is theirs alone.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any


def modules() -> Iterator[Any]:
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        yield importlib.import_module(f"{__name__}.{found.name}")
