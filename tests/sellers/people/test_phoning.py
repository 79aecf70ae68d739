"""Pak Lurah orders for Andi, who calls: the same checkout, Andi's order, source `telepon`, its code to send (OP-06)."""

import pytest
from django.core.cache import cache
from django.test import Client

from market.communication.models import Message
from market.order.models import Order
from market.users.models import Role
from market.users.records import Deed
from tests.market.checkout.walk import Andi, text_of
from tests.market.shipping.shop import KRANDEGAN
from tests.market.stall import CIKINI, a_good, a_seller, a_village
from tests.sellers.people.conftest import signed_in

pytestmark = pytest.mark.django_db
HERE = "/desa/kelola/telepon/"


@pytest.fixture(autouse=True)
def _stored_tariff(settings, _couriers):
    settings.COURIERS = {"flat": settings.COURIERS["flat"]}
    cache.clear()
    a_village(CIKINI)


@pytest.fixture
def lurah():
    return signed_in("+6281200005001", "Pak Lurah", Role.Kind.OPERATOR, KRANDEGAN)


@pytest.fixture
def keripik():
    return a_good(a_seller("Bu Sari"), "Keripik", price=12_500, stock=10)


def orders(client, keripik):
    walk = Andi(client)
    walk.puts(keripik, "2")
    return walk.walks_to_the_review().orders()


def test_the_order_is_the_callers_and_says_by_telephone(lurah, keripik):
    lurah.post(f"{HERE}mulai/")
    answer = orders(lurah, keripik)
    order = Order.objects.get()
    assert answer["Location"] == f"{HERE}{order.number}/"
    assert (order.source, order.user, order.buyer_phone) == ("telepon", None, "+6281234567890")
    page = lurah.get(answer["Location"]).content.decode()
    assert f"sms:{order.buyer_phone}?body=" in page
    assert "https://wa.me/62" in page
    assert order.secret in page
    assert Deed.objects.filter(what="phone_order", about=order.number, by=lurah.user).count() == 1
    assert Message.objects.filter(order=order, kind="phoned").count() == 1
    assert "call" not in lurah.session
    assert "checkout" not in lurah.session, "the caller's address does not wait for the operator's own purchase"


def test_the_next_order_is_the_operators_own_again(lurah, keripik):
    lurah.post(f"{HERE}mulai/")
    orders(lurah, keripik)
    orders(lurah, keripik)
    assert list(Order.objects.order_by("pk").values_list("source", "user")) == [
        ("telepon", None),
        ("web", lurah.user.pk),
    ]


def test_a_call_that_is_ended_leaves_nothing_of_it(lurah, keripik):
    lurah.post(f"{HERE}mulai/")
    assert "sedang memesankan" in text_of(lurah.get(HERE).content.decode())
    lurah.post(f"{HERE}mulai/", {"selesai": "ya"})
    orders(lurah, keripik)
    assert Order.objects.get().source == "web"


def test_nobody_else_reads_it_and_a_buyer_cannot_begin(lurah, keripik, client):
    lurah.post(f"{HERE}mulai/")
    orders(lurah, keripik)
    order = Order.objects.get()
    other = signed_in("+6281200005009", "Bu Endang", Role.Kind.OPERATOR, KRANDEGAN)
    assert other.get(f"{HERE}{order.number}/").status_code == 404
    buyer = signed_in("+6281200002009", "Dewi")
    assert buyer.post(f"{HERE}mulai/").status_code == 403
    assert client.post(f"{HERE}mulai/")["Location"].startswith("/masuk/")
    stranger = Client()
    assert orders(stranger, keripik).status_code == 302
    assert Order.objects.latest("pk").source == "web"
