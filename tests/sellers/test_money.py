"""“Uang saya” (SE-13, SE-16): one line for each sale in plain words, and every sum is the ledger's."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from market.ledger.balances import seller_balances
from market.ledger.chart import GATEWAY_RECEIVABLE, SELLER_HELD
from market.ledger.posting import credit, debit, post
from market.lifecycle import payday
from market.lifecycle.cancelled import mark_cancelled
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.packed import mark_packed
from market.lifecycle.released import mark_released
from market.partner.models import Partner
from market.settings.couriers import STAND_INS, couriers
from market.users.models import User
from sellers.pages.money import statement
from tests.market.core.test_export import cells_of_xlsx
from tests.market.lifecycle.payday import bambang, banked, treasurer
from tests.market.lifecycle.test_books import attempt_of, heard
from tests.market.lifecycle.trade import BU_SARI, andi_orders
from tests.market.stall import a_seller

pytestmark = pytest.mark.django_db
PAGE = "/penjual/uang/"


@pytest.fixture(autouse=True)
def _couriers(settings):
    settings.COURIERS = couriers(STAND_INS)


def of(partner: Partner) -> Client:
    user = User.objects.create_person(phone="+6281200001001", name="Sari")
    partner.users.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def partner():
    """Three paid orders of Bu Sari: one released and paid out, one called off, one waits."""
    parts = []
    for number in ("AAAAAA", "BBBBBB", "CCCCCC"):
        order = andi_orders(f"LD-261122-{number}", stock=20)
        heard(attempt_of(order))
        parts.append(order.seller_orders.get(partner__name=BU_SARI))
    mark_packed(parts[0].pk, collection="drop_off")
    mark_delivered(parts[0].pk)
    mark_cancelled(parts[1].pk, "=Habis")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert mark_released(parts[0].pk)
    seller = parts[0].partner
    banked(seller)
    with override_settings(PAYOUT_MINIMUM_RUPIAH=1):
        batch = payday.make_batch(treasurer(), [seller.pk], "bank_file")
        payday.check_batch(batch.pk, bambang())
    payday.decide(batch.payouts.get().pk, True, bambang())
    return seller


def test_every_sale_and_payout_is_one_line_and_the_sum_is_the_ledgers(partner):
    rows = list(statement.grouped(partner))
    lines = {line.number[-8:]: line for line in statement.lines_of(partner, rows)}
    assert sorted(line.amount_rupiah for line in lines.values()) == [-23_750, 0, 23_750, 23_750]
    assert sum(line.amount_rupiah for line in lines.values()) == sum(seller_balances(partner.pk).values()) == 23_750
    assert statement.total_of(partner) == 23_750
    assert "Ditahan Lumbung Desa" in lines["CCCCCC-1"].who_holds
    assert "Milik Anda sejak" in lines["AAAAAA-1"].who_holds
    assert "=Habis" in lines["BBBBBB-1"].who_holds
    assert lines["AAAAAA-1"].what == "Andi membayar lewat QRIS"
    page = of(partner).get(PAGE).content.decode()
    assert "Dikirim ke BRI •••• 0123" in page
    assert "Rp23.750" in page


@pytest.mark.parametrize("query", ["", "?dari=2020-01-01", "?dari=2020-01-01&sampai=2020-01-02"])
def test_the_files_say_what_the_page_says(partner, query):
    sari = of(partner)
    in_csv = sari.get(f"{PAGE}uang-saya.csv{query}")
    rows = list(csv.reader(io.StringIO(in_csv.content.decode("utf-8-sig"))))
    cells = cells_of_xlsx(sari.get(f"{PAGE}uang-saya.xlsx{query}").content)
    assert [[str(cell) for cell in row] for row in cells] == rows
    shown = sari.get(f"{PAGE}{query}")
    assert cells[-1][-1] == shown.context["period_total"] == sum(row[-1] for row in cells[1:-1])
    assert len(cells) - 2 == len(shown.context["lines"])


def test_a_period_has_its_own_lines_and_sum(partner):
    sari = of(partner)
    later = (timezone.localdate() + timedelta(days=5)).isoformat()
    shown = sari.get(f"{PAGE}?dari={later}")
    assert [line.number for line in shown.context["lines"]] == [shown.context["lines"][0].number]
    assert shown.context["period_total"] == sum(line.amount_rupiah for line in shown.context["lines"])
    assert shown.context["total"] == 23_750


@pytest.mark.parametrize("query", ["?dari=kemarin", "?dari=2026-12-01&sampai=2026-11-01", "?hal=9999", "?hal=x"])
def test_odd_questions_are_answered_with_words(partner, query):
    assert of(partner).get(f"{PAGE}{query}").status_code == 200
    assert of_again(partner).get(f"{PAGE}uang-saya.exe").status_code == 404


def of_again(partner) -> Client:
    client = Client()
    client.force_login(partner.users.get())
    return client


def test_a_seller_reads_only_their_own_lines(partner):
    stranger = of(a_seller("Batik Mbak Rina"))
    page = stranger.get(PAGE).content.decode()
    assert "SO-" not in page
    assert "Belum ada uang masuk" in page


def test_five_thousand_lines_are_paged_in_ten_queries():
    seller = a_seller()
    with transaction.atomic():
        for number in range(500):
            legs = [debit(GATEWAY_RECEIVABLE.of("midtrans"), 10_000)]
            legs += [credit(SELLER_HELD.of(seller.pk), 1_000, f"SO-{number}-{line}") for line in range(10)]
            post(f"sale:{number}", "buyer_paid", legs, reference=str(number))
    sari = of(seller)
    sari.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = sari.get(f"{PAGE}?hal=3&dari=2020-01-01")
    assert len(asked) <= 10
    assert len(shown.context["lines"]) == 50
    assert shown.context["page"]["count"] == 100
    assert shown.context["period_total"] == shown.context["total"] == 5_000_000
