"""midtransclient 1.4.2, hardened: the one door through which the Midtrans adapter uses that library.

The library has no time-out, follows redirects, shares mutable defaults between instances, puts ids raw into URLs,
breaks on arrays and odd status codes, and prints its key in a repr. So each call gets a client of its own, whose HTTP
module is our `Http` behind `Transport`, and every answer is looked at before the library sees it.
`transactions.notification` is never used: it verifies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import midtransclient  # type: ignore[import-untyped]
from midtransclient.error_midtrans import JSONDecodeError as LibraryJSONError  # type: ignore[import-untyped]
from midtransclient.error_midtrans import MidtransAPIError

from market.core.errors import Duplicate, MarketError, Misconfigured, Nonsense, Refused, Unclear, Unreachable
from market.core.http import Http, Reply
from market.payments.gateways.base import check_reference

PROVIDER = "midtrans"
DEADLINE_SECONDS = 8.0  # a buyer may be waiting
MAX_ANSWER_BYTES = 200_000  # the largest answer that we know (a status with refunds) is below 10 kB
MAX_MESSAGE_CHARS = 200
STATUS_CODE_SHAPE = re.compile(r"[1-5]\d\d\Z")
USED_WORDS = ("taken", "utilized", "digunakan", "used", "duplicate")

REFUSALS = {
    402: "method_off",  # the account has not activated that way to pay
    404: "not_found",
    412: "cannot_modify",  # too late to cancel, too early to refund
    414: "refund_amount",
}
ACCOUNT_CODES = (401, 410)


@dataclass(frozen=True, slots=True)
class Call:
    """What is being asked about what; named in every error."""

    operation: str
    reference: str

    @property
    def where(self) -> dict[str, Any]:
        return {"provider": PROVIDER, "operation": self.operation, "reference": self.reference}


class Answer:
    """The part of `requests.Response` that the library reads, checked before it does."""

    def __init__(self, reply: Reply, call: Call) -> None:
        self.status_code = reply.status
        self.text = ""  # the library quotes it into its error messages; ours come from the body's own words
        self._reply = reply
        self._call = call

    def json(self) -> dict[str, Any]:
        """The JSON object; `Unclear` for their trouble, `Unreachable` for "slower", `Nonsense` for any other shape."""
        if self.status_code >= 500:
            raise Unclear(f"HTTP {self.status_code}", **self._call.where, data={"status": self.status_code})
        if self.status_code == 429:
            raise Unreachable("asked to slow down", **self._call.where, code="slow_down")
        body = self._reply.json(**self._call.where)
        if not isinstance(body, dict):
            raise Nonsense(f"a JSON {type(body).__name__}, not an object", **self._call.where)
        code = body.get("status_code", "200")
        if not isinstance(code, str | int) or not STATUS_CODE_SHAPE.match(str(code)):
            raise Nonsense(f"status_code {str(code)[:20]!r}", **self._call.where)
        return body


class Transport:
    """Stands where the library expects the module `requests`. Its wishes on redirects and proxies are not heard."""

    def __init__(self, http: Http, call: Call) -> None:
        self._http = http
        self._call = call

    def request(self, method: str, url: str, *, auth: Any, data: str | None, headers: Any, **_: Any) -> Answer:
        """One request through our own way out: total deadline, size cap, redirects raise."""
        body = data.encode() if data is not None else None
        reply = self._http.send(
            method.upper(),
            url,
            operation=self._call.operation,
            reference=self._call.reference,
            data=body,
            headers=headers,
            auth=(auth.username, auth.password),
            deadline_seconds=DEADLINE_SECONDS,
            max_bytes=MAX_ANSWER_BYTES,
        )
        return Answer(reply, self._call)


class Account:
    """One Midtrans account: its key, its hosts. `repr` tells neither."""

    def __init__(self, http: Http, options: Mapping[str, Any]) -> None:
        self._http = http
        self._options = options

    def snap(self, call: Call, headers: Mapping[str, str] | None = None) -> Any:
        """A fresh `midtransclient.Snap`; it carries `transactions` as well. `Misconfigured` without key."""
        key = str(self._options.get("server_key", ""))
        if not key:
            raise Misconfigured("midtrans has no server key", code="no_key")
        client = midtransclient.Snap(
            is_production=bool(self._options.get("is_production")),
            server_key=key,
            custom_headers=dict(headers or {}),
            proxies={},
        )
        client.http_client.http_client = Transport(self._http, call)
        place = "PRODUCTION" if self._options.get("is_production") else "SANDBOX"
        for option, name in (("core_url", "CORE"), ("snap_url", "SNAP")):
            if url := self._options.get(option):
                setattr(client.api_config, f"{name}_{place}_BASE_URL", str(url).rstrip("/"))
        return client

    def cancel_token(self, token: str, call: Call) -> dict[str, Any]:
        """`POST /snap/v1/transactions/{token}/cancel`, which the library does not have."""
        client = self.snap(call)
        url = f"{client.api_config.get_snap_base_url()}/transactions/{quote(token, safe='')}/cancel"
        return ask(call, lambda: client.http_client.request("post", client.api_config.server_key, url, {})[0])


def path_id(reference: str) -> str:
    """The reference as one piece of a path; `Refused` for any that could be more than one."""
    return quote(check_reference(reference), safe="")


def ask(call: Call, question: Callable[[], Any]) -> dict[str, Any]:
    """Put a question through the library; its errors come out as ours, without the frames that hold the key."""
    try:
        answer: dict[str, Any] = question()
    except MarketError:
        raise
    except MidtransAPIError as error:
        refusal = read_refusal(error.api_response_dict, error.http_status_code, call)
    except (LibraryJSONError, ValueError, TypeError, AttributeError, KeyError) as error:
        refusal = Nonsense(f"{type(error).__name__} in midtransclient", **call.where)
    else:
        return answer
    raise refusal


def read_refusal(body: Mapping[str, Any], http_status: int, call: Call) -> MarketError:
    """Their refusal as our error. The code in the body counts before the HTTP status, which may well be 200."""
    code = int(body.get("status_code") or http_status)
    message = _words(body)
    if code in ACCOUNT_CODES:
        return Misconfigured(f"midtrans {call.operation}: {code} {message}", code=f"midtrans_{code}")
    if code >= 500:
        return Unclear(message, **call.where, data={"status": code})
    if code == 429:
        return Unreachable(message, **call.where, code="slow_down")
    if code == 406 or (code == 400 and _names_a_used_id(message)):
        return Duplicate(message, **call.where)
    return Refused(message, **call.where, code=REFUSALS.get(code, "refused"), data={"status": code})


def _words(body: Mapping[str, Any]) -> str:
    words = body.get("error_messages") or body.get("validation_messages") or [body.get("status_message", "")]
    if not isinstance(words, list):
        words = [words]
    return "; ".join(str(word) for word in words)[:MAX_MESSAGE_CHARS]


def _names_a_used_id(message: str) -> bool:
    text = message.lower()
    return ("order_id" in text or "order id" in text) and any(word in text for word in USED_WORDS)
