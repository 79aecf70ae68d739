"""What can go wrong on the way, on demand: one dataclass, set through the control door, spent by the stage.

`acts` says whether the stand-in does the thing before it fails: a booking that is made but whose answer is lost is
the fault that matters most.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# kind -> does the stand-in act before the fault shows?
KINDS = {
    "delay": True,  # wait `seconds`, then act and answer
    "delay_after": True,  # act, wait `seconds`, answer
    "hang": False,  # hold the line for `seconds` without acting, then hang up
    "lost": True,  # act, hold the line for `seconds` (0: at once), hang up without an answer
    "cut": True,  # act, promise more bytes than are sent
    "drip": True,  # act, then the answer one byte each `seconds`
    "status": False,  # answer `status` with `body` (HTML unless given)
    "html": False,  # 200 and a firewall's page
    "empty": False,  # 200 and nothing
    "garbage": False,  # 200 and bytes that are no text
    "truncated": True,  # act, 200 and the first half of the answer
    "array": True,  # act, the answer wrapped in a list
    "body": False,  # 200 and `body` as it stands
    "huge": False,  # 200 and `size_bytes` of blanks
    "redirect": False,  # 302 to `location`
}
HTML = "<!doctype html><html><head><title>SIMULASI</title></head><body><h1>Service Unavailable</h1></body></html>"
HANG_SECONDS = 60.0


@dataclass(slots=True)
class Fault:
    """One trouble for one operation ("*" for any), `times` times (0: until cleared).

    A kind that is not in KINDS is handed to the route's own handler as `request.fault` (for example duplicates).
    """

    kind: str
    operation: str = "*"
    times: int = 1
    seconds: float | None = None
    status: int = 500
    body: str = HTML
    size_bytes: int = 256_000_000
    location: str = "http://169.254.169.254/latest/meta-data/"
    acts: bool | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Fault:
        """From the control door's JSON; ValueError for a word that is not ours."""
        unknown = set(data) - set(cls.__dataclass_fields__)
        if unknown or not data.get("kind"):
            raise ValueError(f"a fault has a kind and {sorted(cls.__dataclass_fields__)}; not {sorted(unknown)}")
        return cls(**data)

    @property
    def is_ours(self) -> bool:
        return self.kind in KINDS

    @property
    def does_act(self) -> bool:
        return KINDS.get(self.kind, True) if self.acts is None else self.acts

    def wait_seconds(self, default: float) -> float:
        return default if self.seconds is None else float(self.seconds)


class Faults:
    """The queue of troubles; the first that fits an operation is spent."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def spend(self, operation: str) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.operation in ("*", operation):
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                    return fault
        return None

    def as_list(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]
