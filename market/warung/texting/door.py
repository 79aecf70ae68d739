"""The door for an SMS gateway that speaks as Kannel's `post-url` does; the answer's text goes back to the sender.

Kannel User's Guide, "Setting up a SMS Gateway", "Kannel POST" (table "X-Kannel Post Headers"): the body is the message,
`X-Kannel-From` (with `send-sender = true`) and `X-Kannel-To` are the telephones, the Content-Type names the charset,
escapes of the URL are filled (`%I` is the message's own id), and what we answer as text/plain is sent back as an SMS.
Kannel has no signature and sends no header of ours, so the secret stands in the path:
`post-url = https://…/sms/<secret>/?id=%I`.
"""

from __future__ import annotations

import hashlib
from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from market.core.phones import to_e164
from market.warung.models import Warung
from market.warung.texting import drafts

MAX_BODY_BYTES = 4_096
CHARSETS = {"utf-16be": "utf-16-be", "ucs-2": "utf-16-be", "iso-8859-1": "latin-1"}  # else UTF-8, which has ASCII in it


@csrf_exempt
@require_POST
def text_in(request: HttpRequest, secret: str) -> HttpResponse:
    """POST: one SMS. 401: wrong secret; 400: the sender is no telephone; 404: the number is no warung's.

    May be repeated: the same id gets the same answer and no second draft.
    """
    if not settings.SMS_SECRET:
        raise Http404("no SMS gateway here")
    if not compare_digest(secret.encode(), settings.SMS_SECRET.encode()):
        return said("wrong secret", 401)
    body = request.read(MAX_BODY_BYTES + 1)
    if len(body) > MAX_BODY_BYTES:
        return said("too long", 413)
    try:
        phone, to = (to_e164(request.headers.get(f"X-Kannel-{name}", "")[:40]) for name in ("From", "To"))
    except ValueError:
        return said("no telephone", 400)
    warung = Warung.objects.filter(phone=to, closed_at=None).order_by("pk").first()
    if warung is None:
        return said("nobody has this number", 404)
    return said(drafts.receive(warung, _id(request, body), phone, _words(request, body)), 200)


def said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _id(request: HttpRequest, body: bytes) -> str:
    """The gateway's id; without one, what was sent by whom and when."""
    given = request.GET.get("id", "").strip()
    if given:
        return given[:100]
    parts = [request.headers.get(f"X-Kannel-{name}", "").encode() for name in ("From", "To", "Time")]
    return hashlib.sha256(b"\0".join([*parts, body])).hexdigest()


def _words(request: HttpRequest, body: bytes) -> str:
    """The text by the charset of its Content-Type: `X-Kannel-Coding` counts from 0 or from 1, as the version is."""
    named = (request.content_params or {}).get("charset", "")
    return body.decode(CHARSETS.get(named.lower(), "utf-8"), "replace").replace("\0", "")
