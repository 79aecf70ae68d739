"""Who of the desk may touch what about people and goods: every page here fetches its rows through these functions."""

from typing import Any

from django.db.models import QuerySet

from market.catalogue.models import Product
from market.core.errors import NotFound
from market.order.models import Complaint, Review
from market.partner.models import Partner
from market.users.access import DeskRequest, desk_page, operator_page
from market.users.models import Role
from sellers.models import Application

people_page = desk_page(Role.Kind.OPERATOR, Role.Kind.SUPPORT)
village_page = operator_page


def is_of_the_house(request: DeskRequest) -> bool:
    """Whether this person helps everywhere (Role support), not in villages of their own alone."""
    return Role.Kind.SUPPORT in request.kinds


def complaints_for(request: DeskRequest) -> QuerySet[Complaint]:
    """The complaints about sellers of this person's villages; for the support of the house, all."""
    rows = Complaint.objects.select_related("seller_order__partner__village", "seller_order__order")
    if is_of_the_house(request):
        return rows
    return rows.filter(seller_order__partner__village__in=request.village_codes)


def complaint_for(request: DeskRequest, number: str) -> Complaint:
    """One of them; `NotFound` for another village's."""
    return _one(complaints_for(request).filter(number=number), number)


def reviews_for(request: DeskRequest) -> QuerySet[Review]:
    """What buyers said of goods of these villages' sellers; for the support of the house, all."""
    rows = Review.objects.select_related("partner", "product")
    return rows if is_of_the_house(request) else rows.filter(partner__village__in=request.village_codes)


def review_for(request: DeskRequest, pk: int) -> Review:
    return _one(reviews_for(request).filter(pk=pk), str(pk))


def applications_for(request: DeskRequest) -> QuerySet[Application]:
    return Application.objects.filter(village__in=request.village_codes).select_related("village", "partner")


def application_for(request: DeskRequest, number: str) -> Application:
    return _one(applications_for(request).filter(number=number), number)


def goods_for(request: DeskRequest) -> QuerySet[Product]:
    """All goods of sellers of these villages, live or not."""
    rows = Product.objects.filter(partner__village__in=request.village_codes)
    return rows.select_related("partner__village", "village")


def good_for(request: DeskRequest, pk: int) -> Product:
    return _one(goods_for(request).filter(pk=pk), str(pk))


def shops_for(request: DeskRequest) -> QuerySet[Partner]:
    return Partner.objects.filter(village__in=request.village_codes).select_related("village")


def shop_for(request: DeskRequest, code: str) -> Partner:
    return _one(shops_for(request).filter(code=code), code)


def _one(rows: QuerySet[Any], what: str) -> Any:
    found = rows.first()
    if found is None:
        raise NotFound(what)
    return found
