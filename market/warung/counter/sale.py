"""From what the tablet says to a sale: goods that this warung sells, prices that are honoured, and how they travel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from market.address.models import Village
from market.catalogue import windows
from market.catalogue.models import Product
from market.core.errors import MarketError, QuoteExpired
from market.core.money import rupiah
from market.lifecycle.counter import CounterGroup, CounterLine, Sale, groups_of
from market.lifecycle.points import POINT
from market.order.models import ShippingAddress
from market.order.split import Carriage
from market.partner import leases
from market.partner.models import StockRecord
from market.shipping import quotes
from market.shipping.parcels import parcel_of
from market.warung.counter.base import Call, Refused, Trouble
from market.warung.models import PastPrice, Warung
from market.warung.sync import goods

CHOICES = ("reduce", "swap", "wait", "refund_cash")


class Choose(MarketError):
    """A person must choose: raised inside, so that whatever was begun is taken back."""

    def __init__(self, trouble: Trouble, data: dict[str, Any]) -> None:
        super().__init__(trouble.detail, code=trouble.code, data=data)
        self.trouble = trouble


def records_of(call: Call, lines: Sequence[dict[str, Any]]) -> dict[int, StockRecord]:
    """The stock records by product. Refused when one is not of this warung's goods; goods that were withdrawn since
    the tablet's last pull are no mistake of the neighbour's."""
    wanted = {line["product"] for line in lines}
    rows = StockRecord.objects.filter(product__in=wanted).select_related("product__partner__village")
    found = {row.product_id: row for row in rows if row.partner_id == row.product.partner_id}
    for number, line in enumerate(lines):
        record = found.get(line["product"])
        if record is None or not _is_of(call.warung, record.product):
            raise Refused("not_found", _("Barang ini tidak dijual di toko ini."), f"/data/lines/{number}/product")
    return found


def _is_of(warung: Warung, product: Product) -> bool:
    reach = 5 if warung.goods_from == Warung.GoodsFrom.REGENCY else None
    village = product.partner.village_id or ""
    return bool(village) and village[:reach] == warung.village_id[:reach]


def counter_lines(lines: Sequence[dict[str, Any]], records: dict[int, StockRecord]) -> list[CounterLine]:
    """One line for each good, at the agreed price. `Choose` when a price is no longer honoured or a shop rests."""
    past = _past_prices(lines, records)
    wrong: list[dict[str, Any]] = []
    merged: dict[int, CounterLine] = {}
    for line in lines:
        record = records[line["product"]]
        _check_shop(record.product)
        if not _is_honoured(line, record, past.get(record.pk, [])):
            now = int(record.price or 0)
            wrong.append({"product": record.product_id, "unit_price": now, "price_version": record.price_version})
        before = merged.get(record.pk)
        if before is not None and before.unit_rupiah != line["unit_price"]:
            raise Refused("invalid", _("Satu barang tidak bisa punya dua harga."), "/data/lines")
        quantity = line["quantity"] + (before.quantity if before else 0)
        merged[record.pk] = CounterLine(record.product, record, quantity, line["unit_price"])
    if wrong:
        detail = _("Harga sudah berubah. Tanyakan dulu kepada pembeli.")
        raise Choose(Trouble("price_changed", detail, ("reduce", "swap", "refund_cash")), {"lines": wrong})
    return list(merged.values())


def _past_prices(lines: Sequence[dict[str, Any]], records: dict[int, StockRecord]) -> dict[int, list[PastPrice]]:
    """The prices before today's, where a line asks for another than today's; one query, mostly none."""
    old = [records[one["product"]] for one in lines if one["unit_price"] != int(records[one["product"]].price or 0)]
    return goods.past_prices([row.pk for row in old]) if old else {}


def _check_shop(product: Product) -> None:
    partner = product.partner
    closed = partner.closed_until_on is not None and partner.closed_until_on > timezone.localdate()
    if closed or partner.suspended_at is not None or partner.approved_at is None:
        raise Choose(Trouble("shop_closed", _("Toko penjual sedang tutup."), CHOICES), {"product": product.pk})
    if product.windows and (words := windows.closed_words(product.windows)):
        raise Choose(
            Trouble("out_of_stock", f"{product.title}: {words}", ("swap", "refund_cash")), {"product": product.pk}
        )
    if not product.listed:
        detail = _("%(title)s tidak dijual lagi.") % {"title": product.title}
        raise Choose(Trouble("out_of_stock", detail, ("swap", "refund_cash")), {"product": product.pk})


def _is_honoured(line: dict[str, Any], record: StockRecord, past: Sequence[PastPrice]) -> bool:
    """Today's price, or one before it whose time has not run out: the version and the amount must be of one row."""
    if line["unit_price"] == int(record.price or 0):
        return True
    return any(one.version == line["price_version"] and one.price_rupiah == line["unit_price"] for one in past)


