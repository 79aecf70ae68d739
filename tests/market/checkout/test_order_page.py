"""The order's own page and the way to the money: what is shown is what our rows say, not what a browser says."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from market.lifecycle import news
from market.order.models import Order, SellerOrder
from market.payments import attempts
from market.payments.models import PaymentAttempt
from market.shipping.models import Shipment, TrackingEvent
from tests.market.checkout.walk import text_of
from tests.market.payments.orders import midtrans

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(andi) -> Order:
    andi.walks_to_the_review().orders()
    return Order.objects.get()


def page(order: Order, tail: str = "") -> str:
    return f"/pesanan/{order.number}/{order.secret}/{tail}"


def test_a_wrong_secret_opens_nothing_and_the_page_is_told_to_nobody(client, order):
    assert client.get(f"/pesanan/{order.number}/{'x' * 24}/").status_code == 404
    assert client.get(f"/pesanan/LD-261122-222222/{order.secret}/").status_code == 404
    answer = client.get(page(order))
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_rungs_sum_to_the_total_before_and_after_placing(andi):
    from market.lifecycle import ladder

    andi.walks_to_the_review()
    assert "Ke mana uang saya?" in andi.sees("/pesan/periksa/")
    andi.orders()
    order = Order.objects.get()
    rungs = ladder.of_order(order.seller_orders.select_related("partner"), int(order.total_incl_tax))
    assert sum(rung.amount_rupiah for rung in rungs) == order.total_incl_tax
    assert len(rungs) == 5


def test_coming_back_before_the_notification_is_no_success(andi, order):
    back = andi.sees(page(order) + "?transaction_status=settlement&status_code=200")
    assert "Menunggu konfirmasi" in back
    assert "Lunas" not in back
    Order.objects.update(paid_at=now())
    assert "Lunas" in andi.sees(page(order))


def test_the_page_waits_for_the_worker_and_then_goes_to_the_gateway(andi, order):
    waiting = andi.html(page(order, "bayar/"))
    assert '<meta http-equiv="refresh" content="1">' in waiting
    with midtrans():
        attempt = attempts.present(order.attempts.get().pk)
        going = andi.html(page(order, "bayar/"))
    assert attempt.redirect_url.startswith("http")
    assert f'content="0; url={attempt.redirect_url}"' in going


def test_without_a_worker_the_button_opens_the_page(andi, order):
    PaymentAttempt.objects.update(made_at=now() - timedelta(minutes=1))
    assert "Coba bayar lagi" in andi.sees(page(order, "bayar/"))
    with midtrans():
        andi.client.post(page(order, "bayar/"))
        assert order.attempts.get().state == "presented"


def test_with_the_gateway_down_the_order_stays_and_can_be_paid_later(andi, order):
    with midtrans() as shop:
        shop.fault("status", "*", status=503, times=0)
        answer = andi.client.post(page(order, "bayar/"), follow=True).content.decode()
        PaymentAttempt.objects.update(made_at=now() - timedelta(minutes=1))
        assert "Pesanan dan stok tetap aman" in text_of(andi.html(page(order, "bayar/")))
        shop.stage.faults.clear()
        attempt = order.attempts.get()
        if attempt.state == "unclear":
            news.check_attempt(attempt.pk)
        andi.client.post(page(order, "bayar/"))
    assert order.number in answer
    assert order.attempts.latest("pk").state == "presented"
    assert Order.objects.get().expired_at is None


def test_a_failed_try_is_followed_by_a_new_one_with_a_new_reference(andi, order):
    order.attempts.update(state="failed")
    with midtrans():
        andi.client.post(page(order, "bayar/"))
    assert list(order.attempts.order_by("pk").values_list("state", flat=True)) == ["failed", "presented"]
    assert order.attempts.values("reference").distinct().count() == 2


def test_an_order_that_is_over_has_no_way_to_pay(andi, order):
    Order.objects.update(expired_at=now())
    assert andi.client.get(page(order, "bayar/")).url == page(order)
    assert andi.client.post(page(order, "bayar/")).url == page(order)
    assert "Kedaluwarsa" in andi.sees(page(order))
    assert PaymentAttempt.objects.count() == 1


def test_the_parcels_way_is_told_newest_first_with_the_clock_of_the_place(andi, order):
    part = order.seller_orders.order_by("number").first()
    SellerOrder.objects.filter(pk=part.pk).update(state="handed_over", courier_code="jne")
    shipment = Shipment.objects.create(
        seller_order=part, number="SHP-1", reference="SHP1", courier_code="jne", service_code="REG", service_name="REG",
        collection="pickup", state="booked", awb="JT123", weight_grams=500, goods_rupiah=1, quoted_rupiah=1,
    )  # fmt: skip
    then = now().replace(hour=3, minute=5)
    for minutes, progress, words in (
        (0, "picked_up", "PICKED UP"),
        (60, "in_transit", "RECEIVED AT SORTING [KEBUMEN]"),
    ):
        TrackingEvent.objects.create(
            shipment=shipment, occurred_at=then + timedelta(minutes=minutes), text=words, text_digest=words[:30],
            progress=progress, location="KEBUMEN",
        )  # fmt: skip
    shown = andi.sees(page(order))
    assert "JT123" in shown
    assert "Lacak di" in shown
    assert shown.index("Dalam perjalanan") < shown.index("Diserahkan ke kurir KEBUMEN")
    assert "pukul 11.05 WIB" in shown


def test_an_order_is_found_by_number_and_phone_together(client, order):
    found = client.post("/pesanan/", {"number": order.number.lower().replace("-", " "), "phone": "0812 3456 7890"})
    assert found.url == page(order)
    for number, phone in ((order.number, "081234567891"), ("LD-261122-222222", "081234567890")):
        answer = client.post("/pesanan/", {"number": number, "phone": phone})
        assert (answer.status_code, "tidak ditemukan" in answer.content.decode()) == (200, True)


def test_guessing_is_slowed_down_and_the_twin_shows_what_the_limit_holds(client, order, monkeypatch):
    from market.checkout import finding

    wrong = {"number": order.number, "phone": "081234567891"}
    seen = [client.post("/pesanan/", wrong).status_code for _ in range(finding.TRIES_PER_NUMBER + 2)]
    assert seen == [200] * finding.TRIES_PER_NUMBER + [429] * 2
    right = {"number": order.number, "phone": "081234567890"}
    assert client.post("/pesanan/", right).status_code == 429
    monkeypatch.setattr(finding, "TRIES_PER_NUMBER", 10_000)
    assert client.post("/pesanan/", right).status_code == 302


def test_the_browser_that_ordered_finds_its_orders_without_typing(andi, order):
    assert order.number in andi.sees("/pesanan/")
