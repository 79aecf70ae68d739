"""A seller's goods as rows: added once however often the button is pressed, changed, thrown away while nobody bought.

Price and stock go through the verbs of their rooms (`sellers.publishing`, `market.partner.stock`).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from market.catalogue import photos
from market.catalogue.models import Category, Product, ProductCategory, ProductClass, Publication, Unit
from market.core.errors import RuleBroken
from market.order.models import Line
from market.partner import stock
from market.partner.models import Partner, StockRecord
from sellers import publishing

GRAMS = {Unit.KILOGRAM: 1000, Unit.OUNCE: 100, Unit.LITRE: 1000}  # of one unit, where the name says it
MOST_PHOTOS, KEY_LENGTH, SLUG_LENGTH = 6, 24, 60
TOLD = ("title", "unit", "description")


def add(partner: Partner, facts: Mapping[str, Any], *, key: str, photo: IO[bytes] | None, by: Any) -> StockRecord:
    """A new draft. The same `key` (of one form) gives the same good. `PhotoRefused` comes before any row."""
    known = StockRecord.objects.filter(partner=partner, partner_sku=_sku(key)).select_related("product").first()
    if known is not None:
        known.product.partner = partner
        return change(known, facts, photo=photo, by=by)
    remade = photos.remake(photo) if photo else None
    try:
        with transaction.atomic():
            record = _lay(partner, facts, key, by)
    except IntegrityError:
        return StockRecord.objects.select_related("product").get(partner=partner, partner_sku=_sku(key))
    if remade:
        photos.add_photo(record.product, remade)
    return record


def _sku(key: str) -> str:
    plain = "".join(sign for sign in key.upper() if sign.isalnum())[:KEY_LENGTH]
    if not plain:
        raise RuleBroken(_("Halaman ini sudah lama. Muat ulang, lalu coba lagi."))
    return f"B-{plain}"


def _lay(partner: Partner, facts: Mapping[str, Any], key: str, by: Any) -> StockRecord:
    kind, _new = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})
    product = Product.objects.create(
        title=facts["title"],
        slug=slugify(facts["title"])[:SLUG_LENGTH] or "barang",
        product_class=kind,
        partner=partner,
        unit=facts["unit"],
        description=facts.get("description") or "",
        weight_grams=facts.get("weight_grams") or GRAMS.get(facts["unit"], 0),
        shelf_life_days=facts.get("shelf_life_days"),
        publication=Publication.DRAFT,
    )
    category = facts.get("category") or _usual_category(partner)
    if category is not None:
        ProductCategory.objects.create(product=product, category=category)
    price = facts.get("price")
    record = StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=_sku(key),
        price=Decimal(price) if price else None,
        num_in_stock=0,
        num_allocated=0,
    )
    if facts.get("stock"):
        stock.receive(record, facts["stock"], reference=f"mulai:{record.partner_sku}", by=by)
    return record


def _usual_category(partner: Partner) -> Category | None:
    """Where this seller's latest good lies: the next one is likely of the same kind."""
    return Category.objects.filter(product__partner=partner).order_by("-product__pk").first()


def change(record: StockRecord, facts: Mapping[str, Any], *, photo: IO[bytes] | None, by: Any) -> StockRecord:
    """Write what is another than before. `RuleBroken` when more was promised than the new stock."""
    product = record.product
    remade = photos.remake(photo) if photo else None
    with transaction.atomic():
        _write(product, facts)
        category = facts.get("category")
        if category is not None and not product.categories.filter(pk=category.pk).exists():
            ProductCategory.objects.filter(product=product).delete()
            ProductCategory.objects.create(product=product, category=category)
        if facts.get("price") and facts["price"] != int(record.price or 0):
            publishing.ask_price(record, facts["price"], by)
        if facts.get("stock") is not None and facts["stock"] != (record.num_in_stock or 0):
            stock.count(record, facts["stock"], by=by)
    if remade:
        put_first(product, remade)
    return record


def _write(product: Product, facts: Mapping[str, Any]) -> None:
    wanted = {name: facts[name] for name in TOLD if facts.get(name) is not None}
    for name in ("weight_grams", "shelf_life_days"):
        if facts.get(name):
            wanted[name] = facts[name]
    changed = {name: value for name, value in wanted.items() if getattr(product, name) != value}
    if changed:
        Product.objects.filter(pk=product.pk).update(**changed)
        product.refresh_from_db()


def put_first(product: Product, remade: photos.Remade) -> None:
    """A new photo becomes the cover; the oldest beyond MOST_PHOTOS go."""
    image = photos.add_photo(product, remade)
    others = list(product.images.exclude(pk=image.pk).order_by("display_order", "pk"))
    for place, one in enumerate([image, *others]):
        if place >= MOST_PHOTOS:
            photos.remove_photo(one)
        elif one.display_order != place:
            product.images.filter(pk=one.pk).update(display_order=place)


def throw_away(record: StockRecord) -> None:
    """A good that nobody ever bought goes, with its photos. `RuleBroken` for one that stands in an order."""
    product = record.product
    if Line.objects.filter(product=product).exists():
        raise RuleBroken(_("Barang ini pernah dipesan. Sembunyikan saja."))
    with transaction.atomic():
        for image in list(product.images.all()):
            photos.remove_photo(image)
        record.moves.all().delete()
        record.delete()
        product.delete()
