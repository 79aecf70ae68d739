"""The rules of trade that a store sets for itself. What an order was placed under is frozen on its rows."""

from market.settings.env import flag, number, text

COMMISSION_BASIS_POINTS = number("COMMISSION_BASIS_POINTS", 500)  # of the goods, not of the postage
HOLD_DAYS = number("HOLD_DAYS", 3)  # from delivery to release; never less than two whole working days
GOODS_REVIEW = flag("GOODS_REVIEW", True)  # new goods wait for the operator before the public sees them
PRICE_REVIEW_PERCENT = number("PRICE_REVIEW_PERCENT", 50)  # a live price that moves by more waits for the operator
RETURN_REFUNDS_POSTAGE = flag("RETURN_REFUNDS_POSTAGE", False)  # a parcel that came back: also the way there
LOSS_PAYS_SELLER = flag("LOSS_PAYS_SELLER", True)  # a parcel that a courier lost: its seller is paid by the house
POSTAGE_DIFFERENCE_BY = text("POSTAGE_DIFFERENCE_BY", "house")  # who bears what a courier bills beyond: house, seller
ANSWER_HOURS = number("ANSWER_HOURS", 24)  # a seller should have accepted by then; buyer and operator are told
ANSWER_LIMIT_HOURS = number("ANSWER_LIMIT_HOURS", 48)  # after this the part is called off, all money goes back
GUEST_ADDRESS_DAYS = number("GUEST_ADDRESS_DAYS", 365)  # after that a guest's finished order names nobody
PAY_WITHIN_MINUTES = number("PAY_WITHIN_MINUTES", 24 * 60)
VA_FROM_RUPIAH = number("VA_FROM_RUPIAH", 150_000)  # a virtual account costs the house Rp4.440, whatever the order

# Oscar's statuses follow our states, for its dashboard; what an order's state is, our own rows say.
OSCAR_INITIAL_ORDER_STATUS = "unpaid"
OSCAR_ORDER_STATUS_PIPELINE = {
    "unpaid": ("paid", "expired", "cancelled"),
    "expired": ("paid",),
    "paid": ("done", "cancelled"),
    "done": (),
    "cancelled": (),
}

# The couriers' public pages; {awb} is put in where a page takes the number in its address.
TRACKING_PAGES = {
    "jne": text("JNE_TRACKING_PAGE", "https://www.jne.co.id/tracking-package"),
    "pos": text("POS_TRACKING_PAGE", "https://www.posindonesia.co.id/id/tracking"),
}
