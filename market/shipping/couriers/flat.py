"""The stored tariff: the operator's own table, by distance and started kilogram. Asks nobody; is always an estimate."""

from collections.abc import Mapping
from typing import Any

from market.core.errors import Misconfigured
from market.shipping.couriers.base import Answer, Can, Collection, Courier, Message, Rate, RateRequest
from market.shipping.couriers.distance import Distance, distance
from market.shipping.couriers.weight import GRAMS_PER_KG, WeightRule, billable_grams

SERVICE_CODE = "TARIF"
SERVICE_NAME = "Ongkos kirim"
COLUMNS = ("first_kg_rupiah", "next_kg_rupiah", "days_from", "days_to")


class Flat(Courier):
    """`options["tariffs"]` maps a distance to first_kg_rupiah, next_kg_rupiah, days_from, days_to."""

    code = "flat"
    name = "Tarif tersimpan"
    is_local = True
    can = frozenset({Can.RATE})

    def rates(self, request: RateRequest) -> Answer[list[Rate]]:
        """The stored price; nothing for a distance that the operator left out. No outside call."""
        tariffs: Mapping[str, Mapping[str, Any]] = self.options.get("tariffs") or {}
        far = distance(request.origin, request.destination)
        if far not in tariffs:
            return Answer([], (Message("no_tariff", far),))
        grams = billable_grams(request.parcels, WeightRule(divisor=int(self.options.get("divisor", 6_000))))
        return Answer([_rate(tariffs[far], far, grams)])


def _rate(tariff: Mapping[str, Any], far: Distance, grams: int) -> Rate:
    try:
        first, following, days_from, days_to = (int(tariff[column]) for column in COLUMNS)
    except (KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"flat: the tariff for {far} lacks one of {', '.join(COLUMNS)}") from error
    return Rate(
        courier=Flat.code,
        service_code=SERVICE_CODE,
        service_name=SERVICE_NAME,
        amount_rupiah=first + following * (grams // GRAMS_PER_KG - 1),
        billable_grams=grams,
        days_from=days_from,
        days_to=days_to,
        collections=frozenset({Collection.DROP_OFF}),
        is_estimate=True,
        raw={"distance": str(far)},
    )
