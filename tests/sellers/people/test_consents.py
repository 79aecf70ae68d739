"""A consent is taken back as easily as it was given, from that moment on, with the time kept."""

import pytest
from django.test import Client
from django.utils import timezone

from market.users.models import User
from sellers import consents
from sellers.models import Consent
from tests.market.checkout.walk import text_of
from tests.sellers.people.conftest import signed_in

pytestmark = pytest.mark.django_db
PHONE, HERE = "+6281200001077", "/akun/saya/izin/"


@pytest.fixture
def rina() -> Client:
    client = signed_in(PHONE, "Rina")
    User.objects.filter(pk=client.user.pk).update(phone_verified_at=timezone.now())
    consents.give(PHONE, {one.kind: one.version for one in consents.QUESTIONS if one.kind != "promotion"})
    return client


def test_each_question_stands_with_its_day_and_the_optional_ones_have_a_way_back(rina):
    html = rina.get(HERE).content.decode()
    shown = text_of(html)
    assert shown.count("Anda setuju sejak") == 3
    assert shown.count("Anda tidak memberi izin ini.") == 1
    assert html.count('value="cabut"') == 1
    assert html.count('value="setuju"') == 1


def test_taken_back_it_ends_at_once_and_the_time_is_kept(rina):
    before = timezone.now()
    answer = rina.post(f"{HERE}figures/", {"izin": "cabut"}, follow=True)
    assert "Izin dicabut." in text_of(answer.content.decode())
    row = Consent.objects.get(kind="figures")
    assert before <= row.withdrawn_at <= timezone.now()
    assert consents.standing(PHONE) == {"shop", "public"}
    rina.post(f"{HERE}figures/", {"izin": "cabut"})
    row_again = Consent.objects.get(kind="figures")
    assert row_again.withdrawn_at == row.withdrawn_at, "a second press changes nothing"
    rina.post(f"{HERE}figures/", {"izin": "setuju"})
    assert Consent.objects.filter(kind="figures").count() == 2
    assert "figures" in consents.standing(PHONE)


def test_what_a_shop_needs_is_not_taken_back_here(rina):
    answer = rina.post(f"{HERE}shop/", {"izin": "cabut"}, follow=True)
    assert "menutup toko" in text_of(answer.content.decode())
    assert "shop" in consents.standing(PHONE)


def test_nobody_touches_anothers_and_an_unproven_number_opens_nothing(rina, client):
    assert client.post(f"{HERE}figures/", {"izin": "cabut"})["Location"].startswith("/masuk/")
    other = signed_in("+6281200001078", "Dewi")
    assert other.post(f"{HERE}figures/", {"izin": "cabut"}).status_code == 404
    User.objects.filter(phone=PHONE).update(phone_verified_at=None)
    assert rina.post(f"{HERE}figures/", {"izin": "cabut"}).status_code == 404
    assert "figures" in consents.standing(PHONE)
    assert rina.post(f"{HERE}apa/", {"izin": "cabut"}).status_code == 404
