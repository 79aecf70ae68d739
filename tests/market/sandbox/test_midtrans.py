"""The stand-in for Midtrans keeps Midtrans' habits: its pages, its refusals, its notifications and their repeats."""

import hashlib
import json
import re
import time
from contextlib import contextmanager

import pytest
import requests

from market.sandbox.faults import Fault
from market.sandbox.midtrans import stage
from market.sandbox.midtrans.outbox import CHANGES
from market.sandbox.stage import Response, Stage
from tests.contracts.gateways import KEY, REFERENCE, account, bill

HOOK = "/hook/midtrans/"


class Letterbox:
    """Our side of a notification: keeps what comes, answers what it is told to."""

    def __init__(self, shop: Stage) -> None:
        self.stage, self.status, self.bodies, self.headers = shop, 200, [], []
        shop.route("POST", HOOK, "hook", self.take)

    def take(self, request):
        self.bodies.append(request.json)
        self.headers.append(request.headers)
        return Response({"ok": True}, self.status, {"Location": f"{self.stage.url}{HOOK}"})

    def wait(self, count):
        ends_at = time.monotonic() + 10
        while len(self.bodies) < count and time.monotonic() < ends_at:
            time.sleep(0.01)
        assert len(self.bodies) == count
        return self.bodies


@contextmanager
def correspondence():
    with Stage("shop") as shop, account(f"{shop.url}{HOOK}") as midtrans:
        yield midtrans, Letterbox(shop)


@pytest.fixture
def both():
    with correspondence() as pair:
        yield pair


@pytest.fixture
def shop():
    with account() as made:
        yield made


def paid(midtrans, reference=REFERENCE):
    midtrans.gateway.open(bill(reference))
    midtrans.control(f"txn/{reference}/choose")
    midtrans.control(f"txn/{reference}/pay")


def call(shop, method, path, body=None, key=KEY):
    answer = requests.request(method, shop.stage.url + path, json=body, auth=(key, ""), timeout=5)
    return answer.status_code, answer.json()


