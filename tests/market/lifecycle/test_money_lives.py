"""Property test over the real steps: any sequence of sale, calling off, release, paying out and giving back keeps every
promise of the audit, no liability below zero, and the sum of the world at zero (payments reference, 9.5)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from market.core.errors import RuleBroken
from market.ledger import balances, chart
from market.lifecycle import payday
from market.lifecycle.audit import daily
from market.payments.models import Payout
from market.payments.payouts.sending import PayoutFact
from tests.market.lifecycle.payday import bambang, banked, treasurer
from tests.market.lifecycle.test_books import STEPS, attempt_of, heard
from tests.market.lifecycle.trade import andi_orders

pytestmark = pytest.mark.django_db
S = Payout.State
SALES = st.tuples(st.sampled_from([*STEPS]), st.integers(0, 1), st.integers(0, 1))
PAYING = ["pays 0", "pays 1", "makes a batch", "checks", "cancels the batch"]
WORDS = st.tuples(
    st.just("hears"),
    st.sampled_from([S.QUEUED, S.UNCLEAR, S.APPROVED, S.PROCESSED, S.COMPLETED, S.FAILED, S.REJECTED, S.REVIEW]),
    st.integers(0, 1),
)
lives = st.lists(st.one_of(st.sampled_from(PAYING), SALES, WORDS), max_size=25)


@settings(max_examples=40, deadline=None)
@given(lives)
def test_whatever_happens_to_sales_and_payouts_the_books_are_right(life):
    with transaction.atomic(), time_machine.travel(timezone.now()) as clock, override_settings(PAYOUT_MINIMUM_RUPIAH=1):
        orders = [andi_orders(f"LD-261122-AAAAA{n}", stock=20) for n in range(2)]
        attempts = [attempt_of(order) for order in orders]
        parts = [list(order.seller_orders.order_by("pk")) for order in orders]
        for part in parts[0]:
            banked(part.partner)
        for event in life:
            clock.shift(timedelta(days=4))
            try:
                with transaction.atomic():
                    happen(event, attempts, parts)
            except RuleBroken:
                continue
        clock.shift(timedelta(minutes=20))
        assert [(one.promise, one.examples) for one in daily.results() if one.breaches] == []
        assert all(row.amount_rupiah >= 0 for row in balances.balances() if row.title.kind is chart.Kind.LIABILITY)
        assert balances.world_sum() == 0
        transaction.set_rollback(True)


def happen(event, attempts, parts) -> None:
    if event in ("pays 0", "pays 1"):
        heard(attempts[int(event[-1])])
    elif event == "makes a batch":
        payday.make_batch(treasurer(), [part.partner_id for part in parts[0]], "iris")
    elif event in ("checks", "cancels the batch"):
        batch = payday.PayoutBatch.objects.order_by("-pk").first()
        if batch and event == "checks":
            payday.check_batch(batch.pk, bambang())
        elif batch:
            payday.cancel_batch(batch.pk, bambang(), "salah")
    elif event[0] == "hears":
        payouts = list(Payout.objects.exclude(state__in=[S.DRAFT, S.DROPPED]).order_by("-pk")[:2])
        if len(payouts) > event[2]:
            payday.follow(PayoutFact(payouts[event[2]].pk, event[1], reference="R"))
    else:
        step, order, position = event
        STEPS[step](parts[order][position])
