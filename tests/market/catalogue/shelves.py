"""A village hall full of goods, quickly: for the tests of lists and search."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from market.catalogue.models import Category, Product, ProductCategory, ProductClass
from market.partner.models import Partner, StockRecord
from tests.market.stall import HANURA, KRANDEGAN, a_village

START = datetime(2026, 11, 1, tzinfo=UTC)


def seller(name, code=KRANDEGAN, **more):
    a_village(code)
    slug = name.lower().replace(" ", "-")
    return Partner.objects.create(code=slug, name=name, village_id=code, **{"approved_at": timezone.now()} | more)


def category(name, parent=None):
    made = {"name": name, "slug": name.lower()}
    if parent is None:
        return Category.objects.add_root(made)
    return Category.objects.add_child(Category.objects.get(pk=parent.pk), made)


def good(title, partner, price=10_000, stock=5, in_category=None, **more):
    kind, _new = ProductClass.objects.get_or_create(name="Barang")
    product = Product.objects.create(
        title=title, slug=title.lower().replace(" ", "-"), product_class=kind, partner=partner, **more
    )
    StockRecord.objects.create(
        product=product, partner=partner, partner_sku=str(product.pk), price=Decimal(price), num_in_stock=stock
    )
    if in_category:
        ProductCategory.objects.create(product=product, category=in_category)
    product.refresh_from_db()
    return product


def many(count, partners, in_category):
    """`count` goods at once, prices 1,000 to 100,000, one minute apart."""
    kind, _new = ProductClass.objects.get_or_create(name="Barang")
    words = ("Keripik", "Kopi", "Batik", "Madu", "Gula", "Emping", "Beras", "Tikar")
    goods = [
        Product(
            title=f"{words[i % 8]} {words[i // 8 % 8]} {i}",
            slug=f"barang-{i}",
            product_class=kind,
            partner=partners[i % len(partners)],
            structure="standalone",
        )
        for i in range(count)
    ]
    made = Product.objects.bulk_create(goods)
    StockRecord.objects.bulk_create(
        StockRecord(
            product=one, partner=one.partner, partner_sku=f"M{i}", price=Decimal(1000 * (i % 100 + 1)), num_in_stock=3
        )
        for i, one in enumerate(made)
    )
    ProductCategory.objects.bulk_create(ProductCategory(product=one, category=in_category) for one in made)
    for i, one in enumerate(made):
        one.date_created = START + timedelta(minutes=i)
    Product.objects.bulk_update(made, ["date_created"], batch_size=400)
    return made


__all__ = ["HANURA", "KRANDEGAN", "START", "category", "good", "many", "seller"]
