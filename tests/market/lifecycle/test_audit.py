"""The audit sees every kind of breach: each is planted here, and seen; and an honest village has none."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from market.inbox.models import Push
from market.ledger import triggers
from market.lifecycle import news, payday
from market.lifecycle.cancelled import mark_cancelled
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.packed import mark_packed
from market.lifecycle.released import due, mark_released
from tests.market.lifecycle.payday import bambang, banked, treasurer
from tests.market.lifecycle.trade import BU_SARI, PAK_JOKO, andi_orders, till

pytestmark = pytest.mark.django_db
PROMISES = 29


@pytest.fixture
def honest_village():
    """One order whose parts are released and cancelled, one that is only paid, one that is not."""
    import time_machine

    with till() as shop:
        for number in ("LD-261122-AAAAAA", "LD-261122-BBBBBB"):
            attempt = shop.present(andi_orders(number, stock=20))
            shop.andi("pay", attempt)
            assert news.check_attempt(attempt.pk) == "applied"
    order = attempt.order
    sari, joko = (order.seller_orders.get(partner__name=name) for name in (BU_SARI, PAK_JOKO))
    mark_packed(sari.pk, collection="drop_off")
    mark_delivered(sari.pk)
    mark_cancelled(joko.pk, "Kopi habis")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert [mark_released(pk) for pk in due()] == [True]
    andi_orders("LD-261122-CCCCCC")
    paid_out(sari.partner)
    return order


def paid_out(seller) -> None:
    """Bu Sari's money is on its way to her bank."""
    banked(seller)
    with override_settings(PAYOUT_MINIMUM_RUPIAH=1):
        batch = payday.make_batch(treasurer(), [seller.pk], "bank_file")
        payday.check_batch(batch.pk, bambang())


def audit() -> dict:
    out, status = StringIO(), 0
    try:
        call_command("audit", json=True, stdout=out)
    except SystemExit as leaving:
        status = leaving.code
    found = json.loads(out.getvalue())
    assert status == (0 if found["ok"] else 1)
    return found


def broken() -> list[str]:
    return [check["promise"] for check in audit()["checks"] if check["breaches"]]


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_an_honest_village_breaks_no_promise_and_the_counts_are_not_empty(honest_village):
    result = audit()
    assert result["ok"]
    assert len(result["checks"]) == PROMISES
    looked_at = {check["promise"]: check["looked_at"] for check in result["checks"]}
    assert [promise for promise, count in looked_at.items() if not count] == [
        "every stored push is handled within a day"
    ]

    out = StringIO()
    call_command("audit", stdout=out)
    assert f"{PROMISES} promises, 0 broken" in out.getvalue()


def test_an_empty_house_shows_its_zeros():
    result = audit()
    assert result["ok"]
    assert {check["looked_at"] for check in result["checks"]} == {0, triggers.TRIGGERS}


