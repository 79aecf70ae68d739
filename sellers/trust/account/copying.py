"""All that we hold of a buyer, as one ZIP (BY-27): a JSON file for programs, one sheet of orders for people."""

import csv
import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from market.address.models import UserAddress
from market.communication.models import Message
from market.order.models import Complaint, Order, Review
from market.users.models import User
from sellers.models import Consent
from sellers.trust.account.erasing import orders_of


def archive(user: User) -> bytes:
    """The ZIP: `data.json`, `pesanan.csv`."""
    data = everything(user)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        file.writestr("pesanan.csv", _sheet(data["orders"]))
    return out.getvalue()


def everything(user: User) -> dict[str, Any]:
    orders = orders_of(user).select_related("shipping_address").prefetch_related("seller_orders__partner", "lines")
    return {
        "made_at": timezone.now(),
        "person": {"name": user.first_name, "phone": user.phone, "email": user.email, "since": user.date_joined},
        "addresses": [
            {"name": one.first_name, "phone": str(one.phone_number), "lines": _lines(one), "landmark": one.landmark}
            for one in UserAddress.objects.filter(user=user).order_by("pk")
        ],
        "orders": [_order(one) for one in orders],
        "messages": list(
            Message.objects.filter(order__in=orders_of(user).values("pk"), audience=Message.Audience.BUYER)
            .order_by("pk")
            .values("made_at", "subject", "text")
        ),
        "complaints": list(
            Complaint.objects.filter(seller_order__order__in=orders_of(user).values("pk"))
            .order_by("pk")
            .values("number", "kind", "words", "opened_at", "outcome", "answer", "refund_rupiah", "closed_at")
        ),
        "reviews": list(
            Review.objects.filter(line__order__in=orders_of(user).values("pk"))
            .order_by("pk")
            .values("title", "score", "words", "made_at", "answer", "hidden_at", "hidden_reason")
        ),
        "consents": list(
            Consent.objects.filter(phone=user.phone or "-").values(
                "kind", "version", "text", "given_at", "withdrawn_at"
            )
        ),
    }


def _order(one: Order) -> dict[str, Any]:
    address = one.shipping_address
    return {
        "number": one.number,
        "placed_at": one.date_placed,
        "paid_at": one.paid_at,
        "total_rupiah": int(one.total_incl_tax),
        "name": one.buyer_name,
        "phone": one.buyer_phone,
        "address": _lines(address) if address else [],
        "goods": [
            {"title": line.title, "amount": line.amount, "price_rupiah": line.price_rupiah} for line in one.lines.all()
        ],
        "parts": [
            {"number": part.number, "seller": part.partner.display_name, "state": part.state}
            for part in one.seller_orders.all()
        ],
    }


def _lines(address: Any) -> list[str]:
    return [text for text in (address.line1, address.line2, address.line3, address.line4, address.state) if text]


def _sheet(orders: list[dict[str, Any]]) -> str:
    """One row for each good; a cell that a sheet would calculate is written as text."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["pesanan", "tanggal", "barang", "jumlah", "rupiah"])
    for order in orders:
        for good in order["goods"]:
            day = order["placed_at"].date().isoformat()
            cells = [order["number"], day, good["title"], good["amount"], good["price_rupiah"]]
            sheet.writerow([f"'{one}" if str(one)[:1] in "=+-@\t" else one for one in cells])
    return out.getvalue()
