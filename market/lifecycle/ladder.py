"""“Ke mana uang saya?”: every rupiah of the total with its receiver. The rungs sum to the total exactly (BY-26).

One list for the review, the order page and the read API.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from market.lifecycle.placed import Bill
from market.order import fees
from market.order.models import SellerOrder
from market.order.split import fees_of_group
from market.shipping.registry import carried_by


@dataclass(frozen=True, slots=True)
class Rung:
    """`kind`: seller, courier, house, other."""

    kind: str
    to: str
    why: str
    amount_rupiah: int


def of_bill(bill: Bill) -> list[Rung]:
    """Before placing: by the fee rules of today. One query."""
    parts, rules = [], fees.rules_today()
    for group in bill.groups:
        quote = bill.quotes[group.partner.pk]
        kept = sum(fee.amount_rupiah for fee in fees_of_group(group, rules))
        parts.append((group.partner, group.goods_rupiah, kept, carried_by(quote), quote.amount_rupiah))
    return _rungs(parts, bill.total_rupiah)


def of_order(parts: Iterable[SellerOrder], total_rupiah: int) -> list[Rung]:
    """After placing: as it was frozen on the parts. What the buyer pays beyond them is a rung of its own."""
    frozen = [
        (part.partner, part.goods_rupiah, part.commission_rupiah, carried_by(part), part.postage_rupiah)
        for part in parts
    ]
    return _rungs(frozen, total_rupiah)


def _rungs(parts: Iterable[tuple[Any, int, int, str, int]], total_rupiah: int) -> list[Rung]:
    rungs, house = [], 0
    for partner, goods, commission, courier, postage in parts:
        rungs.append(Rung("seller", partner.display_name, _("untuk barangnya"), goods - commission))
        rungs.append(Rung("courier", courier, _("ongkir dari %(seller)s") % {"seller": partner}, postage))
        house += commission
    rungs.append(Rung("house", settings.SITE_NAME, _("menjalankan toko ini dan biaya pembayaran"), house))
    rest = total_rupiah - sum(rung.amount_rupiah for rung in rungs)
    rungs.append(Rung("other", settings.SITE_NAME, _("pembulatan dan kode unik"), rest))
    return [rung for rung in rungs if rung.amount_rupiah]
