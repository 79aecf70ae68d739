"""Two villages, their sellers, a buyer in Jakarta and an order: what shipping stands on."""

from decimal import Decimal
from typing import Any, NamedTuple

from market.address.models import Country, District, Province, Regency, Village
from market.catalogue.models import Product, ProductClass
from market.order.models import Line, Order, SellerOrder, ShippingAddress
from market.partner.models import Partner, PartnerAddress
from market.shipping.models import Quote

KRANDEGAN, HANURA, CIKINI = "33.06.08.2007", "18.09.10.2004", "31.71.06.1002"
PLACES = {
    KRANDEGAN: ("Krandegan", "Bayan", "Purworejo", "kabupaten", "Jawa Tengah", "54224"),
    HANURA: ("Hanura", "Teluk Pandan", "Pesawaran", "kabupaten", "Lampung", "35450"),
    CIKINI: ("Cikini", "Menteng", "Jakarta Pusat", "kota", "DKI Jakarta", "10330"),
}


class Group(NamedTuple):
    partner: Partner
    lines: list[Any]


class Steps(NamedTuple):
    product: Product
    quantity: int


def village(code: str) -> Village:
    name, district, regency, kind, province, postcode = PLACES[code]
    Country.objects.get_or_create(
        iso_3166_1_a2="ID", defaults={"printable_name": "Indonesia", "name": "Indonesia", "is_shipping_country": True}
    )
    Province.objects.get_or_create(code=code[:2], defaults={"name": province})
    Regency.objects.get_or_create(code=code[:5], defaults={"name": regency, "kind": kind, "province_id": code[:2]})
    District.objects.get_or_create(code=code[:8], defaults={"name": district, "regency_id": code[:5]})
    facts = {
        "name": name, "kind": "kelurahan" if kind == "kota" else "desa", "district_id": code[:8],
        "district_name": district, "regency_label": f"{'Kota' if kind == 'kota' else 'Kab.'} {regency}",
        "province_name": province, "postcode": postcode, "name_key": name.lower(),
    }  # fmt: skip
    return Village.objects.get_or_create(code=code, defaults=facts)[0]


def seller(name: str = "Keripik Bu Sari", code: str = KRANDEGAN) -> Partner:
    home = village(code)
    partner = Partner.objects.create(name=name, village=home, phone="+6281211110001")
    PartnerAddress.objects.create(
        partner=partner, village=home, line1="Jl. Melati 5", rt="003", rw="002", phone="+6281211110001"
    )
    return partner


def good(partner: Partner, title: str = "Keripik singkong", price: int = 12_500, **facts: Any) -> Product:
    kind = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})[0]
    measures = {"weight_grams": 250, "length_mm": 200, "width_mm": 150, "height_mm": 50, **facts}
    return Product.objects.create(title=title, product_class=kind, partner=partner, price_rupiah=price, **measures)


def group(partner: Partner, *products: Product, quantity: int = 2) -> Group:
    return Group(partner, [Steps(product, quantity) for product in products or [good(partner)]])


def groups(count: int = 1, code: str = KRANDEGAN) -> list[Group]:
    return [group(seller(f"Penjual {number}", code)) for number in range(count)]


def order(group: Group, quote: Quote | None = None, *, number: str = "100001", **address: Any) -> SellerOrder:
    """Andi in Cikini has bought and paid for what is in the group."""
    goods = sum(line.product.price_rupiah * line.quantity for line in group.lines)
    postage = quote.amount_rupiah if quote else 0
    where = {
        "first_name": "Andi", "last_name": "Wijaya", "line1": "Jl. Cikini Raya 8", "rt": "004", "rw": "001",
        "landmark": "seberang stasiun", "phone_number": "+6281234567890", "village": village(CIKINI), **address,
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
            partner=group.partner, partner_name=group.partner.name, weight_grams=line.product.weight_grams,
            line_price_incl_tax=price, line_price_excl_tax=price, line_price_before_discounts_incl_tax=price,
            line_price_before_discounts_excl_tax=price, unit_price_incl_tax=price, unit_price_excl_tax=price,
        )  # fmt: skip
    return part
