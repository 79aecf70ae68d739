"""The ledger takes balanced events, once, and never changes them."""

import pytest
from django.db import IntegrityError, connection, transaction

from market.ledger import balances, chart, triggers
from market.ledger.models import Account, Entry, Journal
from market.ledger.posting import KeyReused, Leg, Overdrawn, PostingError, Unbalanced, credit, debit, post, reverse

MIDTRANS = chart.GATEWAY_RECEIVABLE.of("midtrans")
BU_SARI = chart.SELLER_HELD.of(1)
BU_SARI_AVAILABLE = chart.SELLER_AVAILABLE.of(1)

pytestmark = pytest.mark.django_db


def andi_pays(key: str = "paid:A1", rupiah: int = 40_000) -> Journal:
    with transaction.atomic():
        return post(key, "paid", [debit(MIDTRANS, rupiah), credit(BU_SARI, rupiah, "SO-1")], reference="A1")


def test_what_andi_pays_stands_with_the_gateway_and_for_bu_sari():
    journal = andi_pays()

    assert journal.entries.count() == journal.legs == 2
    assert balances.balance(MIDTRANS) == 40_000
    assert balances.balance(BU_SARI) == 40_000
    assert balances.world_sum() == 0


def test_the_same_event_is_posted_once():
    first, again = andi_pays(), andi_pays()

    assert first == again
    assert (Journal.objects.count(), Entry.objects.count()) == (1, 2)
    assert balances.balance(BU_SARI) == 40_000


def test_a_key_does_not_stand_for_two_events():
    andi_pays()
    with pytest.raises(KeyReused):
        andi_pays(rupiah=41_000)
    assert balances.balance(BU_SARI) == 40_000


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [debit(MIDTRANS, 0), credit(BU_SARI, 0)],
        [debit(MIDTRANS, 10)],
        [debit(MIDTRANS, 10), credit(BU_SARI, 9)],
        [debit(MIDTRANS, 10), debit(BU_SARI, 10)],
        [debit(MIDTRANS, 10), credit(MIDTRANS, 10)],
    ],
)
def test_what_does_not_balance_is_not_posted(legs: list[Leg]):
    with pytest.raises(Unbalanced), transaction.atomic():
        post("odd", "odd", legs, reference="x")
    assert Journal.objects.count() == 0


@pytest.mark.parametrize("amount", [-1, 1.5, "10", True, None])
def test_an_amount_is_whole_rupiah(amount):
    with pytest.raises(Unbalanced):
        debit(MIDTRANS, amount)


def test_no_more_leaves_an_account_than_we_owe():
    andi_pays()
    with pytest.raises(Overdrawn), transaction.atomic():
        post("released", "released", [debit(BU_SARI, 40_001), credit(BU_SARI_AVAILABLE, 40_001)], reference="SO-1")
    assert balances.seller_balances(1) == {"seller_held": 40_000, "seller_available": 0, "seller_in_transit": 0}


def test_the_database_too_refuses_a_liability_below_zero():
    andi_pays()
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(code=BU_SARI.code).update(balance_rupiah=1)


def test_a_mistake_is_corrected_by_a_mirror_with_a_reason():
    wrong = andi_pays()
    with transaction.atomic():
        mirror = reverse(wrong, key="paid:A1:reversed", reason="Salah catat")
        reverse(wrong, key="paid:A1:reversed", reason="Salah catat")

    assert mirror.reverses == wrong
    assert Journal.objects.count() == 2
    assert balances.balance(BU_SARI) == balances.balance(MIDTRANS) == 0


def test_an_owner_is_named_where_one_is_needed_and_nowhere_else():
    with pytest.raises(ValueError, match="partner"):
        chart.SELLER_HELD.of()
    with pytest.raises(ValueError, match="nobody"):
        chart.BANK.of(3)


def test_no_two_titles_share_a_number_or_a_name():
    numbers, names = {title.number for title in chart.CHART}, {title.name for title in chart.CHART}
    assert len(numbers) == len(names) == len(chart.CHART) >= 15


def change_the_books() -> None:
    Entry.objects.update(amount_rupiah=1)


def delete_from_the_books() -> None:
    Entry.objects.all().delete()


def change_a_journal() -> None:
    Journal.objects.update(reference="B2")


def delete_a_journal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_journal")


CHANGES = [change_the_books, delete_from_the_books, change_a_journal, delete_a_journal]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_the_books(change):
    andi_pays()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        change()
    assert balances.balance(BU_SARI) == 40_000


@pytest.mark.parametrize("change", CHANGES[:3])
def test_without_the_triggers_the_books_could_be_changed(change):
    """The twin: it is the triggers that refuse, nothing else."""
    andi_pays()
    before = list(Entry.objects.values_list("amount_rupiah", "journal__reference"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in triggers.drop_sql(connection.vendor):
                cursor.execute(statement)
        change()
        assert list(Entry.objects.values_list("amount_rupiah", "journal__reference")) != before
        transaction.set_rollback(True)


def test_the_refusing_triggers_stand():
    with connection.cursor() as cursor:
        cursor.execute(triggers.count_sql(connection.vendor))
        assert cursor.fetchone() == (triggers.TRIGGERS,)


def test_posting_is_part_of_the_step_that_it_belongs_to():
    """A step that fails after posting leaves nothing in the books."""

    def step() -> None:
        with transaction.atomic():
            andi_pays()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step()
    assert Journal.objects.count() == 0
    assert balances.balance(BU_SARI) == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_posted():
    with pytest.raises(PostingError):
        post("paid:A1", "paid", [debit(MIDTRANS, 1), credit(BU_SARI, 1)], reference="A1")
    assert Journal.objects.count() == 0


def test_a_sellers_statement_adds_up_to_the_balance_in_one_query(django_assert_num_queries):
    andi_pays()
    andi_pays("paid:A2", 25_000)
    with transaction.atomic():
        post("r", "released", [debit(BU_SARI, 25_000, "SO-2"), credit(BU_SARI_AVAILABLE, 25_000)], reference="A2")

    with django_assert_num_queries(1):
        lines = [(line.journal.key, line.account.name, -line.amount_rupiah) for line in balances.seller_entries(1)]
    assert len(lines) == 4
    assert sum(amount for *_rest, amount in lines) == sum(balances.seller_balances(1).values()) == 65_000
    with django_assert_num_queries(1):
        assert len(balances.balances()) == 3
