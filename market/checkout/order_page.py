"""An order's own page: its parts, where they are, what was paid and where it goes. No login: the link is the key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from market.checkout import carrying
from market.checkout.access import order_by_link, secret_page
from market.checkout.cancelling import CANCELLABLE
from market.checkout.paying import is_payable
from market.checkout.showing import carriage, order_line
from market.communication import outbox
from market.core.money import to_rupiah
from market.lifecycle import ladder
from market.lifecycle.complained import OPEN_TO_COMPLAINTS
from market.order.models import Complaint, Line, Order, SellerOrder
from market.payments.models import PaymentAttempt, Refund
from market.shipping import registry
from market.shipping.models import Shipment, TrackingEvent

State = SellerOrder.State
# Midtrans appends these when the buyer comes back; they prove nothing, but they tell that somebody came back.
RETURN_WORDS = ("transaction_status", "status_code")


class Event(NamedTuple):
    """One line of a part's timeline."""

    at: datetime
    text: str
    place: str = ""
    note: str = ""


@require_safe
@secret_page
def order(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """GET /pesanan/<number>/<secret>/: at most eight queries, however many parts."""
    found = order_by_link(number, secret)
    parts = list(SellerOrder.objects.filter(order=found).select_related("partner__village").order_by("number"))
    attempts = list(found.attempts.order_by("-pk"))
    complaints = list(Complaint.objects.filter(seller_order__in=parts).order_by("-pk")) if found.paid_at else []
    context = {
        "order": found,
        "address": found.shipping_address,
        "region": found.shipping_address.village_id if found.shipping_address else "",
        "parts": _parts(found, parts),
        "complaints": complaints,
        "complained": {one.seller_order_id for one in complaints if one.state == Complaint.State.OPEN},
        "payment": payment_state(found, attempts, came_back=any(word in request.GET for word in RETURN_WORDS)),
        "rungs": ladder.of_order(parts, to_rupiah(found.total_incl_tax)),
        "goods_rupiah": to_rupiah(found.total_incl_tax - found.shipping_incl_tax),
        "total_rupiah": to_rupiah(found.total_incl_tax),
        "notices": list(outbox.notices(found)),
        "refunds": list(Refund.objects.filter(order=found).order_by("pk")),
        "help_text": _("Halo, saya mau bertanya tentang pesanan %(number)s.") % {"number": found.number},
        "operator": settings.OPERATOR,
    }
    return render(request, "checkout/order.html", context)


def payment_state(order: Order, attempts: Sequence[PaymentAttempt], *, came_back: bool) -> dict[str, Any]:
    """What may be said of the money. "Lunas" stands only on our own row, never on what the browser brought back."""
    live = next((one for one in attempts if one.state in PaymentAttempt.LIVE), None)
    if order.paid_at:
        return {"code": "paid", "words": _("Lunas"), "at": order.paid_at}
    if order.expired_at:
        return {"code": "expired", "words": _("Kedaluwarsa"), "at": order.expired_at}
    if any(one.state == PaymentAttempt.State.REVIEW for one in attempts):
        return {"code": "review", "words": _("Pembayaran sedang diperiksa petugas")}
    if came_back or (live is not None and live.state == PaymentAttempt.State.UNCLEAR):
        return {"code": "confirming", "words": _("Menunggu konfirmasi"), "can_pay": is_payable(order)}
    if not is_payable(order):
        return {"code": "late", "words": _("Batas waktu pembayaran sudah lewat")}
    return {"code": "unpaid", "words": _("Menunggu pembayaran"), "can_pay": True, "by": order.pay_by}


def _parts(order: Order, parts: Sequence[SellerOrder]) -> list[dict[str, Any]]:
    lines: dict[int, list[Line]] = {part.pk: [] for part in parts}
    for line in Line.objects.filter(order=order).select_related("product").order_by("pk"):
        lines.setdefault(line.seller_order_id, []).append(line)
    shipments = Shipment.objects.filter(seller_order__in=parts).select_related("local__driver").order_by("pk")
    sent = {row.seller_order_id: row for row in shipments}
    events: dict[int, list[TrackingEvent]] = {row.pk: [] for row in sent.values()}
    for event in TrackingEvent.objects.filter(shipment__in=list(sent.values())) if sent else ():
        events[event.shipment_id].append(event)
    return [_part(order, part, lines[part.pk], sent.get(part.pk), events) for part in parts]


def _part(
    order: Order,
    part: SellerOrder,
    lines: Sequence[Line],
    shipment: Shipment | None,
    events: dict[int, list[TrackingEvent]],
) -> dict[str, Any]:
    said = events.get(shipment.pk, []) if shipment else []
    return {
        "id": part.pk,
        "number": part.number,
        "may_cancel": part.state in CANCELLABLE,
        "may_complain": part.state in OPEN_TO_COMPLAINTS,
        "may_review": part.state in (SellerOrder.State.DELIVERED, SellerOrder.State.RELEASED),
        "seller": part.partner.display_name,
        "seller_phone": part.partner.phone,
        "village": part.partner.village.name if part.partner.village else "",
        "lines": [order_line(line) for line in lines],
        "subtotal_rupiah": part.goods_rupiah,
        "postage": carriage(part),
        "postage_rupiah": part.postage_rupiah,
        "state": part.state,
        "words": part.get_state_display(),
        "next": next_words(part),
        "reason": part.reason,
        "courier": registry.brand_of(part.courier_code, part.service_code),
        "awb": shipment.awb if shipment else "",
        "link": carrying.link(shipment.courier_code, shipment.awb) if shipment and shipment.awb else "",
        "events": _timeline(order, part, said),
        "local": carrying.at_the_door(shipment),
    }


def _timeline(order: Order, part: SellerOrder, said: Sequence[TrackingEvent]) -> list[Event]:
    """Newest first: what the couriers said, in their words and ours, between our own milestones."""
    milestones = (
        (part.placed_at, _("Pesanan dibuat")),
        (part.paid_at, _("Pembayaran diterima")),
        (part.accepted_at, _("Diterima penjual")),
        (part.packed_at, _("Dikemas penjual")),
        (part.handed_over_at, _("Diserahkan ke kurir")),
        (part.delivered_at, _("Diterima")),
        (part.ended_at, part.get_state_display()),
    )
    ours = [Event(at, str(text), note=part.reason if at == part.ended_at else "") for at, text in milestones if at]
    theirs = [Event(one.occurred_at, carrying.words(one.progress) or one.text, one.location, one.text) for one in said]
    return sorted([*ours, *theirs], key=lambda event: event.at, reverse=True)


def next_words(part: SellerOrder) -> str:
    """What happens next, in one sentence; nothing when all is done."""
    return {
        State.UNPAID: _("Begitu pembayaran masuk, penjual kami beri tahu."),
        State.NEW: _("Penjual akan menerima dan mengemas pesanan ini."),
        State.ACCEPTED: _("Penjual sedang menyiapkan barang."),
        State.PACKED: _("Barang menunggu dibawa kurir."),
        State.HANDED_OVER: _("Barang dalam perjalanan."),
        State.DELIVERED: _("Ada yang tidak cocok? Laporkan, supaya uangnya kami tahan dulu."),
        State.EXPIRED: _("Batas waktu pembayaran sudah lewat. Barang kembali dijual."),
        State.CANCELLED: _("Uang untuk bagian ini dikembalikan bila sudah dibayar."),
    }.get(State(part.state), "")
