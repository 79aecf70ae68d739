"""Bu Sari and Pak Joko each sell a part of Andi's order, which he has paid."""

import pytest
from django.test import Client

from market.lifecycle import news
from market.order.models import Order
from market.partner.models import Partner
from market.settings.couriers import STAND_INS, couriers
from market.users.models import User
from tests.market.lifecycle.trade import BU_SARI, PAK_JOKO, andi_orders, till


@pytest.fixture(autouse=True)
def _couriers(settings) -> None:
    settings.COURIERS = couriers(STAND_INS)


@pytest.fixture
def order(db) -> Order:
    with till() as shop:
        order = andi_orders()
        attempt = shop.present(order)
        shop.andi("pay", attempt)
        assert news.check_attempt(attempt.pk) == "applied"
    order.refresh_from_db()
    return order


def sells_for(name: str, phone: str) -> User:
    user = User.objects.create_person(phone=phone, name=name, password="rahasia-desa-1")
    Partner.objects.get(name=name).users.add(user)
    return user


@pytest.fixture
def bu_sari(client, order):
    """A browser in which Bu Sari is signed in."""
    client.force_login(sells_for(BU_SARI, "+6281200000001"))
    return client


@pytest.fixture
def pak_joko(order):
    browser = Client()
    browser.force_login(sells_for(PAK_JOKO, "+6281200000002"))
    return browser
