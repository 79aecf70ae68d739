"""A thousand parcels of one village, and its operator's list of fifty."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.contrib.sites.models import Site
from django.test import Client
from django.utils import timezone

from market.order.models import Order, SellerOrder, ShippingAddress
from market.partner.models import Partner
from market.shipping.models import Shipment
from market.users.models import Role, User
from tests.bench.measure import Step

COUNT = 1_000
BOARD = "/desa/kelola/kiriman/"
PHONE = "+6281200005999"


def desk(partner: Partner) -> Iterator[Step]:
    """The operator's pages; no buyer's page, so they may take twelve queries."""
    if not Shipment.objects.filter(number__startswith="SHP-BENCH").exists():
        write(partner)
    user = User.objects.filter(phone=PHONE).first() or User.objects.create_person(phone=PHONE, name="Pak Lurah")
    Role.objects.get_or_create(user=user, kind=Role.Kind.OPERATOR, village_id=partner.village_id)
    client = Client()
    client.force_login(user)
    for name, query in {
        "desk_parcels": "?tab=siap",
        "desk_parcels_for_a_person": "",
        "desk_parcel_found": "?q=B7",
    }.items():
        yield Step(name, lambda _none, query=query: client.get(BOARD + query), buyer_page=False)


def write(partner: Partner, count: int = COUNT) -> None:
    """Orders of one part each, booked; one in ten has been silent for long."""
    address = ShippingAddress.objects.create(
        first_name="Andi", line1="Jl. Cikini 1", village_id=partner.village_id, country_id="ID"
    )
    now, total = timezone.now(), Decimal(36_000)
    orders = Order.objects.bulk_create(
        Order(
            number=f"LD-BENCH-{number}", site=Site.objects.get_current(), currency="IDR", total_incl_tax=total,
            total_excl_tax=total, shipping_address=address, buyer_name="Andi", buyer_phone="+6281234567890",
            secret=f"bench-{number}", placement_key=f"bench-{number}", pay_by=now, paid_at=now, date_placed=now,
        )
        for number in range(count)
    )  # fmt: skip
    parts = SellerOrder.objects.bulk_create(
        SellerOrder(
            order=order, partner=partner, number=f"SO-BENCH-{number}", state="packed", goods_rupiah=25_000,
            postage_rupiah=11_000, courier_code="jne", service_code="REG", service_name="REG", quote_reference="",
            weight_grams=500, paid_at=now, packed_at=now,
        )
        for number, order in enumerate(orders)
    )  # fmt: skip
    Shipment.objects.bulk_create(
        Shipment(
            seller_order=part, number=f"SHP-BENCH{number}", reference=f"LDBENCH{number}", courier_code="jne",
            service_code="REG", service_name="REG", collection="pickup", state="booked", progress="booked",
            awb=f"B{number}", weight_grams=500, goods_rupiah=25_000, quoted_rupiah=11_000,
            booked_at=now - timedelta(days=9 if number % 10 == 0 else 0),
        )
        for number, part in enumerate(parts)
    )  # fmt: skip
