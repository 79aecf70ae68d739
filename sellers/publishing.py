"""Between a seller's goods and the public stands the operator (SE-06): hand in, publish, send back; and prices.

Each verb is one conditional UPDATE with its GoodsStep, and may be repeated. What waits has `Product.waiting_since`.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.catalogue.models import Product, Publication
from market.core.errors import RuleBroken, WrongState
from market.partner import stock
from market.partner.models import StockRecord
from sellers.models import GoodsStep

Kind = GoodsStep.Kind
REASON_LENGTH = 200


def hand_in(product: Product, by: Any = None) -> str:
    """A draft, or what was sent back, goes to the operator; straight to the public where nothing is reviewed."""
    target = Publication.WAITING if settings.GOODS_REVIEW else Publication.LIVE
    since = timezone.now() if settings.GOODS_REVIEW else None
    rows = Product.objects.filter(pk=product.pk, publication__in=[Publication.DRAFT, Publication.REFUSED])
    with transaction.atomic():
        if rows.update(publication=target, publication_reason="", waiting_since=since):
            _note(product, Kind.HANDED_IN, by)
    product.refresh_from_db()
    return product.publication


def publish(product: Product, by: Any) -> Product:
    """The public may see it. `WrongState` for a draft that was never handed in."""
    rows = Product.objects.filter(pk=product.pk, publication=Publication.WAITING)
    with transaction.atomic():
        if rows.update(publication=Publication.LIVE, publication_reason="", waiting_since=None):
            _note(product, Kind.PUBLISHED, by)
        product.refresh_from_db()
        if product.publication != Publication.LIVE:
            raise WrongState(_("Barang ini belum dikirim untuk diperiksa."), data={"state": product.publication})
    return product


def send_back(product: Product, by: Any, reason: str) -> Product:
    """Not yet: the seller reads why, mends it and hands it in again. Also takes a live good out of the shop."""
    reason = _reason(reason)
    rows = Product.objects.filter(pk=product.pk, publication__in=[Publication.WAITING, Publication.LIVE])
    with transaction.atomic():
        changed = rows.update(
            publication=Publication.REFUSED, publication_reason=reason, waiting_since=None, waiting_price_rupiah=None
        )
        if changed:
            _note(product, Kind.SENT_BACK, by, reason)
        product.refresh_from_db()
        if product.publication != Publication.REFUSED:
            raise WrongState(_("Barang ini belum dikirim untuk diperiksa."), data={"state": product.publication})
    return product


def ask_price(record: StockRecord, price_rupiah: int, by: Any = None) -> bool:
    """Today's price of a step; True when it holds at once, False when it waits because it moves a live price by much.

    `RuleBroken` for a price of nothing.
    """
    product = record.product
    now = int(record.price or 0)
    far = now > 0 and abs(price_rupiah - now) * 100 > now * settings.PRICE_REVIEW_PERCENT
    if settings.GOODS_REVIEW and far and price_rupiah > 0 and product.publication == Publication.LIVE:
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(
                waiting_price_rupiah=price_rupiah, waiting_since=timezone.now()
            )
            _note(product, Kind.PRICE_ASKED, by, facts={"from": now, "to": price_rupiah})
        product.refresh_from_db()
        return False
    with transaction.atomic():
        stock.set_price(record, price_rupiah)
        live = Product.objects.filter(pk=product.pk, publication=Publication.LIVE)
        live.update(waiting_price_rupiah=None, waiting_since=None)
        if now != price_rupiah:
            _note(product, Kind.CHANGED, by, facts={"price_from": now, "price_to": price_rupiah})
    product.refresh_from_db()
    return True


def take_price(product: Product, by: Any) -> None:
    """The price that waits holds from now on. Does nothing when none waits."""
    with transaction.atomic():
        wanted = Product.objects.select_for_update().get(pk=product.pk).waiting_price_rupiah
        if wanted and _end_price(product, wanted):
            stock.set_price(StockRecord.objects.get(product=product, partner=product.partner), wanted)
            _note(product, Kind.PRICE_TAKEN, by, facts={"to": wanted})
    product.refresh_from_db()


def refuse_price(product: Product, by: Any, reason: str) -> None:
    """The old price stays; the seller reads why in the good's steps."""
    reason = _reason(reason)
    with transaction.atomic():
        wanted = Product.objects.select_for_update().get(pk=product.pk).waiting_price_rupiah
        if wanted and _end_price(product, wanted):
            _note(product, Kind.PRICE_REFUSED, by, reason, facts={"to": wanted})
    product.refresh_from_db()


def _end_price(product: Product, wanted: int) -> int:
    rows = Product.objects.filter(pk=product.pk, waiting_price_rupiah=wanted)
    return rows.update(waiting_price_rupiah=None, waiting_since=None)


def _reason(text: str) -> str:
    reason = text.strip()[:REASON_LENGTH]
    if not reason:
        raise RuleBroken(_("Tulis alasannya, supaya penjual tahu apa yang harus diperbaiki."), code="no_reason")
    return reason


def _note(product: Product, kind: str, by: Any, reason: str = "", facts: Any = None) -> None:
    GoodsStep.objects.create(product=product, kind=kind, by=by, reason=reason, facts=facts or {})
