"""The goods of a warung as its tablets know them: product, stock and price, each an object by product id."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.utils import timezone

from market.catalogue import tree
from market.catalogue.models import Product
from market.core.money import to_rupiah
from market.partner.models import StockRecord
from market.warung.models import PastPrice, Warung


def goods_of(warung: Warung) -> Q:
    """Which products this warung may sell; everything else is not there for it."""
    if warung.goods_from == Warung.GoodsFrom.REGENCY:
        return Q(listed=True, village_id__startswith=f"{warung.village_id[:5]}.")
    return Q(listed=True, village_id=warung.village_id)


def products(warung: Warung) -> QuerySet[Product]:
    return Product.objects.filter(goods_of(warung)).select_related("partner").order_by("pk")


def records(warung: Warung) -> QuerySet[StockRecord]:
    visible = Product.objects.filter(goods_of(warung)).values("pk")
    return StockRecord.objects.filter(product__in=visible).order_by("product_id")


def category_names() -> dict[str, str]:
    return {row.path: row.name for row in tree.public_categories()}


def show_product(product: Product, categories: dict[str, str]) -> dict[str, Any]:
    partner = product.partner
    return {
        "id": product.pk,
        "title": product.title,
        "category": categories.get(product.category_path, ""),
        "unit": product.unit,
        "step_thousandths": product.step_thousandths,
        "minimum_steps": product.minimum_steps,
        "weight_grams": product.weight_grams,
        "shelf_life_days": product.shelf_life_days,
        "seller": {"id": partner.pk, "code": partner.code, "name": partner.name},
        "village_code": product.village_id,
        "closed_until_on": partner.closed_until_on.isoformat() if partner.closed_until_on else None,
        "photo": smallest_photo(product.cover),
    }


def smallest_photo(kept: dict[str, Any]) -> str | None:
    if not kept or not kept.get("sizes"):
        return None
    return str(default_storage.url(f"{kept['stem']}-{kept['sizes'][0][0]}.jpg"))


def show_stock(record: StockRecord) -> dict[str, Any]:
    """`available`: what may still be promised to anybody; what a lease holds is beside it, on the lease."""
    return {"product": record.product_id, "available": max(record.net_stock_level, 0)}


def show_price(record: StockRecord, past: dict[int, list[PastPrice]]) -> dict[str, Any]:
    """Today's price of a step, and those before it that are still honoured, each until when."""
    return {
        "product": record.product_id,
        "unit_price": to_rupiah(record.price or 0),
        "price_version": record.price_version,
        "honoured": [
            {
                "price_version": one.version,
                "unit_price": one.price_rupiah,
                "until": (one.ended_at + window()).isoformat(),
            }
            for one in past.get(record.pk, [])
        ],
    }


def window() -> timedelta:
    return timedelta(hours=settings.WARUNG_PRICE_HOURS)


def past_prices(stockrecords: list[int]) -> dict[int, list[PastPrice]]:
    """The prices that are still honoured, newest first, by stock record. One query."""
    found: dict[int, list[PastPrice]] = {}
    rows = PastPrice.objects.filter(stockrecord__in=stockrecords, ended_at__gt=timezone.now() - window())
    for one in rows.order_by("-ended_at"):
        found.setdefault(one.stockrecord_id, []).append(one)
    return found
