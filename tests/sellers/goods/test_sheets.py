"""Bu Sari brings her goods in a spreadsheet: read and checked first, saved when she says so, once (SE-17)."""

import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from market.catalogue.models import Product, Publication
from market.core.errors import RuleBroken
from market.partner.models import StockRecord
from sellers.goods import sheet
from sellers.models import GoodsSheet
from tests.market.checkout.walk import text_of
from tests.market.ledger.test_promises import together
from tests.market.stall import a_seller
from tests.sellers.people.conftest import signed_in

pytestmark = pytest.mark.django_db
HERE = "/penjual/barang/lembar/"
HEAD = list(sheet.COLUMNS)


def good(number: int) -> list:
    return [f"Keripik nomor {number}", 12_500, "bungkus", 20, 250, 30, "Renyah"]


def xlsx(*rows: list, head: list | None = None) -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active.append(head or HEAD)
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def fifty_with_three_wrong() -> bytes:
    rows = [good(number) for number in range(50)]
    rows[4][1], rows[9][2], rows[19][0] = "mahal", "karung goni", ""
    return xlsx(*rows)


@pytest.fixture
def seller():
    return a_seller("Bu Sari")


@pytest.fixture
def bu_sari(seller):
    client = signed_in("+6281200001001", "Bu Sari")
    seller.users.add(client.user)
    return client


def sends(client, content: bytes, name: str = "barang.xlsx"):
    return client.post(HERE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_of_fifty_with_three_wrong_47_are_right_and_nothing_is_saved_before_the_yes(bu_sari, seller):
    answer = sends(bu_sari, fifty_with_three_wrong())
    shown = text_of(answer.content.decode())
    assert "47 barang benar, 3 perlu diperbaiki." in shown
    for words in (
        "Baris 6",
        "Tulis angka saja, misalnya 12.500.",
        "Baris 11",
        "karung goni tidak ada di daftar satuan.",
        "Baris 21",
        "Isi nama barang.",
    ):
        assert words in shown, words
    assert Product.objects.count() == 0
    kept = GoodsSheet.objects.get()
    bu_sari.post(f"{HERE}{kept.pk}/simpan/")
    assert "Sedang disimpan: 0 dari 47." in text_of(bu_sari.get(f"{HERE}{kept.pk}/").content.decode())
    assert sheet.save(kept.pk) == 47
    assert sheet.save(kept.pk) == 0
    assert Product.objects.filter(publication=Publication.DRAFT, partner=seller).count() == 47
    first = StockRecord.objects.get(product__title="Keripik nomor 0")
    assert (int(first.price), first.num_in_stock, first.product.weight_grams) == (12_500, 20, 250)
    assert "47 barang tersimpan." in text_of(bu_sari.get(f"{HERE}{kept.pk}/").content.decode())


def test_a_worker_that_dies_half_way_makes_no_good_twice(bu_sari, monkeypatch):
    sends(bu_sari, xlsx(*[good(number) for number in range(25)]))
    kept = GoodsSheet.objects.get()
    assert sheet.confirm(kept)
    assert not sheet.confirm(kept)
    add, calls = sheet.keeping.add, []

    def tired(*args, **more):
        calls.append(1)
        if len(calls) == 13:
            raise RuntimeError("killed")
        return add(*args, **more)

    monkeypatch.setattr(sheet.keeping, "add", tired)
    with pytest.raises(RuntimeError):
        sheet.save(kept.pk)
    kept.refresh_from_db()
    assert (kept.done, sheet.lying()) == (10, [kept.pk])
    sheet.save(sheet.lying()[0])
    assert (Product.objects.count(), sheet.lying()) == (25, [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("signs", ["utf-8-sig", "utf-8", "cp1252"])
def test_csv_in_the_ways_in_which_it_comes(bu_sari, separator, signs):
    rows = [["Nama", "HARGA", "satuan", "Stok", "Keterangan"], ["Kopi café", "Rp 25.000", "Kilogram", "3", "Enak"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(signs)
    sends(bu_sari, content, "barang.csv")
    kept = GoodsSheet.objects.get()
    assert kept.wrong == []
    facts = kept.good[0]["facts"]
    assert (facts["title"], facts["price"], facts["unit"], facts["stock"]) == ("Kopi café", 25_000, "kg", 3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"PK\x03\x04 not a zip", "tidak bisa dibaca"),
        (b"\xd0\xcf\x11\xe0old", ".xls"),
        (b"Nama,Harga\nKopi,1000", "Satuan, Stok"),
        (b"\0\0\0\0,x\n", "tidak bisa dibaca"),
        (b"Nama barang,Harga,Satuan,Stok\n", "kosong"),
        (b"Nama barang,Harga,Satuan,Stok\n" + b"a,1,kg,1\n" * 2_001, "2.000"),
    ],
)
def test_what_is_no_sheet_of_goods_says_what_to_do(bu_sari, content, words):
    answer = sends(bu_sari, content, "x.csv")
    assert answer.status_code == 422
    assert words in text_of(answer.content.decode())
    assert GoodsSheet.objects.count() == 0


def test_a_small_file_that_unpacks_to_much_is_refused():
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (sheet.MOST_UNPACKED + 1))
    assert len(made.getvalue()) < sheet.MOST_BYTES
    with pytest.raises(RuleBroken) as refused:
        sheet.lines_of(made.getvalue(), "x.xlsx")
    assert refused.value.code == "too_big"


def test_the_example_we_hand_out_is_right(bu_sari):
    answer = bu_sari.get(f"{HERE}contoh.xlsx")
    sends(bu_sari, answer.content)
    kept = GoodsSheet.objects.get()
    assert (kept.count, kept.wrong) == (1, [])


def test_a_name_that_is_there_already_is_told(bu_sari, seller):
    sends(bu_sari, xlsx(good(1), good(1), good(2)))
    kept = GoodsSheet.objects.get()
    assert (kept.count, [one["line"] for one in kept.wrong]) == (2, [3])


def test_anothers_sheet_is_not_there(bu_sari):
    sends(bu_sari, xlsx(good(1)))
    kept = GoodsSheet.objects.get()
    joko = signed_in("+6281200001002", "Pak Joko")
    a_seller("Pak Joko").users.add(joko.user)
    assert joko.get(f"{HERE}{kept.pk}/").status_code == 404
    assert joko.post(f"{HERE}{kept.pk}/simpan/").status_code == 404
    kept.refresh_from_db()
    assert kept.state == GoodsSheet.State.CHECKED


def test_a_thousand_goods_are_checked_in_ten_seconds_with_one_query(seller, django_assert_num_queries):
    content = xlsx(*[good(number) for number in range(1_000)])
    began = time.perf_counter()
    lines = sheet.lines_of(content, "x.xlsx")
    with django_assert_num_queries(1):
        checked = sheet.check(lines, seller)
    assert time.perf_counter() - began < 10
    assert (len(checked.good), checked.wrong) == (1_000, [])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_make_each_good_once(bu_sari):
    sends(bu_sari, xlsx(*[good(number) for number in range(10)]))
    kept = GoodsSheet.objects.get()
    sheet.confirm(kept)
    assert together(8, lambda _number: sheet.save(kept.pk)) == []
    assert Product.objects.count() == 10
    assert {one.num_in_stock for one in StockRecord.objects.all()} == {20}
