"""From a row of a list to the words and addresses that a card shows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from market.catalogue import units
from market.catalogue.listing import ProductCard
from market.core import dates


def per(step_thousandths: int, unit: str) -> str:
    """`per bungkus`, `per 0,5 kg`: of what the price is."""
    amount = units.amount(1, step_thousandths, unit)
    return _("per %(amount)s") % {"amount": amount.removeprefix("1 ")}


def goods_url(slug: str, product_id: int) -> str:
    return reverse("catalogue:detail", kwargs={"product_slug": slug, "pk": product_id})


def closed_words(closed_until_on: Any) -> str:
    """`Buka lagi 3 Desember 2026` while the shop is closed; empty when it sells."""
    if closed_until_on and closed_until_on > timezone.localdate():
        return _("Buka lagi %(day)s") % {"day": dates.day(closed_until_on)}
    return ""


def cards(rows: Iterable[ProductCard]) -> list[dict[str, Any]]:
    """What components/card.html wants, for each row of a list."""
    return [_card(row) for row in rows]


def _card(row: ProductCard) -> dict[str, Any]:
    is_closed = bool(closed_words(row.closed_until_on))
    stamp = _("Libur") if is_closed else "" if row.available else _("Stok habis")
    return {
        "title": row.title,
        "url": goods_url(row.slug, row.id),
        "picture": row.cover,
        "price_rupiah": row.price_rupiah,
        "per": per(row.step_thousandths, row.unit),
        "shop": row.partner_name,
        "place": row.village_name,
        "stamp": stamp,
        "stamp_kind": "" if is_closed else "plain",
        "gone": not row.available,
    }
