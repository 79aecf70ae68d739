"""Two villages, their sellers, a buyer in Jakarta and an order: what shipping stands on."""

from decimal import Decimal
from typing import Any, NamedTuple

from market.catalogue.models import Product
from market.order.models import Line, Order, SellerOrder, ShippingAddress
from market.partner.models import Partner
from market.shipping.models import Quote
from tests.market.stall import CIKINI, HANURA, KRANDEGAN, a_good, a_seller, a_village
from tests.market.stall import a_village as village

__all__ = ["CIKINI", "HANURA", "KRANDEGAN", "good", "group", "groups", "order", "seller", "village"]


class Group(NamedTuple):
    partner: Partner
    lines: list[Any]


class Steps(NamedTuple):
    product: Product
    quantity: int


def seller(name: str = "Keripik Bu Sari", code: str = KRANDEGAN) -> Partner:
    partner = a_seller(name, code)
    partner.addresses.update(rt="003", rw="002")
    return partner


def good(partner: Partner, title: str = "Keripik singkong", price: int = 12_500, **facts: Any) -> Product:
    return a_good(partner, title, price, **facts)


def group(partner: Partner, *products: Product, quantity: int = 2) -> Group:
    return Group(partner, [Steps(product, quantity) for product in products or [good(partner)]])


def groups(count: int = 1, code: str = KRANDEGAN) -> list[Group]:
    return [group(seller(f"Penjual {number}", code)) for number in range(count)]


def order(group: Group, quote: Quote | None = None, *, number: str = "100001", **address: Any) -> SellerOrder:
    """Andi in Cikini has bought and paid for what is in the group."""
    goods = sum(line.product.price_rupiah * line.quantity for line in group.lines)
    postage = quote.amount_rupiah if quote else 0
    where = {
        "first_name": "Andi", "last_name": "Wijaya", "line1": "Jl. Raden Saleh 8", "rt": "004", "rw": "001",
        "landmark": "seberang stasiun", "phone_number": "+6281234567890", "village": a_village(CIKINI), **address,
    }  # fmt: skip
    total = Decimal(goods + postage)
    bought = Order.objects.create(
        number=number, currency="IDR", total_incl_tax=total, total_excl_tax=total, shipping_incl_tax=Decimal(postage),
        shipping_excl_tax=Decimal(postage), shipping_address=ShippingAddress.objects.create(**where),
        buyer_name="Andi Wijaya", buyer_phone="+6281234567890",
    )  # fmt: skip
    part = SellerOrder.objects.create(
        order=bought, partner=group.partner, number=f"SO-{number}-1", state="accepted", goods_rupiah=goods,
        postage_rupiah=postage, courier_code=quote.courier_code if quote else "jne",
        service_code=quote.service_code if quote else "REG", service_name=quote.service_name if quote else "REG",
        quote_reference=quote.reference if quote else "", weight_grams=500,
    )  # fmt: skip
    for line in group.lines:
        price = Decimal(line.product.price_rupiah * line.quantity)
        Line.objects.create(
            order=bought, seller_order=part, product=line.product, title=line.product.title, quantity=line.quantity,
            partner=group.partner, partner_name=group.partner.name, num_allocated=line.quantity,
            weight_grams=line.product.weight_grams,
            line_price_incl_tax=price, line_price_excl_tax=price, line_price_before_discounts_incl_tax=price,
            line_price_before_discounts_excl_tax=price, unit_price_incl_tax=price, unit_price_excl_tax=price,
        )  # fmt: skip
    return part
