"""The number on the basket in the bar. It is told by a cookie, so that no reading page asks the database for it.

Whoever changes a basket calls `write` with the number of lines. The number only adorns: nothing is decided by it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "isi_keranjang"
MOST_SHOWN = 99


def read(request: HttpRequest) -> int:
    """The number of lines, 0 when unknown; never an error, the cookie may hold anything."""
    text = request.COOKIES.get(COOKIE, "")
    return min(int(text), MOST_SHOWN) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def write(response: HttpResponse, lines: int) -> None:
    """Remember the number of lines; an empty basket takes the cookie away."""
    if lines:
        response.set_cookie(
            COOKIE,
            str(lines),
            max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
