"""A row that may be there already, written in one statement."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from market.core.once import insert_once
from market.ledger.models import Journal
from tests.market.ledger.test_promises import together


def a_journal(key="once:1", digest="a"):
    return Journal(key=key, kind="test", reference="r", at=timezone.now(), legs=0, digest=digest)


@pytest.mark.django_db
def test_it_is_one_statement_and_the_row_has_its_number(django_assert_num_queries):
    row = a_journal()
    with django_assert_num_queries(1):
        assert insert_once(row) is True
    assert not row._state.adding
    assert Journal.objects.get(key="once:1").pk == row.pk


@pytest.mark.django_db
def test_a_second_one_changes_nothing_and_the_transaction_goes_on():
    assert insert_once(a_journal())
    second = a_journal(digest="b")
    with transaction.atomic():
        assert insert_once(second) is False
        assert second.pk is None
        assert insert_once(a_journal("once:2"))
    assert list(Journal.objects.order_by("key").values_list("key", "digest")) == [("once:1", "a"), ("once:2", "a")]


@pytest.mark.django_db
def test_twin_a_plain_insert_gives_the_transaction_up():
    assert insert_once(a_journal())
    with pytest.raises(IntegrityError), transaction.atomic():
        a_journal(digest="b").save()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_write_at_once_one_does():
    won = []

    def write(number):
        with transaction.atomic():
            won.append(insert_once(a_journal(digest=str(number))))

    assert together(8, write) == []
    assert sorted(won) == [False] * 7 + [True]
    assert Journal.objects.filter(key="once:1").count() == 1
