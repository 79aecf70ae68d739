"""Reading pages are the same for all who carry no cookie, so a cache in front may hold them for a short while."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

SHARED_SECONDS = 30

View = Callable[..., HttpResponse]


def shared(view: View) -> View:
    """A page for all: a shared cache may keep it for `SHARED_SECONDS`, the visitor's own device asks each time (304).

    A visitor with a cookie gets a page of their own (language, basket number), which no shared cache may keep.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
        return response

    return marked
