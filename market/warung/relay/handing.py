"""A packet is handed in: credited to the tablet that made it, whoever carried it. Repeats are harmless."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from market.warung.devices import events
from market.warung.models import Device
from market.warung.relay import sealing
from market.warung.relay.sealing import NotSealed, Packet
from market.warung.sync import operations

MOST_OPERATIONS = 50


def hand_in(packet: Packet) -> list[dict[str, Any]]:
    """The results of its operations. `NotSealed` for a changed one, an unknown tablet, or one not for this store.

    Also a revoked tablet's packet is taken, and noted: what was sold before is a fact.
    """
    device = _device(packet.device)
    sealing.verify(packet, device.public_key)
    batch = sealing.unseal(packet).get("operations")
    if not isinstance(batch, list) or len(batch) > MOST_OPERATIONS or not all(isinstance(one, dict) for one in batch):
        raise NotSealed(_("Isi paket ini tidak dikenal."))
    if device.revoked_at is not None:
        events.note(device.warung, "relay_of_revoked", device=device, words=str(len(batch)))
    return operations.take(device, batch, is_relayed=True)


def _device(text: str) -> Device:
    """An unknown tablet is told the same as a changed packet."""
    try:
        found = (
            Device.objects.select_related("warung__village").filter(pk=uuid.UUID(text)).exclude(public_key="").first()
        )
    except ValueError:
        found = None
    if found is None:
        raise NotSealed(_("Paket ini rusak atau diubah di jalan. Minta tablet membuatnya lagi."))
    return found
