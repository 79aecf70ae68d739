"""What lies on the shelf changes only here: signed moves with a reason, each one conditional UPDATE and one StockMove.

A move with a `reference` happens once, however often it is asked for. The copies on the Product (price, whether it is
to be had) follow by triggers of the database (market/catalogue/keeping.py).
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from market.core.errors import OutOfStock, RuleBroken
from market.partner.models import StockMove, StockRecord

Reason = StockMove.Reason
PROMISED = Coalesce(F("num_allocated"), 0) + F("num_leased")


def receive(
    record: StockRecord, steps: int, *, reference: str = "", by: Any = None, reason: str = Reason.RECEIVED
) -> int:
    """Put `steps` (> 0) on the shelf; how many lie there now. May be repeated with the same reference."""
    if steps <= 0:
        raise RuleBroken(_("Jumlah barang masuk harus lebih dari nol."))
    with transaction.atomic():
        if _note(record, steps, reason, reference, by):
            StockRecord.objects.filter(pk=record.pk).update(num_in_stock=Coalesce(F("num_in_stock"), 0) + steps)
        return _read(record)


def take(record: StockRecord, steps: int, *, reason: str, reference: str = "", by: Any = None) -> int:
    """Take `steps` (> 0) that are promised to nobody: sold for cash, spoiled. `OutOfStock` when fewer are free."""
    if steps <= 0:
        raise RuleBroken(_("Jumlah barang keluar harus lebih dari nol."))
    with transaction.atomic():
        if _note(record, -steps, reason, reference, by):
            free = StockRecord.objects.annotate(promised=PROMISED).filter(pk=record.pk)
            if free.filter(num_in_stock__gte=F("promised") + steps).update(num_in_stock=F("num_in_stock") - steps) != 1:
                raise OutOfStock(_("Stok tidak cukup."), data={"stockrecord": record.pk, "wanted": steps})
        return _read(record)


def count(record: StockRecord, steps: int, *, reference: str = "", by: Any = None) -> int:
    """Somebody counted `steps` on the shelf: the difference becomes a move. `RuleBroken` when more is promised."""
    with transaction.atomic():
        now = StockRecord.objects.select_for_update().annotate(promised=PROMISED).get(pk=record.pk)
        difference = steps - (now.num_in_stock or 0)
        if steps < now.promised:
            raise RuleBroken(_("Sebagian barang ini sudah dipesan pembeli."), data={"promised": now.promised})
        if difference and _note(record, difference, Reason.COUNTED, reference, by):
            StockRecord.objects.filter(pk=record.pk).update(num_in_stock=Coalesce(F("num_in_stock"), 0) + difference)
        return _read(record)


def sell(record: StockRecord, steps: int, *, reference: str) -> None:
    """Steps that were promised to an order leave the shelf. May be repeated with the same reference."""
    with transaction.atomic():
        if _note(record, -steps, Reason.SOLD, reference, None):
            record.consume_allocation(steps)


def set_price(record: StockRecord, price_rupiah: int) -> None:
    """Today's price of a step. Baskets keep what they were promised until the buyer agrees (BY-12)."""
    if price_rupiah <= 0:
        raise RuleBroken(_("Harga harus lebih dari nol."))
    StockRecord.objects.filter(pk=record.pk).exclude(price=price_rupiah).update(
        price=price_rupiah, price_version=F("price_version") + 1
    )
    _read(record)


def _note(record: StockRecord, steps: int, reason: str, reference: str, by: Any) -> bool:
    """Write the move; False when a move with this reference was written before."""
    try:
        with transaction.atomic():
            StockMove.objects.create(
                stockrecord_id=record.pk, quantity=steps, reason=reason, reference=reference, made_by=by
            )
    except IntegrityError:
        if reference and StockMove.objects.filter(stockrecord=record, reason=reason, reference=reference).exists():
            return False
        raise
    return True


def _read(record: StockRecord) -> int:
    record.refresh_from_db(fields=["num_in_stock", "num_allocated", "num_leased", "price", "price_version"])
    return record.num_in_stock or 0
