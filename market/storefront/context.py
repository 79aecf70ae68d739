"""What every page knows about the place it is in. No query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    return {"site_name": settings.SITE_NAME}
