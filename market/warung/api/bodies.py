"""What a tablet may send: JSON, perhaps gzipped, at most 1 MB after unpacking. Each shape names its mistakes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from market.warung.api.problems import TooLarge
from market.warung.relay import sealing

MOST_BYTES = 1_000_000
GZIP_WINDOW = 31
DEEPEST = 30
Shape = serializers.Serializer[Any]


class PackedJSON(JSONParser):
    """JSON as it comes, or gzipped; never more than `MOST_BYTES` in memory, never deeper than `DEEPEST`."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        request = (parser_context or {}).get("request")
        body = stream.read(MOST_BYTES + 1)
        packed = request is not None and request.headers.get("Content-Encoding", "").lower() == "gzip"
        if packed and len(body) <= MOST_BYTES:
            body = unpacked(body)
        if len(body) > MOST_BYTES:
            raise TooLarge(_("Isi permintaan terlalu besar."))
        if too_deep(body):
            raise ParseError("nested too deeply")
        try:
            return super().parse(io.BytesIO(body), media_type, parser_context)
        except (RecursionError, UnicodeDecodeError) as error:
            raise ParseError(str(error)) from error


def unpacked(body: bytes) -> bytes:
    """The unpacked body; one byte more than allowed at most. `ParseError` for what is not gzip."""
    worker = zlib.decompressobj(GZIP_WINDOW)
    try:
        found = worker.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise ParseError(str(error)) from error
    if not worker.eof and len(found) <= MOST_BYTES:
        raise ParseError("cut off")
    return found


def too_deep(body: bytes) -> bool:
    """Whether brackets nest deeper than any shape of ours; brackets inside texts count too, harmlessly."""
    depth = 0
    for sign in body:
        if sign in b"[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif sign in b"]}":
            depth -= 1
    return False


class PairBody(Shape):
    code = serializers.CharField(max_length=40)
    model = serializers.CharField(max_length=80, allow_blank=True, default="")
    os = serializers.CharField(max_length=80, allow_blank=True, default="")
    app_version = serializers.CharField(max_length=20, allow_blank=True, default="")
    public_key = serializers.CharField(
        max_length=100, allow_blank=True, default="", help_text="P-256, raw point, base64; for sealed packets (relay)"
    )

    def validate_public_key(self, key: str) -> str:
        try:
            return key if not key or sealing.point(key) else ""
        except sealing.NotSealed as error:
            raise serializers.ValidationError(_("Kunci tablet ini tidak dikenal bentuknya.")) from error


class ChangesQuery(Shape):
    after = serializers.CharField(max_length=200, allow_blank=True, default="", help_text="`next` of the page before")
    limit = serializers.IntegerField(min_value=1, max_value=1_000, default=500)


class OperationBody(Shape):
    """One thing that the tablet did. `data` is as docs/warung-api.md says for its kind."""

    id = serializers.UUIDField()
    seq = serializers.IntegerField(min_value=0, max_value=2**62, default=0)
    kind = serializers.CharField(max_length=30)
    made_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    staff = serializers.IntegerField(min_value=1, max_value=2**62, required=False, allow_null=True, default=None)
    shift = serializers.UUIDField(required=False, allow_null=True, default=None)
    based_on = serializers.CharField(max_length=200, allow_blank=True, allow_null=True, default="")
    data = serializers.DictField(default=dict)


class BatchBody(Shape):
    operations = serializers.ListField(child=serializers.DictField(), max_length=50, allow_empty=True)
    now = serializers.DateTimeField(required=False, help_text="the tablet's clock, to see how wrong it is")


class BatchShape(Shape):
    """For the description; in fact each operation is read by itself, so that a bad one stops no other."""

    operations = OperationBody(many=True)
    now = serializers.DateTimeField(required=False, help_text="the tablet's clock, to see how wrong it is")


class StatusBody(Shape):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=200, allow_empty=True)


def min_version() -> tuple[int, ...]:
    return version(settings.WARUNG_MIN_APP_VERSION)


def version(text: str) -> tuple[int, ...]:
    """`1.12.0-beta` as (1, 12, 0); empty for what is no version."""
    numbers: list[int] = []
    for part in text.split("-")[0].split("."):
        if not (part.isascii() and part.isdecimal() and len(part) < 8):
            break
        numbers.append(int(part))
    return tuple(numbers)