BREACHES = {
    "every journal balances": ["INSERT INTO ledger_entry (journal_id, account_id, amount_rupiah, about) "
                               "SELECT min(journal_id), min(account_id), 7, '' FROM ledger_entry"],
    "no entry was added to a journal later, none is missing": [
        "INSERT INTO ledger_entry (journal_id, account_id, amount_rupiah, about) "
        f"SELECT min(journal_id), min(account_id), {amount}, '' FROM ledger_entry" for amount in (7, -7)
    ],
    "the sum of the world is zero": ["INSERT INTO ledger_entry (journal_id, account_id, amount_rupiah, about) "
                                     "SELECT min(journal_id), min(account_id), 7, '' FROM ledger_entry"],
    "the database refuses to change journals and entries": triggers.drop_sql(connection.vendor)[:1],
    "every stored balance is the sum of its entries": [
        "UPDATE ledger_account SET balance_rupiah = balance_rupiah - 1 WHERE name = 'postage_payable'"],
    "every order has its parts, and they add up to its total": [
        "UPDATE order_order SET total_incl_tax = total_incl_tax + 5000 WHERE number = 'LD-261122-CCCCCC'"],
    "every line belongs to a part": [
        "UPDATE order_line SET seller_order_id = NULL WHERE id = (SELECT max(id) FROM order_line)"],
    "no order keeps more than its total": [
        "UPDATE payments_paymentattempt SET paid_rupiah = paid_rupiah * 2 WHERE reference = 'LD-261122-AAAAAA-A1'"],
    "one payment pays for an order": [
        "INSERT INTO ledger_journal (key, kind, reference, reason, at, legs, digest) "
        "SELECT 'again:' || id, kind, reference, '', at, 0, '' FROM ledger_journal WHERE kind = 'buyer_paid'"],
    "every payment is in the books: for an order, owed back, or waiting for a person": [
        "UPDATE payments_paymentattempt SET reference = 'LOST', paid_at = '2020-01-01 00:00:00+00:00' "
        "WHERE reference = 'LD-261122-AAAAAA-A1'"],
    "what is owed back to buyers is what the refunds say": ["UPDATE payments_refund SET state = 'succeeded'"],
    "what is held for a part is what its seller will get, and nothing after it has ended": [
        "UPDATE order_sellerorder SET state = 'released', released_at = paid_at "
        "WHERE number = 'SO-261122-AAAAAA-1'"],
    "what was released for a part is what its seller is to get": [
        "UPDATE order_sellerorder SET commission_rupiah = 0 WHERE state = 'released'"],
    "what a stock record has promised is what the order lines were promised": [
        "UPDATE partner_stockrecord SET num_allocated = num_allocated + 1"],
    "only a paid order is with its sellers": [
        "UPDATE order_sellerorder SET state = 'new' WHERE number = 'SO-261122-CCCCCC-1'"],
    "every state has its moment": ["UPDATE order_sellerorder SET delivered_at = NULL WHERE state = 'released'"],
    "nothing that has ended goes on": ["UPDATE order_sellerorder SET state = 'accepted' WHERE state = 'released'"],
    "every paid order was told to its buyer, every part to its seller": [
        "DELETE FROM communication_message WHERE kind = 'new'"],
    "every packed part has its shipment, and every booked shipment its waybill": [
        "UPDATE shipping_shipment SET state = 'booked', awb = ''"],
    "what is on its way to a seller is what the payouts say": [
        "UPDATE payments_payout SET amount_rupiah = amount_rupiah + 1"],
    "every payout that ended is in the books as it ended": ["UPDATE payments_payout SET state = 'completed'"],
    "nobody checked a batch that they made, and nothing went out unchecked": [
        "UPDATE payments_payoutbatch SET state = 'draft'"],
    "a part holds only its own seller's lines": [
        "UPDATE order_line SET seller_order_id = (SELECT max(id) FROM order_sellerorder) WHERE id = "
        "(SELECT min(id) FROM order_line)"],
    "a part's money stands only on its own seller's accounts": [
        "UPDATE ledger_account SET owner = '999', code = '2110/999' WHERE id = "
        "(SELECT min(id) FROM ledger_account WHERE name = 'seller_held')"],
}  # fmt: skip


@pytest.mark.parametrize("promise", BREACHES)
def test_a_planted_breach_is_seen(honest_village, promise):
    assert broken() == []
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    sql(*BREACHES[promise])
    assert promise in broken()
    connection.set_rollback(True)


def test_a_push_that_nobody_handled_for_a_day_is_seen():
    push = Push.objects.create(source="midtrans", body=b"{}", digest="d", signature_ok=True)
    assert broken() == []
    Push.objects.filter(pk=push.pk).update(received_at=timezone.now() - timedelta(hours=25))
    assert broken() == ["every stored push is handled within a day"]


def test_what_the_database_refuses_by_itself_needs_no_planting():
    """Two promises stand behind a constraint: their breach cannot be written at all (tests/market/ledger, partner)."""
    every = {check["promise"] for check in audit()["checks"]}
    guarded = {
        "no liability is below zero",
        "no more is promised than lies on the shelf",
        "no part is carried twice",
        "no seller is paid by two payouts at once",
    }
    assert every - set(BREACHES) - {"every stored push is handled within a day"} == guarded
