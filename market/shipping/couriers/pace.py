"""Not more calls a second than a courier allows: we wait a moment ourselves rather than be refused."""

from __future__ import annotations

import threading
import time
from collections import deque

from market.core.errors import Unreachable

LONGEST_WAIT_SECONDS = 1.5


class Pace:
    """At most `per_second` calls of each operation in any second, over all threads of this process; 0: no limit."""

    def __init__(self, per_second: int) -> None:
        self.per_second = per_second
        self._slots: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, operation: str, *, provider: str) -> None:
        """Sleep until it is our turn; `Unreachable` (code "rate_limited") when that is too far away."""
        if self.per_second <= 0:
            return
        with self._lock:
            slots = self._slots.setdefault(operation, deque(maxlen=self.per_second))
            now = time.monotonic()
            turn = max(now, slots[0] + 1.0) if len(slots) == self.per_second else now
            if turn - now > LONGEST_WAIT_SECONDS:
                raise Unreachable("too many at once", provider=provider, operation=operation, code="rate_limited")
            slots.append(turn)
        time.sleep(turn - now)
