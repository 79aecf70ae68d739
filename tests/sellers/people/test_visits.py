"""Pak Lurah saw Bu Sari at work: the seal appears, turns yellow after a year and goes by itself (OP-11)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from market.partner.models import Partner
from market.users.records import Deed
from sellers.models import Visit
from tests.market.checkout.walk import text_of
from tests.sellers.people.test_complaints import photo

pytestmark = pytest.mark.django_db
SEEN, OLD = "Dilihat langsung oleh petugas desa", "Dilihat langsung lebih dari setahun lalu"


@pytest.fixture
def shop(part) -> Partner:
    return part.partner


def notes(client, shop, **more):
    told = {"on": timezone.localdate().isoformat(), "words": "Menggoreng sendiri, tiga tungku.",
            "maker": photo(), "place": photo("2.jpg"), "point": "-7.71234, 109.98765", **more}  # fmt: skip
    return client.post(
        f"/desa/kelola/kunjungan/{shop.code}/", {k: v for k, v in told.items() if v is not None}, follow=True
    )


def shop_page(shop) -> str:
    return text_of(Client().get(f"/toko/{shop.code}/").content.decode())


def test_with_two_photos_and_a_day_the_seal_appears(pak_lurah, shop):
    assert SEEN not in shop_page(shop)
    answer = notes(pak_lurah, shop)
    assert answer.status_code == 200
    visit = Visit.objects.get()
    assert (len(visit.photos), visit.latitude, visit.longitude) == (2, -7.71, 109.99)
    for kept in visit.photos:
        with default_storage.open(f"{kept['stem']}-{kept['sizes'][-1][0]}.jpg") as file:
            assert b"KAMERA-RAHASIA" not in file.read()
    assert SEEN in shop_page(shop)
    good = shop.products.filter(listed=True).first()
    assert SEEN in text_of(Client().get(good.get_absolute_url()).content.decode())
    assert Deed.objects.filter(what="visited", partner_id=shop.pk).count() == 1


def test_after_a_year_it_is_yellow_and_after_two_it_is_gone(pak_lurah, shop):
    notes(pak_lurah, shop)
    for days, seal, words in ((364, "fresh", SEEN), (366, "old", OLD), (729, "old", OLD), (731, "", "")):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert Partner.objects.get(pk=shop.pk).seal == seal
            shown = shop_page(shop)
            assert [one for one in (SEEN, OLD) if one in shown] == [words] * bool(words)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"place": None}, "Ambil fotonya."),
        ({"words": ""}, "Tulis yang Anda lihat."),
        ({"on": "2099-01-01"}, "Tanggal ini belum tiba."),
        ({"on": "2020-01-01"}, "lebih dari 60 hari lalu"),
        ({"on": "kapan"}, "Pilih tanggalnya."),
        ({"point": "dekat masjid"}, "Tulis dua angka"),
        ({"point": "51.5000, 0.1000"}, "di luar Indonesia"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(pak_lurah, shop, more, words):
    answer = notes(pak_lurah, shop, **more)
    assert answer.status_code == 422
    assert words in text_of(answer.content.decode())
    assert (Visit.objects.count(), Partner.objects.get(pk=shop.pk).seal) == (0, "")


def test_an_older_visit_noted_later_does_not_age_the_seal(pak_lurah, shop):
    notes(pak_lurah, shop)
    notes(pak_lurah, shop, on=(timezone.localdate() - timedelta(days=40)).isoformat())
    assert Visit.objects.count() == 2
    assert Partner.objects.get(pk=shop.pk).seen_on == timezone.localdate()


def test_who_was_never_seen_stands_first_and_another_village_sees_nothing(pak_lurah, mas_fajar, shop):
    assert "belum pernah" in text_of(pak_lurah.get("/desa/kelola/kunjungan/").content.decode())
    assert notes(mas_fajar, shop).status_code == 404
    assert shop.name not in mas_fajar.get("/desa/kelola/kunjungan/").content.decode()
    assert Visit.objects.count() == 0
