"""What is not offered although somebody would carry it, and the plain reason: goods that spoil on the way, heavy boxes,
services that the village has switched off. Pure; the rows are read by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from market.shipping import registry
from market.shipping.couriers.base import Parcel
from market.shipping.couriers.ojek import Collect
from market.shipping.local.models import Switch

HEAVY_GRAMS = 30_000
LONG_MM = 1_500
CARGO = ("JTR", "CARGO", "KARGO")  # services made for what is heavy or long

Switches = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class No:
    """A service that is left out, and why."""

    courier_code: str
    service_code: str
    text: str


def switches_of(village_codes: Iterable[str]) -> Switches:
    """(village, courier, service or "" for all) to the reason. One query."""
    rows = Switch.objects.filter(village__in=set(village_codes))
    return {(row.village_id, row.courier_code, row.service_code): row.reason for row in rows}


def switched_off(switches: Switches, village_code: str, courier_code: str, service_code: str) -> str | None:
    """The reason why the village does not offer it; None when it does."""
    for service in ("", service_code):
        if (reason := switches.get((village_code, courier_code, service))) is not None:
            return reason
    return None


def sort_out(
    quotes: Sequence[Any], lines: Iterable[Any], parcel: Parcel, village_code: str, switches: Switches
) -> tuple[list[Any], list[No]]:
    """The quotes that may be offered, and those that may not, each with its reason."""
    perishable = min((line for line in lines if _life(line)), key=_life, default=None)
    kept, out = [], []
    for quote in quotes:
        text = _why_not(quote, perishable, parcel)
        off = switched_off(switches, village_code, quote.courier_code, quote.service_code)
        if off is not None:
            text = _("%(service)s tidak ditawarkan: %(reason)s") % {"service": _named(quote), "reason": off}
        if text:
            out.append(No(quote.courier_code, quote.service_code, text))
        else:
            kept.append(quote)
    return kept, out


def _life(line: Any) -> int:
    return int(line.product.shelf_life_days or 0) if line.product else 0


def _why_not(quote: Any, perishable: Any, parcel: Parcel) -> str:
    if quote.courier_code == Collect.code:
        return ""
    days = quote.days_to
    if perishable is not None and days is not None and days > _life(perishable):
        facts = {
            "goods": perishable.product.title, "life": _life(perishable), "service": _named(quote), "days": days,
        }  # fmt: skip
        return _("%(goods)s hanya tahan %(life)s hari, sedangkan %(service)s bisa sampai %(days)s hari.") % facts
    if quote.estimated or quote.service_code.upper().startswith(CARGO):
        return ""
    if parcel.weight_grams > HEAVY_GRAMS:
        return _("%(service)s tidak membawa paket di atas 30 kg.") % {"service": _named(quote)}
    if max(parcel.length_mm, parcel.width_mm, parcel.height_mm) > LONG_MM:
        return _("%(service)s tidak membawa paket yang lebih panjang dari 150 cm.") % {"service": _named(quote)}
    return ""


def _named(quote: Any) -> str:
    if quote.estimated:
        return _("kurir biasa")
    return registry.service_of(quote.courier_code, quote.service_name)
