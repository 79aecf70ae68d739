"""Cursor pages: an opaque word that says where the next page begins, so that goods that come or go shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

PAGE = 20
MAX_PAGE = 50
MAX_CURSOR = 200  # letters
Item = TypeVar("Item")


def encode(place: Sequence[Any]) -> str:
    """The place of the last row shown, as one word of an address."""
    return base64.urlsafe_b64encode(json.dumps(list(place), separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[Any] | None:
    """The place that `encode` wrote, of exactly these kinds; None for an empty cursor, a refusal for any other."""
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        place = None
    if not isinstance(place, list) or [type(one) for one in place] != list(kinds) or not all(map(_is_sane, place)):
        raise ValidationError({"cursor": _("Penunjuk halaman ini tidak dikenal. Mulai lagi dari halaman pertama.")})
    return place


def _is_sane(value: int | str) -> bool:
    """What a database takes: no number beyond a row's id, no NUL."""
    return 0 < value < 2**31 if isinstance(value, int) else "\0" not in value and value.isprintable()


def sheet(
    request: Request,
    rows: Sequence[Item],
    limit: int,
    place: Callable[[Item], Sequence[Any]],
    show: Callable[[Item], Any],
) -> dict[str, Any]:
    """`{"next": address or null, "results": […]}` of rows of which one more than `limit` was read."""
    more, shown = len(rows) > limit, rows[:limit]
    return {
        "next": following(request, place(shown[-1])) if more else None,
        "results": [show(row) for row in shown],
    }


def following(request: Request, place: Sequence[Any]) -> str:
    """This very address with another cursor."""
    query = request.query_params.copy()
    query["cursor"] = encode(place)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
