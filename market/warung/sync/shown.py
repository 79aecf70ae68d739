"""How the rows of a warung are shown to its tablets: whole rupiah, ISO 8601, ids as the tablet made them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from market.order.models import SellerOrder
from market.partner.models import StockLease
from market.shipping.models import Shipment
from market.warung.models import Deposit, ParcelAtPoint, Shift, Staff, Warung, WarungOrder
from market.warung.relay import sealing


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def staff(row: Staff) -> dict[str, Any]:
    """`pin` is enough to check a PIN without signal, and not enough to read it."""
    return {
        "id": row.pk,
        "name": row.name,
        "role": row.role,
        "locked_until": moment(row.locked_until),
        "pin": {
            "algorithm": "pbkdf2-sha256",
            "salt": row.pin_salt,
            "iterations": row.pin_iterations,
            "hash": row.pin_hash,
        },
    }


def order(row: WarungOrder) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": str(row.pk),
        "state": row.state,
        "payment": row.payment,
        "claim_code": row.claim_code,
        "buyer": {"name": row.buyer_name, "phone": row.buyer_phone},
        "total": row.total_rupiah,
        "kasbon_left": row.kasbon_rupiah,
        "made_at": moment(row.made_at),
        "number": None,
        "paid": False,
        "status": row.state,
        "lines": [],
        "seller_orders": [],
    }
    if row.order is None:
        return base
    parts = list(row.order.seller_orders.all())
    return base | {
        "number": row.order.number,
        "paid": row.order.paid_at is not None and row.kasbon_rupiah == 0,
        "paid_at": moment(row.order.paid_at),
        "pay_by": moment(row.order.pay_by),
        "status": status_of(parts),
        "lines": [
            {
                "product": line.product_id,
                "title": line.title,
                "quantity": line.quantity,
                "amount": line.amount,
                "price": line.price_rupiah,
            }
            for line in row.order.lines.all()
        ],
        "seller_orders": [part.number for part in parts],
    }


ROAD = ("unpaid", "new", "accepted", "packed", "handed_over", "delivered", "released")


def status_of(parts: list[SellerOrder]) -> str:
    """The state of the slowest part that is still on its way; the common end when all have ended."""
    going = [part.state for part in parts if part.state in ROAD]
    if going:
        return str(min(going, key=ROAD.index))
    return str(parts[0].state) if parts else "unpaid"


def part(row: SellerOrder) -> dict[str, Any]:
    held = getattr(row.order, "warung_order", None)
    return {
        "id": row.pk,
        "number": row.number,
        "order": str(held.pk) if held else None,
        "seller": row.partner.name,
        "state": row.state,
        "state_name": str(row.get_state_display()),
        "goods": row.goods_rupiah,
        "postage": row.postage_rupiah,
        "courier": row.courier_code,
        "service": row.service_name,
    }


def shipment(row: Shipment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "seller_order": row.seller_order.number,
        "courier": row.courier_code,
        "state": row.state,
        "progress": row.progress,
        "awb": row.awb,
    }


def parcel(row: ParcelAtPoint) -> dict[str, Any]:
    """Without the claim code: whoever collects has to say it."""
    part = row.seller_order
    return {
        "id": row.pk,
        "awb": row.awb,
        "seller_order": part.number if part else None,
        "buyer_name": part.order.buyer_name if part else "",
        "state": row.state,
        "state_name": str(row.get_state_display()),
        "received_at": moment(row.received_at),
        "collected_at": moment(row.collected_at),
    }


def lease(row: StockLease) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "product": row.stockrecord.product_id,
        "quantity": row.quantity,
        "left": row.left,
        "until": moment(row.until),
    }


def shift(row: Shift) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "device": str(row.device_id),
        "opened_by": row.opened_by_id,
        "closed_by": row.closed_by_id,
        "opened_at": moment(row.opened_at),
        "closed_at": moment(row.closed_at),
        "float": row.float_rupiah,
        "expected": row.expected_rupiah,
        "counted": row.counted_rupiah,
        "difference": row.difference_rupiah,
        "reason": row.reason,
    }


def deposit(row: Deposit) -> dict[str, Any]:
    return {
        "kind": "deposit",
        "deposit": str(row.pk),
        "amount": row.amount_rupiah,
        "received": row.received_rupiah,
        "state": row.state,
        "state_name": str(row.get_state_display()),
        "solution": row.solution,
        "made_at": moment(row.made_at),
    }


def settings_of(row: Warung) -> dict[str, Any]:
    """What the tablet has to know of the rules, so that it can keep them without signal."""
    return {
        "warung": {
            "id": row.pk,
            "name": row.name,
            "village_code": row.village_id,
            "address": row.address,
            "phone": row.phone,
            "opening_hours": row.opening_hours,
        },
        "kasbon_limit": row.kasbon_limit_rupiah,
        "price_hours": settings.WARUNG_PRICE_HOURS,
        "lease_hours": settings.WARUNG_LEASE_HOURS,
        "pay_later_days": settings.WARUNG_PAY_LATER_DAYS,
        "pin_tries": settings.WARUNG_PIN_TRIES,
        "pin_lock_minutes": settings.WARUNG_PIN_LOCK_MINUTES,
        "min_app_version": settings.WARUNG_MIN_APP_VERSION,
        "relay_key": sealing.public_key(),
    }
