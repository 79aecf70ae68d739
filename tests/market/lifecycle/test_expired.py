"""The deadline passes: the goods are for sale again, and nobody's money is lost (BY-17, PY-08)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from market.communication.models import Message
from market.ledger.models import Journal
from market.lifecycle import expired, news
from market.order.models import Order
from market.payments.models import PaymentAttempt
from tests.market.lifecycle.trade import BU_SARI, PAK_JOKO, andi_orders, on_shelf, till

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    with till() as made:
        yield made


def states(order: Order) -> set[str]:
    return set(order.seller_orders.values_list("state", flat=True))


def time_is_over(order: Order, by: timedelta = timedelta(minutes=5)) -> None:
    then = timezone.now() - by
    Order.objects.filter(pk=order.pk).update(pay_by=then)
    PaymentAttempt.objects.filter(order=order).update(expires_at=then)


def test_before_the_deadline_nothing_expires(shop):
    order = andi_orders()
    assert expired.due() == []
    assert expired.mark_expired(order.pk) is False
    assert states(order) == {"unpaid"}


def test_after_it_the_goods_are_for_sale_and_the_buyer_is_told_once(shop):
    order = andi_orders()
    attempt = shop.present(order)
    time_is_over(order)
    assert expired.due() == [order.pk]
    assert expired.expire(order.pk) is True
    assert expired.expire(order.pk) is False
    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (states(order), order.status, order.expired_at is not None) == ({"expired"}, "expired", True)
    assert attempt.state in ("expired", "cancelled")
    assert on_shelf(BU_SARI) == on_shelf(PAK_JOKO) == (10, 0)
    assert list(Message.objects.values_list("audience", "kind")) == [("buyer", "expired")]
    assert (expired.due(), Journal.objects.count()) == ([], 0)


def test_a_code_that_was_chosen_is_closed_at_the_gateway_first(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    news.check_attempt(attempt.pk)
    time_is_over(order)
    assert expired.expire(order.pk) is True
    assert shop.notification(attempt)["transaction_status"] in ("cancel", "expire")


def test_money_that_was_quicker_than_the_clock_pays_the_order(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("pay", attempt)
    time_is_over(order)
    assert expired.expire(order.pk) is False
    order.refresh_from_db()
    assert (states(order), order.paid_at is not None) == ({"new"}, True)
    assert on_shelf(BU_SARI) == (10, 2)


def test_while_the_gateway_cannot_be_asked_the_goods_are_held_but_not_for_ever(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    news.check_attempt(attempt.pk)
    shop.account.fault("status", "*", times=0, status=503)
    time_is_over(order)
    assert expired.expire(order.pk) is False
    assert states(order) == {"unpaid"}
    time_is_over(order, expired.PATIENCE + timedelta(minutes=1))
    assert expired.expire(order.pk) is True
    assert on_shelf(BU_SARI) == (10, 0)


def test_late_money_after_a_real_expiry_revives_it_while_the_goods_are_there(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    news.check_attempt(attempt.pk)
    time_is_over(order)
    assert expired.expire(order.pk) is True
    shop.andi("pay_late", attempt)
    assert news.check_attempt(attempt.pk) == "revived"
    order.refresh_from_db()
    assert (states(order), order.expired_at) == ({"new"}, None)
    assert on_shelf(BU_SARI) == (10, 2)
