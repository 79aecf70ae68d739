"""A courier's file is taken in: each known waybill once into the books, the rest in a list for a person."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from market.ledger.models import Account, Journal
from market.lifecycle import books
from market.order.models import SellerOrder
from market.shipping.models import BillLine, CourierBill, Remittance, RemittanceLine, Shipment
from market.shipping.paper.bills import matched
from market.shipping.paper.files import Row, digest_of, rows_of

SELLER = "seller"


def take_bill(body: bytes, *, name: str, courier_code: str, village: Any, codes: Iterable[str], by: Any) -> CourierBill:
    """The bill of this file: a new one, or the one that was taken in before. May be repeated.

    `RuleBroken` when the file cannot be read; then nothing is written.
    """
    rows = rows_of(body)
    who = {"village": village, "courier_code": courier_code, "digest": digest_of(body)}
    with transaction.atomic():
        bill, is_new = CourierBill.objects.get_or_create(**who, defaults={"name": name[:100], "made_by": by})
        if not is_new:
            return bill
        known = matched(rows, courier_code, codes)
        done = _posted("billed", known.values())
        for row in _once(rows):
            shipment = known.get(row.awb)
            line = BillLine(
                bill=bill, row=row.number, awb=row.awb, amount_rupiah=row.amount_rupiah, weight_grams=row.weight_grams,
                shipment=shipment, quoted_rupiah=shipment.quoted_rupiah if shipment else 0,
                problem="unknown" if shipment is None else "twice" if shipment.number in done else "",
            )  # fmt: skip
            line.save()
            if shipment is not None and not line.problem and row.amount_rupiah:
                _book(line, shipment)
        return bill


def take_remittance(
    body: bytes, *, name: str, courier_code: str, village: Any, codes: Iterable[str], by: Any
) -> Remittance:
    """What a courier paid over of its COD, matched to the parcels; the rest stays in the list. May be repeated."""
    rows = rows_of(body)
    who = {"village": village, "courier_code": courier_code, "digest": digest_of(body)}
    with transaction.atomic():
        told, is_new = Remittance.objects.get_or_create(**who, defaults={"name": name[:100], "made_by": by})
        if not is_new:
            return told
        known = matched(rows, courier_code, codes)
        done = _posted("remitted", known.values())
        for row in _once(rows):
            shipment = known.get(row.awb)
            line = RemittanceLine(
                remittance=told, row=row.number, awb=row.awb, amount_rupiah=row.amount_rupiah,
                fee_rupiah=row.fee_rupiah, shipment=shipment, problem=_remittance_problem(row, shipment, done),
            )  # fmt: skip
            line.save()
            if shipment is not None and not line.problem and row.amount_rupiah:
                books.cod_remitted(line)
        return told


def _book(line: BillLine, shipment: Shipment) -> None:
    SellerOrder.objects.select_for_update().get(pk=shipment.seller_order_id)
    Shipment.objects.filter(pk=shipment.pk).update(billed_rupiah=line.amount_rupiah)
    books.courier_billed(line, by_seller=_seller_bears(line, shipment))


def _seller_bears(line: BillLine, shipment: Shipment) -> bool:
    """By the house's rule, and only where the seller's balance holds it; the rest is the house's."""
    beyond = line.amount_rupiah - books.postage_left(shipment.seller_order)
    if settings.POSTAGE_DIFFERENCE_BY != SELLER or beyond <= 0:
        return False
    owner = str(shipment.seller_order.partner_id)
    account = Account.objects.filter(name="seller_available", owner=owner).first()
    return account is not None and -account.balance_rupiah >= beyond


def _remittance_problem(row: Row, shipment: Shipment | None, done: set[str]) -> str:
    if shipment is None:
        return "unknown"
    if shipment.number in done:
        return "twice"
    return "" if row.amount_rupiah + row.fee_rupiah == shipment.cod_rupiah else "amount"


def _posted(kind: str, parcels: Iterable[Shipment]) -> set[str]:
    """The numbers of those that are in the books already."""
    keys = {f"{kind}:{one.number}": one.number for one in parcels}
    return {keys[key] for key in Journal.objects.filter(key__in=list(keys)).values_list("key", flat=True)}


def _once(rows: Sequence[Row]) -> list[Row]:
    """The first line of each waybill; a file that names one twice is not added up."""
    return list({row.awb: row for row in reversed(rows)}.values())[::-1]
