"""LG-19: after the hour, on Sundays and on holidays nobody comes, and the pages say when somebody does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from market.shipping.local.calendar import calendar_of
from market.shipping.models import ClosedDay, PickupHours, Quote, Switch
from tests.market.carriage.rows import an_operator
from tests.market.shipping.shop import HANURA, KRANDEGAN, village
from tests.market.stall import a_good, a_seller

pytestmark = pytest.mark.django_db
THURSDAY_MORNING = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # nine in Krandegan
THURSDAY_AFTERNOON = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # three
SATURDAY_AFTERNOON = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
RULES = "/desa/kelola/kiriman/aturan/"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (THURSDAY_MORNING, "Dijemput hari ini."),
        (THURSDAY_AFTERNOON, "Dijemput besok, karena sudah lewat pukul 14.00."),
        (SATURDAY_AFTERNOON, "Dijemput Senin."),
    ],
)
def test_the_hour_decides_and_sundays_rest(now, words):
    assert calendar_of(KRANDEGAN).words(now) == words


def test_a_holiday_moves_the_pickup_on_for_all_or_for_one_courier():
    ClosedDay.objects.create(village=village(), day=date(2026, 11, 27), name="Merti desa")
    ClosedDay.objects.create(village=village(), day=date(2026, 11, 28), courier_code="jne", name="Libur JNE")
    calendar = calendar_of(KRANDEGAN)
    assert calendar.words(THURSDAY_AFTERNOON) == "Dijemput Sabtu."
    assert calendar.words(THURSDAY_AFTERNOON, "jne") == "Dijemput Senin."
    assert calendar.next_pickup(THURSDAY_AFTERNOON, "jne").hour == 9
    assert calendar_of(HANURA).words(THURSDAY_AFTERNOON).startswith("Dijemput besok")


def test_a_village_has_hours_of_its_own():
    PickupHours.objects.create(village=village(), last_hour=16, rest_days="46")
    assert calendar_of(KRANDEGAN).words(THURSDAY_AFTERNOON) == "Dijemput hari ini."
    assert calendar_of(KRANDEGAN).words(datetime(2026, 11, 26, 10, 0, tzinfo=UTC)) == "Dijemput Sabtu."


def test_the_goods_page_says_when_somebody_comes(client):
    product = a_good(a_seller(), "Keripik singkong")
    for number in range(30):
        day = localdate() + timedelta(days=number)
        ClosedDay.objects.create(village=village(), day=day, name="Libur")
    product.refresh_from_db()
    page = client.get(product.get_absolute_url()).content.decode()
    assert "Dijemput " in page
    assert "Dijemput hari ini" not in page


def test_the_operator_keeps_the_calendar_and_the_switches():
    lurah, fajar = an_operator(Client()), an_operator(Client(), HANURA, "+6281200005003")
    assert lurah.post(f"{RULES}jam/", {"last_hour": "16", "rest_days": ["5", "6"]}).status_code == 302
    assert PickupHours.objects.get().rest_days == "56"
    all_days = {"last_hour": "16", "rest_days": list("0123456")}
    assert "Paling sedikit satu hari" in lurah.post(f"{RULES}jam/", all_days).content.decode()
    wrong = lurah.post(f"{RULES}libur/", {"day": "2020-01-01", "name": "Lama"})
    assert wrong.status_code == 422
    assert 'value="Lama"' in wrong.content.decode()
    assert (
        lurah.post(f"{RULES}libur/", {"day": str(localdate() + timedelta(days=30)), "name": "Natal"}).status_code == 302
    )
    assert fajar.post(f"{RULES}libur/{ClosedDay.objects.get().pk}/").status_code == 404
    assert lurah.post(f"{RULES}kurir/", {"service": "jne:", "reason": ""}).status_code == 422
    assert lurah.post(f"{RULES}kurir/", {"service": "ojek:", "reason": "jalan banjir"}).status_code == 302
    assert "jalan banjir" in lurah.get(RULES).content.decode()
    assert "jalan banjir" not in fajar.get(RULES).content.decode()
    assert fajar.post(f"{RULES}kurir/{Switch.objects.get().pk}/").status_code == 404
    lurah.post(f"{RULES}kurir/{Switch.objects.get().pk}/")
    assert not Switch.objects.exists()
    assert Quote.objects.count() == 0
