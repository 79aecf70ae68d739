"""Andi transfers by hand: told by the sum, matched with the bank's list; short, too much (PY-07, PY-09, H6-H15)."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from market.communication.models import Message
from market.core.errors import NotAllowed, RuleBroken, WrongState
from market.ledger import audit, balances, chart
from market.ledger.models import Journal
from market.lifecycle import audit as between_the_rooms
from market.lifecycle import expired
from market.lifecycle.money import transfers
from market.order.models import Order
from market.payments import attempts
from market.payments.evidence import bank_list
from market.payments.models import BankLine, PaymentAttempt, Refund
from market.users.models import Role, User
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import TOTAL_RUPIAH, andi_orders

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer():
    user = User.objects.create_person(phone="+6281200007001", name="Bu Bendahara")
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER)
    return user


@pytest.fixture
def attempt() -> PaymentAttempt:
    return transfer(andi_orders())


def transfer(order: Order, code: str = "transfer") -> PaymentAttempt:
    return attempts.present(attempts.open_attempt(order, code=code, method=code).pk)


def receive(attempt: PaymentAttempt, amount: int | None = None, **more) -> str:
    wish = {"by": None, "key": "trx-1", **more}
    return transfers.receive(attempt.pk, amount or attempt.transfer_rupiah, **wish)


def csv_of(*rows: tuple[str, str, str]) -> bytes:
    """A list as BRI writes it."""
    lines = [
        "Tanggal;Uraian;Debet;Kredit;Saldo",
        *(f"{day};{words};0;{sum_};9.999.999,00" for day, words, sum_ in rows),
    ]
    return "\n".join(lines).encode()


def imported(*rows: tuple[str, str, str]) -> tuple[list[BankLine], int]:
    return bank_list.keep(bank_list.read(csv_of(*rows)), "transfer")


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")


def money(title: chart.Title, *owner: str) -> int:
    return balances.balance(title.of(*owner))


def nothing_is_broken() -> None:
    for check in [*audit.checks(), *between_the_rooms.checks()]:
        result = audit.run(check)
        assert result.breaches == 0, result


def test_the_sum_has_a_code_of_its_own_and_the_code_stays_the_buyers(attempt):
    code = attempt.transfer_rupiah - TOTAL_RUPIAH
    assert 1 <= code <= 999
    assert receive(attempt) == "applied"
    assert (money(chart.BANK), money(chart.BUYER_CREDIT)) == (TOTAL_RUPIAH + code, code)
    assert Order.objects.get().paid_at is not None
    nothing_is_broken()


def test_h15_when_all_codes_are_taken_the_way_is_refused_with_a_word(attempt):
    other = andi_orders("LD-261122-AAAAAA")
    with override_settings():
        sums = set(range(TOTAL_RUPIAH + 1, TOTAL_RUPIAH + 1_000)) - {attempt.transfer_rupiah}
        PaymentAttempt.objects.bulk_create(
            PaymentAttempt(
                order=other, gateway="transfer", reference=f"X-{one}", amount_rupiah=TOTAL_RUPIAH, state="cancelled",
                transfer_rupiah=one, expires_at=timezone.now(),
            )
            for one in sums
        )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        transfer(other)
    assert refused.value.code == "codes_used_up"
    PaymentAttempt.objects.filter(order=other).update(expires_at=timezone.now() - timedelta(hours=49))
    assert transfer(other).state == "presented"


def test_h6_the_right_sum_on_the_banks_list_is_matched_by_itself(attempt):
    made, _known = imported((today(), "TRF ANDI", f"{attempt.transfer_rupiah},00"), (today(), "LAIN", "15.000,00"))
    assert transfers.match_all(made) == {"applied": 1, "waiting": 1}
    attempt.refresh_from_db()
    assert (attempt.state, BankLine.objects.get(state="matched").attempt_id) == ("paid", attempt.pk)


def test_the_same_list_again_changes_nothing(attempt):
    row = (today(), "TRF ANDI", f"{attempt.transfer_rupiah},00")
    transfers.match_all(imported(row)[0])
    made, known = imported(row)
    assert (made, known, Journal.objects.count(), BankLine.objects.count()) == ([], 1, 1, 1)


def test_h8_the_right_sum_on_the_wrong_day_is_for_a_person(attempt):
    line = imported((today(days=10), "TRF ANDI", f"{attempt.transfer_rupiah},00"))[0][0]
    assert transfers.match(line) == "waiting"
    early = imported((today(days=-4), "TRF ANDI", f"{attempt.transfer_rupiah},00"))[0][0]
    assert transfers.match(early) == "waiting"


def test_a_sum_that_is_near_is_suggested_and_never_applied(attempt):
    line = imported((today(), "TRF", f"{attempt.transfer_rupiah - 500}"))[0][0]
    assert transfers.match(line) == "waiting"
    assert [one.pk for one in transfers.candidates(line, within_rupiah=999)] == [attempt.pk]


def test_py_09_d6_500_short_is_kurang_bayar_and_the_rest_makes_it_paid(attempt):
    assert receive(attempt, TOTAL_RUPIAH - 500) == "short"
    attempt.refresh_from_db()
    assert (attempt.state, attempt.paid_rupiah, Order.objects.get().paid_at) == ("pending", TOTAL_RUPIAH - 500, None)
    assert (money(chart.BANK), money(chart.UNMATCHED_PAYMENTS)) == (TOTAL_RUPIAH - 500, TOTAL_RUPIAH - 500)
    assert "Rp500" in Message.objects.get(kind="paid_short").text
    assert receive(attempt, TOTAL_RUPIAH - 500) == "short"  # heard again: nothing more
    assert receive(attempt, 500, key="trx-2") == "applied"
    assert (money(chart.BANK), money(chart.UNMATCHED_PAYMENTS), money(chart.BUYER_CREDIT)) == (TOTAL_RUPIAH, 0, 0)
    assert Order.objects.get().paid_at is not None
    nothing_is_broken()


def test_py_09_d7_too_much_is_paid_and_the_rest_is_owed_back(attempt):
    assert receive(attempt, attempt.transfer_rupiah + 50_000) == "applied"
    refund = Refund.objects.get()
    code = attempt.transfer_rupiah - TOTAL_RUPIAH
    assert (refund.amount_rupiah, money(chart.REFUND_PAYABLE), money(chart.BUYER_CREDIT)) == (50_000, 50_000, code)
    nothing_is_broken()


def test_d7_a_little_too_much_is_a_credit_line(attempt):
    assert receive(attempt, attempt.transfer_rupiah + 1) == "applied"
    assert (Refund.objects.count(), money(chart.BUYER_CREDIT)) == (0, attempt.transfer_rupiah - TOTAL_RUPIAH + 1)


def test_what_was_short_goes_back_when_the_order_ends(attempt):
    receive(attempt, 40_000)
    Order.objects.update(pay_by=timezone.now() - timedelta(seconds=1))
    assert expired.expire(attempt.order_id)
    assert (Refund.objects.get().amount_rupiah, money(chart.UNMATCHED_PAYMENTS)) == (40_000, 0)
    assert money(chart.REFUND_PAYABLE) == 40_000
    nothing_is_broken()


def test_py_08_a_transfer_after_the_end_revives_the_order(attempt):
    Order.objects.update(pay_by=timezone.now() - timedelta(seconds=1))
    assert expired.expire(attempt.order_id)
    line = imported((today(), "TRF", str(attempt.transfer_rupiah)))[0][0]
    assert transfers.match(line) == "revived"
    assert Order.objects.get().paid_at is not None


def test_h12_paid_twice_the_second_waits_for_a_person_and_can_be_kept(attempt, treasurer):
    receive(attempt)
    line = imported((today(), "TRF LAGI", str(attempt.transfer_rupiah)))[0][0]
    assert transfers.match(line) == "waiting"
    with pytest.raises(WrongState) as refused:
        receive(attempt, key="trx-2")
    assert refused.value.code == "already_paid"
    transfers.keep_in_suspense(line.pk, treasurer, "dobel, tunggu kabar Andi")
    assert money(chart.UNMATCHED_PAYMENTS) == attempt.transfer_rupiah
    with pytest.raises(WrongState):
        transfers.keep_in_suspense(line.pk, treasurer, "lagi")


def test_h14_a_seller_does_not_confirm_the_money_of_their_own_order(attempt, treasurer):
    Order.objects.get().seller_orders.first().partner.users.add(treasurer)
    with pytest.raises(NotAllowed):
        receive(attempt, by=treasurer)
    assert Order.objects.get().paid_at is None


def test_a_static_qris_stands_as_a_claim_until_the_acquirer_settles():
    attempt = transfer(andi_orders(), "qris_static")
    assert receive(attempt) == "applied"
    assert (money(chart.BANK), money(chart.GATEWAY_RECEIVABLE, "qris_static")) == (0, attempt.transfer_rupiah)


@pytest.mark.parametrize(
    ("said", "rupiah"),
    [("25137", 25_137), ("25.137,00", 25_137), ("25,137.00", 25_137), ("Rp 1.234.567", 1_234_567), ("25.137,50", None),
     ("", None), ("abc", None), ("1.000", 1_000)],
)  # fmt: skip
def test_sums_as_banks_write_them(said, rupiah):
    assert bank_list.rupiah_of(said) == rupiah


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2", b"\xff\xfe\x00", b"Tanggal;Uraian\n1/1/2026;x"])
def test_a_file_that_is_no_list_is_refused_with_a_word(data):
    with pytest.raises(RuleBroken):
        bank_list.read(data)


def test_debits_and_broken_lines_are_left_out():
    bca = b"Tanggal,Keterangan,Jumlah,Saldo\n25/11/2026,TRSF,100.000 CR,1\n25/11/2026,BIAYA,2.500 DB,1\nPEND,x,5 CR,1\n"
    made, _known = bank_list.keep(bank_list.read(bca), "transfer")
    assert [line.amount_rupiah for line in made] == [100_000]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_people_confirm_the_same_money_it_counts_once():
    attempt = transfer(andi_orders())
    assert together(8, lambda _number: receive(attempt)) == []
    assert money(chart.BANK) == attempt.transfer_rupiah


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_orders_at_one_moment_have_eight_sums():
    orders = [andi_orders(f"LD-261122-AAAA{number:02}", stock=100) for number in range(8)]
    assert together(8, lambda number: transfer(orders[number])) == []
    assert len(set(PaymentAttempt.objects.values_list("transfer_rupiah", flat=True))) == 8
