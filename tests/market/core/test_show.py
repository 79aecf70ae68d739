from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

PHOTO = {
    "stem": "barang/ab/abcd",
    "sizes": [[320, 240], [640, 480]],
    "formats": ["avif", "jpg"],
    "colour": "#c9a26b",
}


def show(text, **context):
    return Template("{% load show %}" + text).render(Context(context))


def test_money_and_numbers():
    assert show("{{ a|rupiah }} {{ b|rupiah }} {{ c|rupiah }}", a=12500, b=Decimal("385000.00"), c=None) == (
        "Rp12.500 Rp385.000 "
    )


@pytest.mark.parametrize(
    ("thousandths", "words"),
    [(1500, "1,5"), (1000, "1"), (250, "0,25"), (12_345_600, "12.345,6"), (0, "0"), (5, "0,005")],
)
def test_parts_are_written_with_a_comma(thousandths, words):
    assert show("{{ n|thousandths }}", n=thousandths) == words


def test_weights():
    assert show("{{ a|grams }}, {{ b|grams }}", a=250, b=1500) == "250 g, 1,5 kg"


def test_a_time_is_for_people_and_for_machines():
    at = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    assert show("{% when at region %}", at=at, region="51") == (
        '<time datetime="2026-11-22T15:05:00+08:00">Minggu, 22 November 2026 pukul 15.05 WITA</time>'
    )
    assert "14.05 WIB" in show("{% when at nowhere %}", at=at)


def test_a_sign_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in show('{% icon "home" %}')


def test_a_photograph_is_offered_in_two_formats_and_every_width():
    html = show('{% picture photo alt sizes="44vw" %}', photo=PHOTO, alt="Keripik & kopi")
    assert html.index("image/avif") < html.index("<img")
    assert "/media/barang/ab/abcd-320.avif 320w, /media/barang/ab/abcd-640.avif 640w" in html
    assert 'src="/media/barang/ab/abcd-320.jpg"' in html
    assert 'width="640" height="480" alt="Keripik &amp; kopi"' in html
    assert 'loading="lazy"' in html
    assert "lazy" not in show('{% picture photo "" eager=True %}', photo=PHOTO)
    assert show('{% picture photo "" %}', photo={}) == ""


def test_a_photograph_is_no_wider_than_asked():
    html = show('{% picture photo "" most=320 %}', photo=PHOTO)
    assert "640w" not in html
    assert "320w" in show('{% picture photo "" most=100 %}', photo=PHOTO)
    assert show("{{ photo|largest }}", photo=PHOTO) == "/media/barang/ab/abcd-640.jpg"


def test_a_photograph_of_an_old_machine_has_one_format():
    html = show('{% picture photo "" %}', photo=PHOTO | {"formats": ["jpg"]})
    assert "<source" not in html
