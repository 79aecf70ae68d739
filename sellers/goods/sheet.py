"""Goods from a spreadsheet (SE-17): read and checked first, line by line; nothing is saved until the seller says so.

XLSX is read by openpyxl, without formulas and links; CSV in whatever signs and separators a spreadsheet writes here.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from market.catalogue.models import Product, Unit
from market.core.errors import RuleBroken
from market.partner.models import Partner
from sellers.goods import keeping
from sellers.goods.forms import GoodsForm
from sellers.models import GoodsSheet

MOST_BYTES, MOST_UNPACKED, MOST_LINES, MOST_CELL = 2_000_000, 40_000_000, 2_000, 2_000
COLUMNS = ("Nama barang", "Harga", "Satuan", "Stok", "Berat (gram)", "Tahan (hari)", "Cerita")
FIELDS = ("title", "price", "unit", "stock", "weight_grams", "shelf_life_days", "description")
NEEDED = ("title", "price", "unit", "stock")
SAME = {  # other ways in which people head a column
    "nama": "title", "barang": "title", "nama produk": "title", "name": "title", "price": "price",
    "harga (rp)": "price", "unit": "unit", "stock": "stock", "jumlah": "stock", "berat": "weight_grams",
    "weight": "weight_grams",
    "tahan": "shelf_life_days", "deskripsi": "description", "description": "description",
    "keterangan": "description",
}  # fmt: skip
EXAMPLE = ("Keripik singkong balado", 12500, "bungkus", 20, 250, 30, "Renyah, pedas sedang, tanpa pengawet.")
UNITS = {code: code for code in Unit.values} | {"kilogram": "kg", "kilo": "kg", "pcs": "buah", "biji": "buah"}
STATE = GoodsSheet.State
PROGRESS_STEP = 10


@dataclass
class Checked:
    """What the lines of a sheet hold: `good` with (line, facts), `wrong` with (line, name, reasons)."""

    good: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[dict[str, Any]] = field(default_factory=list)


def lines_of(content: bytes, name: str) -> list[list[str]]:
    """Every line with its cells as text, the head first. `RuleBroken` in words for people when it is no such file."""
    if len(content) > MOST_BYTES:
        raise RuleBroken(_("Berkas terlalu besar. Paling besar 2 MB."), code="too_big")
    read = _of_xlsx if content[:2] == b"PK" else _of_csv
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise RuleBroken(_("Ini berkas Excel lama (.xls). Simpan dulu sebagai .xlsx atau .csv."), code="old_excel")
    lines = []
    for cells in read(content):
        if len(lines) > MOST_LINES:
            raise RuleBroken(_("Paling banyak 2.000 barang sekali unggah. Bagi dulu berkasnya."), code="too_many")
        lines.append([cell.strip()[:MOST_CELL] for cell in cells])
    while lines and not any(lines[-1]):
        lines.pop()
    if len(lines) < 2:
        raise RuleBroken(_("Berkas ini kosong. Baris pertama judul kolom, baris berikutnya barang."), code="empty")
    return lines


def _of_xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(one.file_size for one in file.infolist()) > MOST_UNPACKED:
                raise RuleBroken(_("Berkas terlalu besar. Paling besar 2 MB."), code="too_big")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(max_row=MOST_LINES + 2, max_col=40, values_only=True):
            yield [_cell(cell) for cell in row]
    except RuleBroken:
        raise
    except Exception as error:  # a broken file breaks the reader in many ways
        raise RuleBroken(_("Berkas ini tidak bisa dibaca. Pakai contoh kami."), code="unreadable") from error


def _cell(cell: Any) -> str:
    """A whole number as one writes it: a spreadsheet keeps 12500 as 12500.0."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _of_csv(content: bytes) -> Iterator[list[str]]:
    for signs in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(signs)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RuleBroken(_("Berkas ini tidak bisa dibaca. Pakai contoh kami."), code="unreadable")
    if "\0" in text:
        raise RuleBroken(_("Berkas ini tidak bisa dibaca. Pakai contoh kami."), code="unreadable")
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise RuleBroken(_("Berkas ini tidak bisa dibaca. Pakai contoh kami."), code="unreadable") from error


