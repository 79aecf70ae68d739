"""What the courier tests stand on: both stand-ins on real sockets, the places and parcels of the cast."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from market.core.http import Http
from market.sandbox import biteship as biteship_stand_in
from market.sandbox import gosend as gosend_stand_in
from market.sandbox import jne as jne_stand_in
from market.sandbox import pos as pos_stand_in
from market.sandbox import rajaongkir as rajaongkir_stand_in
from market.sandbox.biteship.areas import area_id
from market.sandbox.faults import Fault
from market.sandbox.jne.places import place_code
from market.sandbox.stage import Stage
from market.settings.couriers import TARIFFS
from market.shipping.couriers.base import (
    Booking,
    Carried,
    Collection,
    Courier,
    Parcel,
    Party,
    Place,
    RateRequest,
    TrackingEvent,
)  # fmt: skip
from market.shipping.couriers.biteship import Biteship
from market.shipping.couriers.flat import Flat
from market.shipping.couriers.gosend import GoSend
from market.shipping.couriers.jne import JNE
from market.shipping.couriers.pos import Pos
from market.shipping.couriers.rajaongkir import RajaOngkir

DEADLINE_SECONDS = 1.5  # a stand-in on a machine with every core busy still answers within it
NO_ORDER_ID = "0" * 24
API_KEY, POS_SECRET = jne_stand_in.API_KEY, pos_stand_in.SECRET
SECRETS = (
    API_KEY,
    POS_SECRET,
    pos_stand_in.PASSWORD,
    "simulasi-1",
    biteship_stand_in.LIVE_KEY,
    gosend_stand_in.PASS_KEY,
    rajaongkir_stand_in.KEY,
)

KRANDEGAN = Place("33.06.08.2007", "Krandegan", "Bayan", "Kabupaten Purworejo", "Jawa Tengah", "54224")
HANURA = Place("18.09.10.2004", "Hanura", "Teluk Pandan", "Kabupaten Pesawaran", "Lampung", "35450")
TEBET = Place("31.74.01.1001", "Tebet Timur", "Tebet", "Kota Administrasi Jakarta Selatan", "DKI Jakarta", "12820")
SARI = "Bu Sari"
SARI_PHONE, ANDI_PHONE = "+6281200000001", "+6281300000002"
ANDI_ADDRESS = "Jl. Tebet Barat Dalam 3 No. 7"
KERIPIK = Parcel(900, 200, 150, 100, 75_000, "Keripik pisang")


def coded(place: Place) -> Place:
    """The place with JNE's code; Pos does not mind."""
    return replace(place, courier_code=place_code(place.village_code))


def request(origin: Place = KRANDEGAN, destination: Place = TEBET, **more: Any) -> RateRequest:
    return RateRequest(coded(origin), coded(destination), **{"parcels": (KERIPIK,), **more})


def booking(receiver: str = "Andi", reference: str = "SHP0001", **more: Any) -> Booking:
    """Bu Sari's keripik to Andi, to be fetched tomorrow at nine."""
    parts = {
        "reference": reference,
        "sender": Party(SARI, SARI_PHONE, "RT 02 RW 03, dusun Krajan", coded(KRANDEGAN)),
        "receiver": Party(receiver, ANDI_PHONE, ANDI_ADDRESS, coded(TEBET)),
        "parcels": (KERIPIK,),
        "service_code": "REG",
        "collection": Collection.PICKUP,
        "pickup_from_at": datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
        "amount_rupiah": 19_000,
    }
    return Booking(**{**parts, **more})


@dataclass(slots=True)
class Counter:
    """A courier and the stand-in behind it."""

    courier: Courier
    stage: Stage
    service: str
    book_operation: str
    coded: Callable[[Place], Place] = coded
    known: dict[str, str] = field(default_factory=dict)  # waybill -> their order id, as our rows keep it

    def request(self, origin: Place = KRANDEGAN, destination: Place = TEBET, **more: Any) -> RateRequest:
        return RateRequest(self.coded(origin), self.coded(destination), **{"parcels": (KERIPIK,), **more})

    @property
    def signed(self) -> dict[str, str]:
        """The headers of a push that is really theirs."""
        ours = {biteship_stand_in.WEBHOOK_HEADER: biteship_stand_in.WEBHOOK_SECRET}
        return {**ours, "X-Callback-Token": gosend_stand_in.TOKEN}

    def track(self, awb: str) -> list[TrackingEvent]:
        order_id = self.known.get(awb, NO_ORDER_ID if self.courier.is_broker else "")
        return self.courier.follow(Carried(awb, order_id, service_code=self.service)).events

    def fault(self, kind: str, operation: str = "*", **more: Any) -> None:
        self.stage.faults.add(Fault(kind, operation, **more))

    def calls(self, operation: str) -> list[dict[str, Any]]:
        return [line for line in self.stage.log if line["operation"] == operation]

    def book(self, receiver: str = "Andi", reference: str = "SHP0001", **more: Any) -> Any:
        asked = booking(receiver, reference, service_code=self.service, **more)
        sender, to = (replace(one, place=self.coded(one.place)) for one in (asked.sender, asked.receiver))
        waybill = self.courier.book(replace(asked, sender=sender, receiver=to))
        self.known[waybill.awb] = waybill.provider_order_id
        return waybill

    @property
    def parcels(self) -> dict[str, Any]:
        """By waybill, all that the courier knows of each."""
        orders = self.stage.data.get("orders", {})
        if self.courier.is_broker:
            return {one["awb"]: one for one in orders.values()}
        if self.courier.code == "gosend":
            return orders
        return self.stage.data.get("parcels", {})


