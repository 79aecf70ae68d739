"""Bu Sari and Pak Joko have sold; Mbak Nia makes the batch, Pak Bambang checks it, IRIS' stand-in carries the money."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import requests
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from market.ledger.chart import BANK, GATEWAY_RECEIVABLE, SELLER_AVAILABLE
from market.ledger.posting import credit, debit, post
from market.partner.models import Partner
from market.payments.models import BankAccount
from market.sandbox.faults import Fault
from market.sandbox.iris import stage
from market.sandbox.stage import Stage
from market.users.models import Role, User

NIA, BAMBANG = "+6281200007001", "+6281200007002"


def treasurer(phone: str = NIA, name: str = "Mbak Nia", kind: str = Role.Kind.FINANCE_MAKER) -> User:
    found = User.objects.filter(phone=phone).first() or User.objects.create_person(phone=phone, name=name)
    Role.objects.get_or_create(user=found, kind=kind, village=None, regency=None)
    return found


def bambang() -> User:
    return treasurer(BAMBANG, "Pak Bambang", Role.Kind.FINANCE_CHECKER)


def earned(partner: Partner, rupiah: int = 150_000, key: str = "") -> Partner:
    """Money that was released to this seller, without the sales that it came from."""
    with transaction.atomic():
        legs = [
            debit(GATEWAY_RECEIVABLE.of("midtrans"), rupiah),
            credit(SELLER_AVAILABLE.of(partner.pk), rupiah),
        ]
        post(key or f"earned:{partner.pk}:{timezone.now()}", "earned", legs, reference="test")
    return partner


def banked(partner: Partner, number: str = "001234567890123", *, days: float = 9, **more: Any) -> BankAccount:
    """An account at BRI, told some days ago."""
    facts = {"bank_code": "bri", "account_number": number, "holder_name": "SARI WULANDARI", **more}
    return BankAccount.objects.create(partner=partner, made_at=timezone.now() - timedelta(days=days), **facts)


def bank_rupiah() -> int:
    from market.ledger.balances import balance

    return balance(BANK.of())


class Iris:
    """The stand-in, and what the bank does."""

    def __init__(self, scene: Stage) -> None:
        self.scene = scene

    def knob(self, path: str, **wish: Any) -> Any:
        return requests.post(f"{self.scene.url}/_sim/{path}", json=wish, timeout=5).json()

    def bank(self, does: str, reference: str, **wish: Any) -> Any:
        return self.knob(f"payout/{reference}/{does}", **wish)

    def fault(self, kind: str, operation: str, **more: Any) -> None:
        self.scene.faults.add(Fault(kind=kind, operation=operation, **more))

    @property
    def made(self) -> list[dict[str, Any]]:
        return list(self.scene.data.get("payouts", {}).values())

    def calls(self, operation: str) -> int:
        return sum(line["operation"] == operation for line in self.scene.log)


@contextmanager
def iris(**options: Any) -> Iterator[Iris]:
    """IRIS' stand-in, whose bank works only when told, and settings that lead there."""
    known = settings.PAYOUT_GATEWAYS["iris"]
    with stage(notification_url="http://127.0.0.1:9/hook/iris/") as scene:
        made = Iris(scene)
        made.knob("settings", auto=False)
        given = {**known["OPTIONS"], "base_url": f"{scene.url}/iris/api/v1", **options}
        with override_settings(PAYOUT_GATEWAYS={"iris": {**known, "OPTIONS": given}}):
            yield made
