"""The label on the parcel: LG-09. Read back as people and scanners read it, where the tools are there."""

import re
import shutil
import subprocess

import pytest

from market.core.errors import WrongState
from market.shipping import shipments
from market.shipping.booking import booking
from market.shipping.labels import kilograms, label_pdf
from market.shipping.models import Shipment
from tests.market.shipping.shop import CIKINI, KRANDEGAN, good, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils (pdftotext, pdftoppm)")
needs_zbar = pytest.mark.skipif(not shutil.which("zbarimg"), reason="needs zbar-tools (zbarimg)")


@pytest.fixture
def parcel(carriers):
    keep_codes(village(CIKINI), village(KRANDEGAN))
    partner = seller()
    sold = order(group(partner, good(partner), good(partner, "Sale pisang")))
    return booking.book(shipments.request_shipment(sold, collection="drop_off").pk)


def words_of(pdf, tmp_path):
    (tmp_path / "label.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "label.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout


@needs_poppler
def test_a_label_says_all_that_a_carrier_needs_and_no_more(parcel, tmp_path):
    text = " ".join(words_of(label_pdf([parcel]), tmp_path).split())
    for words in (
        "JNE", "REG", parcel.awb, "Antar sendiri", "1 kg", "Andi Wijaya", "0812-****-7890", "Jl. Raden Saleh 8",
        "RT 004/RW 001", "Patokan: seberang stasiun", "Cikini, Kec. Menteng", "Kota Jakarta Pusat, DKI Jakarta 10330",
        "Keripik Bu Sari", "Jl. Melati 5, RT 003/RW 002", "Kab. Purworejo, Jawa Tengah 54224", "2 x Keripik singkong",
        "2 x Sale pisang", "Lumbung Desa SO-100001-1", "SIMULASI",
    ):  # fmt: skip
        assert words in text, words
    assert "COD" not in text
    assert not re.search(r"\+62|0812-?3456|081234567890", text)


@needs_poppler
def test_cash_on_delivery_is_on_the_label(parcel, tmp_path):
    parcel.cod_rupiah = 44_000
    assert re.search(r"COD\s+Rp44\.000", words_of(label_pdf([parcel]), tmp_path))


@needs_poppler
def test_numbers_of_a_real_courier_are_not_marked(parcel, tmp_path, settings):
    real = {**settings.COURIERS["jne"], "OPTIONS": {"base_url": "https://apiv2.jne.example:10205"}}
    settings.COURIERS = {**settings.COURIERS, "jne": real}
    assert "SIMULASI" not in words_of(label_pdf([parcel]), tmp_path)


@needs_poppler
@needs_zbar
@pytest.mark.parametrize("awb", ["SIM0000000000001", "0109402600012345", "P2607150012345", "ABCDEFGHIJKLMNOPQRSTUVWXY"])
def test_a_scanner_reads_the_waybill_back(parcel, tmp_path, awb):
    parcel.awb = awb
    (tmp_path / "label.pdf").write_bytes(label_pdf([parcel]))
    subprocess.run(
        ["pdftoppm", "-r", "203", "-png", "-singlefile", str(tmp_path / "label.pdf"), str(tmp_path / "label")],
        check=True,
    )
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", str(tmp_path / "label.png")], capture_output=True, text=True, check=True
    )
    assert read.stdout.strip() == awb


@needs_poppler
def test_long_names_and_foreign_signs_stay_on_one_page(parcel, tmp_path):
    address = parcel.seller_order.order.shipping_address
    address.line1 = "Jl. Panglima Besar Jenderal Sudirman Kavling 52-53 Gedung " * 4
    address.first_name, address.landmark = "Raden Ajeng Siti Nurhaliza Kusumawardhani 李 " * 4, "di belakang " * 13
    address.save()
    pdf = label_pdf([parcel, parcel])
    assert words_of(pdf, tmp_path).count("\f") == 2
    assert "Rp" not in words_of(pdf, tmp_path)


def test_without_a_number_there_is_no_label(parcel):
    parcel.awb = ""
    with pytest.raises(WrongState):
        label_pdf([parcel])


def test_a_label_is_small_and_a_pdf(parcel):
    pdf = label_pdf([Shipment.objects.get()])
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < 20_000


@pytest.mark.parametrize(
    ("grams", "words"), [(1_000, "1 kg"), (1_250, "1,25 kg"), (500, "0,5 kg"), (12_400, "12,4 kg")]
)
def test_weight_is_written_as_people_here_do(grams, words):
    assert kilograms(grams) == words
