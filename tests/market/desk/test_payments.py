"""The treasurer looks at buyers' money: confirms, imports the bank's list, ends what fits nothing (PY-07)."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from market.order.models import Order
from market.payments.models import BankLine, PaymentAttempt, Proof
from market.users.models import Role, User
from tests.market.checkout.walk import text_of
from tests.market.lifecycle.test_transfers import csv_of, today, transfer
from tests.market.lifecycle.trade import andi_orders

pytestmark = pytest.mark.django_db
HERE = "/desa/kelola/pembayaran/"


@pytest.fixture
def treasurer(client: Client) -> Client:
    user = User.objects.create_person(phone="+6281200007001", name="Bu Bendahara")
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER)
    client.force_login(user)
    return client


@pytest.fixture
def attempt() -> PaymentAttempt:
    return transfer(andi_orders())


def photo(colour: str = "red") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (200, 300), colour).save(made, "JPEG")
    return SimpleUploadedFile("bukti.jpg", made.getvalue(), "image/jpeg")


def sends_proof(order: Order, file: SimpleUploadedFile) -> str:
    path = f"/pesanan/{order.number}/{order.secret}/bayar/"
    return text_of(Client().post(path, {"kirim": "1", "bukti": file}, follow=True).content.decode())


def sees(client: Client) -> str:
    return text_of(client.get(HERE).content.decode())


def test_only_treasurers_come_in(client, attempt):
    user = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR)
    client.force_login(user)
    assert client.get(HERE).status_code == 403
    assert client.post(f"{HERE}{attempt.pk}/terima/", {"amount": "1", "mark": "x"}).status_code == 403
    assert Order.objects.get().paid_at is None


def test_py_07_a_person_confirms_and_it_is_written_who_and_how_much(treasurer, attempt):
    assert attempt.reference in sees(treasurer)
    fields = {"amount": f"Rp{attempt.transfer_rupiah}", "mark": "REF 0091"}
    answer = treasurer.post(f"{HERE}{attempt.pk}/terima/", fields, follow=True)
    assert "Lunas. Penjual sudah diberi tahu." in text_of(answer.content.decode())
    event = attempt.events.get(source="person")
    assert (event.amount_rupiah, event.raw["by"]) == (attempt.transfer_rupiah, "Bu Bendahara")
    treasurer.post(f"{HERE}{attempt.pk}/terima/", fields)
    assert attempt.events.filter(source="person").count() == 1


@pytest.mark.parametrize("fields", [{}, {"amount": "abc", "mark": "1"}, {"amount": "5000", "mark": ""}])
def test_a_form_with_a_hole_moves_nothing_and_says_so(treasurer, attempt, fields):
    answer = treasurer.post(f"{HERE}{attempt.pk}/terima/", fields, follow=True)
    assert "Isi jumlah dalam rupiah" in text_of(answer.content.decode())
    assert Order.objects.get().paid_at is None


def test_h10_a_photo_alone_pays_nothing(treasurer, attempt):
    assert "Foto sudah kami terima" in sends_proof(attempt.order, photo())
    assert (Order.objects.get().paid_at, Proof.objects.count()) == (None, 1)
    answer = treasurer.get(f"{HERE}bukti/{Proof.objects.get().pk}/")
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert Client().get(f"{HERE}bukti/{Proof.objects.get().pk}/").status_code == 302


def test_py_07_the_same_photo_on_another_order_warns(treasurer, attempt):
    other = transfer(andi_orders("LD-261122-AAAAAA"))
    sends_proof(attempt.order, photo())
    assert "Foto yang sama" not in sees(treasurer)
    sends_proof(other.order, photo())
    assert f"Foto yang sama dikirim untuk tagihan lain: {attempt.reference}" in sees(treasurer)


def test_what_is_no_photo_is_refused_with_a_word(attempt):
    page = sends_proof(attempt.order, SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg"))
    assert "Foto sudah kami terima" not in page
    assert Proof.objects.count() == 0


def test_the_banks_list_is_imported_matched_and_the_rest_is_ended(treasurer, attempt):
    rows = csv_of((today(), "ANDI", str(attempt.transfer_rupiah)), (today(), "SETORAN", "90.000,00"))
    send = {"gateway": "transfer", "list": SimpleUploadedFile("m.csv", rows)}
    page = text_of(treasurer.post(f"{HERE}mutasi/", send, follow=True).content.decode())
    assert "2 baris baru, 0 sudah pernah. Cocok 1, belum cocok 1." in page
    line = BankLine.objects.get(state="waiting")
    page = treasurer.post(f"{HERE}mutasi/{line.pk}/", {"do": "foreign"}, follow=True)
    assert "Tulis alasannya." in text_of(page.content.decode())
    treasurer.post(f"{HERE}mutasi/{line.pk}/", {"do": "foreign", "note": "setoran modal"})
    line.refresh_from_db()
    assert (line.state, line.ended_by, line.note) == ("foreign", "Bu Bendahara", "setoran modal")


def test_h11_a_wrong_sum_is_given_to_its_order_by_hand(treasurer, attempt):
    rows = csv_of((today(), "ANDI", str(attempt.amount_rupiah - 500)))
    treasurer.post(f"{HERE}mutasi/", {"gateway": "transfer", "list": SimpleUploadedFile("m.csv", rows)})
    line = BankLine.objects.get()
    assert attempt.reference in sees(treasurer)
    fields = {"do": "give", "reference": attempt.reference}
    page = text_of(treasurer.post(f"{HERE}mutasi/{line.pk}/", fields, follow=True).content.decode())
    assert "Masih kurang" in page
    pay = f"/pesanan/{attempt.order.number}/{attempt.order.secret}/bayar/"
    assert "Kurang bayar" in text_of(Client().get(pay).content.decode())


def test_a_row_that_is_not_there_is_not_found(treasurer):
    assert treasurer.post(f"{HERE}999/terima/").status_code == 404
    assert treasurer.post(f"{HERE}mutasi/999/", {"do": "foreign", "note": "x"}).status_code == 404


def test_the_buyer_sees_account_sum_and_code(attempt):
    pay = f"/pesanan/{attempt.order.number}/{attempt.order.secret}/bayar/"
    page = text_of(Client().get(pay).content.decode())
    assert "001201000123456" in page
    assert f"{attempt.transfer_rupiah:,}".replace(",", ".") in page


def test_the_buyer_scans_a_qris_that_holds_the_sum():
    attempt = transfer(andi_orders(), "qris_static")
    html = Client().get(f"/pesanan/{attempt.order.number}/{attempt.order.secret}/bayar/").content.decode()
    assert "<svg" in html
    assert 'aria-label="QRIS"' in html


def test_ten_that_wait_ask_as_little_as_one(treasurer, django_assert_max_num_queries):
    for number in range(5):
        sends_proof(transfer(andi_orders(f"LD-261122-AAAA{number:02}", stock=100)).order, photo())
    with django_assert_max_num_queries(10):
        assert treasurer.get(HERE).status_code == 200
