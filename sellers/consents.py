"""What a seller agrees to, question by question, in the words of one version; kept as read, withdrawn when wanted.

The boxes are never ticked beforehand (TL-05). A new wording is a new version: add a row, leave the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.core.errors import RuleBroken
from sellers.models import Consent

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Question:
    """One box: what for, on which ground of law, for how long; whether a shop can do without."""

    kind: str
    title: str | Promise
    purpose: str | Promise
    basis: str | Promise
    retention: str | Promise
    is_needed: bool = False
    version: str = VERSION

    @property
    def text(self) -> str:
        """All that was read, as one text to keep."""
        return "\n".join(str(part) for part in (self.title, self.purpose, self.basis, self.retention))


AGREED = gettext_lazy("Dasar hukum: persetujuan Anda (UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 20 ayat 2a).")
CONTRACT = gettext_lazy("Dasar hukum: perjanjian berjualan dengan Anda (UU 27/2022, Pasal 20 ayat 2b).")
UNTIL_WITHDRAWN = gettext_lazy("Disimpan sampai Anda mencabutnya. Sesudah dicabut, berhenti dalam 3 hari.")
QUESTIONS = (
    Question(
        "shop",
        gettext_lazy("Data saya dipakai untuk menjalankan toko"),
        gettext_lazy("Untuk: membuka toko, memberi tahu pesanan, menjemput paket, dan membayar hasil penjualan."),
        CONTRACT,
        gettext_lazy("Disimpan selama toko buka; catatan jual beli 10 tahun sesuai aturan pembukuan."),
        is_needed=True,
    ),
    Question(
        "public",
        gettext_lazy("Nama toko, desa, dan nomor HP toko boleh dilihat pembeli"),
        gettext_lazy("Untuk: halaman toko, supaya pembeli tahu siapa penjualnya. Alamat rumah tidak ditampilkan."),
        AGREED,
        UNTIL_WITHDRAWN,
        is_needed=True,
    ),
    Question(
        "promotion",
        gettext_lazy("Foto dan cerita toko boleh dipakai desa untuk promosi"),
        gettext_lazy("Untuk: halaman desa, pameran, dan media sosial desa."),
        AGREED,
        UNTIL_WITHDRAWN,
    ),
    Question(
        "figures",
        gettext_lazy("Angka penjualan saya boleh dilihat petugas pendamping"),
        gettext_lazy(
            "Untuk: pendampingan usaha oleh desa dan dinas. Tanpa izin ini hanya jumlah seluruh desa yang tampil."
        ),
        AGREED,
        UNTIL_WITHDRAWN,
    ),
)


def check(agreed: Mapping[str, str]) -> None:
    """`RuleBroken` when a box that a shop cannot do without was left empty. `data["missing"]`: which."""
    missing = [one.kind for one in QUESTIONS if one.is_needed and one.kind not in agreed]
    if missing:
        raise RuleBroken(
            _("Toko tidak bisa dibuka tanpa persetujuan ini."), code="no_consent", data={"missing": missing}
        )


def give(phone: str, agreed: Mapping[str, str], *, user: Any = None, application: Any = None) -> None:
    """Keep what was agreed, with the words. May be repeated: one standing row for each question and version."""
    for one in QUESTIONS:
        if agreed.get(one.kind) != one.version:
            continue
        row = Consent(
            phone=phone, user=user, application=application, kind=one.kind, version=one.version, text=one.text
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            pass  # agreed before, and never withdrawn


def withdraw(phone: str, kind: str) -> bool:
    """End a consent; False when there was none. What a shop cannot do without ends with the shop, at the operator's."""
    question = next((one for one in QUESTIONS if one.kind == kind), None)
    if question is None or question.is_needed:
        raise RuleBroken(_("Izin ini dicabut dengan menutup toko. Hubungi petugas desa."), code="needed")
    return bool(Consent.objects.filter(phone=phone, kind=kind, withdrawn_at=None).update(withdrawn_at=timezone.now()))


def standing(phone: str) -> set[str]:
    """The kinds that this person agrees to now."""
    return set(Consent.objects.filter(phone=phone, withdrawn_at=None).values_list("kind", flat=True))


def history(phone: str) -> QuerySet[Consent]:
    """Who, when, which words: everything, oldest first (TL-06)."""
    return Consent.objects.filter(phone=phone).order_by("pk")
