"""Oscar's seams that we fill. A new Oscar that changes one of these signatures must be read before it is used."""

import inspect

import pytest
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.apps.basket.middleware import BasketMiddleware
from oscar.apps.order.abstract_models import AbstractLine as AbstractOrderLine
from oscar.apps.order.processing import EventHandler
from oscar.apps.order.utils import OrderCreator, OrderNumberGenerator
from oscar.apps.partner.abstract_models import AbstractStockRecord
from oscar.apps.partner.strategy import Selector, Structured
from oscar.core.loading import get_class

HOOKS = {
    OrderCreator.place_order: (
        "self, basket, total, shipping_method, shipping_charge, user=None, shipping_address=None, "
        "billing_address=None, order_number=None, status=None, request=None, surcharges=None, **kwargs"
    ),
    OrderCreator.create_order_model: (
        "self, user, basket, shipping_address, shipping_method, shipping_charge, billing_address, total, order_number, "
        "status, request=None, surcharges=None, **extra_order_fields"
    ),
    OrderCreator.create_line_models: "self, order, basket_line, extra_line_fields=None",
    OrderCreator.create_line_price_models: "self, order, order_line, basket_line",
    OrderCreator.create_line_attributes: "self, order, order_line, basket_line",
    OrderCreator.update_stock_records: "self, line",
    OrderNumberGenerator.order_number: "self, basket",
    AbstractBasket.all_lines: "self",
    AbstractBasket.add_product: "self, product, quantity=1, options=None",
    AbstractBasket.freeze: "self",
    AbstractBasket.thaw: "self",
    AbstractBasket.submit: "self",
    AbstractBasket._create_line_reference: "self, product, stockrecord, options",
    AbstractLine.get_price_breakdown: "self",
    AbstractOrderLine.cancel_allocation: "self, quantity",
    AbstractStockRecord.allocate: "self, quantity",
    AbstractStockRecord.cancel_allocation: "self, quantity",
    AbstractStockRecord.consume_allocation: "self, quantity",
    BasketMiddleware.get_basket: "self, request",
    BasketMiddleware.apply_offers_to_basket: "self, request, basket",
    BasketMiddleware.process_template_response: "self, request, response",
    BasketMiddleware.get_cookie_basket: "self, cookie_key, request, manager",
    Structured.fetch_for_product: "self, product, stockrecord=None",
    Structured.fetch_for_line: "self, line, stockrecord=None",
    Structured.select_stockrecord: "self, product",
    Structured.pricing_policy: "self, product, stockrecord",
    Structured.availability_policy: "self, product, stockrecord",
    Selector.strategy: "self, request=None, user=None, **kwargs",
    EventHandler.__init__: "self, user=None, **kwargs",
}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__qualname__)
def test_the_hook_is_as_we_know_it(hook):
    assert str(inspect.signature(hook)) == f"({HOOKS[hook]})"


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("order.utils", "OrderCreator"),
        ("order.utils", "OrderNumberGenerator"),
        ("order.processing", "EventHandler"),
        ("partner.strategy", "Selector"),
    ],
)
def test_oscar_finds_ours(module, name):
    assert get_class(module, name).__module__ == f"market.{module}"
