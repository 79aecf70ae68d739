"""A stand-in for an SMS gateway (Kannel): a page on which anybody is a telephone, and the store's answers beside it.

As Kannel's smsbox does with `post-url`: the message is the body, the telephones are headers, the id is in the URL, and
the text that the store answers is the SMS that goes back. Quirks: a message is delivered again when nobody answered;
`POST /_sim/notify {"kind": "duplicates"}` delivers the next one three times; letters outside GSM 03.38 go as UCS-2.
"""

from __future__ import annotations

import os
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import requests

from market.sandbox.stage import Request, Response, Stage, page

TIMEOUT_SECONDS = 5
KEPT = 300
SHOWN, SMS_LETTERS, TRIES = 50, 160, 3
WARUNG_PHONE, SENDER = "+6281200003001", "+6281300000009"


def stage(*, port: int = 0, state_file: Path | None = None) -> Stage:
    """The stand-in on `port`; `SANDBOX_SMS_STORE_URL` is the store's door with its secret."""
    the = Stage("sms", port=port, state_file=state_file)
    the.route("POST", "/kirim", "_send", partial(send, the))
    the.route("POST", "/_sim/notify", "_sim", partial(trouble, the))
    the.route("GET", "/", "_inbox", partial(inbox, the))
    the.on_tick(partial(deliver, the, os.environ.get("SANDBOX_SMS_STORE_URL", "")))
    return the


def send(the: Stage, request: Request) -> Response:
    """One telephone sends one SMS, from a form or as JSON: `from`, `to`, `text`."""
    given = request.json if isinstance(request.json, dict) else request.form
    serial = the.data["serial"] = the.data.get("serial", 0) + 1
    times = 3 if the.data.pop("duplicates", False) else 1
    messages = the.data["messages"] = the.data.get("messages", [])[-KEPT:]
    messages.append({
        "id": f"SIM-{serial:06d}", "from": str(given.get("from") or SENDER), "to": str(given.get("to") or WARUNG_PHONE),
        "text": str(given.get("text", ""))[:480], "times": times, "tries": 0, "status": 0, "reply": "",
        "at": the.clock.now().isoformat(timespec="seconds"),
    })  # fmt: skip
    return Response("", 303, {"Location": "/"}) if request.json is None else Response(messages[-1])


def trouble(the: Stage, request: Request) -> Response:
    if request.json != {"kind": "duplicates"}:
        return Response({"error": "there is duplicates"}, 400)
    the.data["duplicates"] = True
    return Response({"duplicates": True})


def deliver(the: Stage, store: str) -> None:
    """What waits goes to the store, outside the lock; an unheard message is tried again on the next tick."""
    with the.lock:
        waiting = [one for one in the.data.get("messages", []) if one["times"] and one["tries"] < TRIES]
        for one in waiting:
            one["tries"] += 1
    for one in waiting:
        status, reply = post(store, one)
        with the.lock:
            one["status"], one["reply"] = status, reply[:SMS_LETTERS] or one["reply"]
            if status == 200:
                one["times"], one["tries"] = one["times"] - 1, 0
            the.save()


def post(store: str, one: dict[str, Any]) -> tuple[int, str]:
    """The store's status and words; 0 when nobody answered."""
    is_plain = one["text"].isascii()
    headers = {
        "X-Kannel-From": one["from"], "X-Kannel-To": one["to"], "X-Kannel-Time": one["at"], "X-Kannel-SMSC": "sim",
        "X-Kannel-Coding": "0" if is_plain else "2",
        "Content-Type": "text/plain" if is_plain else "text/plain; charset=UTF-16BE",
    }  # fmt: skip
    body = one["text"].encode("ascii" if is_plain else "utf-16-be")
    try:
        answer = requests.post(
            store, params={"id": one["id"]}, data=body, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False
        )
        return answer.status_code, answer.text if answer.status_code == 200 else ""
    except (requests.exceptions.RequestException, OSError):
        return 0, ""


def inbox(the: Stage, request: Request) -> Response:
    rows = "".join(
        f"<tr><td>{escape(one['from'])}</td><td>{escape(one['text'])}</td>"
        f"<td>{escape(one['reply']) or 'belum dijawab'}</td></tr>"
        for one in reversed(the.data.get("messages", [])[-SHOWN:])
    )
    form = (
        f'<form method="post" action="/kirim"><p>Dari <input name="from" value="{SENDER}"> '
        f'ke <input name="to" value="{WARUNG_PHONE}"></p>'
        '<p><input name="text" size="50" value="PESAN 1 2 KRAJAN"> <button>Kirim SMS</button></p></form>'
    )
    return Response(page("SMS", f"{form}<table><tr><th>Dari</th><th>SMS</th><th>Jawaban</th></tr>{rows}</table>"))
