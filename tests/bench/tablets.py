"""Smart warungs: a batch of fifty orders, an empty pull, the first pull, and thirty tablets through the server.

The goods are those of one seller, so that thirty counters meet at the same rows of stock and of the books.
"""

import http.client
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from market.address.models import Village
from market.catalogue.models import Category, Product
from market.partner.models import Partner, StockRecord
from market.warung.models import Operation, Warung, WarungOrder
from tests.bench import seed
from tests.bench.measure import Row, Step, p95
from tests.market import stall
from tests.market.warung import point, selling

CODE, VILLAGE = "toko-tablet", stall.KRANDEGAN
GOODS, FIRST_NUMBER = 1_000, 1_000_000
TABLETS, BATCH, LINES = 30, 50, 2
ORDERS = int(os.environ.get("BENCH_TABLET_ORDERS", "100"))  # of each tablet that comes home
PACE_SECONDS = 60  # in which each of the paced tablets sends one batch
WAIT_SECONDS = 600
QUIET_PULLS, QUIET_SECONDS, EMPTY_PULLS = 60, 1, 3
PATH = f"{point.V1}operations"


def goods() -> list[Product]:
    """A thousand goods of one seller, made once."""
    partner = Partner.objects.filter(code=CODE).first()
    if partner is None:
        village = Village.objects.get(pk=VILLAGE)
        partner = Partner.objects.create(code=CODE, name="Toko Tablet", village=village, phone="+6281200007777")
        Partner.objects.filter(pk=partner.pk).update(approved_at=seed.FIRST)
        numbers = range(FIRST_NUMBER, FIRST_NUMBER + GOODS)
        seed.write_goods(numbers, [partner], list(Category.objects.filter(depth=2)))
    return list(Product.objects.filter(partner=partner, listed=True).order_by("pk"))


class Counter:
    """One tablet at its counter, with orders to write down."""

    def __init__(self, number: int, lines: list[dict[str, Any]]) -> None:
        name = f"Warung bench {number}"
        warung = Warung.objects.filter(name=name).first() or point.a_warung(name, VILLAGE)
        self.clerk = warung.crew.first() or point.a_clerk(warung)
        self.tablet, self.lines = point.Tablet(warung), lines
        self.shift = selling.opened(self.tablet, self.clerk)

    def batch(self, size: int = BATCH) -> list[dict[str, Any]]:
        said = []
        for number in range(size):
            start = (self.tablet.seq * LINES + number) % (len(self.lines) - LINES)
            data = selling.an_order(*self.lines[start : start + LINES])
            said.append(self.tablet.made("order.create", data, staff=self.clerk.pk, shift=self.shift))
        return said


def lines_of(products: list[Product]) -> list[dict[str, Any]]:
    records = {row.product_id: row for row in StockRecord.objects.filter(product__in=products)}
    return [
        {"product": one.pk, "quantity": 1, "price_version": records[one.pk].price_version,
         "unit_price": int(records[one.pk].price)}
        for one in products
    ]  # fmt: skip


def counter() -> Iterator[Step]:
    """In process: one tablet's batch, its empty pull, and its first pull of a thousand goods."""
    one = Counter(0, lines_of(goods()))
    items, cursor = one.tablet.pull(limit=1_000)
    if sum(item["resource"] == "product" for item in items) != GOODS:
        raise RuntimeError(f"the tablet sees {len(items)} rows")
    yield Step(
        "warung_50_orders", lambda batch: one.tablet.post("operations", {"operations": batch}), one.batch,
        buyer_page=False,
    )  # fmt: skip
    cursor = _quiet(one.tablet, cursor)
    yield Step("warung_nothing_new", lambda _none: one.tablet.get(f"changes?after={cursor}"), buyer_page=False)
    yield Step("warung_1000_goods", lambda _none: one.tablet.get("changes?limit=1000"), buyer_page=False)


def _quiet(tablet: point.Tablet, cursor: str) -> str:
    """The cursor behind which there is nothing. What was written while another transaction ran (the database's own
    housekeeping, say) is shown only when that one has ended."""
    empty = 0
    for _pull in range(QUIET_PULLS):
        items, cursor = tablet.pull(cursor)
        empty = 0 if items else empty + 1
        if empty == EMPTY_PULLS:
            break
        time.sleep(QUIET_SECONDS)
    return cursor


@dataclass
class Heard:
    """What thirty tablets heard: the milliseconds of each batch, and what was not an answer."""

    times_ms: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def at_the_server(port: int) -> list[Row]:
    """Thirty tablets that send a batch each minute; then all come home at once, every first answer lost on the way.

    What reached the database is counted: an order for each operation, no more and no fewer.
    """
    lines = lines_of(goods())
    counters = [Counter(number, lines) for number in range(TABLETS)]
    paced = [[one.batch()] for one in counters]
    rows = [_row("warung_30_tablets_paced", counters, paced, port, PACE_SECONDS / TABLETS)]
    home = [[one.batch() for _ in range(ORDERS // BATCH)] for one in counters]
    lost = [[batches[0], *batches] for batches in home]
    rows.append(_row(f"warung_30_x_{ORDERS}_come_home", counters, lost, port, 0))
    keys = [said["id"] for batches in [*paced, *home] for batch in batches for said in batch]
    _count(keys)
    return rows


def _row(name: str, counters: list[Counter], sent: list[list[Any]], port: int, pause: float) -> Row:
    heard = Heard()
    threads = [
        threading.Thread(target=_send, args=(port, one.tablet.token, batches, number * pause, heard))
        for number, (one, batches) in enumerate(zip(counters, sent, strict=True))
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    took = time.monotonic() - began
    if heard.wrong:
        raise RuntimeError(f"{name}: {len(heard.wrong)} wrong, first {heard.wrong[0]}")
    times = sorted(heard.times_ms)
    orders = sum(len(batch) for batches in sent for batch in batches)
    return Row(name, False, 0, round(times[len(times) // 2], 1), round(p95(times), 1), round(orders / took, 1), 0, None)


def _send(port: int, token: str, batches: list[Any], pause: float, heard: Heard) -> None:
    time.sleep(pause)
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    head = {"Authorization": f"Device {token}", "Content-Type": "application/json"}
    for batch in batches:
        body = json.dumps({"operations": batch})
        began = time.monotonic()
        for _try in range(20):
            wire.request("POST", PATH, body, head)
            answer = wire.getresponse()
            said = answer.read()
            if answer.status != 429:
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        heard.times_ms.append((time.monotonic() - began) * 1_000)
        if answer.status != 200:
            heard.wrong.append(f"{answer.status} {said[:200]!r}")
            return
        heard.wrong += [
            str(one) for one in json.loads(said)["results"] if one["result"] not in ("applied", "already")
        ]  # fmt: skip
    wire.close()


def _count(keys: list[str]) -> None:
    done = Operation.objects.filter(key__in=keys, result=Operation.Result.APPLIED).count()
    placed = WarungOrder.objects.filter(pk__in=keys, order__isnull=False).values("order").distinct().count()
    if not len(keys) == len(set(keys)) == done == placed:
        raise RuntimeError(f"{len(keys)} sent, {done} done, {placed} placed")
    print(f"{placed:,} orders of {TABLETS} tablets, each once, no answer above 499")
