"""An order over the counter of a warung: the goods are promised and everything is written, in the caller's transaction.

No basket and no gateway outside: what was agreed stands in the operation that the tablet made. Whether a price is
still honoured, and what a lease covers, the warung has decided before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.utils.timezone import now
from django.utils.translation import gettext as _

from market.core.errors import OutOfStock
from market.lifecycle import cash, paid
from market.order.models import Line, LinePrice, Order, SellerOrder, ShippingAddress
from market.order.numbers import order_number
from market.order.split import Carriage, split
from market.payments import attempts
from market.payments.attempts import Fact
from market.payments.codes import CASH, KASBON
from market.payments.gateways.base import PaymentState, PaymentStatus
from market.payments.models import PaymentAttempt

SOURCE = "warung"


@dataclass(frozen=True)
class CounterLine:
    """So many steps of a good at the price that was agreed over the counter."""

    product: Any
    stockrecord: Any
    quantity: int
    unit_rupiah: int

    @property
    def price_rupiah(self) -> int:
        return self.quantity * self.unit_rupiah


@dataclass(frozen=True)
class CounterGroup:
    """The lines of one seller: what `split` asks for."""

    partner: Any
    lines: tuple[CounterLine, ...]

    @property
    def goods_rupiah(self) -> int:
        return sum(line.price_rupiah for line in self.lines)


@dataclass(frozen=True)
class Sale:
    """What was agreed. `carriages` by Partner id; `key` is the operation's, so that it is one order for ever."""

    groups: Sequence[CounterGroup]
    carriages: Mapping[int, Carriage]
    address: ShippingAddress
    key: str
    pay_by: datetime
    buyer_name: str = ""
    buyer_phone: str = ""

    @property
    def goods_rupiah(self) -> int:
        return sum(group.goods_rupiah for group in self.groups)

    @property
    def postage_rupiah(self) -> int:
        return sum(one.postage_rupiah for one in self.carriages.values())

    @property
    def total_rupiah(self) -> int:
        return self.goods_rupiah + self.postage_rupiah


def groups_of(lines: Sequence[CounterLine]) -> list[CounterGroup]:
    found: dict[Any, list[CounterLine]] = {}
    for line in lines:
        found.setdefault(line.product.partner, []).append(line)
    return [CounterGroup(partner, tuple(mine)) for partner, mine in found.items()]


def place(sale: Sale) -> tuple[Order, list[SellerOrder]]:
    """Write order, parts and lines, and promise the goods. `OutOfStock` names the good that is not there."""
    lines = sorted((line for group in sale.groups for line in group.lines), key=lambda line: line.stockrecord.pk)
    for line in lines:
        try:
            line.stockrecord.allocate(line.quantity)
        except OutOfStock as error:
            title = line.product.get_title()
            raise OutOfStock(
                _("%(title)s: stok tidak cukup.") % {"title": title}, data={"product": line.product.pk, "title": title}
            ) from error
    sale.address.save()
    total, postage = Decimal(sale.total_rupiah), Decimal(sale.postage_rupiah)
    order = Order.objects.create(
        number=order_number(), currency=settings.OSCAR_DEFAULT_CURRENCY, site=Site.objects.get_current(),
        total_incl_tax=total, total_excl_tax=total, shipping_incl_tax=postage, shipping_excl_tax=postage,
        shipping_method=_("Toko smart"), shipping_code=SOURCE, shipping_address=sale.address,
        status=settings.OSCAR_INITIAL_ORDER_STATUS, placement_key=sale.key, source=SOURCE, pay_by=sale.pay_by,
        buyer_name=sale.buyer_name, buyer_phone=sale.buyer_phone, date_placed=now(),
    )  # fmt: skip
    parts = split(order, sale.groups, sale.carriages)
    written = Line.objects.bulk_create([_line(order, line, parts) for line in lines])
    LinePrice.objects.bulk_create(
        LinePrice(
            order=order, line=row, quantity=row.quantity, price_incl_tax=row.unit_price_incl_tax,
            price_excl_tax=row.unit_price_incl_tax,
        )
        for row in written
    )  # fmt: skip
    return order, list(parts.values())


def _line(order: Order, line: CounterLine, parts: Mapping[int, SellerOrder]) -> Line:
    product, price, unit = line.product, Decimal(line.price_rupiah), Decimal(line.unit_rupiah)
    return Line(
        order=order, partner=product.partner, partner_name=product.partner.name,
        partner_sku=line.stockrecord.partner_sku, stockrecord=line.stockrecord, product=product,
        title=product.get_title(), upc=product.upc, quantity=line.quantity, line_price_incl_tax=price,
        line_price_excl_tax=price, line_price_before_discounts_incl_tax=price,
        line_price_before_discounts_excl_tax=price, unit_price_incl_tax=unit, unit_price_excl_tax=unit,
        num_allocated=line.quantity, seller_order=parts[product.partner_id], unit=product.unit,
        step_thousandths=product.step_thousandths, weight_grams=product.weight_grams,
    )  # fmt: skip


def bill(order: Order, warung_id: int) -> PaymentAttempt:
    """Let the order be paid in cash at this counter, by the code of the attempt."""
    return attempts.open_attempt(order, code=CASH, warung_id=warung_id, is_first=True)


def paid_in_cash(
    order: Order, parts: list[SellerOrder], warung_id: int, tendered_rupiah: int, *, by: str, key: str
) -> cash.Taken:
    """The neighbour has paid over the counter, at once, in the transaction that wrote the order."""
    held = paid.Held(order, parts, bill(order, warung_id), is_new=True)
    return cash.take_held(held, warung_id=warung_id, taken_rupiah=tendered_rupiah, by=by, key=key)


def on_credit(order: Order, parts: list[SellerOrder], warung_id: int) -> PaymentAttempt:
    """The warung answers for the neighbour: the sellers get the order as paid, the neighbour owes the warung."""
    attempt = attempts.open_attempt(order, code=KASBON, warung_id=warung_id, is_first=True)
    status = PaymentStatus(
        attempt.reference, PaymentState.PAID, attempt.amount_rupiah, method=KASBON, occurred_at=now()
    )
    paid.mark_paid(Fact(attempt.pk, order.pk, PaymentState.PAID, status), paid.Held(order, parts, attempt, is_new=True))
    return attempt
