"""Ways to pay that people confirm: cash at a counter. No call leaves the house, and there is nobody to ask.

What is true about such an attempt stands in our own row, written by whoever took the money; so a question is answered
with "waiting", which moves nothing, and closing is always possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from market.core.errors import Nonsense, Refused
from market.payments.gateways.base import (
    Capability,
    Gateway,
    Hint,
    Opened,
    OpenRequest,
    PaymentState,
    PaymentStatus,
    RefundRequest,
    RefundStatus,
    check_reference,
)


class Local(Gateway):
    """What all of them share."""

    is_local: ClassVar[bool] = True

    def open(self, request: OpenRequest) -> Opened:
        if not self.methods_for(request.amount_rupiah):
            where = {"provider": self.code, "operation": "open", "reference": request.reference}
            raise Refused("no way to pay carries this amount", code="no_method", **where)
        return Opened("", "")

    def fetch(self, reference: str) -> PaymentStatus:
        return PaymentStatus(check_reference(reference), PaymentState.PENDING)

    def cancel(self, reference: str, *, token: str = "") -> PaymentStatus:
        return PaymentStatus(check_reference(reference), PaymentState.CANCELLED)

    def refund(self, request: RefundRequest) -> RefundStatus:
        raise Refused("given back by a person", provider=self.code, operation="refund", code="not_refundable")

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        raise Nonsense("nobody pushes here", provider=self.code, operation="webhook")


class Cash(Local):
    """Cash at the counter of a warung, by the code that the buyer says there."""

    code: ClassVar[str] = "cash"
    methods: ClassVar[Mapping[str, Capability]] = {"cash": Capability(human_confirmation=True)}
