from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from market.basket.models import Basket
from market.order.models import Order
from market.partner import stock
from market.partner.models import Partner
from market.shipping.models import Quote
from tests.market.checkout.walk import ADDRESS, text_of
from tests.market.stall import a_good, record_of

pytestmark = pytest.mark.django_db


def test_two_sellers_from_basket_to_order_without_javascript(andi):
    basket = andi.sees("/keranjang/")
    assert "1,5 kg" in basket
    assert all(words in basket for words in ("Keripik Bu Sari", "Kopi Pak Joko", "Rp25.000", "Rp135.000", "Rp160.000"))
    couriers = text_of(andi.tells_where().content.decode())
    assert couriers.count("perkiraan") >= 2
    review = text_of(andi.chooses_couriers().content.decode())
    assert all(words in review for words in ("RT 003/RW 002", "0812-3456-7890", "Total bayar", "Ke mana uang saya?"))
    placed = andi.orders()
    order = Order.objects.get()
    assert placed.status_code == 302
    assert placed.url == f"/pesanan/{order.number}/{order.secret}/bayar/"
    assert order.seller_orders.count() == 2
    assert order.buyer_phone == "+6281234567890"
    page = andi.sees(f"/pesanan/{order.number}/{order.secret}/")
    assert all(words in page for words in (order.number, "Menunggu pembayaran", "Keripik singkong", "1,5 kg"))


@pytest.mark.parametrize(
    ("typed", "words"), [("1,3", "dijual per 0,5 kg"), ("banyak", "angka"), ("99", "Stok tinggal")]
)
def test_an_amount_that_cannot_be_sold_is_refused_with_a_word(client, kopi, typed, words):
    page = client.post(f"/keranjang/tambah/{kopi.pk}/", {"quantity": typed}, follow=True).content.decode()
    assert words in text_of(page)
    assert Basket.objects.count() == 0


def test_amounts_are_changed_and_goods_taken_out(andi):
    line = Basket.objects.get().lines.order_by("pk").first()
    page = andi.client.post(f"/keranjang/baris/{line.pk}/", {"quantity": "4"}, follow=True).content.decode()
    assert "Rp50.000" in page
    andi.client.post(f"/keranjang/baris/{line.pk}/", {"ubah": "tambah"})
    andi.client.post(f"/keranjang/baris/{line.pk}/", {"ubah": "hapus"})
    assert "Keripik singkong" not in andi.sees("/keranjang/").replace("Jumlah Keripik singkong", "")
    assert Basket.objects.get().lines.count() == 1


def test_a_foreign_line_is_not_touched(andi, client, keripik, db):
    other = Basket.objects.create()
    line = other.lines.create(line_reference="x", product=keripik, stockrecord=record_of(keripik), quantity=3)
    andi.client.post(f"/keranjang/baris/{line.pk}/", {"ubah": "hapus"})
    assert other.lines.count() == 1


def test_a_changed_price_must_be_accepted_before_going_on(andi, keripik):
    stock.set_price(record_of(keripik), 13_000)
    page = andi.sees("/pesan/alamat/")
    assert "Rp12.500 menjadi Rp13.000" in page
    assert "Isi alamat" not in page
    assert "Ke mana barang dikirim?" in text_of(andi.client.post("/keranjang/harga/", follow=True).content.decode())
    andi.walks_to_the_review().orders()
    assert Order.objects.get().lines.order_by("pk").first().price_rupiah == 26_000


def test_a_closed_shop_takes_nothing_and_says_when_it_opens(client, keripik):
    Partner.objects.update(closed_until_on=date(2126, 12, 3))
    page = client.post(f"/keranjang/tambah/{keripik.pk}/", {"quantity": "1"}, follow=True).content.decode()
    assert "Buka lagi 3 Desember 2126" in page
    assert Basket.objects.count() == 0


def test_what_was_typed_stays_when_one_field_is_wrong_and_when_going_back(andi):
    page = andi.tells_where(phone="12").content.decode()
    assert "Nomor HP tidak lengkap" in page
    assert "Jl. Cikini Raya 10" in page
    andi.tells_where()
    assert "Jl. Cikini Raya 10" in andi.html("/pesan/alamat/")


