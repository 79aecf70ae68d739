"""What a courier is: the nouns first (frozen, plain), then the verbs. No Django here, no model, no retry.

Units stand in the names: grams, millimetres, whole rupiah. Times are aware. `raw` is what they said, redacted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from market.core.errors import Refused
from market.core.http import Http
from market.shipping.couriers.progress import Progress as Progress
from market.shipping.couriers.progress import Reason as Reason

Value = TypeVar("Value")
Raw = Mapping[str, Any]


class Can(StrEnum):
    """What a courier can do through us. Ask before calling: a verb that is not listed answers `Refused`."""

    RATE = "rate"
    BOOK = "book"
    FETCH = "fetch"  # look a booking up by our own reference, after an unclear answer
    CANCEL = "cancel"
    PICKUP = "pickup"  # a booking may ask the courier to come
    DROP_OFF = "drop_off"  # a booking may be brought to the courier's counter
    BY_HAND = "by_hand"  # books nothing: the seller brings the parcel to the counter and types the number in
    TRACK = "track"
    LABEL = "label"
    WEBHOOK = "webhook"
    COD = "cod"
    INSURE = "insure"
    FIND_PLACE = "find_place"  # has place codes of its own, to be looked up by name and kept


class Collection(StrEnum):
    """How the parcel reaches the courier."""

    PICKUP = "pickup"
    DROP_OFF = "drop_off"


class End(StrEnum):
    """Which end of the way: some couriers keep one list of codes for origins and another for destinations."""

    ORIGIN = "origin"
    DESTINATION = "destination"


class WaybillState(StrEnum):
    BOOKED = "booked"  # they have it and gave a number
    AWAITING_AWB = "awaiting_awb"  # they have it, the number comes later
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the official list; `courier_code` is this courier's own code for it, "" where none is known."""

    village_code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    province: str = ""
    postcode: str = ""
    courier_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    dusun: str = ""  # the hamlet and the neighbourhood, where the buyer said so: the village's own ojek asks
    rw: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A physical piece. Sizes of 0 mean that nobody measured it."""

    weight_grams: int
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    value_rupiah: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class RateRequest:
    origin: Place
    destination: Place
    parcels: tuple[Parcel, ...]
    cod_amount_rupiah: int = 0
    is_insured: bool = False

    @property
    def value_rupiah(self) -> int:
        return sum(parcel.value_rupiah for parcel in self.parcels)


@dataclass(frozen=True, slots=True)
class Rate:
    """One service at one price for the whole request. `service_code` is what `book` wants back."""

    courier: str
    service_code: str
    service_name: str
    amount_rupiah: int
    billable_grams: int
    days_from: int | None = None
    days_to: int | None = None
    collections: frozenset[Collection] = frozenset({Collection.DROP_OFF})
    is_estimate: bool = False  # a stored tariff: show "perkiraan"
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """A remark beside an answer: a row that we left out, and why. For logs and operators."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    value: Value
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    phone: str  # E.164, +62…
    address: str  # street, RT/RW, hamlet, landmark; the adapter splits it to the courier's lengths
    place: Place


@dataclass(frozen=True, slots=True)
class Booking:
    """All that a courier needs to carry. `reference` is ours, at most 20 characters A-Z and 0-9, unique for ever."""

    reference: str
    sender: Party
    receiver: Party
    parcels: tuple[Parcel, ...]
    service_code: str
    collection: Collection = Collection.DROP_OFF
    pickup_from_at: datetime | None = None
    pickup_until_at: datetime | None = None
    amount_rupiah: int = 0  # the postage that was quoted
    cod_amount_rupiah: int = 0
    is_insured: bool = False
    instruction: str = ""
    rate_raw: Raw = field(default_factory=dict)  # `Rate.raw` of the quote: some couriers want its parts back

    @property
    def value_rupiah(self) -> int:
        return sum(parcel.value_rupiah for parcel in self.parcels)

    @property
    def description(self) -> str:
        return ", ".join(dict.fromkeys(parcel.description for parcel in self.parcels if parcel.description))


