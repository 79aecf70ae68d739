"""The rules of trade that a store sets for itself. What an order was placed under is frozen on its rows."""

from market.settings.env import number

COMMISSION_BASIS_POINTS = number("COMMISSION_BASIS_POINTS", 500)  # of the goods, not of the postage
PAY_WITHIN_MINUTES = number("PAY_WITHIN_MINUTES", 24 * 60)

# Oscar's statuses follow our states, for its dashboard; what an order's state is, our own rows say.
OSCAR_INITIAL_ORDER_STATUS = "unpaid"
OSCAR_ORDER_STATUS_PIPELINE = {
    "unpaid": ("paid", "expired", "cancelled"),
    "expired": ("paid",),
    "paid": ("done", "cancelled"),
    "done": (),
    "cancelled": (),
}
