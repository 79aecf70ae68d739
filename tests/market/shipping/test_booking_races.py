"""Many at once, and killed in the middle: on PostgreSQL, through separate connections and processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as here
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from market.shipping import shipments
from market.shipping.booking import booking
from market.shipping.models import Shipment
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WORKERS = 8
State = Shipment.State


@pytest.fixture
def sold(carriers):
    keep_codes(village(CIKINI), village(KRANDEGAN))
    return order(group(seller()))


def at_once(work):
    """Run `work` in eight threads that start together; what each gave back."""
    barrier = threading.Barrier(WORKERS)

    def one(_number):
        barrier.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(WORKERS)))


def test_eight_workers_book_one_parcel_once(sold, carriers):
    row = shipments.request_shipment(sold, collection="drop_off")
    rows = at_once(lambda: booking.book(row.pk))
    assert len([one for one in rows if one]) == 1
    assert len(carriers.calls("book")) == 1
    assert len(carriers.parcels("jne")) == 1


def test_without_the_condition_the_courier_is_called_again_and_again(sold, carriers, monkeypatch):
    """The twin."""

    def take_anyway(shipment):
        Shipment.objects.filter(pk=shipment.pk).update(state=State.BOOKING, tries=F("tries") + 1)
        return True

    monkeypatch.setattr(booking, "claim", take_anyway)
    row = shipments.request_shipment(sold, collection="drop_off")
    at_once(lambda: booking.book(row.pk))
    assert len(carriers.calls("book")) > 1


def test_eight_presses_make_one_row(sold):
    def press():
        with transaction.atomic():
            return shipments.request_shipment(sold, collection="drop_off").number

    assert len(set(at_once(press))) == 1
    assert Shipment.objects.count() == 1


WORKER = """
import django, sys
django.setup()
from django.conf import settings
from market.settings.couriers import STAND_INS, couriers
settings.COURIERS = couriers({**STAND_INS, "JNE_BASE_URL": sys.argv[2], "POS_BASE_URL": ""})
from market.shipping.booking.booking import book
book(int(sys.argv[1]))
"""


@pytest.mark.parametrize("kind", ["delay", "delay_after"])
def test_a_worker_killed_in_the_middle_leaves_nothing_lost_and_nothing_twice(sold, carriers, kind):
    """`delay`: killed before the courier acts; `delay_after`: it has booked and the answer finds nobody."""
    carriers.fault(kind, "book", "jne", times=1, seconds=3)
    row = shipments.request_shipment(sold, collection="drop_off")
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(row.pk), carriers.stages["jne"].url],
        env={**os.environ, "DATABASE_URL": url_of_the_test(), "DJANGO_SETTINGS_MODULE": "market.settings.test"},
        cwd=Path(here.BASE_DIR),
    )
    wait_for(lambda: carriers.calls("book"))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    row.refresh_from_db()
    assert row.state == State.BOOKING
    assert booking.book(row.pk) is None  # the broker delivers the nudge again
    Shipment.objects.filter(pk=row.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert booking.sweep() == [("look_up", row.pk)]
    row = booking.look_up(row.pk)
    assert row.state == State.UNCLEAR
    assert list(shipments.needs_person()) == [row]
    assert len(carriers.calls("book")) == 1
    wait_for(lambda: carriers.parcels("jne"))
    [awb] = carriers.parcels("jne")
    assert shipments.write_awb(row.pk, awb).state == State.BOOKED


def url_of_the_test() -> str:
    facts = connection.settings_dict
    return f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


def wait_for(what, seconds=20.0):
    ends_at = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends_at, "it never came"
        time.sleep(0.02)
