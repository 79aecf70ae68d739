"""What a tablet pulls: first everything that its warung may see, page by page, then what has changed since.

The first pull is a listing by id, so that nothing is listed twice or left out though goods are edited meanwhile; it
begins with remembering the place from which the changes go on afterwards. Later pulls read the changes behind that
place, each object once, as it is now; what this warung does not see (any more) is a tombstone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from market.warung.models import Change, Device, Horizon
from market.warung.sync import cursor as cursors
from market.warung.sync.cursor import Cursor, Place
from market.warung.sync.resources import RESOURCES, Resource, resource

MOST_ITEMS = 1_000
PRUNE_STEP = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    items: list[dict[str, Any]]
    next: str
    has_more: bool


def etag(device: Device, after: str, limit: int) -> str:
    """The same word while there is nothing new behind `after` for this tablet. Two queries."""
    place = cursors.last_place(device.warung_id)
    facts = f"{cursors.epoch()}|{device.pk}|{device.profile}|{after}|{limit}|{place.xid}|{place.id}"
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:24]}"'


def pull(device: Device, after: str, limit: int) -> Page:
    """One page behind the cursor `after` ("" begins). `CursorExpired`: begin again. `RuleBroken`: no cursor of ours."""
    now = cursors.horizon()
    if not after:
        return _listing(device, Cursor(now.epoch, cursors.last_place(device.warung_id), (0, 0)), limit)
    cursor = cursors.read(after)
    cursors.check(cursor, now)
    if cursor.listing is not None:
        return _listing(device, cursor, limit)
    return _changes(device, cursor, limit)


def _listing(device: Device, cursor: Cursor, limit: int) -> Page:
    """Every object of every resource, by id. The versions are older than any change that comes after."""
    number, last = cursor.listing or (0, 0)
    items: list[dict[str, Any]] = []
    kinds = [one for one in RESOURCES if one.name in device_resources(device)]
    while number < len(kinds) and len(items) < limit:
        kind = kinds[number]
        rows = kind.after(device, last, limit - len(items))
        items += [_item(kind.name, kind.key(row), cursor.place.id, kind.show(row, device)) for row in rows]
        if len(items) >= limit:
            last = kind.position(rows[-1])
            break
        number, last = number + 1, 0
    if number >= len(kinds):
        return Page(items, Cursor(cursor.epoch, cursor.place).word(), False)
    return Page(items, Cursor(cursor.epoch, cursor.place, (number, last)).word(), True)


def _changes(device: Device, cursor: Cursor, limit: int) -> Page:
    found = cursors.changes_after(cursor.place, device.warung_id, limit + 1)
    has_more, found = len(found) > limit, found[:limit]
    allowed = device_resources(device)
    newest: dict[tuple[str, str], Change] = {}
    for change in found:
        place_of = (change.resource, resource(change.resource).canonical(change.object_id))
        newest.pop(place_of, None)
        newest[place_of] = change
    ids: dict[str, list[str]] = {}
    for name, object_id in newest:
        if name in allowed:
            ids.setdefault(name, []).append(object_id)
    shown = {name: _shown(resource(name), device, keys) for name, keys in ids.items()}
    items = [
        _item(name, object_id, change.pk, shown[name].get(object_id))
        for (name, object_id), change in newest.items()
        if name in shown
    ]
    place = Place(found[-1].xid, found[-1].pk) if found else cursor.place
    return Page(items, Cursor(cursor.epoch, place).word(), has_more)


def _shown(kind: Resource, device: Device, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {str(kind.key(row)): kind.show(row, device) for row in kind.of(device, keys)}


def _item(name: str, object_id: Any, version: int, data: dict[str, Any] | None) -> dict[str, Any]:
    return {"resource": name, "id": str(object_id), "version": version, "deleted": data is None, "data": data}


def device_resources(device: Device) -> frozenset[str]:
    """A screen for visitors sees goods, not people and not money."""
    if device.profile == Device.Profile.KIOSK:
        return frozenset({"product", "stock", "price", "settings"})
    return frozenset(one.name for one in RESOURCES)


def prune() -> int:
    """Clear away changes older than `WARUNG_CHANGE_DAYS`; who stands behind them pulls anew. May be repeated."""
    before = timezone.now() - timedelta(days=settings.WARUNG_CHANGE_DAYS)
    with transaction.atomic():
        now = Horizon.objects.select_for_update().get(pk=cursors.horizon().pk)
        old = Change.objects.filter(made_at__lt=before).order_by("xid", "pk")
        found = list(old.values_list("xid", "pk")[:PRUNE_STEP])
        if not found:
            return 0
        floor = max(Place(now.floor_xid, now.floor_id), Place(*found[-1]))
        Horizon.objects.filter(pk=now.pk).update(floor_xid=floor.xid, floor_id=floor.id)
        return Change.objects.filter(pk__in=[pk for _xid, pk in found]).delete()[0]
