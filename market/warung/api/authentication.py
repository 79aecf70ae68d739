"""`Authorization: Device <token>`: the tablet is who calls; no cookie, no session, no CSRF on this surface."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from market.warung.api.problems import Revoked
from market.warung.devices import tokens
from market.warung.models import Device

SCHEME = "Device"
LONGEST = 200
SEEN_EVERY = timedelta(minutes=1)


class DeviceAuthentication(BaseAuthentication):
    """`request.auth` is the Device, with its warung; nobody is signed in."""

    def authenticate(self, request: Request) -> tuple[None, Device] | None:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        token = token.strip()
        if scheme.lower() != SCHEME.lower() or not token or len(token) > LONGEST:
            return None
        digest = tokens.digest(token)
        rows = Device.objects.select_related("warung__village")
        device = rows.filter(Q(token_hash=digest) | Q(next_token_hash=digest)).first()
        if device is None:
            raise AuthenticationFailed(_("Tablet ini tidak dikenal."))
        if device.revoked_at is not None:
            raise Revoked(
                _("Tablet ini sudah dicabut oleh operator desa. Data yang belum terkirim masih bisa dititipkan.")
            )
        if device.next_token_hash == digest:
            _first_use(device, digest)
        _seen(device, request.headers.get("X-App-Version", ""))
        return None, device

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


def _first_use(device: Device, digest: str) -> None:
    """The new token is in the tablet's hands: the old one is dead."""
    Device.objects.filter(pk=device.pk, next_token_hash=digest).update(token_hash=digest, next_token_hash=None)


def _seen(device: Device, version: str) -> None:
    """When the tablet was last heard of, at most once a minute: a line of a log, the only write that a GET makes."""
    now = timezone.now()
    version = version[:20] if version.isprintable() else ""
    device.app_version = version or device.app_version
    if device.last_contact_at is None or device.last_contact_at < now - SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(last_contact_at=now, app_version=device.app_version)


class DeviceScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = DeviceAuthentication
    name = "device"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Device <token>`"}
