"""What every gateway promises, tried over a socket against its stand-in and against what it is known to write."""

import json
import time
from pathlib import Path

import pytest
import requests
from midtransclient.error_midtrans import MidtransAPIError

from market.core.errors import (
    Duplicate,
    MarketError,
    Misconfigured,
    Nonsense,
    OutsideError,
    Refused,
    Unclear,
    Unreachable,
)
from market.core.http import Http, Reply
from market.payments.gateways import midtrans_client
from market.payments.gateways.base import PaymentState, RefundRequest, RefundState
from market.payments.gateways.midtrans import Midtrans
from market.payments.gateways.midtrans_client import Answer, Call, Transport
from tests.contracts.gateways import KEY, REFERENCE, account, bill

RECORDINGS = sorted((Path(__file__).parent / "recordings" / "midtrans").glob("*.json"))
OPERATIONS = ["open", "fetch", "cancel", "refund"]


@pytest.fixture
def shop():
    with account() as made:
        yield made


def ask(gateway, verb):
    """One call of each verb, as the store makes it."""
    if verb == "open":
        return gateway.open(bill())
    if verb == "refund":
        return gateway.refund(
            RefundRequest(REFERENCE, "R-PSR-20261101-0007-A1-1", 15_000, 45_500, "qris", "Barang kurang")
        )
    return getattr(gateway, verb)(REFERENCE)


def pay(shop, reference=REFERENCE, **wish):
    shop.gateway.open(bill(reference))
    return shop.control(f"txn/{reference}/pay", **wish)


class TestRecordings:
    @pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
    def test_every_known_answer_is_understood(self, shop, path):
        record = json.loads(path.read_text())
        expect = record["expect"]
        body = record["body"] if isinstance(record["body"], str) else json.dumps(record["body"])

        def meet():
            if record["call"] == "webhook":
                return shop.gateway.parse_webhook({}, body.encode())
            shop.fault("status", record["call"], status=record["http_status"], body=body)
            return ask(shop.gateway, record["call"])

        if "error" in expect:
            with pytest.raises(MarketError) as raised:
                meet()
            assert type(raised.value).__name__ == expect["error"]
        else:
            told = meet()
            assert {name: getattr(told, name) for name in expect} == expect

    def test_there_are_recordings(self):
        assert len(RECORDINGS) >= 60


