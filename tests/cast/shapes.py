"""The shapes of the cast. Prices are of one step in rupiah, weights in grams, sizes in millimetres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A village of the demo: its official code and what its page tells."""

    key: str
    code: str
    story: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category; `parent` is the slug of the one above."""

    slug: str
    name: str
    words: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    key: str
    name: str
    owner: str
    place: str
    phone: str
    tagline: str
    story: str
    street: str
    dusun: str
    landmark: str
    picture: str
    rt: str = "2"
    rw: str = "1"
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Good:
    """`slug` names the picture too (tests/pictures); `unit` and `step` as in market.catalogue.units."""

    slug: str
    seller: str
    shelf: str
    title: str
    price_rupiah: int
    unit: str
    weight_grams: int
    size_mm: tuple[int, int, int]
    stock: int
    words: str
    days: int | None = None
    step: int = 1000
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """A smart warung."""

    key: str
    name: str
    place: str
    address: str
    phone: str
    hours: str
    staff: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a login. `role` is a kind of market.users.Role, or buyer, seller, staff, admin."""

    key: str
    name: str
    phone: str
    role: str
    place: str = ""
    regency: str = ""
