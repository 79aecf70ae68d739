"""What waits for those who keep the money: each number of the desk's first page, and for whom."""

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from market.desk.treasury.waiting import treasury
from market.payments.models import BankLine, PayoutBatch, Refund
from market.users.access import open_desk
from market.users.models import Role, User
from tests.market.checkout.walk import text_of

pytestmark = pytest.mark.django_db


def keeper(name: str, phone: str, kind: str) -> User:
    user = User.objects.create_person(phone=phone, name=name)
    Role.objects.create(user=user, kind=kind)
    return user


@pytest.fixture
def nia():
    return keeper("Mbak Nia", "+6281200007001", Role.Kind.FINANCE_MAKER)


@pytest.fixture
def bambang():
    return keeper("Pak Bambang", "+6281200007002", Role.Kind.FINANCE_CHECKER)


def numbers(user: User) -> list[tuple[int, bool]]:
    request = RequestFactory().get("/desa/kelola/")
    request.user, request.session = user, {}
    open_desk(request, tuple(Role.Kind.values))
    return [(one.count, one.due) for one in treasury(request)]


def test_an_empty_house_says_nothing_waits(nia):
    assert numbers(nia) == [(0, False)] * 5
    client = Client()
    client.force_login(nia)
    page = text_of(client.get("/desa/kelola/").content.decode())
    assert "transfer ditunggu" in page
    assert "Semua halaman" in page


def test_a_batch_waits_for_the_one_who_did_not_make_it(nia, bambang):
    PayoutBatch.objects.create(number="PB-1", channel="bank_file", made_by=nia)
    assert numbers(nia)[4] == (0, False)
    assert numbers(bambang)[4] == (1, True)


def test_a_line_of_the_bank_that_fits_nothing_is_due(nia):
    BankLine.objects.create(
        gateway="transfer", checksum="x", booked_on=timezone.localdate(), amount_rupiah=1_000, words="SETOR"
    )  # fmt: skip
    assert numbers(nia)[2] == (1, True)


def test_an_operator_sees_none_of_it():
    assert numbers(keeper("Pak Lurah", "+6281200005001", Role.Kind.OPERATOR)) == []


def test_five_queries(nia, django_assert_num_queries):
    request = RequestFactory().get("/desa/kelola/")
    request.user, request.session = nia, {}
    open_desk(request, tuple(Role.Kind.values))
    assert Refund.objects.count() == 0
    with django_assert_num_queries(5):
        treasury(request)