@dataclass(frozen=True, slots=True)
class Waybill:
    reference: str
    awb: str
    provider_order_id: str = ""
    state: WaybillState = WaybillState.BOOKED
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """One dated fact. `text` is theirs without names, addresses and phone numbers; `occurred_at` is aware UTC."""

    occurred_at: datetime
    code: str
    text: str
    progress: Progress
    reason: Reason = Reason.NONE
    location: str = ""
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carried:
    """All that we know of a parcel under way, for couriers that need more than its number to find it."""

    awb: str
    provider_order_id: str = ""
    reference: str = ""
    service_code: str = ""
    receiver_phone: str = ""  # E.164: some couriers want its last figures


@dataclass(frozen=True, slots=True)
class Followed:
    """What a courier tells of a parcel: all events so far, oldest first, and what it will charge where it says so."""

    events: list[TrackingEvent]
    billed_rupiah: int | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What a push claims: whom to ask about. Never a truth."""

    awb: str = ""
    reference: str = ""
    provider_order_id: str = ""


class Courier:
    """One courier. Verbs raise only the errors of market.core.errors, never retry, and always end in time.

    For every verb: `Misconfigured` our credentials or settings, `Refused` they said no, `Unreachable` surely not
    heard, `Nonsense` not the shape that we know. `book` and `cancel` add `Unclear`: they may have been heard, so
    never repeat, `fetch` or ask a person.
    """

    code: ClassVar[str] = ""  # stored in rows; never renamed
    name: ClassVar[str] = ""  # a brand, shown as it is
    can: ClassVar[frozenset[Can]] = frozenset()
    is_local: ClassVar[bool] = False  # answers from our own rows, without a call outside
    usual_service: tuple[str, str] = ("", "")  # code and name of what is booked where nobody chose; "" for none
    lists_places: ClassVar[bool] = False  # `find_place` reads a whole list: for workers, and all places at once
    is_broker: ClassVar[bool] = False  # sells the services of others; a service's name begins with its brand

    def __init__(self, *, http: Http, options: Mapping[str, Any]) -> None:
        self.http = http
        self.options = options

    def rates(self, request: RateRequest) -> Answer[list[Rate]]:
        """What each service asks for the request. An empty list: they do not go there. May be repeated."""
        raise self._not_offered("rates")

    def book(self, booking: Booking) -> Waybill:
        """Order the carriage. Never repeat it for the same reference unless it raised `Unreachable`."""
        raise self._not_offered("book")

    def fetch(self, reference: str, order_id: str = "") -> Waybill | None:
        """What they know of our reference, or of their own `order_id` where we have it. May be repeated.

        None: booking again under the same reference makes no second carriage, because they have never heard of it, or
        because they refuse a reference that they have (`Duplicate`, with their ids).
        """
        raise self._not_offered("fetch")

    def cancel(self, waybill: Waybill, reason: str) -> None:
        """Call the carriage off."""
        raise self._not_offered("cancel")

    def track(self, awb: str) -> list[TrackingEvent]:
        """All events so far, oldest first; empty while they have not scanned it yet. May be repeated."""
        raise self._not_offered("track")

    def follow(self, parcel: Carried) -> Followed:
        """The same for a parcel of which we know more than its number, which some couriers want to hear."""
        return Followed(self.track(parcel.awb))

    def brand_of(self, service_code: str) -> str:
        """Who carries a service: the courier itself, or one of those whose services it sells."""
        return self.name

    def find_place(self, place: Place, end: End) -> list[Place]:
        """Their places that fit the names of `place`, best first, each with its `courier_code`. May be repeated.

        Several may fit: take the first only if it names the same district, else ask a person.
        """
        raise self._not_offered("find_place")

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Whom a verified push is about."""
        raise self._not_offered("parse_webhook")

    def _not_offered(self, operation: str) -> Refused:
        return Refused("not offered by this courier", provider=self.code, operation=operation, code="not_offered")


def progress_of(events: Iterable[TrackingEvent]) -> Progress:
    """Where the parcel is by its newest known event (not by order of arrival); PENDING without any.

    Two events of the same moment: the higher rank. Unknown codes change nothing.
    """
    known = [event for event in events if event.progress is not Progress.UNKNOWN]
    if not known:
        return Progress.PENDING
    return max(known, key=lambda event: (event.occurred_at, event.progress.rank)).progress
