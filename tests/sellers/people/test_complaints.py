"""Andi reports broken keripik with photos; Pak Lurah reads both sides, answers and ends it; nobody else sees it."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from market.order.models import Complaint
from market.payments.models import Refund
from tests.market.checkout.walk import form_of, text_of

pytestmark = pytest.mark.django_db
WORDS = "Bungkusnya sobek, keripiknya remuk."


def photo(name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    picture = Image.new("RGB", (900, 700), (180, 120, 40))
    exif = Image.Exif()
    exif[0x0132] = "2026:11:25 10:00:00"
    exif[0x010F] = "KAMERA-RAHASIA"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def here(order, tail: str = "") -> str:
    return f"/pesanan/{order.number}/{order.secret}/{tail}"


def sends(client, order, part, **more):
    given = {"part": part.number, "kind": "broken", "words": WORDS, **more}
    return client.post(here(order, "keluhan/"), given, follow=True)


def test_from_the_orders_page_to_a_number_a_name_and_a_day(client, order, part, pak_lurah):
    page = client.get(here(order)).content.decode()
    assert f"keluhan/?bagian={part.number}" in page
    answer = sends(client, order, part, photos=[photo(), photo("2.jpg")])
    complaint = Complaint.objects.get()
    shown = text_of(answer.content.decode())
    assert complaint.number in shown
    assert "Ditangani oleh Pak Lurah." in shown
    assert "Paling lambat" in shown
    assert len(complaint.photos) == 2
    for kept in complaint.photos:
        name = f"{kept['stem']}-{kept['sizes'][-1][0]}.jpg"
        with default_storage.open(name) as file:
            assert b"KAMERA-RAHASIA" not in file.read()


def test_pressed_twice_is_one_complaint_and_leaves_no_photos_behind(client, order, part):
    sends(client, order, part, photos=[photo()])
    before = len(default_storage.listdir("keluhan")[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda done, **_how: done())
        sends(client, order, part, photos=[photo()])
    assert Complaint.objects.count() == 1
    left = [
        name
        for folder in default_storage.listdir("keluhan")[0]
        for name in default_storage.listdir(f"keluhan/{folder}")[1]
    ]
    assert len({name.rsplit("-", 1)[0] for name in left}) == before == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"words": ""}, "Ceritakan masalahnya."),
        ({"kind": "meledak"}, "Pilih"),
        ({"photos": [SimpleUploadedFile("a.jpg", b"<script>")]}, "bukan foto"),
        ({"photos": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(4)]}, "paling banyak 3"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, order, part, more, words):
    answer = sends(client, order, part, **more)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert words in html
    assert "words" in more or WORDS in html
    assert not Complaint.objects.exists()


def test_a_wrong_link_and_an_unpaid_order_open_no_form(client, order, part):
    assert client.get(f"/pesanan/{order.number}/{'x' * 24}/keluhan/").status_code == 404
    order.seller_orders.update(state="unpaid")
    assert client.get(here(order, "keluhan/")).status_code == 404


def test_bu_sari_reads_it_and_answers_and_nobody_elses_shop_can(client, order, part, bu_sari):
    sends(client, order, part)
    page = bu_sari.get(f"/penjual/pesanan/{part.number}/").content.decode()
    assert WORDS in page
    bu_sari.post(f"/penjual/pesanan/{part.number}/keluhan/", {"words": "Saya kirim gantinya besok."})
    assert Complaint.objects.get().seller_words == "Saya kirim gantinya besok."
    other = order.seller_orders.exclude(pk=part.pk).get()
    assert bu_sari.post(f"/penjual/pesanan/{other.number}/keluhan/", {"words": "x"}).status_code == 404


def test_pak_lurah_ends_it_with_money_after_being_asked_once_more(client, order, part, pak_lurah):
    sends(client, order, part, photos=[photo()])
    complaint = Complaint.objects.get()
    path = f"/desa/kelola/keluhan/{complaint.number}/"
    assert complaint.number in pak_lurah.get("/desa/kelola/keluhan/").content.decode()
    assert WORDS in pak_lurah.get(path).content.decode()
    given = {"outcome": "refunded", "goods_rupiah": "10000", "answer": "Maaf, separuh kembali."}
    sure = pak_lurah.post(f"{path}selesai/", given).content.decode()
    assert "Rp10.000 kembali ke pembeli" in text_of(sure)
    assert not Refund.objects.exists()
    pak_lurah.post(f"{path}selesai/", form_of(sure, "yakin")["fields"])
    assert Refund.objects.get().amount_rupiah == 10_000
    assert "Uang dikembalikan: Rp10.000" in text_of(client.get(here(order)).content.decode())
    assert complaint.number in pak_lurah.get("/desa/kelola/keluhan/?tab=selesai").content.decode()


@pytest.mark.parametrize("amount", ["", "0", "26000", "banyak"])
def test_a_wrong_amount_is_said_at_its_field(client, order, part, pak_lurah, amount):
    sends(client, order, part)
    path = f"/desa/kelola/keluhan/{Complaint.objects.get().number}/selesai/"
    given = {"outcome": "refunded", "goods_rupiah": amount, "answer": "Maaf, ya.", "yakin": "ya"}
    answer = pak_lurah.post(path, given)
    assert answer.status_code == 422
    assert "Maaf, ya." in answer.content.decode()
    assert not Refund.objects.exists()


def test_an_answer_reaches_andi_and_an_empty_one_does_not(client, order, part, pak_lurah):
    sends(client, order, part)
    path = f"/desa/kelola/keluhan/{Complaint.objects.get().number}/jawab/"
    pak_lurah.post(path, {"words": " "})
    assert Complaint.objects.get().answer == ""
    pak_lurah.post(path, {"words": "Kami tanyakan dulu ke kurir."})
    assert "Kami tanyakan dulu ke kurir." in client.get(here(order)).content.decode()


def test_for_another_village_the_complaint_does_not_exist(client, order, part, mas_fajar, mas_yoga, pak_lurah):
    sends(client, order, part)
    complaint = Complaint.objects.get()
    path = f"/desa/kelola/keluhan/{complaint.number}/"
    assert complaint.number not in mas_fajar.get("/desa/kelola/keluhan/").content.decode()
    probes = [mas_fajar.get(path), *(mas_fajar.post(f"{path}{tail}/", {"words": "x"}) for tail in ("jawab", "selesai"))]
    assert [one.status_code for one in probes] == [404, 404, 404]
    assert [who.get(path).status_code for who in (pak_lurah, mas_yoga)] == [200, 200]
    complaint.refresh_from_db()
    assert (complaint.state, complaint.answer) == ("open", "")


def test_the_desk_counts_what_is_open_and_asks_little(client, order, part, pak_lurah, django_assert_max_num_queries):
    sends(client, order, part)
    assert "keluhan terbuka" in pak_lurah.get("/desa/kelola/").content.decode()
    for path in ("/desa/kelola/", "/desa/kelola/keluhan/", f"/desa/kelola/keluhan/{Complaint.objects.get().number}/"):
        with django_assert_max_num_queries(10):
            assert pak_lurah.get(path).status_code == 200


@pytest.mark.parametrize(("site", "status"), [("same-origin", 302), ("cross-site", 403)])
def test_a_browser_that_tells_no_address_may_send_the_form_and_a_foreign_page_may_not(order, part, site, status):
    """The page's own Referrer-Policy makes a browser say `Origin: null`, which Django's token check refuses."""
    strict = Client(enforce_csrf_checks=True)
    given = {"part": part.number, "kind": "broken", "words": WORDS}
    headers = {"Origin": "null", "Sec-Fetch-Site": site}
    for tail in ("keluhan/", "lagi/", "bayar/"):
        assert strict.post(here(order, tail), given, headers=headers).status_code == status
