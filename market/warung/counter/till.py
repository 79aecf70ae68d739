"""The drawer: every rupiah in or out is one line, and what should be in it is their sum."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum

from market.warung.counter.base import Call, open_shift
from market.warung.devices import events
from market.warung.models import Shift, TillLine


def move(call: Call, kind: str, amount_rupiah: int, reference: str) -> None:
    """Write one line into the drawer of the operation's shift, in the caller's transaction. Nothing for nothing."""
    if amount_rupiah == 0:
        return
    shift = open_shift(call)
    if shift is None and call.shift_key is not None:
        events.note(call.warung, "late_cash", device=call.device, staff=call.staff, about=reference)
    TillLine.objects.create(
        warung=call.warung, shift_id=shift, kind=kind, amount_rupiah=amount_rupiah, reference=reference
    )


def expected(shift: Shift) -> int:
    """What should lie in the drawer now."""
    return shift.float_rupiah + line_sum(shift.pk)


def line_sum(shift_key: Any) -> int:
    return TillLine.objects.filter(shift_id=shift_key).aggregate(total=Sum("amount_rupiah"))["total"] or 0
