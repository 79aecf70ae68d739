"""One way out of the house: `requests` with a total deadline, a size cap, no redirects, and no secret in a log.

Measured reason: `requests` with timeout=3 against a server that drips bytes came back after 14 s, because its time-out
is per read. So the body is read in pieces against one deadline and against a size cap.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from market.core.errors import Nonsense, OutsideError, Unclear, Unreachable

CONNECT_SECONDS = 2.0
DEADLINE_SECONDS = 8.0
MAX_BODY_BYTES = 2_000_000
PIECE_BYTES = 16_384
POOL_SIZE = 8
MAX_JSON_DEPTH = 60
USER_AGENT = "LumbungDesa/1.0"
SECRET_WORDS = (
    "api_key",
    "apikey",
    "authorization",
    "password",
    "secret",
    "server_key",
    "token",
    "username",
    "cookie",
    "x-pos-password",
)
HIDDEN = "[hidden]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, headers (lower-case names) and the raw body, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self, *, provider: str = "", operation: str = "", reference: str = "") -> Any:
        """The body as JSON; `Nonsense` when it is not JSON, nests too deeply, or holds NaN or Infinity."""
        try:
            return json.loads(_not_too_deep(self.body), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise Nonsense(
                f"not JSON ({error.__class__.__name__}): {self.text[:120]!r}",
                provider=provider,
                operation=operation,
                reference=reference,
                data={"status": self.status},
            ) from error


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _not_too_deep(body: bytes) -> bytes:
    depth = deepest = 0
    for byte in body:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    if deepest > MAX_JSON_DEPTH:
        raise ValueError("nested too deeply")
    return body


class Http:
    """A pooled session for one provider, safe to share between threads (each thread has its own session).

    `send` raises `Unreachable` when the request surely did not arrive, `Unclear` when it may have been heard,
    `Nonsense` for a redirect or a body over the cap. It never retries: that is the caller's decision.
    """

    def __init__(self, *, provider: str, user_agent: str = USER_AGENT, ca_bundle: str = "") -> None:
        self.provider = provider
        self._user_agent = user_agent
        self._verify: str | bool = ca_bundle or True
        self._local = threading.local()

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False
            session.headers["User-Agent"] = self._user_agent
            adapter = HTTPAdapter(pool_connections=POOL_SIZE, pool_maxsize=POOL_SIZE, max_retries=0)
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            self._local.session = session
        return session

    def send(
        self,
        method: str,
        url: str,
        *,
        operation: str = "",
        reference: str = "",
        data: Mapping[str, str] | bytes | None = None,
        json_body: Any = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        deadline_seconds: float = DEADLINE_SECONDS,
        max_bytes: int = MAX_BODY_BYTES,
    ) -> Reply:
        """Send one request and read the whole answer within `deadline_seconds` (total, from the call)."""
        where = {"provider": self.provider, "operation": operation, "reference": reference}
        ends_at = time.monotonic() + deadline_seconds
        timeout = (min(CONNECT_SECONDS, deadline_seconds), deadline_seconds)
        try:
            response = self._session().request(
                method,
                url,
                data=data,
                json=json_body,
                headers=dict(headers or {}),
                auth=auth,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
                verify=self._verify,
            )
        except (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise Unreachable(_plain(error), **where) from error
        except requests.exceptions.ConnectionError as error:
            kind = Unreachable if _never_connected(error) else Unclear
            raise kind(_plain(error), **where) from error
        except requests.exceptions.RequestException as error:
            raise Unclear(_plain(error), **where) from error
        with response:
            body = _read(response, ends_at, max_bytes, where)
        if 300 <= response.status_code < 400:
            raise Nonsense(f"redirect {response.status_code} not followed", **where)
        return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


def _read(response: requests.Response, ends_at: float, max_bytes: int, where: dict[str, str]) -> bytes:
    body = bytearray()
    try:
        while True:
            left = ends_at - time.monotonic()
            if left <= 0:
                raise Unclear("answer not finished within the deadline", **where)
            _bound_socket(response, left)
            piece = response.raw.read1(PIECE_BYTES, decode_content=True)
            if not piece:
                break
            body += piece
            if len(body) > max_bytes:
                raise Nonsense(f"answer larger than {max_bytes} bytes", **where)
    except OutsideError:
        raise
    except Exception as error:  # urllib3's family of broken reads, and time-outs of the bare socket
        raise Unclear(_plain(error), **where) from error
    expected = response.headers.get("Content-Length")
    if expected and expected.isdigit() and "Content-Encoding" not in response.headers and len(body) < int(expected):
        raise Unclear("answer cut off", **where)
    return bytes(body)


def _bound_socket(response: requests.Response, left: float) -> None:
    """Shorten the socket's own time-out to what is left, so that one slow read cannot outlive the deadline."""
    connection = getattr(response.raw, "connection", None) or getattr(response.raw, "_connection", None)
    sock = getattr(connection, "sock", None)
    if sock is not None:
        sock.settimeout(max(left, 0.01))


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    text = repr(error)
    return "NewConnectionError" in text or "NameResolutionError" in text or "Connection refused" in text


def _plain(error: Exception) -> str:
    return f"{error.__class__.__name__}"


def redact(value: Any) -> Any:
    """The same structure with every secret-looking value hidden; for logs and for the raw answers kept on rows."""
    if isinstance(value, Mapping):
        return {
            key: HIDDEN if any(word in str(key).lower() for word in SECRET_WORDS) else redact(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [redact(item) for item in value]
    return value