class TestPromises:
    def test_a_payment_walks_from_page_to_money(self, shop):
        opened = shop.gateway.open(bill())
        assert opened.redirect_url.startswith(shop.stage.url)
        assert opened.token in opened.redirect_url
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.PRESENTED  # 404 there, open here
        shop.control(f"txn/{REFERENCE}/choose", method="bri_va")
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.PENDING
        shop.control(f"txn/{REFERENCE}/pay")
        told = shop.gateway.fetch(REFERENCE)
        assert (told.state, told.amount_rupiah, told.method) == (PaymentState.PAID, 45_500, "va_bri")
        assert told.merchant_ok
        assert told.transaction_id

    def test_what_was_sent_is_what_was_asked(self):
        with account(notification_url="http://127.0.0.1:1/hook/") as shop:
            shop.gateway.open(bill(methods=("qris", "va_bri")))
            (call,) = shop.calls("open")
        body = call["body"]
        assert body["transaction_details"] == {"order_id": REFERENCE, "gross_amount": 45_500}
        assert sum(item["price"] * item["quantity"] for item in body["item_details"]) == 45_500
        assert body["enabled_payments"] == ["other_qris", "bri_va"]
        assert call["headers"]["x-override-notification"] == "http://127.0.0.1:1/hook/"
        assert KEY not in str(shop.stage.log)

    def test_each_call_has_headers_of_its_own(self):
        with account(notification_url="http://127.0.0.1:1/hook/") as shop:
            shop.gateway.open(bill())
            shop.gateway.fetch(REFERENCE)
            assert "x-override-notification" not in shop.calls("fetch")[0]["headers"]

    def test_an_unused_reference_may_be_opened_again_and_a_used_one_not(self, shop):
        first, second = shop.gateway.open(bill()), shop.gateway.open(bill())
        assert first.token != second.token
        assert "tidak berlaku" in requests.get(first.redirect_url, timeout=5).text
        shop.control(f"txn/{REFERENCE}/choose")
        with pytest.raises(Duplicate):
            shop.gateway.open(bill())

    def test_cancel_closes_an_unused_page_and_may_be_repeated(self, shop):
        opened = shop.gateway.open(bill())
        for _ in range(2):
            assert shop.gateway.cancel(REFERENCE, token=opened.token).state is PaymentState.CANCELLED
        requests.post(f"{opened.redirect_url}/choose", data={"method": "other_qris"}, timeout=5)
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.PRESENTED  # nothing could be chosen any more

    def test_cancel_closes_a_chosen_way_and_may_be_repeated(self, shop):
        opened = shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose")
        for _ in range(2):
            assert shop.gateway.cancel(REFERENCE, token=opened.token).state is PaymentState.CANCELLED

    def test_cancel_without_a_token_says_that_the_page_is_still_open(self, shop):
        shop.gateway.open(bill())
        assert shop.gateway.cancel(REFERENCE).state is PaymentState.PRESENTED

    @pytest.mark.parametrize("in_body", [False, True])
    def test_what_is_paid_cannot_be_cancelled(self, shop, in_body):
        shop.control("settings", errors_in_body=in_body)
        pay(shop)
        with pytest.raises(Refused) as refusal:
            shop.gateway.cancel(REFERENCE)
        assert refusal.value.code == "cannot_modify"

    def test_an_expired_payment_is_an_answer_and_a_late_one_is_paid(self, shop):
        shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose")
        shop.control("clock", advance_hours=3)
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.EXPIRED
        assert shop.gateway.cancel(REFERENCE).state is PaymentState.EXPIRED
        shop.control(f"txn/{REFERENCE}/pay_late")
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.PAID

    def test_a_reversal_is_no_payment(self, shop):
        shop.gateway.open(bill())
        shop.control(f"txn/{REFERENCE}/choose", method="echannel")
        shop.control(f"txn/{REFERENCE}/pay")
        assert shop.gateway.fetch(REFERENCE).reversible
        shop.control(f"txn/{REFERENCE}/reverse")
        assert shop.gateway.fetch(REFERENCE).state is PaymentState.REVERSED

    def test_a_refund_is_given_once_for_a_key(self, shop):
        pay(shop)
        refund = ask(shop.gateway, "refund")
        assert (refund.state, refund.amount_rupiah) == (RefundState.SUBMITTED, 15_000)
        with pytest.raises(Duplicate):
            ask(shop.gateway, "refund")
        shop.control(f"txn/{REFERENCE}/confirm_refund")
        found = shop.gateway.fetch_refund(REFERENCE, "R-PSR-20261101-0007-A1-1")
        assert (found.state, found.amount_rupiah) == (RefundState.SUCCEEDED, 15_000)
        assert shop.gateway.fetch_refund(REFERENCE, "R-LAIN") is None
        assert shop.gateway.fetch(REFERENCE).refunded_rupiah == 15_000

    def test_a_refund_from_their_dashboard_and_a_chargeback_are_seen(self, shop):
        pay(shop)
        shop.control(f"txn/{REFERENCE}/refund_from_dashboard", amount=5_000)
        told = shop.gateway.fetch(REFERENCE)
        assert [refund.key for refund in told.refunds] == ["DASHBOARD-1"]
        shop.control(f"txn/{REFERENCE}/chargeback", amount=45_500)
        assert shop.gateway.fetch(REFERENCE).disputed

    def test_another_amount_or_merchant_is_told_and_not_hidden(self, shop):
        pay(shop, amount=45_000)
        shop.control("settings", merchant_id="G999999999")
        told = shop.gateway.fetch(REFERENCE)
        assert (told.amount_rupiah, told.merchant_ok) == (45_000, False)

    def test_a_wrong_or_missing_key_is_for_the_operator(self):
        for key in ("SB-Mid-server-LAIN", ""):
            with account(server_key=key) as shop:
                for verb in OPERATIONS:
                    with pytest.raises(Misconfigured) as trouble:
                        ask(shop.gateway, verb)
                    assert not key or key not in str(trouble.value)


