"""The table for people, and the same for programs."""

import json
import platform
from pathlib import Path

from django.db import connection
from django.utils import timezone

from tests.bench.measure import Row

HEAD = f"{'':<24}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'req/s':>9}{'bytes':>9}{'x floor':>9}"


def show(rows: list[Row]) -> None:
    print(f"\n{connection.vendor}, Python {platform.python_version()}, {timezone.localdate()}\n\n{HEAD}")
    for row in rows:
        rps = f"{row.rps:,.0f}" if row.rps is not None else "-"
        floor = f"{row.ratio_floor:.1f}" if row.ratio_floor is not None else "-"
        figures = f"{row.queries:>8}{row.median_ms:>11.2f}{row.p95_ms:>9.2f}{rps:>9}{row.bytes:>9,}{floor:>9}"
        print(f"{row.name:<24}{figures}")


def keep(rows: list[Row], file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"rows": [row.as_dict() for row in rows]}, indent=1) + "\n", encoding="utf-8")
