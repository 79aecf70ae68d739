"""A stand-in for WhatsApp's Cloud API: takes messages as the API does, and shows them on a page instead of a phone.

Quirks: digits without plus only; a one-time code only as a template with its button; free text refused with 131047 when
the person has not written first and `strict_window` was set by `POST /_sim/window {"strict": true}`; a wrong token is
answered with 401 and code 190.
"""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from market.sandbox.stage import Request, Response, Stage, page

TOKEN = "simulasi"  # noqa: S105  the stand-in's own word, no secret
SHOWN = 100


def stage(*, port: int = 0, state_file: Path | None = None) -> Stage:
    """The stand-in on `port`; the inbox of all phones is its page /."""
    the = Stage("whatsapp", port=port, state_file=state_file)
    the.route("POST", "/{version}/{sender}/messages", "send", partial(send, the))
    the.route("GET", "/", "_inbox", partial(inbox, the))
    the.route("POST", "/_sim/window", "_sim", partial(window, the))
    return the


def error(code: int, message: str, status: int) -> Response:
    return Response({"error": {"message": message, "type": "OAuthException", "code": code}}, status)


def send(the: Stage, request: Request) -> Response:
    body = request.json
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        return error(190, "Invalid OAuth access token", 401)
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        return error(100, "(#100) The parameter messaging_product is required.", 400)
    to = str(body.get("to", ""))
    if not to.isdigit():
        return error(131009, "(#131009) Parameter value is not valid", 400)
    if body.get("type") == "text" and the.data.get("strict"):
        return error(131047, "Re-engagement message", 400)
    text = words(body)
    if text is None:
        return error(132000, "(#132000) Number of parameters does not match the expected number of params", 400)
    messages = the.data.setdefault("messages", [])
    number = f"wamid.SIM{len(messages) + 1:08d}"
    messages.append({"id": number, "to": to, "text": text, "at": the.clock.now().isoformat(timespec="seconds")})
    return Response(
        {"messaging_product": "whatsapp", "contacts": [{"input": to, "wa_id": to}], "messages": [{"id": number}]}
    )


def words(body: dict[str, Any]) -> str | None:
    """What the person would read; None when a template is not filled as it must be."""
    if body.get("type") == "text":
        return str(body.get("text", {}).get("body", ""))
    parts = body.get("template", {}).get("components", [])
    filled = {part.get("type"): part.get("parameters", []) for part in parts if isinstance(part, dict)}
    if len(filled.get("body", [])) != 1 or len(filled.get("button", [])) != 1:
        return None
    return f"{filled['body'][0].get('text', '')} adalah kode masuk Lumbung Desa. Jangan berikan kepada siapa pun."


def window(the: Stage, request: Request) -> Response:
    the.data["strict"] = bool((request.json or {}).get("strict"))
    return Response({"strict": the.data["strict"]})


def inbox(the: Stage, request: Request) -> Response:
    rows = "".join(
        f"<tr><td>{escape(one['at'][11:19])}</td><td>+{escape(one['to'])}</td><td>{escape(one['text'])}</td></tr>"
        for one in reversed(the.data.get("messages", [])[-SHOWN:])
    )
    empty = "<p>Belum ada pesan. Minta kode masuk di toko, lalu muat ulang halaman ini.</p>"
    table = f"<table><tr><th>Pukul (UTC)</th><th>Kepada</th><th>Pesan</th></tr>{rows}</table>"
    return Response(page("WhatsApp", table if rows else empty))