class TestTrouble:
    """The network and the far side at their worst: each trouble has one name, and none hangs the caller."""

    @pytest.mark.parametrize("verb", OPERATIONS)
    @pytest.mark.parametrize(
        ("kind", "more", "error"),
        [
            ("html", {}, Nonsense), ("empty", {}, Nonsense), ("garbage", {}, Nonsense), ("array", {}, Nonsense),
            ("truncated", {}, Nonsense), ("body", {"body": '{"gross_amount": NaN}'}, Nonsense),
            ("body", {"body": "[" * 200_000}, Nonsense), ("body", {"body": "null"}, Nonsense),
            ("body", {"body": '{"status_code": null}'}, Nonsense), ("body", {"body": "{}"}, (Nonsense, Refused)),
            ("redirect", {}, Nonsense), ("huge", {"size_bytes": 256_000_000}, Nonsense),
            ("status", {"status": 502}, Unclear), ("status", {"status": 503}, Unclear),
            ("status", {"status": 429, "body": "{}"}, Unreachable), ("status", {"status": 307}, Nonsense),
            ("lost", {}, Unclear), ("cut", {}, Unclear),
        ],
        ids=str,
    )  # fmt: skip
    def test_each_trouble_has_one_name(self, shop, verb, kind, more, error):
        shop.fault(kind, verb, **more)
        started = time.monotonic()
        with pytest.raises(OutsideError) as raised:
            ask(shop.gateway, verb)
        assert isinstance(raised.value, error)
        assert not isinstance(raised.value, Duplicate)
        assert time.monotonic() - started < 3
        assert KEY not in repr(raised.value)
        assert len(shop.calls(verb)) == 1  # nothing was tried a second time

    @pytest.mark.parametrize(("kind", "acted"), [("hang", False), ("lost", True), ("drip", True)])
    def test_silence_ends_at_the_deadline_and_the_truth_can_be_asked(self, shop, monkeypatch, kind, acted):
        monkeypatch.setattr(midtrans_client, "DEADLINE_SECONDS", 0.5)
        shop.fault(kind, "open", seconds=0.2 if kind == "drip" else 30)
        started = time.monotonic()
        with pytest.raises(Unclear):
            shop.gateway.open(bill())
        assert time.monotonic() - started < 2
        assert (shop.control(f"txn/{REFERENCE}/choose").get("status") == "pending") is acted

    def test_nobody_there_is_surely_not_heard(self, shop):
        shop.stage.stop()
        with pytest.raises(Unreachable):
            shop.gateway.open(bill())

    def test_a_redirect_is_never_followed_to_another_host(self, shop):
        with account() as thief:
            shop.fault("redirect", "fetch", location=f"{thief.stage.url}/v2/{REFERENCE}/status")
            with pytest.raises(Nonsense):
                shop.gateway.fetch(REFERENCE)
            assert thief.stage.log == []

    @pytest.mark.parametrize("reference", ["a/../b", "x?y=1", "..", "a b", "a#b"])
    def test_an_odd_reference_makes_no_request(self, shop, reference):
        for verb in (shop.gateway.fetch, shop.gateway.cancel):
            with pytest.raises(Refused):
                verb(reference)
        assert shop.stage.log == []


