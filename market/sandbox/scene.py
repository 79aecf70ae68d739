"""What a stand-in remembers and answers: requests and responses, routes, log, clock, data. No socket here."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from market.core.http import redact
from market.sandbox.faults import Fault, Faults

LOG_LENGTH = 1_000


@dataclass(slots=True)
class Request:
    """One call as it arrived. Header names are lower-case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    params: dict[str, str] = field(default_factory=dict)  # the {named} parts of the path
    fault: Fault | None = None  # a fault of a kind that only the handler understands

    @property
    def form(self) -> dict[str, str]:
        """The body as an HTML form; the last value of a repeated name."""
        pairs = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in pairs.items()}

    @property
    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(slots=True)
class Response:
    """A dict or list goes out as JSON, text as HTML (or `content_type`), bytes as they are."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""

    def encoded(self) -> tuple[bytes, str]:
        if isinstance(self.body, bytes):
            return self.body, self.content_type or "application/octet-stream"
        if isinstance(self.body, str):
            return self.body.encode(), self.content_type or "text/html; charset=utf-8"
        return json.dumps(self.body).encode(), self.content_type or "application/json"


Handler = Callable[[Request], Response]
Trouble = Callable[[Request], Fault | None]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    pattern: re.Pattern[str]
    operation: str
    handler: Handler
    trouble: Trouble | None = None


class Clock:
    """Real time plus an offset that only grows by the control door; may stand still for tests."""

    def __init__(self) -> None:
        self.offset_seconds = 0.0
        self.frozen_at: datetime | None = None

    def now(self) -> datetime:
        """Aware UTC."""
        return (self.frozen_at or datetime.now(UTC)) + timedelta(seconds=self.offset_seconds)

    def advance(self, seconds: float) -> None:
        self.offset_seconds += seconds

    def freeze(self, at: datetime) -> None:
        self.frozen_at, self.offset_seconds = at.astimezone(UTC), 0.0


class Scene:
    """One stand-in without its server. A stand-in's file uses it through stage.Stage."""

    def __init__(self, name: str, *, state_file: Path | None = None) -> None:
        self.name = name
        self.clock = Clock()
        self.faults = Faults()
        self.data: dict[str, Any] = {}
        self.log: list[dict[str, Any]] = []
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self._routes: list[Route] = []
        self._ticks: list[Callable[[], None]] = []
        self._state_file = state_file
        self._kept = ""
        self._load()

    # --- what a stand-in calls ---------------------------------------------------------------------------------------

    def route(
        self, method: str, path: str, operation: str, handler: Handler, *, trouble: Trouble | None = None
    ) -> None:
        """Answer `method` on `path`; `{name}` in the path matches one segment and lands in `request.params`.

        `operation` is the word by which faults and the log name it. `trouble` reads a fault out of the request itself
        (a receiver called SIM-TIMEOUT) when none was ordered through the door.
        """
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
        self._routes.append(Route(method, re.compile(f"{pattern}/?"), operation, handler, trouble))

    def on_tick(self, work: Callable[[], None]) -> None:
        """Call `work` about once a second and after every move of the clock (webhooks that are due, expiries)."""
        self._ticks.append(work)

    # --- what the server and the door call ---------------------------------------------------------------------------

    def find(self, request: Request) -> Route | None:
        """The route of a request, its path parts filled in."""
        for route in self._routes:
            match = route.pattern.fullmatch(request.path)
            if match and route.method == request.method:
                request.params = {name: unquote(value) for name, value in match.groupdict().items()}
                return route
        return None

    def act(self, route: Route, request: Request) -> Response:
        """Run the handler alone and keep what it changed."""
        with self.lock:
            response = route.handler(request)
            self.save()
        return response

    def note(self, request: Request, operation: str, fault: Fault | None, *, acted: bool) -> None:
        """One line of the log; secrets are hidden, as in the store's own logs."""
        body = request.json if "json" in request.headers.get("content-type", "") else request.form
        line = {
            "at": self.clock.now().isoformat(timespec="seconds"),
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "operation": operation,
            "headers": redact(request.headers),
            "body": redact(body),
            "acted": acted,
            "fault": fault.kind if fault else "",
        }
        with self.lock:
            self.log.append(line)
            del self.log[:-LOG_LENGTH]

    def tick(self) -> None:
        for work in self._ticks:
            work()

    def reset(self) -> None:
        """Forget everything: data, log, faults, clock."""
        with self.lock:
            self.data.clear()
            self.log.clear()
            self.faults.clear()
            self.clock.offset_seconds, self.clock.frozen_at = 0.0, None
            self.save()

    def save(self) -> None:
        """Keep the data for the next start; a torn write leaves the old file."""
        if self._state_file:
            kept = json.dumps({"offset_seconds": self.clock.offset_seconds, "data": self.data})
            if kept != self._kept:  # a question that changed nothing writes nothing
                fresh = self._state_file.with_suffix(".new")
                fresh.write_text(kept)
                fresh.replace(self._state_file)
                self._kept = kept

    def _load(self) -> None:
        if self._state_file:
            self._state_file.parent.mkdir(parents=True, exist_ok=True)
            if self._state_file.exists():
                kept = json.loads(self._state_file.read_text())
                self.clock.offset_seconds, self.data = kept["offset_seconds"], kept["data"]
