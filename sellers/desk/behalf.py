"""What an operator does for a seller who cannot do it alone (OP-02): done, written down as theirs, the seller told."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.dates import day
from market.core.money import rupiah
from market.partner import stock
from market.partner.models import Partner, StockRecord
from market.users import records
from sellers import publishing


def set_price(record: StockRecord, price_rupiah: int, by: Any) -> None:
    """Another price of a step, from now on: the operator is who would have to let it through."""
    product, before = record.product, int(record.price or 0)
    if before == price_rupiah:
        return
    with transaction.atomic():
        if not publishing.ask_price(record, price_rupiah, by):
            publishing.take_price(product, by)
        facts = {"before": before, "after": price_rupiah}
        detail = f"{product.title}: {rupiah(before)} → {rupiah(price_rupiah)}"
        _write_down(product.partner, by, "price", _("Harga"), detail, facts)


def count_stock(record: StockRecord, steps: int, by: Any) -> None:
    """What lies on the shelf was counted by the operator. `RuleBroken` below what is promised."""
    product, before = record.product, record.num_in_stock or 0
    if before == steps:
        return
    with transaction.atomic():
        stock.count(record, steps, by=by)
        facts = {"before": before, "after": steps}
        _write_down(product.partner, by, "stock", _("Stok"), f"{product.title}: {before} → {steps}", facts)


def close_until(partner: Partner, until_on: date | None, by: Any) -> None:
    """The shop is closed until a day, or open again."""
    if partner.closed_until_on == until_on:
        return
    with transaction.atomic():
        Partner.objects.filter(pk=partner.pk).update(closed_until_on=until_on)
        detail = day(until_on) if until_on else _("buka")
        _write_down(partner, by, "holiday", _("Libur sampai"), detail, {"until": str(until_on or "")})
    partner.refresh_from_db()


def _write_down(partner: Partner, by: Any, what: str, words: str, detail: str, facts: dict[str, Any]) -> None:
    deed = records.note(by, what, detail, partner=partner, **facts)
    outbox.tell_partner(partner, "deed", str(deed.pk), by=str(by), what=words, detail=detail)
