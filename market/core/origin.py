"""Forms on pages that carry no cookie: the browser itself says from where a form was sent.

A page with a CSRF token belongs to one visitor and cannot be held by a cache. The two forms that stand on the reading
pages (choose a language, put into the basket) are guarded by the origin instead: a browser sets `Sec-Fetch-Site` or
`Origin` on every POST, and no script can change them. Our session cookie is SameSite=Lax beside, so that a foreign
form would arrive without it anyway.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def is_own(request: HttpRequest) -> bool:
    """Whether the request comes from a page of ours, or from a program that is no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return source is None or urlsplit(source).netloc == request.get_host()


def own_forms_only(view: View) -> View:
    """In place of the CSRF token: refuse every unsafe request that was sent from another site's page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not is_own(request):
            return HttpResponseForbidden(_("Formulir ini dikirim dari situs lain. Buka halaman kami, lalu coba lagi."))
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
