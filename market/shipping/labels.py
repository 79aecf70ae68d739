"""The label on a parcel: A6, black on white, with the waybill as a barcode. Couriers give none; we print our own.

Only what a carrier needs is on it: the buyer's telephone number is masked, for a label lies open in many hands. Numbers
of a stand-in are marked SIMULASI, so that nobody hands such a parcel to a real counter.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from market.address.places import district_title
from market.core.errors import WrongState
from market.core.money import rupiah
from market.core.phones import masked
from market.order.models import SellerOrder
from market.shipping import registry
from market.shipping.booking.building import receiver_of, sender_of, street_text
from market.shipping.couriers.base import Party
from market.shipping.models import Shipment

WIDTH, HEIGHT = A6
CORNERS = ((0, HEIGHT), (WIDTH, HEIGHT), (0, 0), (WIDTH, 0))  # of four labels on an A4 sheet, from the top left
MARGIN = 5 * mm
INNER = WIDTH - 2 * MARGIN
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
BARCODE_HEIGHT = 17 * mm
DOT = mm / 8  # of a label printer (203 dots an inch): bars are whole dots, or the printer makes them uneven
NARROWEST_DOTS, WIDEST_DOTS = 2, 4  # a quarter of a millimetre is what scanners at counters want
QUIET_MODULES = 20
MARK_COLOUR = Color(0.86, 0.86, 0.86)
MASK = "*"


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label, as text."""

    courier: str
    service: str
    awb: str
    collection: str
    sender: Party
    receiver: Party
    landmark: str
    weight: str
    cod: str
    goods: str
    number: str
    is_simulation: bool


def label_pdf(shipments: Iterable[Shipment], *, four: bool = False) -> bytes:
    """One A6 page for each booked shipment, or with `four` as many on each A4 sheet, to be cut.

    `WrongState` when one has no waybill number yet. May be repeated.
    """
    labels = [label_of(shipment) for shipment in shipments]
    sheet = io.BytesIO()
    canvas = Canvas(sheet, pagesize=A4 if four else A6, pageCompression=1)
    canvas.setTitle(", ".join(label.awb for label in labels)[:200])
    canvas.setCreator(settings.SITE_NAME)
    for number, label in enumerate(labels):
        canvas.saveState()
        if four:
            canvas.translate(*CORNERS[number % len(CORNERS)])
        _draw(canvas, label)
        canvas.restoreState()
        if not four or number % len(CORNERS) == len(CORNERS) - 1 or number == len(labels) - 1:
            canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def label_of(shipment: Shipment) -> Label:
    """The label's words, from the rows."""
    if not shipment.awb:
        raise WrongState(_("Nomor resi belum ada. Coba lagi sebentar."), data={"shipment": shipment.number})
    part = SellerOrder.objects.select_related("partner__village", "order__shipping_address__village").get(
        pk=shipment.seller_order_id
    )
    address = part.order.shipping_address
    titles = [f"{line.quantity} x {line.title}" for line in part.lines.order_by("pk")]
    return Label(
        courier=registry.brand_of(shipment.courier_code, shipment.service_code),
        service=shipment.service_name,
        awb=shipment.awb,
        collection=shipment.get_collection_display(),
        sender=sender_of(part),
        receiver=replace(receiver_of(part), address=street_text(address, address.village)),
        landmark=address.landmark,
        weight=kilograms(shipment.weight_grams),
        cod=rupiah(shipment.cod_rupiah) if shipment.cod_rupiah else "",
        goods=", ".join(titles),
        number=part.number,
        is_simulation=registry.is_stand_in(shipment.courier_code),
    )


def kilograms(grams: int) -> str:
    """`1,25 kg`."""
    return f"{grams / 1_000:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " kg"


