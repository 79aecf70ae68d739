"""The till's day as the tablet tells it (WR-13, WR-15, WR-22, WR-27, WR-28, WR-34)."""

import pytest
from django.db import IntegrityError, transaction

from market.warung.models import Deposit, Event, Operation, Shift, TillLine
from tests.market.warung.point import Tablet, a_clerk, a_warung, an_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def warung():
    return a_warung()


@pytest.fixture
def clerk(warung):
    return a_clerk(warung)


@pytest.fixture
def tablet(warung):
    return Tablet(warung)


def opened(tablet, clerk, float_rupiah=200_000):
    operation = tablet.made("shift.open", {"float": float_rupiah}, staff=clerk.pk)
    assert tablet.send(operation)[0]["result"] == "applied"
    return operation["id"]


def test_a_difference_is_kept_with_its_reason_and_a_closed_shift_never_changes(tablet, clerk, warung):
    shift = opened(tablet, clerk)
    TillLine.objects.create(warung=warung, shift_id=shift, kind="sale", amount_rupiah=415_000, reference="a")
    data = {"counted": 612_500, "reason": ""}
    refused = tablet.does("shift.close", data, staff=clerk.pk, shift=shift)
    assert (refused["error"]["code"], refused["error"]["pointer"]) == ("reason_missing", "/data/reason")
    data["reason"] = "Kembalian kurang"
    closed = tablet.does("shift.close", data, staff=clerk.pk, shift=shift)
    assert closed["data"] == {"shift": shift, "expected": 615_000, "counted": 612_500, "difference": -2_500}
    row = Shift.objects.get()
    assert (row.difference_rupiah, row.reason) == (-2_500, "Kembalian kurang")
    again = tablet.does("shift.close", {"counted": 615_000}, staff=clerk.pk, shift=shift)
    assert again["error"]["code"] == "shift_is_closed"
    tablet.does("deposit.make", {"amount": 1_000, "to": "BUMDes"}, staff=clerk.pk, shift=shift)
    row.refresh_from_db()
    assert (row.expected_rupiah, row.difference_rupiah) == (615_000, -2_500)
    assert TillLine.objects.get(kind="deposit").shift_id is None
    assert Event.objects.filter(kind="late_cash").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.update(difference_rupiah=0)


def test_unsent_things_let_only_an_owner_close_and_it_is_written_down(tablet, clerk, warung):
    shift, owner = opened(tablet, clerk), an_owner(warung)
    data = {"counted": 200_000, "unsent": 7}
    for forced_by in (None, clerk.pk, 99_999):
        refused = tablet.does("shift.close", {**data, "forced_by": forced_by}, staff=clerk.pk, shift=shift)
        assert refused["error"]["code"] == "owner_needed"
        assert "7" in refused["error"]["detail"]
    closed = tablet.does("shift.close", {**data, "forced_by": owner.pk}, staff=clerk.pk, shift=shift)
    assert closed["result"] == "applied"
    assert Event.objects.get(kind="close_forced").staff == owner
    assert Shift.objects.get().is_forced


def test_one_tablet_has_one_open_shift(tablet, clerk):
    opened(tablet, clerk)
    refused = tablet.does("shift.open", {"float": 1}, staff=clerk.pk)
    assert refused["error"]["code"] == "shift_is_open"
    assert Shift.objects.count() == 1


def test_the_same_id_again_is_the_same_answer_and_one_shift(tablet, clerk):
    operation = tablet.made("shift.open", {"float": 50_000}, staff=clerk.pk)
    first, second = tablet.send(operation)[0], tablet.send(operation)[0]
    assert (first["result"], second["result"]) == ("applied", "already")
    assert first["data"] == second["data"]
    assert Shift.objects.count() == Operation.objects.count() == 1


def test_the_same_id_with_another_body_is_refused_and_changes_nothing(tablet, clerk):
    operation = tablet.made("shift.open", {"float": 50_000}, staff=clerk.pk)
    tablet.send(operation)
    other = tablet.send({**operation, "data": {"float": 1}})[0]
    assert (other["result"], other["error"]["code"]) == ("refused", "id_reused")
    assert Shift.objects.get().float_rupiah == 50_000
    assert tablet.send(operation)[0]["result"] == "already"


