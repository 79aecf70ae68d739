"""`{% load trust %}`: what stands on other rooms' pages about complaints."""

from typing import Any

from django import template

from market.order.models import SellerOrder

register = template.Library()


@register.inclusion_tag("trust/seller_complaints.html", takes_context=True)
def complaints_of(context: Any, part: SellerOrder) -> dict[str, Any]:
    """The complaints of a part, on its seller's page. One query."""
    return {"complaints": list(part.complaints.order_by("-pk")), "part": part, "csrf_token": context.get("csrf_token")}
