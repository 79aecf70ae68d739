"""The couriers' stand-ins on free ports, for tests that go through the store's own doors (see conftest.py)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache

from market.address.models import Village
from market.sandbox import biteship as biteship_stand_in
from market.sandbox import jne as jne_stand_in
from market.sandbox import pos as pos_stand_in
from market.sandbox.biteship.areas import area_id
from market.sandbox.faults import Fault
from market.sandbox.jne.places import place_code
from market.sandbox.stage import Stage
from market.settings.couriers import BROKER_STAND_INS, STAND_INS, couriers
from market.shipping.couriers.base import End
from market.shipping.models import PlaceCode


@dataclass(frozen=True)
class Carriers:
    """Both stand-ins, by courier code; settings.COURIERS points at them."""

    stages: dict[str, Stage]

    def fault(self, kind: str, operation: str, *codes: str, times: int = 0, **more: Any) -> None:
        """Order a trouble at these couriers (all without a code); `times=0` until cleared."""
        for code in codes or self.stages:
            self.stages[code].faults.add(Fault(kind, operation, times=times, **more))

    def clear(self) -> None:
        for stage in self.stages.values():
            stage.faults.clear()

    def calls(self, operation: str, *codes: str) -> list[dict[str, Any]]:
        return [
            line for code in codes or self.stages for line in self.stages[code].log if line["operation"] == operation
        ]

    def parcels(self, code: str) -> dict[str, Any]:
        """What the courier has booked, by waybill."""
        return self.stages[code].data.get("parcels", {})

    def advance(self, hours: float) -> None:
        for stage in self.stages.values():
            stage.clock.advance(hours * 3_600)


@pytest.fixture
def biteship(settings: Any, carriers: Carriers) -> Iterator[Stage]:
    """Biteship beside the two; it sends SiCepat, J&T, AnterAja and Lion Parcel."""
    with biteship_stand_in.stage(port=0) as stage:
        every = couriers({
            **STAND_INS, **BROKER_STAND_INS, "BITESHIP_BASE_URL": stage.url, "BITESHIP_PER_SECOND": "0",
            "BITESHIP_KEY": biteship_stand_in.LIVE_KEY,
        })  # fmt: skip
        carriers.stages["biteship"] = stage
        settings.COURIERS = {**settings.COURIERS, "biteship": every["biteship"]}
        yield stage


def keep_areas(*villages: Village) -> None:
    """Biteship's areas of these villages, as if they had been searched."""
    for village in villages:
        for end in End:
            code = area_id(village.code, village.postcode)
            PlaceCode.objects.update_or_create(
                courier_code="biteship", end=end, place=village.code, defaults={"code": code, "label": village.name}
            )


def keep_codes(*villages: Village) -> None:
    """JNE's codes of these villages, as if the list had been read; without it a test would fetch 83,762 rows."""
    for village in villages:
        for end in End:
            code = place_code(village.code, is_city=end is End.ORIGIN)
            PlaceCode.objects.update_or_create(
                courier_code="jne", end=end, place=village.code, defaults={"code": code, "label": village.name}
            )


@pytest.fixture
def carriers(settings: Any) -> Iterator[Carriers]:
    """JNE and Pos are up, nothing is remembered of earlier answers. Call `keep_codes` for the villages of the test."""
    with jne_stand_in.stage(port=0) as jne, pos_stand_in.stage(port=0) as pos:
        settings.COURIERS = couriers({**STAND_INS, "JNE_BASE_URL": jne.url, "POS_BASE_URL": pos.url})
        cache.clear()
        yield Carriers({"jne": jne, "pos": pos})
    cache.clear()
