"""The official list of places as the stand-ins know it: the packed data file, read as a file (no import of ours)."""

import json
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "address" / "data" / "regions.json.xz"


@dataclass(frozen=True, slots=True)
class Village:
    code: str  # ten digits: province, regency, district, village
    name: str
    district: str
    regency: str
    province: str
    postcode: str


@cache
def villages() -> tuple[Village, ...]:
    """All villages, in the order of their codes. SANDBOX_REGIONS names another file of the same form."""
    packed = json.loads(lzma.decompress(Path(os.environ.get("SANDBOX_REGIONS") or DATA).read_bytes()))
    provinces, regencies, districts = (dict(_table(packed[name])) for name in ("provinces", "regencies", "districts"))
    rows = zip(_table(packed["villages"]), accumulate(packed["postcode_steps"]), strict=True)
    return tuple(
        Village(code, name, districts[code[:6]], regencies[code[:4]], provinces[code[:2]], f"{postcode:05d}")
        for (code, name), postcode in rows
    )


def _table(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    codes = map(str, accumulate(table["code_steps"]))
    return zip(codes, table["names"].split("\n"), strict=True)
