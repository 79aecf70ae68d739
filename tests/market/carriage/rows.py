"""Krandegan's ojek, its operator and its drivers; parcels that are booked without a courier's stand-in."""

from typing import Any

from django.test import Client

from market.lifecycle.packed import mark_packed
from market.order.models import SellerOrder
from market.shipping.booking.booking import book
from market.shipping.local.models import CollectionPoint, Driver, Zone
from market.shipping.models import LocalDelivery, Shipment
from market.users.models import Role, User
from tests.market.lifecycle.test_books import attempt_of, heard
from tests.market.lifecycle.trade import BU_SARI, andi_orders
from tests.market.stall import KRANDEGAN, a_village


def a_zone(name: str = "Zona 1", price: int = 5_000, **more: Any) -> Zone:
    village = a_village(KRANDEGAN)
    facts = {"dusun": "Krajan, Kauman", "rw": "1", **more}
    return Zone.objects.create(village=village, destination=village, name=name, price_rupiah=price, **facts)


def a_point(name: str = "Toko Smart Krandegan") -> CollectionPoint:
    return CollectionPoint.objects.create(village=a_village(KRANDEGAN), name=name, address="Jl. Balai Desa 1")


def a_driver(name: str = "Mas Yadi", phone: str = "+6281200008001", code: str = KRANDEGAN) -> Driver:
    user = User.objects.create_person(phone=phone, name=name)
    return Driver.objects.create(user=user, village=a_village(code), name=name, phone=phone)


def an_operator(client: Client, code: str = KRANDEGAN, phone: str = "+6281200005001") -> Client:
    user = User.objects.create_person(phone=phone, name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR, village=a_village(code))
    client.force_login(user)
    return client


def paid_part(number: str = "LD-261122-7K3QX9", seller: str = BU_SARI, **facts: Any) -> SellerOrder:
    """Bu Sari's part of Andi's paid order; `facts` change it before it is packed."""
    order = andi_orders(number)
    assert heard(attempt_of(order)) == "applied"
    part = order.seller_orders.get(partner__name=seller)
    SellerOrder.objects.filter(pk=part.pk).update(**facts)
    part.refresh_from_db()
    return part


def local_parcel(courier: str = "ojek", number: str = "LD-261122-7K3QX9") -> LocalDelivery:
    """Packed and booked with the village's own carriage."""
    service = {"ojek": "OJEK", "ambil": "P1"}[courier]
    part = paid_part(number, courier_code=courier, service_code=service, service_name="Ojek desa")
    collection = {"ojek": "pickup", "ambil": "drop_off"}[courier]
    _part, shipment = mark_packed(part.pk, collection=collection)
    assert book(shipment.pk).state == Shipment.State.BOOKED
    return LocalDelivery.objects.get(shipment=shipment)
