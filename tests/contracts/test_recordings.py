"""Recorded answers of every courier, read as agreed. Each courier's folder says where its answers come from."""

import json
from pathlib import Path

import pytest

from market.core.errors import Misconfigured, OutsideError
from tests.contracts.test_couriers import COUNTERS, FOREVER

RECORDINGS = sorted((Path(__file__).parent / "recordings").glob("*/*.json"))
OURS = [path for path in RECORDINGS if path.parent.name in COUNTERS]


def test_there_are_recordings_of_every_courier_that_speaks():
    assert {path.parent.name for path in OURS} == set(COUNTERS)
    assert len(OURS) >= 30


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_recorded_answer_is_read_as_agreed(path):
    told = json.loads(path.read_text())
    body = told["body"] if isinstance(told["body"], str) else json.dumps(told["body"])
    with COUNTERS[path.parent.name]() as counter:
        operation = counter.book_operation if told["call"] == "book" else told["call"]
        counter.fault("status", operation, status=told["http_status"], body=body, times=FOREVER)
        assert _read(counter, told) == told["expect"]


def _read(counter, told):
    try:
        if told["call"] == "rates":
            answer = counter.courier.rates(counter.request())
            return {"rates": [[r.service_code, r.amount_rupiah, r.days_from, r.days_to] for r in answer.value]}
        if told["call"] == "book":
            return {"awb": counter.book(reference="SHP26110001").awb}
        events = counter.track("SIM0000000000001")
    except (OutsideError, Misconfigured) as error:
        return {"error": type(error).__name__, "code": error.code}
    return {"events": [[f"{e.occurred_at:%Y-%m-%dT%H:%MZ}", str(e.progress), str(e.reason), e.text] for e in events]}
