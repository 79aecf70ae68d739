"""What every way to pay sellers out promises: the nouns, then the verbs. No Django, no decision about books."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from market.core.http import Http
from market.payments.gateways.base import Problem


class PayoutState(StrEnum):
    """What they say about one payout, in our words."""

    QUEUED = "queued"  # they have it, nobody has approved it there
    APPROVED = "approved"
    PROCESSED = "processed"  # at the bank
    COMPLETED = "completed"  # not really final: a bank may still give it back
    FAILED = "failed"
    REJECTED = "rejected"
    UNKNOWN = "unknown"  # a word that we do not know; changes nothing


@dataclass(frozen=True, slots=True)
class Beneficiary:
    bank_code: str
    account_number: str = field(repr=False)
    holder_name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PayoutRequest:
    """Send `amount_rupiah` to somebody. The same key with the same request never pays twice."""

    key: str
    amount_rupiah: int
    to: Beneficiary
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayoutStatus:
    reference: str
    state: PayoutState
    amount_rupiah: int | None = None
    error: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PayoutHint:
    """What a notification claims: a rumour, but for the reason of a failure, which stands nowhere else."""

    reference: str
    signature_ok: bool
    claimed: PayoutState
    error: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    reference: str
    kind: str
    amount_rupiah: int  # signed: what left us is negative
    at: datetime | None = None


class PayoutGateway(ABC):
    """One account to pay from. Holds no state between calls; raises as `gateways.base.Gateway` does."""

    code: ClassVar[str]
    key_hours: ClassVar[int]  # for how long the same key surely finds the first request again

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        self.http = http
        self.options = options

    @classmethod
    def problems(cls, options: Mapping[str, Any], *, production: bool) -> Iterable[Problem]:
        return ()

    @abstractmethod
    def send(self, request: PayoutRequest) -> str:
        """Their reference. Within `key_hours` it may be repeated: the same key is answered with the first payout.
        `Refused` (`key_reused`) when the key stands for another body."""

    @abstractmethod
    def approve(self, references: Sequence[str], otp: str = "") -> None:
        """Let queued payouts go, by another key than the maker's. `Refused` (`otp`) asks for a fresh code."""

    @abstractmethod
    def fetch(self, reference: str) -> PayoutStatus:
        """The truth about one payout. May be repeated."""

    @abstractmethod
    def balance_rupiah(self) -> int: ...

    @abstractmethod
    def statement(self, from_on: date, to_on: date) -> list[StatementLine]: ...

    @abstractmethod
    def holder_of(self, bank_code: str, account_number: str) -> str:
        """The name that the bank knows; `Refused` when there is no such account. It may cost a fee."""

    @abstractmethod
    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> PayoutHint:
        """Read a notification and check its signature over the raw bytes. `Nonsense` for another shape. No network."""
