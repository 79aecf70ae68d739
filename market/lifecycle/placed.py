"""The step from a basket to an order: one transaction, one order, nothing promised that is not there.

The basket is taken by a conditional UPDATE (on PostgreSQL its row stays locked until the end), read anew, and compared
with what the buyer agreed to. Then everything is written or nothing: address, Order, SellerOrders, lines, stock, the
first PaymentAttempt. Whoever comes second, by a double press or from another tab, gets the order of the first.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from oscar.core.prices import Price

from market.basket.groups import Group, groups_of
from market.basket.models import Basket
from market.core.errors import MarketError, PriceChanged, RuleBroken, WrongState
from market.order import numbers
from market.order.models import Order, ShippingAddress
from market.order.split import Carriage
from market.order.utils import OrderCreator
from market.payments import attempts, tasks
from market.shipping import quotes
from market.shipping.models import Quote
from market.shipping.parcels import parcel_of
from market.shipping.repository import PerSeller


@dataclass(frozen=True)
class Wish:
    """What the buyer agreed to. `choices`: quote references by Partner id; `address` is not stored yet.

    `agreed` is the fingerprint of the page on which the button was pressed; `key` makes a repeated press recognisable.
    """

    basket: Basket
    choices: Mapping[int, str]
    address: ShippingAddress
    agreed: str
    key: str
    buyer_name: str
    buyer_phone: str
    buyer_email: str = ""
    user: Any = None
    gateway: str = ""  # the code of settings.GATEWAYS; empty: the store's own choice
    method: str = ""  # a way of market.payments.ways; empty: the buyer chooses on the gateway's page
    source: str = "web"
    warung_id: int | None = None  # the counter, when `gateway` is cash


@dataclass(frozen=True)
class Bill:
    """The groups of a basket with the promise of postage for each: what is to be paid, in whole rupiah."""

    groups: Sequence[Group]
    quotes: Mapping[int, Quote] = field(default_factory=dict)

    @property
    def goods_rupiah(self) -> int:
        return sum(group.goods_rupiah for group in self.groups)

    @property
    def postage_rupiah(self) -> int:
        return sum(quote.amount_rupiah for quote in self.quotes.values())

    @property
    def total_rupiah(self) -> int:
        return self.goods_rupiah + self.postage_rupiah

    def fingerprint(self, address: ShippingAddress) -> str:
        """A digest of all that the buyer sees and agrees to: goods, prices, couriers, postage, where to."""
        lines = [(x.stockrecord_id, x.quantity, x.price_rupiah) for group in self.groups for x in group.lines]
        carried = [(id_, q.courier_code, q.service_code, q.amount_rupiah) for id_, q in sorted(self.quotes.items())]
        facts = [sorted(lines), carried, address.village_id, address.postcode, address.line1, self.total_rupiah]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def place(wish: Wish) -> Order:
    """The order for this basket: a new one, or the one that was placed from it before. May be repeated.

    Raises what the buyer has to decide anew, with nothing written: `PriceChanged`, `QuoteExpired`, `OutOfStock`,
    `RuleBroken` (closed shop, empty basket). The gateway is called by a worker after the commit; the buyer's page waits
    for it, and can call it itself when no worker comes (market/checkout/paying.py).
    """
    try:
        with transaction.atomic():
            return _place(wish)
    except MarketError as error:
        wish.basket.status = Basket.OPEN  # the database has taken it back; so does the object in hand
        order = order_of(wish.basket) if isinstance(error, WrongState) else None
        if order is None:
            raise
        return order


def order_of(basket: Basket) -> Order | None:
    """The order that was placed from this basket."""
    return Order.objects.filter(basket_id=basket.pk).first()


def _place(wish: Wish) -> Order:
    basket = wish.basket
    basket.freeze()
    basket.keep_up()
    bill = _still_agreed(wish, groups_of(basket))
    wish.address.save()
    order = OrderCreator().place_order(
        basket=basket,
        total=_price(bill.total_rupiah),
        shipping_method=PerSeller(bill.quotes),
        shipping_charge=_price(bill.postage_rupiah),
        user=wish.user,
        shipping_address=wish.address,
        carriages={group.partner.pk: _carriage(group, bill.quotes[group.partner.pk]) for group in bill.groups},
        secret=numbers.secret(),
        placement_key=wish.key,
        buyer_name=wish.buyer_name,
        buyer_phone=wish.buyer_phone,
        guest_email=wish.buyer_email,
        source=wish.source,
        pay_by=now() + timedelta(minutes=settings.PAY_WITHIN_MINUTES),
    )
    attempt = attempts.open_attempt(order, code=wish.gateway, method=wish.method, warung_id=wish.warung_id)
    basket.submit()
    tasks.present_attempt.delay_on_commit(attempt.pk)
    return order


def _still_agreed(wish: Wish, groups: Sequence[Group]) -> Bill:
    """The bill as of now, if it is the one the buyer saw; else the error that says what has changed."""
    if not groups:
        raise RuleBroken(_("Keranjang masih kosong."), code="basket_empty")
    changed = [line for group in groups for line in group.lines if line.price_changed]
    if changed:
        raise PriceChanged(_("Harga berubah. Periksa harga yang baru."), data={"lines": [x.pk for x in changed]})
    for group in groups:
        for line in group.lines:
            if line.trouble:
                raise RuleBroken(f"{line.product.get_title()}: {line.trouble}", code="not_for_sale")
    near = quotes.near_of(wish.address)
    bill = Bill(groups, quotes.honour(wish.choices, groups, wish.address.village, wish.address.postcode, near))
    if bill.fingerprint(wish.address) != wish.agreed:
        raise PriceChanged(_("Pesanan ini berubah sejak terakhir dilihat. Periksa sekali lagi."))
    return bill


def _carriage(group: Group, quote: Quote) -> Carriage:
    return Carriage(
        courier_code=quote.courier_code,
        service_code=quote.service_code,
        service_name=quote.service_name,
        postage_rupiah=quote.amount_rupiah,
        quote_reference=quote.reference,
        weight_grams=parcel_of(group.lines).weight_grams,
        is_estimated=quote.estimated,
        days_from=quote.days_from,
        days_to=quote.days_to,
    )


def _price(amount_rupiah: int) -> Price:
    amount = Decimal(amount_rupiah)
    return Price(currency=settings.OSCAR_DEFAULT_CURRENCY, excl_tax=amount, incl_tax=amount)
