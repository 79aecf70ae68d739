"""A parcel is booked never twice and never lost: LG-07."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from market.core.errors import RuleBroken, WrongState
from market.shipping import shipments
from market.shipping.booking import booking
from market.shipping.models import Shipment
from market.shipping.quotes import quotes_for
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db

State = Shipment.State


@pytest.fixture
def place(carriers):
    home = village(CIKINI)
    keep_codes(home, village(KRANDEGAN))
    return home


@pytest.fixture
def sold(place):
    """Andi chose JNE's REG for Bu Sari's keripik, and paid."""
    basket = group(seller())
    quote = next(q for q in quotes_for([basket], place).of(basket.partner).quotes if q.service_code == "REG")
    return order(basket, quote)


def requested(sold, collection="drop_off", **more):
    return shipments.request_shipment(sold, collection=collection, **more)


def told(carriers, operation="book", code="jne"):
    return [line["body"] for line in carriers.calls(operation, code)]


def named(sold, name):
    sold.order.shipping_address.first_name, sold.order.shipping_address.last_name = name, ""
    sold.order.shipping_address.save()


def test_a_drop_off_is_booked_and_the_waybill_kept(sold, carriers):
    row = requested(sold)
    assert (row.state, row.weight_grams, row.height_mm, row.goods_rupiah) == (State.REQUESTED, 500, 100, 25_000)
    row = booking.book(row.pk)
    assert (row.state, row.progress, row.error) == (State.BOOKED, "booked", "")
    assert row.awb in carriers.parcels("jne")
    assert row.next_poll_at > row.booked_at
    assert row.next_try_at is None
    [form] = told(carriers)
    assert form["OLSHOP_ORDERID"] == row.reference
    assert form["OLSHOP_RECEIVER_NAME"] == "Andi Wijaya"
    assert form["OLSHOP_RECEIVER_PHONE"] == "081234567890"
    assert form["OLSHOP_SERVICE"] == "REG"
    address = " ".join(form[f"OLSHOP_RECEIVER_ADDR{n}"] for n in (1, 2, 3))
    assert address == "Jl. Raden Saleh 8, RT 004/RW 001 (seberang stasiun), Cikini, Menteng"


def test_a_pickup_is_asked_for_within_the_couriers_hours(sold, carriers, time_machine):
    row = booking.book(requested(sold, "pickup").pk)
    assert row.state == State.BOOKED
    [form] = told(carriers, "pickup")
    assert form["TYPE"] == "PICKUP"
    assert form["PICKUP_NAME"] == "Keripik Bu Sari"


def test_pos_is_booked_with_the_parts_of_its_own_fee(place, carriers):
    basket = group(seller())
    quote = next(q for q in quotes_for([basket], place).of(basket.partner).quotes if q.courier_code == "pos")
    row = booking.book(requested(order(basket, quote)).pk)
    assert row.state == State.BOOKED
    assert row.awb in carriers.parcels("pos")


def test_pressing_twice_gives_one_row_and_one_booking(sold, carriers):
    first, second = requested(sold), requested(sold)
    assert first == second
    assert booking.book(first.pk).state == State.BOOKED
    assert booking.book(first.pk) is None
    assert requested(sold) == first
    assert len(carriers.parcels("jne")) == 1


def test_the_worker_is_nudged_after_the_commit_only(sold, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        requested(sold)
        requested(sold)
    assert len(callbacks) == 1


def test_a_courier_that_is_not_reached_is_asked_again_later_and_not_for_ever(sold, carriers, settings):
    row = requested(sold)
    dead = {
        **settings.COURIERS["jne"],
        "OPTIONS": {**settings.COURIERS["jne"]["OPTIONS"], "base_url": "http://127.0.0.1:1"},
    }
    settings.COURIERS = {**settings.COURIERS, "jne": dead}
    pauses = []
    for _try in range(booking.MAX_TRIES):
        row = booking.book(row.pk)
        pauses.append(row.next_try_at and round((row.next_try_at - timezone.now()).total_seconds()))
    assert pauses[:3] == [30, 60, 120]
    assert (row.state, pauses[-1]) == (State.FAILED, None)
    assert row.error == "Kurir tidak dapat dihubungi."
    assert booking.sweep() == []


def test_a_refusal_ends_with_their_words_and_the_seller_may_try_another_courier(sold, carriers):
    carriers.fault(
        "body", "book", "jne", body='{"detail":[{"status":"Error","reason":"Service closed today"}]}', times=1
    )
    row = booking.book(requested(sold).pk)
    assert row.state == State.FAILED
    assert row.error == "JNE menolak: Service closed today"
    other = requested(sold, courier_code="pos", service_code="240")
    assert other != row
    assert other.reference != row.reference
    assert booking.book(other.pk).state == State.BOOKED


@pytest.mark.parametrize("name", ["SIM-NULLAWB", "SIM-HTML"])
def test_an_answer_without_a_number_is_unclear_and_never_repeated(sold, carriers, name):
    named(sold, name)
    row = booking.book(requested(sold).pk)
    assert row.state == State.UNCLEAR
    assert len(carriers.calls("book", "jne")) == 1
    assert booking.book(row.pk) is None
    later(row)
    assert booking.sweep() == [("look_up", row.pk)]
    row = booking.look_up(row.pk)
    assert (row.state, row.next_try_at) == (State.UNCLEAR, None)  # JNE cannot be asked: a person calls them
    assert list(shipments.needs_person()) == [row]
    assert booking.sweep() == []
    assert len(carriers.calls("book", "jne")) == 1


def test_a_lost_answer_is_cleared_up_by_a_person(sold, carriers, settings):
    carriers.fault("lost", "book", "jne", times=1)
    row = booking.book(requested(sold).pk)
    [awb] = carriers.parcels("jne")
    assert (row.state, row.awb) == (State.UNCLEAR, "")
    row = shipments.write_awb(row.pk, f" {awb.lower()} ")
    assert (row.state, row.awb) == (State.BOOKED, awb)
    with pytest.raises(WrongState):
        shipments.write_awb(row.pk, "SIM9")


def test_what_they_never_had_is_booked_again_under_a_new_reference(sold, carriers):
    carriers.fault("hang", "book", "jne", times=1, seconds=0.1)
    row = booking.book(requested(sold).pk)
    assert row.state == State.UNCLEAR
    old = row.reference
    row = shipments.book_again(row.pk)
    assert (row.state, row.tries) == (State.REQUESTED, 0)
    assert row.reference != old
    assert booking.book(row.pk).state == State.BOOKED
    assert len(carriers.parcels("jne")) == 1


def test_a_worker_that_died_leaves_a_row_that_is_never_blindly_repeated(sold, carriers):
    row = requested(sold)
    assert booking.claim(row)
    assert booking.sweep() == []  # it may still be calling
    later(row)
    assert booking.sweep() == [("look_up", row.pk)]
    row.refresh_from_db()
    assert row.state == State.UNCLEAR
    assert carriers.calls("book") == []


def test_an_answer_that_comes_after_the_sweeper_is_still_kept(sold, carriers):
    row = requested(sold)
    real = booking.claim

    def slow_claim(shipment):
        taken = real(shipment)
        later(shipment)
        booking.sweep()
        return taken

    booking.claim, restore = slow_claim, real
    try:
        row = booking.book(row.pk)
    finally:
        booking.claim = restore
    assert row.state == State.BOOKED


def test_the_sweeper_finds_what_a_lost_nudge_left_lying(sold):
    row = requested(sold)
    assert booking.sweep() == [("book", row.pk)]


def test_the_stored_tariff_is_no_courier_the_seller_chooses_one(sold):
    sold.courier_code, sold.service_code = "flat", "TARIF"
    sold.save()
    with pytest.raises(RuleBroken) as caught:
        requested(sold)
    assert caught.value.code == "courier_missing"
    assert requested(sold, courier_code="jne", service_code="REG").courier_code == "jne"


def test_calling_off_before_anybody_called_costs_nothing(sold, carriers):
    row = shipments.call_off(requested(sold).pk, "stok habis")
    assert (row.state, row.error) == (State.VOID, "")
    assert booking.book(row.pk) is None
    assert carriers.calls("book") == []
    assert requested(sold) != row


def test_a_booked_pickup_that_is_called_off_is_told_to_a_person(sold, carriers):
    row = booking.book(requested(sold, "pickup").pk)
    row = shipments.call_off(row.pk, "stok habis")
    assert row.state == State.VOID
    assert row.error == f"Beri tahu JNE: resi {row.awb} batal."
    assert list(shipments.needs_person()) == [row]
    shipments.settle(row.pk)
    assert list(shipments.needs_person()) == []


def test_what_is_on_its_way_is_not_called_off(sold, carriers):
    row = booking.book(requested(sold).pk)
    Shipment.objects.filter(pk=row.pk).update(progress="in_transit")
    with pytest.raises(WrongState):
        shipments.call_off(row.pk, "berubah pikiran")


def later(row):
    """The time of the row's next try has come."""
    Shipment.objects.filter(pk=row.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