class TestLetters:
    def test_every_step_is_told_with_a_good_signature(self, both):
        midtrans, letterbox = both
        paid(midtrans)
        pending, settled = sorted(letterbox.wait(2), key=lambda body: body["status_code"], reverse=True)
        assert (pending["transaction_status"], settled["transaction_status"]) == ("pending", "settlement")
        assert settled["status_message"] == "midtrans payment notification"
        for body in (pending, settled):
            signed = f"{body['order_id']}{body['status_code']}{body['gross_amount']}{KEY}"
            assert body["signature_key"] == hashlib.sha512(signed.encode()).hexdigest()
            assert midtrans.gateway.parse_webhook({}, json.dumps(body).encode()).signature_ok
        assert letterbox.headers[0]["user-agent"] == "Veritrans"

    def test_the_end_of_a_payment_is_told_with_202_and_the_end_of_a_page_not_at_all(self, both):
        midtrans, letterbox = both
        midtrans.gateway.open(bill("UNUSED-1"))
        midtrans.gateway.open(bill())
        midtrans.control(f"txn/{REFERENCE}/choose")
        midtrans.control("clock", advance_hours=3)
        bodies = letterbox.wait(2)
        assert {(body["transaction_status"], body["status_code"]) for body in bodies} == {
            ("pending", "201"), ("expire", "202"),
        }  # fmt: skip
        assert {body["order_id"] for body in bodies} == {REFERENCE}

    def test_a_refund_is_told_twice(self, both):
        midtrans, letterbox = both
        paid(midtrans)
        midtrans.control(f"txn/{REFERENCE}/refund_from_dashboard", amount=500)
        letterbox.wait(3)
        midtrans.control("clock", advance_seconds=61)
        told = [body for body in letterbox.wait(4) if "refunds" in body]
        assert ["bank_confirmed_at" in body["refunds"][0] for body in told] == [False, True]
        assert len({body["signature_key"] for body in told}) == 1

    @pytest.mark.parametrize(
        ("answer", "times"), [(200, 1), (500, 2), (503, 5), (404, 3), (400, 3), (302, 1), (403, 6), (418, 6)]
    )
    def test_repeats_follow_the_answer(self, both, answer, times):
        midtrans, letterbox = both
        letterbox.status = answer
        paid(midtrans)
        for sent in range(1, times + 1):
            letterbox.wait(2 * sent)
            midtrans.control("clock", advance_hours=4)
        midtrans.control("outbox/flush")
        assert all(letter["done"] for letter in midtrans.look("outbox"))
        letterbox.wait(2 * times)

    def test_the_first_repeat_comes_after_two_minutes_and_the_second_after_ten_more(self, both):
        midtrans, letterbox = both
        letterbox.status = 503
        midtrans.gateway.open(bill())
        midtrans.control(f"txn/{REFERENCE}/choose")
        letterbox.wait(1)
        for before, after, count in ((110, 40, 2), (560, 80, 3)):
            midtrans.control("clock", advance_seconds=before)
            letterbox.wait(count - 1)
            midtrans.control("clock", advance_seconds=after)
            letterbox.wait(count)

    def test_a_307_is_followed_a_few_times_only(self, both):
        midtrans, letterbox = both
        letterbox.status = 307
        midtrans.gateway.open(bill())
        midtrans.control(f"txn/{REFERENCE}/choose")
        letterbox.wait(6)

    def test_nobody_at_the_door_is_tried_again(self, shop):
        shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose")
        ends_at = time.monotonic() + 5
        while not (letter := shop.look("outbox")[0])["answers"] and time.monotonic() < ends_at:
            time.sleep(0.01)
        assert (letter["answers"], letter["done"]) == ([0], False)

    @pytest.mark.parametrize(
        ("kind", "believed"),
        [
            ("tampered_amount", False), ("wrong_signature", False), ("missing_signature", False),
            ("tampered_status", True), ("upper_case", True), ("extra_fields", True), ("missing_fraud", True),
        ],
    )  # fmt: skip
    def test_a_falsified_letter_is_met_as_it_should(self, both, kind, believed):
        midtrans, letterbox = both
        midtrans.gateway.open(bill())
        midtrans.control("notify", kind=kind)
        midtrans.control(f"txn/{REFERENCE}/choose")
        (body,) = letterbox.wait(1)
        assert midtrans.gateway.parse_webhook({}, json.dumps(body).encode()).signature_ok is believed
        assert kind in CHANGES

    def test_letters_get_lost_doubled_and_late(self, both):
        midtrans, letterbox = both
        midtrans.gateway.open(bill())
        midtrans.control("notify", kind="drop")
        midtrans.control(f"txn/{REFERENCE}/choose")
        midtrans.control("notify", kind="duplicates", copies=2)
        midtrans.control(f"txn/{REFERENCE}/pay")
        bodies = letterbox.wait(3)
        assert {body["transaction_status"] for body in bodies} == {"settlement"}
        assert len({midtrans.gateway.parse_webhook({}, json.dumps(b).encode()).dedupe_key for b in bodies}) == 1
        midtrans.control("notify", kind="delay", seconds=120)
        midtrans.control(f"txn/{REFERENCE}/reverse")
        assert len(letterbox.bodies) == 3
        midtrans.control("clock", advance_seconds=121)
        assert letterbox.wait(4)[3]["transaction_status"] == "deny"

    def test_letters_may_come_in_the_wrong_order(self, both):
        midtrans, letterbox = both
        midtrans.gateway.open(bill())
        midtrans.control("notify", kind="reorder", seconds=60)
        midtrans.control(f"txn/{REFERENCE}/choose")
        midtrans.control(f"txn/{REFERENCE}/pay")
        letterbox.wait(1)
        midtrans.control("clock", advance_seconds=61)
        assert [body["transaction_status"] for body in letterbox.wait(2)] == ["settlement", "pending"]

    def test_addresses_may_be_added_or_replaced_for_one_payment(self, shop):
        body = {"transaction_details": {"order_id": "A-1", "gross_amount": 1_000}}
        for number, (name, count) in enumerate([("X-Append-Notification", 3), ("X-Override-Notification", 2)]):
            body["transaction_details"]["order_id"] = f"A-{number}"
            requests.post(
                f"{shop.stage.url}/snap/v1/transactions", json=body, auth=(KEY, ""), timeout=5,
                headers={name: "http://127.0.0.1:9/a, http://127.0.0.1:9/b"},
            )  # fmt: skip
            shop.control(f"txn/A-{number}/choose")
            letters = [letter for letter in shop.look("outbox") if letter["body"]["order_id"] == f"A-{number}"]
            assert len(letters) == count

    def test_money_for_the_poster_at_the_counter_is_told_once(self, both):
        midtrans, letterbox = both
        midtrans.control("static_qr_payment", amount=5_000)
        (body,) = letterbox.wait(1)
        assert (body["order_id"][:5], body["gross_amount"], body["transaction_status"]) == (
            "QRIS-", "5000.00", "settlement",
        )  # fmt: skip


