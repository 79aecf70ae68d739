"""Andi in Jakarta buys from two villages, with JNE and Pos answering over HTTP and Midtrans taking the money."""

import pytest

from market.lifecycle import news
from market.order.models import Order
from market.partner.models import StockRecord
from market.payments import attempts
from market.shipping.models import Quote
from tests.market.checkout.walk import Andi, text_of
from tests.market.payments.orders import midtrans
from tests.market.stall import CIKINI, HANURA, KRANDEGAN, a_good, a_seller, a_village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def andi(client, carriers):
    keep_codes(*(a_village(code) for code in (KRANDEGAN, HANURA, CIKINI)))
    keripik = a_good(a_seller(), stock=5)
    kopi = a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi robusta", 45_000, 5, unit="kg", step_thousandths=500)
    walker = Andi(client)
    walker.puts(keripik, "2")
    walker.puts(kopi, "1,5")
    return walker


def test_from_basket_to_paid_with_one_payment_for_two_parcels(andi):
    couriers = text_of(andi.tells_where().content.decode())
    assert couriers.count("JNE") >= 2
    assert couriers.count("Pos") >= 2
    assert "perkiraan" not in couriers.replace("Perkiraan tiba", "")
    review = text_of(andi.chooses_couriers().content.decode())
    andi.orders()
    order = Order.objects.get()
    parts = list(order.seller_orders.order_by("number"))
    chosen = {quote.reference: quote for quote in Quote.objects.all()}
    assert [part.postage_rupiah for part in parts] == [chosen[part.quote_reference].amount_rupiah for part in parts]
    assert {part.estimated for part in parts} == {False}
    assert f"{int(order.total_incl_tax):,}".replace(",", ".") in review
    with midtrans() as shop:
        attempt = attempts.present(order.attempts.get().pk)
        assert attempt.redirect_url in andi.html(f"/pesanan/{order.number}/{order.secret}/bayar/")
        shop.control(f"txn/{attempt.reference}/pay")
        assert "Lunas" not in andi.sees(f"/pesanan/{order.number}/{order.secret}/?transaction_status=settlement")
        assert news.check_attempt(attempt.pk) == "applied"
    assert "Lunas" in andi.sees(f"/pesanan/{order.number}/{order.secret}/")
    assert set(order.seller_orders.values_list("state", flat=True)) == {"new"}
    assert set(StockRecord.objects.values_list("num_in_stock", "num_allocated")) == {(5, 2), (5, 3)}


def test_with_both_couriers_silent_the_stored_tariff_answers_and_says_so(andi, carriers, settings):
    settings.COURIER_SECONDS = 0.5
    carriers.fault("hang", "*", seconds=2)
    couriers = text_of(andi.tells_where().content.decode())
    assert couriers.count("perkiraan") >= 2
    assert "belum menjawab" in couriers
    carriers.clear()
    andi.chooses_couriers()
    andi.orders()
    assert set(Order.objects.get().seller_orders.values_list("estimated", flat=True)) == {True}
