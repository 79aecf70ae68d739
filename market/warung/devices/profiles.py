"""What a tablet may do: an allow-list of calls and of kinds of operations. What is not listed is not there for it."""

from __future__ import annotations

from dataclasses import dataclass

from market.warung.models import Device


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    calls: frozenset[str]
    operations: frozenset[str]


COUNTER = Profile(
    "counter",
    frozenset({"me", "rotate", "changes", "operations", "status", "quotes", "payments", "leases", "photos", "claims",
               "pins", "cards"}),
    frozenset({"order.create", "order.resolve", "order.cancel", "payment.cash", "shift.open", "shift.close",
               "deposit.make", "parcel.receive", "parcel.handover", "product.draft", "staff.locked"}),
)  # fmt: skip
KIOSK = Profile("kiosk", frozenset({"me", "rotate", "changes", "claims"}), frozenset())
BY_NAME = {Device.Profile.COUNTER: COUNTER, Device.Profile.KIOSK: KIOSK}


def of(device: Device) -> Profile:
    return BY_NAME[Device.Profile(device.profile)]
