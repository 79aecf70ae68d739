"""Andi's keripik came broken: his complaint has a number, a name and a day, and its money waits until it is settled."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import AmountMismatch, WrongState
from market.ledger import audit, balances
from market.lifecycle import complained, news
from market.lifecycle.audit import checks
from market.lifecycle.complained import Settlement, mark_complained
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.lifecycle.released import mark_released
from market.lifecycle.returned import mark_returned
from market.order.models import Complaint, SellerOrder
from market.payments.models import Refund
from market.users.models import Role, User
from tests.market.lifecycle.trade import BU_SARI, COMMISSION_RUPIAH, GOODS_RUPIAH, POSTAGE_RUPIAH, andi_orders, till
from tests.market.shipping.shop import KRANDEGAN

pytestmark = pytest.mark.django_db
NET_RUPIAH = GOODS_RUPIAH - COMMISSION_RUPIAH


@pytest.fixture
def part() -> SellerOrder:
    """Bu Sari's part, paid and delivered; Pak Lurah works for her village, Mas Yoga for the house."""
    with till() as shop:
        order = andi_orders()
        attempt = shop.present(order)
        shop.andi("pay", attempt)
        assert news.check_attempt(attempt.pk) == "applied"
    lurah = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=lurah, kind=Role.Kind.OPERATOR, village_id=KRANDEGAN)
    Role.objects.create(user=User.objects.create_person(phone="+6281200007003", name="Mas Yoga"), kind="support")
    part = order.seller_orders.get(partner__name=BU_SARI)
    mark_packed(part.pk, collection="drop_off")
    mark_handed_over(part.pk)
    return mark_delivered(part.pk)


def complain(part: SellerOrder) -> Complaint:
    return mark_complained(part.pk, Complaint.Kind.BROKEN, "Bungkusnya sobek, keripiknya remuk.")


def held(part: SellerOrder) -> int:
    return balances.seller_balances(part.partner_id)["seller_held"]


def broken_promises() -> list[str]:
    return [f"{found.promise}: {found.examples}" for found in map(audit.run, checks()) if found.breaches]


def much_later(part: SellerOrder):
    return time_machine.travel(timezone.now() + timedelta(days=30), tick=False)


def test_a_complaint_has_a_number_a_name_and_a_day_and_both_sides_are_told_once(part):
    first, again = complain(part), complain(part)
    assert first.pk == again.pk
    assert first.number.startswith("KEL-")
    assert first.handler_name == "Pak Lurah"
    assert timedelta(days=2) < first.due_at - timezone.now() < timedelta(days=4)
    told = Message.objects.filter(kind="complaint").values_list("audience", flat=True)
    assert sorted(told) == ["buyer", "seller"]
    assert first.number in Message.objects.get(kind="complaint", audience="buyer").subject
    assert "Pak Lurah" in Message.objects.get(kind="complaint", audience="buyer").text


def test_the_money_waits_while_it_is_open_and_the_twin_shows_what_the_hold_holds(part):
    complaint = complain(part)
    with much_later(part):
        assert mark_released(part.pk) is False
        assert held(part) == NET_RUPIAH
        Complaint.objects.filter(pk=complaint.pk).update(state="closed")  # the hold taken away
        assert mark_released(part.pk) is True
    assert held(part) == 0


def test_a_share_goes_back_and_the_seller_gets_the_rest(part):
    complaint = complain(part)
    closed = complained.close(complaint.pk, Settlement("refunded", "Separuh kami kembalikan.", 10_000), None)
    assert (closed.state, closed.refund_rupiah) == ("closed", 10_000)
    assert complained.close(complaint.pk, Settlement("refused", "Tidak."), None).outcome == "refunded"
    assert Refund.objects.get().amount_rupiah == 10_000
    assert held(part) == NET_RUPIAH - 9_500
    with much_later(part):
        assert mark_released(part.pk) is True
    assert balances.seller_balances(part.partner_id)["seller_available"] == NET_RUPIAH - 9_500
    assert broken_promises() == []


