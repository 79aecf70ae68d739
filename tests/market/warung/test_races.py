"""Many at once, on PostgreSQL: writers under a reading tablet, and one batch sent by many phones."""

import json
import random
import threading
import time
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
import requests
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from market.catalogue.models import Product
from market.core.errors import OutOfStock
from market.ledger import balances
from market.order.models import Order
from market.partner import leases
from market.partner.models import StockLease, StockRecord
from market.warung.devices import pairing
from market.warung.models import Device, Operation, PairingCode, Shift
from market.warung.sync import changes, cursor
from tests.market.ledger.test_promises import together
from tests.market.stall import a_good, a_seller, record_of
from tests.market.warung.point import Tablet, a_clerk, a_warung
from tests.market.warung.selling import an_order, line

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITERS, ROUNDS = 8, 12


def read_under_writers(device, goods) -> tuple[dict[str, str], int]:
    """What a tablet knows of the titles after pulling without rest while eight writers rename the goods, each in a
    transaction that lasts a little; and how often it pulled."""
    after = changes.pull(device, "", 1000).next
    done, known, pulls = threading.Event(), {}, 0

    def write(number):
        dice = random.Random(number)
        for round_ in range(ROUNDS):
            with transaction.atomic():
                Product.objects.filter(pk=goods[number].pk).update(title=f"{number}-{round_}")
                time.sleep(dice.random() * 0.03)

    def writers():
        assert together(WRITERS, write) == []
        done.set()

    thread = threading.Thread(target=writers)
    thread.start()
    deadline, quiet = time.monotonic() + 60, 0
    while quiet < 25 and time.monotonic() < deadline:
        finished = done.is_set()
        page = changes.pull(device, after, 1000)
        after, pulls = page.next, pulls + 1
        known.update({item["id"]: item["data"]["title"] for item in page.items if item["resource"] == "product"})
        quiet = quiet + 1 if finished and not page.items else 0
        if finished:
            time.sleep(0.05)  # another database of this server may hold an older transaction for a moment
    thread.join(60)
    return known, pulls


def a_reader():
    seller = a_seller()
    goods = [a_good(seller, f"Keripik {number}") for number in range(WRITERS)]
    return Tablet(a_warung()).device, goods


def test_a_tablet_misses_nothing_of_eight_writers():
    device, goods = a_reader()
    known, pulls = read_under_writers(device, goods)
    assert pulls > 30
    assert known == {str(good.pk): f"{number}-{ROUNDS - 1}" for number, good in enumerate(goods)}


def test_without_the_horizon_it_misses_some(monkeypatch):
    """The twin: numbers given before the commit lose changes, so the test above proves something."""
    monkeypatch.setattr(cursor, "DONE", "1 = 1")
    device, goods = a_reader()
    right = {str(good.pk): f"{number}-{ROUNDS - 1}" for number, good in enumerate(goods)}
    lost = 0
    for _try in range(5):
        lost += read_under_writers(device, goods)[0] != right
        if lost:
            break
    assert lost


def a_batch(tablet, clerk, count=20):
    shift = tablet.made("shift.open", {"float": 100_000}, staff=clerk.pk)
    deposits = [
        tablet.made("deposit.make", {"amount": 1_000, "to": "BUMDes"}, staff=clerk.pk, shift=shift["id"])
        for _ in range(count - 1)
    ]
    return [shift, *deposits]


def upload_together(live_server, tablet, batch, phones=8):
    """The same batch from many phones at one moment, each in another order; every answer."""
    answers = [None] * phones

    def upload(number):
        mixed = list(batch)
        random.Random(number).shuffle(mixed)
        url = f"{live_server.url}/api/warung/v1/operations"
        body = json.dumps({"operations": mixed})
        headers = {**tablet.headers(), "Content-Type": "application/json"}
        answers[number] = requests.post(url, data=body, headers=headers, timeout=60)

    assert together(phones, upload) == []
    return answers


