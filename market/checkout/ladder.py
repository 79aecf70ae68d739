"""“Ke mana uang saya?”: every rupiah of the total with its receiver. The rungs sum to the total exactly (BY-26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from market.checkout.showing import service
from market.core.money import basis_points
from market.lifecycle.placed import Bill
from market.order.models import SellerOrder


@dataclass(frozen=True, slots=True)
class Rung:
    to: str
    why: str
    amount_rupiah: int


def of_bill(bill: Bill) -> list[Rung]:
    """Before placing: by the commission of today."""
    parts = []
    for group in bill.groups:
        quote = bill.quotes[group.partner.pk]
        commission = basis_points(group.goods_rupiah, settings.COMMISSION_BASIS_POINTS)
        parts.append((group.partner, group.goods_rupiah, commission, service(quote), quote.amount_rupiah))
    return _rungs(parts)


def of_order(parts: Iterable[SellerOrder]) -> list[Rung]:
    """After placing: as it was frozen on the parts."""
    return _rungs(
        (part.partner, part.goods_rupiah, part.commission_rupiah, service(part), part.postage_rupiah) for part in parts
    )


def _rungs(parts: Iterable[tuple[Any, int, int, str, int]]) -> list[Rung]:
    rungs, house = [], 0
    for partner, goods, commission, carried_by, postage in parts:
        rungs.append(Rung(partner.display_name, _("untuk barangnya"), goods - commission))
        rungs.append(Rung(carried_by, _("ongkir dari %(seller)s") % {"seller": partner}, postage))
        house += commission
    rungs.append(Rung(settings.SITE_NAME, _("menjalankan toko ini dan biaya pembayaran"), house))
    return [rung for rung in rungs if rung.amount_rupiah]
