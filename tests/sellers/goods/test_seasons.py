"""Durian only in its season: orders open and close by dates, and the buyer reads the next one (BY-14)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from market.basket.models import Line
from market.catalogue import windows
from market.catalogue.models import Product
from market.core.errors import RuleBroken
from tests.market.checkout.walk import text_of
from tests.market.stall import a_good

pytestmark = pytest.mark.django_db


@pytest.fixture
def durian(shop) -> Product:
    return a_good(shop, "Durian montong", price=60_000, stock=10)


def adds(client, durian, opens: int, closes: int, ready: int):
    today = timezone.localdate()
    told = {
        name: (today + timedelta(days=days)).isoformat()
        for name, days in (("from_on", opens), ("until_on", closes), ("ready_on", ready))
    }
    return client.post(f"/penjual/barang/{durian.pk}/masa/", told, follow=True)


def puts(durian) -> str:
    buyer = Client()
    answer = buyer.post(f"/keranjang/tambah/{durian.pk}/", {"quantity": "1"}, follow=True)
    return text_of(answer.content.decode())


def in_baskets() -> int:
    return Line.objects.count()


def test_after_its_season_it_is_refused_with_the_next_days_date(rina, durian):
    adds(rina, durian, 0, 5, 7)
    adds(rina, durian, 90, 100, 102)
    page = text_of(Client().get(durian.get_absolute_url()).content.decode())
    assert "Pesan sampai" in page
    puts(durian)
    assert in_baskets() == 1
    later = timezone.now() + timedelta(days=6)
    opens_on = timezone.localdate() + timedelta(days=90)
    with time_machine.travel(later, tick=False):
        durian.refresh_from_db()
        words = windows.closed_words(durian.windows)
        assert str(opens_on.year) in words
        assert words in text_of(Client().get(durian.get_absolute_url()).content.decode())
        assert words in puts(durian)
    assert in_baskets() == 1
    with time_machine.travel(timezone.now() + timedelta(days=101), tick=False):
        assert "berikutnya belum ditentukan" in puts(durian)
    assert in_baskets() == 1


def test_twin_without_windows_it_may_always_be_ordered(durian):
    puts(durian)
    assert in_baskets() == 1


def test_what_lies_in_the_basket_is_not_ordered_after_the_season(rina, durian):
    adds(rina, durian, 0, 5, 7)
    buyer = Client()
    buyer.post(f"/keranjang/tambah/{durian.pk}/", {"quantity": "1"})
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        page = text_of(buyer.get("/keranjang/").content.decode())
    assert "Masa pesan sudah berakhir" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((5, 3, 9), "Urutannya"),
        ((0, 5, 3), "Urutannya"),
        ((-9, -5, 1), "sudah lewat"),
        ((4, 9, 10), "bertumpuk"),
    ],
)
def test_an_odd_window_is_refused_in_words(rina, durian, days, words):
    adds(rina, durian, 0, 5, 7)
    answer = adds(rina, durian, *days)
    assert answer.status_code == 422
    assert words in text_of(answer.content.decode())
    durian.refresh_from_db()
    assert len(durian.windows) == 1


def test_a_window_is_taken_away_and_anothers_good_is_not_there(rina, durian, client):
    adds(rina, durian, 0, 5, 7)
    rina.post(f"/penjual/barang/{durian.pk}/masa/", {"hapus": timezone.localdate().isoformat()})
    durian.refresh_from_db()
    assert durian.windows == []
    assert rina.get("/penjual/barang/999999/masa/").status_code == 404


def test_both_ends_belong_to_the_window():
    one = windows.OrderWindow(date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 10))
    kept = [one.as_dict()]
    open_on = [windows.closed_words(kept, date(2026, 12, day)) == "" for day in (1, 7)]
    assert open_on == [True, True]
    assert "1 Desember 2026" in windows.closed_words(kept, date(2026, 11, 30))
    assert "berakhir" in windows.closed_words(kept, date(2026, 12, 8))


def test_no_more_than_two_dozen():
    kept: list = []
    start = timezone.localdate()
    for number in range(windows.MOST):
        day = start + timedelta(days=number)
        kept = windows.added(kept, windows.OrderWindow(day, day, day))
    with pytest.raises(RuleBroken):
        windows.added(kept, windows.OrderWindow(*[start + timedelta(days=99)] * 3))
