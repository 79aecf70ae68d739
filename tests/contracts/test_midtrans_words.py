"""What Midtrans writes, read in our words: the tables and vectors of docs/gateways.md. No network here."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from market.core.errors import AmountMismatch, Duplicate, Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Http
from market.payments.gateways.base import Buyer, Item, OpenRequest, PaymentState, RefundRequest, RefundState
from market.payments.gateways.midtrans import Midtrans
from market.payments.gateways.midtrans_client import Call, path_id, read_refusal
from market.payments.gateways.midtrans_words import METHODS, SNAP_WORDS, read_method, read_status, snap_request

KEY = "SB-Mid-server-CONTOH123"
REFERENCE = "PSR-20261101-0007-A1"
NOW = datetime(2026, 11, 1, 2, 30, tzinfo=UTC)  # 09:30 WIB
# Computed with sha512 over reference, code, "45500.00" and KEY; the last one over "45500" without its decimals.
VECTORS = {
    "200": "14d52afe185a47b71fc8c57310645b7cf9fe098492ee248fa121487705f1508eb3efb8b45a9603cfb9a9c1346fdcf5d5a5b8e581ef8a4abb411c105375038b1e",  # noqa: E501
    "201": "4d741a74c2242bd893094f1882a5a12fbeaad9063a0f2f8f728efc92c94d1005f11a14a3c38ac675b89af73feccc36b68bfb5450a33cc43c26e36608d31c4f14",  # noqa: E501
    "202": "f7d96322893046d21f5d7874e7ac6e9dc6cfcfe7245070e173e194c49dac111084de353082fba5152afbcbce67867bc573fa9b4c874a62e91cf05b79d42b60f2",  # noqa: E501
    "407": "bc1514a158c39a83e1c308ff8b38984b4eee50c486edb0828b8e7f461592e66737a1c2f67ace97f51f5e9e7c2a18fdaf3e9482d05f1e654d988c1c5cf661382f",  # noqa: E501
}
WITHOUT_DECIMALS = "0b8e43aa831644a3df68465c09fbd887958ec90e68ee19847de5ee0df15b479ccd2d1b51601ee0b4c638b65e28e777388510760745b35962ce08016837d97df9"  # noqa: E501


def gateway(**options):
    return Midtrans(http=Http(provider="midtrans"), options={"server_key": KEY, "merchant_id": "G000000001", **options})


def notification(code="200", **changes):
    said = {
        "transaction_time": "2026-11-01 09:31:07", "transaction_status": "settlement",
        "transaction_id": "7a1c0f52-93b4-4d8e-a1f6-2b3c4d5e6f70", "status_code": code, "signature_key": VECTORS[code],
        "settlement_time": "2026-11-01 09:33:40", "payment_type": "qris", "order_id": REFERENCE,
        "merchant_id": "G000000001", "gross_amount": "45500.00", "fraud_status": "accept", "currency": "IDR",
        "issuer": "dana", "acquirer": "gopay", "custom_field1": "100007",
    }  # fmt: skip
    return {name: value for name, value in {**said, **changes}.items() if value is not ...}


def hint(said, **options):
    return gateway(**options).parse_webhook({}, json.dumps(said).encode())


def status(**changes):
    return read_status(notification(**changes), Call("fetch", REFERENCE), "G000000001")


def bill(amount=45_500, items=None, minutes=120, **more):
    items = items or [Item("SKU-BERAS-5", "Beras ranca 5 kg", amount)]
    return OpenRequest(
        REFERENCE, amount, NOW + timedelta(minutes=minutes), Buyer("Andi", "+6281200000000"), items, **more
    )


class TestSignature:
    @pytest.mark.parametrize("code", VECTORS)
    def test_every_vector_is_believed(self, code):
        assert hint(notification(code)).signature_ok

    def test_capital_letters_are_the_same_signature(self):
        assert hint(notification(signature_key=VECTORS["200"].upper())).signature_ok

    @pytest.mark.parametrize(
        "changes",
        [
            {"gross_amount": "45500"}, {"gross_amount": "455.00"}, {"gross_amount": 45500}, {"order_id": "PSR-2"},
            {"status_code": "201"}, {"status_code": 200}, {"signature_key": WITHOUT_DECIMALS}, {"signature_key": ""},
            {"signature_key": ...}, {"signature_key": None}, {"signature_key": "\ud800"}, {"gross_amount": "\ud800"},
        ],
        ids=str,
    )  # fmt: skip
    def test_an_altered_notification_is_not_believed(self, changes):
        assert not hint(notification(**changes)).signature_ok

    def test_digits_cannot_move_from_one_field_to_the_next(self):
        assert not hint(notification(order_id=REFERENCE + "2", status_code="004", gross_amount="5500.00")).signature_ok
        shifted = {"order_id": REFERENCE[:-1], "status_code": "1200", "gross_amount": "45500.00"}
        assert not hint(notification(**shifted)).signature_ok

    def test_the_old_key_counts_while_it_is_listed(self):
        said = notification()
        assert hint(said, server_key="baru", previous_server_keys=[KEY]).signature_ok
        assert not hint(said, server_key="baru").signature_ok

    def test_no_key_at_all_believes_nothing(self):
        assert not hint(notification(), server_key="").signature_ok

    def test_with_the_check_off_the_altered_amount_would_pass(self):
        class Careless(Midtrans):
            def signature_ok(self, said):
                return True

        careless = Careless(http=Http(provider="midtrans"), options={"server_key": KEY})
        assert careless.parse_webhook({}, json.dumps(notification(gross_amount="1.00")).encode()).signature_ok

    def test_a_genuine_signature_covers_a_forged_state_so_a_hint_is_no_truth(self):
        forged = hint(notification(transaction_status="partial_refund", refund_amount="45500.00"))
        assert forged.signature_ok  # which is why lifecycle fetches before anything moves


class TestHint:
    def test_the_same_fact_has_the_same_key_and_another_fact_another(self):
        first = hint(notification())
        assert first.dedupe_key == hint(notification(status_message="sekali lagi")).dedupe_key
        assert len(first.dedupe_key) == 64
        others = [
            notification(transaction_status="pending"), notification(fraud_status="deny"), notification("202"),
            notification(refund_amount="1.00"), notification(transaction_id="lain"),
            notification(refunds=[{"bank_confirmed_at": "2026-11-03 14:00:09"}]),
        ]  # fmt: skip
        assert len({first.dedupe_key, *(hint(said).dedupe_key for said in others)}) == 7

    def test_a_forgery_cannot_take_the_key_of_the_real_one(self):
        assert hint(notification(signature_key="0" * 128)).dedupe_key != hint(notification()).dedupe_key

    def test_another_merchants_notification_is_told(self):
        assert not hint(notification(merchant_id="G999999999")).merchant_ok

    def test_strange_but_legal_bodies_are_read(self):
        said = notification(fraud_status=..., payment_amounts=[], va_numbers=None, refunds=None, baru={"a": [1]})
        assert hint(said).claimed_state is PaymentState.PAID

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"[]", b"null", b'"x"', b"{", b"<html>", b'{"order_id": NaN}', b"{}", b"[" * 200_000,
            b'{"order_id": "../x?y"}', b'{"order_id": ".."}', b'{"order_id": ""}', b'{"order_id": ["a"]}',
            b'{"order_id": "' + b"a" * 51 + b'"}', b'{"order_id": "a b"}', b'{"order_id": "a\\n"}', b"\xff\xfe",
            b" " * 65_537,
        ],
        ids=lambda body: repr(body[:24]),
    )  # fmt: skip
    def test_what_is_no_notification_is_nonsense(self, body):
        with pytest.raises(Nonsense):
            gateway().parse_webhook({}, body)

    def test_what_is_kept_can_be_stored_and_not_replayed(self):
        kept = hint(notification(issuer="da\0na\ud800", token="rahasia")).raw
        assert kept["issuer"] == "dana?"
        assert "signature_key" not in kept
        assert "rahasia" not in str(kept)


class TestState:
    @pytest.mark.parametrize(
        ("word", "fraud", "code", "state"),
        [
            ("pending", "accept", "201", PaymentState.PENDING), ("PENDING", ..., "200", PaymentState.PENDING),
            ("authorize", "accept", "200", PaymentState.PENDING), ("capture", "accept", "200", PaymentState.PAID),
            ("capture", "challenge", "200", PaymentState.REVIEW), ("capture", "deny", "200", PaymentState.FAILED),
            ("capture", ..., "200", PaymentState.REVIEW), ("settlement", "accept", "200", PaymentState.PAID),
            ("settlement", ..., "200", PaymentState.PAID), ("settlement", "challenge", "200", PaymentState.REVIEW),
            ("settlement", "accept", "202", PaymentState.UNKNOWN), ("settlement", "accept", ..., PaymentState.UNKNOWN),
            ("cancel", ..., "200", PaymentState.CANCELLED), ("expire", ..., "407", PaymentState.EXPIRED),
            ("failure", ..., "202", PaymentState.FAILED), ("refund", "accept", "200", PaymentState.PAID),
            ("partial_refund", "accept", "200", PaymentState.PAID), ("chargeback", "accept", "200", PaymentState.PAID),
            ("partial_chargeback", "accept", "200", PaymentState.PAID),
            ("berhasil", "accept", "200", PaymentState.UNKNOWN),
            (..., "accept", "200", PaymentState.UNKNOWN), (7, "accept", "200", PaymentState.UNKNOWN),
        ],
    )  # fmt: skip
    def test_each_word_has_one_meaning(self, word, fraud, code, state):
        assert status(transaction_status=word, fraud_status=fraud, status_code=code).state is state

    def test_deny_after_settlement_is_a_reversal_and_a_card_may_try_again(self):
        assert status(transaction_status="deny", status_code="202").state is PaymentState.REVERSED
        fresh = {"transaction_status": "deny", "settlement_time": ..., "status_code": "202"}
        assert status(**fresh).state is PaymentState.FAILED
        assert status(**fresh, payment_type="credit_card").state is PaymentState.PENDING

    def test_a_settlement_is_read_whole(self):
        told = status()
        assert (told.amount_rupiah, told.currency, told.method) == (45_500, "IDR", "qris")
        assert told.occurred_at == datetime(2026, 11, 1, 2, 33, 40, tzinfo=UTC)  # theirs is GMT+7 without saying so
        assert told.merchant_ok
        assert not status(merchant_id="G999999999").merchant_ok

    @pytest.mark.parametrize(
        ("facts", "method"),
        [
            ({"payment_type": "bank_transfer", "va_numbers": [{"bank": "bri", "va_number": "1"}]}, "va_bri"),
            ({"payment_type": "bank_transfer", "permata_va_number": "1"}, "va_permata"),
            ({"payment_type": "echannel"}, "va_mandiri"),
            ({"payment_type": "cstore", "store": "indomaret"}, "indomaret"),
            ({"payment_type": "gopay"}, "gopay"), ({"payment_type": "credit_card"}, "unknown"), ({}, "unknown"),
            ({"payment_type": "bank_transfer", "va_numbers": []}, "unknown"),
        ],
    )  # fmt: skip
    def test_ways_to_pay_have_our_words(self, facts, method):
        assert read_method(facts) == method

    @pytest.mark.parametrize(
        "amount", ["45500,00", "-1.00", "45500.50", "NaN", "1e5", "", None, True, 45500.0, [], "9" * 20]
    )
    def test_an_odd_amount_is_nonsense(self, amount):
        with pytest.raises(Nonsense):
            status(gross_amount=amount)

    def test_an_answer_about_another_order_is_nonsense(self):
        with pytest.raises(Nonsense):
            status(order_id="PSR-20261101-0008-A1")

    def test_refunds_and_disputes_are_facts_beside_paid(self):
        refunds = [
            {"refund_chargeback_id": 501, "refund_amount": "15000.00", "refund_key": "R-1"},
            {"refund_chargeback_id": 502, "refund_amount": "500.00", "bank_confirmed_at": "2026-11-03 14:00:09"},
        ]
        told = status(transaction_status="partial_refund", refunds=refunds)
        assert [(r.key, r.amount_rupiah, r.state) for r in told.refunds] == [
            ("R-1", 15_000, RefundState.SUBMITTED), ("", 500, RefundState.SUCCEEDED),
        ]  # fmt: skip
        assert told.refunded_rupiah == 15_500
        assert status(transaction_status="chargeback").disputed


class TestRequest:
    def test_page_and_code_end_together_and_never_after_the_promise(self):
        body = snap_request(bill(minutes=120), ["qris", "va_bri"], now=NOW + timedelta(seconds=1))
        assert body["expiry"] == {"start_time": "2026-11-01 09:30:01 +0700", "unit": "minute", "duration": 119}
        assert body["page_expiry"] == {"unit": "minute", "duration": 119}
        assert body["enabled_payments"] == ["other_qris", "bri_va"]
        assert body["transaction_details"] == {"order_id": REFERENCE, "gross_amount": 45_500}
        assert body["customer_details"] == {"first_name": "Andi", "phone": "+6281200000000"}

    def test_too_little_time_is_refused_and_a_week_is_the_longest(self):
        with pytest.raises(Refused) as refusal:
            snap_request(bill(minutes=4), ["qris"], now=NOW)
        assert refusal.value.code == "too_late"
        assert snap_request(bill(minutes=60 * 24 * 30), ["qris"], now=NOW)["expiry"]["duration"] == 10_080

    def test_a_long_basket_is_shortened_and_still_adds_up(self):
        items = [Item(f"SKU-{n}", f"Barang {n}", 1_000 + n) for n in range(120)]
        total = sum(item.total_rupiah for item in items)
        lines = snap_request(bill(total, items), ["va_bni"], now=NOW)["item_details"]
        assert len(lines) == 50
        assert sum(line["price"] * line["quantity"] for line in lines) == total

    def test_names_are_fit_for_receipts(self):
        items = [Item("S" * 80, "Keripik | pedas\n" + "x" * 80, 40_000), Item("DISKON", "", -500)]
        lines = snap_request(bill(39_500, items), ["qris"], now=NOW)["item_details"]
        assert lines[0]["name"].startswith("Keripik pedas x")
        assert {len(lines[0]["name"]), len(lines[0]["id"])} == {50}
        assert lines[1] == {"id": "DISKON", "name": "DISKON", "price": -500, "quantity": 1}

    def test_a_bill_that_does_not_add_up_is_never_sent(self):
        with pytest.raises(AmountMismatch):
            bill(45_500, [Item("A", "Beras", 45_499)])
        with pytest.raises(AmountMismatch):
            bill(0, [Item("A", "Beras", 0)])

    @pytest.mark.parametrize("reference", ["", "a b", "a/b", "a" * 51, "..", ".", "a?b", "a#b", "a%2fb", "é", "a\n"])
    def test_an_odd_reference_is_refused_before_any_request(self, reference):
        with pytest.raises(Refused):
            path_id(reference)
        with pytest.raises(Refused):
            OpenRequest(reference, 1, NOW, Buyer("Andi"), [Item("A", "A", 1)])

    def test_ways_are_offered_by_amount(self):
        assert "qris" in Midtrans.methods_for(10_000_000)
        assert "qris" not in Midtrans.methods_for(10_000_001)
        assert not {"indomaret", "va_bca"} & set(Midtrans.methods_for(9_999))
        assert Midtrans.methods_for(50_000, ["va_bri", "qris", "tunai"]) == ["qris", "va_bri"]
        assert set(METHODS) == set(SNAP_WORDS)

    def test_a_va_cannot_be_given_back_and_shopeepay_only_whole(self):
        for method, amount, code in [("va_bri", 45_500, "not_refundable"), ("shopeepay", 500, "no_partial_refund")]:
            with pytest.raises(Refused) as refusal:
                gateway().refund(RefundRequest(REFERENCE, "R-1", amount, 45_500, method))
            assert refusal.value.code == code
        with pytest.raises(AmountMismatch):
            RefundRequest(REFERENCE, "R-1", 45_501, 45_500, "qris")


class TestRefusals:
    @pytest.mark.parametrize(
        ("http", "body", "kind", "code"),
        [
            (401, {"error_messages": ["Access denied"]}, Misconfigured, "midtrans_401"),
            (200, {"status_code": "410", "status_message": "x"}, Misconfigured, "midtrans_410"),
            (402, {"error_messages": ["No MID/TID"]}, Refused, "method_off"),
            (400, {"error_messages": ["transaction_details.order_id is required"]}, Refused, "refused"),
            (400, {"error_messages": ["order_id has been paid and utilized, use another"]}, Duplicate, "duplicate"),
            (400, {"error_messages": ["transaction_details.order_id sudah digunakan"]}, Duplicate, "duplicate"),
            (406, {"status_message": "Duplicate order ID"}, Duplicate, "duplicate"),
            (200, {"status_code": "412", "status_message": "x"}, Refused, "cannot_modify"),
            (404, {"status_code": "404", "status_message": "Transaction doesn't exist."}, Refused, "not_found"),
            (200, {"status_code": "500", "status_message": "x"}, Unclear, "unclear"),
            (200, {"status_code": "429"}, Unreachable, "slow_down"),
            (400, {"error_messages": "bukan daftar"}, Refused, "refused"),
            (400, {"validation_messages": ["a", 7]}, Refused, "refused"),
        ],
    )  # fmt: skip
    def test_each_refusal_says_what_to_do_next(self, http, body, kind, code):
        error = read_refusal(body, http, Call("open", REFERENCE))
        assert type(error) is kind
        assert error.code == code


class TestSettings:
    def test_a_bad_set_up_is_named(self):
        def codes(production, **options):
            return [problem.code for problem in Midtrans.problems(options, production=production)]

        good = {"server_key": "Mid-server-x", "merchant_id": "G1", "is_production": True}
        assert codes(True, **good) == []
        assert codes(True, **{**good, "server_key": ""}) == ["no_key"]
        assert codes(True, **{**good, "server_key": "SB-Mid-server-x"}) == ["sandbox_key"]
        assert codes(True, **{**good, "is_production": False}) == ["sandbox_key"]
        assert codes(True, **{**good, "snap_url": "http://x/snap/v1"}) == ["no_tls"]
        assert codes(False, server_key=KEY, merchant_id="G1", core_url="http://127.0.0.1:8900") == []
        assert codes(False, server_key=KEY) == ["no_merchant"]

    def test_no_repr_tells_the_key(self):
        shop = gateway()
        assert KEY not in f"{shop!r} {shop._account!r}"
