"""Outgoing webhooks of the couriers' stand-ins: sent, repeated until they are answered, and in trouble when ordered.

A letter goes out on the tick after it was written. Orders for trouble (POST /_sim/notify) are spent one letter each:
`drop` (never sent), `duplicates` (three times), `reorder` (after the letters that follow), `wrong_signature`.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any

import requests

from market.sandbox.scene import Request, Response, Scene

KINDS = ("drop", "duplicates", "reorder", "wrong_signature")
TIMEOUT_SECONDS = 5
MAX_TRIES, AGAIN_SECONDS, REORDER_SECONDS = 4, 30, 45
KEPT = 300

Row = dict[str, Any]
log = logging.getLogger("sandbox")


class Hooks:
    """Letters in `stage.data["letters"]`; nothing is sent while the stage's lock is held."""

    def __init__(self, stage: Scene) -> None:
        self.stage = stage
        self._in_hand: set[int] = set()
        stage.route("POST", "/_sim/notify", "_sim", self._order_trouble)
        stage.route("GET", "/_sim/letters", "_sim", lambda _request: Response(self.letters))

    @property
    def letters(self) -> list[Row]:
        letters: list[Row] = self.stage.data.setdefault("letters", [])
        return letters

    def put(self, url: str, headers: Row, body: Row) -> None:
        """Write one letter. Call under the lock."""
        troubles: list[str] = self.stage.data.setdefault("troubles", [])
        kind = troubles.pop(0) if troubles else ""
        if kind == "drop":
            return
        due_at = self.stage.clock.now() + timedelta(seconds=REORDER_SECONDS if kind == "reorder" else 0)
        for _ in range(3 if kind == "duplicates" else 1):
            serial = self.stage.data["letter_serial"] = self.stage.data.get("letter_serial", 0) + 1
            said = dict.fromkeys(headers, "salah") if kind == "wrong_signature" else headers
            self.letters.append({
                "id": serial, "url": url, "headers": said, "body": body, "due_at": due_at.isoformat(), "answers": [],
                "done": False,
            })  # fmt: skip
        del self.letters[:-KEPT]

    def deliver(self) -> None:
        """Send what is due; whoever is not answered with 2xx is tried again."""
        while (letter := self._take()) is not None:
            answer = post(letter["url"], letter["headers"], json.dumps(letter["body"]).encode())
            with self.stage.lock:
                letter["answers"].append(answer)
                letter["done"] = 200 <= answer < 300 or len(letter["answers"]) >= MAX_TRIES
                letter["due_at"] = (self.stage.clock.now() + timedelta(seconds=AGAIN_SECONDS)).isoformat()
                self._in_hand.discard(letter["id"])
                self.stage.save()

    def _take(self) -> Row | None:
        now = self.stage.clock.now()
        with self.stage.lock:
            for letter in self.letters:
                is_due = datetime.fromisoformat(letter["due_at"]) <= now
                if is_due and not letter["done"] and letter["id"] not in self._in_hand:
                    self._in_hand.add(letter["id"])
                    return letter
        return None

    def _order_trouble(self, request: Request) -> Response:
        wish = request.json if isinstance(request.json, dict) else {}
        if wish.get("kind") not in KINDS:
            return Response({"error": f"there are {', '.join(KINDS)}"}, 400)
        troubles: list[str] = self.stage.data.setdefault("troubles", [])
        troubles += [wish["kind"]] * int(wish.get("times", 1))
        return Response(troubles)


def post(url: str, headers: Row, body: bytes) -> int:
    """POST one letter, no redirect followed; the HTTP status, or 0 when nobody answered."""
    try:
        answer = requests.post(
            url, data=body, headers={"Content-Type": "application/json", **headers}, timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )  # fmt: skip
        return answer.status_code
    except (requests.exceptions.RequestException, OSError) as error:
        log.info("nobody at %s (%s)", url, type(error).__name__)
        return 0
