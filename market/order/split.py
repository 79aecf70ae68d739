"""One order, many sellers: what each is to send, by whom, for how much, and what the house keeps. Frozen at placing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from market.basket.groups import Group
from market.order import fees
from market.order.models import FeeRule, Order, SellerOrder
from market.order.numbers import seller_order_number


@dataclass(frozen=True, slots=True)
class Carriage:
    """How one seller's part travels: the promise that was made at checkout, without the table it is kept in."""

    courier_code: str
    service_code: str
    service_name: str
    postage_rupiah: int
    quote_reference: str
    weight_grams: int
    is_estimated: bool = False
    days_from: int | None = None
    days_to: int | None = None


def split(order: Order, groups: Sequence[Group], carriages: Mapping[int, Carriage]) -> dict[int, SellerOrder]:
    """Write one SellerOrder for each group, by the Partner's id. `carriages` must have one for each; KeyError if not.

    The sums of the parts are the sums of the order: goods and postage are taken as they are, nothing is rounded anew.
    """
    rules = fees.rules_on()
    parts = [
        _part(order, position, group, carriages[group.partner.pk], rules)
        for position, group in enumerate(groups, start=1)
    ]
    return {part.partner_id: part for part in SellerOrder.objects.bulk_create(parts)}


def fees_of_group(group: Group, rules: Sequence[FeeRule]) -> list[fees.Fee]:
    """What the house keeps of one seller's part, by these rules."""
    return fees.fees_of(group.partner, [(x.product.category_path, x.price_rupiah) for x in group.lines], rules)


def _part(order: Order, position: int, group: Group, carriage: Carriage, rules: Sequence[FeeRule]) -> SellerOrder:
    kept = fees_of_group(group, rules)
    return SellerOrder(
        order=order,
        partner=group.partner,
        number=seller_order_number(order.number, position),
        goods_rupiah=group.goods_rupiah,
        postage_rupiah=carriage.postage_rupiah,
        commission_rupiah=sum(fee.amount_rupiah for fee in kept),
        fees=[fee.as_dict() for fee in kept],
        courier_code=carriage.courier_code,
        service_code=carriage.service_code,
        service_name=carriage.service_name,
        quote_reference=carriage.quote_reference,
        estimated=carriage.is_estimated,
        days_from=carriage.days_from,
        days_to=carriage.days_to,
        weight_grams=carriage.weight_grams,
    )