def check(lines: list[list[str]], partner: Partner) -> Checked:
    """Every line through the seller's own form. One query, whatever the number of lines. Nothing is saved."""
    places = _places(lines[0])
    known = {title.casefold() for title in Product.objects.filter(partner=partner).values_list("title", flat=True)}
    found = Checked()
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        told = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        facts, reasons = _checked(told)
        title = str(facts.get("title", "")).casefold()
        if title and title in known:
            reasons.append(_("Nama barang: sudah ada di toko Anda, atau dua kali di berkas ini."))
        known.add(title)
        if reasons:
            found.wrong.append({"line": number, "title": told["title"], "reasons": reasons})
        else:
            found.good.append({"line": number, "facts": facts})
    return found


def _places(head: Iterable[str]) -> dict[str, int]:
    """Which column holds what. `RuleBroken` names the columns that are missing."""
    names = {title.lower(): name for title, name in zip(COLUMNS, FIELDS, strict=True)} | SAME
    places: dict[str, int] = {}
    for place, title in enumerate(head):
        name = names.get(" ".join(title.lower().split()))
        if name is not None:
            places.setdefault(name, place)
    missing = [COLUMNS[FIELDS.index(name)] for name in NEEDED if name not in places]
    if missing:
        words = _("Kolom ini tidak ada: %(columns)s. Pakai contoh kami.")
        raise RuleBroken(words % {"columns": ", ".join(missing)}, code="columns")
    return places


def _units() -> dict[str, str]:
    """The codes of the units by the words of the reader's language."""
    return {str(word).lower(): code for code, word in Unit.choices}


def _checked(told: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    unit = UNITS.get(told["unit"].lower()) or _units().get(told["unit"].lower())
    form = GoodsForm({**told, "unit": unit or told["unit"]}, draft=False)
    form.fields["photo"].required = False
    form.fields["unit"].error_messages["invalid_choice"] = _("%(value)s tidak ada di daftar satuan.")
    del form.fields["category"]
    form.full_clean()
    reasons = [f"{form.fields[name].label}: {' '.join(map(str, words))}" for name, words in form.errors.items()]
    facts = {name: value for name, value in form.cleaned_data.items() if name in FIELDS and value not in (None, "")}
    return facts, reasons


def keep(partner: Partner, by: Any, name: str, checked: Checked) -> GoodsSheet:
    """The checked sheet as a row that waits for the seller's yes."""
    return GoodsSheet.objects.create(
        partner=partner, made_by=by, name=name[:100], good=checked.good, wrong=checked.wrong, count=len(checked.good)
    )


def confirm(sheet: GoodsSheet) -> bool:
    """The seller's yes: a worker makes the goods. False when it was said before."""
    from sellers.tasks import save_sheet  # the task calls this module

    rows = GoodsSheet.objects.filter(pk=sheet.pk, state=STATE.CHECKED)
    if not rows.update(state=STATE.SAVING, confirmed_at=timezone.now()):
        return False
    save_sheet.delay_on_commit(sheet.pk)
    return True


def save(sheet_id: int) -> int:
    """Make the goods of a confirmed sheet as drafts; how many. May be repeated and raced: each has its line as key."""
    sheet = GoodsSheet.objects.filter(pk=sheet_id, state=STATE.SAVING).select_related("partner", "made_by").first()
    if sheet is None:
        return 0
    for done, one in enumerate(sheet.good, start=1):
        keeping.add(sheet.partner, one["facts"], key=f"L{sheet.pk}B{one['line']}", photo=None, by=sheet.made_by)
        if done % PROGRESS_STEP == 0:
            GoodsSheet.objects.filter(pk=sheet.pk, done__lt=done).update(done=done)
    GoodsSheet.objects.filter(pk=sheet.pk, state=STATE.SAVING).update(
        state=STATE.SAVED, done=F("count"), saved_at=timezone.now(), good=[]
    )
    return len(sheet.good)


def lying() -> list[int]:
    """Confirmed sheets whose nudge was lost."""
    return list(GoodsSheet.objects.filter(state=STATE.SAVING).order_by("pk").values_list("pk", flat=True)[:20])
