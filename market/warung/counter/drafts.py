"""`product.draft`: goods that a seller brings to the counter. Nobody sees them before the seller has agreed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from market.catalogue.models import Product, ProductClass, ProductImage, Unit
from market.partner import stock
from market.partner.models import Partner, StockRecord
from market.warung.counter.base import Call, Kind, Outcome, Refused, Shape, rupiah_field
from market.warung.devices import events
from market.warung.models import Photo

SKU_LETTERS = 12


class DraftShape(Shape):
    seller = serializers.IntegerField(min_value=1, max_value=2**62)
    name = serializers.CharField(max_length=100)
    price = rupiah_field(least=1)
    unit = serializers.ChoiceField(Unit.choices, default=Unit.PIECE)
    stock = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    photo = serializers.UUIDField(required=False, allow_null=True, default=None)


def draft(call: Call, data: dict[str, Any]) -> Outcome:
    """A product of the seller's, hidden until they publish it on their own page, where they sign in by code."""
    partner = Partner.objects.filter(
        pk=data["seller"], village_id=call.warung.village_id, approved_at__isnull=False, suspended_at=None
    ).first()
    if partner is None:
        raise Refused("not_found", _("Penjual ini tidak dikenal di desa ini."), "/data/seller")
    photo = _photo(call, data["photo"])
    kind = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})[0]
    product = Product.objects.create(
        title=data["name"], product_class=kind, partner=partner, unit=data["unit"], is_public=False
    )
    record = StockRecord.objects.create(
        product=product, partner=partner, partner_sku=f"W-{call.key.hex[:SKU_LETTERS]}".upper(),
        price=Decimal(data["price"]), num_in_stock=0,
    )  # fmt: skip
    if data["stock"]:
        stock.receive(record, data["stock"], reference=f"draft:{call.key}")
    if photo is not None:
        path = f"{photo.kept['stem']}-{photo.kept['sizes'][-1][0]}.jpg"
        ProductImage.objects.create(product=product, original=path, sizes=photo.kept, caption=data["name"])
    words = f"{partner.name}: {data['name']}"
    events.note(
        call.warung, "product_drafted", device=call.device, staff=call.staff, about=str(product.pk), words=words
    )
    return Outcome({"product": product.pk, "state": "draft", "title": product.title})


def _photo(call: Call, photo_id: Any) -> Photo | None:
    """A photo that is still on its way is no reason to lose the draft."""
    if photo_id is None:
        return None
    return Photo.objects.filter(pk=photo_id, device=call.device).first()


KINDS = {"product.draft": Kind(DraftShape, draft)}