def test_one_bad_operation_stops_none_of_its_neighbours(tablet, clerk):
    opened(tablet, clerk)
    batch = [tablet.made("deposit.make", {"amount": 1_000, "to": "BUMDes"}, staff=clerk.pk) for _ in range(10)]
    batch[3]["data"]["amount"] = -5
    results = tablet.send(*batch)
    assert [one["result"] for one in results] == ["applied"] * 3 + ["refused"] + ["applied"] * 6
    assert [one["id"] for one in results] == [one["id"] for one in batch]
    assert results[3]["error"]["pointer"] == "/data/amount"
    assert results[3]["error"]["detail"]
    assert Deposit.objects.count() == 9


def test_a_lost_answer_can_be_asked_for(tablet, clerk):
    known = tablet.made("shift.open", {"float": 50_000}, staff=clerk.pk)
    tablet.send(known)
    unknown = tablet.made("shift.open", {"float": 1})["id"]
    results = tablet.post("operations/status", {"ids": [known["id"], unknown]}).json()["results"]
    assert [one["result"] for one in results] == ["applied", "unknown"]
    assert results[0]["data"]["shift"] == known["id"]
    assert Tablet(tablet.device.warung).post("operations/status", {"ids": [known["id"]]}).json()["results"][0] == {
        "id": known["id"],
        "result": "unknown",
    }


def test_practice_leaves_nothing_but_the_marked_operation(tablet, clerk):
    result = tablet.send(tablet.made("shift.open", {"float": 1}, staff=clerk.pk), **{"X-Practice": "1"})[0]
    assert (result["result"], result["data"]["mark"]) == ("applied", "LATIHAN")
    assert Shift.objects.count() == 0
    assert Operation.objects.get().is_practice


def test_a_shift_and_people_of_another_warung_are_not_there(tablet, clerk):
    shift = opened(tablet, clerk)
    other = a_warung("Lain")
    stranger, rudi = Tablet(other), a_clerk(other, "Rudi")
    closed = stranger.does("shift.close", {"counted": 0, "reason": "x"}, staff=rudi.pk, shift=shift)
    assert closed["error"]["code"] == "not_found"
    assert stranger.does("shift.open", {"float": 0}, staff=clerk.pk)["error"]["code"] == "unknown_staff"
    given = stranger.does("deposit.make", {"amount": 5, "to": "x"}, staff=rudi.pk, shift=shift)
    assert given["error"]["code"] == "not_found"
    assert Deposit.objects.count() == 0


ODD = [
    {}, {"id": 5}, {"id": "x"}, {"id": None, "kind": []}, {"kind": "shift.open"},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a01"},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a02", "kind": "shift.open", "data": []},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a03", "kind": "shift.open", "data": {"float": "a\x00b"}},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a04", "kind": "shift.open", "data": {"float": 10**30}, "seq": -1},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a05", "kind": "\x00\ud800", "data": {"a": "\x00\ud800"}},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a06", "kind": "shift.open", "made_at": "9999-99", "data": {"float": 1}},
    {"id": "6f1c2d52-95c8-4f5c-9f3a-5f4c7e0f1a07", "kind": "shift.open", "staff": 2**70, "data": {"float": 1}},
]  # fmt: skip


def test_whatever_is_sent_is_answered_with_a_word(tablet):
    results = tablet.send(*ODD)
    assert [one["result"] for one in results] == ["refused"] * len(ODD)
    assert all(one["error"]["code"] and one["error"]["detail"] for one in results)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[]", 400), (b"{", 400), (b'{"operations": 5}', 400), (b"[" * 2000, 400), (b"\xff\xfe", 400),
     (b'{"operations": [1]}', 400), (b'{"operations": [' + b"{}," * 50 + b"{}]}", 400), (b"x" * 1_000_001, 413)],
)  # fmt: skip
def test_a_batch_that_is_none_is_a_mistake_never_a_fault(tablet, body, status):
    answer = tablet.client.post(
        "/api/warung/v1/operations", body, content_type="application/json", headers=tablet.headers()
    )
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_may_be_packed_but_does_not_grow_beyond_its_bounds(tablet):
    import gzip

    def packed(body):
        return tablet.client.post(
            "/api/warung/v1/operations", gzip.compress(body), content_type="application/json",
            headers=tablet.headers(**{"Content-Encoding": "gzip"}),
        )  # fmt: skip

    assert packed(b'{"operations": []}').json()["results"] == []
    assert packed(b" " * 50_000_000).status_code == 413
    cut = tablet.client.post(
        "/api/warung/v1/operations", gzip.compress(b'{"operations": []}')[:-9], content_type="application/json",
        headers=tablet.headers(**{"Content-Encoding": "gzip"}),
    )  # fmt: skip
    assert cut.status_code == 400
