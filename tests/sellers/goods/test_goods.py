"""Mbak Rina lists a cloth: five fields, what it brings, draft, waiting, live; one tap for stock and price."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from market.catalogue.models import Product
from market.partner.models import Partner, StockRecord
from market.users.models import User
from sellers import access, publishing
from sellers.goods import keeping
from sellers.models import Helper
from tests.market.stall import KRANDEGAN, a_good, a_seller, record_of
from tests.sellers.goods.conftest import a_photo

KEY = "0123456789abcdef"


def cloth(**more):
    return {"key": KEY, "title": "Batik tulis manggis", "price": "450.000", "unit": "lembar", "stock": "3", **more}


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def adds(client, **more) -> StockRecord:
    answer = client.post("/penjual/barang/baru/", {**cloth(photo=a_photo()), **more})
    assert answer.status_code == 302, answer.content.decode()
    return StockRecord.objects.select_related("product").latest("pk")


def test_five_fields_suffice_and_the_next_page_says_what_it_brings(rina, shop):
    record = adds(rina)
    product = record.product
    assert (product.title, product.unit, product.publication, record.num_in_stock) == (
        "Batik tulis manggis", "lembar", "draft", 3,
    )  # fmt: skip
    assert int(record.price) == 450_000
    assert product.partner == shop
    assert product.cover["sizes"]
    page = text_of(rina.get(f"/penjual/barang/{product.pk}/"))
    assert "Komisi toko" in page
    assert "Rp22.500" in page  # five in a hundred
    assert "Rp427.500" in page
    assert "Tayangkan" in page


def test_what_is_handed_in_waits_and_is_live_after_the_operator(rina, client):
    record = adds(rina)
    rina.post(f"/penjual/barang/{record.product_id}/tayang/")
    assert "Menunggu pemeriksaan" in text_of(rina.get(f"/penjual/barang/{record.product_id}/"))
    publishing.publish(record.product, None)
    assert text_of(Client().get(record.product.get_absolute_url()))
    assert "Tayang" in text_of(rina.get("/penjual/barang/"))


def test_a_draft_needs_a_name_only_and_is_not_handed_in_half(rina):
    answer = rina.post("/penjual/barang/baru/", {"key": KEY, "title": "Batik cap", "unit": "lembar", "draf": "ya"})
    pk = Product.objects.get().pk
    assert answer.url.startswith(f"/penjual/barang/{pk}/")
    page = text_of(rina.get(f"/penjual/barang/{pk}/"))
    assert "Masih kurang" in page
    assert rina.post(f"/penjual/barang/{pk}/tayang/").url == f"/penjual/barang/{pk}/ubah/"
    assert Product.objects.get().publication == "draft"


def test_pressing_twice_makes_one_good(rina):
    adds(rina)
    adds(rina)
    assert Product.objects.count() == 1
    assert StockRecord.objects.get().num_in_stock == 3
    assert StockRecord.objects.get().moves.count() == 1


def test_without_the_key_pressing_twice_would_make_two(rina):
    adds(rina)
    adds(rina, key="another0000")
    assert Product.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "Isi nama barang"), ("title", "!!", "terlalu pendek"), ("price", "", "Isi harga"),
        ("price", "mahal", "Tulis angka"), ("price", "0", "Harga dari Rp1"), ("price", "9" * 18, "Tulis angka"),
        ("stock", "", "Isi jumlah stok"), ("stock", "-1", "kurang dari nol"), ("stock", "banyak", "Tulis angka"),
        ("stock", "9" * 30, "100.000"), ("unit", "drum", "drum"), ("weight_grams", "0", "1 gram"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_what_was_typed_stays(rina, field, typed, words):
    answer = rina.post("/penjual/barang/baru/", {**cloth(photo=a_photo()), field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert field == "title" or "Batik tulis manggis" in page
    assert KEY in page
    assert not Product.objects.exists()


def test_a_file_that_is_no_photo_is_refused_with_words(rina):
    hostile = a_photo(name="foto.jpg")
    hostile.write(b"<script>")
    hostile.seek(0)
    fake = a_photo()
    fake.truncate(10)
    answer = rina.post("/penjual/barang/baru/", cloth(photo=fake))
    assert answer.status_code == 422
    assert "bukan foto yang bisa dibaca" in answer.content.decode()
    assert not Product.objects.exists()


def test_another_sellers_good_does_not_exist(rina):
    theirs = a_good(a_seller("Kopi Pak Joko"))
    for page in ("", "ubah/", "hapus/"):
        assert rina.get(f"/penjual/barang/{theirs.pk}/{page}").status_code == 404
    for page in ("stok/", "harga/", "tayang/", "tampil/", "hapus/", "ubah/"):
        assert rina.post(f"/penjual/barang/{theirs.pk}/{page}", {"ubah": "1", "harga": "1"}).status_code == 404
    assert theirs.title not in text_of(rina.get("/penjual/barang/"))
    assert record_of(theirs).num_in_stock == 10


def test_without_the_wall_it_would(rina, monkeypatch):
    theirs = a_good(a_seller("Kopi Pak Joko"))
    monkeypatch.setattr(access, "seller_goods", lambda _p: StockRecord.objects.select_related("product__partner"))
    assert theirs.title in text_of(rina.get(f"/penjual/barang/{theirs.pk}/"))


def test_stock_moves_by_one_tap_and_never_below_what_is_promised(rina):
    record = adds(rina)
    here = f"/penjual/barang/{record.product_id}/stok/"
    rina.post(here, {"ubah": "1", "kembali": "/penjual/barang/"})
    rina.post(here, {"ubah": "-1"})
    rina.post(here, {"jumlah": "7"})
    record.refresh_from_db()
    assert record.num_in_stock == 7
    record.allocate(5)
    rina.post(here, {"jumlah": "2"})
    rina.post(here, {"ubah": "habis"})
    record.refresh_from_db()
    assert (record.num_in_stock, record.net_stock_level) == (5, 0)
    assert "sudah dipesan" in text_of(rina.get(f"/penjual/barang/{record.product_id}/"))
    assert rina.post(here, {"jumlah": "seribu"}, follow=True).status_code == 200


def test_the_way_back_leads_nowhere_else(rina):
    record = adds(rina)
    for target in ("https://jahat.example/", "//jahat.example/penjual/", "/desa/kelola/"):
        answer = rina.post(f"/penjual/barang/{record.product_id}/stok/", {"ubah": "1", "kembali": target})
        assert answer.url == f"/penjual/barang/{record.product_id}/"


def test_a_far_price_of_a_live_good_shows_that_it_waits(rina, shop):
    live = a_good(shop, price=10_000)
    rina.post(f"/penjual/barang/{live.pk}/harga/", {"harga": "11.000"})
    assert int(record_of(live).price) == 11_000
    rina.post(f"/penjual/barang/{live.pk}/harga/", {"harga": "99.000"})
    page = text_of(rina.get(f"/penjual/barang/{live.pk}/"))
    assert "Harga menunggu" in page
    assert int(record_of(live).price) == 11_000


def test_the_form_is_told_what_a_price_brings(rina):
    lines = rina.get("/penjual/barang/hitung/?harga=10.000").json()["lines"]
    assert lines == [["Komisi toko", "−Rp500"], ["Anda terima", "Rp9.500"]]
    for odd in ("", "abc", "-5", "9" * 40):
        assert rina.get("/penjual/barang/hitung/", {"harga": odd}).json() == {"lines": []}


def test_hidden_is_not_to_be_had_and_comes_back(rina, shop):
    live = a_good(shop)
    rina.post(f"/penjual/barang/{live.pk}/tampil/", {"tampil": "tidak"})
    assert Client().get(live.get_absolute_url()).status_code == 404
    rina.post(f"/penjual/barang/{live.pk}/tampil/", {"tampil": "ya"})
    assert Client().get(live.get_absolute_url()).status_code == 200


def test_deleting_asks_first_and_keeps_what_was_bought(rina, shop, monkeypatch):
    record = adds(rina)
    assert "Hapus barang ini?" in text_of(rina.get(f"/penjual/barang/{record.product_id}/hapus/"))
    assert Product.objects.count() == 1
    rina.post(f"/penjual/barang/{record.product_id}/hapus/")
    assert Product.objects.count() == 0


def test_libur_keeps_the_page_stops_buying_and_ends_by_itself(rina, shop, time_machine):
    live = a_good(shop)
    rina.post("/penjual/libur/", {"hari": "3"})
    shop.refresh_from_db()
    assert shop.closed_until_on == timezone.localdate() + timedelta(days=3)
    page = text_of(Client().get(live.get_absolute_url()))
    assert "Buka lagi" in page
    buys = Client().post(f"/keranjang/tambah/{live.pk}/", {"quantity": "1"}, follow=True)
    assert "masuk keranjang" not in buys.content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=3))
    buys = Client().post(f"/keranjang/tambah/{live.pk}/", {"quantity": "1"}, follow=True)
    assert "masuk keranjang" in buys.content.decode()


@pytest.mark.parametrize("typed", ["", "kemarin", "2020-01-01", "2999-01-01"])
def test_a_wrong_day_of_rest_is_named(rina, shop, typed):
    answer = rina.post("/penjual/libur/", {"sampai": typed})
    assert answer.status_code == 422
    assert "Pilih tanggal buka lagi" in answer.content.decode()
    shop.refresh_from_db()
    assert shop.closed_until_on is None


def test_who_only_packs_sees_no_goods_and_no_money(client, shop):
    user = User.objects.create_person(phone="+6281200009005", name="Adik")
    shop.users.add(user)
    Helper.objects.create(partner=shop, user=user, task=Helper.Task.PACKING)
    client.force_login(user)
    assert client.get("/penjual/pesanan/").status_code == 200
    for page in ("barang/", "uang/", "libur/", "barang/baru/"):
        assert client.get(f"/penjual/{page}").status_code == 403
    Helper.objects.update(task=Helper.Task.ALL_BUT_MONEY)
    assert client.get("/penjual/barang/").status_code == 200
    assert client.get("/penjual/uang/").status_code == 403


def test_without_the_task_the_helper_would_see_the_money(client, shop, monkeypatch):
    user = User.objects.create_person(phone="+6281200009005", name="Adik")
    shop.users.add(user)
    Helper.objects.create(partner=shop, user=user, task=Helper.Task.PACKING)
    client.force_login(user)
    monkeypatch.setitem(access.MAY, Helper.Task.PACKING, access.MAY[None])
    assert client.get("/penjual/uang/").status_code == 200


def test_two_shops_of_one_person_are_kept_apart(rina, shop):
    other = a_seller("Sate Mas Budi")
    other.users.add(shop.users.get())
    a_good(shop, "Batik cap")
    a_good(other, "Sate ambal")
    assert "Sate ambal" not in text_of(rina.get("/penjual/barang/"))
    rina.post("/penjual/lainnya/toko/", {"toko": other.pk})
    page = text_of(rina.get("/penjual/barang/"))
    assert "Sate ambal" in page
    assert "Batik cap" not in page
    assert rina.post("/penjual/lainnya/toko/", {"toko": a_seller("Toko Orang").pk}).status_code == 404


@pytest.mark.parametrize("page", ["barang/", "barang/?tab=habis", "barang/?tab=belum&hal=9", "barang/baru/", "libur/"])
def test_lists_take_few_queries_however_many_goods(rina, shop, page):
    for number in range(30):
        a_good(shop, f"Barang {number}")
    with CaptureQueriesContext(connection) as asked:
        text_of(rina.get(f"/penjual/{page}"))
    assert len(asked) <= 10


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_make_one_good(var_dir):
    shop = a_seller("Batik Mbak Rina", KRANDEGAN)
    barrier, made = threading.Barrier(8), []
    facts = {"title": "Batik tulis", "unit": "lembar", "price": 450_000, "stock": 3}

    def press() -> None:
        try:
            barrier.wait()
            record = keeping.add(Partner.objects.get(pk=shop.pk), facts, key=KEY, photo=None, by=None)
            made.append(record.product_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == 8
    assert len(set(made)) == Product.objects.count() == 1
    assert StockRecord.objects.get().num_in_stock == 3
