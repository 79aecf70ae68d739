"""Who did what for whom, and who looked at personal data and why. Rows are added, never changed (see `triggers`).

The rooms call `note` and `looked` inside the transaction of what they tell of. A partner is named by its id and a
village by its code, because this room lies below theirs.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from market.core.errors import RuleBroken

PURPOSE_LENGTH = 5  # "cek" tells nobody anything


class Deed(models.Model):
    """One thing that a person of the desk did, for a seller or for a village. `by` is empty for the program itself."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=100)
    what = models.CharField(max_length=30)
    about = models.CharField(max_length=120, blank=True)
    partner_id = models.BigIntegerField(null=True)  # on behalf of, or about, this seller
    village_code = models.CharField(max_length=13, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["partner_id", "-id"], name="deeds_for_seller"),
            models.Index(fields=["village_code", "-id"], name="deeds_in_village"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.what} {self.about}"


class Look(models.Model):
    """Somebody of an office opened personal data that is covered on the page. The seller reads these rows (SE-26)."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    office = models.CharField(max_length=100)
    what = models.CharField(max_length=30)
    purpose = models.CharField(max_length=200)
    partner_id = models.BigIntegerField(null=True)
    village_code = models.CharField(max_length=13, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partner_id", "-id"], name="looks_at_seller")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.what} ({self.purpose})"


def note(by: Any, what: str, about: str = "", *, partner: Any = None, reason: str = "", **facts: Any) -> Deed:
    """Write down a deed. `partner`: the seller for whom it was done; their village becomes the deed's."""
    village = facts.pop("village_code", "") or (partner.village_id if partner is not None else "") or ""
    return Deed.objects.create(
        by=by, by_name=str(by) if by is not None else "Lumbung Desa", what=what, about=about[:120], reason=reason[:300],
        partner_id=partner.pk if partner is not None else None, village_code=village, facts=facts,
    )  # fmt: skip


def looked(by: Any, what: str, purpose: str, *, office: str, partner: Any) -> Look:
    """Write down a look at personal data of a seller; `RuleBroken` without a purpose in words."""
    purpose = purpose.strip()[:200]
    if len(purpose) < PURPOSE_LENGTH:
        raise RuleBroken(_("Tulis untuk apa data ini dibuka."), code="no_purpose")
    return Look.objects.create(
        by=by, by_name=str(by), office=office[:100], what=what, purpose=purpose, partner_id=partner.pk,
        village_code=partner.village_id or "",
    )  # fmt: skip


def deeds_for(partner_id: int) -> QuerySet[Deed]:
    return Deed.objects.filter(partner_id=partner_id).order_by("-pk")


def looks_at(partner_id: int) -> QuerySet[Look]:
    return Look.objects.filter(partner_id=partner_id).order_by("-pk")


# --- what the database itself refuses ---------------------------------------------------------------------------------

TABLES = ("users_deed", "users_look")
VERBS = ("UPDATE", "DELETE")


def triggers_sql(vendor: str) -> list[str]:
    """A row that was written is never changed or taken away, by whatever program, on SQLite and PostgreSQL."""
    names = [(table, verb, f"immutable_{table}_{verb.lower()}") for table in TABLES for verb in VERBS]
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'never changed'); END"
            for table, verb, name in names
        ]
    function = """
        CREATE OR REPLACE FUNCTION users_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    return [function] + [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION users_refuse_change()"
        for table, verb, name in names
    ]


def drop_sql(vendor: str) -> list[str]:
    """For the twin test, and for a migration that must alter one of the tables."""
    on = "" if vendor == "sqlite" else " ON {0}"
    return [f"DROP TRIGGER immutable_{table}_{verb.lower()}{on.format(table)}" for table in TABLES for verb in VERBS]