class _Pen:
    """Writes downwards from the top edge; every verb leaves the pen below what it wrote."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = HEIGHT - MARGIN

    def text(self, words: str, size: float, font: str = REGULAR, *, lines: int = 1, x: float = MARGIN) -> None:
        """At most `lines` lines, broken between words; the last one ends in "..." if something was left over."""
        broken = simpleSplit(printable(words), font, size, WIDTH - MARGIN - x)
        shown = broken[:lines]
        if len(broken) > lines:
            shown[-1] = shown[-1][:-3].rstrip() + "..."
        for line in shown:
            self.y -= size * 1.18
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, self.y, line)

    def pair(self, left: str, right: str, size: float, font: str = BOLD) -> None:
        """One line with words at both edges."""
        self.y -= size * 1.18
        self.canvas.setFont(font, size)
        self.canvas.drawString(MARGIN, self.y, printable(left))
        self.canvas.drawRightString(WIDTH - MARGIN, self.y, printable(right))

    def rule(self) -> None:
        self.y -= 1.6 * mm
        self.canvas.setLineWidth(0.6)
        self.canvas.line(MARGIN, self.y, WIDTH - MARGIN, self.y)
        self.y -= 0.6 * mm

    def space(self, height: float) -> None:
        self.y -= height


def _draw(canvas: Canvas, label: Label) -> None:
    if label.is_simulation:
        _mark(canvas)
    pen = _Pen(canvas)
    pen.pair(label.courier, label.service, 17)
    pen.pair(label.collection, label.weight, 10, REGULAR)
    pen.space(2 * mm)
    _barcode(pen, label.awb)
    if label.cod:
        pen.rule()
        pen.pair("COD", label.cod, 15)
    pen.rule()
    _party(pen, _("Penerima"), label.receiver, size=11.5)
    if label.landmark:
        pen.text(_("Patokan: %(landmark)s") % {"landmark": label.landmark}, 10, lines=2)
    pen.rule()
    _party(pen, _("Pengirim"), label.sender, size=9)
    pen.rule()
    pen.text(label.goods, 8, lines=2)
    pen.pair(f"{settings.SITE_NAME} {label.number}", f"{timezone.localdate():%d-%m-%Y}", 8, REGULAR)
    if label.is_simulation:
        pen.text(_("SIMULASI: nomor resi ini bukan milik kurir yang sebenarnya."), 7.5, BOLD)


def _party(pen: _Pen, title: str, party: Party, *, size: float) -> None:
    place = party.place
    pen.pair(title, masked(party.phone).replace("•", MASK), size * 0.85, REGULAR)
    pen.text(party.name, size * 1.15, BOLD)
    pen.text(party.address, size, lines=3)
    pen.text(f"{place.village}, {district_title(place.village_code, place.district)}", size, lines=2)
    pen.text(f"{place.regency}, {place.province} {place.postcode}", size, BOLD, lines=2)


def _barcode(pen: _Pen, awb: str) -> None:
    """Code 128, as wide as the label allows, with the number below for the eye."""
    modules = Code128(awb, barWidth=1, quiet=False).width + QUIET_MODULES
    dots = max(NARROWEST_DOTS, min(WIDEST_DOTS, int(INNER / modules / DOT)))
    code = Code128(awb, barWidth=dots * DOT, barHeight=BARCODE_HEIGHT, quiet=False)
    pen.space(BARCODE_HEIGHT)
    code.drawOn(pen.canvas, round((WIDTH - code.width) / 2 / DOT) * DOT, pen.y)
    pen.y -= 13
    pen.canvas.setFont(BOLD, 12)
    pen.canvas.drawCentredString(WIDTH / 2, pen.y, awb)


def _mark(canvas: Canvas) -> None:
    """Across the page, behind everything."""
    canvas.saveState()
    canvas.setFillColor(MARK_COLOUR)
    canvas.translate(WIDTH / 2, HEIGHT * 0.38)
    canvas.rotate(52)
    canvas.setFont(BOLD, 54)
    canvas.drawCentredString(0, -18, "SIMULASI")
    canvas.restoreState()
    canvas.setFillColor(black)


def printable(words: str) -> str:
    """What the built-in fonts can show; other signs become a question mark rather than nothing."""
    return words.encode("cp1252", "replace").decode("cp1252")
