"""What both courier stand-ins share: how far, what a parcel lives through, and which names bring which trouble.

A receiver whose name holds one of the SIM- words gets that story; everybody else's parcel arrives after 66 hours of the
stand-in's clock. All prices and codes are inventions of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from market.sandbox.faults import HANG_SECONDS, HTML, Fault

GRAMS_PER_KG = 1_000

# Hours after booking, and what happens then.
NORMAL = ((4, "picked_up"), (12, "departed"), (36, "arrived"), (60, "out"), (66, "delivered"))
ON_THE_WAY = NORMAL[:4]
LIVES = {
    "SIM-FAILED-THEN-DELIVERED": (*ON_THE_WAY, (62, "absent"), (84, "out"), (90, "delivered")),
    "SIM-RETURN": (*ON_THE_WAY, (62, "refused"), (72, "returning"), (132, "returned")),
    "SIM-LOST": (*ON_THE_WAY[:2], (40, "lost")),
    "SIM-UNKNOWN": (*ON_THE_WAY[:3], (40, "mystery"), (60, "out"), (66, "delivered")),
}
NOT_SERVED_POSTCODE = "99999"


def trouble(name: str) -> Fault | None:
    """The trouble that a receiver's name asks for, made anew each time."""
    if "SIM-TIMEOUT-BEFORE" in name:
        return Fault("hang", seconds=HANG_SECONDS)
    if "SIM-TIMEOUT" in name:
        return Fault("lost", seconds=HANG_SECONDS)
    if "SIM-500" in name:
        return Fault("status", status=500)
    if "SIM-HTML" in name:
        return Fault("body", body=HTML)
    return None


def steps(parcel: Mapping[str, Any], now: datetime) -> list[tuple[datetime, str]]:
    """What has happened to a parcel until `now`. SIM-OUTOFORDER is told newest first, SIM-TWICE tells all twice."""
    name = parcel["receiver"]
    life = next((life for word, life in LIVES.items() if word in name), NORMAL)
    booked_at = datetime.fromisoformat(parcel["booked_at"])
    happened = [(booked_at + timedelta(hours=hours), step) for hours, step in life]
    past = [(at, step) for at, step in happened if at <= now]
    if "SIM-OUTOFORDER" in name:
        past.reverse()
    return past * 2 if "SIM-TWICE" in name else past


def started_kg(grams: int) -> int:
    return max(1, -(-grams // GRAMS_PER_KG))


def closeness(one: str, other: str, widths: tuple[int, int, int]) -> str:
    """district, regency, province or "": by how many leading signs two codes share (`widths`, widest first)."""
    for name, width in zip(("district", "regency", "province"), widths, strict=True):
        if one[:width] == other[:width]:
            return name
    return ""
