"""The parts that the contract tests of the gateways share: a stand-in, an adapter that reaches it, a bill."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from market.core.http import Http
from market.payments.gateways.base import Buyer, Item, OpenRequest
from market.payments.gateways.midtrans import Midtrans
from market.sandbox.faults import Fault
from market.sandbox.midtrans import stage
from market.sandbox.stage import Stage

KEY = "SB-Mid-server-CONTOH123"
MERCHANT = "G000000001"
REFERENCE = "PSR-20261101-0007-A1"
NOWHERE = "http://127.0.0.1:9/hook/midtrans/"


class Account:
    """One stand-in and one adapter that talks to it over a socket."""

    def __init__(self, scene: Stage, gateway_class: type[Midtrans] = Midtrans, **options: Any) -> None:
        self.stage = scene
        where = {"core_url": scene.url, "snap_url": f"{scene.url}/snap/v1"}
        given = {"server_key": KEY, "merchant_id": MERCHANT, **where, **options}
        self.gateway = gateway_class(http=Http(provider="midtrans"), options=given)

    def control(self, path: str, **wish: Any) -> Any:
        """Turn a knob of the control door and give back its answer."""
        return requests.post(f"{self.stage.url}/_sim/{path}", json=wish, timeout=5).json()

    def look(self, path: str) -> Any:
        return requests.get(f"{self.stage.url}/_sim/{path}", timeout=5).json()

    def fault(self, kind: str, operation: str, **more: Any) -> None:
        self.stage.faults.add(Fault(kind=kind, operation=operation, **more))

    def calls(self, operation: str) -> list[dict[str, Any]]:
        return [line for line in self.stage.log if line["operation"] == operation]


@contextmanager
def account(url: str = NOWHERE, **options: Any) -> Iterator[Account]:
    with stage(server_key=KEY, merchant_id=MERCHANT, notification_url=url) as scene:
        yield Account(scene, **options)


def bill(
    reference: str = REFERENCE, amount: int = 45_500, *, minutes: int = 120, methods: tuple[str, ...] = ()
) -> OpenRequest:
    """Andi buys keripik; the items add up with postage and a discount."""
    items = [
        Item("KERIPIK", "Keripik Bu Sari", amount - 5_500),
        Item("ONGKIR", "Ongkos kirim", 7_500),
        Item("DISKON", "Diskon", -2_000),
    ]
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    return OpenRequest(
        reference, amount, until, Buyer("Andi", "+6281200000000"), items, methods, "http://127.0.0.1:8000/pesanan/1/"
    )
