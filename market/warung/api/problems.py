"""Every error of the tablets' API as `application/problem+json` (RFC 9457), with the codes of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from market.core.errors import MarketError, NotFound, OutsideError

CONTENT_TYPE = "application/problem+json"
BUSY_SECONDS = 5
CODES = {401: "unauthenticated", 404: "not_found", 405: "method_not_allowed", 406: "not_acceptable", 413: "too_large",
         415: "unsupported", 426: "too_old", 429: "too_many", 503: "busy"}  # fmt: skip


class TooOld(exceptions.APIException):
    status_code = 426
    default_code = "too_old"


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"


class Revoked(exceptions.AuthenticationFailed):
    default_code = "device_revoked"


def problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, "code": code,
    }  # fmt: skip
    return body | ({"errors": errors} if errors else {})


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The hook of every view here; None lets a surprise reach the log as a 500."""
    if isinstance(error, OutsideError):
        return _answer(503, "busy", _("Layanan luar belum menjawab. Coba lagi sebentar."), after=BUSY_SECONDS)
    if isinstance(error, MarketError):
        if error.code == "invalid":
            detail = str(error.message)
            pointer = str(error.data.get("pointer", ""))
            return _answer(400, "invalid", detail, [{"pointer": pointer, "code": "invalid", "detail": detail}])
        if isinstance(error, NotFound):
            return _answer(404, "not_found", _("Tidak ditemukan."))
        return _answer(error.http_status, error.code, str(error.message) or _("Permintaan tidak dapat dijalankan."))
    if isinstance(error, OperationalError):
        return _answer(503, "busy", _("Server sedang sibuk. Tablet akan mencoba lagi."), after=BUSY_SECONDS)
    if isinstance(error, Http404):
        return _answer(404, "not_found", _("Tidak ditemukan."))
    return _of_framework(error) if isinstance(error, exceptions.APIException) else None


def _of_framework(error: exceptions.APIException) -> Response:
    status = error.status_code
    if isinstance(error, exceptions.ValidationError):
        return _answer(400, "invalid", _("Periksa lagi isian ini."), list(mistakes(error.detail)))
    if isinstance(error, exceptions.ParseError):
        return _answer(400, "invalid", _("Isi permintaan bukan JSON yang benar."))
    if isinstance(error, exceptions.Throttled):
        wait = max(int(error.wait or 1), 1)
        return _answer(429, "too_many", _("Terlalu banyak permintaan. Tunggu sebentar."), after=wait)
    if isinstance(error, exceptions.AuthenticationFailed | exceptions.NotAuthenticated):
        code = str(error.get_codes()) if isinstance(error, Revoked) else "unauthenticated"
        response = _answer(401, code, str(error.detail) if code == "device_revoked" else _("Tablet ini tidak dikenal."))
        response["WWW-Authenticate"] = "Device"
        return response
    return _answer(status, CODES.get(status, "invalid"), str(error.detail))


def _answer(
    status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None, *, after: int = 0
) -> Response:
    response = Response(problem(status, code, detail, errors), status=status, content_type=CONTENT_TYPE)
    if after:
        response["Retry-After"] = str(after)
    return response


def mistakes(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """`{"pointer": "/lines/0/quantity", "code": …, "detail": …}` for each mistake, however deep it lies."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from mistakes(inner, f"{pointer}/{name}")
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            deeper = isinstance(inner, dict | list)
            yield from mistakes(inner, f"{pointer}/{number}" if deeper else pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}
