"""What a neighbour buys at Bu Tini's, as the tablet writes it down."""

from typing import Any

from market.warung.models import Staff
from tests.market.stall import record_of
from tests.market.warung.point import Tablet


def line(product: Any, quantity: int = 1, **more: Any) -> dict[str, Any]:
    record = record_of(product)
    price = {"price_version": record.price_version, "unit_price": int(record.price)}
    return {"product": product.pk, "quantity": quantity, **price, **more}


def an_order(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Collected here and paid in cash, if nothing else is said."""
    total = sum(one["quantity"] * one["unit_price"] for one in lines)
    return {
        "lines": list(lines),
        "buyer": {"name": "Bu Darmi", "phone": "0812-3456-7890"},
        "delivery": {"pickup_at_warung": True},
        "payment": {"cash": {"tendered": total}},
        "note": "",
        **more,
    }


def opened(tablet: Tablet, clerk: Staff, float_rupiah: int = 0) -> str:
    operation = tablet.made("shift.open", {"float": float_rupiah}, staff=clerk.pk)
    assert tablet.send(operation)[0]["result"] == "applied"
    return str(operation["id"])


def drawer(tablet: Tablet, shift: str) -> int:
    """What should lie in the drawer of a shift."""
    from market.warung.counter import till
    from market.warung.models import Shift

    return till.expected(Shift.objects.get(pk=shift))
