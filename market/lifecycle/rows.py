"""Taking the rows of an order in the order in which everybody takes them (docs/house.md, section 8): Order, its
SellerOrders, then the rest."""

from django.utils.translation import gettext as _

from market.core.errors import WrongState
from market.order.models import SELLER_ORDER_STATES, Order, SellerOrder
from market.order.processing import EventHandler

State = SellerOrder.State
ROAD = (State.UNPAID, State.NEW, State.ACCEPTED, State.PACKED, State.HANDED_OVER, State.DELIVERED, State.RELEASED)
ENDED = (State.RELEASED, State.CANCELLED, State.RETURNED, State.EXPIRED)


def take_order(order_id: int) -> tuple[Order, list[SellerOrder]]:
    """The order and its parts, locked. Inside a transaction."""
    order = Order.objects.select_for_update().get(pk=order_id)
    rows = SellerOrder.objects.select_for_update(of=("self",)).select_related("partner__village")
    parts = list(rows.filter(order=order).order_by("pk"))
    for part in parts:
        part.order = order
    return order, parts


def take_part(seller_order_id: int) -> SellerOrder:
    """One part, locked with its order and its siblings. Inside a transaction."""
    order_id = SellerOrder.objects.values_list("order_id", flat=True).get(pk=seller_order_id)
    _order, parts = take_order(order_id)
    return next(part for part in parts if part.pk == seller_order_id)


def is_past(part: SellerOrder, state: str) -> bool:
    """Whether the part stands at that state of the good road, or has gone on from it: then the step is done."""
    return part.state in ROAD and ROAD.index(State(part.state)) >= ROAD.index(State(state))


def move(part: SellerOrder, state: str, **facts: object) -> None:
    """Write the new state with its facts; `WrongState`, in words for people, when it does not lead there."""
    try:
        SELLER_ORDER_STATES.check(part.state, state)
    except WrongState as error:
        words = _("Pesanan %(number)s: %(state)s. Langkah ini tidak bisa lagi.")
        facts_shown = {"number": part.number, "state": part.get_state_display()}
        raise WrongState(words % facts_shown, data=error.data) from error
    part.state = state
    for name, value in facts.items():
        setattr(part, name, value)
    part.save(update_fields=["state", *facts])


def end_order(order: Order) -> None:
    """When the last part has ended, Oscar's status says so too."""
    states = set(SellerOrder.objects.filter(order=order).values_list("state", flat=True))
    if states <= set(ENDED):
        EventHandler().status(order, "cancelled" if states <= {State.CANCELLED, State.EXPIRED} else "done")