def test_eight_phones_with_the_same_batch_make_everything_once(live_server):
    warung = a_warung()
    clerk, tablet = a_clerk(warung), Tablet(warung)
    batch = a_batch(tablet, clerk)
    answers = upload_together(live_server, tablet, batch)
    assert {answer.status_code for answer in answers} == {200}
    results = [one for answer in answers for one in answer.json()["results"]]
    assert len(results) == 8 * len(batch)
    assert {one["result"] for one in results} == {"applied", "already"}
    assert sum(one["result"] == "applied" for one in results) == len(batch) == Operation.objects.count()
    assert Shift.objects.get().lines.count() == len(batch) - 1
    data = {}
    for one in results:
        assert data.setdefault(one["id"], one["data"]) == one["data"]


def test_without_the_rule_of_the_database_the_same_batch_is_done_twice(live_server):
    """The twin: the index dropped, the check before it alone does not hold."""
    warung = a_warung()
    clerk = a_clerk(warung)
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE warung_operation DROP CONSTRAINT operation_once")
        sql.execute("ALTER TABLE warung_deposit DROP CONSTRAINT warung_deposit_pkey")
        sql.execute("ALTER TABLE warung_tillline DROP CONSTRAINT till_line_once")
    try:
        doubled = 0
        for _try in range(5):
            tablet = Tablet(warung)
            upload_together(live_server, tablet, [tablet.made("staff.locked", {"staff": clerk.pk}) for _ in range(5)])
            doubled = Operation.objects.filter(device=tablet.device).count() > 5
            if doubled:
                break
        assert doubled
    finally:
        Operation.objects.all().delete()
        with connection.cursor() as sql:
            sql.execute("ALTER TABLE warung_operation ADD CONSTRAINT operation_once UNIQUE (device_id, key)")
            sql.execute("ALTER TABLE warung_deposit ADD CONSTRAINT warung_deposit_pkey PRIMARY KEY (id)")
            sql.execute("ALTER TABLE warung_tillline ADD CONSTRAINT till_line_once UNIQUE (kind, reference)")


def pair_together(live_server):
    """What eight tablets are answered that type the same code, by a live server: the HTTP statuses."""
    code = pairing.make_code(a_warung(), None).code
    statuses = []

    def use(_number):
        body = {"code": code, "model": "Tab", "os": "Android 9", "app_version": "1.0"}
        statuses.append(
            requests.post(f"{live_server.url}/api/warung/v1/devices/pair", json=body, timeout=60).status_code
        )

    assert together(8, use) == []
    return sorted(statuses)


def test_of_eight_tablets_one_uses_the_code(live_server):
    assert pair_together(live_server) == [201] + [409] * 7
    assert Device.objects.count() == 1


def test_without_its_guards_a_code_pairs_more_than_one(live_server, monkeypatch):
    """The twin: neither the row lock nor the condition of the last update."""
    careless = SimpleNamespace(
        select_for_update=lambda of: PairingCode.objects.all(),
        filter=lambda pk, used_at: PairingCode.objects.filter(pk=pk),
        create=PairingCode.objects.create,
    )
    new_token = pairing.tokens.new_token
    monkeypatch.setattr(pairing, "PairingCode", SimpleNamespace(objects=careless))
    monkeypatch.setattr(pairing.tokens, "new_token", lambda: time.sleep(0.1) or new_token())
    assert pair_together(live_server).count(201) > 1


def eight_tablets_and_one_packet():
    warung = a_warung()
    clerk, good = a_clerk(warung), a_good(a_seller(), price=12_500, stock=1)
    tablets = [Tablet(warung) for _ in range(8)]
    return tablets, [one.made("order.create", an_order(line(good)), staff=clerk.pk) for one in tablets], good


def sell_together(live_server, tablets, operations):
    results = [None] * len(tablets)

    def sell(number):
        body = json.dumps({"operations": [operations[number]]})
        headers = {**tablets[number].headers(), "Content-Type": "application/json"}
        url = f"{live_server.url}/api/warung/v1/operations"
        answer = requests.post(url, data=body, headers=headers, timeout=60)
        results[number] = answer.json()["results"][0]["result"]

    assert together(len(tablets), sell) == []
    return results


