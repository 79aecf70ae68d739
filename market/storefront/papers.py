"""What the public reads of a seller's papers: the valid ones by name, and a neutral word where a duty is not met."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from market.core import dates
from market.partner.models import Partner


def badges(partner: Partner) -> list[str]:
    """`P-IRT, berlaku sampai 31 Desember 2030`. One that has ended is not among them, though no job ran."""
    today = timezone.localdate().isoformat()
    return [_badge(one) for one in partner.badges if not one["until"] or one["until"] >= today]


def _badge(one: dict[str, Any]) -> str:
    name = _name(one["kind"])
    if not one["until"]:
        return name
    words = _("%(paper)s, berlaku sampai %(day)s")
    return words % {"paper": name, "day": dates.day(date.fromisoformat(one["until"]))}


def notices(partner: Partner) -> list[str]:
    """Said without blame, and never the word for what is not proven (BY-29)."""
    words = {
        "halal": _("Sertifikat wajib untuk makanan ini belum dicantumkan penjual. Tanyakan bahannya kepada penjual."),
        "pirt": _("Penjual belum mencantumkan nomor P-IRT."),
        "bpom": _("Penjual belum mencantumkan izin edar BPOM."),
    }
    return [words[kind] for kind in partner.duties if kind in words]


def _name(kind: str) -> str:
    names = {"nib": "NIB", "pirt": "P-IRT", "npwp": "NPWP", "halal": _("Sertifikat halal")}
    return names.get(kind) or {"bpom": _("Izin edar BPOM"), "merek": _("Merek")}.get(kind, kind)
