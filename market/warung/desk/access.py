"""An operator sees the warungs of the own villages, and what belongs to them; another village's is not there."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from market.core.errors import NotFound
from market.users.access import DeskRequest
from market.warung.models import Deposit, Device, Staff, Warung


def warungs(request: DeskRequest) -> QuerySet[Warung]:
    return Warung.objects.filter(village__in=request.village_codes).select_related("village").order_by("name", "pk")


def warung(request: DeskRequest, pk: int) -> Warung:
    return found(warungs(request).filter(pk=pk))


def device(request: DeskRequest, pk: Any) -> Device:
    rows = Device.objects.filter(warung__village__in=request.village_codes).select_related("warung")
    return found(rows.filter(pk=pk))


def staff(request: DeskRequest, pk: int) -> Staff:
    rows = Staff.objects.filter(warung__village__in=request.village_codes, left_at=None).select_related("warung")
    return found(rows.filter(pk=pk))


def deposit(request: DeskRequest, pk: Any) -> Deposit:
    return found(Deposit.objects.filter(warung__village__in=request.village_codes, pk=pk))


def found(rows: QuerySet[Any]) -> Any:
    """The row, or `NotFound`."""
    row = rows.first()
    if row is None:
        raise NotFound("no such row")
    return row
