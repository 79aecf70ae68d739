"""What every payment gateway promises: the nouns, then the verbs (docs/gateways.md).

No Django in here and no decision about orders: an adapter says what the gateway says, in our words. Amounts are whole
rupiah, times are aware, references are ours and never used twice.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from market.core.errors import AmountMismatch, Refused
from market.core.http import Http

# The narrowest rule of the gateways that we know (Midtrans: 50 of these); only dots would walk up a path.
REFERENCE_SHAPE = re.compile(r"(?!\.+\Z)[A-Za-z0-9._~-]{1,50}\Z")
REFUND_KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,50}\Z")
UNKNOWN_METHOD = "unknown"


class PaymentState(StrEnum):
    """What the gateway says about one reference, in our words."""

    PRESENTED = "presented"  # the page is open, the buyer has chosen no way to pay yet
    PENDING = "pending"  # a code or QR exists, the money has not come
    PAID = "paid"  # the money is there; `refunds` and `disputed` say what was taken back
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REVERSED = "reversed"  # it was paid and the bank or shop took it back: not paid
    REVIEW = "review"  # a person must look: challenged by the fraud engine
    UNKNOWN = "unknown"  # a word that we do not know; changes nothing


class RefundState(StrEnum):
    """What the gateway says about one refund."""

    SUBMITTED = "submitted"  # accepted, the bank or wallet has not confirmed yet
    SUCCEEDED = "succeeded"  # confirmed
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Capability:
    """What one way to pay can do. Rupiah; `None` is "no limit that we know"."""

    min_rupiah: int = 1
    max_rupiah: int | None = None
    refundable: bool = False
    partial_refund: bool = False
    refund_days: int | None = None
    can_cancel: bool = True
    max_expiry_seconds: int | None = None
    reversible: bool = False  # paid may turn into reversed within minutes: ask again before goods leave
    human_confirmation: bool = False

    def takes(self, amount_rupiah: int) -> bool:
        """Whether this way can carry that amount."""
        return self.min_rupiah <= amount_rupiah and (self.max_rupiah is None or amount_rupiah <= self.max_rupiah)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays; phone as `+62…`. Only the name is needed."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill. A discount is a line with a negative price."""

    code: str
    name: str
    price_rupiah: int
    quantity: int = 1

    @property
    def total_rupiah(self) -> int:
        return self.price_rupiah * self.quantity


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Ask for a page on which `amount_rupiah` can be paid until `expires_at`. The items must add up to the amount."""

    reference: str
    amount_rupiah: int
    expires_at: datetime
    buyer: Buyer
    items: Sequence[Item]
    methods: Sequence[str] = ()  # ours; empty = all that the gateway offers
    finish_url: str = ""
    note: str = ""  # echoed back by gateways that can; the order number

    def __post_init__(self) -> None:
        check_reference(self.reference)
        if self.amount_rupiah <= 0:
            raise AmountMismatch(f"nothing to pay: {self.amount_rupiah}")
        total = sum(item.total_rupiah for item in self.items)
        if total != self.amount_rupiah or any(item.quantity < 1 for item in self.items):
            raise AmountMismatch(f"items make {total}, amount is {self.amount_rupiah}")
        if self.expires_at.tzinfo is None:
            raise ValueError("expires_at must know its time zone")


@dataclass(frozen=True, slots=True)
class Opened:
    """The page is there. `raw` is redacted: it holds neither token nor key."""

    token: str = field(repr=False)
    redirect_url: str
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class RefundStatus:
    """One refund as the gateway knows it; a refund made at its dashboard has a key that is not ours, or none."""

    key: str
    amount_rupiah: int
    state: RefundState
    refund_id: str = ""
    confirmed_at: datetime | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """The gateway's truth about one reference. It says what is, never what must be done."""

    reference: str
    state: PaymentState
    amount_rupiah: int | None = None
    currency: str = "IDR"
    transaction_id: str = ""
    method: str = UNKNOWN_METHOD
    occurred_at: datetime | None = None
    expires_at: datetime | None = None
    refunds: tuple[RefundStatus, ...] = ()
    fraud: str = ""
    disputed: bool = False
    merchant_ok: bool = True
    reversible: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def refunded_rupiah(self) -> int:
        return sum(refund.amount_rupiah for refund in self.refunds)


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Give back `amount_rupiah` of what was paid. The same `key` never refunds twice."""

    reference: str
    key: str
    amount_rupiah: int
    paid_rupiah: int
    method: str
    reason: str = ""

    def __post_init__(self) -> None:
        check_reference(self.reference)
        if not REFUND_KEY_SHAPE.match(self.key):
            raise Refused(f"no refund key: {self.key!r}", operation="refund", code="bad_refund_key")
        if not 0 < self.amount_rupiah <= self.paid_rupiah:
            raise AmountMismatch(f"refund {self.amount_rupiah} of {self.paid_rupiah}")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook claims. A rumour: nothing moves before `fetch` has said the same."""

    reference: str
    signature_ok: bool
    dedupe_key: str
    claimed_state: PaymentState
    merchant_ok: bool = True
    transaction_id: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A wrong setting, found before a buyer finds it. `serious` ones stop the start."""

    code: str
    message: str
    hint: str = ""
    serious: bool = True


class Gateway(ABC):
    """One gateway account. Holds no state between calls, so it may be shared between threads and called again.

    All verbs raise: `Misconfigured` (key, account), `Unreachable` (surely not heard), `Unclear` (perhaps heard: ask
    with `fetch`), `Nonsense` (not the shape we know), `Refused` (understood and declined; `code` says why).
    """

    code: ClassVar[str]  # stored in rows; never renamed
    is_local: ClassVar[bool] = False  # a person confirms it: nobody outside is called and nobody can be asked
    methods: ClassVar[Mapping[str, Capability]]  # our words for ways to pay, in the order in which they are offered

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        self.http = http
        self.options = options

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        """What is wrong with these options; asked by the system checks, never at checkout."""
        return ()

    @classmethod
    def capability(cls, method: str) -> Capability:
        """What that way can do; a way that we do not know can do nothing but be paid."""
        return cls.methods.get(method, Capability(can_cancel=False))

    @classmethod
    def methods_for(cls, amount_rupiah: int, wanted: Sequence[str] = ()) -> list[str]:
        """The ways that can carry this amount, of those wanted (all when none is named)."""
        return [
            code for code, can in cls.methods.items() if can.takes(amount_rupiah) and (not wanted or code in wanted)
        ]

    @abstractmethod
    def open(self, request: OpenRequest) -> Opened:
        """Open a page to pay on. `Duplicate` when the reference has been used; after `Unclear` it may be repeated
        with the same reference, where the gateway allows it."""

    @abstractmethod
    def fetch(self, reference: str) -> PaymentStatus:
        """The truth about one reference. May be repeated."""

    @abstractmethod
    def cancel(self, reference: str, *, token: str = "") -> PaymentStatus:
        """Close the page and every code on it. May be repeated. The answer says the state afterwards: anything but
        CANCELLED or EXPIRED means that the old page can still take money. `Refused` (`cannot_modify`) when it is too
        late: fetch."""

    @abstractmethod
    def refund(self, request: RefundRequest) -> RefundStatus:
        """Give money back by the way it came. May be repeated with the same key; `Duplicate` when that key was
        heard before, `Refused` when this way cannot give back."""

    def fetch_refund(self, reference: str, key: str) -> RefundStatus | None:
        """What became of one refund; None when the gateway knows no such key. May be repeated."""
        return next((refund for refund in self.fetch(reference).refunds if refund.key == key), None)

    @abstractmethod
    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Read a notification and check its signature. `Nonsense` when it is not of the known shape. No network."""


def check_reference(reference: str) -> str:
    """The reference again, or `Refused` before any request is made: an odd id would walk about in a URL."""
    if not REFERENCE_SHAPE.match(reference):
        raise Refused(f"no reference: {reference[:60]!r}", code="bad_reference")
    return reference
