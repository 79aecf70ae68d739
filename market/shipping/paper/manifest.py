"""The manifest of a pickup: what the courier's man signs for, one line a parcel, on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from market.core.dates import weekday
from market.core.money import rupiah
from market.shipping import registry
from market.shipping.labels import BOLD, REGULAR, kilograms, printable
from market.shipping.models import Pickup, Shipment

WIDTH, HEIGHT = A4
MARGIN, LINE = 15 * mm, 6.2 * mm
COLUMNS = (0, 9 * mm, 58 * mm, 104 * mm, 148 * mm)  # from the left margin: number, waybill, seller, where to, weight
TEXT = 9
PER_PAGE = 34


def manifest_pdf(pickup: Pickup, parcels: Sequence[Shipment]) -> bytes:
    """As many pages as it takes; the last one has the sums and the places to sign."""
    sheet = io.BytesIO()
    canvas = Canvas(sheet, pagesize=A4, pageCompression=1)
    canvas.setTitle(pickup.number)
    canvas.setCreator(settings.SITE_NAME)
    pages = [parcels[start : start + PER_PAGE] for start in range(0, len(parcels), PER_PAGE)] or [[]]
    for number, rows in enumerate(pages):
        y = _head(canvas, pickup, f"{number + 1}/{len(pages)}")
        for position, one in enumerate(rows, start=number * PER_PAGE + 1):
            y = _row(canvas, y, position, one)
        if number == len(pages) - 1:
            _foot(canvas, y, pickup, parcels)
        canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def _head(canvas: Canvas, pickup: Pickup, page: str) -> float:
    y = HEIGHT - MARGIN - 12
    canvas.setFont(BOLD, 15)
    canvas.drawString(MARGIN, y, printable(_("Manifes jemputan %(number)s") % {"number": pickup.number}))
    canvas.setFont(REGULAR, TEXT)
    canvas.drawRightString(WIDTH - MARGIN, y, page)
    y -= LINE
    facts = f"{registry.name_of(pickup.courier_code)} · {weekday(pickup.day)} · {pickup.place}"
    canvas.drawString(MARGIN, y, printable(facts)[:120])
    y -= LINE * 1.4
    canvas.setFont(BOLD, TEXT)
    for x, title in zip(COLUMNS, ("No", _("Resi"), _("Penjual"), _("Tujuan"), _("Berat")), strict=True):
        canvas.drawString(MARGIN + x, y, printable(title))
    canvas.line(MARGIN, y - 2 * mm, WIDTH - MARGIN, y - 2 * mm)
    return y - LINE


def _row(canvas: Canvas, y: float, position: int, one: Shipment) -> float:
    part = one.seller_order
    address = part.order.shipping_address
    where = f"{part.order.buyer_name}, {address.line4}" if address else part.order.buyer_name
    canvas.setFont(REGULAR, TEXT)
    words = (str(position), one.awb, part.partner.name, where, kilograms(one.weight_grams))
    for x, text in zip(COLUMNS, words, strict=True):
        canvas.drawString(MARGIN + x, y, printable(text)[:24])
    return y - LINE


def _foot(canvas: Canvas, y: float, pickup: Pickup, parcels: Sequence[Shipment]) -> None:
    canvas.line(MARGIN, y + 3 * mm, WIDTH - MARGIN, y + 3 * mm)
    canvas.setFont(BOLD, TEXT)
    total = sum(one.weight_grams for one in parcels)
    sums = _("%(count)s paket, %(weight)s") % {"count": len(parcels), "weight": kilograms(total)}
    canvas.drawString(MARGIN, y - 2 * mm, printable(sums))
    if pickup.cost_rupiah:
        cost = _("Biaya jemput %(cost)s") % {"cost": rupiah(pickup.cost_rupiah)}
        canvas.drawRightString(WIDTH - MARGIN, y - 2 * mm, printable(cost))
    canvas.setFont(REGULAR, TEXT)
    canvas.drawString(MARGIN, 32 * mm, printable(_("Yang menyerahkan")))
    canvas.drawString(MARGIN + COLUMNS[3], 32 * mm, printable(_("Kurir, nama dan jam")))
    for x in (0, COLUMNS[3]):
        canvas.line(MARGIN + x, 15 * mm, MARGIN + x + 60 * mm, 15 * mm)
