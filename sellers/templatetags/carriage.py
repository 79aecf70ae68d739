"""`{% load carriage %}`: who carries a part or a shipment, as the seller reads it."""

from django import template

from market.order.models import SellerOrder
from market.shipping import registry
from market.shipping.models import Shipment

register = template.Library()


@register.filter
def carrier(of: SellerOrder | Shipment) -> str:
    """`JNE REG`."""
    return registry.service_of(of.courier_code, of.service_name)