@pytest.mark.parametrize("step", ["/pesan/alamat/", "/pesan/kurir/", "/pesan/periksa/"])
def test_with_an_empty_basket_every_step_leads_to_the_basket(client, db, step):
    assert client.get(step).url == "/keranjang/"


@pytest.mark.parametrize("step", ["/pesan/kurir/", "/pesan/periksa/"])
def test_no_step_is_taken_before_the_address(andi, step):
    assert andi.client.get(step).url == "/pesan/alamat/"


def test_pressing_twice_and_from_an_old_page_is_one_order(andi):
    first_tab = andi.walks_to_the_review().review_form()
    second_tab = andi.review_form()
    pages = {andi.orders(fields).url for fields in (first_tab, first_tab, second_tab)}
    order = Order.objects.get()
    assert pages == {f"/pesanan/{order.number}/{order.secret}/bayar/"}
    for step in ("/pesan/alamat/", "/pesan/kurir/", "/pesan/periksa/"):
        assert andi.client.get(step).url == f"/pesanan/{order.number}/{order.secret}/"


def test_a_quote_that_ran_out_is_asked_anew_and_shown_before_it_is_charged(andi):
    fields = andi.walks_to_the_review().review_form()
    Quote.objects.update(expires_at=now() - timedelta(seconds=1))
    answer = andi.client.post("/pesan/buat/", fields, follow=True).content.decode()
    assert Order.objects.count() == 0
    assert "Ongkir dihitung ulang" in answer
    andi.orders()
    assert Order.objects.count() == 1


def test_goods_sold_out_meanwhile_lead_back_to_the_basket_with_a_word(andi, keripik):
    fields = andi.walks_to_the_review().review_form()
    record_of(keripik).allocate(9)
    answer = andi.client.post("/pesan/buat/", fields, follow=True).content.decode()
    assert "Keripik singkong: Stok tinggal 1 buah." in text_of(answer)
    assert Order.objects.count() == 0


def test_a_basket_changed_in_another_tab_is_shown_again(andi, keripik):
    fields = andi.walks_to_the_review().review_form()
    andi.puts(keripik, "1")
    answer = andi.client.post("/pesan/buat/", fields, follow=True)
    assert Order.objects.count() == 0
    assert answer.redirect_chain[-1][0] in ("/pesan/periksa/", "/pesan/kurir/")


@pytest.mark.parametrize("token", ["", "x", "eyJiYXNrZXQiOjF9:1tabc:sig"])
def test_an_agreement_that_we_did_not_sign_orders_nothing(andi, token):
    andi.walks_to_the_review()
    andi.client.post("/pesan/buat/", {"setuju": token})
    assert Order.objects.count() == 0


def test_a_courier_that_was_not_offered_cannot_be_chosen(andi, keripik):
    andi.tells_where()
    cheap = Quote.objects.first()
    cheap.pk, cheap.reference, cheap.amount_rupiah = None, "Q0", 0
    cheap.save()
    answer = andi.client.post("/pesan/kurir/", {f"kurir-{keripik.partner_id}": "Q0"})
    assert answer.status_code == 200
    assert "Pilih satu kurir" in answer.content.decode()


def test_the_address_is_asked_for_once_and_kept_for_the_next_order(andi, keripik):
    andi.walks_to_the_review().orders()
    andi.puts(keripik, "1")
    assert ADDRESS["street"] in andi.html("/pesan/alamat/")


def test_a_form_of_another_site_fills_no_basket(client, keripik):
    answer = client.post(
        f"/keranjang/tambah/{keripik.pk}/", {"quantity": "1"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    assert Basket.objects.count() == 0


def test_a_hidden_good_is_not_for_sale(client, keripik):
    hidden = a_good(keripik.partner, "Rahasia", is_public=False)
    assert client.post(f"/keranjang/tambah/{hidden.pk}/", {"quantity": "1"}).status_code == 404
