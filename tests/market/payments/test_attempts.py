"""Andi's tries to pay: opened once, shown, asked about, closed; nothing lost and nothing doubled."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from market.core.errors import Misconfigured, Refused, Unclear, WrongState
from market.payments import attempts, due, tasks
from market.payments.gateways.base import PaymentState
from market.payments.models import PaymentAttempt, PaymentEvent
from tests.market.payments.orders import andis_order, midtrans

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    with midtrans() as made:
        yield made


@pytest.fixture
def order():
    return andis_order()


def opened(order, **more):
    attempt = attempts.open_attempt(order, **more)
    return attempts.present(attempt.pk)


def follow(attempt):
    """Ask and take up, as lifecycle does."""
    return attempts.take_up(attempts.refresh(attempt.pk))


class TestOpening:
    def test_the_row_is_written_before_the_gateway_hears_of_it(self, shop, order):
        attempt = attempts.open_attempt(order)
        assert (attempt.state, attempt.reference, attempt.amount_rupiah) == ("created", "LD-100007-A1", 45_500)
        assert shop.stage.log == []

    def test_the_page_is_written_after_and_its_bill_adds_up(self, shop, order):
        attempt = opened(order)
        assert attempt.state == "presented"
        assert attempt.redirect_url.startswith(shop.stage.url)
        (call,) = shop.calls("open")
        lines = {item["name"]: item["price"] for item in call["body"]["item_details"]}
        assert lines == {"Keripik Singkong Bu Sari × 2": 40_000, "Ongkos kirim": 7_500, "Potongan": -2_000}
        assert order.secret in call["body"]["callbacks"]["finish"]
        assert PaymentEvent.objects.get().source == "open"

    def test_pressing_twice_makes_one_page(self, shop, order):
        attempt = attempts.open_attempt(order)
        for _ in range(3):
            attempts.present(attempt.pk)
        assert len(shop.calls("open")) == 1

    def test_a_second_live_attempt_is_refused_and_the_transaction_lives_on(self, shop, order):
        attempts.open_attempt(order)
        with transaction.atomic():
            with pytest.raises(WrongState):
                attempts.open_attempt(order)
            assert PaymentAttempt.objects.count() == 1

    def test_each_attempt_has_a_reference_of_its_own(self, shop, order):
        first = opened(order)
        attempts.take_up(attempts.close(first.pk))
        assert opened(order).reference == "LD-100007-A2"

    def test_present_refuses_to_run_inside_a_transaction(self, shop, order):
        attempt = attempts.open_attempt(order)
        for verb in (attempts.present, attempts.close):
            with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
                verb(attempt.pk)
        assert shop.stage.log == []

    def test_the_buyer_may_have_chosen_the_way_beforehand(self, shop, order):
        opened(order, method="va_bri")
        assert shop.calls("open")[0]["body"]["enabled_payments"] == ["bri_va"]


class TestTrouble:
    def test_nobody_there_means_another_try(self, shop, order):
        url = shop.stage.url
        shop.stage.stop()
        attempt = opened(order)
        assert (attempt.state, attempt.error[:11]) == ("created", "unreachable")
        assert url not in attempt.error

    @pytest.mark.parametrize("kind", ["lost", "html", "redirect", "status", "truncated"])
    def test_an_unclear_answer_is_asked_about_and_never_repeated_blindly(self, shop, order, kind):
        shop.fault(kind, "open")
        attempt = opened(order)
        assert attempt.state == "unclear"
        attempts.present(attempt.pk)
        assert len(shop.calls("open")) == 1
        attempts.refresh(attempt.pk)  # they know of no choice: the same reference may be opened again
        attempt = attempts.present(attempt.pk)
        assert attempt.state == "presented"
        assert len(shop.stage.data["pages"]) in (1, 2)
        assert sum(1 for page in shop.stage.data["pages"].values() if not page["closed_at"]) == 1

    def test_an_unclear_opening_that_was_heard_and_paid_is_taken_up(self, shop, order):
        shop.fault("lost", "open")
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/pay")
        assert follow(attempt).after == "paid"

    def test_a_wrong_key_fails_once_and_tells_the_operator(self, order, caplog):
        with midtrans(server_key="SB-Mid-server-LAIN") as shop:
            attempt = opened(order)
            assert (attempt.state, attempt.error[:12]) == ("failed", "midtrans_401")
            assert len(shop.calls("open")) == 1
        assert "ERROR" in caplog.text
        assert "SB-Mid-server-LAIN" not in caplog.text + attempt.error

    def test_an_order_without_time_left_fails_here(self, shop):
        attempt = opened(andis_order(hours=0.05))
        assert (attempt.state, attempt.error[:8]) == ("failed", "too_late")
        assert shop.stage.log == []

    def test_a_worker_killed_in_the_middle_is_found(self, shop, order):
        attempt = attempts.open_attempt(order)
        long_ago = timezone.now() - timedelta(minutes=5)
        PaymentAttempt.objects.update(state="opening", opening_at=long_ago)
        tasks.sweep_attempts()
        attempt.refresh_from_db()
        assert attempt.state == "unclear"
        assert due.claim_due() == [attempt.pk]
        attempts.refresh(attempt.pk)
        PaymentAttempt.objects.update(made_at=long_ago)
        tasks.sweep_attempts()
        attempt.refresh_from_db()
        assert attempt.state == "presented"

    def test_a_lost_nudge_is_found_by_the_sweeper_and_a_fresh_one_left_alone(self, shop, order):
        attempt = attempts.open_attempt(order)
        tasks.sweep_attempts()
        assert shop.stage.log == []
        PaymentAttempt.objects.update(made_at=timezone.now() - timedelta(minutes=2))
        tasks.sweep_attempts()
        attempt.refresh_from_db()
        assert attempt.state == "presented"

    def test_a_gateway_that_cannot_be_asked_is_asked_again_in_a_minute(self, shop, order):
        attempt = opened(order)
        shop.fault("status", "fetch", status=503)
        with pytest.raises(Unclear):
            attempts.refresh(attempt.pk)
        attempt.refresh_from_db()
        assert attempt.state == "presented"
        assert timezone.now() < attempt.next_poll_at <= timezone.now() + timedelta(minutes=1)


class TestNews:
    def test_the_row_follows_the_money(self, shop, order):
        attempt = opened(order)
        assert not follow(attempt).moved
        shop.control(f"txn/{attempt.reference}/choose")
        assert follow(attempt).after == "pending"
        shop.control(f"txn/{attempt.reference}/pay")
        change = follow(attempt)
        assert (change.before, change.after, change.attempt.paid_rupiah, change.attempt.method) == (
            "pending", "paid", 45_500, "qris",
        )  # fmt: skip
        assert not follow(attempt).moved
        assert change.attempt.transaction_id

    @pytest.mark.parametrize("ended", ["expire_now", "cancel", "deny"])
    def test_money_that_comes_late_is_never_lost(self, shop, order, ended):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/choose")
        shop.control(f"txn/{attempt.reference}/{ended}")
        assert follow(attempt).after in ("expired", "cancelled", "failed")
        shop.control(f"txn/{attempt.reference}/pay_late")
        change = follow(attempt)
        assert (change.after, change.attempt.paid_rupiah) == ("paid", 45_500)

    def test_a_reversal_takes_the_money_back_out_of_the_row(self, shop, order):
        attempt = opened(order, method="va_mandiri")
        shop.control(f"txn/{attempt.reference}/choose", method="echannel")
        shop.control(f"txn/{attempt.reference}/pay")
        paid = follow(attempt).attempt
        assert paid.next_poll_at  # the bank may still take it back: asked again within minutes
        shop.control(f"txn/{attempt.reference}/reverse")
        change = follow(attempt)
        assert (change.before, change.after, change.attempt.paid_rupiah) == ("paid", "reversed", 0)

    def test_another_amount_is_for_a_person(self, shop, order, caplog):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/pay", amount=45_000)
        fact = attempts.refresh(attempt.pk)
        assert (fact.state, fact.problem) == (PaymentState.REVIEW, "amount")
        assert attempts.take_up(fact).after == "review"
        assert "amount does not fit" in caplog.text

    def test_another_merchants_money_is_not_ours(self, shop, order):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/pay")
        shop.control("settings", merchant_id="G999999999")
        change = follow(attempt)
        assert (change.after, change.moved) == ("presented", False)

    def test_a_payment_that_they_knew_does_not_vanish(self, shop, order):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/choose")
        follow(attempt)
        shop.stage.data["payments"].clear()
        fact = attempts.refresh(attempt.pk)
        assert (fact.state, fact.problem) == (PaymentState.UNKNOWN, "vanished")
        assert not attempts.take_up(fact).moved

    def test_an_unused_page_ends_by_the_clock_with_some_grace(self, shop, order):
        attempt = opened(order)
        for minutes, after in ((1, "presented"), (3, "expired")):
            PaymentAttempt.objects.update(expires_at=timezone.now() - timedelta(minutes=minutes))
            assert follow(attempt).after == after

    def test_stale_news_change_nothing(self, shop, order):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/choose")
        pending = attempts.refresh(attempt.pk)
        shop.control(f"txn/{attempt.reference}/pay")
        assert follow(attempt).after == "paid"
        assert not attempts.take_up(pending).moved

    def test_the_same_answer_is_one_event(self, shop, order):
        attempt = opened(order)
        for _ in range(3):
            attempts.refresh(attempt.pk)
        assert PaymentEvent.objects.filter(source="poll").count() == 1


class TestClosing:
    def test_an_unused_page_is_closed(self, shop, order):
        attempt = opened(order)
        assert attempts.take_up(attempts.close(attempt.pk)).after == "cancelled"
        assert all(page["closed_at"] for page in shop.stage.data["pages"].values())

    def test_a_chosen_way_is_cancelled(self, shop, order):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/choose")
        assert attempts.take_up(attempts.close(attempt.pk)).after == "cancelled"
        assert shop.look(f"txn/{attempt.reference}")["status"] == "cancel"

    def test_what_nobody_heard_of_is_closed_without_a_call(self, shop, order):
        attempt = attempts.open_attempt(order)
        assert attempts.close(attempt.pk).state is PaymentState.CANCELLED
        assert shop.stage.log == []
        assert attempts.present(attempt.pk).state == "cancelled"

    def test_money_that_was_quicker_is_told(self, shop, order):
        attempt = opened(order)
        shop.control(f"txn/{attempt.reference}/pay")
        assert attempts.take_up(attempts.close(attempt.pk)).after == "paid"

    def test_an_unclear_one_is_closed_because_nobody_knows_its_address(self, shop, order):
        shop.fault("lost", "open")
        attempt = opened(order)
        assert attempts.take_up(attempts.close(attempt.pk)).after == "cancelled"

    def test_a_page_that_cannot_be_closed_keeps_its_attempt_live(self, shop, order):
        attempt = opened(order)
        shop.fault("status", "close", status=404, body='{"error_messages": ["not found"]}')
        with pytest.raises(Refused) as refusal:
            attempts.close(attempt.pk)
        assert refusal.value.code == "still_open"
        with pytest.raises(WrongState):
            attempts.open_attempt(order)

    def test_a_page_that_is_just_being_opened_is_left_alone(self, shop, order):
        attempt = attempts.open_attempt(order)
        PaymentAttempt.objects.update(state="opening", opening_at=timezone.now())
        with pytest.raises(WrongState):
            attempts.close(attempt.pk)


class TestPolling:
    def test_a_due_attempt_is_claimed_once(self, shop, order):
        attempt = opened(order)
        assert due.claim_due() == []
        PaymentAttempt.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))
        assert due.claim_due() == [attempt.pk]
        assert due.claim_due() == []

    def test_the_daily_look_wakes_the_last_week_and_all_that_is_open(self, shop, order):
        paid = opened(order)
        shop.control(f"txn/{paid.reference}/pay")
        assert follow(paid).attempt.next_poll_at is None
        assert due.look_again() == 1
        PaymentAttempt.objects.update(made_at=timezone.now() - timedelta(days=8), next_poll_at=None)
        assert due.look_again() == 0
        PaymentAttempt.objects.update(state="review")
        assert due.look_again() == 1

    def test_a_gateway_that_is_not_set_up_is_the_operators_matter(self, order, settings):
        attempt = attempts.open_attempt(order)
        settings.GATEWAYS = {}
        with pytest.raises(Misconfigured):
            attempts.refresh(attempt.pk)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def race(self, work, clients=8):
        """The same work from many connections at one moment; what each brought back."""
        from concurrent.futures import ThreadPoolExecutor
        from threading import Barrier

        barrier = Barrier(clients)

        def one(_):
            barrier.wait(10)
            try:
                return work()
            except WrongState as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(clients) as pool:
            return list(pool.map(one, range(clients)))

    def test_eight_presses_make_one_page(self, shop):
        attempt = attempts.open_attempt(andis_order())
        self.race(lambda: attempts.present(attempt.pk))
        assert len(shop.calls("open")) == 1
        attempt.refresh_from_db()
        assert attempt.state == "presented"

    def test_without_the_claim_they_make_many(self, shop, monkeypatch):
        attempt = attempts.open_attempt(andis_order())
        monkeypatch.setitem(attempts.__dict__, "present", lambda pk: attempts._write_page(
            attempt, attempts.gateway("midtrans").open(attempts.bill(attempt))
        ))  # fmt: skip
        self.race(lambda: attempts.present(attempt.pk))
        assert len(shop.calls("open")) == 8

    def test_eight_tries_leave_one_live_attempt(self, shop):
        order = andis_order()
        results = self.race(lambda: attempts.open_attempt(order))
        assert PaymentAttempt.objects.count() == 1
        assert sum(isinstance(result, WrongState) for result in results) == 7

    def test_eight_pollers_ask_once(self, shop):
        attempt = attempts.open_attempt(andis_order())
        PaymentAttempt.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))
        claims = self.race(due.claim_due)
        assert sorted(claims, key=len) == [[]] * 7 + [[attempt.pk]]
