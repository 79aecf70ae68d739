"""Connections whose every read, of headers as of body, ends at one moment: the deadline that the calling thread set.

Measured reason: time-outs of `requests` are per read, so a server that drips a byte now and then (headers too) held a
call of 3 seconds for 14.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

LEAST_SECONDS = 0.001

_thread = threading.local()


@contextmanager
def deadline(ends_at: float) -> Iterator[None]:
    """Reads of this thread's connections end at `ends_at` (of time.monotonic) while this lasts."""
    _thread.ends_at = ends_at
    try:
        yield
    finally:
        _thread.ends_at = None


class _TimedReads(io.RawIOBase):
    """A socket's stream that may wait only for what is left until the deadline."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._sock, self._raw = sock, raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        ends_at = getattr(_thread, "ends_at", None)
        if ends_at is not None:
            left = ends_at - time.monotonic()
            if left <= 0:
                raise TimeoutError("the deadline has passed")
            self._sock.settimeout(max(left, LEAST_SECONDS))
        return cast("int | None", self._raw.readinto(buffer))  # type: ignore[attr-defined]

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp = io.BufferedReader(_TimedReads(sock, self.fp.detach()))  # type: ignore[attr-defined]


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class DeadlineAdapter(HTTPAdapter):
    """`requests`' own adapter over connections that keep the deadline."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more)  # type: ignore[no-untyped-call]
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
