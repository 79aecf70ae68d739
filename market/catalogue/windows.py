"""When a good may be ordered (BY-14): pre-orders and harvests open and close by dates, and say when it is ready.

A good keeps its windows as a short list of `{"from", "until", "ready"}`, days as ISO 8601, in order, without overlap;
without any it may always be ordered. Both ends belong to the window, by the clock of the house.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from market.core import dates
from market.core.errors import RuleBroken

MOST = 24


@dataclass(frozen=True, slots=True)
class OrderWindow:
    """Orders from `from_on` to `until_on`; sent from `ready_on`."""

    from_on: date
    until_on: date
    ready_on: date

    def as_dict(self) -> dict[str, str]:
        named = {"from": self.from_on, "until": self.until_on, "ready": self.ready_on}
        return {name: on.isoformat() for name, on in named.items()}


def of(kept: Iterable[dict[str, Any]]) -> list[OrderWindow]:
    """The windows of a good as rows keep them."""
    return [OrderWindow(*(date.fromisoformat(one[name]) for name in ("from", "until", "ready"))) for one in kept]


def current(kept: Sequence[dict[str, Any]], today: date | None = None) -> OrderWindow | None:
    """The one that is open."""
    today = today or timezone.localdate()
    return next((one for one in of(kept) if one.from_on <= today <= one.until_on), None)


def closed_words(kept: Sequence[dict[str, Any]], today: date | None = None) -> str:
    """Why the good may not be ordered now, with the next day on which it may; "" when it may."""
    today = today or timezone.localdate()
    if not kept or current(kept, today) is not None:
        return ""
    coming = min((one.from_on for one in of(kept) if one.from_on > today), default=None)
    if coming is None:
        return _("Masa pesan sudah berakhir. Masa berikutnya belum ditentukan.")
    return _("Masa pesan belum buka. Bisa dipesan mulai %(day)s.") % {"day": dates.day(coming)}


def open_words(kept: Sequence[dict[str, Any]], today: date | None = None) -> str:
    """Until when one may order, and when it is sent; "" without a window."""
    here = current(kept, today) if kept else None
    if here is None:
        return ""
    words = _("Pesan sampai %(until)s, dikirim mulai %(ready)s.")
    return words % {"until": dates.day(here.until_on), "ready": dates.day(here.ready_on)}


def added(kept: Sequence[dict[str, Any]], new: OrderWindow) -> list[dict[str, str]]:
    """The list with one more, in order. `RuleBroken` for one that is odd, over, or overlaps another."""
    if not new.from_on <= new.until_on <= new.ready_on:
        raise RuleBroken(_("Urutannya: buka, tutup, lalu siap kirim."), code="order")
    if new.until_on < timezone.localdate():
        raise RuleBroken(_("Masa ini sudah lewat."), code="over")
    rows = of(kept)
    if len(rows) >= MOST:
        raise RuleBroken(_("Paling banyak 24 masa. Hapus dulu yang sudah lewat."), code="too_many")
    if any(one.from_on <= new.until_on and new.from_on <= one.until_on for one in rows):
        raise RuleBroken(_("Masa ini bertumpuk dengan masa yang lain."), code="overlap")
    return [one.as_dict() for one in sorted([*rows, new], key=lambda one: one.from_on)]
