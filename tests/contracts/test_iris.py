"""What a way to pay out promises, tried over a socket against the stand-in of IRIS (payments reference, section 4)."""

import hashlib
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from market.core.errors import Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Http
from market.payments.gateways.iris import Iris
from market.payments.gateways.payouts import Beneficiary, PayoutRequest, PayoutState
from market.sandbox.faults import Fault
from market.sandbox.iris import stage

KEYS = {
    "creator_key": "IRIS-creator-contoh",
    "approver_key": "IRIS-approver-contoh",
    "merchant_key": "IRIS-merchant-contoh",
}
NOWHERE = "http://127.0.0.1:9/hook/iris/"
SARI = Beneficiary("bri", "001234567890123", "SARI DEWI")
# Published with the vector of the payments reference, 4.4: exactly these bytes.
BODY = (
    b'{"reference_no":"a1b2c3d4e5f6a7b8c9","amount":"150000.0","status":"completed",'
    b'"updated_at":"2026-11-01T03:20:11Z"}'
)
SIGNATURE = (
    "2255b3434a6cecffb49da0036cd50b0a41d24b276e7b043c632a3c672b88c280"
    "f6b36b07621dd9d700517013c0a98b86a688fe035edfbd128acfe3b6f46f6591"
)


@pytest.fixture
def scene():
    with stage(notification_url=NOWHERE, **KEYS) as made:
        requests.post(f"{made.url}/_sim/settings", json={"auto": False}, timeout=5)
        yield made


@pytest.fixture
def iris(scene):
    return an_iris(scene)


def an_iris(scene, **options):
    return Iris(http=Http(provider="iris"), options={"base_url": f"{scene.url}/iris/api/v1", **KEYS, **options})


def request(key="PO-261125-AAAAAA", amount=150_000, to=SARI):
    return PayoutRequest(key, amount, to, key)


def act(scene, reference, verb, **wish):
    return requests.post(f"{scene.url}/_sim/payout/{reference}/{verb}", json=wish, timeout=5).json()


def made(scene) -> int:
    return len(scene.data.get("payouts", {}))


def test_a_payout_goes_from_the_queue_to_the_bank(scene, iris):
    before = iris.balance_rupiah()
    reference = iris.send(request())
    assert iris.fetch(reference).state is PayoutState.QUEUED
    assert iris.fetch(reference).amount_rupiah == 150_000
    iris.approve([reference])
    assert iris.fetch(reference).state is PayoutState.APPROVED
    for verb in ("processed", "completed"):
        act(scene, reference, verb)
        assert iris.fetch(reference).state.value == verb
    assert iris.balance_rupiah() == before - 155_000
    today = datetime.now(UTC).date()
    lines = iris.statement(today - timedelta(days=1), today)
    assert [(line.kind, line.amount_rupiah) for line in lines] == [("Payout", -150_000), ("Payout fee", -5_000)]


def test_the_same_key_is_answered_with_the_first_payout(scene, iris):
    assert iris.send(request()) == iris.send(request())
    assert made(scene) == 1


def test_g3_the_same_key_with_another_body_is_refused(scene, iris):
    iris.send(request())
    with pytest.raises(Refused) as refused:
        iris.send(request(amount=1))
    assert refused.value.code == "key_reused"
    assert made(scene) == 1


def test_after_a_day_the_key_is_forgotten_so_it_must_not_be_used(scene, iris):
    iris.send(request())
    scene.clock.advance(25 * 3_600)
    iris.send(request())
    assert made(scene) == 2
    assert Iris.key_hours < 24


def test_g4_the_creators_key_cannot_approve(scene, iris):
    reference = iris.send(request())
    wrong = an_iris(scene, approver_key=KEYS["creator_key"])
    with pytest.raises(Misconfigured):
        wrong.approve([reference])
    assert iris.fetch(reference).state is PayoutState.QUEUED


def test_g5_a_wrong_one_time_code_leaves_it_in_the_queue(scene, iris):
    requests.post(f"{scene.url}/_sim/settings", json={"otp": "123456"}, timeout=5)
    reference = iris.send(request())
    for code in ("", "000000"):
        with pytest.raises(Refused) as refused:
            iris.approve([reference], code)
        assert refused.value.code == "otp"
    assert iris.fetch(reference).state is PayoutState.QUEUED
    iris.approve([reference], "123456")
    assert iris.fetch(reference).state is PayoutState.APPROVED


def test_g6_what_the_balance_does_not_hold_fails(scene, iris):
    requests.post(f"{scene.url}/_sim/balance", json={"balance": 1_000}, timeout=5)
    reference = iris.send(request())
    iris.approve([reference])
    assert iris.fetch(reference).state is PayoutState.FAILED
    assert iris.balance_rupiah() == 1_000


def test_g8_completed_then_failed_gives_the_money_back(scene, iris):
    reference = iris.send(request())
    iris.approve([reference])
    act(scene, reference, "completed")
    act(scene, reference, "return")
    assert iris.fetch(reference).state is PayoutState.FAILED
    today = datetime.now(UTC).date()
    assert "Refund" in {line.kind for line in iris.statement(today, today)}


