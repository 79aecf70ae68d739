"""`{% load trust %}`: what stands on other rooms' pages about complaints."""

from typing import Any

from django import template

from market.order.models import SellerOrder
from market.partner.models import Partner

register = template.Library()


@register.inclusion_tag("trust/seller_complaints.html", takes_context=True)
def complaints_of(context: Any, part: SellerOrder) -> dict[str, Any]:
    """The complaints of a part, on its seller's page. One query."""
    return {"complaints": list(part.complaints.order_by("-pk")), "part": part, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("trust/shop_notice.html")
def shop_notice(shop: Partner) -> dict[str, Any]:
    """Whether the shop is stopped, and the way to its record; no query."""
    return {"shop": shop}
