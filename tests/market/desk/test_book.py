"""The cash book (OP-08): opening + in - out = closing, month after month, on the page and in the files."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from market.communication.models import Message
from market.ledger import cashbook
from market.ledger.chart import BANK, GATEWAY_RECEIVABLE
from market.ledger.models import Account
from market.ledger.posting import credit, debit, post
from market.lifecycle import payday
from market.lifecycle.audit import daily
from market.users.models import Role, User
from tests.market.core.test_export import cells_of_xlsx
from tests.market.lifecycle.payday import bambang, banked, earned, treasurer
from tests.market.stall import KRANDEGAN, a_seller, a_village

pytestmark = pytest.mark.django_db
PAGE = "/desa/kelola/buku/"


def settled(rupiah: int, key: str) -> None:
    """The gateway has paid us."""
    with transaction.atomic():
        legs = [debit(BANK.of(), rupiah, key), credit(GATEWAY_RECEIVABLE.of("midtrans"), rupiah, key)]
        post(f"settled:{key}", "settled", legs, reference=key, reason="Penyelesaian Midtrans")


@pytest.fixture
def nia():
    """Rp500.000 came in last month, Rp200.000 this month, and Bu Sari was paid Rp150.000."""
    seller = earned(a_seller())
    banked(seller, days=90)
    with time_machine.travel(timezone.now().replace(day=15) - timedelta(days=31)):
        settled(500_000, "S-1")
    settled(200_000, "S-2")
    batch = payday.make_batch(treasurer(), [seller.pk], "bank_file")
    payday.check_batch(batch.pk, bambang())
    payday.decide(batch.payouts.get().pk, True, bambang())
    client = Client()
    client.force_login(treasurer())
    return client


def test_opening_and_in_and_out_make_the_closing_and_the_next_opening(nia):
    this = timezone.localdate().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    before, now, after = (cashbook.book([BANK], month) for month in (last, this, this + timedelta(days=32)))
    assert (before.opening_rupiah, before.closing_rupiah) == (0, 500_000)
    assert (now.opening_rupiah, now.came_in_rupiah, now.went_out_rupiah, now.closing_rupiah) == (
        500_000, 200_000, 150_000, 550_000,
    )  # fmt: skip
    assert (after.opening_rupiah, after.closing_rupiah) == (550_000, 550_000)
    assert -Account.objects.get(name="bank").balance_rupiah == -550_000


def test_every_line_of_the_page_leads_to_what_it_is_about_and_the_files_say_the_same(nia):
    shown = nia.get(PAGE)
    page = shown.content.decode()
    assert "Saldo awal" in page
    assert "Rp550.000" in page
    assert "/desa/kelola/pencairan/PB-" in page
    rows = list(csv.reader(io.StringIO(nia.get(f"{PAGE}buku-kas.csv").content.decode("utf-8-sig"))))
    cells = cells_of_xlsx(nia.get(f"{PAGE}buku-kas.xlsx").content)
    assert [[str(cell) for cell in row] for row in cells] == rows
    opening, *lines, total, closing = cells[1:]
    assert opening[4] + sum(line[4] for line in lines) - sum(line[5] for line in lines) == closing[4] == 550_000
    assert (total[4], total[5]) == (sum(line[4] for line in lines), sum(line[5] for line in lines))


def test_the_trial_balance_has_two_equal_columns(nia):
    shown = nia.get(f"{PAGE}neraca/")
    assert shown.context["debit_rupiah"] == shown.context["credit_rupiah"] > 0
    cells = cells_of_xlsx(nia.get(f"{PAGE}neraca/neraca-saldo.xlsx").content)
    assert cells[-1][2] == cells[-1][3] == sum(row[2] for row in cells[1:-1]) == shown.context["debit_rupiah"]


@pytest.mark.parametrize(
    "query", ["?bulan=x", "?bulan=9999-99", "?bulan=0001-01", "?akun=seller_held", "?akun=bank&hal=99"]
)
def test_odd_questions_get_this_month_of_bank_and_cash(nia, query):
    assert nia.get(f"{PAGE}{query}").status_code == 200
    assert nia.get(f"{PAGE}buku-kas.exe").status_code == 404


@pytest.mark.parametrize(("kind", "code"), [(Role.Kind.OPERATOR, None), (Role.Kind.FINANCE_MAKER, KRANDEGAN)])
def test_only_a_treasurer_of_the_whole_house_reads_the_books(nia, kind, code):
    user = User.objects.create_person(phone="+6281300000009", name="Orang")
    Role.objects.create(user=user, kind=kind, village=a_village(code) if code else None)
    client = Client()
    client.force_login(user)
    for path in ("", "buku-kas.csv", "neraca/", "neraca/neraca-saldo.xlsx"):
        assert client.get(f"{PAGE}{path}").status_code == 403


def test_a_month_of_many_lines_asks_little(nia, django_assert_max_num_queries):
    for number in range(150):
        settled(1_000, f"X-{number}")
    with django_assert_max_num_queries(10):
        assert len(nia.get(PAGE).context["lines"]) == 100
    assert cashbook.month_of(date(2026, 12, 5))[1].date() == date(2027, 1, 1)


def test_the_audit_of_the_day_tells_the_house_once(nia):
    assert daily.alert() == []
    Account.objects.filter(name="bank").update(balance_rupiah=1)
    for _turn in range(2):
        assert [result.code for result in daily.alert()] == ["I6"]
    assert Message.objects.filter(kind="audit_broken").count() == 1
