"""A shop is stopped for a time, with a reason (OP-05): its goods are hidden, its open orders stay to be finished."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import RuleBroken
from market.partner.models import Partner
from market.users import records

REASON_LENGTH, ANSWER_LENGTH = 300, 1_000


def suspend(partner: Partner, by: Any, reason: str) -> bool:
    """Hide the shop and tell its seller why; False when it was hidden already. `RuleBroken` without a reason."""
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise RuleBroken(_("Tulis alasannya, supaya penjual tahu apa yang harus diperbaiki."), code="no_reason")
    with transaction.atomic():
        now = timezone.now()
        rows = Partner.objects.filter(pk=partner.pk, suspended_at=None)
        if not rows.update(suspended_at=now, suspended_reason=reason, suspended_answer=""):
            return False
        deed = records.note(by, "suspended", partner.code, partner=partner, reason=reason)
        outbox.tell_partner(partner, "suspended", str(deed.pk), reason=reason)
    partner.refresh_from_db()
    return True


def resume(partner: Partner, by: Any) -> bool:
    """Show the shop again; False when it was never hidden."""
    with transaction.atomic():
        if not Partner.objects.filter(pk=partner.pk).exclude(suspended_at=None).update(suspended_at=None):
            return False
        deed = records.note(by, "resumed", partner.code, partner=partner)
        outbox.tell_partner(partner, "resumed", str(deed.pk))
    partner.refresh_from_db()
    return True


def answer(partner: Partner, words: str) -> bool:
    """The seller's side of it; read by the operator."""
    words = words.strip()[:ANSWER_LENGTH]
    rows = Partner.objects.filter(pk=partner.pk).exclude(suspended_at=None)
    return bool(words) and bool(rows.update(suspended_answer=words))
