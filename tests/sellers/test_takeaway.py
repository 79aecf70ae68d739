"""Bu Sari takes everything of hers along in one ZIP (SE-24), and nothing of anybody else's."""

import csv
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.catalogue import photos
from market.order.models import SellerOrder
from market.partner.models import Partner
from sellers.pages import takeaway
from sellers.papers import keeping
from tests.market.lifecycle.trade import BU_SARI
from tests.sellers.goods.conftest import a_photo

pytestmark = pytest.mark.django_db


def opened(client) -> zipfile.ZipFile:
    answer = client.post("/penjual/data/unduh/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def table(file: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read(f"{name}.csv").decode("utf-8-sig"))))


@pytest.fixture
def shop(order, var_dir) -> Partner:
    shop = Partner.objects.get(name=BU_SARI)
    photos.add_photo(shop.products.first(), photos.remake(a_photo()))
    paper = SimpleUploadedFile("nib.pdf", b"%PDF-1.4 NIB Bu Sari")
    keeping.write(shop, "nib", "1234567890123", expires_on=None, file=paper, by=None)
    return shop


def test_goods_photos_orders_turnover_money_and_papers_are_in_it(bu_sari, shop, order):
    with opened(bu_sari) as file:
        assert file.testzip() is None
        names = file.namelist()
        goods, orders = table(file, "barang"), table(file, "pesanan")
        months, money = table(file, "omzet"), table(file, "uang")
        facts = json.loads(file.read("data.json"))
        assert file.read("surat/nib.pdf") == b"%PDF-1.4 NIB Bu Sari"
    part = order.seller_orders.get(partner=shop)
    assert len(goods) == shop.products.count() > 0
    assert {row["Nomor"] for row in orders} == {part.number}
    assert len(orders) == part.lines.count() > 0
    assert int(months[0]["Jumlah (Rp)"]) == part.goods_rupiah
    assert sum(int(row["Jumlah (Rp)"]) for row in money) == part.net_rupiah
    assert [one["number"] for one in facts["papers"]] == ["1234567890123"]
    assert len([name for name in names if name.startswith("foto/")]) == 1


def test_nothing_of_the_buyers_address_and_nothing_of_another_seller(bu_sari, shop, order):
    with opened(bu_sari) as file:
        whole = "".join(file.read(name).decode("latin-1") for name in file.namelist() if not name.startswith("foto/"))
    other = SellerOrder.objects.exclude(partner=shop).get()
    secrets = [order.buyer_phone, order.buyer_phone.removeprefix("+62"), order.shipping_address.line1, other.number]
    assert {one: one in whole for one in secrets} == dict.fromkeys(secrets, False)
    assert order.buyer_name in whole


def test_a_helper_and_a_stranger_get_none(client, shop):
    assert client.post("/penjual/data/unduh/")["Location"].startswith("/masuk/")


def test_photos_beyond_the_limit_are_listed_and_the_rest_is_whole(bu_sari, shop, monkeypatch):
    monkeypatch.setattr(takeaway, "MOST_PHOTO_BYTES", 10)
    with opened(bu_sari) as file:
        names = file.namelist()
        assert "foto/TIDAK-ADA-DI-SINI.txt" in names
        assert "barang.csv" in names


def test_many_goods_take_no_more_queries(bu_sari, shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        takeaway.write(io.BytesIO(), shop)
