"""LG-18, LG-20: a courier's bill and its remittance: each waybill once in the books, the rest in a list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.core.errors import RuleBroken
from market.ledger.models import Account, Journal
from market.lifecycle.cancelled import mark_cancelled
from market.settings.couriers import STAND_INS, couriers
from market.shipping.models import BillLine, CourierBill, Remittance, Shipment, Tariff
from market.shipping.paper.files import rows_of, rupiah_of
from tests.market.carriage.rows import an_operator
from tests.market.carriage.test_parcels_desk import BOARD, booked
from tests.market.shipping.shop import HANURA

pytestmark = pytest.mark.django_db
BILLS = f"{BOARD}tagihan/"
NUMBERS = ("LD-261122-7K3QX9", "LD-261122-8K3QX8", "LD-261122-9K3QX7")


@pytest.fixture(autouse=True)
def _couriers(settings):
    settings.COURIERS = couriers(STAND_INS)


@pytest.fixture
def parcels():
    return [booked(number) for number in NUMBERS]


@pytest.fixture
def lurah():
    return an_operator(Client())


def balance(name: str) -> int:
    return sum(Account.objects.filter(name=name).values_list("balance_rupiah", flat=True))


def sends(client: Client, text: str, kind: str = "tagihan", name: str = "jne.csv"):
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    return client.post(BILLS, {"kind": kind, "courier": "jne", "file": file})


def bill_text(parcels, *amounts: int) -> str:
    lines = [f"{one.awb};{amount};1,2" for one, amount in zip(parcels, amounts, strict=True)]
    return "No Resi;Biaya;Berat (kg)\n" + "\n".join(lines) + "\nTIDAKADA1;9.000;1\n"


def test_a_bill_shows_each_difference_and_the_books_hold_every_rupiah(lurah, parcels):
    paid = balance("postage_payable")
    answer = sends(lurah, bill_text(parcels, 13_000, 11_000, 10_000))
    bill = CourierBill.objects.get()
    assert answer["Location"] == f"{BILLS}{bill.pk}/"
    page = lurah.get(answer["Location"]).content.decode()
    assert all(
        text in page for text in ("Rp2.000", "-Rp1.000", "Rp34.000", "Rp33.000", "Resi tidak dikenal", "Menteng")
    )
    assert balance("courier_payable") == -34_000
    assert balance("postage_variance") == 1_000
    assert balance("postage_payable") - paid == 33_000
    assert sum(Account.objects.values_list("balance_rupiah", flat=True)) == 0
    assert list(Shipment.objects.order_by("pk").values_list("billed_rupiah", flat=True)) == [13_000, 11_000, 10_000]
    assert list(BillLine.objects.filter(weight_grams=1_200).values_list("problem", flat=True)) == ["", "", ""]


def test_the_same_file_is_taken_in_once_and_a_waybill_is_billed_once(lurah, parcels):
    text = bill_text(parcels, 13_000, 11_000, 10_000)
    assert sends(lurah, text)["Location"] == sends(lurah, text)["Location"]
    sends(lurah, text + "\n", name="lagi.csv")
    assert CourierBill.objects.count() == 2
    assert Journal.objects.filter(kind="courier_billed").count() == 3
    assert balance("courier_payable") == -34_000
    assert BillLine.objects.filter(problem="twice").count() == 3


def test_a_cancelled_parts_postage_is_not_used_twice(lurah, parcels):
    mark_cancelled(parcels[0].seller_order_id, "Batal")
    sends(lurah, bill_text(parcels, 11_000, 11_000, 11_000))
    assert balance("postage_variance") == 11_000  # what the buyer got back, the courier wants all the same
    assert sum(Account.objects.values_list("balance_rupiah", flat=True)) == 0


def test_by_the_houses_rule_the_seller_bears_the_difference_as_far_as_the_balance_goes(lurah, parcels, settings):
    settings.POSTAGE_DIFFERENCE_BY = "seller"
    sends(lurah, bill_text(parcels, 13_000, 11_000, 10_000))  # nothing is available yet: the house
    assert (balance("postage_variance"), balance("seller_available")) == (1_000, 0)


def test_the_operator_takes_the_proposal_into_the_tariff(lurah, parcels):
    sends(lurah, bill_text(parcels, 30_000, 31_000, 31_000))
    bill = CourierBill.objects.get()
    assert "Pakai tarif ini" in lurah.get(f"{BILLS}{bill.pk}/").content.decode()
    lurah.post(f"{BILLS}{bill.pk}/tarif/", {"jarak": "antar-planet"})
    assert not Tariff.objects.exists()
    lurah.post(f"{BILLS}{bill.pk}/tarif/", {"jarak": "island"})
    assert Tariff.objects.get().first_kg_rupiah == 15_500  # 92.000 for six started kilograms
    assert "Pakai tarif ini" not in lurah.get(f"{BILLS}{bill.pk}/").content.decode()


def test_the_operator_writes_the_tariff_and_what_is_wrong_stays_typed(lurah):
    row = {"jarak": "district", "first_kg_rupiah": "8500", "next_kg_rupiah": "7000", "days_from": "1", "days_to": "2"}
    wrong = lurah.post(f"{BOARD}tarif/", {**row, "days_from": "3"})
    assert wrong.status_code == 422
    assert 'value="8500"' in wrong.content.decode()
    assert lurah.post(f"{BOARD}tarif/", row).status_code == 302
    assert 'value="8500"' in lurah.get(f"{BOARD}tarif/").content.decode()
    assert lurah.post(f"{BOARD}tarif/", {**row, "jarak": "bulan"}).status_code == 200
    assert Tariff.objects.get().next_kg_rupiah == 7_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Berkas kosong"),
        ("Resi;Tanggal\nA123;1\n", "Kolom tidak ditemukan: biaya"),
        ("Resi;Biaya\n", "Tidak ada baris"),
        ("Resi;Biaya\nA1234;murah\n", "Baris 2: jumlah tidak terbaca: murah"),
        ("Resi;Biaya\nA1234;-5000\n", "Baris 2: jumlah tidak terbaca"),
        ("Resi;Biaya\n=HYPERLINK();5000\n", "Baris 2: nomor resi tidak terbaca"),
        ("\x00\x01\x02", "Kolom tidak ditemukan"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_writes_nothing(lurah, text, words):
    answer = sends(lurah, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not CourierBill.objects.exists()


def test_another_village_neither_sees_nor_bills_our_parcels(lurah, parcels):
    sends(lurah, bill_text(parcels, 13_000, 11_000, 10_000))
    fajar = an_operator(Client(), HANURA, "+6281200005003")
    assert fajar.get(f"{BILLS}{CourierBill.objects.get().pk}/").status_code == 404
    sends(fajar, bill_text(parcels, 1, 1, 1))
    assert BillLine.objects.filter(bill__village=HANURA).exclude(problem="unknown").count() == 0


def test_amounts_are_read_as_people_write_them():
    assert [rupiah_of(text) for text in ("Rp12.500", "12500", "12,500.00", "Rp 1.250.000", "9000,00")] == [
        12_500, 12_500, 12_500, 1_250_000, 9_000,
    ]  # fmt: skip
    for wrong in ("", "dua", "1.2.3", "-5", "12.50.0"):
        with pytest.raises(ValueError, match="no amount"):
            rupiah_of(wrong)
    with pytest.raises(RuleBroken):
        rows_of(b"x" * 2_000_001)


def test_a_remittance_is_matched_and_the_rest_is_a_list(lurah, parcels):
    Shipment.objects.filter(pk__in=[one.pk for one in parcels]).update(cod_rupiah=36_000)
    from django.db import transaction

    from market.ledger import chart
    from market.ledger.posting import credit, debit, post

    with transaction.atomic():  # what the doors took
        legs = [debit(chart.GATEWAY_RECEIVABLE.of("cod"), 108_000), credit(chart.UNMATCHED_PAYMENTS.of(), 108_000)]
        post("cod:test", "cod_taken", legs, reference="test")
    lines = [f"{parcels[0].awb},35000,1000", f"{parcels[1].awb},30000,0", "TIDAKADA1,5000,0"]
    text = "awb,cod,fee\n" + "\n".join(lines) + "\n"
    answer = sends(lurah, text, "cod")
    page = lurah.get(answer["Location"]).content.decode()
    assert all(word in page for word in ("Rp35.000", "Jumlahnya berbeda", "Resi tidak dikenal"))
    assert balance("bank") == 35_000
    assert balance("gateway_fees") == 1_000
    sends(lurah, text + "\n", "cod")
    assert balance("bank") == 35_000
    assert Remittance.objects.count() == 2
