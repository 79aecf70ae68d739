"""The BUMDes' side of a deposit (setoran): its own figure beside the warung's, and how a difference ends (WR-29)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken, WrongState
from market.lifecycle import books
from market.warung.devices import events
from market.warung.models import Deposit

State = Deposit.State


def confirm(deposit_id: Any, received_rupiah: int, by: Any) -> Deposit:
    """What the BUMDes counted, once. The warung's figure stays as it is; a difference stays open."""
    with transaction.atomic():
        row = _taken(deposit_id)
        if row.state != State.SENT:
            raise WrongState(_("Setoran ini sudah dikonfirmasi. Angkanya tidak bisa diubah lagi."))
        row.received_rupiah, row.received_by, row.received_at = received_rupiah, by, timezone.now()
        row.state = State.CONFIRMED if received_rupiah == row.amount_rupiah else State.DIFFERS
        row.save()
        books.deposit_received(str(row.pk), row.warung_id, received_rupiah)
        return row


def solve(deposit_id: Any, words: str, by: Any) -> Deposit:
    """How the two figures were explained; both stay. The difference becomes one of the till."""
    if not words.strip():
        raise RuleBroken(_("Tulis bagaimana selisihnya diselesaikan."), code="words_missing")
    with transaction.atomic():
        row = _taken(deposit_id)
        if row.state != State.DIFFERS:
            raise WrongState(_("Setoran ini tidak punya selisih yang terbuka."))
        row.state, row.solution, row.solved_by = State.SOLVED, words.strip()[:200], by
        row.save()
        books.deposit_solved(str(row.pk), row.warung_id, row.amount_rupiah - (row.received_rupiah or 0), row.solution)
        events.note(row.warung, "deposit_solved", about=str(row.pk), words=row.solution)
        return row


def _taken(deposit_id: Any) -> Deposit:
    return Deposit.objects.select_for_update(of=("self",)).select_related("warung").get(pk=deposit_id)
