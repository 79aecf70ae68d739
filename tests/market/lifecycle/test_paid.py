"""Andi's money: on time, late, twice, odd, taken back. It is never lost and never counted twice."""

import pytest
from django.core import mail

from market.communication import outbox
from market.communication.models import Message
from market.core.errors import AmountMismatch, WrongState
from market.ledger import audit, balances
from market.ledger.models import Journal
from market.lifecycle import cancelled, news, paid
from market.lifecycle.audit import checks
from market.order.models import Line, Order
from market.payments import attempts
from market.payments.models import PaymentAttempt, Refund
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import (
    BU_SARI,
    COMMISSION_RUPIAH,
    GOODS_RUPIAH,
    PAK_JOKO,
    POSTAGE_RUPIAH,
    TOTAL_RUPIAH,
    andi_orders,
    expire,
    on_shelf,
    till,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    with till() as made:
        yield made


def states(order: Order) -> set[str]:
    return set(order.seller_orders.values_list("state", flat=True))


def told(order: Order) -> list[str]:
    return sorted(Message.objects.filter(order=order).values_list("audience", "kind"))


def broken_promises() -> list[str]:
    return [f"{found.promise}: {found.examples}" for found in map(audit.run, checks()) if found.breaches]


def liabilities() -> dict[str, int]:
    found = {}
    for row in balances.balances():
        found[row.title.name] = found.get(row.title.name, 0) + row.amount_rupiah
    return found


def paid_order(shop, **more) -> tuple[Order, PaymentAttempt]:
    order = andi_orders(**more)
    attempt = shop.present(order)
    shop.andi("pay", attempt)
    assert news.check_attempt(attempt.pk) == "applied"
    order.refresh_from_db()
    return order, attempt


def test_money_on_time_goes_to_the_sellers_parts(shop):
    order, _attempt = paid_order(shop)

    assert states(order) == {"new"}
    assert order.paid_at is not None
    assert order.status == "paid"
    assert told(order) == [("buyer", "paid"), ("seller", "new"), ("seller", "new")]
    for part in order.seller_orders.all():
        assert balances.seller_balances(part.partner_id)["seller_held"] == GOODS_RUPIAH - COMMISSION_RUPIAH
    assert liabilities() == {
        "gateway_receivable": TOTAL_RUPIAH,
        "seller_held": 2 * (GOODS_RUPIAH - COMMISSION_RUPIAH),
        "commission_deferred": 2 * COMMISSION_RUPIAH,
        "postage_payable": 2 * POSTAGE_RUPIAH,
    }
    assert order.payment_events.count() == 1


def test_hearing_of_the_same_money_again_changes_nothing(shop):
    _order, attempt = paid_order(shop)
    before = (Journal.objects.count(), Message.objects.count())

    assert news.check_attempt(attempt.pk) == "stale"
    assert news.check_attempt(attempt.pk) == "stale"
    assert (Journal.objects.count(), Message.objects.count()) == before == (1, 3)


def test_a_promise_to_pay_is_no_payment(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)

    assert news.check_attempt(attempt.pk) == "applied"
    order.refresh_from_db()
    assert (states(order), order.paid_at, Journal.objects.count()) == ({"unpaid"}, None, 0)


def test_late_money_revives_the_order_while_the_goods_are_there(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    expire(order)
    assert on_shelf(BU_SARI) == (10, 0)

    shop.andi("pay_late", attempt)
    assert news.check_attempt(attempt.pk) == "revived"
    order.refresh_from_db()
    assert states(order) == {"new"}
    assert (order.expired_at, order.status) == (None, "paid")
    assert on_shelf(BU_SARI) == on_shelf(PAK_JOKO) == (10, 2)
    assert ("buyer", "paid_late_revived") in told(order)


def test_late_money_without_goods_is_owed_back_and_never_silent(shop):
    order = andi_orders(stock=2)
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    expire(order)
    line = Line.objects.get(order=order, partner__name=PAK_JOKO)
    line.stockrecord.allocate(1)  # somebody else bought one of Pak Joko's two

    shop.andi("pay_late", attempt)
    assert news.check_attempt(attempt.pk) == "late"
    assert news.check_attempt(attempt.pk) == "stale"
    order.refresh_from_db()
    assert (states(order), order.paid_at) == ({"expired"}, None)
    assert on_shelf(BU_SARI) == (2, 0)
    refund = Refund.objects.get()
    assert (refund.amount_rupiah, refund.attempt_id, refund.state) == (TOTAL_RUPIAH, attempt.pk, "requested")
    assert liabilities() == {"gateway_receivable": TOTAL_RUPIAH, "refund_payable": TOTAL_RUPIAH}
    assert told(order) == [("buyer", "paid_late"), ("house", "refund_owed")]


def test_money_for_an_order_that_andi_cancelled_is_owed_back(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("choose", attempt)
    cancelled.mark_cancelled_unpaid(order.pk)
    assert on_shelf(BU_SARI) == (10, 0)

    shop.andi("pay", attempt)
    assert news.check_attempt(attempt.pk) == "late"
    assert states(order) == {"cancelled"}
    assert Refund.objects.get().amount_rupiah == TOTAL_RUPIAH
    assert ("buyer", "paid_cancelled") in told(order)


def test_paying_twice_owes_the_second_back(shop):
    order = andi_orders()
    first = shop.present(order)
    shop.andi("choose", first)
    shop.andi("expire_now", first)
    assert news.check_attempt(first.pk) == "applied"
    second = shop.present(order)
    shop.andi("pay", second)
    assert news.check_attempt(second.pk) == "applied"

    shop.andi("pay_late", first)
    assert news.check_attempt(first.pk) == "double"
    assert news.check_attempt(first.pk) == "stale"
    assert states(order) == {"new"}
    assert (Refund.objects.get().attempt_id, Refund.objects.get().amount_rupiah) == (first.pk, TOTAL_RUPIAH)
    assert liabilities()["refund_payable"] == TOTAL_RUPIAH
    assert liabilities()["gateway_receivable"] == 2 * TOTAL_RUPIAH


def test_another_amount_waits_for_a_person_and_pays_for_nothing(shop):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("pay", attempt, amount=TOTAL_RUPIAH - 500)

    assert news.check_attempt(attempt.pk) == "odd"
    assert news.check_attempt(attempt.pk) == "stale"
    assert states(order) == {"unpaid"}
    assert liabilities() == {
        "gateway_receivable": TOTAL_RUPIAH - 500,
        "unmatched_payments": TOTAL_RUPIAH - 500,
    }
    assert told(order) == [("buyer", "paid_odd"), ("house", "paid_odd")]


def test_a_payment_that_is_taken_back_takes_the_order_down(shop):
    order = andi_orders()
    attempt = attempts.present(attempts.open_attempt(order, method="va_mandiri").pk)
    shop.andi("choose", attempt, method="echannel")
    shop.andi("pay", attempt)
    assert news.check_attempt(attempt.pk) == "applied"

    shop.andi("reverse", attempt)
    assert news.check_attempt(attempt.pk) == "reversed"
    assert news.check_attempt(attempt.pk) == "stale"
    order.refresh_from_db()
    assert (states(order), order.paid_at, order.status) == ({"cancelled"}, None, "cancelled")
    assert set(liabilities().values()) == {0}
    assert on_shelf(BU_SARI) == (10, 0)
    assert ("house", "payment_reversed") in told(order)


def test_the_order_page_tells_what_was_said(shop, client):
    order, _attempt = paid_order(shop)
    page = client.get(f"/pesanan/{order.number}/{order.secret}/").content.decode()
    assert "Kabar untuk Anda" in page
    assert f"Pembayaran pesanan {order.number} diterima" in page
    assert "Pesanan baru SO-" not in page  # that is the seller's


def test_who_left_an_e_mail_gets_each_message_once(shop):
    order, _attempt = paid_order(shop, email="andi@contoh.test")
    message = Message.objects.get(order=order, audience="buyer")
    assert message.state == "waiting"

    assert [outbox.deliver(message.pk) for _again in range(3)] == [True, False, False]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["andi@contoh.test"], f"Pembayaran pesanan {order.number} diterima")
    ]
    assert mail.outbox[0].body.endswith(f"/pesanan/{order.number}/{order.secret}/")
    assert outbox.whatsapp_link(message).startswith("https://wa.me/6281234567890?text=Pembayaran%20pesanan")
    assert [notice.pk for notice in outbox.notices(order)] == [message.pk]


def odd(shop, amount: int) -> tuple[Order, PaymentAttempt]:
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("pay", attempt, amount=amount)
    assert news.check_attempt(attempt.pk) == "odd"
    return order, attempt


def test_too_much_is_accepted_by_a_person_and_the_rest_owed_back(shop):
    order, attempt = odd(shop, TOTAL_RUPIAH + 7_000)
    assert paid.accept_reviewed(attempt.pk, "Pembeli salah ketik") == "applied"
    assert states(order) == {"new"}
    refund = Refund.objects.get()
    assert (refund.amount_rupiah, refund.attempt_id) == (7_000, attempt.pk)
    found = liabilities()
    assert (found["unmatched_payments"], found["refund_payable"], found["buyer_credit"]) == (0, 7_000, 0)
    assert found["gateway_receivable"] == TOTAL_RUPIAH + 7_000
    with pytest.raises(WrongState):
        paid.accept_reviewed(attempt.pk, "lagi")
    assert news.check_attempt(attempt.pk) == "stale"
    assert broken_promises() == []


def test_too_little_is_not_accepted_and_goes_back_whole(shop):
    order, attempt = odd(shop, TOTAL_RUPIAH - 500)
    with pytest.raises(AmountMismatch):
        paid.accept_reviewed(attempt.pk, "Tanggung")
    assert states(order) == {"unpaid"}
    refund = paid.give_back_reviewed(attempt.pk, "Kurang lima ratus")
    assert refund.amount_rupiah == TOTAL_RUPIAH - 500
    found = liabilities()
    assert (found["unmatched_payments"], found["refund_payable"]) == (0, TOTAL_RUPIAH - 500)
    with pytest.raises(WrongState):
        paid.give_back_reviewed(attempt.pk, "lagi")
    assert Refund.objects.count() == 1
    assert ("buyer", "paid_odd_back") in told(order)
    assert broken_promises() == []


def test_an_order_that_was_paid_otherwise_meanwhile_takes_no_second_payment(shop):
    order, attempt = odd(shop, TOTAL_RUPIAH + 7_000)
    second = shop.present(order)
    shop.andi("pay", second)
    assert news.check_attempt(second.pk) == "applied"
    with pytest.raises(WrongState):
        paid.accept_reviewed(attempt.pk, "Lebih")
    paid.give_back_reviewed(attempt.pk, "Sudah dibayar lain")
    assert liabilities()["refund_payable"] == TOTAL_RUPIAH + 7_000
    assert broken_promises() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_treasurers_at_once_decide_once(shop):
    _order, attempt = odd(shop, TOTAL_RUPIAH + 7_000)

    def decide(number: int) -> None:
        (paid.accept_reviewed if number % 2 else paid.give_back_reviewed)(attempt.pk, f"orang {number}")

    assert [type(one) for one in together(8, decide)] == [WrongState] * 7
    assert Refund.objects.count() == 1
    assert broken_promises() == []
