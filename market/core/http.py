"""One way out of the house: `requests` with a total deadline, a size cap, no redirects, and no secret in a log.

The body is read in pieces against a size cap, everything against one deadline (deadline.py tells why).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from market.core.deadline import DeadlineAdapter, deadline
from market.core.errors import Nonsense, OutsideError, Unclear, Unreachable

CONNECT_SECONDS = 2.0
DEADLINE_SECONDS = 8.0
MAX_BODY_BYTES = 2_000_000
PIECE_BYTES = 16_384
POOL_SIZE = 8
MAX_JSON_DEPTH = 60
NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
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
    "pass-key",
)
WHOLE_SECRET_NAMES = ("key",)  # a header of RajaOngkir; as a part of a name it would hide too much
ECHOED_WORDS = ("api_key", "apikey", "authorization", "password", "secret", "server_key", "pass-key")
MIN_SECRET_LENGTH = 6
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
    for bracket in body.translate(None, NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
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
            adapter = DeadlineAdapter(pool_connections=POOL_SIZE, pool_maxsize=POOL_SIZE, max_retries=0)
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
        """Send one request and read the whole answer within `deadline_seconds` (total, from the call).

        What we sent as a secret and they echo is hidden in the answer, so that no error and no row can hold it.
        """
        where: dict[str, Any] = {"provider": self.provider, "operation": operation, "reference": reference}
        connect_seconds = min(CONNECT_SECONDS, deadline_seconds)
        with deadline(time.monotonic() + deadline_seconds):
            try:
                response = self._session().request(
                    method, url, data=data, json=json_body, headers=dict(headers or {}), auth=auth,
                    timeout=(connect_seconds, deadline_seconds), allow_redirects=False, stream=True,
                    verify=self._verify,
                )  # fmt: skip
            except (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError) as error:
                raise Unreachable(_plain(error), **where) from error
            except requests.exceptions.ConnectionError as error:
                kind = Unreachable if _never_connected(error) else Unclear
                raise kind(_plain(error), **where) from error
            except requests.exceptions.RequestException as error:
                raise Unclear(_plain(error), **where) from error
            with response:
                body = _read(response, max_bytes, where)
        if 300 <= response.status_code < 400:
            raise Nonsense(f"redirect {response.status_code} not followed", **where)
        body = _without(body, _secrets(data, headers, auth))
        return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


def _read(response: requests.Response, max_bytes: int, where: dict[str, Any]) -> bytes:
    body = bytearray()
    try:
        while piece := response.raw.read1(PIECE_BYTES, decode_content=True):
            body += piece
            if len(body) > max_bytes:
                raise Nonsense(f"answer larger than {max_bytes} bytes", **where)
    except OutsideError:
        raise
    except Exception as error:  # urllib3's family of broken reads, and time-outs of the bare socket
        raise Unclear(_plain(error), **where) from error
    return bytes(body)


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    """A refused connection or an unknown name: surely nobody heard us."""
    causes = [getattr(one, "reason", one) for one in error.args]
    return any(isinstance(cause, NewConnectionError) for cause in causes)


def _secrets(data: Any, headers: Mapping[str, str] | None, auth: tuple[str, str] | None) -> list[bytes]:
    """The values of what we just sent that nobody may read: by the names of fields and headers, and the auth pair."""
    pairs = [*(data.items() if isinstance(data, Mapping) else ()), *(headers or {}).items()]
    values = [str(value) for name, value in pairs if _is_secret(name, ECHOED_WORDS)]
    values += [part for part in (auth or ())[1:] if part] or list(auth or ())  # a key alone is the user, no password
    wholes_and_tokens = {word for value in values for word in (value, value.split(" ")[-1])}
    return [word.encode() for word in wholes_and_tokens if len(word) >= MIN_SECRET_LENGTH]


def _is_secret(name: Any, words: tuple[str, ...]) -> bool:
    lower = str(name).lower()
    return lower in WHOLE_SECRET_NAMES or any(word in lower for word in words)


def _without(body: bytes, secrets: list[bytes]) -> bytes:
    for secret in secrets:
        body = body.replace(secret, HIDDEN.encode())
    return body


def _plain(error: Exception) -> str:
    return f"{error.__class__.__name__}"


def redact(value: Any) -> Any:
    """The same structure with every secret-looking value hidden; for logs and for the raw answers kept on rows."""
    if isinstance(value, Mapping):
        return {key: HIDDEN if _is_secret(key, SECRET_WORDS) else redact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [redact(item) for item in value]
    return value
