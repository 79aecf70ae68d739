"""The door for pushes: stored, committed, answered. Nothing is believed and nothing else is done here.

The answers follow what gateways do with them (payments reference, 3.1): a redirect is not followed, a 500 is retried
once, a 503 four times. So both forms of the address are routed, trouble of ours is 503, and everything that we have
stored is 200, also what we do not know.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from market.core.errors import MarketError, Misconfigured, NotAllowed, NotFound, OutsideError
from market.inbox import receive
from market.lifecycle import tasks
from market.payments.payouts.registry import payout_gateway
from market.payments.registry import gateway
from market.shipping.couriers.base import Can
from market.shipping.registry import courier

log = logging.getLogger(__name__)

RETRY_SECONDS = "60"


@csrf_exempt
@require_POST
def hook(request: HttpRequest, source: str) -> HttpResponse:
    """`POST /hook/<source>/`: 200 stored; 401 wrong signature, 400 not the known shape (both counted); 404 nobody of
    that name; 413 too large; 503 trouble of ours, try again."""
    try:
        if _length(request) > receive.MAX_BODY_BYTES:
            return _answer(413, "too_large")
        body = request.read(receive.MAX_BODY_BYTES + 1)
        if len(body) > receive.MAX_BODY_BYTES:
            return _answer(413, "too_large")
        if not body.strip() and pushes(source):
            return _answer(200, "ok")  # Biteship registers an address by an empty push, which says nothing
        return _keep(source, dict(request.headers), body)
    except (DatabaseError, Misconfigured, OSError):
        log.exception("a push of %s was not stored", source)
        return _answer(503, "try_again")


def reference_of(source: str, headers: dict[str, str], body: bytes) -> str:
    """Whom a push is about, its signature checked by the adapter. No network.

    `NotFound`: nobody of that name pushes here. `NotAllowed`: the signature is wrong. `OutsideError`: not their shape.
    """
    if source in settings.GATEWAYS:
        hint = gateway(source).parse_webhook(headers, body)
        if not hint.signature_ok:
            raise NotAllowed("signature", data={"reference": hint.reference})
        return hint.reference
    if source in settings.PAYOUT_GATEWAYS:
        told = payout_gateway(source).parse_webhook(headers, body)
        if not told.signature_ok:
            raise NotAllowed("signature", data={"reference": told.reference})
        return told.reference
    if pushes(source):
        found = courier(source).parse_webhook(headers, body)
        return found.provider_order_id or found.awb or found.reference
    raise NotFound(source)


def pushes(source: str) -> bool:
    """Whether this is a courier that pushes."""
    return source in settings.COURIERS and Can.WEBHOOK in courier(source).can


def _keep(source: str, headers: dict[str, str], body: bytes) -> HttpResponse:
    try:
        reference = reference_of(source, headers, body)
    except NotFound:
        return _answer(404, "unknown_source")
    except NotAllowed as error:
        return _forged(source, headers, body, error, 401)
    except OutsideError as error:
        return _forged(source, headers, body, error, 401 if error.code == "bad_signature" else 400)
    with transaction.atomic():
        push, is_new = receive.store(source, headers, body, reference=reference)
        if is_new:
            tasks.handle_push.delay_on_commit(push.pk)
    return _answer(200, "ok")


def _forged(source: str, headers: dict[str, str], body: bytes, error: MarketError, status: int) -> HttpResponse:
    push = receive.store_forged(source, headers, body, reference=str(error.data.get("reference", "")))
    log.warning("push %s of %s refused (%s): %s", push.pk, source, status, error.code)
    return _answer(status, "refused")


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0


def _answer(status: int, word: str) -> HttpResponse:
    answer = JsonResponse({"status": word}, status=status)
    if status == 503:
        answer["Retry-After"] = RETRY_SECONDS
    return answer
