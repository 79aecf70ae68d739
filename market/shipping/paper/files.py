"""Reading what couriers send as CSV: a bill or a remittance. Columns are found by the names that couriers use."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from market.core.errors import RuleBroken

MAX_BYTES = 2_000_000
MAX_ROWS = 20_000
NAMES = {
    "awb": ("resi", "no resi", "nomor resi", "no. resi", "awb", "cnote", "waybill", "barcode", "connote"),
    "amount": ("biaya", "ongkir", "total", "tagihan", "jumlah", "amount", "cod", "nilai cod", "dibayar", "price"),
    "fee": ("fee", "biaya cod", "potongan", "admin"),
    "weight": ("berat", "berat kg", "weight", "kg"),
    "grams": ("gram", "berat gram", "weight gram", "grams"),
}


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    awb: str
    amount_rupiah: int
    fee_rupiah: int = 0
    weight_grams: int = 0


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def rows_of(body: bytes) -> list[Row]:
    """The lines of a file. `RuleBroken` names the line and the column that cannot be read; nothing is guessed."""
    if len(body) > MAX_BYTES:
        raise RuleBroken(_("Berkas terlalu besar (paling besar 2 MB)."))
    text = _text(body)
    lines = text.splitlines()
    if not lines:
        raise RuleBroken(_("Berkas kosong."))
    delimiter = max(";,\t", key=lines[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = _columns(next(reader))
    found: list[Row] = []
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) >= MAX_ROWS:
            raise RuleBroken(_("Paling banyak %(most)s baris.") % {"most": MAX_ROWS})
        found.append(_row(number, cells, columns))
    if not found:
        raise RuleBroken(_("Tidak ada baris di bawah judul kolom."))
    return found


def rupiah_of(text: str) -> int:
    """`Rp12.500`, `12500`, `12,500.00` as whole rupiah; ValueError for anything else."""
    bare = re.sub(r"^(rp\.?|idr)\s*", "", text.strip(), flags=re.IGNORECASE).replace(" ", "")
    bare = re.sub(r"[.,]\d{1,2}$", "", bare) if re.search(r"[.,]0{1,2}$", bare) else bare
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})*|\d+", bare):
        raise ValueError(f"no amount: {text!r}")
    return int(re.sub(r"\D", "", bare))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _columns(head: list[str]) -> dict[str, int]:
    keys = [" ".join(re.sub(r"[^a-z.]+", " ", cell.lower()).split()) for cell in head]
    columns = {name: next((keys.index(word) for word in words if word in keys), -1) for name, words in NAMES.items()}
    missing = [title for name, title in (("awb", _("resi")), ("amount", _("biaya"))) if columns[name] < 0]
    if missing:
        raise RuleBroken(_("Kolom tidak ditemukan: %(names)s.") % {"names": ", ".join(missing)})
    return columns


def _row(number: int, cells: list[str], columns: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        place = columns[name]
        return cells[place].strip() if 0 <= place < len(cells) else ""

    awb = cell("awb").upper()
    if not re.fullmatch(r"[A-Z0-9\-/]{4,40}", awb):
        raise RuleBroken(
            _("Baris %(row)s: nomor resi tidak terbaca: %(text)s") % {"row": number, "text": awb[:40] or "–"}
        )
    amounts = {}
    for name in ("amount", "fee"):
        try:
            amounts[name] = rupiah_of(cell(name)) if cell(name) or name == "amount" else 0
        except ValueError as error:
            facts = {"row": number, "text": cell(name)[:40] or "–"}
            raise RuleBroken(_("Baris %(row)s: jumlah tidak terbaca: %(text)s") % facts) from error
    return Row(number, awb, amounts["amount"], amounts["fee"], _grams(cell("grams"), cell("weight")))


def _grams(grams: str, kilograms: str) -> int:
    """What the courier weighed; 0 where it does not say."""
    try:
        if grams:
            return max(int(float(grams.replace(",", "."))), 0)
        return max(round(float(kilograms.replace(",", ".")) * 1_000), 0) if kilograms else 0
    except (ValueError, OverflowError):
        return 0
