"""Promises that hold for any sequence of postings, and on PostgreSQL for any number of people at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from market.core.errors import MarketError
from market.ledger import balances, chart
from market.ledger.models import Account, Entry, Journal
from market.ledger.posting import Leg, credit, debit, post

REFS = [
    chart.BANK.of(),
    chart.GATEWAY_RECEIVABLE.of("midtrans"),
    chart.SELLER_HELD.of(1),
    chart.SELLER_HELD.of(2),
    chart.SELLER_AVAILABLE.of(1),
    chart.POSTAGE_PAYABLE.of(),
    chart.COMMISSION_INCOME.of(),
]
moves = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from(REFS), st.sampled_from(REFS), st.integers(0, 10**12), st.integers(-1, 1)
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(moves)
def test_whatever_is_tried_the_books_balance_and_no_liability_is_negative(tries):
    with transaction.atomic():
        posted = 0
        for key, from_ref, to_ref, rupiah, slip in tries:
            legs = [debit(from_ref, rupiah), Leg(to_ref, -rupiah + slip)]
            before = Journal.objects.count()
            try:
                with transaction.atomic():
                    post(f"event:{key}", "any", legs, reference="any")
            except MarketError:
                assert Journal.objects.count() == before
            else:
                posted += 1
        the_books_are_right()
        assert Journal.objects.count() <= posted
        transaction.set_rollback(True)


def the_books_are_right() -> None:
    assert balances.world_sum() == 0
    sums = Journal.objects.annotate(total=Sum("entries__amount_rupiah")).values_list("total", flat=True)
    assert set(sums) <= {0}
    for account in Account.objects.annotate(total=Sum("entries__amount_rupiah")):
        assert account.balance_rupiah == account.total
    assert all(row.amount_rupiah >= 0 for row in balances.balances() if row.title.kind is chart.Kind.LIABILITY)


def together(count: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run `work(0)` to `work(count - 1)` at the same moment, each with a connection of its own; what went wrong."""
    barrier, wrong = threading.Barrier(count), []

    def one(number: int) -> None:
        try:
            barrier.wait(10)
            work(number)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return wrong


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_post_the_same_payment_once():
    def pay(_number: int) -> None:
        with transaction.atomic():
            legs = [debit(chart.GATEWAY_RECEIVABLE.of("midtrans"), 700), credit(chart.SELLER_HELD.of(1), 700)]
            post("paid:A1", "paid", legs, reference="A1")

    for _round in range(10):
        assert together(8, pay) == []
    assert (Journal.objects.count(), Entry.objects.count()) == (1, 2)
    the_books_are_right()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_cannot_take_the_same_money_twice():
    with transaction.atomic():
        legs = [debit(chart.GATEWAY_RECEIVABLE.of("midtrans"), 1000), credit(chart.SELLER_HELD.of(1), 1000)]
        post("paid:A1", "paid", legs, reference="A1")

    def take(number: int) -> None:
        with transaction.atomic():
            legs = [debit(chart.SELLER_HELD.of(1), 400), credit(chart.SELLER_AVAILABLE.of(1), 400)]
            post(f"released:{number}", "released", legs, reference="A1")

    assert len(together(8, take)) == 6
    assert balances.seller_balances(1)["seller_held"] == 200
    the_books_are_right()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_journal_that_does_not_balance_cannot_be_committed():
    """Even past `post`: the database counts at commit."""
    with transaction.atomic():
        legs = [debit(chart.BANK.of(), 10), credit(chart.POSTAGE_PAYABLE.of(), 10)]
        journal = post("paid:A1", "paid", legs, reference="A1")
    account = Account.objects.get(code=chart.BANK.of().code)
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        Entry.objects.create(journal=journal, account=account, amount_rupiah=5)
    assert Entry.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_its_trigger_a_crooked_journal_would_be_committed():
    """The twin."""
    with transaction.atomic():
        legs = [debit(chart.BANK.of(), 10), credit(chart.POSTAGE_PAYABLE.of(), 10)]
        journal = post("paid:A1", "paid", legs, reference="A1")
    account = Account.objects.get(code=chart.BANK.of().code)
    try:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER balanced_ledger_entry")
        Entry.objects.create(journal=journal, account=account, amount_rupiah=5)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER balanced_ledger_entry")
    assert balances.world_sum() == 5