def test_of_eight_tablets_one_sells_the_last_packet(live_server):
    for _round in range(3):
        tablets, operations, good = eight_tablets_and_one_packet()
        results = sell_together(live_server, tablets, operations)
        assert sorted(results) == ["applied"] + ["needs_action"] * 7
        assert record_of(good).net_stock_level == 0
        assert Order.objects.filter(lines__product=good).count() == 1
        assert balances.world_sum() == 0


def test_without_the_guard_of_the_shelf_the_last_packet_is_sold_often(live_server, monkeypatch):
    """The twin: Oscar's way of adding without a condition, and no rule in the database."""

    def careless(self, quantity):
        if self.net_stock_level < quantity:
            raise OutOfStock("none left")
        time.sleep(0.05)
        type(self).objects.filter(pk=self.pk).update(num_allocated=Coalesce(F("num_allocated"), 0) + quantity)

    with connection.cursor() as sql:
        sql.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT stock_never_oversold")
    monkeypatch.setattr(StockRecord, "allocate", careless)
    try:
        tablets, operations, _good = eight_tablets_and_one_packet()
        assert sell_together(live_server, tablets, operations).count("applied") > 1
    finally:
        StockRecord.objects.update(num_allocated=0, num_in_stock=100)
        rule = next(one for one in StockRecord._meta.constraints if one.name == "stock_never_oversold")
        with connection.schema_editor() as editor:
            editor.add_constraint(StockRecord, rule)


def test_what_a_lease_holds_nobody_else_sells_however_many_come(live_server):
    """One tablet sells from its lease while seven others want the same packets."""
    tablets, _operations, good = eight_tablets_and_one_packet()
    StockRecord.objects.update(num_in_stock=3)
    clerk = tablets[0].device.warung.crew.get()
    holder = {"device_id": tablets[0].device.pk, "warung_id": tablets[0].device.warung_id}
    until = timezone.now() + timedelta(hours=1)
    leases.grant(uuid.uuid4(), record_of(good), **holder, quantity=3, until=until)
    operations = [one.made("order.create", an_order(line(good, 3)), staff=clerk.pk) for one in tablets]
    results = sell_together(live_server, tablets, operations)
    assert results == ["applied"] + ["needs_action"] * 7
    record = record_of(good)
    assert (record.num_allocated, record.num_leased, record.net_stock_level) == (3, 0, 0)


def hold_together(live_server):
    """Eight tablets ask for the last three packets; the HTTP statuses, and the record afterwards."""
    tablets, _operations, good = eight_tablets_and_one_packet()
    StockRecord.objects.update(num_in_stock=3)
    statuses = []

    def hold(number):
        body = {"id": str(uuid.uuid4()), "product": good.pk, "quantity": 3}
        url = f"{live_server.url}/api/warung/v1/leases"
        statuses.append(requests.post(url, json=body, headers=tablets[number].headers(), timeout=60).status_code)

    assert together(8, hold) == []
    return sorted(statuses), record_of(good)


def test_of_eight_tablets_one_holds_the_last_packets(live_server):
    statuses, record = hold_together(live_server)
    assert statuses == [201] + [409] * 7
    assert (record.num_leased, record.net_stock_level) == (3, 0)
    assert StockLease.objects.count() == 1


def test_without_its_guard_the_last_packets_are_held_often(live_server, monkeypatch):
    """The twin: the condition does not count what is held already, and no rule in the database."""
    with connection.cursor() as sql:
        sql.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT stock_never_oversold")
    monkeypatch.setattr(leases, "PROMISED", Coalesce(F("num_allocated"), 0))
    try:
        assert hold_together(live_server)[0].count(201) > 1
    finally:
        StockRecord.objects.update(num_allocated=0, num_leased=0, num_in_stock=100)
        rule = next(one for one in StockRecord._meta.constraints if one.name == "stock_never_oversold")
        with connection.schema_editor() as editor:
            editor.add_constraint(StockRecord, rule)
