"""What a file of a courier says beside what we know: differences by waybill, sums by district, a proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from market.shipping.couriers.distance import Distance, distance
from market.shipping.couriers.flat import Flat
from market.shipping.couriers.weight import GRAMS_PER_KG
from market.shipping.models import BillLine, Shipment, Tariff
from market.shipping.paper.files import Row
from market.shipping.places import place_of

STEP_RUPIAH = 500  # a tariff is told in such steps
ENOUGH_PARCELS = 3  # fewer waybills of a distance prove nothing


@dataclass(frozen=True, slots=True)
class DistrictSum:
    """What one district cost in a bill."""

    name: str
    count: int
    quoted_rupiah: int
    billed_rupiah: int

    @property
    def difference_rupiah(self) -> int:
        return self.billed_rupiah - self.quoted_rupiah


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the stored tariff of a distance should be for a kilogram, by what was billed."""

    distance: str
    label: str
    count: int
    now_rupiah: int
    proposed_rupiah: int


def matched(rows: Sequence[Row], courier_code: str, village_codes: Iterable[str]) -> dict[str, Shipment]:
    """The parcels of these villages that carry the waybills. One query for each five hundred."""
    found: dict[str, Shipment] = {}
    names = [row.awb for row in rows]
    for start in range(0, len(names), 500):
        part = Shipment.objects.filter(
            courier_code=courier_code, awb__in=names[start : start + 500],
            seller_order__partner__village__in=list(village_codes),
        )  # fmt: skip
        found.update((one.awb, one) for one in part.select_related("seller_order"))
    return found


def by_district(lines: Sequence[BillLine]) -> list[DistrictSum]:
    """The dearest first. Lines with their shipment's address and village loaded."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in lines:
        if line.shipment is not None:
            village = _destination(line.shipment)
            key = f"{village.district_name}, {village.regency_label}" if village else "–"
            for place, amount in enumerate((1, line.quoted_rupiah, line.amount_rupiah)):
                sums[key][place] += amount
    found = [DistrictSum(name, *numbers) for name, numbers in sums.items()]
    return sorted(found, key=lambda one: (-abs(one.difference_rupiah), one.name))


def proposals(lines: Sequence[BillLine]) -> list[Proposal]:
    """Distances whose kilogram was billed otherwise than the stored tariff says."""
    told: dict[Distance, list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        village = _destination(line.shipment) if line.shipment else None
        origin = line.shipment.seller_order.partner.village if line.shipment else None
        if village and origin:
            grams = line.weight_grams or line.shipment.weight_grams
            told[distance(place_of(origin), place_of(village))].append((line.amount_rupiah, -(-grams // GRAMS_PER_KG)))
    tariffs = _tariffs()
    found = []
    for far, billed in told.items():
        kilos = sum(max(kilo, 1) for _amount, kilo in billed)
        proposed = -(-sum(amount for amount, _kilo in billed) // (kilos * STEP_RUPIAH)) * STEP_RUPIAH
        now = tariffs.get(str(far), 0)
        if len(billed) >= ENOUGH_PARCELS and proposed != now:
            found.append(Proposal(str(far), str(Tariff.Distance(str(far)).label), len(billed), now, proposed))
    return sorted(found, key=lambda one: list(Tariff.Distance.values).index(one.distance))


def accept(proposal: Proposal) -> None:
    """The operator takes the proposal: the next estimates go by it; what was promised stays."""
    row = Tariff.objects.filter(distance=proposal.distance).first()
    if row is None:
        days = _settings().get(proposal.distance, {})
        row = Tariff(
            distance=proposal.distance, days_from=days.get("days_from", 1), days_to=days.get("days_to", 9)
        )  # fmt: skip
    row.first_kg_rupiah = row.next_kg_rupiah = proposal.proposed_rupiah
    row.save()


def _destination(shipment: Shipment) -> Any:
    address = shipment.seller_order.order.shipping_address
    return address.village if address else None


def _tariffs() -> dict[str, int]:
    """Rupiah of a kilogram by distance: the operator's rows over those of the settings."""
    stored = {name: int(one["first_kg_rupiah"]) for name, one in _settings().items()}
    return stored | dict(Tariff.objects.values_list("distance", "first_kg_rupiah"))


def _settings() -> dict[str, Any]:
    from django.conf import settings

    return dict(settings.COURIERS.get(Flat.code, {}).get("OPTIONS", {}).get("tariffs", {}))