class TestTheLibraryWithoutOurArmour:
    """The twins: what midtransclient does by itself. When one of these fails, a guard may go."""

    def client(self, shop):
        return shop.gateway._account.snap(Call("fetch", REFERENCE))

    def bare(self, shop):
        client = self.client(shop)
        client.http_client.http_client = requests
        return client

    def test_it_follows_a_redirect_that_we_refuse(self, shop):
        with account() as thief:
            shop.fault("redirect", "fetch", location=f"{thief.stage.url}/v2/{REFERENCE}/status")
            with pytest.raises(MidtransAPIError, match="401"):
                self.bare(shop).transactions.status(REFERENCE)
            assert [line["path"] for line in thief.stage.log] == [f"/v2/{REFERENCE}/status"]

    def test_it_walks_up_the_path_of_an_odd_id(self, shop):
        with pytest.raises(MidtransAPIError, match="404"):
            self.bare(shop).transactions.status("a/../b")
        assert [line["path"] for line in shop.stage.log] == ["/v2/b/status"]

    def test_it_breaks_on_an_array(self, shop):
        shop.fault("array", "fetch")
        with pytest.raises(AttributeError):
            self.bare(shop).transactions.status(REFERENCE)

    def test_it_has_no_deadline(self, shop):
        shop.fault("delay", "fetch", seconds=1)
        started = time.monotonic()
        with pytest.raises(MidtransAPIError, match="404"):
            self.bare(shop).transactions.status(REFERENCE)
        assert time.monotonic() - started >= 1

    def test_its_notification_verifies_nothing(self, shop):
        pay(shop)
        forged = {"transaction_id": REFERENCE, "order_id": REFERENCE, "signature_key": "palsu"}
        assert self.client(shop).transactions.notification(forged)["transaction_status"] == "settlement"

    def test_its_settings_tell_the_key_and_ours_do_not(self, shop):
        assert KEY in repr(self.client(shop).api_config)
        assert KEY not in repr(vars(shop.gateway._account)["_http"]) + repr(shop.gateway)

    def test_with_the_path_guard_off_the_odd_id_gets_out(self, shop, monkeypatch):
        monkeypatch.setattr("market.payments.gateways.midtrans.path_id", lambda reference: reference)
        shop.gateway.fetch("a/../b")
        assert [line["path"] for line in shop.stage.log] == ["/v2/b/status"]

    def test_with_the_answer_guard_off_its_own_errors_get_out(self, shop, monkeypatch):
        monkeypatch.setattr(Answer, "json", lambda self: self._reply.json())
        shop.fault("array", "fetch")
        with pytest.raises(Nonsense, match="AttributeError in midtransclient"):
            shop.gateway.fetch(REFERENCE)

    def test_proxies_of_another_instance_are_not_heard(self, shop):
        transport = Transport(Http(provider="midtrans"), Call("fetch", REFERENCE))
        assert self.client(shop).api_config.proxies == {}
        answer = transport.request(
            "get", f"{shop.stage.url}/v2/{REFERENCE}/status", auth=requests.auth.HTTPBasicAuth(KEY, ""), data=None,
            headers={}, proxies={"http": "http://127.0.0.1:1"}, allow_redirects=True,
        )  # fmt: skip
        assert answer.status_code == 404

    def test_a_careless_signature_check_would_let_the_forged_amount_in(self):
        class Careless(Midtrans):
            def signature_ok(self, said):
                return True

        path = next(path for path in RECORDINGS if path.stem == "webhook_tampered_amount")
        body = json.dumps(json.loads(path.read_text())["body"]).encode()
        options = {"server_key": KEY}
        assert Careless(http=Http(provider="midtrans"), options=options).parse_webhook({}, body).signature_ok
        assert not Midtrans(http=Http(provider="midtrans"), options=options).parse_webhook({}, body).signature_ok

    def test_a_reply_is_read_strictly(self):
        with pytest.raises(Nonsense):
            Answer(Reply(200, {}, b'{"a": Infinity}'), Call("fetch", REFERENCE)).json()
