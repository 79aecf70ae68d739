"""What a tablet pushes: each operation done once, in a transaction of its own, under the id that the tablet made.

The row of the operation is written first, in the transaction that does it. So the database decides a race: whoever
sends the same id at the same time waits at the unique index until the first is done, and then reads its answer. A bad
operation stops no other; a repeat in any order and number changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import MarketError, OutsideError
from market.core.once import insert_once
from market.warung.api import bodies, problems
from market.warung.counter import practice
from market.warung.counter.base import Call, Kind, Outcome, Refused
from market.warung.counter.kinds import KINDS
from market.warung.devices import profiles
from market.warung.models import Device, Operation, Staff

MOST_SKEW = timedelta(minutes=5)
SKEW_LIMIT = 2**31 - 1
TRIES = 4
Result = Operation.Result


@dataclass(frozen=True, slots=True)
class Batch:
    """From whom the operations come, and who of the warung's people is named in them."""

    device: Device
    crew: Mapping[int, Staff]
    is_practice: bool
    is_relayed: bool


def take(
    device: Device, batch: Sequence[dict[str, Any]], *, is_practice: bool = False, is_relayed: bool = False
) -> list[dict[str, Any]]:
    """Do each operation of the batch; one result for each, in order. May be repeated and raced."""
    crew = Staff.objects.filter(warung_id=device.warung_id).in_bulk()  # also who has left since: it may lie for long
    told = Batch(device, crew, is_practice, is_relayed)
    return [_stubborn(told, body) for body in batch]


def status(device: Device, ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    """What became of these ids; `unknown` for what never arrived. One query."""
    known = {row.key: row for row in Operation.objects.filter(device=device, key__in=ids)}
    return [
        {"id": str(one), "result": known[one].result, "data": known[one].data}
        if one in known
        else {"id": str(one), "result": "unknown"}
        for one in ids
    ]


def note_clock(device: Device, now: datetime | None) -> None:
    """How wrong the tablet's clock is, as it says itself."""
    if now is None:
        return
    skew = int((now - timezone.now()).total_seconds())
    device.skew_seconds = max(-SKEW_LIMIT, min(SKEW_LIMIT, skew))
    Device.objects.filter(pk=device.pk).update(skew_seconds=device.skew_seconds)


def _stubborn(batch: Batch, body: dict[str, Any]) -> dict[str, Any]:
    """Once more when the database had to give up one of two transactions that waited for one another."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return _take_one(batch, body)
        except OperationalError:
            if not left:
                raise
    raise AssertionError


def _take_one(batch: Batch, body: dict[str, Any]) -> dict[str, Any]:
    digest, body = _digest(body, batch.is_practice), _kept(body)
    key = _uuid(body.get("id"))
    if key is None:
        error = {"code": "invalid", "detail": _("Catatan ini tidak bernomor."), "pointer": "/id"}
        return _answer(_shown_id(body.get("id")), Result.REFUSED, {}, error)
    row = Operation(
        device=batch.device, key=key, kind=str(body.get("kind", ""))[:30], digest=digest, body=body,
        is_practice=batch.is_practice, is_relayed=batch.is_relayed, result=Result.REFUSED,
    )  # fmt: skip
    try:
        with transaction.atomic():
            is_mine = insert_once(row)
            if is_mine:
                _conclude(row, _do(row, batch, body))
    except OutsideError:
        raise
    except MarketError as error:  # all of it was taken back, the row too: the refusal is written alone
        row.pk = None
        with transaction.atomic():
            is_mine = insert_once(row)
            if is_mine:
                _conclude(row, Outcome(refused=error))
    if not is_mine:
        return _again(Operation.objects.get(device=batch.device, key=key), digest)
    return _answer(str(key), row.result, row.data, row.error)


def _conclude(row: Operation, outcome: Outcome) -> None:
    """Write on the row what came of it."""
    row.data = outcome.data
    if outcome.refused is not None:
        row.result, row.error = Result.REFUSED, _trouble(outcome.refused)
    else:
        row.result = Result.NEEDS_ACTION if outcome.trouble else Result.APPLIED
        row.error = outcome.trouble.shown() if outcome.trouble else None
    row.save(update_fields=["seq", "kind", "made_at", "staff", "result", "data", "error"])


def _trouble(error: MarketError) -> dict[str, str]:
    shown = {"code": error.code, "detail": str(error.message)}
    return shown | ({"pointer": str(error.data["pointer"])} if "pointer" in error.data else {})


def _do(row: Operation, batch: Batch, body: dict[str, Any]) -> Outcome:
    device = batch.device
    shape = _checked(bodies.OperationBody, body, "")
    row.seq, row.made_at = shape["seq"], shape["made_at"]
    kind = _kind(device, shape["kind"])
    row.staff = _staff(batch, shape["staff"])
    data = _checked(kind.shape, shape["data"], "/data")
    call = Call(row, device, row.staff, shape["shift"], _trusted(device, shape["made_at"]), row.is_practice)
    if row.is_practice:
        return practice.pretend(call, shape["kind"], data)
    return kind.run(call, data)


def _kind(device: Device, name: str) -> Kind:
    if name not in KINDS or name not in profiles.of(device).operations:
        raise Refused("unknown_kind", _("Jenis catatan ini tidak dikenal."), "/kind")
    return KINDS[name]


def _staff(batch: Batch, staff_id: int | None) -> Staff | None:
    if staff_id is None:
        return None
    staff = batch.crew.get(staff_id)
    if staff is None:
        raise Refused("unknown_staff", _("Petugas ini tidak dikenal."), "/staff")
    return staff


def _trusted(device: Device, made_at: datetime | None) -> datetime:
    """The tablet's time when its clock was seen to be right, else ours."""
    now = timezone.now()
    skew = device.skew_seconds
    if made_at is None or skew is None or abs(skew) > MOST_SKEW.total_seconds():
        return now
    return min(made_at, now)


def _checked(shape: type[bodies.Shape], given: Any, at: str) -> dict[str, Any]:
    """What was sent, checked; `Refused` names the first mistake and where it is."""
    read = shape(data=given)
    if read.is_valid():
        return dict(read.validated_data)
    first = next(problems.mistakes(read.errors))
    pointer = at + first["pointer"].removesuffix("/non_field_errors")
    raise Refused("invalid", first["detail"], pointer)


def _again(row: Operation, digest: str) -> dict[str, Any]:
    if row.digest != digest:
        error = {
            "code": "id_reused",
            "detail": _("Nomor catatan ini sudah dipakai untuk isi yang lain."),
            "pointer": "/id",
        }
        return _answer(str(row.key), Result.REFUSED, {}, error)
    result = "already" if row.result == Result.APPLIED else row.result
    return _answer(str(row.key), result, row.data, row.error)


def _answer(key: str | None, result: str, data: dict[str, Any], error: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": key, "result": str(result), "data": data, "error": error}


def _digest(body: dict[str, Any], is_practice: bool) -> str:
    text = json.dumps([body, is_practice], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(given: Any) -> Any:
    """The body as a database and an answer take it: no NUL, no half signs."""
    if isinstance(given, str):
        return given.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(given, dict):
        return {_kept(name): _kept(value) for name, value in given.items()}
    if isinstance(given, list):
        return [_kept(value) for value in given]
    return given


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _shown_id(given: Any) -> str | None:
    return given[:64] if isinstance(given, str) else None
