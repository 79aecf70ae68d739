"""A village, a seller, a good: the smallest shop that a test can stand on."""

from typing import Any

from django.utils.timezone import now

from market.address.models import Country, District, Province, Regency, Village
from market.basket.models import Basket
from market.catalogue.models import Product, ProductClass
from market.partner.models import Partner, PartnerAddress, StockRecord
from market.partner.strategy import Strategy

KRANDEGAN, HANURA, CIKINI = "33.06.08.2007", "18.09.02.2004", "31.71.06.1002"
PLACES = {
    KRANDEGAN: ("Krandegan", "Bayan", "Purworejo", "kabupaten", "Jawa Tengah", "54224"),
    HANURA: ("Hanura", "Teluk Pandan", "Pesawaran", "kabupaten", "Lampung", "35450"),
    CIKINI: ("Cikini", "Menteng", "Jakarta Pusat", "kota", "DKI Jakarta", "10330"),
}


def a_village(code: str = KRANDEGAN) -> Village:
    """One of the three places, with all that lies around it."""
    name, district, regency, kind, province, postcode = PLACES[code]
    Country.objects.get_or_create(
        iso_3166_1_a2="ID", defaults={"printable_name": "Indonesia", "name": "Indonesia", "is_shipping_country": True}
    )
    Province.objects.get_or_create(code=code[:2], defaults={"name": province})
    Regency.objects.get_or_create(code=code[:5], defaults={"name": regency, "kind": kind, "province_id": code[:2]})
    District.objects.get_or_create(code=code[:8], defaults={"name": district, "regency_id": code[:5]})
    label = f"{'Kota' if kind == 'kota' else 'Kab.'} {regency}"
    return Village.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": "kelurahan" if kind == "kota" else "desa",
            "district_id": code[:8],
            "district_name": district,
            "regency_label": label,
            "province_name": province,
            "postcode": postcode,
            "name_key": name.lower(),
        },
    )[0]


def a_seller(name: str = "Keripik Bu Sari", code: str = KRANDEGAN, **more: Any) -> Partner:
    village = a_village(code)
    seller = Partner.objects.create(name=name, village=village, phone="+6281211110001", approved_at=now(), **more)
    PartnerAddress.objects.create(partner=seller, village=village, line1="Jl. Melati 5", phone=seller.phone)
    return seller


def a_good(
    seller: Partner, title: str = "Keripik singkong", price: int = 12_500, stock: int = 10, **more: Any
) -> Product:
    """A good for sale, `stock` steps of it on the shelf."""
    kind = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})[0]
    facts = {"weight_grams": 250, "length_mm": 200, "width_mm": 150, "height_mm": 50, **more}
    product = Product.objects.create(
        title=title,
        product_class=kind,
        partner=seller,
        village=seller.village,
        price_rupiah=price,
        available=True,
        **facts,
    )
    StockRecord.objects.create(
        product=product, partner=seller, partner_sku=f"K{product.pk}", price=price, num_in_stock=stock, num_allocated=0
    )
    return product


def record_of(product: Product) -> StockRecord:
    return StockRecord.objects.get(product=product)


def a_basket(*goods: Any, owner: Any = None) -> Basket:
    """A basket with one or more `(product, steps)`."""
    basket = Basket.objects.create(owner=owner)
    basket.strategy = Strategy()
    for product, steps in goods:
        basket.put(product, steps)
    return basket
