"""kill -9 between and inside the steps: nothing is lost, nothing is half done, nothing is done twice.

Web and worker are real processes on PostgreSQL and Redis; Midtrans' stand-in is a socket in the test. A new worker
takes up what the dead one left, once the rows say that its time is over (the test moves that time, it does not wait).
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from market.celery import app
from market.communication.models import Message
from market.inbox.models import Push
from market.ledger.models import Journal
from market.lifecycle import tasks
from market.order.models import Order
from market.payments.models import PaymentAttempt
from tests.contracts.gateways import KEY, MERCHANT
from tests.market.lifecycle.trade import Till, andi_orders, till

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90
QUEUE = f"test-{uuid.uuid4().hex}"
NOBODY_LISTENS = "redis://127.0.0.1:1/0"


class House:
    """Web and worker as processes of their own, each with its children in one group."""

    def __init__(self, midtrans: Till, folder: Path) -> None:
        at = connection.settings_dict
        url = midtrans.account.stage.url
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "market.settings.test",
            "DATABASE_URL": f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}",
            "REDIS_URL": settings.REDIS_URL,
            "TEST_QUEUE": QUEUE,
            "VAR_DIR": str(folder),
            "MIDTRANS_SERVER_KEY": KEY,
            "MIDTRANS_MERCHANT_ID": MERCHANT,
            "MIDTRANS_CORE_URL": url,
            "MIDTRANS_SNAP_URL": f"{url}/snap/v1",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=self.environment | more, start_new_session=True
        )
        self.running.append(process)
        return process

    def web(self, **more: str) -> tuple[subprocess.Popen[bytes], str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = self.start(
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "market.wsgi:application", **more,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}/hook/midtrans/"
        wait(lambda: answers(address), "the web process to answer")
        return process, address

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("celery", "-A", "market", "worker", "--pool", "threads", "--concurrency", "2", "-l", "error")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9, the children too; their connections end with them."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 405
    except requests.RequestException:
        return False


def wait(until: Callable[[], object], what: str) -> None:
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < ends_at, f"waited in vain for {what}"
        time.sleep(0.1)


@pytest.fixture
def midtrans() -> Iterator[Till]:
    with till() as shop:
        yield shop


@pytest.fixture
def house(midtrans: Till, tmp_path: Path) -> Iterator[House]:
    made = House(midtrans, tmp_path)
    yield made
    for process in [*made.running]:
        made.kill(process)
    with app.connection_for_write() as broker:
        broker.default_channel.queue_delete(QUEUE)


@pytest.fixture
def attempt(midtrans: Till) -> PaymentAttempt:
    """Andi has paid; nobody of ours knows it yet."""
    made = midtrans.present(andi_orders())
    midtrans.andi("pay", made)
    return made


@pytest.fixture
def body(midtrans: Till, attempt: PaymentAttempt) -> dict[str, str]:
    """What Midtrans pushes, signed."""
    told = midtrans.notification(attempt)
    text = told["order_id"] + told["status_code"] + told["gross_amount"] + KEY
    return {**told, "signature_key": hashlib.sha512(text.encode()).hexdigest()}


def push(body: dict[str, str], address: str) -> float:
    """Midtrans' push; how many seconds the answer took."""
    answer = requests.post(address, json.dumps(body), headers={"Content-Type": "application/json"}, timeout=20)
    assert answer.status_code == 200
    return answer.elapsed.total_seconds()


def is_paid() -> bool:
    return Order.objects.get().paid_at is not None


def nothing_is_half_done() -> None:
    assert not is_paid()
    assert (Journal.objects.count(), Message.objects.count()) == (0, 0)
    assert PaymentAttempt.objects.get().state in ("presented", "pending")
    assert Push.objects.get().handled_at is None


def all_is_done_once() -> None:
    wait(is_paid, "the order to be paid")
    wait(lambda: Push.objects.get().handled_at, "the push to be closed")
    assert Push.objects.get().outcome == "applied"
    assert Journal.objects.count() == 1
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["new", "new", "paid"]
    call_command("audit", stdout=StringIO())


def later() -> None:
    """The dead worker's time is over; the beat's sweeper comes by."""
    Push.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    tasks.sweep_pushes.apply_async(queue=QUEUE)


@contextmanager
def slow_books(seconds: int) -> Iterator[None]:
    """Whoever posts a journal sleeps in the middle of the step's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION test_slow() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_sleep({seconds}); RETURN NEW; END $$"
        )
        cursor.execute("CREATE TRIGGER test_slow BEFORE INSERT ON ledger_journal EXECUTE FUNCTION test_slow()")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER test_slow ON ledger_journal")
            cursor.execute("DROP FUNCTION test_slow()")


def test_a_worker_killed_while_it_asks_midtrans_leaves_the_push_for_the_next(house, midtrans, body):
    web, address = house.web()
    worker = house.worker()
    midtrans.account.fault("hang", "fetch", seconds=60)
    seen = len(midtrans.account.calls("fetch"))
    push(body, address)
    wait(lambda: Push.objects.get().tries == 1, "the worker to take the push")
    wait(lambda: len(midtrans.account.calls("fetch")) > seen, "the worker to ask")

    house.kill(worker)
    house.kill(web)
    nothing_is_half_done()

    house.worker()
    later()
    all_is_done_once()


def test_a_worker_killed_in_the_middle_of_the_step_has_done_nothing(house, body):
    _web, address = house.web()
    worker = house.worker()
    with slow_books(seconds=8):
        push(body, address)
        wait(is_sleeping, "the worker to be in the middle of the step")
        house.kill(worker)
        wait(lambda: not is_sleeping(), "the database to let go")
    nothing_is_half_done()

    house.worker()
    later()
    all_is_done_once()


def is_sleeping() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
        )
        return bool(cursor.fetchone()[0])


def test_a_web_process_killed_after_its_answer_has_kept_what_it_took(house, body):
    """No broker, so the nudge is lost too: the stored row alone brings the order to its end."""
    web, address = house.web(REDIS_URL=NOBODY_LISTENS)
    push(body, address)
    assert push(body, address) < 1  # the repeat of a warm process; also without a broker
    house.kill(web)
    nothing_is_half_done()
    assert Push.objects.get().repeats == 1

    house.worker()
    later()
    all_is_done_once()
