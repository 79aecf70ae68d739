"""A tablet becomes a warung's own, gets a new word, or is shut out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import MarketError, RuleBroken
from market.warung.devices import events, tokens
from market.warung.models import Device, PairingCode, Warung

TRIES = 5


class CodeUsed(RuleBroken):
    code = "pairing_code_used"


class CodeExpired(MarketError):
    code = "pairing_code_expired"
    http_status = 410


@dataclass(frozen=True, slots=True)
class Paired:
    """`token` is told this once."""

    device: Device
    token: str


def make_code(warung: Warung, by: Any, profile: str = Device.Profile.COUNTER) -> PairingCode:
    """A new code for one more tablet; it lives a quarter of an hour and works once."""
    until = timezone.now() + timedelta(minutes=settings.WARUNG_PAIRING_MINUTES)
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return PairingCode.objects.create(
                    warung=warung, code=tokens.pairing_code(), profile=profile, made_by=by, expires_at=until
                )
        except IntegrityError:
            continue
    raise RuntimeError("no free pairing code in five tries")


def pair(code: str, *, model: str, os: str, app_version: str, public_key: str = "") -> Paired:
    """Use the code up; of two tablets one wins. `RuleBroken` (invalid: unknown), `CodeUsed`, `CodeExpired`."""
    with transaction.atomic():
        row = PairingCode.objects.select_for_update(of=("self",)).select_related("warung")
        found = row.filter(code=tokens.plain(code)).first()
        if found is None:
            raise RuleBroken(_("Kode pemasangan ini tidak dikenal. Periksa hurufnya."), code="invalid")
        if found.used_at is not None:
            raise CodeUsed(_("Kode pemasangan ini sudah dipakai. Minta kode baru kepada operator desa."))
        if found.expires_at <= timezone.now():
            raise CodeExpired(_("Kode pemasangan ini sudah lewat 15 menit. Minta kode baru kepada operator desa."))
        token = tokens.new_token()
        device = Device.objects.create(
            warung=found.warung, profile=found.profile, model=model, os=os, app_version=app_version,
            token_hash=tokens.digest(token), public_key=public_key, last_contact_at=timezone.now(),
        )  # fmt: skip
        if not PairingCode.objects.filter(pk=found.pk, used_at=None).update(used_at=timezone.now(), device=device):
            raise CodeUsed(_("Kode pemasangan ini sudah dipakai. Minta kode baru kepada operator desa."))
        events.note(found.warung, "device_paired", device=device, words=f"{model} {os}".strip())
    return Paired(device, token)


def rotate(device: Device) -> str:
    """A new token; the old one works until the new one is first used. Asked again, the last new one counts."""
    token = tokens.new_token()
    Device.objects.filter(pk=device.pk, revoked_at=None).update(next_token_hash=tokens.digest(token))
    return token


def revoke(device: Device, *, by: Any = None, words: str = "") -> bool:
    """Shut the tablet out; False when it was before. What lies in it can still be handed in by relay, flagged."""
    with transaction.atomic():
        if not Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
            return False
        who = str(by) if by else words
        events.note(device.warung, "device_revoked", device=device, words=who)
    return True
