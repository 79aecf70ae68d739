"""Money goes back to Andi: by Midtrans where the way can, else by two people, once, never too much (PY-11)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import NotAllowed, WrongState
from market.ledger import audit, balances, chart
from market.lifecycle import audit as between_the_rooms
from market.lifecycle import cancelled, cash, news
from market.lifecycle.money import refunds
from market.order.models import Order, SellerOrder
from market.payments import attempts
from market.payments.models import PaymentAttempt, Refund
from market.users.models import Role, User
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import (
    COMMISSION_RUPIAH,
    GOODS_RUPIAH,
    PART_RUPIAH,
    TOTAL_RUPIAH,
    andi_orders,
    till,
)

pytestmark = pytest.mark.django_db
HANURA = 7


@pytest.fixture
def shop():
    with till() as made:
        yield made


@pytest.fixture
def nia() -> User:
    return treasurer("+6281200007001", "Mbak Nia")


@pytest.fixture
def bambang() -> User:
    return treasurer("+6281200007002", "Pak Bambang")


def treasurer(phone: str, name: str) -> User:
    user = User.objects.create_person(phone=phone, name=name)
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER)
    return user


def paid(shop, method: str = "other_qris") -> PaymentAttempt:
    attempt = shop.present(andi_orders())
    shop.andi("choose", attempt, method=method)
    shop.andi("pay", attempt)
    assert news.check_attempt(attempt.pk) == "applied"
    attempt.refresh_from_db()
    return attempt


def cancel_part(number: int = 0) -> Refund:
    part = SellerOrder.objects.order_by("pk")[number]
    cancelled.mark_cancelled(part.pk, "stok habis")
    return Refund.objects.get(seller_order=part)


def again(refund: Refund) -> str:
    """The sweeper comes by, some time later."""
    Refund.objects.filter(pk=refund.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    return refunds.carry_out(refund.pk)


def money(title: chart.Title, *owner: object) -> int:
    return balances.balance(title.of(*owner))


def nothing_is_broken(*but: str) -> None:
    for check in [*audit.checks(), *between_the_rooms.checks()]:
        result = audit.run(check)
        assert result.breaches == 0 or result.code in but, result


def test_f1_a_qris_payment_goes_back_by_midtrans_and_is_done_when_the_bank_says_so(shop):
    attempt = paid(shop)
    refund = cancel_part()
    assert refunds.due() == [refund.pk]
    assert refunds.carry_out(refund.pk) == "sending"
    assert money(chart.REFUND_PAYABLE) == PART_RUPIAH
    shop.andi("confirm_refund", attempt)
    assert again(refund) == "succeeded"
    refund.refresh_from_db()
    assert (refund.state, refund.channel) == ("succeeded", "gateway")
    assert (money(chart.REFUND_PAYABLE), money(chart.GATEWAY_RECEIVABLE, "midtrans")) == (0, TOTAL_RUPIAH - PART_RUPIAH)
    assert Message.objects.filter(kind="refunded").count() == 1
    assert refunds.due() == []
    nothing_is_broken()


def test_f2_two_parts_one_after_the_other_are_all_of_it(shop):
    attempt = paid(shop)
    for number in (0, 1):
        refund = cancel_part(number)
        refunds.carry_out(refund.pk)
        shop.andi("confirm_refund", attempt)
        assert again(refund) == "succeeded"
    assert money(chart.GATEWAY_RECEIVABLE, "midtrans") == 0
    nothing_is_broken()


def test_carried_out_again_and_again_it_is_one_refund_at_the_gateway(shop):
    attempt = paid(shop)
    refund = cancel_part()
    for _ in range(4):
        again(refund)
    told = shop.notification(attempt)
    assert [one["refund_amount"] for one in told["refunds"]] == [f"{PART_RUPIAH}.00"]


def test_an_answer_that_was_lost_is_looked_up_and_not_repeated(shop):
    attempt = paid(shop)
    refund = cancel_part()
    shop.account.fault("lost", "refund", times=1)
    assert refunds.carry_out(refund.pk) == "sending"
    again(refund)
    assert len(shop.notification(attempt).get("refunds", [])) == 1


def test_a_virtual_account_cannot_give_back_so_people_do(shop):
    paid(shop, "bri_va")
    refund = cancel_part()
    assert refunds.carry_out(refund.pk) == "person"
    assert refunds.due() == []
    refund.refresh_from_db()
    assert (refund.state, refund.channel) == ("requested", "person")


def test_f9_shopeepay_gives_back_all_or_nothing(shop):
    paid(shop, "shopeepay")
    assert refunds.carry_out(cancel_part().pk) == "person"


def test_f10_after_its_days_people_do_it(shop):
    attempt = paid(shop)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(paid_at=timezone.now() - timedelta(days=8))
    assert refunds.carry_out(cancel_part().pk) == "person"


@pytest.mark.parametrize(("hour", "wakes"), [(17, True), (23, False), (3, False)])  # UTC: 00.30, 06.30, 10.30 WIB
def test_f11_shopeepay_sleeps_at_night(hour, wakes):
    until = refunds._sleeps_until("shopeepay", datetime(2026, 11, 25, hour, 30, tzinfo=UTC))
    assert bool(until) is wakes
    assert refunds._sleeps_until("qris", datetime(2026, 11, 25, hour, 30, tzinfo=UTC)) is None
    if until:
        assert until.strftime("%d %H:%M") == "26 06:05"


def test_two_people_send_by_bank_and_the_first_cannot_agree_alone(shop, nia, bambang):
    paid(shop, "bri_va")
    refund = cancel_part()
    refunds.carry_out(refund.pk)
    with pytest.raises(WrongState):
        refunds.approve(refund.pk, bambang)
    refunds.propose(refund.pk, nia, mark="BRI 0091")
    with pytest.raises(NotAllowed):
        refunds.approve(refund.pk, nia)
    assert money(chart.REFUND_PAYABLE) == PART_RUPIAH
    refunds.approve(refund.pk, bambang)
    assert (money(chart.REFUND_PAYABLE), money(chart.BANK)) == (0, -PART_RUPIAH)
    with pytest.raises(WrongState):
        refunds.approve(refund.pk, bambang)
    nothing_is_broken()


def test_py_11_part_of_a_cash_payment_goes_back_over_the_counter(nia, bambang):
    attempt = attempts.present(attempts.open_attempt(andi_orders(), code="cash", warung_id=HANURA).pk)
    cash.take(attempt.pay_code, warung_id=HANURA, taken_rupiah=TOTAL_RUPIAH, by="Rina", key="1")
    refund = cancel_part()
    assert refunds.carry_out(refund.pk) == "person"
    refunds.propose(refund.pk, nia, mark="Andi", warung_id=HANURA)
    refunds.approve(refund.pk, bambang)
    assert money(chart.TILL, HANURA) == TOTAL_RUPIAH - PART_RUPIAH
    partner = refund.seller_order.partner_id
    assert (money(chart.SELLER_HELD, partner), money(chart.COMMISSION_DEFERRED)) == (0, COMMISSION_RUPIAH)
    nothing_is_broken()


def released_part(shop) -> SellerOrder:
    from market.lifecycle.delivered import mark_delivered
    from market.lifecycle.released import mark_released

    paid(shop)
    part = SellerOrder.objects.order_by("pk").first()
    SellerOrder.objects.filter(pk=part.pk).update(
        state="handed_over", packed_at=timezone.now(), handed_over_at=timezone.now()
    )
    mark_delivered(part.pk)
    SellerOrder.objects.filter(pk=part.pk).update(release_on="2026-01-01")
    assert mark_released(part.pk)
    part.refresh_from_db()
    return part


def test_se_14_after_release_the_sellers_balance_falls_by_exactly_the_net(shop):
    part = released_part(shop)
    net = GOODS_RUPIAH - COMMISSION_RUPIAH
    assert money(chart.SELLER_AVAILABLE, part.partner_id) == net
    refunds.give_back_released(part.pk, GOODS_RUPIAH, "barang rusak")
    assert money(chart.SELLER_AVAILABLE, part.partner_id) == 0
    assert money(chart.SELLER_RECEIVABLE, part.partner_id) == 0
    assert (money(chart.COMMISSION_INCOME), money(chart.REFUND_PAYABLE)) == (0, GOODS_RUPIAH)
    nothing_is_broken("I9")  # this parcel was never booked


def test_se_14_of_a_paid_out_order_the_balance_is_negative_and_the_next_release_pays_it(shop):
    from market.lifecycle import books

    part = released_part(shop)
    net = GOODS_RUPIAH - COMMISSION_RUPIAH
    pays_out(part, net)
    refunds.give_back_released(part.pk, 10_000, "kurang isi")
    share = COMMISSION_RUPIAH * 10_000 // GOODS_RUPIAH
    assert money(chart.SELLER_RECEIVABLE, part.partner_id) == 10_000 - share
    assert money(chart.COMMISSION_INCOME) == COMMISSION_RUPIAH - share
    assert books.seller_owes(part.partner_id) == 10_000 - share
    nothing_is_broken("I9")  # this parcel was never booked


def pays_out(part: SellerOrder, amount: int) -> None:
    from django.db import transaction

    from market.ledger.posting import credit, debit, post

    with transaction.atomic():
        legs = [debit(chart.SELLER_AVAILABLE.of(part.partner_id), amount), credit(chart.BANK.of(), amount)]
        post("test-payout", "payout", legs, reference="PO-1")


def test_more_than_the_goods_cost_is_not_given_back_twice(shop):
    from market.core.errors import AmountMismatch

    part = released_part(shop)
    refunds.give_back_released(part.pk, 20_000, "rusak")
    with pytest.raises(AmountMismatch):
        refunds.give_back_released(part.pk, 20_000, "rusak lagi")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_send_one_refund(shop):
    attempt = paid(shop)
    refund = cancel_part()
    assert together(8, lambda _number: refunds.carry_out(refund.pk)) == []
    assert len(shop.notification(attempt)["refunds"]) == 1
    assert len(shop.account.calls("refund")) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_approvals_book_one_sending(shop):
    paid(shop, "bri_va")
    refund = cancel_part()
    refunds.carry_out(refund.pk)
    refunds.propose(refund.pk, treasurer("+6281200007001", "Mbak Nia"), mark="BRI 1")
    second = treasurer("+6281200007002", "Pak Bambang")
    assert len(together(8, lambda _number: refunds.approve(refund.pk, second))) == 7
    assert (money(chart.REFUND_PAYABLE), Order.objects.count()) == (0, 1)
