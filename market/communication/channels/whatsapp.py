"""WhatsApp through Meta's Cloud API: one POST per message, no library needed.

A one-time code must go out as an authentication template with a copy-code button; free text is delivered only inside
24 hours of the person's own message, so a notice may be refused and then goes by another way (domain.md, A.15).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from market.communication.channels.base import PhoneText
from market.core.errors import Misconfigured, Nonsense, Refused, Unclear
from market.core.http import Http, Reply

TIMEOUT_SECONDS = 10.0
LANGUAGE = "id"
AUTHORISATION_CODES = {0, 3, 10, 190, 200}  # Graph API: token missing, expired or without the permission


class WhatsApp:
    """Options: base_url (with the API version), phone_number_id, token, code_template."""

    code: ClassVar[str] = "whatsapp"

    def __init__(self, *, http: Http, options: Mapping[str, str]) -> None:
        self._http = http
        self._options = options

    def send(self, text: PhoneText) -> str:
        """Send once; the answer is WhatsApp's id of the message. Not to be repeated after `Unclear`."""
        reply = self._http.send(
            "POST",
            f"{self._options['base_url']}/{self._options['phone_number_id']}/messages",
            operation="send",
            json_body=request_of(text, self._options.get("code_template", "")),
            headers={"Authorization": f"Bearer {self._options['token']}"},
            deadline_seconds=TIMEOUT_SECONDS,
        )
        return read(reply)


def request_of(text: PhoneText, code_template: str) -> dict[str, Any]:
    """The body of the call; digits without plus are what the API takes as a number."""
    envelope = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": text.to.lstrip("+")}
    if not text.code:
        return envelope | {"type": "text", "text": {"body": text.body, "preview_url": False}}
    parameter = [{"type": "text", "text": text.code}]
    return envelope | {
        "type": "template",
        "template": {
            "name": code_template,
            "language": {"code": LANGUAGE},
            "components": [
                {"type": "body", "parameters": parameter},
                {"type": "button", "sub_type": "url", "index": "0", "parameters": parameter},
            ],
        },
    }


def read(reply: Reply) -> str:
    """The id in a good answer; otherwise the error by what to do next."""
    if reply.status >= 500:
        raise Unclear(f"status {reply.status}", provider="whatsapp", operation="send")
    body = reply.json(provider="whatsapp", operation="send")
    if not isinstance(body, dict):
        raise Nonsense("no object", provider="whatsapp", operation="send")
    if "error" in body or reply.status >= 400:
        raise refusal(body.get("error") if isinstance(body.get("error"), dict) else {}, reply.status)
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not isinstance(messages[0], dict) or not messages[0].get("id"):
        raise Nonsense("no message id", provider="whatsapp", operation="send")
    return str(messages[0]["id"])


def refusal(error: Mapping[str, Any], status: int) -> Exception:
    code = error.get("code")
    if status in (401, 403) or code in AUTHORISATION_CODES:
        return Misconfigured(f"whatsapp: not authorised ({code})")
    return Refused(f"{code}: {str(error.get('message', ''))[:120]}", provider="whatsapp", operation="send")
