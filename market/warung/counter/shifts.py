"""`shift.open`, `shift.close`, `deposit.make`, `staff.locked`: the till's day as the tablet tells it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from market.lifecycle import books
from market.warung.counter import till
from market.warung.counter.base import Call, Kind, Outcome, Refused, Shape, rupiah_field
from market.warung.devices import events, pins
from market.warung.models import Deposit, Shift, Staff, TillLine


class OpenShape(Shape):
    float = rupiah_field()


class CloseShape(Shape):
    """`unsent`: how many operations still lie in the tablet; then the owner's PIN forced it (`forced_by`)."""

    counted = rupiah_field()
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")
    unsent = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    forced_by = serializers.IntegerField(min_value=1, max_value=2**62, required=False, allow_null=True, default=None)


class DepositShape(Shape):
    amount = rupiah_field(least=1)
    to = serializers.CharField(max_length=100)


class LockedShape(Shape):
    staff = serializers.IntegerField(min_value=1, max_value=2**62)


def open_(call: Call, data: dict[str, Any]) -> Outcome:
    """The shift's id is this operation's. One open shift on a tablet."""
    try:
        with transaction.atomic():
            Shift.objects.create(
                pk=call.key, warung=call.warung, device=call.device, opened_by=call.somebody(), opened_at=call.made_at,
                float_rupiah=data["float"],
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            "shift_is_open", _("Masih ada giliran jaga yang belum ditutup di tablet ini."), "/kind"
        ) from error
    return Outcome({"shift": str(call.key), "float": data["float"]})


def close(call: Call, data: dict[str, Any]) -> Outcome:
    """Count against what should be there; the difference stays, with its reason. Closed once."""
    if call.shift_key is None:
        raise Refused("invalid", _("Giliran jaga belum disebut."), "/shift")
    shift = Shift.objects.select_for_update().filter(pk=call.shift_key, device=call.device).first()
    if shift is None:
        raise Refused("not_found", _("Giliran jaga ini tidak dikenal."), "/shift")
    if shift.closed_at is not None:
        raise Refused("shift_is_closed", _("Giliran jaga ini sudah ditutup."), "/shift")
    expected = till.expected(shift)
    difference = data["counted"] - expected
    if difference and not data["reason"].strip():
        raise Refused("reason_missing", _("Hitungan berbeda. Tulis alasannya."), "/data/reason")
    forcing = _forcing(call, data)
    Shift.objects.filter(pk=shift.pk, closed_at=None).update(
        closed_at=timezone.now(), closed_by=call.somebody(), expected_rupiah=expected, counted_rupiah=data["counted"],
        difference_rupiah=difference, reason=data["reason"].strip(), is_forced=forcing is not None,
    )  # fmt: skip
    return Outcome({"shift": str(shift.pk), "expected": expected, "counted": data["counted"], "difference": difference})


def _forcing(call: Call, data: dict[str, Any]) -> Staff | None:
    """Closing though something was not sent: only by an owner, and written down."""
    if not data["unsent"]:
        return None
    owner = Staff.objects.filter(pk=data["forced_by"], warung=call.warung, role=Staff.Role.OWNER, left_at=None).first()
    if owner is None:
        words = _("Masih ada %(count)s catatan yang belum terkirim. Hanya pemilik yang boleh menutup.")
        raise Refused("owner_needed", words % {"count": data["unsent"]}, "/data/forced_by")
    words = str(data["unsent"])
    events.note(call.warung, "close_forced", device=call.device, staff=owner, about=str(call.shift_key), words=words)
    return owner


def deposit(call: Call, data: dict[str, Any]) -> Outcome:
    """Cash leaves the drawer for the BUMDes, whose side writes its own figure."""
    Deposit.objects.create(
        pk=call.key, warung=call.warung, shift_id=call.shift_key, made_by=call.somebody(),
        amount_rupiah=data["amount"], to=data["to"],
    )  # fmt: skip
    till.move(call, TillLine.Kind.DEPOSIT, -data["amount"], f"deposit:{call.key}")
    books.deposit_sent(str(call.key), call.warung.pk, data["amount"])
    return Outcome({"deposit": str(call.key), "state": Deposit.State.SENT})


def locked(call: Call, data: dict[str, Any]) -> Outcome:
    """A tablet without signal has locked somebody after wrong PINs."""
    staff = Staff.objects.filter(pk=data["staff"], warung=call.warung, left_at=None).first()
    if staff is None:
        raise Refused("not_found", _("Petugas ini tidak dikenal."), "/data/staff")
    pins.lock(staff, call.device)
    return Outcome({"staff": staff.pk})


KINDS = {
    "shift.open": Kind(OpenShape, open_),
    "shift.close": Kind(CloseShape, close),
    "deposit.make": Kind(DepositShape, deposit),
    "staff.locked": Kind(LockedShape, locked),
}
