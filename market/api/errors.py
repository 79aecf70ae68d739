"""Every error of the API as `application/problem+json` (RFC 9457): type, title, status, detail, code, errors."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from market.core.errors import MarketError

CONTENT_TYPE = "application/problem+json"


def problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The body of one error; `errors` has a row for each mistake in what was asked."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return body | ({"errors": errors} if errors else {})


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook: our own errors and DRF's in one shape; None lets a surprise reach the log as a 500."""
    if isinstance(error, MarketError):
        body = problem(error.http_status, error.code, str(error.message) or _("Permintaan tidak dapat dijalankan."))
        return Response(body, status=error.http_status, content_type=CONTENT_TYPE)
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = _body(error, response.status_code)
    response.content_type = CONTENT_TYPE
    return response


def _body(error: Exception, status: int) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        return problem(status, "invalid", _("Periksa lagi isian ini."), list(_mistakes(error.detail)))
    if isinstance(error, Http404 | NotFound):
        return problem(404, "not_found", _("Tidak ditemukan."))
    if isinstance(error, PermissionDenied):
        return problem(403, "not_allowed", _("Tidak diizinkan."))
    if isinstance(error, APIException):
        codes = error.get_codes()
        return problem(status, codes if isinstance(codes, str) else "error", str(error.detail))
    return problem(status, "error", _("Permintaan tidak dapat dijalankan."))


def _mistakes(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """`{"pointer": "/village", "code": …, "detail": …}` for each mistake, however deep it lies."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _mistakes(inner, f"{pointer}/{name}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from _mistakes(inner, pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}
