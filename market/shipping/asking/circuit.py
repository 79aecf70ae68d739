"""A courier that keeps silent is not waited for by every buyer: after some failures it is left alone for a while.

Known to one process only, which is enough: each learns it within a few buyers. Being refused is no failure.
"""

import threading
import time
from dataclasses import dataclass, field

FAILURES_TO_OPEN = 5  # rounds of questions in a row without one answer
OPEN_SECONDS = 30.0


@dataclass(slots=True)
class _Line:
    failures: int = 0
    open_until: float = 0.0


@dataclass(slots=True)
class Circuit:
    """Closed: everybody asks. Open: nobody, for `OPEN_SECONDS`; then one round tries, and its outcome decides."""

    _lines: dict[str, _Line] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_through(self, name: str) -> bool:
        """Whether to ask now. After the pause the first who asks gets through, the others wait for its outcome."""
        with self._lock:
            line = self._lines.setdefault(name, _Line())
            if line.failures < FAILURES_TO_OPEN:
                return True
            if time.monotonic() < line.open_until:
                return False
            line.open_until = time.monotonic() + OPEN_SECONDS
            return True

    def note(self, name: str, *, answered: bool) -> None:
        with self._lock:
            line = self._lines.setdefault(name, _Line())
            line.failures = 0 if answered else line.failures + 1
            line.open_until = time.monotonic() + OPEN_SECONDS

    def forget(self) -> None:
        """Close all lines."""
        with self._lock:
            self._lines.clear()
