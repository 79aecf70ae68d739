"""A silent courier is left alone, one operation apart from the other, and the desk knows why."""

import pytest

from market.core.errors import Refused, Unreachable
from market.shipping import shipments
from market.shipping.asking import circuit
from market.shipping.booking import booking
from market.shipping.quotes import quotes_for
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(carriers):
    home = village(CIKINI)
    keep_codes(home, village(KRANDEGAN))
    return home


def silent(courier="jne", operation="rates", times=circuit.FAILURES_TO_OPEN):
    for _ in range(times):
        circuit.note(courier, operation, answered=False, error="unreachable: no answer")


def test_five_failures_in_a_row_open_one_operation_and_no_other():
    silent(times=4)
    assert circuit.lets_through("jne", "rates")
    silent(times=1)
    assert not circuit.lets_through("jne", "rates")
    assert circuit.lets_through("jne", "track")
    assert circuit.lets_through("pos", "rates")
    line = circuit.lines(["jne"])["jne", "rates"]
    assert (line.is_open, line.error, line.is_new) == (True, "unreachable: no answer", False)


def test_an_answer_in_between_starts_the_count_anew():
    silent(times=4)
    circuit.note("jne", "rates", answered=True, seconds=0.3)
    silent(times=4)
    line = circuit.lines(["jne"])["jne", "rates"]
    assert (line.is_open, line.milliseconds) == (False, 300)


def test_after_the_pause_one_call_probes_and_its_outcome_decides(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+07:00")
    silent()
    time_machine.shift(circuit.OPEN_SECONDS + 1)
    assert [circuit.lets_through("jne", "rates") for _ in range(8)] == [True] + [False] * 7
    circuit.note("jne", "rates", answered=False, error="again")
    assert not circuit.lets_through("jne", "rates")
    time_machine.shift(circuit.OPEN_SECONDS + 1)
    assert circuit.lets_through("jne", "rates")
    circuit.note("jne", "rates", answered=True)
    assert [circuit.lets_through("jne", "rates") for _ in range(3)] == [True] * 3


def test_buyers_do_not_wait_for_an_open_line_and_do_without_the_protection(place, carriers, monkeypatch):
    carriers.fault("status", "rates", "jne", status=503)
    for _ in range(circuit.FAILURES_TO_OPEN):
        quotes_for([group(seller())], place)
    asked = len(carriers.calls("rates", "jne"))
    quotes_for([group(seller())], place)
    assert len(carriers.calls("rates", "jne")) == asked
    monkeypatch.setattr(circuit, "lets_through", lambda courier, operation: True)  # twin
    quotes_for([group(seller())], place)
    assert len(carriers.calls("rates", "jne")) == asked + 1


def test_a_booking_waits_while_its_line_is_open_and_is_not_lost(place, carriers):
    silent(operation="book")
    sold = order(group(seller()))
    row = booking.book(shipments.request_shipment(sold, collection="drop_off").pk)
    assert (row.state, carriers.calls("book", "jne")) == ("requested", [])
    assert row.next_try_at
    circuit.close("jne", "book")
    assert booking.book(row.pk).state == "booked"


def test_a_refusal_is_an_answer(carriers):
    class Refuser:
        code, is_local = "jne", False

    for _ in range(9):
        with pytest.raises(Refused), circuit.watched(Refuser(), "book"):
            raise Refused("too heavy")
    assert not circuit.lines(["jne"])["jne", "book"].is_open
    for _ in range(circuit.FAILURES_TO_OPEN):
        with pytest.raises(Unreachable), circuit.watched(Refuser(), "book"):
            raise Unreachable("nobody there")
    with pytest.raises(Unreachable) as caught, circuit.watched(Refuser(), "book"):
        raise AssertionError("was called")
    assert caught.value.code == "circuit_open"
