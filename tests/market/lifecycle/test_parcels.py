"""What couriers say of a parcel moves the order on, by where the parcel is, and never backwards."""

from datetime import UTC, datetime

import pytest

from market.communication.models import Message
from market.lifecycle.cancelled import mark_cancelled
from market.lifecycle.packed import mark_packed
from market.lifecycle.parcels import check_parcel, follow_parcel
from market.shipping.couriers.base import Progress
from market.shipping.models import Shipment
from market.shipping.tracking import Facts
from tests.market.lifecycle.test_books import attempt_of, heard
from tests.market.lifecycle.trade import BU_SARI, andi_orders

pytestmark = pytest.mark.django_db
SCANNED_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ARRIVED_AT = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture
def parcel() -> Shipment:
    """Packed by Bu Sari, paid by Andi."""
    order = andi_orders()
    assert heard(attempt_of(order)) == "applied"
    return mark_packed(order.seller_orders.get(partner__name=BU_SARI).pk, collection="drop_off")[1]


def facts(parcel: Shipment, progress: Progress, before: Progress = Progress.BOOKED, **more) -> Facts:
    return Facts(parcel.pk, parcel.seller_order_id, before, progress, **more)


def state(parcel: Shipment) -> str:
    parcel.seller_order.refresh_from_db()
    return parcel.seller_order.state


def house() -> list[str]:
    return list(Message.objects.filter(audience="house").values_list("kind", flat=True))


def test_the_first_scan_hands_over_and_the_last_delivers_each_at_its_own_time(parcel):
    told = facts(parcel, Progress.IN_TRANSIT, occurred_at=ARRIVED_AT, picked_up_at=SCANNED_AT)
    assert [follow_parcel(told), follow_parcel(told), state(parcel)] == ["handed_over", "none", "handed_over"]
    told = facts(parcel, Progress.DELIVERED, occurred_at=ARRIVED_AT, picked_up_at=SCANNED_AT)
    assert [follow_parcel(told), follow_parcel(told), state(parcel)] == ["delivered", "none", "delivered"]
    part = parcel.seller_order
    assert (part.handed_over_at, part.delivered_at) == (SCANNED_AT, ARRIVED_AT)


def test_a_worker_that_died_between_asking_and_the_step_has_lost_nothing(parcel):
    """The row says "delivered" already, so nothing looks new; the step is taken all the same."""
    told = facts(parcel, Progress.DELIVERED, Progress.DELIVERED, occurred_at=ARRIVED_AT, picked_up_at=SCANNED_AT)
    assert not told.has_moved
    assert follow_parcel(told) == "delivered"
    assert Message.objects.filter(kind__in=["handed_over", "delivered"]).count() == 2


def test_old_news_after_the_delivery_change_nothing(parcel):
    follow_parcel(facts(parcel, Progress.DELIVERED, occurred_at=ARRIVED_AT, picked_up_at=SCANNED_AT))
    assert follow_parcel(facts(parcel, Progress.IN_TRANSIT, picked_up_at=SCANNED_AT)) == "none"
    assert state(parcel) == "delivered"


@pytest.mark.parametrize("progress", [Progress.BOOKED, Progress.PENDING, Progress.UNKNOWN, Progress.PICKING_UP])
def test_before_the_first_scan_nothing_has_left(parcel, progress):
    assert follow_parcel(facts(parcel, progress)) == "none"
    assert state(parcel) == "packed"


def test_a_booking_that_the_courier_cancelled_is_no_hand_over(parcel):
    told = facts(parcel, Progress.CANCELLED, occurred_at=SCANNED_AT, picked_up_at=SCANNED_AT)
    assert follow_parcel(told) == "none"
    assert state(parcel) == "packed"


def test_a_silent_courier_changes_nothing(parcel):
    assert follow_parcel(facts(parcel, Progress.BOOKED, error="unreachable")) == "unanswered"
    assert check_parcel(parcel.pk) == "not_booked"
    assert state(parcel) == "packed"


def test_a_parcel_that_goes_back_is_told_to_a_person_once(parcel):
    for _round in range(2):
        follow_parcel(facts(parcel, Progress.RETURNING, picked_up_at=SCANNED_AT, alert=""))
    assert house() == ["parcel_trouble"]
    assert state(parcel) == "handed_over"


def test_a_parcel_of_a_cancelled_part_that_moves_is_told_to_a_person(parcel):
    mark_cancelled(parcel.seller_order_id, "Toples pecah")
    told = facts(parcel, Progress.DELIVERED, occurred_at=ARRIVED_AT, picked_up_at=SCANNED_AT)
    assert [follow_parcel(told), follow_parcel(told)] == ["told", "told"]
    assert state(parcel) == "cancelled"
    assert sorted(house()) == ["carried_though_ended", "refund_owed"]
