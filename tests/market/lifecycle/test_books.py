"""The posting rules: the worked example of docs/books.md, and promises that hold for any life of an order."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from market.core.errors import RuleBroken
from market.ledger import audit, balances, chart
from market.ledger.models import Entry
from market.lifecycle import audit as between_the_rooms
from market.lifecycle import news
from market.lifecycle.accepted import mark_accepted
from market.lifecycle.cancelled import mark_cancelled
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.lifecycle.released import mark_released
from market.payments.attempts import Fact
from market.payments.gateways.base import PaymentState, PaymentStatus
from market.payments.models import PaymentAttempt
from tests.market.lifecycle.trade import BU_SARI, COMMISSION_RUPIAH, PAK_JOKO, TOTAL_RUPIAH, andi_orders, expire

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[3] / "docs" / "books.md"


def attempt_of(order, number: int = 1) -> PaymentAttempt:
    return PaymentAttempt.objects.create(
        order=order, gateway="midtrans", reference=f"{order.number}-A{number}", amount_rupiah=TOTAL_RUPIAH,
        state="expired" if number > 1 else "pending", expires_at=order.pay_by,
    )  # fmt: skip


def heard(attempt: PaymentAttempt, state: PaymentState = PaymentState.PAID) -> str:
    """What the gateway's answer leads to; the asking itself is tested with the stand-in."""
    status = PaymentStatus(attempt.reference, state, attempt.amount_rupiah, method="qris")
    return news.follow(Fact(attempt.pk, attempt.order_id, state, status))


def rows_of_the_page() -> list[tuple[str, str, int]]:
    """(account, owner, signed amount) of each line of the worked example."""
    example = PAGE.read_text().split("## One order")[1].split("What stands afterwards")[0]
    found = []
    for line in example.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and (account := re.match(r"\d{4} (\w+)(?:, (.+))?", cells[1])):
            debit, credit = (int(cell.replace(".", "") or 0) for cell in cells[2:])
            found.append((account[1], account[2] or "", debit - credit))
    return found


def test_the_example_of_the_page_is_what_the_books_say():
    order = andi_orders()
    heard(attempt_of(order))
    sari, joko = (order.seller_orders.get(partner__name=name) for name in (BU_SARI, PAK_JOKO))
    mark_cancelled(joko.pk, "Kopi habis")
    mark_packed(sari.pk, collection="drop_off")
    mark_delivered(sari.pk)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert mark_released(sari.pk)

    names = {str(sari.partner_id): "Bu Sari", str(joko.partner_id): "Pak Joko", "": ""}
    posted: dict[tuple[int, str, str], int] = {}
    for entry in Entry.objects.select_related("account", "journal").order_by("journal"):
        place = (entry.journal_id, entry.account.name, names.get(entry.account.owner, entry.account.owner))
        posted[place] = posted.get(place, 0) + entry.amount_rupiah
    on_page = rows_of_the_page()
    assert len(on_page) == 13
    assert sorted((name, owner, amount) for (_journal, name, owner), amount in posted.items()) == sorted(on_page)


def test_every_title_of_the_chart_is_on_the_page():
    page = PAGE.read_text()
    missing = [t.name for t in chart.CHART if f"| {t.number} | {t.name} | {t.kind} | {t.owned_by}" not in page]
    assert missing == []


def test_a_few_rupiah_of_rounding_are_the_houses_and_more_is_for_a_person():
    order = andi_orders()
    PaymentAttempt.objects.filter(pk=attempt_of(order).pk).update(amount_rupiah=TOTAL_RUPIAH + 7)
    assert heard(order.attempts.get()) == "applied"
    assert balances.balance(chart.ROUNDING.of()) == 7
    assert balances.world_sum() == 0

    other = andi_orders("LD-261122-ZZZZZZ")
    PaymentAttempt.objects.filter(pk=attempt_of(other).pk).update(amount_rupiah=TOTAL_RUPIAH - 101)
    assert heard(other.attempts.get()) == "odd"
    assert balances.balance(chart.UNMATCHED_PAYMENTS.of()) == TOTAL_RUPIAH - 101


def test_a_payment_that_goes_and_comes_again_is_booked_each_time():
    order = andi_orders()
    attempt = attempt_of(order)
    assert [heard(attempt), heard(attempt, PaymentState.REVERSED), heard(attempt)] == ["applied", "reversed", "late"]
    assert balances.balance(chart.REFUND_PAYABLE.of()) == TOTAL_RUPIAH
    assert balances.balance(chart.GATEWAY_RECEIVABLE.of("midtrans")) == TOTAL_RUPIAH


def test_a_payment_taken_back_after_the_parcel_left_is_the_houses_loss():
    order = andi_orders()
    attempt = attempt_of(order)
    heard(attempt)
    sari = order.seller_orders.get(partner__name=BU_SARI)
    mark_packed(sari.pk, collection="drop_off")
    mark_handed_over(sari.pk)

    assert heard(attempt, PaymentState.REVERSED) == "lost"
    assert balances.balance(chart.LOSSES.of()) == TOTAL_RUPIAH
    assert balances.balance(chart.GATEWAY_RECEIVABLE.of("midtrans")) == 0
    assert balances.seller_balances(sari.partner_id)["seller_held"] == 25_000 - COMMISSION_RUPIAH


STEPS = {
    "accept": lambda part: mark_accepted(part.pk),
    "pack": lambda part: mark_packed(part.pk, collection="drop_off"),
    "hand over": lambda part: mark_handed_over(part.pk),
    "deliver": lambda part: mark_delivered(part.pk),
    "release": lambda part: mark_released(part.pk),
    "cancel": lambda part: mark_cancelled(part.pk, "Habis"),
}
MONEY = ["pays", "pays again", "takes back", "pays by the second page", "lets it expire"]
lives = st.lists(
    st.one_of(st.sampled_from(MONEY), st.tuples(st.sampled_from([*STEPS]), st.integers(0, 1))), max_size=14
)


@settings(max_examples=30, deadline=None)
@given(lives)
def test_whatever_happens_to_an_order_its_books_are_right(life):
    with transaction.atomic(), time_machine.travel(timezone.now()) as clock:
        order = andi_orders()
        first, second = attempt_of(order), attempt_of(order, 2)
        parts = list(order.seller_orders.order_by("pk"))
        for event in life:
            clock.shift(timedelta(days=4))
            try:
                with transaction.atomic():
                    happen(event, order, first, second, parts)
            except RuleBroken:
                continue
        clock.shift(timedelta(minutes=20))
        broken = [audit.run(check) for check in [*audit.checks(), *between_the_rooms.checks()]]
        assert [(one.promise, one.examples) for one in broken if one.breaches] == []
        assert all(row.amount_rupiah >= 0 for row in balances.balances() if row.title.kind is chart.Kind.LIABILITY)
        transaction.set_rollback(True)


def happen(event, order, first, second, parts) -> None:
    if event == "lets it expire":
        order.refresh_from_db()
        if order.status == "unpaid":
            expire(order)
    elif event == "takes back":
        heard(first, PaymentState.REVERSED)
    elif event == "pays by the second page":
        heard(second)
    elif event in ("pays", "pays again"):
        heard(first)
    else:
        step, position = event
        STEPS[step](parts[position])
