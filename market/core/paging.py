"""The links of a paged list, for components/pagination.html."""

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

PARAMETER = "hal"


def links(page: Page[Any], query: QueryDict) -> dict[str, Any]:
    """Where the pages before and after are; everything else in the address stays."""
    before = page.previous_page_number() if page.has_previous() else 0
    after = page.next_page_number() if page.has_next() else 0
    return {
        "number": page.number,
        "count": page.paginator.num_pages,
        "previous_url": _url(query, before),
        "next_url": _url(query, after),
    }


def _url(query: QueryDict, number: int) -> str:
    if not number:
        return ""
    changed = query.copy()
    changed[PARAMETER] = str(number)
    return f"?{changed.urlencode()}"
