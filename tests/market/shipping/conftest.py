"""Nothing is remembered from one test to the next: no answers, no opened circuits."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from market.shipping.asking.threads import CIRCUIT


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    CIRCUIT.forget()
    yield
    cache.clear()
    CIRCUIT.forget()
