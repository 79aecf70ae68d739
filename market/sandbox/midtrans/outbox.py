"""The notifications of the stand-in: sent, repeated, doubled, lost, late, out of order or falsified, as ordered.

Repeats follow the published schedule: by the answer's code none to five, after about 2, 10, 30, 90 and 210 minutes.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import requests

from market.sandbox.scene import Scene

TIMEOUT_SECONDS = 15
REPEAT_AFTER_MINUTES = (2, 10, 30, 90, 210)
REPEATS = {500: 1, 503: 4, 400: 2, 404: 2, 301: 0, 302: 0, 303: 0}
OTHER_REPEATS = 5
MAX_REDIRECTS = 5  # 307 and 308 only
KEPT = 200
HEADERS = {"User-Agent": "Veritrans", "Content-Type": "application/json", "Accept": "application/json"}
SHIFT_SECONDS = 20

Row = dict[str, Any]
log = logging.getLogger("sandbox")


def _without(name: str) -> Callable[[Row], Row]:
    return lambda body: {key: value for key, value in body.items() if key != name}


# What the control door may order for the next notifications. "drop", "delay", "reorder" and "duplicates" change the
# way, these change the words.
CHANGES: dict[str, Callable[[Row], Row]] = {
    "tampered_amount": lambda body: {**body, "gross_amount": "1000.00"},
    "tampered_status": lambda body: {**body, "transaction_status": "settlement"},
    "wrong_signature": lambda body: {**body, "signature_key": "0" * 128},
    "wrong_merchant": lambda body: {**body, "merchant_id": "G999999999"},
    "wrong_order": lambda body: {**body, "order_id": "../x?y"},
    "upper_case": lambda body: {**body, "transaction_status": str(body["transaction_status"]).upper()},
    "extra_fields": lambda body: {**body, "payment_amounts": [], "baru": {"dalam": [None, 1.5]}},
    "missing_fraud": _without("fraud_status"),
    "missing_signature": _without("signature_key"),
}
KINDS = (*CHANGES, "drop", "delay", "reorder", "duplicates")


class Outbox:
    """Letters in `stage.data["outbox"]`; nothing is sent while the stage's lock is held."""

    def __init__(self, stage: Scene) -> None:
        self.stage = stage
        for letter in self.letters:  # those that a stop took out of somebody's hand
            letter["in_hand"] = False

    @property
    def letters(self) -> list[Row]:
        letters: list[Row] = self.stage.data.setdefault("outbox", [])
        return letters

    @property
    def orders(self) -> list[Row]:
        """Troubles ordered for the next notifications: {"kind", "times", "seconds"}."""
        orders: list[Row] = self.stage.data.setdefault("notify", [])
        return orders

    def put(self, urls: list[str], body: Row) -> None:
        """Write one notification for every address. Call under the lock."""
        copies, after_seconds = 1, 0.0
        for order in self._spend():
            kind = order["kind"]
            body = CHANGES[kind](body) if kind in CHANGES else body
            copies = 0 if kind == "drop" else copies + int(order.get("copies", 2)) if kind == "duplicates" else copies
            after_seconds += float(order.get("seconds", 30)) if kind in ("delay", "reorder") else 0.0
        due_at = self.stage.clock.now() + timedelta(seconds=after_seconds)
        serial = self.stage.data.get("letter_serial", 0)
        for url in urls * copies:
            serial += 1
            self.letters.append({
                "id": serial, "url": url, "body": body, "sent": 0, "due_at": due_at.isoformat(), "done": False,
                "in_hand": False, "answers": [],
            })  # fmt: skip
        self.stage.data["letter_serial"] = serial
        del self.letters[:-KEPT]

    def deliver(self) -> None:
        """Send what is due. Several threads may call it: each letter is taken in hand by one."""
        while (letter := self._take()) is not None:
            answer = send(letter["url"], letter["body"])
            with self.stage.lock:
                self._note(letter, answer)
                self.stage.save()

    def flush(self) -> int:
        """Make every open letter due now."""
        waiting = [letter for letter in self.letters if not letter["done"]]
        for letter in waiting:
            letter["due_at"] = self.stage.clock.now().isoformat()
        return len(waiting)

    def _spend(self) -> list[Row]:
        spent = list(self.orders)
        for order in spent:
            order["times"] = int(order.get("times", 1)) - 1
        self.stage.data["notify"] = [order for order in spent if order["times"] > 0]
        return spent

    def _take(self) -> Row | None:
        now = self.stage.clock.now()
        with self.stage.lock:
            if self.stage.stopping.is_set():
                return None
            for letter in self.letters:
                if not letter["done"] and not letter["in_hand"] and datetime.fromisoformat(letter["due_at"]) <= now:
                    letter["in_hand"], letter["sent_at"] = True, now.isoformat()
                    return letter
        return None

    def _note(self, letter: Row, answer: int) -> None:
        """`answer` is an HTTP status, 0 for no answer at all."""
        letter["in_hand"] = False
        letter["sent"] += 1
        letter["answers"].append(answer)
        repeats = 0 if 200 <= answer < 300 else REPEATS.get(answer, OTHER_REPEATS)
        if letter["sent"] > repeats:
            letter["done"] = True
            return
        minutes = REPEAT_AFTER_MINUTES[letter["sent"] - 1]
        shift = zlib.crc32(f"{letter['id']} {letter['sent']}".encode()) % SHIFT_SECONDS
        letter["due_at"] = (
            datetime.fromisoformat(letter["sent_at"]) + timedelta(minutes=minutes, seconds=shift)
        ).isoformat()


def send(url: str, body: Row) -> int:
    """POST one notification; the HTTP status, or 0 when nobody answered."""
    data = json.dumps(body).encode()
    try:
        for _ in range(MAX_REDIRECTS + 1):
            answer = requests.post(url, data=data, headers=HEADERS, timeout=TIMEOUT_SECONDS, allow_redirects=False)
            if answer.status_code not in (307, 308) or "Location" not in answer.headers:
                return answer.status_code
            url = answer.headers["Location"]
    except (requests.exceptions.RequestException, OSError) as error:
        log.info("midtrans: nobody at %s (%s)", url, type(error).__name__)
    return 0
