"""The errors of the house, named by what the caller must do next (docs/house.md, section 7).

Expected failures end as state and reason on a row; only surprises reach the log with a trace.
This module imports nothing: adapters, rooms and doors all stand on it.
"""

from collections.abc import Mapping
from typing import Any


class MarketError(Exception):
    """Base of all expected errors.

    `code` is stable and for programs, `message` is for people (translatable), `data` holds facts a page may show.
    """

    code = "error"
    http_status = 500

    def __init__(self, message: str = "", *, code: str | None = None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.data: dict[str, Any] = dict(data or {})
        if code:
            self.code = code


class RuleBroken(MarketError):
    """The house says no: show the message, change nothing."""

    code = "rule_broken"
    http_status = 409


class OutOfStock(RuleBroken):
    """Less is available than was asked for. `data`: product, title, available (steps)."""

    code = "out_of_stock"


class QuoteExpired(RuleBroken):
    """The promised postage has run out; ask again and let the buyer accept the new one."""

    code = "quote_expired"


class PriceChanged(RuleBroken):
    """The price is no longer the one that the buyer saw. `data`: lines with old and new price (rupiah)."""

    code = "price_changed"


class WrongState(RuleBroken):
    """The row is in a state from which this step does not lead."""

    code = "wrong_state"


class AmountMismatch(RuleBroken):
    """What came is not what was asked for: a person must look at it."""

    code = "amount_mismatch"


class NotAllowed(MarketError):
    """Raised only by the access functions."""

    code = "not_allowed"
    http_status = 403


class NotFound(MarketError):
    """Raised only by the access functions; somebody else's row is not found, so its existence is not told."""

    code = "not_found"
    http_status = 404


class OutsideError(MarketError):
    """Something beyond our walls failed. `provider`, `operation` and `reference` say where."""

    code = "outside"
    http_status = 502

    def __init__(
        self,
        message: str = "",
        *,
        provider: str = "",
        operation: str = "",
        reference: str = "",
        code: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message, code=code, data=data)
        self.provider = provider
        self.operation = operation
        self.reference = reference

    def __str__(self) -> str:
        where = " ".join(part for part in (self.provider, self.operation, self.reference) if part)
        return f"{where}: {self.message}" if where else self.message


class Refused(OutsideError):
    """Understood and declined: do not retry; show it or hide the offer."""

    code = "refused"


class Duplicate(Refused):
    """They have this reference already: adopt what they have. `data` holds their ids where they told them."""

    code = "duplicate"


class Unclear(OutsideError):
    """We may have been heard (time-out after sending): never repeat; fetch() later."""

    code = "unclear"


class Unreachable(OutsideError):
    """We were surely not heard: retry with back-off."""

    code = "unreachable"


class Nonsense(OutsideError):
    """Not the shape that we know: keep it raw, alert, do not retry."""

    code = "nonsense"


class Misconfigured(MarketError):
    """A setting or a credential is wrong: open the circuit, tell the operator."""

    code = "misconfigured"