def test_all_of_it_with_the_postage_ends_the_part(part):
    complaint = complain(part)
    complained.close(complaint.pk, Settlement("refunded", "Maaf.", GOODS_RUPIAH, with_postage=True), None)
    part.refresh_from_db()
    assert part.state == "returned"
    assert Refund.objects.get().amount_rupiah == GOODS_RUPIAH + POSTAGE_RUPIAH
    assert held(part) == 0
    with much_later(part):
        assert mark_released(part.pk) is False
    assert broken_promises() == []


@pytest.mark.parametrize("rupiah", [0, GOODS_RUPIAH + 1])
def test_more_than_the_goods_cost_or_nothing_is_not_given_back(part, rupiah):
    complaint = complain(part)
    with pytest.raises(AmountMismatch):
        complained.close(complaint.pk, Settlement("refunded", "Maaf.", rupiah), None)
    complaint.refresh_from_db()
    assert complaint.state == "open"
    assert not Refund.objects.exists()


def test_before_the_courier_came_money_back_calls_the_part_off(part):
    other = part.order.seller_orders.exclude(pk=part.pk).get()
    complaint = complain(other)
    complained.close(complaint.pk, Settlement("refunded", "Penjual tidak mengirim."), None)
    other.refresh_from_db()
    assert other.state == "cancelled"
    assert Refund.objects.get().amount_rupiah == GOODS_RUPIAH + POSTAGE_RUPIAH


def test_money_that_is_the_sellers_already_is_taken_off_their_balance(part):
    """SE-14: the seller gives the net, the house its commission and the postage."""
    with much_later(part):
        mark_released(part.pk)
    complaint = complain(part)
    complained.close(complaint.pk, Settlement("refunded", "Maaf.", 10_000, with_postage=True), None)
    assert Refund.objects.get().amount_rupiah == 10_000 + POSTAGE_RUPIAH
    assert balances.seller_balances(part.partner_id)["seller_available"] == NET_RUPIAH - 9_500
    complaint.refresh_from_db()
    assert (complaint.state, complaint.refund_rupiah) == ("closed", 10_000 + POSTAGE_RUPIAH)
    assert broken_promises() == []


def test_a_late_complaint_is_handed_to_mas_yoga_once_and_andi_hears_his_name(part):
    complaint = complain(part)
    assert complained.late() == []
    with much_later(part):
        assert complained.late() == [complaint.pk]
        assert [complained.escalate(complaint.pk) for _night in range(3)] == [True, False, False]
        assert complained.late() == []
    complaint.refresh_from_db()
    assert complaint.handler_name == "Mas Yoga"
    assert complaint.escalated_at is not None
    assert Message.objects.filter(kind="complaint_escalated").count() == 2


def test_an_unpaid_or_cancelled_part_takes_no_complaint(part):
    SellerOrder.objects.filter(pk=part.pk).update(state="cancelled")
    with pytest.raises(WrongState):
        complain(part)


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_a_complaint_gave_back_is_not_given_back_again_when_the_parcel_turns_round(part, is_lost, settings):
    settings.RETURN_REFUNDS_POSTAGE, settings.LOSS_PAYS_SELLER = False, True
    SellerOrder.objects.filter(pk=part.pk).update(state="handed_over", delivered_at=None, release_on=None)
    complaint = complain(part)
    complained.close(complaint.pk, Settlement("refunded", "Separuh dulu.", 10_000), None)
    mark_returned(part.pk, "Alamat tidak ketemu", is_lost=is_lost)
    amounts = list(Refund.objects.filter(seller_order=part).order_by("pk").values_list("amount_rupiah", flat=True))
    assert amounts == [10_000, GOODS_RUPIAH - 10_000 + (POSTAGE_RUPIAH if is_lost else 0)]
    assert held(part) == 0
    assert broken_promises() == []
