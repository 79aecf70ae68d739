"""Regions for tests: a part of the list for most, the whole list once for those that measure or count."""

import time
from collections.abc import Iterator

import pytest
from django.db import transaction

from market.address.loading import load_regions

BAYAN, TELUK_PANDAN, MENTENG = "33.06.08", "18.09.10", "31.71.06"


@pytest.fixture
def some_regions(db: None) -> None:
    """Kec. Bayan and Banyuurip in Purworejo, Teluk Pandan in Pesawaran, Menteng in Jakarta, and every Krandegan."""
    krandegan = ["33.04.06.1012", "33.05.03.2008", "33.12.18.2006", "33.26.02.2003", "35.03.10.2010", "35.19.01.2005"]
    load_regions(only=[BAYAN, "33.06.07", TELUK_PANDAN, MENTENG, *krandegan, "35.21.02.2011"])


@pytest.fixture(scope="module")
def all_regions(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[float]:
    """All 83,762 villages, loaded once for the module that asks; the seconds of work that it took."""
    with django_db_blocker.unblock(), transaction.atomic():
        started = time.process_time()
        load_regions()
        yield time.process_time() - started
        transaction.set_rollback(True)
