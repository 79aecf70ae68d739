"""The buyer's phone and street: masked until the parcel must be packed, then opened by a noted press (SE-08)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from market.order.models import SellerOrder
from sellers.access import PACK, SellerRequest, seller_order, seller_page
from sellers.models import ContactView

State = SellerOrder.State
NEEDED = (State.ACCEPTED, State.PACKED, State.HANDED_OVER, State.DELIVERED)  # while the parcel is made or on its way


def may_open(part: SellerOrder) -> bool:
    return part.state in NEEDED


def is_open(part: SellerOrder, user_pk: int) -> bool:
    """Whether this person may read it now, and has said so once."""
    return may_open(part) and part.contact_views.filter(user=user_pk).exists()  # type: ignore[attr-defined]


@seller_page(PACK)
@require_POST
def open_contact(request: SellerRequest, number: str) -> HttpResponse:
    """Writes down who looked, once; then the order's page shows it."""
    part = seller_order(request.partner, number)
    if may_open(part):
        ContactView.objects.get_or_create(seller_order=part, user=request.user)
    return redirect("sellers:order", number=number)
