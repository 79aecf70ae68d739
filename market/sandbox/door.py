"""The control door of every stand-in, under /_sim/. JSON in, JSON out; the page at /_sim/ is for people.

GET  /_sim/               a page with the clock, the faults and the last calls
GET  /_sim/log            every call since the last reset (?operation=... to choose)
POST /_sim/log/clear
GET  /_sim/faults         those still to come
POST /_sim/faults         {"kind": "lost", "operation": "book", "times": 1, ...} or a list (kinds: faults.py)
POST /_sim/faults/clear
GET  /_sim/clock          {"now": ...}
POST /_sim/clock          {"advance_seconds": 3600} or {"advance_hours": 4} or {"freeze": "2026-11-22T09:00:00+07:00"}
GET  /_sim/data           all that the stand-in remembers
POST /_sim/reset          forget everything
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

from market.sandbox.faults import Fault
from market.sandbox.scene import Request, Response, Scene

SHOWN_CALLS = 50


def open_door(stage: Scene) -> None:
    """Hang the door's routes on the stage. Faults never hit the door itself."""
    doors: dict[tuple[str, str], Callable[[Scene, Request], Response]] = {
        ("GET", "/_sim"): _page,
        ("GET", "/_sim/log"): _log,
        ("POST", "/_sim/log/clear"): _clear_log,
        ("GET", "/_sim/faults"): _faults,
        ("POST", "/_sim/faults"): _add_faults,
        ("POST", "/_sim/faults/clear"): _clear_faults,
        ("GET", "/_sim/clock"): _clock,
        ("POST", "/_sim/clock"): _move_clock,
        ("GET", "/_sim/data"): lambda stage, _request: Response(stage.data),
        ("POST", "/_sim/reset"): _reset,
    }
    for (method, path), answer in doors.items():
        stage.route(method, path, "_sim", partial(answer, stage))


def page(title: str, content: str) -> str:
    """A plain page that nobody can take for the real thing. `content` is HTML, already escaped."""
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>SIMULASI: {escape(title)}</title>"
        "<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
        ".simulasi{background:#b00020;color:#fff;padding:.5rem 1rem;font-weight:bold}"
        "td,th{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid #ccc}"
        "button{font:inherit;padding:.7rem 1.2rem;margin:.2rem 0}</style></head><body><main>"
        '<p class="simulasi">SIMULASI: bukan layanan asli, tidak ada uang atau paket yang bergerak.</p>'
        f"<h1>{escape(title)}</h1>{content}</main></body></html>"
    )


def _page(stage: Scene, _request: Request) -> Response:
    rows = "".join(
        f"<tr><td>{escape(line['at'])}</td><td>{escape(line['method'])} {escape(line['path'])}</td>"
        f"<td>{escape(line['fault'])}</td><td><code>{escape(json.dumps(line['body']))[:400]}</code></td></tr>"
        for line in reversed(stage.log[-SHOWN_CALLS:])
    )
    return Response(
        page(
            f"Pengganti {stage.name}",
            f"<p>Jam: {stage.clock.now().isoformat(timespec='seconds')}</p>"
            f"<p>Gangguan: <code>{escape(json.dumps(stage.faults.as_list()))}</code></p>"
            f"<table><tr><th>Waktu</th><th>Panggilan</th><th>Gangguan</th><th>Isi</th></tr>{rows}</table>",
        )
    )


def _log(stage: Scene, request: Request) -> Response:
    wanted = request.query.get("operation")
    return Response([line for line in stage.log if not wanted or line["operation"] == wanted])


def _clear_log(stage: Scene, _request: Request) -> Response:
    stage.log.clear()
    return Response({"ok": True})


def _faults(stage: Scene, _request: Request) -> Response:
    return Response(stage.faults.as_list())


def _add_faults(stage: Scene, request: Request) -> Response:
    wanted: Any = request.json
    try:
        faults = [Fault.read(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
    except (TypeError, ValueError) as error:
        return Response({"error": str(error)}, 400)
    for fault in faults:
        stage.faults.add(fault)
    return Response(stage.faults.as_list())


def _clear_faults(stage: Scene, _request: Request) -> Response:
    stage.faults.clear()
    return Response([])


def _clock(stage: Scene, _request: Request) -> Response:
    return Response({"now": stage.clock.now().isoformat(), "offset_seconds": stage.clock.offset_seconds})


def _move_clock(stage: Scene, request: Request) -> Response:
    wanted = request.json if isinstance(request.json, dict) else {}
    try:
        seconds = float(wanted.get("advance_seconds", 0)) + 3_600 * float(wanted.get("advance_hours", 0))
        if "freeze" in wanted:
            stage.clock.freeze(datetime.fromisoformat(wanted["freeze"]))
    except (TypeError, ValueError) as error:
        return Response({"error": str(error)}, 400)
    stage.clock.advance(seconds)
    return _clock(stage, request)


def _reset(stage: Scene, _request: Request) -> Response:
    stage.reset()
    return Response({"ok": True})
