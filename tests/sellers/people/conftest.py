"""Pak Lurah works for Krandegan, Mas Fajar for Hanura; Andi's order stands with Bu Sari and Pak Joko."""

import pytest
from django.test import Client

from market.lifecycle import news
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.order.models import Order, SellerOrder
from market.settings.couriers import STAND_INS, couriers
from market.users.models import Role, User
from tests.market.lifecycle.trade import BU_SARI, andi_orders, till
from tests.market.shipping.shop import HANURA, KRANDEGAN


@pytest.fixture(autouse=True)
def _couriers(settings, var_dir) -> None:
    settings.COURIERS = couriers(STAND_INS)


@pytest.fixture
def order(db) -> Order:
    """Paid; Bu Sari's part has been delivered, Pak Joko's is new."""
    with till() as shop:
        order = andi_orders()
        attempt = shop.present(order)
        shop.andi("pay", attempt)
        assert news.check_attempt(attempt.pk) == "applied"
    part = order.seller_orders.get(partner__name=BU_SARI)
    mark_packed(part.pk, collection="drop_off")
    mark_handed_over(part.pk)
    mark_delivered(part.pk)
    order.refresh_from_db()
    return order


@pytest.fixture
def part(order) -> SellerOrder:
    return order.seller_orders.get(partner__name=BU_SARI)


def signed_in(phone: str, name: str, kind: str = "", village: str | None = None) -> Client:
    user = User.objects.create_person(phone=phone, name=name)
    if kind:
        Role.objects.create(user=user, kind=kind, village_id=village)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def pak_lurah(order) -> Client:
    return signed_in("+6281200005001", "Pak Lurah", Role.Kind.OPERATOR, KRANDEGAN)


@pytest.fixture
def mas_fajar(order) -> Client:
    return signed_in("+6281200005003", "Mas Fajar", Role.Kind.OPERATOR, HANURA)


@pytest.fixture
def mas_yoga(order) -> Client:
    return signed_in("+6281200007003", "Mas Yoga", Role.Kind.SUPPORT)


@pytest.fixture
def bu_sari(part) -> Client:
    client = signed_in("+6281200001001", "Bu Sari")
    part.partner.users.add(client.user)
    return client
