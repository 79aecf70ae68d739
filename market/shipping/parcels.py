"""One seller's goods as one box: a value, not a table. Pure arithmetic in whole grams, millimetres and rupiah.

The box is what a careful person would pack: goods lie on their largest side, as many to a layer as the largest of them
leaves room for, layers on one another; a tower is halved and set side by side until it is no higher than long.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from market.shipping.couriers.base import Parcel

ASSUMED_GRAMS = 1_000  # of one step of a good that nobody has weighed: too much rather than too little
DESCRIPTION_LENGTH = 60


class Line(Protocol):
    """A basket line or an order line: so many steps of a product."""

    product: Any
    quantity: int


class Group(NamedTuple):
    """One seller's lines of a basket; anything else with `partner` and `lines` will do as well."""

    partner: Any
    lines: Sequence[Any]


class Piece(NamedTuple):
    """`count` equal things, each with the measures of one, sides in falling order."""

    count: int
    weight_grams: int
    sides_mm: tuple[int, int, int]
    value_rupiah: int
    title: str


def parcel_of(lines: Iterable[Line]) -> Parcel:
    """The box for basket lines, priced by what the goods cost now. No query when the products are there."""
    return pack(_piece(line.product, line.quantity, line.product.price_rupiah) for line in lines if line.quantity)


def parcel_of_order(lines: Iterable[Any], goods_rupiah: int) -> Parcel:
    """The box for order lines: their weight as frozen at placing, worth `goods_rupiah` in all."""
    pieces = [_piece(line.product, line.quantity, 0, line.weight_grams, line.title) for line in lines]
    return pack(pieces, value_rupiah=goods_rupiah)


def pack(pieces: Iterable[Piece], *, value_rupiah: int | None = None) -> Parcel:
    """One box for all pieces. Without a single measured piece the sides are 0: nobody knows."""
    pieces = list(pieces)
    length, width, height = _stack([piece for piece in pieces if all(piece.sides_mm)])
    worth = sum(piece.value_rupiah * piece.count for piece in pieces) if value_rupiah is None else value_rupiah
    titles = dict.fromkeys(piece.title for piece in pieces if piece.title)
    return Parcel(
        weight_grams=sum(piece.weight_grams * piece.count for piece in pieces),
        length_mm=length,
        width_mm=width,
        height_mm=height,
        value_rupiah=worth,
        description=", ".join(titles)[:DESCRIPTION_LENGTH],
    )


def _piece(product: Any, count: int, value_rupiah: int, weight_grams: int = 0, title: str = "") -> Piece:
    grams = weight_grams or (product.weight_grams if product else 0) or ASSUMED_GRAMS
    sides = (product.length_mm, product.width_mm, product.height_mm) if product else (0, 0, 0)
    longest, middle, shortest = sorted(sides, reverse=True)
    return Piece(count, grams, (longest, middle, shortest), value_rupiah, title or (product.title if product else ""))


def _stack(pieces: Sequence[Piece]) -> tuple[int, int, int]:
    if not pieces:
        return 0, 0, 0
    length = max(piece.sides_mm[0] for piece in pieces)
    width = max(piece.sides_mm[1] for piece in pieces)
    height = sum(-(-piece.count // _in_a_layer(piece, length, width)) * piece.sides_mm[2] for piece in pieces)
    while height > max(length, width):
        length, width = (length, width * 2) if width <= length else (length * 2, width)
        height = -(-height // 2)
    longest, middle, shortest = sorted((length, width, height), reverse=True)
    return longest, middle, shortest


def _in_a_layer(piece: Piece, length: int, width: int) -> int:
    longest, middle, _ = piece.sides_mm
    along = (length // longest) * (width // middle)
    across = (length // middle) * (width // longest)
    return max(along, across, 1)
