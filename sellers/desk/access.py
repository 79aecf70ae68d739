"""Who of the desk may touch what about people and goods: every page here fetches its rows through these functions."""

from django.db.models import QuerySet

from market.core.errors import NotFound
from market.order.models import Complaint
from market.users.access import DeskRequest, desk_page
from market.users.models import Role

people_page = desk_page(Role.Kind.OPERATOR, Role.Kind.SUPPORT)


def is_of_the_house(request: DeskRequest) -> bool:
    """Whether this person helps everywhere (Role support), not in villages of their own alone."""
    return Role.Kind.SUPPORT in request.kinds


def complaints_for(request: DeskRequest) -> QuerySet[Complaint]:
    """The complaints about sellers of this person's villages; for the support of the house, all."""
    rows = Complaint.objects.select_related("seller_order__partner__village", "seller_order__order")
    return rows if is_of_the_house(request) else rows.filter(seller_order__partner__village__in=request.village_codes)


def complaint_for(request: DeskRequest, number: str) -> Complaint:
    """One of them; `NotFound` for another village's."""
    found = complaints_for(request).filter(number=number).first()
    if found is None:
        raise NotFound(number)
    return found