class TestCalls:
    def test_snap_and_core_refuse_a_wrong_key_each_in_its_own_shape(self, shop):
        status, body = call(shop, "POST", "/snap/v1/transactions", {}, key="lain")
        assert (status, list(body)) == (401, ["error_messages"])
        status, body = call(shop, "GET", f"/v2/{REFERENCE}/status", key="lain")
        assert (status, body["status_code"]) == (401, "401")

    @pytest.mark.parametrize(
        ("details", "more", "words"),
        [
            ({}, {}, "order_id is required"), ({"order_id": "A"}, {}, "gross_amount is required"),
            ({"order_id": "A", "gross_amount": 0}, {}, "greater than or equal"),
            ({"order_id": "A", "gross_amount": "7"}, {}, "greater than or equal"),
            ({"order_id": "A" * 51, "gross_amount": 7}, {}, "too long"),
            ({"order_id": "A", "gross_amount": 7}, {"item_details": [{"name": "x", "price": 6, "quantity": 1}]}, "sum"),
            ({"order_id": "A", "gross_amount": 7}, {"item_details": [{"price": 7, "quantity": 1}]}, "Name is required"),
            ({"order_id": "A", "gross_amount": 7}, {"expiry": {"unit": "tahun", "duration": 1}}, "expiry is not valid"),
        ],
    )  # fmt: skip
    def test_snap_says_what_it_will_not_take(self, shop, details, more, words):
        status, body = call(shop, "POST", "/snap/v1/transactions", {"transaction_details": details, **more})
        assert status == 400
        assert words in body["error_messages"][0]

    def test_snap_takes_an_order_id_with_a_space_and_cannot_find_it_again(self, shop):
        details = {"order_id": "A 1", "gross_amount": 1_000}
        assert call(shop, "POST", "/snap/v1/transactions", {"transaction_details": details})[0] == 201
        assert call(shop, "GET", "/v2/A 1/status")[0] == 404

    def test_times_are_wib_without_saying_so_and_amounts_have_decimals(self, shop):
        shop.control("clock", freeze="2026-11-22T02:00:00+00:00")
        paid(shop)
        _, body = call(shop, "GET", f"/v2/{REFERENCE}/status")
        assert (body["settlement_time"], body["gross_amount"]) == ("2026-11-22 09:00:00", "45500.00")
        assert call(shop, "GET", f"/v2/{body['transaction_id']}/status")[1]["order_id"] == REFERENCE

    def test_a_va_and_a_shop_code_give_nothing_back(self, shop):
        shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose", method="bri_va")
        shop.control(f"txn/{REFERENCE}/pay")
        assert call(shop, "POST", f"/v2/{REFERENCE}/refund", {"amount": 1})[1]["status_code"] == "412"

    def test_expire_answers_407_and_means_yes(self, shop):
        shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose")
        status, body = call(shop, "POST", f"/v2/{REFERENCE}/expire")
        assert (status, body["status_code"], body["transaction_status"]) == (200, "407", "expire")
        assert call(shop, "POST", f"/v2/{REFERENCE}/expire")[1]["status_code"] == "412"

    def test_the_door_knows_its_words(self, shop):
        assert "no such control" in shop.control("txn/A/terbang")["error"]
        assert "no payment" in shop.control("txn/A/pay")["error"]
        assert "no such trouble" in shop.control("notify", kind="hujan")["error"]
        assert "error" in shop.control("settings", warna="merah")

    def test_open_pages_and_payments_outlive_a_restart(self, tmp_path):
        file = tmp_path / "midtrans.json"
        with stage(state_file=file, server_key=KEY, notification_url="http://127.0.0.1:9/") as first:
            body = {"transaction_details": {"order_id": "A-1", "gross_amount": 1_000}}
            answer = requests.post(f"{first.url}/snap/v1/transactions", json=body, auth=(KEY, ""), timeout=5).json()
        with stage(state_file=file, server_key=KEY, notification_url="http://127.0.0.1:9/") as second:
            page = f"{second.url}/snap/v3/redirection/{answer['token']}"
            requests.post(f"{page}/choose", data={"method": "other_qris"}, timeout=5)
            assert "Bayar</button>" in requests.get(page, timeout=5).text


