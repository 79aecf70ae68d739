"""What may be asked for in an address. Everything else is refused with a word for each mistake, never with a 500."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from market.api.paging import MAX_CURSOR, MAX_PAGE, PAGE

MAX_ID = 2**31 - 1
MAX_RUPIAH = 1_000_000_000
MAX_WORDS = 100
VILLAGE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\Z"
PLACE = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?\Z"
WRONG_CODE = {"invalid": _("Kode wilayah ditulis dengan titik, misalnya 33.06.08.2007.")}


class PageQuery(serializers.Serializer[Any]):
    limit = serializers.IntegerField(min_value=1, max_value=MAX_PAGE, default=PAGE, help_text="rows a page")
    cursor = serializers.CharField(max_length=MAX_CURSOR, default="", help_text="as it stands in `next`")


class ProductQuery(PageQuery):
    category = serializers.IntegerField(
        min_value=1, max_value=MAX_ID, required=False, help_text="id; goods of the categories below it count too"
    )
    place = serializers.RegexField(
        PLACE, default="", error_messages=WRONG_CODE, help_text="code of a village, district, regency or province"
    )
    seller = serializers.SlugField(max_length=128, default="", help_text="code of the seller")
    price_from = serializers.IntegerField(min_value=0, max_value=MAX_RUPIAH, required=False, help_text="rupiah")
    price_to = serializers.IntegerField(min_value=0, max_value=MAX_RUPIAH, required=False, help_text="rupiah")
    available = serializers.BooleanField(default=False, help_text="true: only what can be bought now")


class SearchQuery(ProductQuery):
    q = serializers.CharField(max_length=MAX_WORDS, help_text="what is looked for; spelling is forgiven")


class SellerQuery(PageQuery):
    village = serializers.RegexField(VILLAGE, default="", error_messages=WRONG_CODE, help_text="code of the village")


class RateQuery(serializers.Serializer[Any]):
    product = serializers.IntegerField(min_value=1, max_value=MAX_ID)
    village = serializers.RegexField(VILLAGE, error_messages=WRONG_CODE, help_text="code of the village it goes to")
    steps = serializers.IntegerField(
        min_value=1, max_value=1000, required=False, help_text="the least sold, if not given"
    )
