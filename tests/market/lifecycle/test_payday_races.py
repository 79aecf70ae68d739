"""Paying out on PostgreSQL, eight at once (9.4 G16): one seller is paid once; and what happens without each guard."""

import pytest
from django.db import connection, connections
from django.utils import timezone

from market.core.errors import RuleBroken
from market.ledger import audit, balances
from market.ledger.models import Journal
from market.ledger.posting import Overdrawn
from market.lifecycle import payday
from market.lifecycle.audit import payouts as audit_payouts
from market.payments.models import Payout, PayoutBatch
from market.payments.payouts import sending
from tests.market.checkout.browser import at_once
from tests.market.lifecycle.payday import bambang, banked, earned, iris, treasurer
from tests.market.stall import a_seller

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE, ROUNDS = 8, 5


def quietly(deed, *errors):
    """The deed in a thread: its answer or its expected error, its connection closed."""

    def run():
        try:
            return deed()
        except errors as error:
            return error
        finally:
            connections.close_all()

    return run


@pytest.fixture
def nia():
    return treasurer()


def a_rich_seller(name):
    seller = earned(a_seller(name), 150_000)
    banked(seller)
    return seller


def eight_batches(nia, seller) -> list[int]:
    at_once([quietly(lambda: payday.make_batch(nia, [seller.pk], "bank_file"), RuleBroken) for _ in range(PEOPLE)])
    return list(Payout.objects.filter(partner=seller).values_list("batch_id", flat=True))


def test_g16_eight_batches_for_one_seller_hold_one_payout(nia):
    for turn in range(ROUNDS):
        seller = a_rich_seller(f"Penjual {turn}")
        assert len(eight_batches(nia, seller)) == 1
    assert Payout.objects.count() == ROUNDS


def test_g16_twin_without_the_constraint_there_are_several_but_the_ledger_pays_once(nia):
    constraint = next(one for one in Payout._meta.constraints if one.name == "one_open_payout_per_partner")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Payout, constraint)
    try:
        seller, checker = a_rich_seller("Bu Sari"), bambang()
        batches = eight_batches(nia, seller)
        assert len(batches) > 1
        at_once([quietly(lambda pk=pk: payday.check_batch(pk, checker), Overdrawn, RuleBroken) for pk in batches])
        assert Payout.objects.filter(state="ready").count() == 1
        assert balances.seller_balances(seller.pk)["seller_in_transit"] == 150_000
    finally:
        Payout.objects.update(state="dropped")
        with connection.schema_editor() as editor:
            editor.add_constraint(Payout, constraint)


def test_eight_checkers_of_one_batch_move_the_money_once(nia):
    checkers = [treasurer(f"+628120000710{n}", f"Pemeriksa {n}", "finance_checker") for n in range(PEOPLE)]
    for turn in range(ROUNDS):
        seller = a_rich_seller(f"Penjual {turn}")
        batch = payday.make_batch(nia, [seller.pk], "bank_file")
        at_once([quietly(lambda who=who, pk=batch.pk: payday.check_batch(pk, who)) for who in checkers])
        assert balances.seller_balances(seller.pk) == {
            "seller_held": 0, "seller_available": 0, "seller_in_transit": 150_000,
        }  # fmt: skip
    assert Journal.objects.filter(kind="payout_sent").count() == ROUNDS
    assert all(audit.run(check).breaches == 0 for check in audit_payouts.checks())


def a_checked_payout(nia) -> Payout:
    seller = a_rich_seller(f"Penjual {timezone.now()}")
    batch = payday.make_batch(nia, [seller.pk], "iris")
    payday.check_batch(batch.pk, bambang())
    return Payout.objects.get(batch=batch)


def test_eight_workers_send_one_payout_once(nia):
    with iris() as bank:
        for turn in range(ROUNDS):
            payout = a_checked_payout(nia)
            at_once([quietly(lambda pk=payout.pk: payday.carry(pk)) for _ in range(PEOPLE)])
            payout.refresh_from_db()
            assert len(bank.made) == turn + 1
            assert bank.calls("send") == turn + 1


def test_twin_without_the_claim_several_workers_call_and_the_key_still_pays_once(nia, monkeypatch):
    monkeypatch.setattr(sending, "claim", lambda pk: Payout.objects.select_related("batch").get(pk=pk))
    with iris() as bank:
        for turn in range(ROUNDS):
            payout = a_checked_payout(nia)
            at_once([quietly(lambda pk=payout.pk: payday.carry(pk)) for _ in range(PEOPLE)])
            assert len(bank.made) == turn + 1
        assert bank.calls("send") > ROUNDS
    assert PayoutBatch.objects.count() == ROUNDS
