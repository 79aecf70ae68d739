"""Ways to pay that people confirm: cash at a counter, a plain bank transfer, a static QRIS.

No call leaves the house, and there is nobody to ask. What is true about such an attempt stands in our own row, written
by whoever saw the money; so a question is answered with "waiting", which moves nothing, and closing is always possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from market.core.errors import Nonsense, Refused
from market.payments.gateways import emv
from market.payments.gateways.base import (
    Capability,
    Gateway,
    Hint,
    Opened,
    OpenRequest,
    PaymentState,
    PaymentStatus,
    Problem,
    RefundRequest,
    RefundStatus,
    check_reference,
)


class Local(Gateway):
    """What all of them share."""

    is_local: ClassVar[bool] = True

    def open(self, request: OpenRequest) -> Opened:
        if not self.methods_for(request.amount_rupiah):
            raise Refused(
                "no way to pay carries this amount", provider=self.code, operation="open",
                reference=request.reference, code="no_method",
            )  # fmt: skip
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


class Transfer(Local):
    """A transfer to the house's own bank account, told apart by a unique code in its sum.

    Options: bank, account, holder.
    """

    code: ClassVar[str] = "transfer"
    methods: ClassVar[Mapping[str, Capability]] = {
        "transfer": Capability(10_000, 250_000_000, human_confirmation=True)  # what BI-FAST carries at once
    }

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        """An account of which the buyer would not know the bank or the holder."""
        if not all(options.get(name) for name in ("bank", "account", "holder")):
            yield Problem("no_account", "The bank account is not whole.", "Set TRANSFER_BANK, _ACCOUNT and _HOLDER.")


class StaticQris(Local):
    """The merchant's printed QRIS with the sum put into it. Options: payload, the text of the static code."""

    code: ClassVar[str] = "qris_static"
    methods: ClassVar[Mapping[str, Capability]] = {"qris_static": Capability(1, 10_000_000, human_confirmation=True)}

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        """A code that is broken or no static QRIS of Indonesia."""
        try:
            emv.with_amount(str(options.get("payload", "")), 1)
        except Refused as error:
            yield Problem("no_qris", error.message, "Correct QRIS_STATIC: the text of the printed code.")

    def payload(self, amount_rupiah: int, bill: str) -> str:
        """What the buyer scans for this sum."""
        return emv.with_amount(str(self.options["payload"]), amount_rupiah, bill)
