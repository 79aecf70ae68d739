"""Which papers a kind of goods wants, since when, from which office, with what in hand: dated data, read top to bottom.

Sources: UU 20/2008 and PP 5/2021 (NIB by OSS); BPOM 22/2018 (P-IRT); UU 33/2014, PP 42/2024 (halal: food and drink of
micro and small makers from 18 October 2026); numbers as the offices print them. A new rule is a new row with its date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sellers.joining.kinds import CARE, DRINK, FOOD


class Paper(models.TextChoices):
    NIB = "nib", "NIB"
    PIRT = "pirt", "P-IRT"
    HALAL = "halal", _("Sertifikat halal")
    BPOM = "bpom", _("Izin edar BPOM")
    NPWP = "npwp", "NPWP"
    BRAND = "merek", _("Merek")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a number looks, without spaces, dots and dashes; what to say when it does not."""

    pattern: str
    words: str | Promise
    example: str
    ends: bool = True  # whether it runs out


SHAPES = {
    Paper.NIB: Shape(r"[0-9]{13}", _("NIB terdiri dari 13 angka."), "1234567890123", ends=False),
    Paper.PIRT: Shape(r"[0-9]{15}", _("Nomor P-IRT terdiri dari 15 angka."), "206330601012330"),
    Paper.HALAL: Shape(r"ID[0-9]{14,17}", _("Nomor halal: ID lalu 14 sampai 17 angka."), "ID33110000123450122"),
    Paper.BPOM: Shape(r"(MD|ML|TR|NA)[0-9]{9,15}", _("Nomor BPOM: MD, TR, atau NA lalu angkanya."), "MD123456789012"),
    Paper.NPWP: Shape(r"[0-9]{15,16}", _("NPWP terdiri dari 16 angka."), "0123456789012345", ends=False),
    Paper.BRAND: Shape(r"(IDM|DID|JID)?[0-9]{9,13}", _("Nomor merek: IDM lalu angkanya."), "IDM000123456"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """For goods of `families` (all when empty) this paper is wanted from `from_on`; a duty when `is_duty`."""

    paper: str
    families: frozenset[str]
    from_on: date
    is_duty: bool
    office: str | Promise
    needs: str | Promise


EATEN = frozenset({FOOD, DRINK})
RULES = (
    Rule(
        Paper.NIB, frozenset(), date(2021, 8, 4), True, _("OSS, gratis; petugas desa bisa membantu"),
        _("KTP dan nomor HP."),
    ),
    Rule(
        Paper.PIRT, frozenset({FOOD}), date(2018, 8, 7), True, _("Dinas Kesehatan kabupaten, lewat OSS"),
        _("NIB, label, dan penyuluhan keamanan pangan."),
    ),
    Rule(
        Paper.HALAL, EATEN, date(2026, 10, 18), True, _("BPJPH lewat SiHalal, bersama pendamping halal"),
        _("NIB, daftar bahan, cara membuat, foto produk."),
    ),
    Rule(
        Paper.BPOM, frozenset({CARE}), date(2010, 1, 1), True, _("Balai Besar POM"),
        _("NIB, resep, hasil uji, tempat yang diperiksa."),
    ),
    Rule(
        Paper.BRAND, frozenset(), date(2016, 11, 25), False, _("Kantor merek (DJKI), daring"),
        _("Nama dan gambar merek, surat UMKM binaan."),
    ),
)  # fmt: skip


def wanted(family: str, on: date) -> list[Rule]:
    """What holds for this kind of goods on that day, duties first."""
    fitting = [rule for rule in RULES if rule.from_on <= on and (not rule.families or family in rule.families)]
    return sorted(fitting, key=lambda rule: not rule.is_duty)


def normal(number: str) -> str:
    """`206-330/601.012 330` -> `206330601012330`; letters large."""
    return re.sub(r"[\s.\-/]", "", number).upper().removeprefix("PIRT").removeprefix("P-IRT")


def is_shaped(paper: str, number: str) -> bool:
    return re.fullmatch(SHAPES[Paper(paper)].pattern, number, re.ASCII) is not None


def end_of(paper: str, number: str) -> date | None:
    """The end that the number itself tells: the last two digits of a P-IRT are its year."""
    return date(2000 + int(number[-2:]), 12, 31) if paper == Paper.PIRT and is_shaped(paper, number) else None
