"""What every kind of operation is given, and the three ways in which it can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from market.core.errors import MarketError, RuleBroken
from market.warung.models import Device, Operation, Shift, Staff, Warung

Shape = serializers.Serializer[Any]
MAX_RUPIAH = 10**10


class Refused(RuleBroken):
    """Not done and never will be. `pointer` names the field."""

    def __init__(self, code: str, detail: str, pointer: str = "") -> None:
        super().__init__(detail, code=code, data={"pointer": pointer} if pointer else {})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Kept, but a person must choose."""

    code: str
    detail: str
    choices: tuple[str, ...]

    def shown(self) -> dict[str, Any]:
        return {"code": self.code, "detail": self.detail, "choices": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the operation made. With a trouble it is `needs_action`; `refused` keeps what was noted all the same."""

    data: dict[str, Any] = field(default_factory=dict)
    trouble: Trouble | None = None
    refused: MarketError | None = None


@dataclass(frozen=True)
class Call:
    """One operation under way, inside its transaction."""

    operation: Operation
    device: Device
    staff: Staff | None
    shift_key: Any  # the UUID as sent; its opening may be on its way
    made_at: datetime
    is_practice: bool = False

    @property
    def warung(self) -> Warung:
        return self.device.warung

    @property
    def key(self) -> Any:
        return self.operation.key

    @cached_property
    def shift(self) -> Shift | None:
        """The shift it names, as it stood when the operation first asked; None when that has not arrived."""
        return Shift.objects.filter(pk=self.shift_key).first()

    def somebody(self) -> Staff:
        """Who did it; refused when nobody is named."""
        if self.staff is None:
            raise Refused("invalid", _("Petugas belum disebut."), "/staff")
        return self.staff


Verb = Callable[[Call, dict[str, Any]], Outcome]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of operation: the shape of its data and what it does."""

    shape: type[Shape]
    run: Verb


def open_shift(call: Call) -> Any:
    """The shift to which cash of this operation belongs: none once it is closed, for then it never changes."""
    if call.shift_key is None:
        return None
    row = call.shift
    if row is not None and row.warung_id != call.device.warung_id:
        raise Refused("not_found", _("Giliran jaga ini tidak dikenal."), "/shift")
    return None if row is not None and row.closed_at is not None else call.shift_key


def rupiah_field(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=more.pop("least", 0), max_value=MAX_RUPIAH, **more)
