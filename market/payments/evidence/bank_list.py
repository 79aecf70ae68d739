"""Reading a bank's list of mutations (CSV): the lines that came in, each once however often the file is imported.

Banks write differently (BRI, BCA, Mandiri): columns are found by their names, sums and dates by their shape.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.payments.models import BankLine

MAX_BYTES = 2_000_000
MAX_LINES = 5_000
COLUMNS = {
    "date": ("tanggal", "tgl", "date", "posting"),
    "words": ("keterangan", "uraian", "description", "deskripsi", "remark"),
    "credit": ("kredit", "credit", "masuk"),
    "amount": ("jumlah", "amount", "mutasi", "nominal"),
    "side": ("db/cr", "d/k", "tipe", "type", "jenis"),
    "balance": ("saldo", "balance"),
}
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%y", "%d %b %Y")
CREDIT_WORDS = ("cr", "k", "kredit", "credit")
Row = dict[str, str]


def read(data: bytes) -> list[Row]:
    """The rows by our names of the columns. `RuleBroken` when it is too large or has no date or no sum."""
    if len(data) > MAX_BYTES:
        raise RuleBroken(_("Berkas terlalu besar. Kirim mutasi paling banyak sebulan."), code="too_large")
    text = data.decode("utf-8-sig", "replace")
    sample = text[:4_000]
    delimiter = max(";,\t|", key=sample.count)
    table = list(csv.reader(io.StringIO(text), delimiter=delimiter))[: MAX_LINES + 20]
    for number, heads in enumerate(table[:20]):
        names = _names(heads)
        if "date" in names and ("credit" in names or "amount" in names):
            return [
                {name: row[at].strip() for name, at in names.items() if at < len(row)}
                for row in table[number + 1 : number + 1 + MAX_LINES]
            ]
    raise RuleBroken(
        _("Kolom tanggal dan jumlah tidak ditemukan. Kirim berkas CSV mutasi dari bank."), code="no_columns"
    )


def keep(rows: Iterable[Row], gateway: str) -> tuple[list[BankLine], int]:
    """Write the lines that came in; the new ones, and how many were known before."""
    made, known = [], 0
    for row in rows:
        came = _came_in(row)
        if came is None:
            continue
        booked_on, amount = came
        facts = [gateway, booked_on.isoformat(), str(amount), row.get("words", ""), row.get("balance", "")]
        checksum = hashlib.sha256("|".join(facts).encode()).hexdigest()
        defaults = {"booked_on": booked_on, "amount_rupiah": amount, "words": row.get("words", "")[:200]}
        line, is_new = BankLine.objects.get_or_create(checksum=checksum, defaults={"gateway": gateway, **defaults})
        known += not is_new
        if is_new:
            made.append(line)
    return made, known


def rupiah_of(text: str) -> int | None:
    """`1.234.567,00`, `1,234,567.00`, `25137`: whole rupiah; None when it is no sum or has cents."""
    cleaned = re.sub(r"[^0-9.,]", "", text)
    cents = re.search(r"[.,](\d{1,2})\Z", cleaned)
    if cents:
        if cents.group(1).strip("0"):
            return None
        cleaned = cleaned[: cents.start()]
    digits = re.sub(r"[.,]", "", cleaned)
    return int(digits) if digits and len(digits) <= 13 else None


def _came_in(row: Mapping[str, str]) -> tuple[date, int] | None:
    day = _day(row.get("date", ""))
    said = row.get("credit") or row.get("amount", "")
    side = (row.get("side") or "").lower() or ("cr" if said.upper().endswith("CR") or row.get("credit") else "")
    if "side" not in row and "credit" not in row and not said.upper().endswith("DB") and not said.startswith("-"):
        side = side or "cr"
    amount = rupiah_of(said)
    return (day, amount) if day and amount and side in CREDIT_WORDS else None


def _day(text: str) -> date | None:
    for shape in DATES:
        try:
            said = text if " " in shape else text.split(" ")[0]  # a day, with or without its hour
            return datetime.strptime(said, shape).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _names(heads: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        for name, words in COLUMNS.items():
            if name not in found and any(word in head.strip().lower() for word in words):
                found[name] = at
                break
    return found
