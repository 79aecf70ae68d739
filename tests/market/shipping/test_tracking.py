"""Following a parcel by asking: BY-20."""

from datetime import timedelta

import pytest
from django.utils import timezone

from market.shipping import shipments, tracking
from market.shipping.booking import booking
from market.shipping.couriers.base import Progress, Reason
from market.shipping.models import Shipment, TrackingEvent
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(carriers):
    """Book a parcel for a receiver of this name; the stand-in's stories go by the name."""
    keep_codes(village(CIKINI), village(KRANDEGAN))

    def send_to(name="Andi Wijaya", courier="jne", service="REG"):
        sold = order(group(seller()), first_name=name, last_name="")
        row = shipments.request_shipment(sold, collection="drop_off", courier_code=courier, service_code=service)
        return booking.book(row.pk)

    return send_to


def kept(row):
    return list(row.events.order_by("occurred_at", "pk").values_list("progress", flat=True))


def test_not_found_in_the_first_hours_is_normal(send, caplog):
    row = send()
    facts = tracking.poll(row.pk)
    assert (facts.progress, facts.new_events, facts.error, facts.has_moved) == (Progress.BOOKED, 0, "", False)
    row.refresh_from_db()
    assert row.polled_at
    assert row.next_poll_at > timezone.now() + timedelta(hours=1.9)
    assert caplog.records == []


@pytest.mark.parametrize(("courier", "service"), [("jne", "REG"), ("pos", "240")])
def test_a_parcel_is_followed_to_the_door(send, carriers, courier, service):
    row = send(courier=courier, service=service)
    moves = []
    for hours in (5, 8, 24, 24, 6):
        carriers.advance(hours)
        facts = tracking.poll(row.pk)
        moves.append((str(facts.before), str(facts.progress)))
    assert moves == [
        ("booked", "picked_up"), ("picked_up", "in_transit"), ("in_transit", "in_transit"),
        ("in_transit", "out_for_delivery"), ("out_for_delivery", "delivered"),
    ]  # fmt: skip
    assert facts.picked_up_at < facts.occurred_at
    assert kept(row)[0] == "picked_up"
    assert kept(row)[-1] == "delivered"
    row.refresh_from_db()
    assert row.progress == "delivered"


def test_asking_twice_keeps_every_event_once(send, carriers):
    row = send("SIM-TWICE")
    carriers.advance(70)
    first, second = tracking.poll(row.pk), tracking.poll(row.pk)
    assert (first.new_events, second.new_events) == (5, 0)
    assert second.progress is Progress.DELIVERED
    assert not second.has_moved
    assert TrackingEvent.objects.count() == 5


def test_the_order_of_telling_does_not_matter(send, carriers):
    row = send("SIM-OUTOFORDER")
    carriers.advance(70)
    assert tracking.poll(row.pk).progress is Progress.DELIVERED


def test_an_unknown_code_is_kept_and_logged_and_changes_nothing(send, carriers, caplog):
    row = send("SIM-UNKNOWN")
    carriers.advance(41)
    facts = tracking.poll(row.pk)
    assert facts.progress is Progress.IN_TRANSIT
    assert kept(row)[-1] == "unknown"
    assert [record.message for record in caplog.records] == [
        "jne: a code that we do not know: 'Q77' 'SHIPMENT BLESSED [JAKARTA PUSAT]'"
    ]


def test_a_failed_attempt_is_no_delivery_even_where_pos_says_the_run_is_over(send, carriers):
    row = send("SIM-FAILED-THEN-DELIVERED", "pos", "240")
    carriers.advance(63)
    assert tracking.poll(row.pk).progress is Progress.DELIVERY_FAILED
    carriers.advance(30)
    assert tracking.poll(row.pk).progress is Progress.DELIVERED


def test_a_delivery_that_is_taken_back_alerts_a_person(send, carriers, caplog):
    row = send()
    carriers.advance(70)
    tracking.poll(row.pk)
    TrackingEvent.objects.create(
        shipment=row,
        occurred_at=timezone.now() + timedelta(hours=80),
        code="CR1",
        text_digest="x",
        progress="returning",
    )
    facts = tracking.poll(row.pk)
    assert facts.progress is Progress.RETURNING
    assert facts.alert == "it had ended as delivered and is returning now"
    assert facts.alert in caplog.text


def test_a_lost_parcel_alerts_a_person(send, carriers):
    row = send("SIM-LOST")
    carriers.advance(41)
    facts = tracking.poll(row.pk)
    assert facts.alert == Reason.LOST


def test_names_and_telephone_numbers_of_people_are_never_kept(send, carriers):
    rows = [send("Andi Wijaya"), send_other(send)]
    carriers.advance(70)
    for row in rows:
        tracking.poll(row.pk)
    words = " ".join(TrackingEvent.objects.values_list("text", flat=True)).upper()
    assert words
    assert [secret for secret in ("ANDI", "WIJAYA", "SARI", "MELATI", "RADEN SALEH", "0812") if secret in words] == []


def send_other(send):
    sold = order(group(seller("Kopi Pak Joko")), number="100002")
    row = shipments.request_shipment(sold, collection="drop_off", courier_code="pos", service_code="240")
    return booking.book(row.pk)


@pytest.mark.parametrize("kind", ["html", "hang", "garbage"])
def test_a_courier_that_does_not_answer_changes_nothing(send, carriers, kind):
    row = send()
    carriers.fault(kind, "track", seconds=0.1)
    carriers.advance(70)
    facts = tracking.poll(row.pk)
    assert facts.error
    assert (facts.progress, facts.new_events) == (Progress.BOOKED, 0)
    row.refresh_from_db()
    assert (row.state, row.progress) == (Shipment.State.BOOKED, "booked")
    assert row.next_poll_at > timezone.now()
    carriers.clear()
    assert tracking.poll(row.pk).progress is Progress.DELIVERED


def test_what_is_due_is_given_to_one_poller_only(send):
    row = send()
    assert tracking.due_for_poll() == []
    Shipment.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))
    assert tracking.due_for_poll() == [row.pk]
    assert tracking.due_for_poll() == []


def test_a_round_gives_the_facts_of_all_that_is_due(send, carriers):
    rows = [send(), send_other(send)]
    Shipment.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))
    carriers.advance(5)
    facts = list(tracking.poll_due(pause_seconds=0))
    assert {one.shipment_id for one in facts} == {row.pk for row in rows}
    assert {one.progress for one in facts} == {Progress.PICKED_UP}


def test_an_ended_parcel_is_asked_after_for_some_days_and_no_parcel_for_ever(send, carriers, caplog):
    row = send()
    carriers.advance(70)
    tracking.poll(row.pk)
    row.refresh_from_db()
    assert timedelta(hours=23) < row.next_poll_at - timezone.now() <= timedelta(days=1)
    assert tracking._next_poll(row, Progress.DELIVERED, timezone.now() - timedelta(days=4)) is None
    row.booked_at = timezone.now() - timedelta(days=91)
    assert tracking._next_poll(row, Progress.IN_TRANSIT, timezone.now()) is None


def test_a_void_parcel_is_not_followed(send):
    row = send()
    shipments.call_off(row.pk, "stok habis")
    assert tracking.poll(row.pk) is None
