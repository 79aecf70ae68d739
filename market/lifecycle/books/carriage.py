"""Carriage: what couriers want for it, beside what the buyers paid; trips, losses, and cash that couriers pay over."""

from collections.abc import Mapping

from django.db.models import Sum

from market.ledger import chart
from market.ledger.models import Entry, Journal
from market.ledger.posting import Leg, credit, debit, post
from market.order.models import SellerOrder
from market.payments.models import Refund
from market.shipping.models import BillLine, Pickup, RemittanceLine, Shipment

COD = "cod"  # the gateway code of cash that couriers take at the door

__all__ = [
    "carried_by_village",
    "cod_remitted",
    "courier_billed",
    "loss_paid",
    "part_returned",
    "pickup_cost",
    "postage_left",
]


def pickup_cost(pickup: Pickup, shares: Mapping[str, int]) -> Journal:
    """One trip for several parcels, each bearing its share. Nobody paid for it beforehand: the house bears it.

    postage variance (of each parcel) -> courier payable
    """
    legs = [debit(chart.POSTAGE_VARIANCE.of(), amount, number) for number, amount in shares.items()]
    legs.append(credit(chart.COURIER_PAYABLE.of(pickup.courier_code), pickup.cost_rupiah, pickup.number))
    return post(f"pickup:{pickup.number}", "pickup_cost", legs, reference=pickup.number)


def courier_billed(line: BillLine, *, by_seller: bool = False) -> Journal:
    """A courier's price for one waybill. What the buyer paid for it is used up; the rest is the variance, either way.

    postage payable, postage variance (or the seller's available, if the seller bears it) -> courier payable
    """
    shipment = line.shipment
    assert shipment is not None
    part = shipment.seller_order
    paid = postage_left(part)
    bearer = chart.SELLER_AVAILABLE.of(part.partner_id) if by_seller else chart.POSTAGE_VARIANCE.of()
    legs = [
        debit(chart.POSTAGE_PAYABLE.of(), paid, part.number),
        Leg(bearer, line.amount_rupiah - paid, shipment.number),
        credit(chart.COURIER_PAYABLE.of(shipment.courier_code), line.amount_rupiah, shipment.number),
    ]
    return post(f"billed:{shipment.number}", "courier_billed", legs, reference=shipment.number)


def carried_by_village(shipment: Shipment, part: SellerOrder) -> Journal | None:
    """A neighbour has brought it: what the buyer paid for the way is owed to the village's riders.

    postage payable -> courier payable
    """
    paid = postage_left(part)
    if not paid:
        return None
    legs = [
        debit(chart.POSTAGE_PAYABLE.of(), paid, part.number),
        credit(chart.COURIER_PAYABLE.of(shipment.courier_code), paid, shipment.number),
    ]
    return post(f"carried:{shipment.number}", "carried_by_village", legs, reference=shipment.number)


def part_returned(part: SellerOrder, refund: Refund, postage_rupiah: int) -> Journal:
    """A parcel did not arrive: the goods' money, and the postage by rule, is owed to the buyer.

    seller held, commission deferred, postage payable (what was used up: losses) -> refund payable
    """
    left = min(postage_left(part), postage_rupiah)
    legs = [
        debit(chart.SELLER_HELD.of(part.partner_id), part.net_left_rupiah, part.number),
        debit(chart.COMMISSION_DEFERRED.of(), part.commission_left_rupiah, part.number),
        debit(chart.POSTAGE_PAYABLE.of(), left, part.number),
        debit(chart.LOSSES.of(), postage_rupiah - left, part.number),
        credit(chart.REFUND_PAYABLE.of(), refund.amount_rupiah, refund.key),
    ]
    return post(f"returned:{part.number}", "part_returned", legs, reference=part.number, reason=part.reason)


def loss_paid(part: SellerOrder) -> Journal:
    """A courier lost the parcel, and the house pays its seller.

    losses -> seller available
    """
    about = f"lost:{part.number}"
    legs = [
        debit(chart.LOSSES.of(), part.net_left_rupiah, about),
        credit(chart.SELLER_AVAILABLE.of(part.partner_id), part.net_left_rupiah, about),
    ]
    return post(f"loss_paid:{part.number}", "loss_paid", legs, reference=part.number, reason=part.reason)


def cod_remitted(line: RemittanceLine) -> Journal:
    """A courier pays over the cash of one parcel, less its fee.

    bank, gateway fees -> gateway receivable (of the courier)
    """
    shipment = line.shipment
    assert shipment is not None
    taken = line.amount_rupiah + line.fee_rupiah
    legs = [
        debit(chart.BANK.of(), line.amount_rupiah, shipment.number),
        debit(chart.GATEWAY_FEES.of(), line.fee_rupiah, shipment.number),
        credit(chart.GATEWAY_RECEIVABLE.of(COD), taken, shipment.number),
    ]
    return post(f"remitted:{shipment.number}", "cod_remitted", legs, reference=shipment.number)


def postage_left(part: SellerOrder) -> int:
    """What is still held of the buyer's postage for a part: nothing once it was used up or given back."""
    entries = Entry.objects.filter(account__name=chart.POSTAGE_PAYABLE.name, about=part.number)
    return max(-(entries.aggregate(total=Sum("amount_rupiah"))["total"] or 0), 0)
