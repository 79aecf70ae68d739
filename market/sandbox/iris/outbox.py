"""IRIS' notifications: raw bytes, signed with the merchant's key, repeated until somebody answers 2xx."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import datetime, timedelta
from typing import Any

import requests

from market.sandbox.scene import Scene

TIMEOUT_SECONDS = 15
REPEAT_AFTER_MINUTES = (2, 10, 30, 90, 210)
KINDS = ("drop", "duplicate", "reorder", "wrong_signature", "spaces")
KEPT = 200

Row = dict[str, Any]
log = logging.getLogger("sandbox")


class Outbox:
    """Letters in `stage.data["outbox"]`, troubles for the next ones in `stage.data["notify"]`."""

    def __init__(self, stage: Scene, options: dict[str, str]) -> None:
        self.stage, self.options = stage, options
        for letter in self.letters:
            letter["in_hand"] = False

    @property
    def letters(self) -> list[Row]:
        letters: list[Row] = self.stage.data.setdefault("outbox", [])
        return letters

    @property
    def troubles(self) -> list[str]:
        troubles: list[str] = self.stage.data.setdefault("notify", [])
        return troubles

    def put(self, body: Row) -> None:
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "drop":
            return
        text = json.dumps(body, separators=(", ", ": ") if trouble == "spaces" else (",", ":"))
        key = "wrong" if trouble == "wrong_signature" else self.options["merchant_key"]
        signature = hashlib.sha512(text.encode() + key.encode()).hexdigest()
        due_at = self.stage.clock.now() + timedelta(seconds=30 if trouble == "reorder" else 0)
        for _copy in range(2 if trouble == "duplicate" else 1):
            self.letters.append({
                "text": text, "signature": signature, "due_at": due_at.isoformat(), "sent": 0, "done": False,
                "in_hand": False, "answers": [],
            })  # fmt: skip
        del self.letters[:-KEPT]

    def deliver(self) -> None:
        """Send what is due; the lock is not held while somebody is called."""
        while (letter := self._take()) is not None:
            answer = self._send(letter)
            with self.stage.lock:
                letter["in_hand"] = False
                letter["sent"] += 1
                letter["answers"].append(answer)
                letter["done"] = 200 <= answer < 300 or letter["sent"] > len(REPEAT_AFTER_MINUTES)
                if not letter["done"]:
                    pause = timedelta(minutes=REPEAT_AFTER_MINUTES[letter["sent"] - 1])
                    letter["due_at"] = (self.stage.clock.now() + pause).isoformat()
                self.stage.save()

    def _take(self) -> Row | None:
        now = self.stage.clock.now()
        with self.stage.lock:
            for letter in self.letters:
                due = datetime.fromisoformat(letter["due_at"]) <= now
                if due and not letter["done"] and not letter["in_hand"] and not self.stage.stopping.is_set():
                    letter["in_hand"] = True
                    return letter
        return None

    def _send(self, letter: Row) -> int:
        headers = {"Content-Type": "application/json", "Iris-Signature": letter["signature"]}
        try:
            return requests.post(
                self.options["notification_url"], data=letter["text"].encode(), headers=headers,
                timeout=TIMEOUT_SECONDS, allow_redirects=False,
            ).status_code  # fmt: skip
        except (requests.exceptions.RequestException, OSError) as error:
            log.info("iris: nobody at %s (%s)", self.options["notification_url"], type(error).__name__)
            return 0
