"""What a person should be able to look up later about a warung. Rows are only added."""

from __future__ import annotations

from market.warung.models import Device, Event, Staff, Warung

WORDS = 200


def note(
    warung: Warung, kind: str, *, device: Device | None = None, staff: Staff | None = None, about: str = "",
    words: str = "",
) -> Event:  # fmt: skip
    """Write it down in the caller's transaction."""
    return Event.objects.create(
        warung=warung, kind=kind, device=device, staff=staff, about=about[:64], words=words[:WORDS]
    )
