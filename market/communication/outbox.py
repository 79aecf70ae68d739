"""Telling people: a row in the caller's transaction, once for each key; sending happens later, from a worker.

An e-mail goes out at most once: whoever takes the row marks it first, and a row whose sender died is `unclear` and is
not repeated. Nothing is lost by that, because the page shows the same words.
"""

import logging
import smtplib
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from market.communication import words
from market.communication.models import Message
from market.core import phones
from market.core.once import insert_once
from market.order.models import Order, SellerOrder

log = logging.getLogger(__name__)

MAX_TRIES = 8
FIRST_PAUSE_SECONDS = 30
IN_FLIGHT_SECONDS = 300
SWEEP_LIMIT = 200
ERROR_LENGTH = 200

State, Audience = Message.State, Message.Audience


def tell_buyer(order: Order, kind: str, *, part: SellerOrder | None = None, again: str = "", **facts: str) -> Message:
    """Tell the buyer once for each order (or part) and kind; `again` tells two events of one kind apart."""
    about = part.number if part else order.number
    where = {"order": order, "seller_order": part, "phone": order.buyer_phone, "email": order.email or ""}
    known = {"number": about, "seller": part.partner.name if part else ""}
    return _tell(_key(Audience.BUYER, kind, about, again), kind, Audience.BUYER, where, {**known, **facts})


def tell_seller(part: SellerOrder, kind: str, *, again: str = "", **facts: str) -> Message:
    """Tell the seller of a part, once for each kind (and `again`). It stands on their page; the phone is for a call."""
    where = {"order": part.order, "seller_order": part, "phone": part.partner.phone}
    return _tell(
        _key(Audience.SELLER, kind, part.number, again), kind, Audience.SELLER, where, {"number": part.number, **facts}
    )


def tell_partner(partner: Any, kind: str, about: str, **facts: str) -> Message:
    """Tell a seller something that belongs to no order, once for each kind and `about`. It stands on their page."""
    where = {"partner": partner, "phone": partner.phone}
    key = _key(Audience.SELLER, kind, str(partner.pk), about)
    return _tell(key, kind, Audience.SELLER, where, {"reference": about, "shop": partner.name, **facts})


def tell_house(kind: str, about: str, *, order: Order | None = None, partner: Any = None, **facts: str) -> Message:
    """Give the people of the house a task, once for each kind and `about`. Those who see to the villages of `order`
    and `partner` find it on their page of tasks; a task about money the treasurers."""
    known = {"number": order.number if order else "", "reference": about}
    where = {"order": order, "partner": partner}
    return _tell(_key(Audience.HOUSE, kind, about, ""), kind, Audience.HOUSE, where, {**known, **facts})


def notices(order: Order) -> QuerySet[Message]:
    """What the buyer of an order has been told, newest first; for the order page."""
    return Message.objects.filter(order=order, audience=Audience.BUYER).order_by("-pk")


def with_link(message: Message) -> str:
    """The text as it is sent: for a buyer, with the address of the order's own page."""
    if message.audience != Audience.BUYER or message.order is None:
        return message.text
    order = message.order
    path = settings.PAYMENT_FINISH_PATH.format(number=order.number, secret=order.secret)
    return f"{message.text}\n\n{settings.BASE_URL}{path}"


def whatsapp_link(message: Message) -> str:
    """The address under which a person sends this message by WhatsApp with one press; "" without a usable phone."""
    return phones.whatsapp(message.phone, f"{message.subject}. {with_link(message)}")


def deliver(message_id: int) -> bool:
    """Send one waiting message by e-mail; True when it went out now. For workers; any number may try at once."""
    taken = Message.objects.filter(pk=message_id, state=State.WAITING).update(
        state=State.SENDING, tries=F("tries") + 1, next_try_at=_in(IN_FLIGHT_SECONDS)
    )
    if not taken:
        return False
    message = Message.objects.select_related("order").get(pk=message_id)
    try:
        _mail(message).send()
    except (ConnectionRefusedError, smtplib.SMTPConnectError) as error:  # surely not sent
        tired = message.tries >= MAX_TRIES
        pause = None if tired else _in(FIRST_PAUSE_SECONDS * 2**message.tries)
        return _end(message, State.FAILED if tired else State.WAITING, error, pause)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        return _end(message, State.FAILED, error)
    except (OSError, smtplib.SMTPException) as error:  # perhaps sent
        return _end(message, State.UNCLEAR, error)
    return _end(message, State.SENT)


def sweep(limit: int = SWEEP_LIMIT) -> list[int]:
    """The messages whose nudge was lost. Those in flight for too long become unclear: their sender is gone."""
    now = timezone.now()
    gone = Message.objects.filter(state=State.SENDING, next_try_at__lte=now)
    gone.update(state=State.UNCLEAR, next_try_at=None, error="pengirim terputus")
    due = Message.objects.filter(state=State.WAITING, next_try_at__lte=now).order_by("next_try_at")
    return list(due.values_list("pk", flat=True)[:limit])


def _tell(key: str, kind: str, audience: str, where: Mapping[str, Any], facts: Mapping[str, str]) -> Message:
    from market.communication.tasks import deliver_message  # the task calls back into this module

    subject, text = getattr(words, audience.upper())[kind]
    to_send = bool(where.get("email"))
    message = Message(
        key=key, kind=kind, audience=audience, subject=str(subject) % facts, text=str(text) % facts,
        state=State.WAITING if to_send else State.SHOWN, next_try_at=_in(60) if to_send else None, **where,
    )  # fmt: skip
    if not insert_once(message):
        return Message.objects.get(key=key)
    if to_send:
        deliver_message.delay_on_commit(message.pk)
    return message


def _key(*parts: str) -> str:
    return ":".join(part for part in parts if part)


def _mail(message: Message) -> EmailMessage:
    """The same row always makes the same Message-ID, so that a mailbox that got it twice could tell."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    identity = f"<{sha256(message.key.encode()).hexdigest()[:32]}@{host}>"
    return EmailMessage(message.subject, with_link(message), to=[message.email], headers={"Message-ID": identity})


def _end(message: Message, state: str, error: Exception | None = None, next_try_at: Any = None) -> bool:
    if error:
        log.warning("message %s: %s, %s", message.pk, state, error.__class__.__name__)
    rows = Message.objects.filter(Q(state=State.SENDING) | Q(state=State.UNCLEAR), pk=message.pk)
    rows.update(
        state=state,
        next_try_at=next_try_at,
        sent_at=timezone.now() if state == State.SENT else None,
        error=(error.__class__.__name__ if error else "")[:ERROR_LENGTH],
    )
    return state == State.SENT


def _in(seconds: float) -> Any:
    return timezone.now() + timedelta(seconds=seconds)
