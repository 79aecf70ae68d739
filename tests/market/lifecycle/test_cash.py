"""Pak Andi pays at the counter of Toko Smart Hanura by his code: once, in time, at that counter only (PY-10, BY-25)."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import AmountMismatch, RuleBroken, WrongState
from market.ledger import audit, balances, chart
from market.ledger.models import Journal
from market.lifecycle import audit as between_the_rooms
from market.lifecycle import cancelled, cash, expired, rows
from market.order.models import Order
from market.payments import attempts
from market.payments.models import PaymentAttempt, PaymentEvent
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import TOTAL_RUPIAH, andi_orders

pytestmark = pytest.mark.django_db
HANURA, KRANDEGAN = 7, 8  # two counters


def a_code(order: Order | None = None, **more) -> PaymentAttempt:
    order = order or andi_orders()
    return attempts.present(attempts.open_attempt(order, code="cash", **{"warung_id": HANURA, **more}).pk)


def take(attempt: PaymentAttempt, **more):
    wish = {"warung_id": HANURA, "taken_rupiah": TOTAL_RUPIAH, "by": "Mbak Rina", "key": "press-1", **more}
    return cash.take(wish.pop("pay_code", attempt.pay_code), **wish)


def in_till(warung_id: int = HANURA) -> int:
    return balances.balance(chart.TILL.of(warung_id))


def test_the_code_is_eight_digits_and_waits_for_the_counter(django_assert_max_num_queries):
    attempt = a_code()
    assert (attempt.state, len(attempt.pay_code), attempt.redirect_url) == ("presented", 8, "")
    assert attempt.pay_code.isdigit()
    assert attempt.next_poll_at is None  # there is nobody to ask
    assert cash.waiting(f"{attempt.pay_code[:4]} {attempt.pay_code[4:]}", warung_id=HANURA).pk == attempt.pk


def test_cash_goes_to_the_till_and_the_order_to_its_sellers():
    attempt = a_code()
    taken = take(attempt, taken_rupiah=100_000)

    assert (taken.amount_rupiah, taken.change_rupiah, taken.is_new) == (TOTAL_RUPIAH, 100_000 - TOTAL_RUPIAH, True)
    order = Order.objects.get()
    assert order.paid_at is not None
    assert set(order.seller_orders.values_list("state", flat=True)) == {"new"}
    assert (in_till(), balances.balance(chart.GATEWAY_RECEIVABLE.of("cash"))) == (TOTAL_RUPIAH, 0)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.method, attempt.paid_rupiah) == ("paid", "cash", TOTAL_RUPIAH)
    event = PaymentEvent.objects.get(source="person")
    assert (event.raw["by"], event.outcome) == ("Mbak Rina", "applied")
    broken = [audit.run(check) for check in [*audit.checks(), *between_the_rooms.checks()]]
    assert [result for result in broken if result.breaches] == []


def test_py_10_pressed_twice_is_one_payment():
    attempt = a_code()
    first = take(attempt)
    again = take(attempt)

    assert (first.is_new, again.is_new) == (True, False)
    assert (first.amount_rupiah, first.change_rupiah) == (again.amount_rupiah, again.change_rupiah)
    assert (in_till(), Journal.objects.count()) == (TOTAL_RUPIAH, 1)
    assert Message.objects.filter(kind="paid").count() == 1


def test_py_10_another_press_for_a_paid_code_takes_no_money():
    attempt = a_code()
    take(attempt)
    with pytest.raises(WrongState) as refused:
        take(attempt, key="press-2")
    assert refused.value.code == "already_paid"
    assert (in_till(), Journal.objects.count()) == (TOTAL_RUPIAH, 1)


def test_a_press_cannot_stand_for_another_thing():
    first, second = a_code(), a_code(andi_orders("LD-261122-AAAAAA"))
    take(first)
    for other in ({"taken_rupiah": TOTAL_RUPIAH + 1}, {"warung_id": KRANDEGAN}):
        with pytest.raises(RuleBroken) as refused:
            take(first, **other)
        assert refused.value.code == "id_reused"
    with pytest.raises(RuleBroken) as refused:
        take(second)
    assert refused.value.code == "id_reused"
    assert in_till() == TOTAL_RUPIAH


def test_h1_the_cashier_of_another_warung_is_refused():
    attempt = a_code()
    with pytest.raises(RuleBroken) as refused:
        take(attempt, warung_id=KRANDEGAN)
    assert (refused.value.code, in_till(), in_till(KRANDEGAN)) == ("other_warung", 0, 0)


def test_a_code_without_a_counter_is_taken_by_the_first_and_lies_in_its_till():
    attempt = a_code(warung_id=None)
    take(attempt, warung_id=KRANDEGAN)
    assert in_till(KRANDEGAN) == TOTAL_RUPIAH


@pytest.mark.parametrize("said", ["", "99999999", "abc", "1' OR 1=1", "12345678901234567890"])
def test_a_code_that_nobody_gave_out_is_refused(said):
    attempt = a_code()
    with pytest.raises(RuleBroken) as refused:
        take(attempt, pay_code=said)
    assert refused.value.code == "unknown_code"


def test_py_10_h2_an_expired_code_is_refused_and_no_money_taken():
    attempt = a_code()
    Order.objects.update(pay_by=timezone.now() - timedelta(seconds=1))
    with pytest.raises(WrongState) as refused:
        take(attempt)
    assert refused.value.code == "code_expired"
    assert expired.expire(attempt.order_id)
    with pytest.raises(WrongState) as refused:
        take(attempt)
    assert (refused.value.code, in_till()) == ("code_expired", 0)


def test_a_code_of_a_cancelled_order_is_refused():
    attempt = a_code()
    cancelled.mark_cancelled_unpaid(attempt.order_id)
    attempts_closed = attempts.take_up(attempts.close(attempt.pk))
    assert attempts_closed.after == "cancelled"
    with pytest.raises(WrongState) as refused:
        take(attempt)
    assert (refused.value.code, in_till()) == ("code_cancelled", 0)


def test_too_little_is_not_taken_at_all():
    attempt = a_code()
    with pytest.raises(AmountMismatch) as refused:
        take(attempt, taken_rupiah=TOTAL_RUPIAH - 500)
    assert (refused.value.code, refused.value.data) == ("cash_too_little", {"short_rupiah": 500})
    assert (in_till(), PaymentEvent.objects.filter(source="person").count()) == (0, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_one_moment_are_one_payment():
    attempt = a_code()
    assert together(8, lambda _number: take(attempt)) == []
    assert (in_till(), Journal.objects.count()) == (TOTAL_RUPIAH, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_counters_at_one_moment_one_takes_the_money():
    attempt = a_code()
    refused = together(8, lambda number: take(attempt, key=f"press-{number}"))
    assert [error.code for error in refused] == ["already_paid"] * 7
    assert (in_till(), Journal.objects.count()) == (TOTAL_RUPIAH, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twin_without_the_lock_and_the_steps_own_look_several_counters_take_the_money(monkeypatch):
    """Each reads the order before any has written it: more than one cashier would keep the cash of one order."""
    attempt, all_have_read, check = a_code(), threading.Barrier(8), cash._check

    def read(attempt: PaymentAttempt, warung_id: int) -> None:
        check(attempt, warung_id)
        all_have_read.wait(10)

    def unlocked(order_id: int):
        order = Order.objects.get(pk=order_id)
        return order, list(order.seller_orders.order_by("pk"))

    monkeypatch.setattr(cash, "_check", read)
    monkeypatch.setattr(rows, "take_order", unlocked)
    monkeypatch.setattr(PaymentAttempt.objects, "select_for_update", lambda: PaymentAttempt.objects.all())
    monkeypatch.setattr(cash.paid, "mark_paid", lambda _fact, _held: "applied")
    assert len(together(8, lambda number: take(attempt, key=f"press-{number}"))) < 7
