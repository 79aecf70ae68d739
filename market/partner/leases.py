"""Steps that a tablet without signal may sell without asking: taken out of what the web may promise, until a moment.

`StockRecord.num_leased` is at every commit the sum of what is `left` of its living leases. Each step is a conditional
UPDATE of the record first and of the lease then, so that two who meet wait for one another at the record.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import OutOfStock, RuleBroken
from market.partner.models import StockLease, StockRecord

MOST_OF_A_DEVICE = 20
PROMISED = Coalesce(F("num_allocated"), 0) + F("num_leased")
SWEEP_LIMIT = 200


def grant(
    key: uuid.UUID, record: StockRecord, *, device_id: Any, warung_id: int, quantity: int, until: datetime
) -> StockLease:
    """The lease under that id; asked again, the one that is there. `OutOfStock` when fewer steps are free.

    `RuleBroken`: `too_many_leases` beyond twenty of one tablet, `id_reused` when the id is another lease's.
    """
    with transaction.atomic():
        held = StockRecord.objects.annotate(promised=PROMISED).filter(pk=record.pk)
        known = StockLease.objects.filter(pk=key).first()
        if known is not None:
            return _same(known, device_id, record, quantity)
        if StockLease.objects.filter(device_id=device_id, ended_at=None).count() >= MOST_OF_A_DEVICE:
            raise RuleBroken(
                _("Jatah barang tablet ini sudah penuh. Kembalikan dulu yang lain."), code="too_many_leases"
            )
        taken = held.filter(num_in_stock__gte=F("promised") + quantity).update(num_leased=F("num_leased") + quantity)
        if taken != 1:
            raise OutOfStock(_("Stok tidak cukup."), data={"stockrecord": record.pk, "wanted": quantity})
        facts = {"stockrecord": record, "device_id": device_id, "warung_id": warung_id, "until": until}
        try:
            with transaction.atomic():
                return StockLease.objects.create(pk=key, quantity=quantity, left=quantity, **facts)
        except IntegrityError:
            StockRecord.objects.filter(pk=record.pk).update(num_leased=F("num_leased") - quantity)
            return _same(StockLease.objects.get(pk=key), device_id, record, quantity)


def _same(known: StockLease, device_id: Any, record: StockRecord, quantity: int) -> StockLease:
    if (known.device_id, known.stockrecord_id, known.quantity) != (device_id, record.pk, quantity):
        raise RuleBroken(_("Nomor jatah ini sudah dipakai untuk yang lain."), code="id_reused")
    return known


def held_by(device_id: Any, record_ids: Iterable[int]) -> set[int]:
    """Of which of these stock records the tablet holds a lease with something left. One query."""
    rows = StockLease.objects.filter(device_id=device_id, stockrecord__in=record_ids, ended_at=None, left__gt=0)
    return set(rows.values_list("stockrecord_id", flat=True))


def draw(record: StockRecord, device_id: Any, steps: int) -> int:
    """Turn up to `steps` of this tablet's leases into free steps, for the order that is being placed now; how many.

    In the transaction that allocates them: the record's row stays locked, so nobody else can take them in between.
    """
    leases = StockLease.objects.filter(stockrecord=record, device_id=device_id, ended_at=None, left__gt=0)
    StockRecord.objects.select_for_update().get(pk=record.pk)
    drawn = 0
    for lease in leases.order_by("until").select_for_update():
        part = min(lease.left, steps - drawn)
        if part and StockLease.objects.filter(pk=lease.pk, left__gte=part).update(left=F("left") - part):
            drawn += part
    if drawn:
        StockRecord.objects.filter(pk=record.pk).update(num_leased=F("num_leased") - drawn)
    return drawn


def end(lease: StockLease) -> bool:
    """Give back what is left of it; False when that was done before."""
    with transaction.atomic():
        StockRecord.objects.select_for_update().get(pk=lease.stockrecord_id)
        row = StockLease.objects.select_for_update().get(pk=lease.pk)
        if row.ended_at is not None:
            return False
        StockRecord.objects.filter(pk=row.stockrecord_id).update(num_leased=F("num_leased") - row.left)
        StockLease.objects.filter(pk=row.pk).update(left=0, ended_at=timezone.now())
        return True


def end_all(leases: Iterable[StockLease]) -> int:
    return sum(end(lease) for lease in leases)


def expire_due() -> int:
    """Give back what the tablets held beyond their time. May be repeated and raced."""
    return end_all(StockLease.objects.filter(ended_at=None, until__lte=timezone.now()).order_by("until")[:SWEEP_LIMIT])
