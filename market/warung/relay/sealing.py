"""A sealed packet: what a tablet without signal gives to anybody's phone to carry. Whoever carries it can read nothing.

Only what every browser since Chrome 80 can do itself (WebCrypto), from a kept library here: ECDSA P-256 with SHA-256 to
sign, ECDH P-256 with HKDF-SHA256 and AES-256-GCM to seal. All values are base64; points are raw (65 bytes, 0x04 first).

    inner  = JSON {"device", "made_at", "operations": [...]}
    key    = HKDF(ECDH(ephemeral, server's key), info="lumbung-relay-1")
    sealed = AES-GCM(key, iv, inner, aad = "1|device|ephemeral|iv")
    packet = {"v": 1, "device", "ephemeral", "iv", "sealed",
              "signature": ECDSA(device's key, "1|device|ephemeral|iv|sealed")}        # 64 bytes r||s
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
INFO = b"lumbung-relay-1"
POINT_BYTES, IV_BYTES, SIGNATURE_BYTES, KEY_BYTES = 65, 12, 64, 32


class NotSealed(RuleBroken):
    """The packet was changed on its way, or was never one of ours."""

    code = "invalid"


@dataclass(frozen=True, slots=True)
class Packet:
    """As it came, checked for its shape only."""

    device: str
    ephemeral: str
    iv: str
    sealed: str
    signature: str

    @property
    def aad(self) -> bytes:
        return f"1|{self.device}|{self.ephemeral}|{self.iv}".encode()

    @property
    def signed(self) -> bytes:
        return self.aad + f"|{self.sealed}".encode()


def server_key() -> ec.EllipticCurvePrivateKey:
    """The store's own: from `WARUNG_RELAY_SECRET`, else from the secret key; the same for as long as that stays."""
    secret = settings.WARUNG_RELAY_SECRET or settings.SECRET_KEY
    number = int.from_bytes(hmac.new(secret.encode(), INFO, hashlib.sha512).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def public_key() -> str:
    """What the tablets are told (`settings.relay_key`)."""
    return base64.b64encode(raw(server_key().public_key())).decode()


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def verify(packet: Packet, device_key: str) -> None:
    """Raise `NotSealed` unless this tablet's key signed exactly these bytes."""
    signature = _bytes(packet.signature, SIGNATURE_BYTES)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        point(device_key).verify(encode_dss_signature(r, s), packet.signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise NotSealed(_("Paket ini rusak atau diubah di jalan. Minta tablet membuatnya lagi.")) from error


def unseal(packet: Packet) -> dict[str, Any]:
    """What is inside. `NotSealed` when it was not sealed for this store."""
    shared = server_key().exchange(ec.ECDH(), point(packet.ephemeral))
    try:
        inner = AESGCM(derived(shared)).decrypt(_bytes(packet.iv, IV_BYTES), _bytes(packet.sealed), packet.aad)
        found = json.loads(inner)
    except (InvalidTag, ValueError, RecursionError) as error:
        raise NotSealed(_("Paket ini bukan untuk toko ini.")) from error
    if not isinstance(found, dict) or found.get("device") != packet.device:
        raise NotSealed(_("Paket ini bukan untuk toko ini."))
    return found


def derived(shared: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=INFO).derive(shared)


def point(text: str) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(text, POINT_BYTES))
    except ValueError as error:
        raise NotSealed(_("Paket ini rusak atau diubah di jalan. Minta tablet membuatnya lagi.")) from error


def _bytes(text: str, length: int | None = None) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotSealed(_("Paket ini rusak atau diubah di jalan. Minta tablet membuatnya lagi.")) from error
    if length is not None and len(found) != length:
        raise NotSealed(_("Paket ini rusak atau diubah di jalan. Minta tablet membuatnya lagi."))
    return found
