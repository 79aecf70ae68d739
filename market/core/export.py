"""Tables as files: CSV and XLSX with the same cells. Numbers stay numbers, codes keep their leading zeros, and what
a spreadsheet would take for a formula is defused (SE-16).

XLSX is a zip of five small files of XML; these are written here, without formulas, styles or macros.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

Cell = str | int | date | datetime | None
Row = Sequence[Cell]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"  # so that a spreadsheet reads UTF-8
MOST_SIGNS = 32_000  # of one cell
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Lumbung Desa" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def defused(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_of(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(columns)
    for row in rows:
        out.writerow([cell if isinstance(cell, int) else _text(cell) for cell in row])
    return (BOM + made.getvalue()).encode()


def xlsx_of(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _FIXED.items():
            book.writestr(name, _HEAD + text)
        lines = [_line(number, row) for number, row in enumerate([list(columns), *rows], start=1)]
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", _HEAD + sheet)
    return made.getvalue()


def _line(number: int, row: Row) -> str:
    return f'<row r="{number}">{"".join(_cell(cell) for cell in row)}</row>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f"<c><v>{int(cell)}</v></c>"
    text = "".join(sign for sign in _text(cell)[:MOST_SIGNS] if sign >= " " or sign in "\t\n")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else defused(str(cell))
