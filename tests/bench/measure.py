"""How a page is measured: queries and time in process, and two floors beside it."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, reset_queries
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

WARM_UPS = 3
RUNS = 30


@dataclass
class Row:
    """One line of the table; `bytes` as sent, compressed. `ratio_floor`: the median over a bare view and bare SQL."""

    name: str
    buyer_page: bool
    queries: int
    median_ms: float
    p95_ms: float
    rps: float | None
    bytes: int
    ratio_floor: float | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Step:
    """What is measured: `ask` gets what `ready` made anew for each run (a filled basket, say); only `ask` is timed."""

    name: str
    ask: Callable[[Any], Any]
    ready: Callable[[], Any] = lambda: None
    buyer_page: bool = True


def measure(step: Step, bare_ms: float, runs: int = RUNS) -> Row:
    """One row. The first runs warm up; the queries are counted once, apart from the timing."""
    times = [timed(step) for _run in range(WARM_UPS + runs)][WARM_UPS:]
    statements, answer = caught(step)
    median = statistics.median(times)
    return Row(
        name=step.name,
        buyer_page=step.buyer_page,
        queries=len(statements),
        median_ms=round(median, 2),
        p95_ms=round(p95(times), 2),
        rps=None,
        bytes=len(gzip.compress(answer.content)),
        ratio_floor=round(median / (bare_ms + sql_floor(statements)), 2),
    )


def timed(step: Step) -> float:
    made = step.ready()
    began = time.perf_counter()
    answer = step.ask(made)
    took = (time.perf_counter() - began) * 1_000
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{step.name}: status {answer.status_code}")
    return took


def caught(step: Step) -> tuple[list[str], Any]:
    """The statements of one run, and the answer."""
    made = step.ready()
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        answer = step.ask(made)
    return [one["sql"] for one in captured.captured_queries], answer


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def sql_floor(statements: list[str]) -> float:
    """The median of running the page's own reading statements bare, in milliseconds."""
    reads = [sql for sql in statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    times = []
    for _run in range(WARM_UPS + RUNS):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            for sql in reads:
                cursor.execute(sql)
                cursor.fetchall()
        times.append((time.perf_counter() - began) * 1_000)
    return statistics.median(times[WARM_UPS:])


def bare_view() -> Row:
    """A view that says "ok", without middleware: what Django itself and the test client cost."""
    with override_settings(ROOT_URLCONF="tests.bench.bare", MIDDLEWARE=[]):
        client = Client()
        return measure(Step("bare_view", lambda _none: client.get("/"), buyer_page=False), bare_ms=0.001)
