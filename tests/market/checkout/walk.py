"""Andi walks through the shop with his buttons and forms, as a browser without JavaScript would: what a page holds is
what he sends."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from tests.market.stall import CIKINI

ADDRESS = {
    "name": "Andi", "phone": "0812-3456-7890", "street": "Jl. Cikini Raya 10", "rt_rw": "3/2",
    "place": "Cikini Menteng", "choice": CIKINI, "choice_for": "Cikini Menteng",
}  # fmt: skip


class Forms(HTMLParser):
    """The forms of a page: action, and the fields that a browser would send of its own (checked, hidden, filled)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"action": known.get("action", ""), "method": known.get("method", "get"), "fields": {}})
        elif tag == "input" and self.forms and known.get("name"):
            if known.get("type") in ("radio", "checkbox") and "checked" not in dict(attrs):
                return
            self.forms[-1]["fields"][known["name"]] = known.get("value", "")


def form_of(html: str, part: str) -> dict[str, Any]:
    """The form whose action or fields hold `part`."""
    for form in Forms(html).forms:
        if part in form["action"] or any(name.startswith(part) for name in form["fields"]):
            return form
    raise AssertionError(f"no form with {part!r}")


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


class Andi:
    """One browser."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def sees(self, path: str) -> str:
        response = self.client.get(path, follow=True)
        assert response.status_code == 200, (path, response.status_code)
        return text_of(response.content.decode())

    def html(self, path: str) -> str:
        return self.client.get(path, follow=True).content.decode()

    def puts(self, product: Any, quantity: str) -> Any:
        return self.client.post(f"/keranjang/tambah/{product.pk}/", {"quantity": quantity}, follow=True)

    def tells_where(self, **more: str) -> Any:
        fields = form_of(self.html("/pesan/alamat/"), "street")["fields"]
        return self.client.post("/pesan/alamat/", {**fields, **ADDRESS, **more}, follow=True)

    def chooses_couriers(self) -> Any:
        fields = form_of(self.html("/pesan/kurir/"), "kurir-")["fields"]
        return self.client.post("/pesan/kurir/", fields, follow=True)

    def review_form(self) -> dict[str, str]:
        return form_of(self.html("/pesan/periksa/"), "setuju")["fields"]

    def orders(self, fields: dict[str, str] | None = None) -> Any:
        return self.client.post("/pesan/buat/", fields or self.review_form())

    def walks_to_the_review(self) -> "Andi":
        self.tells_where()
        self.chooses_couriers()
        return self
