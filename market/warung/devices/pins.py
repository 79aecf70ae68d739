"""Who stands at the counter: a PIN of four to eight digits, never stored, checked here or on the tablet without signal.

A PIN is short, so whoever has the tablet in hands and time can find it by trying; it keeps the neighbours apart, not
burglars. Against trying at the tablet there is the lock, for that person only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.warung.devices import events
from market.warung.models import Device, Staff, Warung

ITERATIONS = 60_000  # a slow tablet needs half a second
SALT_BYTES = 16
SHORTEST, LONGEST = 4, 8


def hire(warung: Warung, name: str, pin: str, role: str = Staff.Role.CLERK) -> Staff:
    """Somebody new at the counter. `RuleBroken` for a bad PIN or a name that serves there already."""
    if Staff.objects.filter(warung=warung, name=name, left_at=None).exists():
        raise RuleBroken(_("Nama ini sudah ada di toko ini."), code="name_taken")
    return Staff.objects.create(warung=warung, name=name, role=role, **hashed(pin))


def change(staff: Staff, pin: str) -> None:
    """A new PIN; the lock is lifted."""
    Staff.objects.filter(pk=staff.pk).update(**hashed(pin), wrong_pins=0, locked_until=None)


def hashed(pin: str) -> dict[str, object]:
    """The three columns that a PIN leaves behind. `RuleBroken` when it is too short, too long or too plain."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise RuleBroken(_("PIN harus 4 sampai 8 angka."), code="invalid")
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise RuleBroken(_("PIN ini terlalu mudah ditebak."), code="invalid")
    salt = secrets.token_bytes(SALT_BYTES)
    return {"pin_salt": salt.hex(), "pin_hash": derive(pin, salt, ITERATIONS), "pin_iterations": ITERATIONS}


def check(staff: Staff, pin: str, device: Device | None = None) -> bool:
    """Whether the PIN is right. Five wrong ones lock this person, nobody else; `RuleBroken` (pin_locked) meanwhile."""
    with transaction.atomic():
        row = Staff.objects.select_for_update().get(pk=staff.pk)
        if row.is_locked:
            raise RuleBroken(_("PIN terkunci sementara karena salah berkali-kali. Coba lagi nanti."), code="pin_locked")
        right = hmac.compare_digest(derive(pin, bytes.fromhex(row.pin_salt), row.pin_iterations), row.pin_hash)
        if right:
            Staff.objects.filter(pk=row.pk).exclude(wrong_pins=0).update(wrong_pins=0)
            return True
        Staff.objects.filter(pk=row.pk).update(wrong_pins=F("wrong_pins") + 1)
        if row.wrong_pins + 1 >= settings.WARUNG_PIN_TRIES:
            lock(row, device)
    return False


def lock(staff: Staff, device: Device | None = None) -> None:
    """Lock one person for a while and write it down; also when a tablet without signal has done so itself."""
    until = timezone.now() + timedelta(minutes=settings.WARUNG_PIN_LOCK_MINUTES)
    Staff.objects.filter(pk=staff.pk).update(locked_until=until, wrong_pins=0)
    events.note(staff.warung, "pin_locked", device=device, staff=staff, words=staff.name)


def derive(pin: str, salt: bytes, iterations: int) -> str:
    """PBKDF2-SHA256, in hexadecimal."""
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, iterations).hex()
