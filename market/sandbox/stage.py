"""The common stage of the stand-ins: a small threaded HTTP server with routes, a log, a clock and a control door.

How to write a stand-in:

    def stage(*, port: int, state_file: Path | None = None) -> Stage:
        stage = Stage("midtrans", port=port, state_file=state_file)
        stage.route("POST", "/v2/{order_id}/cancel", "cancel", lambda request: cancel(stage, request))
        return stage

A handler gets a `Request`, runs alone (one lock for the whole stage), reads and changes `stage.data` (a plain dict that
JSON can hold, kept in `state_file` over restarts), reads the time from `stage.clock.now()`, and returns a `Response`.
`stage.on_tick(work)` calls `work` about once a second and straight after the clock was moved, outside the lock.
`with stage: ...` or `stage.start()` / `stage.stop()`; `stage.url` is its base URL (port 0 takes a free one).
The control door is described in door.py and docs/couriers.md.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from market.sandbox.door import open_door, page
from market.sandbox.scene import Request, Response, Scene
from market.sandbox.server import Server

__all__ = ["Request", "Response", "Stage", "page"]

HOST = "127.0.0.1"
TICK_SECONDS = 1.0
JOIN_SECONDS = 5.0

log = logging.getLogger("sandbox")


class Stage(Scene):
    """A scene with its server and its control door."""

    def __init__(self, name: str, *, port: int = 0, host: str = HOST, state_file: Path | None = None) -> None:
        super().__init__(name, state_file=state_file)
        open_door(self)
        self._server = Server((host, port), self)
        self._threads: list[threading.Thread] = []

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> Stage:
        for target in (self._server.serve, self._tick_on):
            thread = threading.Thread(target=target, name=f"{self.name} {target.__name__}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """Let go of everything, also of those who are being kept waiting."""
        self.stopping.set()
        self._server.close()
        for thread in self._threads:
            thread.join(JOIN_SECONDS)

    def __enter__(self) -> Stage:
        return self.start()

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def _tick_on(self) -> None:
        while not self.stopping.wait(TICK_SECONDS):
            try:
                self.tick()
            except Exception:  # the clock of the stand-in must not stop for one bad piece of work
                log.exception("%s: a piece of work failed", self.name)
