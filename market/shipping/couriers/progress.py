"""Where a parcel is and why: the words that all couriers' words are turned into."""

from __future__ import annotations

from enum import Enum, StrEnum


class Progress(Enum):
    """Where the parcel is, ranked. Terminal ones are left only by a newer event, and that alerts a person.

    `UNKNOWN` is a code that we do not know: it never changes anything.
    """

    PENDING = ("pending", 0, False)
    BOOKED = ("booked", 10, False)
    FINDING_COURIER = ("finding_courier", 15, False)
    COURIER_ASSIGNED = ("courier_assigned", 20, False)
    PICKING_UP = ("picking_up", 25, False)
    PICKED_UP = ("picked_up", 30, False)
    IN_TRANSIT = ("in_transit", 40, False)
    OUT_FOR_DELIVERY = ("out_for_delivery", 50, False)
    DELIVERY_FAILED = ("delivery_failed", 52, False)
    ON_HOLD = ("on_hold", 53, False)
    RETURNING = ("returning", 60, False)
    DELIVERED = ("delivered", 90, True)
    RETURNED = ("returned", 90, True)
    CANCELLED = ("cancelled", 90, True)
    COURIER_NOT_FOUND = ("courier_not_found", 90, True)
    LOST_OR_DISPOSED = ("lost_or_disposed", 90, True)
    UNKNOWN = ("unknown", -1, False)

    rank: int
    is_terminal: bool

    def __new__(cls, word: str, rank: int = 0, is_terminal: bool = False) -> Progress:
        member = object.__new__(cls)
        member._value_ = word
        member.rank = rank
        member.is_terminal = is_terminal
        return member

    def __str__(self) -> str:
        return str(self.value)


class Reason(StrEnum):
    """Why it stands still, fails or goes back."""

    NONE = ""
    CONSIGNEE_ABSENT = "consignee_absent"
    CONSIGNEE_REFUSED = "consignee_refused"
    COD_REFUSED = "cod_refused"
    ADDRESS_INCOMPLETE = "address_incomplete"
    CONSIGNEE_UNKNOWN = "consignee_unknown"
    CONSIGNEE_MOVED = "consignee_moved"
    DAMAGED = "damaged"
    LOST = "lost"
    MISROUTED = "misrouted"
    WEATHER_OR_FORCE_MAJEURE = "weather_or_force_majeure"
    OFFICE_CLOSED = "office_closed"
    CARRIER_DELAY = "carrier_delay"
    SENDER_REQUEST = "sender_request"
    OTHER = "other"
