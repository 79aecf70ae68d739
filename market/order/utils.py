"""Oscar's seam for writing an order. Oscar's `place_order` stays as it is; only its hooks are filled."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.apps.order import utils

from market.basket.groups import groups_of
from market.basket.models import Line as BasketLine
from market.core.errors import OutOfStock
from market.order.models import Line, LinePrice, Order, SellerOrder
from market.order.numbers import order_number
from market.order.split import split


def free_number() -> str:
    """A number that no order has: of 15,000 orders a day two would draw the same one every seventh day."""
    while Order.objects.filter(number=(drawn := order_number())).exists():
        pass
    return drawn


class OrderNumberGenerator(utils.OrderNumberGenerator):
    def order_number(self, basket: Any) -> str:
        """A random number; Oscar's own is the basket's id plus 100,000: guessable, and a second try collides."""
        return free_number()


class OrderCreator(utils.OrderCreator):
    """Writes Order, SellerOrders, lines and prices, and takes the stock, all or nothing.

    Beyond Oscar's arguments `place_order` wants `carriages`: {partner id: split.Carriage}, and the fields of our Order
    (`secret`, `placement_key`, `buyer_name`, `buyer_phone`, `pay_by`). One creator writes one order.
    """

    def __init__(self) -> None:
        self.parts: dict[int, SellerOrder] = {}
        self._prices: list[LinePrice] = []

    def place_order(self, *args: Any, **kwargs: Any) -> Order:
        """Oscar's, with the line prices written in one statement. `OutOfStock` names the good that is not there."""
        kwargs["order_number"] = kwargs.get("order_number") or free_number()
        with transaction.atomic():
            order = super().place_order(*args, **kwargs)
            LinePrice.objects.bulk_create(self._prices)
        return order

    def create_order_model(self, user: Any, basket: Any, *args: Any, **fields: Any) -> Order:
        carriages = fields.pop("carriages")
        order = super().create_order_model(user, basket, *args, **fields)
        self.parts = split(order, groups_of(basket), carriages)
        return order

    def create_line_models(self, order: Order, basket_line: BasketLine, extra_line_fields: Any = None) -> Line:
        product = basket_line.product
        fields = {
            "seller_order": self.parts[basket_line.stockrecord.partner_id],
            "unit": product.unit,
            "step_thousandths": product.step_thousandths,
            "weight_grams": product.weight_grams,
            **(extra_line_fields or {}),
        }
        return super().create_line_models(order, basket_line, fields)

    def create_line_price_models(self, order: Order, order_line: Line, basket_line: BasketLine) -> None:
        self._prices += [
            LinePrice(order=order, line=order_line, quantity=quantity, price_incl_tax=incl_tax, price_excl_tax=excl_tax)
            for incl_tax, excl_tax, quantity in basket_line.get_price_breakdown()
        ]

    def create_line_attributes(self, order: Order, order_line: Line, basket_line: BasketLine) -> None:
        """Our goods have no options to choose, so there is nothing to ask the database for."""

    def update_stock_records(self, line: BasketLine) -> None:
        try:
            line.stockrecord.allocate(line.quantity)
        except OutOfStock as error:
            title = line.product.get_title()
            facts = {**error.data, "product": line.product_id, "title": title}
            raise OutOfStock(_("%(title)s: stok tidak cukup.") % {"title": title}, data=facts) from error
