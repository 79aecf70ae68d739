"""A card that is tapped at the counter (WR-35): its serial number finds a person quickly, and their PIN opens it.

A reader without an agreement with the state reads a serial number and nothing else, and a serial number is copied
easily; so it is an identifier, not a proof. Some chips give another number at each tap: those are refused.
"""

from __future__ import annotations

import hmac
import re
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.warung.devices import pins
from market.warung.models import Card, Staff, Warung

NUMBER = re.compile(r"[0-9A-F]{8,20}\Z")
RANDOM = re.compile(r"08[0-9A-F]{6}\Z")  # a four-byte number that begins so is drawn anew at each tap (ISO 14443-3)
NOBODY = {"pin_salt": "00" * pins.SALT_BYTES, "pin_hash": "0" * 64, "pin_iterations": pins.ITERATIONS}


def normal(read: str) -> str:
    """What a reader types, as one number. `RuleBroken` for what is none."""
    number = re.sub(r"[\s:.-]", "", read).upper()
    if not NUMBER.match(number):
        raise RuleBroken(_("Nomor kartu tidak terbaca. Tempelkan sekali lagi."), code="invalid")
    return number


def keyed(number: str) -> str:
    """The keyed hash under which a card is kept, in hexadecimal; it follows SECRET_KEY."""
    return salted_hmac("market.warung.card", number, algorithm="sha256").hexdigest()


def enrol(warung: Warung, taps: tuple[str, str], *, name: str, phone: str, pin: str, by: Staff | None) -> Card:
    """Keep a card that was tapped twice with the same number. `RuleBroken`: `card_changes`, `card_known`, `invalid`."""
    first, second = taps
    number = normal(first)
    if number != normal(second) or RANDOM.match(number):
        words = _("Kartu ini memberi nomor lain setiap kali, jadi tidak bisa dipakai. Pakai nomor HP saja.")
        raise RuleBroken(words, code="card_changes")
    card = Card(warung=warung, key=keyed(number), name=name, phone=phone, made_by=by, **pins.hashed(pin))
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError:
        raise RuleBroken(_("Kartu ini sudah terdaftar di toko ini."), code="card_known") from None
    return card


def find(warung: Warung, read: str, pin: str) -> Card:
    """The person behind a card and its PIN. `RuleBroken` (`wrong_pin`) says the same for a card that nobody knows.

    Five wrong PINs lock the card for a while (`pin_locked`). An unknown card takes as long as a known one.
    """
    key = keyed(normal(read))
    with transaction.atomic():
        card = Card.objects.select_for_update().filter(warung=warung, key=key, ended_at=None).first()
        row = card or Card(**NOBODY)
        if row.is_locked:
            raise RuleBroken(_("PIN terkunci sementara karena salah berkali-kali. Coba lagi nanti."), code="pin_locked")
        right = hmac.compare_digest(pins.derive(pin, bytes.fromhex(row.pin_salt), row.pin_iterations), row.pin_hash)
        if card is not None and right:
            Card.objects.filter(pk=card.pk).exclude(wrong_pins=0).update(wrong_pins=0)
            return card
        if card is not None:
            _count_wrong(card)
    raise RuleBroken(_("Kartu atau PIN salah."), code="wrong_pin")


def end(card: Card) -> None:
    """The neighbour wants it gone: name, phone and number go. May be repeated."""
    gone = {"name": "–", "phone": "", "key": f"gone-{card.pk}", "ended_at": timezone.now()}
    Card.objects.filter(pk=card.pk, ended_at=None).update(**gone)


def _count_wrong(card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(wrong_pins=F("wrong_pins") + 1)
    if card.wrong_pins + 1 >= settings.WARUNG_PIN_TRIES:
        until = timezone.now() + timedelta(minutes=settings.WARUNG_PIN_LOCK_MINUTES)
        Card.objects.filter(pk=card.pk).update(locked_until=until, wrong_pins=0)
