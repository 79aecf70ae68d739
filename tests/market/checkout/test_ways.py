"""Andi chooses how to pay: only what fits the sum, QRIS first, and never stuck because one gateway is down (PY-16)."""

import pytest
from django.test import override_settings

from market.order.models import Order
from market.payments import ways
from market.payments.models import PaymentAttempt
from market.warung.models import Warung
from tests.market.checkout.walk import text_of
from tests.market.lifecycle.trade import till
from tests.market.stall import CIKINI, a_village

pytestmark = pytest.mark.django_db
PETOJO = "31.71.01.1006"  # not Cikini, but of the same city


@pytest.fixture
def shop():
    with till() as made:
        yield made


@pytest.fixture
def counter(db) -> Warung:
    return Warung.objects.create(
        name="Toko Smart Menteng", village=a_village(CIKINI), address="Jl. Cikini Raya 3", phone="+6281211112222",
        opening_hours="07.00-21.00",
    )  # fmt: skip


def keys(amount: int, village=None) -> list[str]:
    return [way.key for way in ways.offered(amount, village)]


def placed(andi, **more) -> Order:
    andi.walks_to_the_review()
    andi.orders({**andi.review_form(), **more})
    return Order.objects.get()


def pay_path(order: Order) -> str:
    return f"/pesanan/{order.number}/{order.secret}/bayar/"


def test_qris_comes_first_and_a_small_sum_sees_no_virtual_account():
    assert keys(45_500)[0] == "midtrans:qris"
    assert "midtrans:va" not in keys(149_999)
    assert "midtrans:va" in keys(150_000)
    with override_settings(VA_FROM_RUPIAH=0):
        assert "midtrans:va" in keys(45_500)


def test_c14_over_ten_million_no_qris_and_under_ten_thousand_no_indomaret():
    assert "midtrans:qris" not in keys(10_000_001)
    assert "midtrans:qris" in keys(10_000_000)
    assert ways.methods_of("store") == ("indomaret", "alfamart")
    assert "midtrans:store" not in keys(5_000_001)


def test_a_choice_is_opened_with_its_methods_alone(shop, andi):
    order = placed(andi, bayar="midtrans:ewallet")
    attempt = PaymentAttempt.objects.get()
    assert (attempt.gateway, attempt.method) == ("midtrans", "ewallet")
    andi.client.post(pay_path(order))
    (call,) = shop.account.calls("open")
    assert call["body"]["enabled_payments"] == ["gopay", "shopeepay"]


@pytest.mark.parametrize("key", ["midtrans:uang", "midtrans:store ", "cash:999", "nobody:qris", "x", "cash:cash"])
def test_what_is_not_offered_cannot_be_chosen(andi, key):
    order = placed(andi, bayar=key)
    attempt = PaymentAttempt.objects.get()
    assert (attempt.gateway, attempt.method) == ("midtrans", "")
    answer = andi.client.post(pay_path(order), {"bayar": key}, follow=True)
    assert "Cara bayar ini tidak bisa dipakai" in text_of(answer.content.decode())
    assert PaymentAttempt.objects.get().state == "created"


def test_by_25_cash_at_a_warung_shows_code_deadline_address_hours_and_map(shop, andi, counter):
    andi.walks_to_the_review()
    assert "Tunai di Toko Smart Menteng" in andi.sees("/pesan/periksa/")
    andi.orders({**andi.review_form(), "bayar": f"cash:{counter.pk}"})
    order, attempt = Order.objects.get(), PaymentAttempt.objects.get()
    assert (attempt.gateway, attempt.warung_id) == ("cash", counter.pk)
    andi.client.post(pay_path(order))
    page = andi.sees(pay_path(order))
    for words in (f"{attempt.pay_code[:4]} {attempt.pay_code[4:]}", "Toko Smart Menteng", "Jl. Cikini Raya 3",
                  "07.00-21.00", "0812-1111-2222", "Bayar sebelum", "Buka peta"):  # fmt: skip
        assert words in page, words
    assert 'http-equiv="refresh"' not in andi.html(pay_path(order))


def test_a_warung_of_another_regency_is_not_offered(counter):
    assert keys(45_500, a_village("33.06.08.2007")) == [key for key in keys(45_500) if not key.startswith("cash")]
    assert f"cash:{counter.pk}" in keys(45_500, a_village(CIKINI))


def test_changing_the_way_closes_the_old_page_at_the_gateway_first(shop, andi, counter):
    order = placed(andi)
    andi.client.post(pay_path(order))
    old = PaymentAttempt.objects.get()
    assert old.state == "presented"
    andi.client.post(pay_path(order), {"bayar": f"cash:{counter.pk}"})
    old.refresh_from_db()
    assert old.state == "cancelled"
    assert len(shop.account.calls("close")) == 1
    new = PaymentAttempt.objects.latest("pk")
    assert (new.gateway, new.state, new.reference) == ("cash", "presented", f"{order.number}-A2")


def test_choosing_the_same_way_again_changes_nothing(shop, andi):
    order = placed(andi, bayar="midtrans:qris")
    for _ in range(3):
        andi.client.post(pay_path(order), {"bayar": "midtrans:qris"})
    assert PaymentAttempt.objects.count() == 1


def test_py_16_gateway_down_the_order_goes_on_by_another_way(shop, andi, counter):
    shop.account.fault("status", "open", status=503, times=0)
    order = placed(andi, bayar="midtrans:qris")
    andi.client.post(pay_path(order))
    attempt = PaymentAttempt.objects.get()
    assert attempt.state in ("unclear", "created", "failed")
    page = andi.html(pay_path(order))
    assert "Halaman pembayaran belum bisa dibuka" in page
    assert f'value="cash:{counter.pk}"' in page
    assert "midtrans:" not in page  # what only the broken one carries is not offered
    shop.account.fault("status", "cancel", status=503, times=0)
    andi.client.post(pay_path(order), {"bayar": f"cash:{counter.pk}"})
    new = PaymentAttempt.objects.latest("pk")
    assert (new.gateway, new.state) == ("cash", "presented")


def test_py_16_a_page_that_could_not_be_closed_is_closed_when_the_gateway_answers(shop, andi, counter):
    from market.lifecycle import news

    order = placed(andi)
    andi.client.post(pay_path(order))
    old = PaymentAttempt.objects.get()
    for operation in ("cancel", "close"):
        shop.account.fault("status", operation, status=503, times=0)
    andi.client.post(pay_path(order), {"bayar": f"cash:{counter.pk}"})
    old.refresh_from_db()
    assert (old.state, old.left_open) == ("cancelled", True)
    shop.account.stage.faults.clear()
    PaymentAttempt.objects.update(made_at="2026-01-01T00:00:00Z")
    assert news.left_open() == [old.pk]
    news.close_attempt(old.pk)
    old.refresh_from_db()
    assert (old.left_open, news.left_open()) == (False, [])


def test_a_gateway_in_trouble_is_not_offered_to_the_next_buyer(shop, andi, counter):
    shop.account.fault("status", "open", status=503, times=0)
    order = placed(andi)
    andi.client.post(pay_path(order))
    assert ways.troubled() == {"midtrans"}
    assert not any(key.startswith("midtrans") for key in keys(45_500, a_village(CIKINI)))
