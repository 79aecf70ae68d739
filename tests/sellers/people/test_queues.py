"""Pak Lurah checks who wants to sell and what is to be shown, and does for a seller what she cannot do alone."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from market.catalogue.models import Product, Publication
from market.communication.models import Message
from market.partner.models import Partner, StockRecord
from market.users.models import Deed, Look
from market.users.records import drop_sql
from sellers import consents, onboarding
from sellers.desk import origin
from sellers.models import Application
from tests.market.shipping.shop import HANURA, KRANDEGAN
from tests.market.stall import a_good, a_village

pytestmark = pytest.mark.django_db
DESK = "/desa/kelola"


@pytest.fixture
def application(pak_lurah) -> Application:
    facts = {
        "name": "Rina Astuti", "shop_name": "Batik Mbak Rina", "street": "Dusun Karangjati 8", "kbli_code": "13134",
        "kbli_edition": "2020", "goods_words": "batik tulis", "village": a_village(KRANDEGAN),
    }  # fmt: skip
    agreed = {"shop": consents.VERSION, "public": consents.VERSION}
    return onboarding.submit("+6281200009004", facts, agreed)


def waiting(partner: Partner, title: str, **more) -> Product:
    good = a_good(partner, title, 10_000, 5, **more)
    Product.objects.filter(pk=good.pk).update(publication=Publication.WAITING, waiting_since=timezone.now())
    return good


def listed() -> int:
    return Product.objects.filter(listed=True, title__startswith="Keripik rasa").count()


def test_the_application_is_on_the_desk_and_opens_a_shop_once(pak_lurah, application):
    assert "pendaftaran penjual" in pak_lurah.get(f"{DESK}/").content.decode()
    assert application.shop_name in pak_lurah.get(f"{DESK}/pendaftaran/").content.decode()
    path = f"{DESK}/pendaftaran/{application.number}/"
    assert "belum dibuktikan" in pak_lurah.get(path).content.decode()
    for _press in range(2):
        pak_lurah.post(f"{path}setujui/")
    assert Partner.objects.get(name="Batik Mbak Rina").approved_at
    assert Deed.objects.get(what="approved").by_name == "Pak Lurah"


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(pak_lurah, application):
    path = f"{DESK}/pendaftaran/{application.number}/tolak/"
    assert pak_lurah.post(path, {"reason": " "}).status_code == 422
    pak_lurah.post(path, {"reason": "Alamat belum lengkap"})
    application.refresh_from_db()
    assert (application.state, application.reason) == ("refused", "Alamat belum lengkap")
    assert application.shop_name in pak_lurah.get(f"{DESK}/pendaftaran/?tab=selesai").content.decode()


def test_ten_goods_are_let_through_at_once(pak_lurah, part):
    goods = [waiting(part.partner, f"Keripik rasa {number}") for number in range(10)]
    assert listed() == 0
    pak_lurah.post(f"{DESK}/barang/tayangkan/", {"barang": [one.pk for one in goods]})
    assert listed() == 10
    assert "Semua sudah diperiksa" in pak_lurah.get(f"{DESK}/barang/").content.decode()
    assert Deed.objects.filter(what="published").count() == 10


def test_a_good_goes_back_only_with_a_reason(pak_lurah, part):
    good = waiting(part.partner, "Keripik rasa pedas")
    path = f"{DESK}/barang/{good.pk}/kembalikan/"
    assert pak_lurah.post(path, {"reason": ""}).status_code == 422
    pak_lurah.post(path, {"reason": "Fotonya gelap"})
    good.refresh_from_db()
    assert (good.publication, good.publication_reason) == ("refused", "Fotonya gelap")


def test_goods_that_claim_another_village_are_marked_or_stay(pak_lurah, part):
    good = waiting(part.partner, "Keripik rasa laut", description="Renyah. asal: Hanura, dekat teluk.")
    a_village(HANURA)
    path = f"{DESK}/barang/tayangkan/"
    assert "menyebut asal Hanura" in pak_lurah.post(path, {"barang": [good.pk]}, follow=True).content.decode()
    assert listed() == 0
    pak_lurah.post(f"{DESK}/barang/{good.pk}/dijual-ulang/")
    good.refresh_from_db()
    assert (good.is_resold, listed()) == (True, 1)
    assert "Dijual ulang" in pak_lurah.get(f"/barang/{good.slug}-{good.pk}/").content.decode()


@pytest.mark.parametrize(
    "words", ["Asli Indonesia", "asal: Krandegan", "asal: Bayan, Purworejo", "Renyah", "asal kenyang"]
)
def test_home_and_words_that_are_no_village_claim_nothing(part, words):
    a_village(HANURA)
    good = a_good(part.partner, "Keripik", description=words)
    good.refresh_from_db()
    assert origin.claimed_elsewhere(good) == ""


def test_a_price_changed_for_bu_sari_is_written_down_as_pak_lurahs_and_she_is_told(pak_lurah, part, bu_sari):
    record = StockRecord.objects.get(partner=part.partner)
    path = f"{DESK}/toko/{part.partner.code}/barang/{record.product_id}/"
    pak_lurah.post(path, {"price": "Rp30.000", "stock": str(record.num_in_stock)})
    record.refresh_from_db()
    assert record.price == 30_000
    deed = Deed.objects.get(what="price")
    assert (deed.by, deed.partner_id, deed.village_code) == (pak_lurah.user, part.partner_id, KRANDEGAN)
    assert Message.objects.filter(partner=part.partner, kind="deed").count() == 1
    page = bu_sari.get("/penjual/catatan/").content.decode()
    assert "Pak Lurah" in page
    assert "Rp30.000" in page


@pytest.mark.parametrize("wrong", [{"price": "banyak", "stock": "3"}, {"price": "0", "stock": "3"}, {"price": "1000"}])
def test_a_wrong_price_or_stock_changes_nothing(pak_lurah, part, wrong):
    record = StockRecord.objects.get(partner=part.partner)
    pak_lurah.post(f"{DESK}/toko/{part.partner.code}/barang/{record.product_id}/", wrong)
    assert not Deed.objects.filter(what__in=["price", "stock"]).exists()


def test_a_stopped_shop_is_hidden_its_orders_stay_and_bu_sari_can_answer(pak_lurah, part, bu_sari):
    path, public = f"{DESK}/toko/{part.partner.code}/hentikan/", f"/toko/{part.partner.code}/"
    pak_lurah.post(path, {"reason": ""})
    assert pak_lurah.get(public).status_code == 200
    pak_lurah.post(path, {"reason": "Tiga keluhan dalam seminggu"})
    assert pak_lurah.get(public).status_code == 404
    assert not Product.objects.filter(partner=part.partner, listed=True).exists()
    assert bu_sari.get(f"/penjual/pesanan/{part.number}/").status_code == 200
    assert "Tiga keluhan" in bu_sari.get("/penjual/").content.decode()
    bu_sari.post("/penjual/catatan/jawab/", {"words": "Minyak sudah saya ganti."})
    assert "Minyak sudah saya ganti." in pak_lurah.get(f"{DESK}/toko/{part.partner.code}/").content.decode()
    pak_lurah.post(path, {"buka": "ya"})
    assert pak_lurah.get(public).status_code == 200


def test_the_number_is_covered_and_opened_with_a_reason_that_bu_sari_reads(pak_lurah, part, bu_sari):
    Partner.objects.filter(pk=part.partner_id).update(phone="+6281298765432")
    path = f"{DESK}/toko/{part.partner.code}/"
    assert "0812-9876-5432" not in pak_lurah.get(path).content.decode()
    assert pak_lurah.post(f"{path}nomor/", {"purpose": " "}).status_code == 422
    assert not Look.objects.exists()
    shown = pak_lurah.post(f"{path}nomor/", {"purpose": "Menanyakan keluhan"}).content.decode()
    assert "0812-9876-5432" in shown
    assert Look.objects.count() == 1
    page = bu_sari.get("/penjual/catatan/").content.decode()
    assert ("Menanyakan keluhan" in page, "Operator Desa Krandegan" in page) == (True, True)


@pytest.mark.parametrize("change", ["UPDATE users_look SET purpose = 'x'", "DELETE FROM users_look"])
def test_nobody_changes_what_was_written_down_and_the_twin_shows_why(pak_lurah, part, change):
    pak_lurah.post(f"{DESK}/toko/{part.partner.code}/nomor/", {"purpose": "Menanyakan keluhan"})
    assert Look.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in drop_sql(connection.vendor):
                cursor.execute(statement)
            cursor.execute(change)
            assert cursor.rowcount == 1
        transaction.set_rollback(True)


def test_for_another_villages_operator_none_of_it_exists(mas_fajar, part, application):
    good = waiting(part.partner, "Keripik rasa asing")
    shop, record = part.partner.code, StockRecord.objects.filter(partner=part.partner).first()
    number = application.number
    gets = ["pendaftaran/" + number, f"barang/{good.pk}", f"toko/{shop}"]
    posts = [
        f"pendaftaran/{number}/setujui", f"pendaftaran/{number}/tolak", f"barang/{good.pk}/kembalikan",
        f"barang/{good.pk}/dijual-ulang", f"toko/{shop}/nomor", f"toko/{shop}/libur", f"toko/{shop}/hentikan",
        f"toko/{shop}/barang/{record.product_id}",
    ]  # fmt: skip
    seen = [mas_fajar.get(f"{DESK}/{one}/").status_code for one in gets]
    given = {"reason": "ini alasan", "purpose": "ini tujuan", "price": "1", "stock": "1"}
    seen += [mas_fajar.post(f"{DESK}/{one}/", given).status_code for one in posts]
    assert seen == [404] * 11
    mas_fajar.post(f"{DESK}/barang/tayangkan/", {"barang": [good.pk]})
    good.refresh_from_db()
    assert good.publication == "waiting"
    for path in ("pendaftaran", "barang", "toko"):
        page = mas_fajar.get(f"{DESK}/{path}/").content.decode()
        assert not any(text in page for text in ("Batik Mbak Rina", "Keripik rasa asing", "Keripik Bu Sari"))


def test_the_lists_ask_little(pak_lurah, part, application, django_assert_max_num_queries):
    for number in range(12):
        waiting(part.partner, f"Keripik rasa {number}")
    paths = ["", "pendaftaran/", "barang/", "toko/", f"toko/{part.partner.code}/", f"pendaftaran/{application.number}/"]
    for path in paths:
        with django_assert_max_num_queries(10):
            assert pak_lurah.get(f"{DESK}/{path}").status_code == 200
