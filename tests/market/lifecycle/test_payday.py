"""Paying sellers out (payments reference, 9.4 G): two people, one payout, and no rupiah lost on the way."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import RuleBroken, WrongState
from market.inbox.models import Push
from market.ledger import audit, balances
from market.lifecycle import audit as between_the_rooms
from market.lifecycle import news, payday
from market.payments.models import BankAccount, Payout, PayoutBatch
from market.payments.payouts import accounts
from tests.market.lifecycle.payday import bambang, bank_rupiah, banked, earned, iris, treasurer
from tests.market.stall import HANURA, a_seller

pytestmark = pytest.mark.django_db
S = Payout.State


@pytest.fixture
def bank():
    with iris() as made:
        yield made


@pytest.fixture
def sari():
    seller = earned(a_seller())
    banked(seller)
    return seller


@pytest.fixture(autouse=True)
def _books_are_right():
    yield
    broken = [audit.run(check) for check in [*audit.checks(), *between_the_rooms.checks()]]
    assert [(one.promise, one.examples) for one in broken if one.breaches] == []


def sums(partner) -> tuple[int, int, int]:
    """(available, in transit, gone from the bank)."""
    found = balances.seller_balances(partner.pk)
    return found["seller_available"], found["seller_in_transit"], -bank_rupiah()


def checked(*partners, channel="iris") -> Payout:
    """A batch of these sellers that two people agreed to; the first payout of it."""
    batch = payday.make_batch(treasurer(), [one.pk for one in partners], channel)
    payday.check_batch(batch.pk, bambang())
    return batch.payouts.order_by("pk").first()


def carried(payout: Payout) -> Payout:
    Payout.objects.filter(pk=payout.pk).exclude(next_look_at=None).update(next_look_at=timezone.now())
    payday.carry(payout.pk)
    payout.refresh_from_db()
    return payout


def test_g1_from_available_over_the_way_to_the_bank(bank, sari):
    payout = checked(sari)
    assert (payout.state, sums(sari)) == (S.READY, (0, 150_000, 0))
    assert carried(payout).state == S.APPROVED
    assert sums(sari) == (0, 150_000, 0)
    for word in ("processed", "completed"):
        bank.bank(word, payout.reference)
        assert carried(payout).state == word
    assert sums(sari) == (0, 0, 150_000)
    (theirs,) = bank.made
    assert (theirs["amount"], theirs["beneficiary_account"], theirs["notes"].replace(" ", "-")) == (
        "150000.0", "001234567890123", payout.number,
    )  # fmt: skip


def test_g12_the_maker_cannot_check_and_the_database_knows_it_too(bank, sari):
    nia = treasurer()
    batch = payday.make_batch(nia, [sari.pk], "iris")
    with pytest.raises(RuleBroken, match="Pembuat tidak boleh"):
        payday.check_batch(batch.pk, nia)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(checked_by=nia)
    assert sums(sari) == (150_000, 0, 0)


def test_g13_an_account_that_changed_since_stops_the_whole_batch(bank, sari):
    joko = earned(a_seller("Kopi Pak Joko", HANURA), 90_000)
    banked(joko, "7654321", bank_code="bni")
    batch = payday.make_batch(treasurer(), [sari.pk, joko.pk], "iris")
    accounts.change(sari, bank_code="bca", account_number="1234567890", holder_name="Maling", by=treasurer())
    with pytest.raises(RuleBroken, match="Rekening Keripik Bu Sari berubah"):
        payday.check_batch(batch.pk, bambang())
    assert (sums(sari)[:2], sums(joko)[:2]) == ((150_000, 0), (90_000, 0))
    assert payday.drop(batch.payouts.get(partner=sari).pk)
    payday.check_batch(batch.pk, bambang())
    assert (sums(sari)[:2], sums(joko)[:2]) == ((150_000, 0), (0, 90_000))


def test_py20_a_new_account_waits_two_days_unless_it_is_confirmed_by_another_way(bank, sari):
    account = accounts.change(
        sari, bank_code="bca", account_number="1234567890", holder_name="Sari Wulandari", by=bambang()
    )
    (payee,) = payday.payees()
    assert "ditahan sampai" in payee.why_not
    with pytest.raises(RuleBroken, match="Tidak ada penjual"):
        payday.make_batch(treasurer(), [sari.pk], "iris")
    with time_machine.travel(timezone.now() + timedelta(hours=47, minutes=59)):
        assert payday.payees()[0].why_not
    with time_machine.travel(timezone.now() + timedelta(hours=48, minutes=1)):
        assert not payday.payees()[0].why_not
    with pytest.raises(RuleBroken):
        accounts.confirm(account, by=bambang(), how="sendiri")
    assert accounts.confirm(account, by=treasurer(), how="telepon ke nomor lama")
    assert not payday.payees()[0].why_not


def test_g14_a_name_that_the_bank_does_not_know_holds_the_money(bank, sari):
    account = BankAccount.objects.get()
    bank.knob("settings", holders={account.account_number: "BUDI HARTONO"})
    assert accounts.ask_bank(account, "iris") == "BUDI HARTONO"
    assert "Nama di bank berbeda" in payday.payees()[0].why_not
    bank.knob("settings", holders={account.account_number: "WULANDARI SARI, HJ."})
    accounts.ask_bank(account, "iris")
    assert not payday.payees()[0].why_not


def test_g15_what_is_there_at_checking_counts_not_what_was_there_at_making(bank, sari):
    from market.lifecycle import books  # a part of the money goes elsewhere in between

    other = checked_out(sari, 40_000)
    batch = payday.make_batch(treasurer(), [sari.pk], "iris")
    Payout.objects.filter(batch=batch).update(amount_rupiah=150_000)
    payday.check_batch(batch.pk, bambang())
    payout = batch.payouts.get()
    assert (payout.amount_rupiah, sums(sari)) == (110_000, (0, 150_000, 0))
    Payout.objects.filter(pk=other.pk).update(state=S.COMPLETED, completed_at=timezone.now())
    with transaction.atomic():
        books.payout_completed(other)


def checked_out(sari, amount) -> Payout:
    """Another payout of the same seller that has left already."""
    from market.lifecycle import books

    batch = PayoutBatch.objects.create(
        number="PB-X", channel="bank_file", made_by=treasurer(), checked_by=bambang(), state="checked"
    )
    payout = Payout.objects.create(
        batch=batch, partner=sari, number="PO-X", amount_rupiah=amount, account=BankAccount.objects.get(),
        bank_code="bri", account_number="001234567890123", holder_name="SARI", state=S.COMPLETED,
    )  # fmt: skip
    with transaction.atomic():
        books.payout_sent(payout)
    return payout


def test_too_little_left_at_checking_is_left_out(bank, sari):
    batch = payday.make_batch(treasurer(), [sari.pk], "iris")
    other = checked_out(sari, 110_000)
    payday.check_batch(batch.pk, bambang())
    assert batch.payouts.get().state == S.DROPPED
    assert sums(sari)[:2] == (40_000, 110_000)
    assert payday.decide(other.pk, True, bambang()) == S.COMPLETED
    from market.lifecycle import books

    with transaction.atomic():
        books.payout_completed(other)


def test_a_lost_answer_is_asked_for_again_under_the_same_key_and_pays_once(bank, sari):
    payout = checked(sari)
    bank.fault("lost", "send")
    assert carried(payout).state == S.UNCLEAR
    assert sums(sari) == (0, 150_000, 0)
    assert carried(payout).state == S.APPROVED
    assert len(bank.made) == 1
    assert bank.calls("send") == 2


def test_a_worker_that_died_while_sending_is_followed_by_one_that_asks(bank, sari):
    payout = checked(sari)
    Payout.objects.filter(pk=payout.pk).update(state=S.SENDING, first_sent_at=timezone.now())
    assert carried(payout).state == S.APPROVED
    assert len(bank.made) == 1


def test_when_the_key_is_too_old_to_ask_with_a_person_looks_and_nothing_is_sent(bank, sari):
    payout = checked(sari)
    bank.fault("lost", "send")
    carried(payout)
    with time_machine.travel(timezone.now() + timedelta(hours=21)):
        assert carried(payout).state == S.REVIEW
    assert bank.calls("send") == 1
    assert Message.objects.filter(kind="payout_review").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.create(
            batch=payout.batch, partner=sari, number="PO-2", amount_rupiah=1, account=payout.account, state=S.READY
        )
    assert payday.decide(payout.pk, False, bambang(), "tidak ada di mutasi") == S.FAILED
    assert sums(sari) == (150_000, 0, 0)


def test_nobody_there_is_tried_again_later(bank, sari, settings):
    payout = checked(sari)
    with iris(base_url="http://127.0.0.1:9/iris/api/v1"):
        assert carried(payout).state == S.READY
    assert payout.next_look_at > timezone.now()
    assert carried(payout).state == S.APPROVED


def test_what_they_refuse_is_the_sellers_again_and_somebody_is_told(bank, sari):
    payout = checked(sari)
    bank.fault("status", "send", status=400, body='{"errors":[["Beneficiary account is invalid"]]}')
    assert carried(payout).state == S.FAILED
    assert sums(sari) == (150_000, 0, 0)
    assert "Beneficiary account" in Message.objects.get(kind="payout_failed").text
    assert checked(sari).state == S.READY


def test_g3_a_reused_key_is_an_alarm_and_changes_no_money(bank, sari):
    payout = checked(sari)
    bank.fault("status", "send", status=400, body='{"errors":"idempotency-key is not unique"}')
    assert carried(payout).state == S.REVIEW
    assert sums(sari) == (0, 150_000, 0)


def test_g4_the_creators_key_approves_nothing(sari):
    with iris(approver_key="IRIS-creator-SIMULASI"):
        payout = checked(sari)
        assert carried(payout).state == S.QUEUED
        assert "401" in payout.error
        assert sums(sari) == (0, 150_000, 0)


def test_g5_the_checker_tells_a_code_and_a_wrong_one_is_asked_for_again(sari):
    with iris(asks_otp=True) as bank:
        bank.knob("settings", otp="123456")
        payout = checked(sari)
        assert (carried(payout).state, payout.error) == (S.QUEUED, "otp")
        for code, state in (("000000", S.QUEUED), ("123456", S.APPROVED)):
            PayoutBatch.objects.update(otp=code)
            assert carried(payout).state == state
        assert bank.calls("approve") == 2


def test_g6_an_empty_account_with_them_brings_the_money_back(bank, sari):
    bank.knob("balance", balance=0)
    payout = checked(sari)
    assert carried(payout).state == S.FAILED
    assert sums(sari) == (150_000, 0, 0)
    assert Message.objects.filter(kind="payout_failed").count() == 1


def test_g8_what_the_bank_gives_back_after_completing_is_the_sellers_again(bank, sari):
    payout = checked(sari)
    carried(payout)
    bank.bank("completed", payout.reference)
    carried(payout)
    bank.bank("return", payout.reference)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert carried(payout).state == S.RETURNED
        assert carried(payout).state == S.RETURNED
    assert sums(sari) == (150_000, 0, 0)
    assert Message.objects.filter(kind="payout_returned").count() == 1


def pushed(client, bank, reference, status, *, signature=None, **more):
    import hashlib

    body = json.dumps({"reference_no": reference, "amount": "150000.0", "status": status, **more}).encode()
    right = hashlib.sha512(body + b"IRIS-merchant-SIMULASI").hexdigest()
    answer = client.post(
        "/hook/iris/", body, content_type="application/json", headers={"Iris-Signature": signature or right}
    )
    outcomes = [news.hear(push.pk) for push in Push.objects.filter(handled_at=None)]
    return answer.status_code, outcomes


def test_a_push_is_a_rumour_the_truth_is_fetched_and_its_reason_is_kept(client, bank, sari):
    payout = carried(checked(sari))
    assert pushed(client, bank, payout.reference, "completed") == (200, ["stale"])
    assert sums(sari) == (0, 150_000, 0)
    bank.bank("failed", payout.reference)
    told = pushed(client, bank, payout.reference, "failed", error_code="012", error_message="Account blocked")
    assert told == (200, ["applied"])
    payout.refresh_from_db()
    assert (payout.state, payout.error) == (S.FAILED, "012 Account blocked")
    assert sums(sari) == (150_000, 0, 0)


def test_g9_notifications_out_of_order_go_only_forward(client, bank, sari):
    payout = carried(checked(sari))
    bank.bank("completed", payout.reference)
    assert pushed(client, bank, payout.reference, "completed") == (200, ["applied"])
    assert pushed(client, bank, payout.reference, "processed") == (200, ["stale"])
    assert pushed(client, bank, payout.reference, "completed", again=1) == (200, ["stale"])
    assert sums(sari) == (0, 0, 150_000)


def test_g10_a_forged_notification_is_refused_and_nobody_is_asked(client, bank, sari):
    payout = carried(checked(sari))
    before = bank.calls("fetch")
    assert pushed(client, bank, payout.reference, "completed", signature="0" * 128) == (401, [])
    assert bank.calls("fetch") == before


def test_g11_a_reference_that_we_do_not_know_is_kept_and_told_to_a_person(client, bank):
    assert pushed(client, bank, "tidakkenal", "completed") == (200, ["waiting"])
    for _try in range(news.PARK_AFTER_TRIES - 1):
        Push.objects.update(next_try_at=None)
        outcome = news.hear(Push.objects.get().pk)
    assert outcome == "parked"
    assert Message.objects.filter(kind="payout_unknown").count() == 1


def test_another_amount_than_ours_is_for_a_person(bank, sari):
    payout = carried(checked(sari))
    bank.scene.data["payouts"][payout.reference]["amount"] = "950000.0"
    assert carried(payout).state == S.REVIEW
    assert sums(sari) == (0, 150_000, 0)


def test_a_batch_by_file_is_decided_by_a_person(sari):
    payout = checked(sari, channel="bank_file")
    assert (payout.state, payout.next_look_at) == (S.READY, None)
    assert payday.decide(payout.pk, True, bambang()) == S.COMPLETED
    assert payday.decide(payout.pk, True, bambang()) == S.COMPLETED
    assert sums(sari) == (0, 0, 150_000)
    assert payday.decide(payout.pk, False, bambang(), "dikembalikan bank") == S.RETURNED
    assert sums(sari) == (150_000, 0, 0)


def test_a_payout_that_the_machine_still_carries_is_not_decided_by_hand(bank, sari):
    payout = carried(checked(sari))
    with pytest.raises(WrongState):
        payday.decide(payout.pk, True, bambang())


def test_a_seller_with_little_money_no_account_or_a_stopped_shop_waits(sari):
    joko = earned(a_seller("Kopi Pak Joko", HANURA), 49_999)
    rina = earned(a_seller("Batik Mbak Rina"), 60_000)
    banked(joko)
    whys = {payee.partner.name: payee.why_not for payee in payday.payees()}
    assert whys == {
        "Keripik Bu Sari": "", "Kopi Pak Joko": "Di bawah batas Rp50.000.", "Batik Mbak Rina": "Belum ada rekening.",
    }  # fmt: skip
    banked(rina)
    rina.suspended_at = timezone.now()
    rina.save()
    assert {payee.partner.name: payee.why_not for payee in payday.payees()}[
        "Batik Mbak Rina"
    ] == "Toko ini sedang dihentikan."


def test_a_cancelled_batch_frees_its_sellers_and_cannot_be_checked(bank, sari):
    batch = payday.make_batch(treasurer(), [sari.pk], "iris")
    assert payday.payees()[0].why_not == "Masih ada kiriman sebelumnya."
    payday.cancel_batch(batch.pk, treasurer(), "salah pilih")
    with pytest.raises(WrongState):
        payday.check_batch(batch.pk, bambang())
    assert checked(sari).state == S.READY
