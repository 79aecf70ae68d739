"""Joining: sent, refused with a reason, sent again, approved once; the shop is there afterwards."""

import threading

import pytest
from django.db import connection

from market.core.errors import RuleBroken, WrongState
from market.partner.models import Partner
from market.users.models import User
from sellers import consents, onboarding
from sellers.models import Application, Consent
from tests.market.stall import a_village

RINA = "+6281200009004"
AGREED = {"shop": consents.VERSION, "public": consents.VERSION}


def facts(**more):
    return {
        "name": "Rina Astuti", "shop_name": "Batik Mbak Rina", "street": "Dusun Karangjati 8", "kbli_code": "13134",
        "kbli_edition": "2020", "goods_words": "batik tulis", "village": a_village(), **more,
    }  # fmt: skip


@pytest.fixture
def lurah(db):
    return User.objects.create_person(phone="+6281200009001", name="Pak Lurah")


@pytest.fixture
def application(db):
    return onboarding.submit(RINA, facts(), AGREED)


def test_what_was_sent_waits_and_is_kept_with_the_words_that_were_agreed(application):
    assert application.state == "waiting"
    assert [step.kind for step in application.steps.all()] == ["sent"]
    kept = Consent.objects.filter(phone=RINA)
    assert {one.kind for one in kept} == {"shop", "public"}
    assert all("Dasar hukum" in one.text and one.version == consents.VERSION for one in kept)


@pytest.mark.django_db
def test_without_the_needed_consents_nothing_is_sent():
    with pytest.raises(RuleBroken) as refused:
        onboarding.submit(RINA, facts(), {"shop": consents.VERSION, "figures": consents.VERSION})
    assert refused.value.data["missing"] == ["public"]
    assert not Application.objects.exists()


def test_refused_with_a_reason_and_sent_again_keeps_its_history(application, lurah):
    onboarding.refuse(application, lurah, "Alamat belum lengkap")
    again = onboarding.submit(RINA, facts(street="Dusun Karangjati 8, RT 3 RW 2"), AGREED)
    assert (again.pk, again.number, again.state, again.reason) == (application.pk, application.number, "waiting", "")
    steps = list(again.steps.all())
    assert [step.kind for step in steps] == ["sent", "refused", "sent"]
    assert steps[1].reason == "Alamat belum lengkap"
    assert steps[0].facts["street"] != steps[2].facts["street"]


def test_a_refusal_without_a_reason_is_none(application, lurah):
    with pytest.raises(RuleBroken):
        onboarding.refuse(application, lurah, "  ")
    application.refresh_from_db()
    assert application.state == "waiting"


def test_approving_opens_one_shop_however_often(application, lurah):
    first, second = onboarding.approve(application, lurah), onboarding.approve(application, lurah)
    assert first == second == Partner.objects.get()
    assert first.code == "batik-mbak-rina"
    assert first.approved_at is not None
    assert first.users.get().phone == RINA
    assert first.addresses.get().village == application.village
    with pytest.raises(WrongState):
        onboarding.refuse(application, lurah, "terlambat")


def test_who_has_a_shop_opens_the_second_one_only_through_the_operator(application, lurah):
    first = onboarding.approve(application, lurah)
    with pytest.raises(onboarding.ShopExists):
        onboarding.submit(RINA, facts(shop_name="Sate Mas Budi"), AGREED)
    other = onboarding.submit(RINA, facts(shop_name="Sate Mas Budi"), AGREED, opened_by=lurah)
    second = onboarding.approve(other, lurah)
    assert second != first
    assert set(first.users.get().partners.all()) == {first, second}


def test_without_the_wall_the_second_shop_would_open_by_itself(application, lurah, monkeypatch):
    onboarding.approve(application, lurah)
    monkeypatch.setattr(onboarding, "has_shop", lambda _phone: False)
    assert onboarding.submit(RINA, facts(), AGREED).state == "waiting"


def test_two_shops_of_one_name_have_two_addresses(application, lurah):
    onboarding.approve(application, lurah)
    other = onboarding.submit("+6281200009005", facts(), AGREED)
    assert onboarding.approve(other, lurah).code == "batik-mbak-rina-2"


def test_a_consent_is_withdrawn_by_a_date_and_given_again_as_a_new_row(application):
    with pytest.raises(RuleBroken):
        consents.withdraw(RINA, "shop")
    consents.give(RINA, {"figures": consents.VERSION})
    assert consents.withdraw(RINA, "figures")
    assert "figures" not in consents.standing(RINA)
    consents.give(RINA, {"figures": consents.VERSION})
    assert [bool(one.withdrawn_at) for one in consents.history(RINA).filter(kind="figures")] == [True, False]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_operators_who_approve_at_once_open_one_shop():
    application = onboarding.submit(RINA, facts(), AGREED)
    barrier, opened = threading.Barrier(8), []

    def press() -> None:
        try:
            mine = Application.objects.get(pk=application.pk)
            barrier.wait()
            opened.append(onboarding.approve(mine, None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(opened) == 8
    assert len(set(opened)) == Partner.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_taps_on_send_make_one_application():
    village = a_village()
    barrier, numbers = threading.Barrier(8), []

    def press() -> None:
        try:
            barrier.wait()
            numbers.append(onboarding.submit(RINA, facts(village=village), AGREED).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(numbers) == 8
    assert len(set(numbers)) == Application.objects.count() == 1
