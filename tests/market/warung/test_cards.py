"""A card at the counter: with its PIN a person, without it nothing; the number is kept nowhere (WR-35)."""

import pytest
from django.db import connection

from market.warung.devices import cards
from market.warung.models import Card
from tests.market.ledger.test_promises import together
from tests.market.warung.point import Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db
NUMBER, PIN = "04A1B2C3D4E5F6", "4826"


@pytest.fixture
def tablet():
    warung = a_warung()
    tablet = Tablet(warung)
    tablet.clerk = a_clerk(warung)
    return tablet


def enrols(tablet, **more):
    given = {"number": NUMBER, "again": NUMBER, "name": "Bu Darmi", "phone": "0812-3456-7890", "pin": PIN,
             "staff": tablet.clerk.pk, **more}  # fmt: skip
    return tablet.post("cards", given)


def opens(tablet, number=NUMBER, pin=PIN):
    return tablet.post("cards/open", {"number": number, "pin": pin})


def test_with_the_right_pin_the_person_is_there(tablet):
    assert enrols(tablet).status_code == 201
    answer = opens(tablet, "04:a1:b2:c3:d4:e5:f6")
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["phone"]) == ("Bu Darmi", "+6281234567890")


def test_without_the_pin_nothing_personal_not_even_whether_the_card_is_known(tablet):
    enrols(tablet)
    wrong, unknown = opens(tablet, pin="9999"), opens(tablet, number="04FFFFFFFFFFFF")
    assert (wrong.status_code, unknown.status_code) == (403, 403)
    assert wrong.json()["code"] == unknown.json()["code"] == "wrong_pin"
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert "Darmi" not in wrong.content.decode() + unknown.content.decode()


def test_the_database_holds_only_the_keyed_hash(tablet, settings):
    enrols(tablet)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM warung_card")
        row = [str(one) for one in cursor.fetchone()]
    assert not [one for one in row if NUMBER.lower() in one.lower()]
    kept = Card.objects.get().key
    assert kept == cards.keyed(NUMBER)
    settings.SECRET_KEY = "another" * 8
    assert cards.keyed(NUMBER) != kept, "twin: without the key of the server the hash leads nowhere"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"again": "04A1B2C3D4E5F7"}, "card_changes"),
        ({"number": "08A1B2C3", "again": "08A1B2C3"}, "card_changes"),
        ({"number": "xyz", "again": "xyz"}, "invalid"),
        ({"pin": "1111"}, "invalid"),
        ({"phone": "12"}, "invalid"),
    ],
)
def test_what_is_refused_and_why(tablet, more, code):
    answer = enrols(tablet, **more)
    assert answer.status_code in (400, 409), answer.content
    assert answer.json()["code"] == code
    assert Card.objects.count() == 0


def test_a_card_is_kept_once_at_a_warung_and_is_unknown_at_another(tablet):
    assert enrols(tablet).status_code == 201
    assert enrols(tablet, name="Orang lain").json()["code"] == "card_known"
    other = Tablet(a_warung("Warung lain"))
    assert opens(other).status_code == 403


def test_five_wrong_pins_lock_the_card_for_the_right_one_too(tablet, settings):
    enrols(tablet)
    for _try in range(settings.WARUNG_PIN_TRIES):
        assert opens(tablet, pin="9999").status_code == 403
    assert opens(tablet).json()["code"] == "pin_locked"
    Card.objects.update(locked_until=None)
    assert opens(tablet).status_code == 200


def test_a_card_that_is_forgotten_leaves_no_name_and_can_be_kept_anew(tablet):
    enrols(tablet)
    assert tablet.post("cards/end", {"number": NUMBER, "pin": "9999"}).status_code == 403
    assert tablet.post("cards/end", {"number": NUMBER, "pin": PIN}).status_code == 204
    gone = Card.objects.get()
    assert (gone.name, gone.phone, gone.ended_at is not None) == ("–", "", True)
    assert gone.key != cards.keyed(NUMBER)
    assert opens(tablet).status_code == 403
    assert enrols(tablet).status_code == 201


def test_a_screen_for_visitors_opens_no_card(tablet):
    enrols(tablet)
    kiosk = Tablet(a_warung("Kios"), "kiosk")
    assert opens(kiosk).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_keep_one_card(tablet):
    wrong = together(8, lambda _number: cards.enrol(
        tablet.device.warung, (NUMBER, NUMBER), name="Bu Darmi", phone="", pin=PIN, by=None
    ))  # fmt: skip
    assert [error.code for error in wrong] == ["card_known"] * 7
    assert Card.objects.count() == 1
