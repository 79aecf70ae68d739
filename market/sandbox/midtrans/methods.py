"""The ways to pay of the stand-in: how each is called, how long its code lives, what can be given back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

QUARTER_HOUR, DAY = 900, 86_400


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of `enabled_payments`. `facts` are the keys that it adds to every answer."""

    word: str
    label: str
    kind: str  # payment_type
    lives_seconds: int = DAY
    max_rupiah: int = 20_000_000_000
    min_rupiah: int = 1
    refundable: bool = False
    partial: bool = False
    reversible: bool = False
    bank: str = ""

    @property
    def has_picture(self) -> bool:
        return self.lives_seconds == QUARTER_HOUR

    def facts(self, order_id: str, issuer: str) -> dict[str, Any]:
        """What this way adds to the answer; numbers follow from the order id, so they are the same every time."""
        number = f"{zlib.crc32(order_id.encode()):010d}"
        if self.kind == "qris":
            return {"transaction_type": "off-us", "issuer": issuer or "dana", "acquirer": "gopay"}
        if self.bank == "permata":
            return {"permata_va_number": f"8778{number}02"}
        if self.kind == "bank_transfer":
            return {"va_numbers": [{"bank": self.bank, "va_number": f"26215{number}"}], "payment_amounts": []}
        if self.kind == "echannel":
            return {"biller_code": "70012", "bill_key": f"99{number}"}
        return {"store": self.bank, "payment_code": f"12{number}"} if self.kind == "cstore" else {}


def _bank(word: str, label: str, bank: str, **more: Any) -> Way:
    return Way(word, label, "bank_transfer", bank=bank, **more)


WAYS = {
    way.word: way
    for way in (
        Way("other_qris", "QRIS", "qris", QUARTER_HOUR, 10_000_000, refundable=True, partial=True),
        Way("gopay", "GoPay", "gopay", QUARTER_HOUR, 20_000_000, refundable=True, partial=True),
        Way("shopeepay", "ShopeePay", "shopeepay", QUARTER_HOUR, 20_000_000, refundable=True),
        _bank("bri_va", "BRI Virtual Account", "bri"),
        _bank("bca_va", "BCA Virtual Account", "bca", min_rupiah=10_000),
        _bank("bni_va", "BNI Virtual Account", "bni"),
        Way("echannel", "Mandiri Bill Payment", "echannel", reversible=True),
        _bank("permata_va", "Permata Virtual Account", "permata", reversible=True),
        _bank("cimb_va", "CIMB Niaga Virtual Account", "cimb", max_rupiah=250_000_000),
        _bank("bsi_va", "BSI Virtual Account", "bsi", min_rupiah=1_000),
        Way("indomaret", "Indomaret", "cstore", DAY, 5_000_000, 10_000, reversible=True, bank="indomaret"),
        Way("alfamart", "Alfamart", "cstore", DAY, 2_500_000, reversible=True, bank="alfamart"),
    )
}
