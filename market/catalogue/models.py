"""Goods: Oscar's products with unit and step, weight and size, shelf life, and what a list needs without a join."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct, AbstractProductImage


class Unit(models.TextChoices):
    PIECE = "buah", _("buah")
    PACK = "bungkus", _("bungkus")
    BOX = "kotak", _("kotak")
    BOTTLE = "botol", _("botol")
    JAR = "toples", _("toples")
    SHEET = "lembar", _("lembar")
    KILOGRAM = "kg", _("kg")
    OUNCE = "ons", _("ons")
    LITRE = "liter", _("liter")
    BUNDLE = "ikat", _("ikat")
    HAND = "sisir", _("sisir")
    DOZEN = "lusin", _("lusin")
    PAIR = "pasang", _("pasang")
    METRE = "meter", _("meter")


class Product(AbstractProduct):
    """One product belongs to one seller.

    Sold in whole steps: 1,5 kg in steps of 0,5 kg is a quantity of 3, and the stock record's price is the price of one
    step. Weight and size are those of one step as packed for sending.

    `price_rupiah` (of one step), `available`, `cover` and `village` repeat what stands on the stock record, the images
    and the partner, so that a list reads one table; `market.catalogue.listing` says who keeps them.
    """

    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, null=True, related_name="products")
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.CharField(_("Satuan"), max_length=10, choices=Unit.choices, default=Unit.PIECE)
    step_thousandths = models.PositiveIntegerField(default=1000)  # thousandths of the unit in one step
    minimum_steps = models.PositiveSmallIntegerField(default=1)
    weight_grams = models.PositiveIntegerField(default=0)
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    shelf_life_days = models.PositiveSmallIntegerField(null=True, blank=True)
    price_rupiah = models.PositiveIntegerField(default=0)
    available = models.BooleanField(default=False)
    cover = models.JSONField(default=dict, blank=True)

    class Meta(AbstractProduct.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=Q(step_thousandths__gt=0), name="product_step_positive"),
            models.CheckConstraint(condition=Q(minimum_steps__gt=0), name="product_minimum_positive"),
        ]


class ProductImage(AbstractProductImage):
    """`sizes` holds what `market.catalogue.photos` made: widths, names, formats, the placeholder colour."""

    sizes = models.JSONField(default=dict, blank=True)


from oscar.apps.catalogue.models import *  # noqa: E402, F403