def jne_options(url: str, **more: Any) -> dict[str, Any]:
    seconds = {f"{name}_seconds": DEADLINE_SECONDS for name in ("rates", "book", "pickup", "track")}
    account = {"username": "TESTAPI", "api_key": API_KEY, "branch": "CGK000", "cust_id": "10950700"}
    return {"base_url": url, **account, **seconds, "service_minimum_grams": {"JTR": 10_000}, **more}


def pos_options(url: str, **more: Any) -> dict[str, Any]:
    seconds = {f"{name}_seconds": DEADLINE_SECONDS for name in ("token", "rates", "book", "track")}
    account = {
        "key": pos_stand_in.KEY, "secret": POS_SECRET, "user": pos_stand_in.USER, "password": pos_stand_in.PASSWORD,
        "customer_id": "BUMDES0001", "user_id": "12345",
    }  # fmt: skip
    return {"base_url": url, **account, **seconds, **more}


@contextmanager
def jne_counter(**options: Any) -> Iterator[Counter]:
    with jne_stand_in.stage(port=0) as stage:
        yield Counter(JNE(http=Http(provider="jne"), options=jne_options(stage.url, **options)), stage, "REG", "pickup")


@contextmanager
def pos_counter(**options: Any) -> Iterator[Counter]:
    with pos_stand_in.stage(port=0) as stage:
        yield Counter(Pos(http=Http(provider="pos"), options=pos_options(stage.url, **options)), stage, "240", "book")


def biteship_options(url: str, **more: Any) -> dict[str, Any]:
    seconds = {f"{name}_seconds": DEADLINE_SECONDS for name in ("rates", "book", "fetch", "cancel", "track")}
    account = {"key": biteship_stand_in.LIVE_KEY, "webhook_secret": biteship_stand_in.WEBHOOK_SECRET}
    return {"base_url": url, **account, **seconds, "areas_seconds": 20, **more}


def area_coded(place: Place) -> Place:
    """The place with Biteship's area."""
    digits = place.village_code.replace(".", "")
    return replace(place, courier_code=area_id(digits, place.postcode) if place.postcode else "")


@contextmanager
def biteship_counter(**options: Any) -> Iterator[Counter]:
    with biteship_stand_in.stage(port=0) as stage:
        courier = Biteship(http=Http(provider="biteship"), options=biteship_options(stage.url, **options))
        yield Counter(courier, stage, "sicepat:reg", "book", area_coded)


def pointed(place: Place) -> Place:
    """The place as a point; the three of the cast lie within a motorbike's ride here, everything else in Papua."""
    points = {KRANDEGAN.village_code: (-7.70, 109.95), TEBET.village_code: (-7.75, 110.02)}
    latitude, longitude = points.get(place.village_code, (-7.80, 110.10) if place.postcode else (None, None))
    return replace(place, courier_code="", latitude=latitude, longitude=longitude)


@contextmanager
def gosend_counter(**options: Any) -> Iterator[Counter]:
    seconds = {f"{name}_seconds": DEADLINE_SECONDS for name in ("rates", "book", "fetch", "track", "cancel")}
    account = {
        "client_id": gosend_stand_in.CLIENT_ID, "pass_key": gosend_stand_in.PASS_KEY,
        "webhook_token": gosend_stand_in.TOKEN,
    }  # fmt: skip
    with gosend_stand_in.stage(port=0) as stage:
        courier = GoSend(http=Http(provider="gosend"), options={"base_url": stage.url, **account, **seconds, **options})
        yield Counter(courier, stage, "Instant", "book", pointed)


@contextmanager
def rajaongkir_counter(**options: Any) -> Iterator[Counter]:
    with rajaongkir_stand_in.stage(port=0) as stage:
        rajaongkir_stand_in._warm()
        account = {"base_url": f"{stage.url}/api/v1", "key": rajaongkir_stand_in.KEY, "places_seconds": 20}
        seconds = {f"{name}_seconds": DEADLINE_SECONDS for name in ("rates", "track")}
        courier = RajaOngkir(http=Http(provider="rajaongkir"), options={**account, **seconds, **options})
        yield Counter(courier, stage, "jnt:EZ", "", numbered)


def numbered(place: Place) -> Place:
    """The place with RajaOngkir's number of the village."""
    known = place.village_code in (KRANDEGAN.village_code, TEBET.village_code, HANURA.village_code) and place.postcode
    return replace(place, courier_code=rajaongkir_stand_in.place_id(place.village_code) if known else "")


def flat() -> Flat:
    return Flat(http=Http(provider="flat"), options={"tariffs": TARIFFS})