def make(call: Call, data: dict[str, Any], lines: Sequence[dict[str, Any]], key: str) -> Sale:
    """The sale that the tablet agreed with a neighbour, its leases already turned into free steps."""
    records = records_of(call, lines)
    agreed = counter_lines(lines, records)
    leased = leases.held_by(call.device.pk, [line.stockrecord.pk for line in agreed])
    for line in sorted(agreed, key=lambda one: one.stockrecord.pk):
        if line.stockrecord.pk in leased:
            leases.draw(line.stockrecord, call.device.pk, line.quantity)
    groups = groups_of(agreed)
    address = address_of(call.warung, data)
    days = timedelta(days=settings.WARUNG_PAY_LATER_DAYS)
    return Sale(
        groups=groups, carriages=_carriages(call.warung, data["delivery"], groups, address), address=address, key=key,
        pay_by=timezone.now() + days, buyer_name=data["buyer"]["name"], buyer_phone=data["buyer"]["phone"] or "",
    )  # fmt: skip


def address_of(warung: Warung, data: dict[str, Any]) -> ShippingAddress:
    """Where the goods go: the neighbour's house when they are carried, else the warung."""
    buyer = data["buyer"]
    if data["delivery"]["quotes"]:
        code = buyer["village_code"] or warung.village_id
        village = Village.objects.filter(pk=code).first()
        if village is None:
            raise Refused("invalid", _("Desa ini tidak dikenal."), "/data/buyer/village_code")
        line1 = (buyer["address"] or "").strip()
        if not line1:
            raise Refused("invalid", _("Tulis alamat pengantaran."), "/data/buyer/address")
    else:
        village, line1 = warung.village, f"{warung.name}, {warung.address}"
    return ShippingAddress(
        first_name=buyer["name"] or _("Pembeli"), line1=line1[:255], village=village, country_id="ID",
        postcode=village.postcode, phone_number=buyer["phone"] or "",
    )  # fmt: skip


def _carriages(
    warung: Warung, delivery: dict[str, Any], groups: Sequence[CounterGroup], address: ShippingAddress
) -> dict[int, Carriage]:
    if not delivery["quotes"]:
        words = (
            _("Dibawa langsung") if delivery["on_the_spot"] else _("Diambil di %(warung)s") % {"warung": warung.name}
        )
        return {
            group.partner.pk: Carriage(
                courier_code=POINT, service_code="on_the_spot" if delivery["on_the_spot"] else "pickup",
                service_name=words[:60], postage_rupiah=0, quote_reference="",
                weight_grams=parcel_of(group.lines).weight_grams,
            )
            for group in groups
        }  # fmt: skip
    rows = quotes.Quote.objects.in_bulk(delivery["quotes"], field_name="reference")
    choices = {quote.partner_id: quote.reference for quote in rows.values()}
    try:
        kept = quotes.honour(choices, groups, address.village, address.postcode)
    except QuoteExpired as error:
        raise Refused("quote_expired", str(error.message), "/data/delivery/quote") from error
    return {
        partner_id: Carriage(
            courier_code=quote.courier_code, service_code=quote.service_code, service_name=quote.service_name,
            postage_rupiah=quote.amount_rupiah, quote_reference=quote.reference,
            weight_grams=parcel_of(next(g.lines for g in groups if g.partner.pk == partner_id)).weight_grams,
            is_estimated=quote.estimated, days_from=quote.days_from, days_to=quote.days_to,
        )
        for partner_id, quote in kept.items()
    }  # fmt: skip


def check_tender(tendered_rupiah: int, total_rupiah: int) -> int:
    """The change; cash below the total is no sale."""
    if tendered_rupiah < total_rupiah:
        words = _("Uang kurang %(short)s.") % {"short": rupiah(total_rupiah - tendered_rupiah)}
        raise Refused("cash_too_little", words, "/data/payment/cash/tendered")
    return tendered_rupiah - total_rupiah
