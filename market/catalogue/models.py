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


class Publication(models.TextChoices):
    """Whether the operator lets the public see a good. Oscar's `is_public` beside it is the seller's own switch."""

    DRAFT = "draft", _("Draf")
    WAITING = "waiting", _("Menunggu pemeriksaan")
    LIVE = "live", _("Tayang")
    REFUSED = "refused", _("Perlu diperbaiki")


LISTED = Q(listed=True)
RECENT = ("-date_created", "-id")
NARROW = ("village", "price_rupiah", "listed")  # SQLite wants `listed` itself in the index


class Product(AbstractProduct):
    """One product belongs to one seller.

    Sold in whole steps: 1,5 kg in steps of 0,5 kg is a quantity of 3, and the stock record's price is the price of one
    step. Weight and size are those of one step as packed for sending.

    `price_rupiah` (of one step), `available`, `cover`, `village`, `category_path` and `listed` repeat what stands on
    the stock record, the images, the partner and the category, so that a list reads one table. The database keeps
    them itself (`market.catalogue.keeping`): write the other rows, never these, and `refresh_from_db` to see them.
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
    category_path = models.CharField(max_length=255, blank=True, editable=False)
    listed = models.BooleanField(default=False, editable=False)  # public, live, of an approved, not suspended seller
    windows = models.JSONField(default=list, blank=True)  # when it may be ordered: market.catalogue.windows
    is_resold = models.BooleanField(default=False)  # made elsewhere: marked "dijual ulang"
    publication = models.CharField(max_length=8, choices=Publication.choices, default=Publication.LIVE)
    publication_reason = models.CharField(max_length=200, blank=True)  # why it was refused
    waiting_since = models.DateTimeField(null=True, blank=True)  # since when the operator should look at it
    waiting_price_rupiah = models.PositiveIntegerField(null=True, blank=True)  # a price that waits for the operator

    class Meta(AbstractProduct.Meta):
        abstract = False
        indexes = [  # village and price at the end, so that counting and narrowing reads the index alone
            models.Index(fields=[*RECENT, *NARROW], condition=LISTED, name="listed_newest"),
            models.Index(fields=["category_path", *RECENT, *NARROW], condition=LISTED, name="listed_in_category"),
            models.Index(fields=["village", *RECENT, *NARROW[1:]], condition=LISTED, name="listed_in_village"),
            models.Index(fields=["partner", *RECENT, *NARROW], condition=LISTED, name="listed_of_seller"),
            models.Index(fields=["price_rupiah", "id", "village", "listed"], condition=LISTED, name="listed_cheapest"),
            models.Index(fields=["village", "waiting_since"], condition=~Q(waiting_since=None), name="goods_to_review"),
            models.Index(fields=["partner", "-id"], name="goods_of_seller"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(step_thousandths__gt=0), name="product_step_positive"),
            models.CheckConstraint(condition=Q(minimum_steps__gt=0), name="product_minimum_positive"),
        ]


class ProductImage(AbstractProductImage):
    """`sizes` holds what `market.catalogue.photos` made: widths, names, formats, the placeholder colour."""

    sizes = models.JSONField(default=dict, blank=True)


class TreeVersion(models.Model):
    """One row; its number changes with every change of a category, so that a kept tree knows that it is old."""

    number = models.BigIntegerField()


class VillagePage(models.Model):
    """What the public page of a village tells, beside its goods and sellers."""

    village = models.OneToOneField("address.Village", on_delete=models.PROTECT, related_name="page")
    story = models.TextField(_("Cerita"), blank=True)
    picture = models.JSONField(default=dict, blank=True)  # what catalogue.photos returns
    brand = models.CharField(_("Nama yang tampil"), max_length=60, blank=True)
    phone = models.CharField(_("Nomor WhatsApp desa"), max_length=16, blank=True)


from oscar.apps.catalogue.models import *  # noqa: E402, F403
