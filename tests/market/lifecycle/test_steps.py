"""From paid to released, step by step; every step may be pressed twice, and what has ended stays ended."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import AmountMismatch, RuleBroken, WrongState
from market.ledger import balances
from market.ledger.models import Journal
from market.lifecycle import news, owed
from market.lifecycle.accepted import mark_accepted
from market.lifecycle.cancelled import call_off_carriage, left_to_call_off, mark_cancelled, mark_cancelled_unpaid
from market.lifecycle.delivered import mark_delivered, release_day
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.lifecycle.released import due, mark_released
from market.order.models import SellerOrder
from market.partner.models import StockMove
from market.payments.models import Refund
from market.shipping.models import Shipment
from tests.market.lifecycle.trade import (
    BU_SARI,
    COMMISSION_RUPIAH,
    GOODS_RUPIAH,
    PAK_JOKO,
    PART_RUPIAH,
    andi_orders,
    on_shelf,
    till,
)

pytestmark = pytest.mark.django_db
NET_RUPIAH = GOODS_RUPIAH - COMMISSION_RUPIAH


@pytest.fixture
def order():
    """Paid by Andi, with both sellers."""
    with till() as shop:
        order = andi_orders()
        attempt = shop.present(order)
        shop.andi("pay", attempt)
        assert news.check_attempt(attempt.pk) == "applied"
    order.refresh_from_db()
    return order


def part_of(order, name: str) -> SellerOrder:
    return order.seller_orders.get(partner__name=name)


def told(order, kind: str) -> int:
    return Message.objects.filter(order=order, audience="buyer", kind=kind).count()


def carried(order, name: str = BU_SARI) -> SellerOrder:
    part = part_of(order, name)
    mark_packed(part.pk, collection="drop_off")
    mark_handed_over(part.pk)
    return part


def test_andi_hears_once_that_bu_sari_accepts_and_packs(order):
    part = part_of(order, BU_SARI)
    for _press in range(3):
        mark_accepted(part.pk)
    shipments = {mark_packed(part.pk, collection="drop_off")[1].pk for _press in range(3)}
    mark_accepted(part.pk)

    part.refresh_from_db()
    assert part.state == "packed"
    assert part.accepted_at <= part.packed_at
    assert len(shipments) == Shipment.objects.filter(seller_order=part).count() == 1
    assert (told(order, "accepted"), told(order, "packed")) == (1, 1)
    assert order.shipping_events.count() == 1
    assert part_of(order, PAK_JOKO).state == "new"


def test_after_a_failed_booking_packing_asks_again(order):
    part = part_of(order, BU_SARI)
    _part, first = mark_packed(part.pk, collection="drop_off")
    Shipment.objects.filter(pk=first.pk).update(state="failed")
    _part, second = mark_packed(part.pk, collection="drop_off")

    assert second.pk != first.pk
    assert told(order, "packed") == 1


def test_a_courier_that_cannot_be_booked_leaves_the_part_as_it_was(order):
    part = part_of(order, BU_SARI)
    with pytest.raises(RuleBroken):
        mark_packed(part.pk, collection="drop_off", courier_code="nobody")
    part.refresh_from_db()
    assert (part.state, told(order, "packed")) == ("new", 0)


def test_nothing_is_packed_before_it_is_paid():
    part = part_of(andi_orders(), BU_SARI)
    for step in (lambda: mark_accepted(part.pk), lambda: mark_packed(part.pk, collection="drop_off")):
        with pytest.raises(WrongState, match="Menunggu pembayaran"):
            step()
    assert Shipment.objects.count() == 0


def test_with_the_courier_the_goods_have_left_the_shelf_once(order):
    part = carried(order)
    mark_handed_over(part.pk)

    assert on_shelf(BU_SARI) == (8, 0)
    assert on_shelf(PAK_JOKO) == (10, 2)
    assert StockMove.objects.filter(reason="sold").count() == 1
    assert told(order, "handed_over") == 1


def test_a_parcel_that_arrives_before_its_first_scan_has_left_too(order):
    part = part_of(order, BU_SARI)
    mark_packed(part.pk, collection="drop_off")
    at = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    mark_delivered(part.pk, at)
    mark_handed_over(part.pk)
    mark_delivered(part.pk)

    part.refresh_from_db()
    assert (part.state, part.delivered_at, part.handed_over_at) == ("delivered", at, at)
    assert on_shelf(BU_SARI) == (8, 0)
    assert (told(order, "delivered"), told(order, "handed_over")) == (1, 0)


@pytest.mark.parametrize(
    ("delivered_on", "release_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday: three days
        (date(2026, 11, 25), date(2026, 11, 28)),  # Wednesday: Thursday and Friday are two working days
        (date(2026, 11, 26), date(2026, 12, 1)),  # Thursday: Friday and Monday
        (date(2026, 11, 27), date(2026, 12, 2)),  # Friday: Monday and Tuesday
        (date(2026, 11, 29), date(2026, 12, 2)),  # Sunday: Monday and Tuesday
    ],
)
def test_the_money_is_held_three_days_and_two_working_days(delivered_on, release_on):
    assert release_day(delivered_on) == release_on


def test_the_days_are_counted_on_the_sellers_clock(order):
    part = carried(order)
    at_night = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # already Tuesday in Java
    mark_delivered(part.pk, at_night)
    part.refresh_from_db()
    assert part.release_on == date(2026, 11, 27)

    with time_machine.travel(datetime(2026, 11, 26, 16, 59, tzinfo=UTC), tick=False):
        assert (due(), mark_released(part.pk)) == ([part.pk], False)  # it is Friday in the east, not at Bu Sari's
    with time_machine.travel(datetime(2026, 11, 26, 17, 0, tzinfo=UTC), tick=False):
        assert due() == [part.pk]
        assert [mark_released(part.pk), mark_released(part.pk)] == [True, False]
        assert due() == []


def test_released_money_is_bu_saris_and_the_commission_the_houses(order):
    part = carried(order)
    mark_delivered(part.pk)
    with time_machine.travel(timezone.now() + (release_day(date(2026, 11, 27)) - date(2026, 11, 20)), tick=False):
        assert mark_released(part.pk)

    sums = balances.seller_balances(part.partner_id)
    assert sums == {"seller_held": 0, "seller_available": NET_RUPIAH, "seller_in_transit": 0}
    joko = part_of(order, PAK_JOKO)
    assert balances.seller_balances(joko.partner_id)["seller_held"] == NET_RUPIAH
    named = {row.title.name: row.amount_rupiah for row in balances.balances()}
    assert (named["commission_income"], named["commission_deferred"]) == (COMMISSION_RUPIAH, COMMISSION_RUPIAH)
    assert balances.world_sum() == 0
    assert Message.objects.filter(seller_order=part, kind="released").count() == 1
    order.refresh_from_db()
    assert order.status == "paid"


def test_the_order_is_done_when_its_last_part_has_ended(order):
    for name in (BU_SARI, PAK_JOKO):
        mark_delivered(carried(order, name).pk)
    with time_machine.travel(timezone.now().replace(year=timezone.now().year + 1)):
        assert [mark_released(pk) for pk in due()] == [True, True]
    order.refresh_from_db()
    assert order.status == "done"


def test_cancelling_one_part_owes_its_goods_and_postage_and_lets_the_other_go_on(order):
    part = part_of(order, PAK_JOKO)
    for _press in range(2):
        mark_cancelled(part.pk, "Kopi habis dimakan hama")

    part.refresh_from_db()
    assert (part.state, part.reason) == ("cancelled", "Kopi habis dimakan hama")
    refund = Refund.objects.get()
    assert (refund.amount_rupiah, refund.seller_order_id) == (PART_RUPIAH, part.pk)
    assert on_shelf(PAK_JOKO) == (10, 0)
    assert on_shelf(BU_SARI) == (10, 2)
    assert part_of(order, BU_SARI).state == "new"
    named = {(row.title.name, row.owner): row.amount_rupiah for row in balances.balances()}
    assert named["refund_payable", ""] == PART_RUPIAH
    assert named["seller_held", str(part.partner_id)] == 0
    assert (told(order, "cancelled"), Journal.objects.filter(kind="part_cancelled").count()) == (1, 1)
    mark_accepted(part_of(order, BU_SARI).pk)
    with pytest.raises(WrongState):
        mark_accepted(part.pk)


def test_what_the_courier_has_cannot_be_cancelled(order):
    part = carried(order)
    with pytest.raises(WrongState, match="keluhan"):
        mark_cancelled(part.pk, "Berubah pikiran")
    assert Refund.objects.count() == 0


def test_what_the_courier_was_seen_with_cannot_be_cancelled_either(order):
    part = part_of(order, BU_SARI)
    _part, shipment = mark_packed(part.pk, collection="drop_off")
    Shipment.objects.filter(pk=shipment.pk).update(state="booked", progress="picked_up", awb="JT1")
    with pytest.raises(WrongState, match="keluhan"):
        mark_cancelled(part.pk, "Berubah pikiran")


def test_a_cancelled_parcel_is_called_off_also_when_the_nudge_was_lost(order):
    part = part_of(order, BU_SARI)
    _part, shipment = mark_packed(part.pk, collection="drop_off")
    mark_cancelled(part.pk, "Toples pecah")

    assert left_to_call_off() == [shipment.pk]
    assert call_off_carriage(shipment.pk) == "void"
    assert left_to_call_off() == []


def test_a_parcel_that_left_in_the_same_minute_is_a_persons_business(order):
    part = part_of(order, BU_SARI)
    _part, shipment = mark_packed(part.pk, collection="drop_off")
    mark_cancelled(part.pk, "Toples pecah")
    Shipment.objects.filter(pk=shipment.pk).update(state="booked", progress="picked_up", awb="JT1")

    assert call_off_carriage(shipment.pk) == "booked"
    assert Message.objects.filter(audience="house", kind="carried_though_cancelled").count() == 1
    assert left_to_call_off() == []


def test_an_unpaid_order_is_called_off_as_a_whole():
    order = andi_orders()
    for _press in range(2):
        mark_cancelled_unpaid(order.pk)
    order.refresh_from_db()
    assert (order.status, told(order, "cancelled_unpaid")) == ("cancelled", 1)
    assert on_shelf(BU_SARI) == on_shelf(PAK_JOKO) == (10, 0)
    with pytest.raises(WrongState):
        mark_accepted(part_of(order, BU_SARI).pk)


def test_a_paid_order_is_not_called_off_as_a_whole(order):
    with pytest.raises(WrongState, match="sudah dibayar"):
        mark_cancelled_unpaid(order.pk)
    assert on_shelf(BU_SARI) == (10, 2)


def test_no_more_is_given_back_than_was_paid(order):
    attempt = owed.paid_attempt(order)
    owed.owe(order, attempt, "a", PART_RUPIAH, "x")
    with pytest.raises(AmountMismatch):
        owed.owe(order, attempt, "b", PART_RUPIAH + 1, "x")
    assert Refund.objects.count() == 1
