"""What became of an order, for a neighbour without an account who says the claim code at any warung of the village."""

from __future__ import annotations

from typing import Any

from market.core.errors import NotFound
from market.warung.devices import tokens
from market.warung.models import ParcelAtPoint, Warung, WarungOrder
from market.warung.sync.shown import moment, status_of


def look_up(warung: Warung, said: str) -> dict[str, Any]:
    """Where the order stands: no name, no phone, no amounts of others. `NotFound` for another village's code."""
    code = tokens.plain(said)
    row = WarungOrder.objects.filter(claim_code=code, warung__village_id=warung.village_id)
    row = row.select_related("order", "warung").first()
    if row is None:
        raise NotFound(code)
    parts = list(row.order.seller_orders.select_related("partner").order_by("pk")) if row.order else []
    here = ParcelAtPoint.objects.filter(seller_order__in=parts, state=ParcelAtPoint.State.WAITING)
    waiting = set(here.values_list("seller_order_id", flat=True))
    return {
        "claim_code": code,
        "number": row.order.number if row.order else None,
        "state": row.state,
        "status": status_of(parts) if parts else row.state,
        "paid": bool(row.order and row.order.paid_at and not row.kasbon_rupiah),
        "total": row.total_rupiah,
        "warung": row.warung.name,
        "made_at": moment(row.made_at),
        "parts": [
            {
                "seller": part.partner.name,
                "state": part.state,
                "state_name": str(part.get_state_display()),
                "at_warung": part.pk in waiting,
            }
            for part in parts
        ],
    }
