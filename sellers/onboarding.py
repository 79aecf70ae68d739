"""Joining: sent, approved or refused with a reason. Each verb may be repeated; the row's state decides.

Applying is one row for each phone: who was refused sends the same one again, and every sending and answer is kept. A
second shop on the same phone is opened by the operator (`opened_by`), as is one for who has no phone at hand.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken, WrongState
from market.partner.models import Partner, PartnerAddress
from market.users.models import User
from sellers import consents
from sellers.models import Application, ApplicationStep
from sellers.papers import keeping

State, Kind = Application.State, ApplicationStep.Kind
FACTS = ("name", "shop_name", "street", "kbli_code", "kbli_edition", "goods_words")
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_SIGNS, REASON_LENGTH, CODE_LENGTH, CODE_TRIES = 6, 300, 40, 20


class ShopExists(RuleBroken):
    """This phone has a shop: a second one is opened by the operator, so that both are kept apart (SE-28)."""

    code = "shop_exists"


def submit(
    phone: str, facts: Mapping[str, Any], agreed: Mapping[str, str], *, user: Any = None, opened_by: Any = None
) -> Application:
    """Send an application, or the refused one again. `facts`: FACTS and `village`; `agreed`: kind -> version.

    While it waits, sending again changes what it says. `ShopExists` when the phone has a shop and no operator opens
    this one; `RuleBroken` when a consent that a shop cannot do without is missing.
    """
    consents.check(agreed)
    if opened_by is None and has_shop(phone):
        raise ShopExists(_("Nomor ini sudah punya toko. Toko kedua dibuka lewat petugas desa."))
    try:
        return _send(phone, facts, agreed, user, opened_by)
    except IntegrityError:  # pressed twice at once: the other one made the row, this one says the same in it
        return _send(phone, facts, agreed, user, opened_by)


def _send(phone: str, facts: Mapping[str, Any], agreed: Mapping[str, str], user: Any, opened_by: Any) -> Application:
    with transaction.atomic():
        application = _row(phone, opened_by)
        for name in FACTS:
            setattr(application, name, facts.get(name, ""))
        application.village = facts["village"]
        application.state, application.sent_at = State.WAITING, timezone.now()
        application.reason, application.decided_at, application.decided_by = "", None, None
        if user is not None:
            application.user, application.phone_proven_at = user, application.phone_proven_at or timezone.now()
        application.save()
        kept = {name: facts.get(name, "") for name in FACTS} | {"village": application.village_id}
        application.steps.create(kind=Kind.SENT, by=opened_by or user, facts={**kept, "agreed": dict(agreed)})
        consents.give(phone, agreed, user=user, application=application)
        return application


def has_shop(phone: str) -> bool:
    """Whether this phone owns a shop; who only helps in one may open their own."""
    return Partner.objects.filter(users__phone=phone).exclude(helpers__user__phone=phone).exists()


def _row(phone: str, opened_by: Any) -> Application:
    """The application of this phone that is not decided for good, locked; or a new one."""
    rows = Application.objects.select_for_update(of=("self",)).exclude(state=State.APPROVED)
    found = rows.filter(phone=phone, opened_by__isnull=opened_by is None).first()
    if found is not None:
        return found
    number = "DP-" + "".join(secrets.choice(ALPHABET) for _sign in range(NUMBER_SIGNS))
    return Application(number=number, phone=phone, opened_by=opened_by)


def refuse(application: Application, by: Any, reason: str) -> Application:
    """Say what is to be mended; the seller reads it and sends again. `WrongState` when it does not wait."""
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise RuleBroken(_("Tulis alasannya, supaya pendaftar tahu apa yang harus diperbaiki."), code="no_reason")
    with transaction.atomic():
        if not _decide(application, State.REFUSED, by, reason):
            application.refresh_from_db()
            if application.state == State.REFUSED:
                return application
            raise WrongState(_("Pendaftaran ini sudah diputuskan."), data={"state": application.state})
        application.steps.create(kind=Kind.REFUSED, by=by, reason=reason)
    application.refresh_from_db()
    return application


def approve(application: Application, by: Any) -> Partner:
    """Open the shop: Partner, the place where couriers fetch, and the login by phone. Once, however often it is asked.

    `WrongState` when it was refused: then the seller sends it again first.
    """
    with transaction.atomic():
        if not _decide(application, State.APPROVED, by, ""):
            application.refresh_from_db()
            if application.partner is not None:
                return application.partner
            raise WrongState(_("Pendaftaran ini sudah diputuskan."), data={"state": application.state})
        application.refresh_from_db()
        partner = _open_shop(application)
        user = _person(application)
        partner.users.add(user)
        keeping.refresh(partner)
        application.partner, application.user = partner, user
        application.save(update_fields=["partner", "user"])
        application.consents.update(user=user)
        application.steps.create(kind=Kind.APPROVED, by=by)
        return partner


def _decide(application: Application, state: str, by: Any, reason: str) -> bool:
    """One conditional UPDATE: of two operators who press at once, one decides."""
    waiting = Application.objects.filter(pk=application.pk, state=State.WAITING)
    return bool(waiting.update(state=state, decided_at=timezone.now(), decided_by=by, reason=reason))


def _open_shop(application: Application) -> Partner:
    partner = Partner.objects.create(
        code=_free_code(application.shop_name),
        name=application.shop_name,
        village=application.village,
        phone=application.phone,
        approved_at=timezone.now(),
        kbli_code=application.kbli_code,
    )
    PartnerAddress.objects.create(
        partner=partner,
        first_name=application.name,
        line1=application.street,
        village=application.village,
        phone=application.phone,
        latitude=application.village.latitude,
        longitude=application.village.longitude,
    )
    return partner


def _free_code(name: str) -> str:
    """The address of the shop's page: its name, with a number where another has the same."""
    plain = slugify(name)[:CODE_LENGTH].strip("-") or "toko"
    for number in range(1, CODE_TRIES):
        code = plain if number == 1 else f"{plain}-{number}"
        if not Partner.objects.filter(code=code).exists():
            return code
    return f"{plain}-{secrets.token_hex(4)}"


def _person(application: Application) -> User:
    """The login of this phone; a new one signs in by code."""
    found = User.objects.filter(phone=application.phone).first()
    if found is None:
        try:
            with transaction.atomic():
                found = User.objects.create_person(phone=application.phone, name=application.name)
        except (IntegrityError, ValidationError):
            found = User.objects.get(phone=application.phone)
    if not found.first_name:
        User.objects.filter(pk=found.pk).update(first_name=application.name)
    return found
