"""Papers written down, reminded of once, told to the public: `Partner.badges` and `Partner.duties` follow."""

import io
import secrets
from datetime import date, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core import dates
from market.core.errors import RuleBroken
from market.partner.models import Partner
from sellers.joining.kinds import family_of
from sellers.papers import rules
from sellers.papers.models import PaperRow

REMIND_DAYS, MOST_BYTES, LIMIT = 60, 5 * 1024 * 1024, 500
HEADS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def store() -> Storage:
    """Where files lie that no address leads to; only a page with a guard reads them."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT)


def write(
    partner: Partner, kind: str, number: str, *, expires_on: date | None, file: IO[bytes] | None, by: Any
) -> PaperRow:
    """Keep one paper of each kind. `RuleBroken` with `data["field"]` for a number or a file that is none."""
    plain = rules.normal(number)
    shape = rules.SHAPES[rules.Paper(kind)]
    if not rules.is_shaped(kind, plain):
        raise RuleBroken(f"{shape.words} {_('Contoh')}: {shape.example}.", data={"field": "number"})
    name = _keep(file) if file else ""
    told = {"number": plain, "expires_on": expires_on or rules.end_of(kind, plain), "written_by": by}
    with transaction.atomic():
        row, _new = PaperRow.objects.update_or_create(
            partner=partner, kind=kind, defaults={**told, **({"file": name} if name else {})}
        )
        refresh(partner)
    return row


def _keep(file: IO[bytes]) -> str:
    content = file.read(MOST_BYTES + 1)
    ending = next((end for head, end in HEADS.items() if content.startswith(head)), "")
    if len(content) > MOST_BYTES or not ending:
        raise RuleBroken(_("Kirim foto atau PDF, paling banyak 5 MB."), data={"field": "file"})
    return store().save(f"papers/{secrets.token_hex(12)}{ending}", ContentFile(content))


def read(row: PaperRow) -> tuple[bytes, str]:
    """The file and its kind, for the page with the guard."""
    with store().open(row.file) as file:
        content = io.BytesIO(file.read()).getvalue()
    return content, {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}[row.file.rsplit(".", 1)[-1]]


def refresh(partner: Partner) -> None:
    """Write what the public may know: which papers are valid until when, and which duties are not met."""
    today = timezone.localdate()
    rows = {row.kind: row for row in PaperRow.objects.filter(partner=partner)}
    valid = {kind: row for kind, row in rows.items() if row.expires_on is None or row.expires_on >= today}
    badges = [
        {"kind": kind, "until": row.expires_on.isoformat() if row.expires_on else ""} for kind, row in valid.items()
    ]
    wanted = rules.wanted(family_of(partner.kbli_code), today) if partner.kbli_code else []
    duties = [rule.paper for rule in wanted if rule.is_duty and rule.paper not in valid]
    Partner.objects.filter(pk=partner.pk).exclude(badges=badges, duties=duties).update(badges=badges, duties=duties)


def remind() -> int:
    """Tell each seller once of a paper that ends within REMIND_DAYS; may run daily or oftener (SE-20)."""
    today = timezone.localdate()
    due = PaperRow.objects.filter(expires_on__gte=today, expires_on__lte=today + timedelta(days=REMIND_DAYS))
    due = due.filter(Q(reminded_for=None) | ~Q(reminded_for=F("expires_on"))).select_related("partner")
    told = 0
    for row in due.order_by("pk")[:LIMIT]:
        with transaction.atomic():
            mine = PaperRow.objects.filter(Q(reminded_for=None) | ~Q(reminded_for=F("expires_on")), pk=row.pk)
            if mine.update(reminded_for=F("expires_on")):
                facts = {"paper": row.get_kind_display(), "day": dates.day(row.expires_on)}
                outbox.tell_partner(row.partner, "paper_ends", f"{row.kind}:{row.expires_on}", **facts)
                told += 1
    return told


def refresh_all() -> None:
    """Daily: a paper that ended yesterday loses its badge, a rule that begins today makes its notice."""
    touched = Partner.objects.filter(Q(papers__isnull=False) | ~Q(kbli_code="")).distinct().order_by("pk")
    for partner in touched.iterator():
        refresh(partner)
