"""The floor under every page: one Django view without middleware (in process), and the same behind granian."""

import os
import threading
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

BUILDING = threading.Lock()


def ok(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("", ok)]


def application(environ: Any, start_response: Any) -> Any:
    """Built at the first request, so that importing the routes alone sets up nothing."""
    with BUILDING:  # the server asks with several threads at once
        built = _built()
    return built(environ, start_response)


def _built(kept: list[Any] = []) -> Any:  # noqa: B006  the one of this process
    if not kept:
        from django.conf import settings
        from django.core.wsgi import get_wsgi_application

        if not settings.configured:
            settings.configure(
                ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"], SECRET_KEY=os.urandom(16).hex()
            )
        kept.append(get_wsgi_application())
    return kept[0]
