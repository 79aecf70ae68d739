"""Every kind of operation that a tablet may send."""

from market.warung.counter import choices, drafts, money, orders, parcels, shapes, shifts
from market.warung.counter.base import Kind

KINDS: dict[str, Kind] = {
    "order.create": Kind(shapes.OrderShape, orders.create),
    "order.resolve": Kind(shapes.ResolveShape, choices.resolve),
    "order.cancel": Kind(shapes.CancelShape, choices.cancel),
    "payment.cash": Kind(shapes.CashShape, money.take),
    "parcel.receive": Kind(shapes.ReceiveShape, parcels.receive),
    "parcel.handover": Kind(shapes.HandoverShape, parcels.handover),
    **drafts.KINDS,
    **shifts.KINDS,
}