def test_what_is_wrong_with_a_beneficiary_is_said(iris):
    for to, word in (
        (Beneficiary("bri", "12", "SARI"), "account"),
        (Beneficiary("bank-desa", "001234567890123", "SARI"), "bank"),
        (Beneficiary("bri", "001234567890123", " "), "name"),
    ):
        with pytest.raises(Refused) as refused:
            iris.send(request(to=to))
        assert word in str(refused.value).lower()


def test_the_bank_tells_the_holders_name_or_that_there_is_no_such_account(scene, iris):
    requests.post(f"{scene.url}/_sim/settings", json={"holders": {"001234567890123": "Sari Dewi"}}, timeout=5)
    assert iris.holder_of("bri", "001234567890123") == "SARI DEWI"
    with pytest.raises(Refused):
        iris.holder_of("bri", "001234000000")


def test_an_unknown_reference_is_not_found_and_no_path_is_walked(scene, iris):
    with pytest.raises(Refused) as refused:
        iris.fetch("tidak-ada")
    assert refused.value.code == "not_found"
    calls = len(scene.log)
    for odd in ("../balance", "a/b", "..", "a?b=c", ""):
        with pytest.raises(Refused):
            iris.fetch(odd)
    assert len(scene.log) == calls


@pytest.mark.parametrize(
    ("kind", "more", "error", "payouts"),
    [
        ("lost", {}, Unclear, 1),
        ("status", {"status": 500}, Unclear, 0),
        ("status", {"status": 502, "acts": True}, Unclear, 1),
        ("status", {"status": 429, "body": "{}"}, Unreachable, 0),
        ("status", {"status": 401, "body": '{"errors":"Access denied"}'}, Misconfigured, 0),
        ("html", {}, Nonsense, 0),
        ("empty", {}, Nonsense, 0),
        ("truncated", {}, Nonsense, 1),
        ("array", {}, Unclear, 1),
        ("body", {"body": '{"payouts":[]}'}, Unclear, 0),
        ("redirect", {}, Nonsense, 0),
    ],
)
def test_trouble_on_the_way_is_named_by_what_to_do_next(scene, iris, kind, more, error, payouts):
    scene.faults.add(Fault(kind=kind, operation="send", **more))
    with pytest.raises(error):
        iris.send(request())
    assert made(scene) == payouts
    iris.send(request())
    assert made(scene) == 1


def test_nobody_there_is_unreachable():
    with pytest.raises(Unreachable):
        Iris(http=Http(provider="iris"), options={"base_url": "http://127.0.0.1:9", **KEYS}).balance_rupiah()


class TestNotifications:
    def test_the_published_vector_verifies(self, iris):
        hint = iris.parse_webhook({"Iris-Signature": SIGNATURE}, BODY)
        assert (hint.signature_ok, hint.reference, hint.claimed) == (True, "a1b2c3d4e5f6a7b8c9", PayoutState.COMPLETED)

    def test_upper_case_and_any_spelling_of_the_header_verify(self, iris):
        assert iris.parse_webhook({"iris-signature": SIGNATURE.upper()}, BODY).signature_ok

    @pytest.mark.parametrize("body", [BODY + b"\n", BODY.replace(b":", b": "), BODY.replace(b"150000", b"950000")])
    def test_other_bytes_do_not(self, iris, body):
        assert not iris.parse_webhook({"Iris-Signature": SIGNATURE}, body).signature_ok

    @pytest.mark.parametrize("told", ["", "0" * 128, "é"])
    def test_no_signature_or_a_wrong_one_does_not(self, iris, told):
        assert not iris.parse_webhook({"Iris-Signature": told} if told else {}, BODY).signature_ok

    @pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"reference_no":5}', b'{"reference_no":"../x"}', b"\xff"])
    def test_another_shape_is_nonsense(self, iris, body):
        with pytest.raises(Nonsense):
            iris.parse_webhook({}, body)

    def test_the_stand_in_signs_as_the_vector_says(self, scene, iris):
        iris.send(request())
        deadline = time.monotonic() + 5
        while not (letters := requests.get(f"{scene.url}/_sim/outbox", timeout=5).json()):
            assert time.monotonic() < deadline
        body = letters[0]["text"].encode()
        assert letters[0]["signature"] == hashlib.sha512(body + KEYS["merchant_key"].encode()).hexdigest()
        assert iris.parse_webhook({"Iris-Signature": letters[0]["signature"]}, body).signature_ok


def test_no_key_is_ever_shown(scene, iris):
    scene.faults.add(
        Fault(kind="status", operation="send", status=400, body='{"errors":["IRIS-creator-contoh is bad"]}')
    )
    with pytest.raises(Refused) as refused:
        iris.send(request())
    assert "IRIS-creator" not in f"{refused.value} {refused.value.data} {request()!r}"
    assert SARI.account_number not in repr(request())


def test_settings_without_sense_are_told_at_the_start():
    assert {problem.code for problem in Iris.problems({}, production=False)} == {"missing"}
    same = {**KEYS, "base_url": "http://x", "approver_key": KEYS["creator_key"]}
    assert {problem.code for problem in Iris.problems(same, production=True)} == {"one_key", "plain"}
