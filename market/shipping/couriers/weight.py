"""Billable weight: the greater of what the scale says and what the box fills, rounded by the courier's own rule.

Pure whole-number arithmetic. A box of L x W x H cm fills L*W*H/divisor kg; in millimetres and grams that is
L*W*H/divisor, the same divisor, because both sides shrink by a thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from market.shipping.couriers.base import Parcel

GRAMS_PER_KG = 1_000


@dataclass(frozen=True, slots=True)
class WeightRule:
    """How a courier weighs. `tolerance_grams` may lie above a whole step before the next one is charged.

    The tolerance is for the scale; for volume only if `is_volume_tolerant` (not known of any courier: off).
    """

    divisor: int = 6_000
    step_grams: int = GRAMS_PER_KG
    minimum_grams: int = GRAMS_PER_KG
    tolerance_grams: int = 0
    is_volume_tolerant: bool = False


def volume_grams(parcel: Parcel, divisor: int) -> int:
    """Grams that the box fills, rounded up; 0 for a box that nobody measured."""
    return -(-parcel.length_mm * parcel.width_mm * parcel.height_mm // divisor)


def weight_grams(parcels: Sequence[Parcel]) -> int:
    """What the scale says, all pieces together."""
    return sum(parcel.weight_grams for parcel in parcels)


def chargeable_grams(parcels: Sequence[Parcel], divisor: int) -> int:
    """The greater of scale and volume, piece by piece, not yet rounded."""
    return sum(max(parcel.weight_grams, volume_grams(parcel, divisor)) for parcel in parcels)


def billable_grams(parcels: Sequence[Parcel], rule: WeightRule) -> int:
    """What the courier charges for: whole steps, at least the minimum."""
    grams = chargeable_grams(parcels, rule.divisor)
    is_scale = grams == weight_grams(parcels)
    tolerance = rule.tolerance_grams if is_scale or rule.is_volume_tolerant else 0
    steps = -(-(grams - tolerance) // rule.step_grams)
    return max(steps * rule.step_grams, rule.minimum_grams)
