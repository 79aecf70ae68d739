"""Bu Tini's warung in Krandegan: its crew, and tablets that speak to it as a real one does."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.test import Client

from market.warung.devices import pairing, pins
from market.warung.models import Device, Staff, Warung
from tests.market.stall import KRANDEGAN, a_village

V1 = "/api/warung/v1/"
PIN, OWNER_PIN = "4826", "730519"


def a_warung(name: str = "Warung Bu Tini", code: str = KRANDEGAN, **more: Any) -> Warung:
    return Warung.objects.create(name=name, village=a_village(code), address="Jl. Bukit 1", **more)


def a_clerk(warung: Warung, name: str = "Wati", pin: str = PIN) -> Staff:
    return pins.hire(warung, name, pin)


def an_owner(warung: Warung, name: str = "Bu Tini", pin: str = OWNER_PIN) -> Staff:
    return pins.hire(warung, name, pin, Staff.Role.OWNER)


class Tablet:
    """A paired tablet with a token, over Django's own client."""

    def __init__(self, warung: Warung, profile: str = Device.Profile.COUNTER) -> None:
        paired = pairing.pair(
            pairing.make_code(warung, None, profile).code, model="Tab A", os="Android 9", app_version="1.0"
        )
        self.device, self.token, self.seq = paired.device, paired.token, 0
        self.client = Client()

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Device {self.token}", **more}

    def get(self, path: str, **more: str) -> Any:
        return self.client.get(V1 + path, headers=self.headers(**more))

    def post(self, path: str, body: Any, **more: str) -> Any:
        return self.client.post(
            V1 + path, json.dumps(body), content_type="application/json", headers=self.headers(**more)
        )

    def pull(self, after: str = "", limit: int = 500) -> tuple[list[dict[str, Any]], str]:
        """Every page from `after` on; the items and the cursor for the next time."""
        found: list[dict[str, Any]] = []
        while True:
            answer = self.get(f"changes?after={after}&limit={limit}")
            assert answer.status_code == 200, answer.content
            page = answer.json()
            found, after = found + page["items"], page["next"]
            if not page["has_more"]:
                return found, after

    def made(self, kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """An operation as the tablet writes it down before anything is sent."""
        self.seq += 1
        return {"id": str(uuid.uuid4()), "seq": self.seq, "kind": kind, "data": data, **more}

    def send(self, *operations: dict[str, Any], **more: str) -> list[dict[str, Any]]:
        answer = self.post("operations", {"operations": list(operations)}, **more)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    def does(self, kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        return self.send(self.made(kind, data, **more))[0]
