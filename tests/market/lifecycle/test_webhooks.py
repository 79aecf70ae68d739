"""What is pushed at us is stored and answered; believed only after Midtrans itself said the same (LG-11, PY-02)."""

import hashlib
import json
from datetime import timedelta

import pytest
import requests
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from market.inbox import receive
from market.inbox.models import Push
from market.ledger.models import Journal
from market.lifecycle import news, tasks
from market.payments.gateways.base import Hint
from market.payments.gateways.midtrans import Midtrans
from market.payments.models import PaymentAttempt, PaymentEvent
from tests.contracts.gateways import KEY
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import TOTAL_RUPIAH, andi_orders, till

pytestmark = pytest.mark.django_db
HOOK = "/hook/midtrans/"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def shop():
    with till() as made:
        yield made


@pytest.fixture
def attempt(shop) -> PaymentAttempt:
    made = shop.present(andi_orders())
    shop.andi("choose", made)
    return made


def pushed(notification: dict, path: str = HOOK):
    return Client().post(path, json.dumps(notification), content_type="application/json")


def signed(notification: dict, **changes: str) -> dict:
    """The notification with changes, and a signature as only Midtrans and we can make it."""
    made = {**notification, **changes}
    text = made["order_id"] + made["status_code"] + made["gross_amount"] + KEY
    return {**made, "signature_key": hashlib.sha512(text.encode()).hexdigest()}


def settlement(shop, attempt: PaymentAttempt) -> dict:
    shop.andi("pay", attempt)
    return signed(shop.notification(attempt))


def is_paid(attempt: PaymentAttempt) -> bool:
    attempt.refresh_from_db()
    attempt.order.refresh_from_db()
    return (attempt.state, attempt.order.paid_at is not None) == ("paid", True)


def hear_all() -> list[str]:
    return [news.hear(push_id) for push_id in Push.objects.filter(handled_at=None).values_list("pk", flat=True)]


