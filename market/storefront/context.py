"""What every page knows about the place it is in. No query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from market.basket import badge


def site(request: HttpRequest) -> dict[str, Any]:
    """The house, who runs it (TL-08), and how many goods lie in the visitor's basket (from a cookie)."""
    return {
        "site_name": settings.SITE_NAME,
        "operator": settings.OPERATOR,
        "basket_count": badge.read(request),
    }
