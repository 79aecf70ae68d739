"""The shapes of the public read API: whole rupiah, grams, millimetres, official village codes, ISO 8601.

Only what everybody may see stands here: no phone number, no address of a person, nothing of a buyer.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from market.catalogue.listing import ProductCard

Shape = serializers.Serializer[Any]


def public_url(path: str) -> str:
    """An absolute address of the shop, for people and for files."""
    return path if "://" in path else settings.BASE_URL + path


class PictureSerializer(Shape):
    """The widest JPEG of a photo; every photo exists in smaller widths and as AVIF or WebP too."""

    url = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    colour = serializers.CharField(help_text="to show until the photo is there, #rrggbb")


def picture(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What `market.catalogue.photos` keeps on a row, as the API shows it; None without a photo."""
    if not kept or not kept.get("sizes"):
        return None
    width, height = kept["sizes"][-1]
    url = public_url(default_storage.url(f"{kept['stem']}-{width}.jpg"))
    return {"url": url, "width": width, "height": height, "colour": kept.get("colour", "")}


class CategorySerializer(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    slug = serializers.CharField()
    description = serializers.CharField()
    parent = serializers.IntegerField(allow_null=True, help_text="id of the category above; null at the top")


class VillageSerializer(Shape):
    code = serializers.CharField(help_text="official code (Kemendagri) with dots, for example 33.06.08.2007")
    name = serializers.CharField()
    kind = serializers.ChoiceField(["desa", "kelurahan", "desa adat"])
    district = serializers.CharField(source="district_name")
    regency = serializers.CharField(source="regency_label")
    province = serializers.CharField(source="province_name")
    postcode = serializers.CharField()


class SellerSerializer(Shape):
    code = serializers.CharField(help_text="stands in the address of the seller's page")
    name = serializers.CharField()
    tagline = serializers.CharField()
    picture = serializers.SerializerMethodField()
    village = VillageSerializer(allow_null=True)
    closed_until_on = serializers.DateField(allow_null=True, help_text="first day on which the shop sells again")
    url = serializers.SerializerMethodField()

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, seller: Any) -> dict[str, Any] | None:
        return picture(seller.picture)

    def get_url(self, seller: Any) -> str:
        return public_url(reverse("storefront:shop", kwargs={"slug": seller.code}))


class SellerDetailSerializer(SellerSerializer):
    story = serializers.CharField()


class SellerNameSerializer(Shape):
    code = serializers.CharField()
    name = serializers.CharField()


class VillageNameSerializer(Shape):
    code = serializers.CharField()
    name = serializers.CharField()
    district = serializers.CharField()


class ProductSerializer(Shape):
    """One good. `price_rupiah` is the price of one step, the smallest amount by which it is sold."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    slug = serializers.CharField()
    price_rupiah = serializers.IntegerField(help_text="whole rupiah for one step")
    unit = serializers.CharField()
    step_thousandths = serializers.IntegerField(help_text="thousandths of the unit in one step: 500 with kg is 0,5 kg")
    minimum_steps = serializers.IntegerField(help_text="the least that is sold, in steps")
    available = serializers.BooleanField(help_text="whether the least that is sold lies on the shelf")
    closed_until_on = serializers.DateField(allow_null=True, help_text="first day on which the seller sells again")
    picture = PictureSerializer(allow_null=True)
    seller = SellerNameSerializer()
    village = VillageNameSerializer(allow_null=True)
    url = serializers.CharField()


class ProductDetailSerializer(ProductSerializer):
    description = serializers.CharField(help_text="plain text")
    pictures = PictureSerializer(many=True)
    weight_grams = serializers.IntegerField(help_text="of one step, as packed")
    length_mm = serializers.IntegerField()
    width_mm = serializers.IntegerField()
    height_mm = serializers.IntegerField()
    shelf_life_days = serializers.IntegerField(allow_null=True)


SAME = ("id", "title", "slug", "price_rupiah", "unit", "step_thousandths", "minimum_steps", "available")


def card(row: ProductCard) -> dict[str, Any]:
    """A card as `ProductSerializer` describes it. Written by hand: a serializer takes ten times as long for a list."""
    path = reverse("catalogue:detail", kwargs={"product_slug": row.slug, "pk": row.id})
    place = {"code": row.village_code, "name": row.village_name, "district": row.district_name}
    return {
        **{name: getattr(row, name) for name in SAME},
        "closed_until_on": row.closed_until_on,
        "picture": picture(row.cover),
        "seller": {"code": row.partner_code, "name": row.partner_name},
        "village": place if row.village_code else None,
        "url": public_url(path),
    }


class ProductSheetSerializer(Shape):
    next = serializers.URLField(allow_null=True)
    results = ProductSerializer(many=True)


class SearchSheetSerializer(ProductSheetSerializer):
    total = serializers.IntegerField()
    words = serializers.ListField(child=serializers.CharField(), help_text="the words by which was searched")
    corrected = serializers.BooleanField(help_text="true where nothing matched the words as typed")


class SellerSheetSerializer(Shape):
    next = serializers.URLField(allow_null=True)
    results = SellerSerializer(many=True)


class VillageSheetSerializer(Shape):
    next = serializers.URLField(allow_null=True)
    results = VillageSerializer(many=True)


class RateSerializer(Shape):
    courier = serializers.CharField(source="courier_code")
    service = serializers.CharField(source="service_name")
    amount_rupiah = serializers.IntegerField()
    billable_grams = serializers.IntegerField(allow_null=True)
    days_from = serializers.IntegerField(allow_null=True)
    days_to = serializers.IntegerField(allow_null=True)
    estimated = serializers.BooleanField(help_text="true where the stored tariff answers because no courier did")


class RatesSerializer(Shape):
    rates = RateSerializer(many=True, source="quotes")
    messages = serializers.ListField(child=serializers.CharField(), help_text="for people: who is left out, and why")


class FieldProblemSerializer(Shape):
    pointer = serializers.CharField(help_text="/name of what was asked")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(Shape):
    """RFC 9457. `detail` is for people (Indonesian, or English by the cookie), `code` for programs."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = FieldProblemSerializer(many=True, required=False)
