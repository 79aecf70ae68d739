from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from market.core import dates

WALK = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


def test_a_moment_is_written_as_people_write_it():
    assert dates.moment(WALK) == "Minggu, 22 November 2026 pukul 14.05 WIB"
    assert dates.short_moment(WALK) == "22 Nov 2026 14.05 WIB"
    assert dates.weekday(date(2026, 11, 22)) == "Minggu, 22 November 2026"
    assert dates.day(date(2026, 12, 3)) == "3 Desember 2026"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("18.09.05.2004", "14.05 WIB"),  # Hanura, Pesawaran
        ("33.06.08.2007", "14.05 WIB"),
        ("51.04.02.2001", "15.05 WITA"),
        ("73.71.01.1001", "15.05 WITA"),
        ("61.71.01.1001", "14.05 WIB"),
        ("81.71.01.1001", "16.05 WIT"),
        ("94.01.01.2001", "16.05 WIT"),
        ("", "14.05 WIB"),
    ],
)
def test_each_place_has_its_own_clock(code, words):
    assert dates.clock(WALK, code) == words


def test_late_in_the_evening_the_day_is_that_of_the_place():
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert dates.moment(late, "33") == "Minggu, 22 November 2026 pukul 23.30 WIB"
    assert dates.moment(late, "91") == "Senin, 23 November 2026 pukul 01.30 WIT"
    assert dates.day(late) == "22 November 2026"


def test_the_days_follow_the_language():
    with translation.override("en"):
        assert dates.weekday(date(2026, 11, 22)) == "Sunday, 22 November 2026"
