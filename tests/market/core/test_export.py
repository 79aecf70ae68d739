"""Files that a spreadsheet opens without surprise (SE-16)."""

import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from market.core import export

COLUMNS = ["Nama", "HP", "Jumlah"]
ROWS = [["=cmd|' /C calc'!A0", "081234567890", 12_500], ['<Bu> & "Sari"', "-7", -5], [None, date(2026, 11, 5), 0]]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of_xlsx(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        for name in book.namelist():
            ElementTree.fromstring(book.read(name))
    return [
        [
            int(cell.find(f"{MAIN}v").text) if cell.get("t") is None else cell.find(f"{MAIN}is/{MAIN}t").text or ""
            for cell in row
        ]
        for row in sheet.iter(f"{MAIN}row")
    ]  # fmt: skip


def test_numbers_are_numbers_codes_keep_their_zeros_and_formulas_are_defused():
    assert cells_of_xlsx(export.xlsx_of(COLUMNS, ROWS)) == [
        COLUMNS, ["'=cmd|' /C calc'!A0", "081234567890", 12_500], ['<Bu> & "Sari"', "'-7", -5], ["", "2026-11-05", 0],
    ]  # fmt: skip


def test_both_files_hold_the_same_cells():
    text = export.csv_of(COLUMNS, ROWS).decode("utf-8-sig")
    in_csv = list(csv.reader(io.StringIO(text)))
    assert in_csv == [[str(cell) for cell in row] for row in cells_of_xlsx(export.xlsx_of(COLUMNS, ROWS))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_defused(start):
    assert export.defused(f"{start}1").startswith("'")
    assert export.defused(f"a{start}1") == f"a{start}1"
