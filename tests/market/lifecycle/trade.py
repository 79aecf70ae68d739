"""Andi in Jakarta orders from Bu Sari in Krandegan and Pak Joko in Hanura; Midtrans' stand-in takes his money."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import requests
from django.contrib.sites.models import Site
from django.utils import timezone

from market.order.models import Line, Order, SellerOrder, ShippingAddress
from market.partner.models import Partner, StockRecord
from market.payments import attempts
from market.payments.models import PaymentAttempt
from tests.contracts.gateways import Account
from tests.market.payments.orders import midtrans
from tests.market.shipping.shop import CIKINI, HANURA, KRANDEGAN, good, seller, village

BU_SARI, PAK_JOKO = "Keripik Bu Sari", "Kopi Pak Joko"
GOODS_RUPIAH, POSTAGE_RUPIAH, COMMISSION_RUPIAH = 25_000, 11_000, 1_250
PART_RUPIAH = GOODS_RUPIAH + POSTAGE_RUPIAH
TOTAL_RUPIAH = 2 * PART_RUPIAH
STEPS = 2


def andi_orders(number: str = "LD-261122-7K3QX9", *, email: str = "", stock: int = 10) -> Order:
    """An order of two parts, Rp36.000 each, its goods promised, not paid yet."""
    address = ShippingAddress.objects.create(
        first_name="Andi", line1="Jl. Cikini Raya 1", village=village(CIKINI), country_id="ID"
    )
    order = Order.objects.create(
        number=number, site=Site.objects.get_current(), currency="IDR", status="unpaid",
        total_incl_tax=Decimal(TOTAL_RUPIAH), total_excl_tax=Decimal(TOTAL_RUPIAH),
        shipping_incl_tax=Decimal(2 * POSTAGE_RUPIAH), shipping_excl_tax=Decimal(2 * POSTAGE_RUPIAH),
        shipping_address=address, buyer_name="Andi", buyer_phone="+6281234567890", guest_email=email,
        secret=f"secret-{number}", placement_key=f"key-{number}", pay_by=timezone.now() + timedelta(hours=24),
    )  # fmt: skip
    for position, (name, place) in enumerate([(BU_SARI, KRANDEGAN), (PAK_JOKO, HANURA)], start=1):
        partner = Partner.objects.filter(name=name).first() or seller(name, place)
        _part(order, position, partner, stock)
    return order


def _part(order: Order, position: int, partner: Partner, stock: int) -> SellerOrder:
    part = SellerOrder.objects.create(
        order=order, partner=partner, number=f"SO-{order.number[3:]}-{position}", goods_rupiah=GOODS_RUPIAH,
        postage_rupiah=POSTAGE_RUPIAH, commission_rupiah=COMMISSION_RUPIAH, courier_code="jne", service_code="REG23",
        service_name="JNE REG", quote_reference=f"Q-{position}", weight_grams=500,
    )  # fmt: skip
    if not StockRecord.objects.filter(partner=partner).exists():
        good(partner, f"Barang {partner.name}")
        StockRecord.objects.filter(partner=partner).update(num_in_stock=stock)
    record = StockRecord.objects.select_related("product").get(partner=partner)
    record.allocate(STEPS)
    price = Decimal(GOODS_RUPIAH)
    Line.objects.create(
        order=order, seller_order=part, partner=partner, stockrecord=record, product=record.product,
        title=record.product.title, partner_sku=record.partner_sku, quantity=STEPS, num_allocated=STEPS,
        weight_grams=250, line_price_incl_tax=price, line_price_excl_tax=price,
        line_price_before_discounts_incl_tax=price, line_price_before_discounts_excl_tax=price,
    )  # fmt: skip
    return part


def on_shelf(name: str) -> tuple[int, int]:
    """(steps on the shelf, steps promised) of a seller's good."""
    record = StockRecord.objects.get(partner__name=name)
    return record.num_in_stock, record.num_allocated or 0


def expire(order: Order) -> None:
    """What `mark_expired` leaves behind, for the tests of late payments."""
    from market.order import stock

    order.seller_orders.update(state="expired", ended_at=timezone.now())
    Order.objects.filter(pk=order.pk).update(expired_at=timezone.now(), status="expired")
    stock.give_back(Line.objects.filter(order=order).select_related("stockrecord", "seller_order"))


class Till:
    """The stand-in of Midtrans, and what Andi does on its page."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def present(self, order: Order) -> PaymentAttempt:
        return attempts.present(attempts.open_attempt(order).pk)

    def andi(self, does: str, attempt: PaymentAttempt, **how: Any) -> None:
        """`choose`, `pay`, `pay_late`, `expire_now`, `reverse`, `cancel`, …: the knobs of the control door."""
        self.account.control(f"txn/{attempt.reference}/{does}", **how)

    def notification(self, attempt: PaymentAttempt) -> dict[str, Any]:
        """What Midtrans would push now: its own answer to a status question, which has the same fields."""
        url = f"{self.account.stage.url}/v2/{attempt.reference}/status"
        return requests.get(url, auth=("SB-Mid-server-CONTOH123", ""), timeout=5).json()


@contextmanager
def till() -> Iterator[Till]:
    with midtrans() as account:
        yield Till(account)
