"""What the courier tests stand on: both stand-ins on real sockets, the places and parcels of the cast."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from market.core.http import Http
from market.sandbox import jne as jne_stand_in
from market.sandbox import pos as pos_stand_in
from market.sandbox.faults import Fault
from market.sandbox.jne.places import place_code
from market.sandbox.stage import Stage
from market.settings.couriers import TARIFFS
from market.shipping.couriers.base import Booking, Collection, Courier, Parcel, Party, Place, RateRequest
from market.shipping.couriers.flat import Flat
from market.shipping.couriers.jne import JNE
from market.shipping.couriers.pos import Pos

DEADLINE_SECONDS = 0.6
API_KEY, POS_SECRET = jne_stand_in.API_KEY, pos_stand_in.SECRET
SECRETS = (API_KEY, POS_SECRET, pos_stand_in.PASSWORD, "simulasi-1")

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

    def fault(self, kind: str, operation: str = "*", **more: Any) -> None:
        self.stage.faults.add(Fault(kind, operation, **more))

    def calls(self, operation: str) -> list[dict[str, Any]]:
        return [line for line in self.stage.log if line["operation"] == operation]

    def book(self, receiver: str = "Andi", reference: str = "SHP0001", **more: Any) -> Any:
        return self.courier.book(booking(receiver, reference, service_code=self.service, **more))

    @property
    def parcels(self) -> dict[str, Any]:
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


def flat() -> Flat:
    return Flat(http=Http(provider="flat"), options={"tariffs": TARIFFS})