class TestPage:
    def pages(self, shop, method):
        page = shop.gateway.open(bill()).redirect_url
        first = requests.get(page, timeout=5).text
        second = requests.post(f"{page}/choose", data={"method": method}, timeout=5).text
        third = requests.post(f"{page}/pay", timeout=5).text
        return first, second, third

    @pytest.mark.parametrize(("method", "shown"), [("other_qris", "<svg"), ("bri_va", "26215"), ("echannel", "70012 ")])
    def test_a_person_chooses_pays_and_goes_home(self, shop, method, shown):
        first, second, third = self.pages(shop, method)
        for page in (first, second, third):
            assert "SIMULASI" in page
            assert "Rp45.500" in page
            assert 'lang="id"' in page
            assert "<script" not in page
        assert f'value="{method}"' in first
        assert shown in second
        assert "Pembayaran diterima" in third
        link = re.search(r'class="go" href="([^"]+)"', third).group(1)
        assert link.startswith("http://127.0.0.1:8000/pesanan/1/?order_id=")
        assert "transaction_status=settlement" in link

    def test_pressing_twice_pays_once(self, shop):
        page = shop.gateway.open(bill()).redirect_url
        for word in ("other_qris", "bri_va"):
            requests.post(f"{page}/choose", data={"method": word}, timeout=5)
        for _ in range(2):
            requests.post(f"{page}/pay", timeout=5)
        row = shop.look(f"txn/{REFERENCE}")
        assert [status for _at, status in row["timeline"]] == ["pending", "settlement"]
        assert row["way"] == "other_qris"

    def test_only_what_was_asked_for_and_carries_the_amount_is_offered(self, shop):
        page = requests.get(
            shop.gateway.open(bill(amount=20_000_000, methods=("va_bri", "qris"))).redirect_url, timeout=5
        )
        assert re.findall(r'value="(\w+)"', page.text) == ["bri_va"]

    def test_nothing_is_paid_after_the_end(self, shop):
        page = shop.gateway.open(bill()).redirect_url
        shop.control("clock", advance_hours=3)
        assert "Sudah tidak berlaku" in requests.post(f"{page}/choose", data={"method": "bri_va"}, timeout=5).text
        assert requests.get(f"{page}x", timeout=5).status_code == 404

    def test_what_a_shop_writes_is_shown_as_text(self, shop):
        details = {"order_id": "<b>x</b>", "gross_amount": 1_000}
        body = {"transaction_details": details, "callbacks": {"finish": "javascript:alert(1)"}}
        answer = requests.post(f"{shop.stage.url}/snap/v1/transactions", json=body, auth=(KEY, ""), timeout=5).json()
        page = answer["redirect_url"]
        requests.post(f"{page}/choose", data={"method": "other_qris"}, timeout=5)
        last = requests.post(f"{page}/pay", timeout=5).text
        assert "<b>" not in last
        assert "javascript:" not in last

    def test_a_fault_can_meet_the_page_too(self, shop):
        page = shop.gateway.open(bill()).redirect_url
        shop.stage.faults.add(Fault(kind="status", operation="page", status=503))
        assert requests.get(page, timeout=5).status_code == 503
