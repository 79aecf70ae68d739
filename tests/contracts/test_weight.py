"""Volume weight and rounding, with the worked examples of JNE's rule (6,000; 0.3 kg of tolerance; 1 kg at least)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.shipping.couriers.base import Parcel, Progress, TrackingEvent, progress_of
from market.shipping.couriers.weight import WeightRule, billable_grams, chargeable_grams, volume_grams

JNE = WeightRule(divisor=6_000, tolerance_grams=300)


@pytest.mark.parametrize(
    ("grams", "billable"),
    [(1, 1_000), (850, 1_000), (1_200, 1_000), (1_300, 1_000), (1_310, 2_000), (2_300, 2_000), (2_310, 3_000),
     (12_400, 13_000)],
)  # fmt: skip
def test_the_scale_has_three_hundred_grams_of_tolerance(grams, billable):
    assert billable_grams([Parcel(grams)], JNE) == billable


def test_without_tolerance_every_started_kilogram_counts():
    assert billable_grams([Parcel(1_300)], WeightRule()) == 2_000


@pytest.mark.parametrize(
    ("parcel", "billable"),
    [(Parcel(400, 300, 200, 150), 2_000), (Parcel(1_000, 300, 300, 300), 5_000), (Parcel(9_000, 300, 300, 300), 9_000)],
)
def test_a_light_big_box_pays_for_the_room_it_fills(parcel, billable):
    assert billable_grams([parcel], JNE) == billable


def test_tolerance_is_for_the_scale_and_not_for_volume():
    bulky = Parcel(400, 300, 200, 130)  # 1.3 kg by volume
    assert billable_grams([bulky], JNE) == 2_000
    assert billable_grams([bulky], WeightRule(tolerance_grams=300, is_volume_tolerant=True)) == 1_000


def test_several_pieces_are_weighed_one_by_one_and_rounded_together():
    pieces = [Parcel(400, 300, 200, 150), Parcel(700)]
    assert chargeable_grams(pieces, 6_000) == 2_200
    assert billable_grams(pieces, JNE) == 3_000


def test_a_box_that_nobody_measured_fills_nothing():
    assert volume_grams(Parcel(500), 6_000) == 0


@given(st.integers(1, 50_000), st.integers(0, 1_000), st.integers(0, 1_000), st.integers(0, 1_000))
def test_billable_weight_is_whole_kilograms_and_forgives_no_more_than_the_tolerance(grams, length, width, height):
    parcel = Parcel(grams, length, width, height)
    billable = billable_grams([parcel], JNE)
    assert billable >= 1_000
    assert billable % 1_000 == 0
    assert billable + 300 >= chargeable_grams([parcel], 6_000) > billable - 1_000 or billable == 1_000


def _event(minute: int, progress: Progress) -> TrackingEvent:
    return TrackingEvent(datetime(2026, 11, 22, 9, minute, tzinfo=UTC), "X", "", progress)


def test_progress_follows_the_newest_event_and_not_the_order_of_arrival():
    events = [_event(30, Progress.OUT_FOR_DELIVERY), _event(10, Progress.PICKED_UP), _event(20, Progress.IN_TRANSIT)]
    assert progress_of(events) is Progress.OUT_FOR_DELIVERY


def test_an_unknown_code_changes_nothing():
    assert progress_of([_event(10, Progress.IN_TRANSIT), _event(50, Progress.UNKNOWN)]) is Progress.IN_TRANSIT
    assert progress_of([_event(50, Progress.UNKNOWN)]) is Progress.PENDING


def test_of_two_events_of_one_minute_the_further_one_counts():
    assert progress_of([_event(5, Progress.DELIVERED), _event(5, Progress.OUT_FOR_DELIVERY)]) is Progress.DELIVERED


def test_a_newer_event_may_leave_a_terminal_state():
    assert progress_of([_event(5, Progress.DELIVERED), _event(9, Progress.RETURNING)]) is Progress.RETURNING


def test_ranks_are_those_of_the_reference_and_five_states_are_terminal():
    assert sorted({p.rank for p in Progress}) == [-1, 0, 10, 15, 20, 25, 30, 40, 50, 52, 53, 60, 90]
    assert {str(p) for p in Progress if p.is_terminal} == {
        "delivered", "returned", "cancelled", "courier_not_found", "lost_or_disposed",
    }  # fmt: skip
