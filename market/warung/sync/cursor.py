"""The place of a tablet in what has changed: an opaque word, that grows as transactions are done and never by a clock.

A number that is given before the commit is no place: a reader may see 8 before 7, whose transaction lasts longer, go
on from 8 and never see 7. So on PostgreSQL a change carries the id of its transaction, and a reader looks only at
transactions older than the oldest that is still under way (`pg_snapshot_xmin`): nothing can appear behind it any more.
On SQLite there is one writer at a time, and the number itself does.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from market.core.errors import MarketError, RuleBroken
from market.warung.models import Change, Horizon

MOST = 2**63 - 1
MOST_KEY = 2**128 - 1  # an object's key may be a UUID
LETTERS = 120
DONE = "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


class CursorExpired(MarketError):
    """What changed since then is not known any more: pull again from nothing."""

    code = "cursor_expired"
    http_status = 410


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """After this change. Compared as the changes are ordered."""

    xid: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Cursor:
    """`listing`: while the first pull goes on, (which resource, its last object); the changes begin at `place`."""

    epoch: str
    place: Place
    listing: tuple[int, int] | None = None

    def word(self) -> str:
        facts = [self.epoch, str(self.place.xid), str(self.place.id), *map(str, self.listing or ())]
        return base64.urlsafe_b64encode(".".join(facts).encode()).decode().rstrip("=")


def read(word: str) -> Cursor:
    """The cursor behind a word; `RuleBroken` (invalid) for a word that we never gave."""
    try:
        if len(word) > LETTERS:
            raise ValueError
        text = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True).decode("ascii")
        epoch, *numbers = text.split(".")
        figures = [int(one) for one in numbers if one.isascii() and one.isdecimal()]
        if len(figures) != len(numbers) or len(figures) not in (2, 4) or max(figures[:3]) > MOST:
            raise ValueError
        if figures[-1] > MOST_KEY:
            raise ValueError
    except (binascii.Error, ValueError) as error:
        raise RuleBroken(_("Penunjuk ini tidak dikenal. Ambil lagi dari awal."), code="invalid") from error
    listing = (figures[2], figures[3]) if len(figures) == 4 else None
    return Cursor(epoch, Place(figures[0], figures[1]), listing)


def epoch() -> str:
    """The word of this database; a cursor of another one (restored, moved) is worth nothing here."""
    return horizon().epoch


def horizon() -> Horizon:
    row = Horizon.objects.filter(pk=1).first()
    if row is None:
        try:
            with transaction.atomic():
                row = Horizon.objects.create(pk=1, epoch=secrets.token_hex(4))
        except IntegrityError:
            row = Horizon.objects.get(pk=1)
    return row


def check(cursor: Cursor, now: Horizon) -> None:
    """Raise `CursorExpired` unless everything after the cursor is still known."""
    words = _("Data di tablet sudah terlalu lama. Tablet akan mengambil semuanya lagi.")
    if cursor.epoch != now.epoch or cursor.place < Place(now.floor_xid, now.floor_id):
        raise CursorExpired(words)
    if connection.vendor == "postgresql" and cursor.place.xid > _newest_xid():
        raise CursorExpired(words)


def done_only() -> str:
    """The condition under which a change may be read."""
    return DONE if connection.vendor == "postgresql" else "1 = 1"


def last_place(warung_id: int) -> Place:
    """The place of the newest change that this warung may read now: one index step."""
    return _last([warung_id])


def _last(parameters: list[int]) -> Place:
    with connection.cursor() as sql:
        sql.execute(
            f"SELECT xid, id FROM warung_change WHERE (warung_id IS NULL OR warung_id = %s) AND {done_only()} "  # noqa: S608
            "ORDER BY xid DESC, id DESC LIMIT 1",
            parameters,
        )
        row = sql.fetchone()
    return Place(*row) if row else Place()


def changes_after(place: Place, warung_id: int, limit: int) -> list[Change]:
    """At most `limit` changes behind a place that this warung may read, in their order. One query."""
    return list(
        Change.objects.raw(
            "SELECT * FROM warung_change WHERE (xid, id) > (%s, %s) AND (warung_id IS NULL OR warung_id = %s) "  # noqa: S608
            f"AND {done_only()} ORDER BY xid, id LIMIT %s",
            [place.xid, place.id, warung_id, limit],
        )
    )


def _newest_xid() -> int:
    with connection.cursor() as sql:
        # the snapshot ends before transactions that are still under way, our own among them
        sql.execute(
            "SELECT greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, "
            "coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0))"
        )
        return int(sql.fetchone()[0])