@pytest.mark.parametrize("path", [HOOK, HOOK.rstrip("/")])
def test_a_push_is_stored_and_answered_and_nothing_else_is_done(shop, attempt, path):
    body = settlement(shop, attempt)
    asked_before = len(shop.account.stage.log)

    answer = pushed(body, path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    push = Push.objects.get()
    assert json.loads(bytes(push.body)) == body
    assert (push.source, push.reference, push.signature_ok, push.handled_at) == (
        "midtrans", attempt.reference, True, None,
    )  # fmt: skip
    assert len(shop.account.stage.log) == asked_before
    assert not is_paid(attempt)

    assert hear_all() == ["applied"]
    assert is_paid(attempt)
    assert PaymentEvent.objects.get(source="webhook").outcome == "applied"


def test_the_same_push_again_is_counted_and_changes_nothing(shop, attempt):
    body = settlement(shop, attempt)
    assert [pushed(body).status_code for _again in range(3)] == [200, 200, 200]
    assert Push.objects.get().repeats == 2
    assert hear_all() == ["applied"]
    assert pushed(body).status_code == 200
    assert hear_all() == []
    assert (Push.objects.get().repeats, Journal.objects.count()) == (3, 1)


@pytest.mark.parametrize(
    "forgery",
    [
        {"gross_amount": "1.00"},
        {"status_code": "201"},
        {"order_id": "LD-OTHER-A1"},
        {"signature_key": "0" * 128},
        {"signature_key": ""},
    ],
)
def test_a_forged_push_is_refused_stored_and_counted(shop, attempt, forgery, caplog):
    shop.andi("pay", attempt)
    forged = {**signed(shop.notification(attempt)), **forgery}

    assert [pushed(forged).status_code for _again in range(2)] == [401, 401]
    push = Push.objects.get()
    assert (push.signature_ok, push.outcome, push.repeats) == (False, "forged", 1)
    assert hear_all() == []
    tasks.sweep_pushes()
    assert not is_paid(attempt)
    assert "refused (401)" in caplog.text


def test_a_forged_push_does_not_hide_the_true_one(shop, attempt):
    body = settlement(shop, attempt)
    assert pushed({**body, "signature_key": "0" * 128}).status_code == 401
    assert pushed(body).status_code == 200
    assert hear_all() == ["applied"]
    assert is_paid(attempt)


class Trusting(Midtrans):
    """The twin: an adapter that does not look at the signature."""

    def parse_webhook(self, headers, body) -> Hint:
        hint = super().parse_webhook(headers, body)
        return Hint(hint.reference, True, hint.dedupe_key, hint.claimed_state)


def test_without_the_check_of_the_signature_a_forgery_would_be_taken_in(settings, shop, attempt):
    shop.andi("pay", attempt)
    forged = {**signed(shop.notification(attempt)), "signature_key": "0" * 128}
    config = {**settings.GATEWAYS["midtrans"], "BACKEND": f"{__name__}.Trusting"}
    with override_settings(GATEWAYS={"midtrans": config}):
        assert pushed(forged).status_code == 200
    assert Push.objects.get().signature_ok


def test_a_true_signature_on_a_false_word_moves_no_money(shop, attempt):
    """Midtrans signs neither the status nor the fraud word: whoever holds one true push can change them."""
    lie = signed(shop.notification(attempt), transaction_status="settlement", status_code="200", fraud_status="accept")
    assert pushed(lie).status_code == 200
    assert hear_all() == ["stale"] or not is_paid(attempt)
    assert not is_paid(attempt)
    assert Journal.objects.count() == 0


def test_pushes_out_of_order_end_where_the_gateway_is(shop, attempt):
    pending = signed(shop.notification(attempt))
    body = settlement(shop, attempt)
    assert [pushed(body).status_code, pushed(pending).status_code] == [200, 200]
    assert hear_all() == ["applied", "stale"]
    assert is_paid(attempt)


def test_a_push_that_comes_before_our_commit_waits_for_it(shop):
    reference = "LD-261122-7K3QX9-A1"
    notification = {
        "order_id": reference, "status_code": "201", "gross_amount": f"{TOTAL_RUPIAH}.00", "merchant_id": "G000000001",
        "transaction_status": "pending", "transaction_id": "t-1", "payment_type": "qris", "currency": "IDR",
        "transaction_time": "2026-11-22 09:00:00", "fraud_status": "accept", "status_message": "x",
    }  # fmt: skip
    assert pushed(signed(notification)).status_code == 200
    assert hear_all() == ["waiting"]
    assert hear_all() == [""]  # not before its time

    attempt = shop.present(andi_orders())
    assert attempt.reference == reference
    shop.andi("pay", attempt)
    with time_machine.travel(timezone.now() + timedelta(seconds=receive.SHORTEST_PAUSE_SECONDS + 1)):
        tasks.sweep_pushes()
    assert Push.objects.get().outcome == "applied"
    assert is_paid(attempt)


def test_what_nobody_knows_is_parked_after_a_while(shop):
    notification = {
        "order_id": "NOT-OURS", "status_code": "200", "gross_amount": "1.00", "transaction_id": "t",
        "transaction_status": "settlement", "merchant_id": "G000000001", "payment_type": "qris",
    }  # fmt: skip
    assert pushed(signed(notification)).status_code == 200
    moment = timezone.now() + timedelta(seconds=61)
    for _try in range(news.PARK_AFTER_TRIES):
        with time_machine.travel(moment):
            tasks.sweep_pushes()
        moment += timedelta(hours=1)
    push = Push.objects.get()
    assert (push.outcome, push.tries, push.handled_at is not None) == ("parked", news.PARK_AFTER_TRIES, True)


def test_when_the_gateway_cannot_be_asked_the_push_waits_and_nothing_is_believed(shop, attempt):
    body = settlement(shop, attempt)
    shop.account.fault("status", "fetch", status=503)
    assert pushed(body).status_code == 200
    assert hear_all() == ["waiting"]
    push = Push.objects.get()
    assert push.handled_at is None
    assert push.error
    assert push.next_try_at > timezone.now()
    assert not is_paid(attempt)

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        tasks.sweep_pushes()
    assert is_paid(attempt)


def test_the_sweeper_takes_up_a_push_whose_nudge_was_lost(shop, attempt):
    pushed(settlement(shop, attempt))
    tasks.sweep_pushes()
    assert not is_paid(attempt)  # a fresh one is the worker's
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        tasks.sweep_pushes()
    assert is_paid(attempt)


def test_the_poller_finds_what_no_push_told(shop, attempt):
    shop.andi("pay", attempt)
    with time_machine.travel(attempt.next_poll_at + timedelta(seconds=1)):
        tasks.poll_attempts()
    assert Push.objects.count() == 0
    assert is_paid(attempt)


def test_a_body_over_64_kilobytes_is_not_read(shop):
    assert Client().post(HOOK, b"x" * 65_537, content_type="application/json").status_code == 413
    assert Client().post(HOOK, b"x" * 65_536, content_type="application/json").status_code == 400
    assert Push.objects.count() == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"order_id": 1}', b"\xff\xfe", b"[" * 60_000])
def test_what_has_not_the_known_shape_is_refused_and_kept(shop, body):
    answer = Client().post(HOOK, body, content_type="application/json")
    assert answer.status_code in (400, 401)
    push = Push.objects.get()
    assert (push.signature_ok, bytes(push.body)) == (False, body[: receive.FORGED_BYTES_KEPT])


def test_only_posts_and_only_from_those_we_know(shop):
    assert Client().get(HOOK).status_code == 405
    assert Client().post("/hook/paypal/", b"{}", content_type="application/json").status_code == 404
    assert Client().post("/hook/jne/", b"{}", content_type="application/json").status_code == 404  # has no webhook
    assert Push.objects.count() == 0


def test_a_flood_of_forgeries_fills_no_disk(shop, monkeypatch):
    monkeypatch.setattr(receive, "FORGED_KEPT_PER_HOUR", 5)
    for number in range(12):
        assert Client().post(HOOK, f"[{number}]", content_type="application/json").status_code == 400
    assert Push.objects.count() == 5
    assert sum(Push.objects.values_list("repeats", flat=True)) == 7


def test_trouble_of_ours_asks_for_another_try(shop, attempt):
    body = settlement(shop, attempt)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inbox_push RENAME TO inbox_push_gone")
        answer = pushed(body)
        cursor.execute("ALTER TABLE inbox_push_gone RENAME TO inbox_push")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert pushed(body).status_code == 200


def test_headers_with_secrets_are_not_kept(shop, attempt):
    body = json.dumps(settlement(shop, attempt))
    more = {"HTTP_AUTHORIZATION": "Basic rahasia", "HTTP_COOKIE": "sessionid=rahasia", "HTTP_USER_AGENT": "Veritrans"}
    Client().post(HOOK, body, content_type="application/json", **more)
    assert Push.objects.get().headers == {"content-type": "application/json", "user-agent": "Veritrans"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_pushes_at_once_are_one_payment(shop, live_server):
    attempt = shop.present(andi_orders())
    body = json.dumps(settlement(shop, attempt))
    answers: list[int] = []

    def push(_number: int) -> None:
        for _retry in range(10):  # the test's server lets ten wait at its door and sends the others away
            try:
                answer = requests.post(live_server.url + HOOK, body, headers=JSON, timeout=30)
            except requests.ConnectionError:
                continue
            answers.append(answer.status_code)
            return

    assert together(50, push) == []
    assert answers == [200] * 50
    push_row = Push.objects.get()
    assert push_row.repeats >= 49

    outcomes: list[str] = []
    assert together(8, lambda _number: outcomes.append(news.hear(push_row.pk))) == []
    assert sorted(outcomes) == [""] * 7 + ["applied"]
    assert together(8, lambda _number: outcomes.append(news.check_attempt(attempt.pk))) == []
    assert outcomes.count("applied") == 1
    assert outcomes.count("stale") == 8
    assert is_paid(attempt)
    assert Journal.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_that_all_know_of_the_money_pay_the_order_once(shop):
    from market.payments import attempts

    attempt = shop.present(andi_orders())
    shop.andi("pay", attempt)
    facts = [attempts.refresh(attempt.pk) for _worker in range(8)]
    outcomes: list[str] = []

    assert together(8, lambda number: outcomes.append(news.follow(facts[number]))) == []
    assert sorted(outcomes) == ["applied"] + ["stale"] * 7
    assert Journal.objects.count() == 1
