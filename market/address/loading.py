"""Loading the official list: the packed file into the tables, and the tables into the search index."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from market.address import index
from market.address.models import Country, District, Province, Regency, Region, RegionDataset, SearchWord, Village
from market.address.places import COUNTRY
from market.address.words import bones, ends, fold, key, with_run_on

PACKED = Path(__file__).parent / "data" / "regions.json.xz"
DEGREE_STEPS = 10_000
FIRST_KOTA = 71
KINDS = {"1": Village.Kind.KELURAHAN, "2": Village.Kind.DESA, "3": Village.Kind.DESA_ADAT}
KOTA, KABUPATEN = ("Kota Administrasi ", "Kota "), ("Kabupaten Administrasi ", "Kabupaten ")
Row = tuple[Any, ...]
Say = Callable[[str], None]


def quiet(_line: str) -> None:
    """For callers who want no progress."""


@cache
def document() -> dict[str, Any]:
    """The packed file, unpacked (24 MB in memory: for commands and tests, never in a request)."""
    return json.loads(lzma.decompress(PACKED.read_bytes()))


def load_regions(only: Sequence[str] | None = None, *, say: Say = quiet) -> int:
    """Load the list and its search index in one transaction; may be repeated. Returns the number of villages loaded.

    `only` keeps the villages whose code begins with one of these prefixes (`["33.06", "18.09.10"]`), for tests; such a
    part is not recorded as a dataset. A full load retires places that an earlier list had and this one has not.
    """
    tables = read_tables(only)
    with transaction.atomic():
        ensure_indonesia()
        for model, columns, rows in tables:
            _upsert(model, columns, rows)
            if only is None:
                _retire(model, {row[0] for row in rows})
            say(f"{model._meta.verbose_name_plural}: {len(rows):,}")
        index_places()
        say("search index built")
        if only is None:
            head = document()["head"]
            facts = {name: head[name] for name in ("source", "decree", "license")}
            facts["village_count"] = len(tables[-1][2])
            RegionDataset.objects.update_or_create(version=head["version"], defaults=facts)
    return len(tables[-1][2])


def is_loaded() -> bool:
    """Whether the edition of the packed file is the one in the tables."""
    return RegionDataset.objects.filter(version=document()["head"]["version"]).exists()


def ensure_indonesia() -> None:
    """The country that Oscar's addresses point at."""
    names = {"iso_3166_1_a3": "IDN", "iso_3166_1_numeric": "360", "printable_name": "Indonesia", "name": "Indonesia"}
    Country.objects.get_or_create(pk=COUNTRY, defaults={**names, "is_shipping_country": True})


def index_places() -> None:
    """Write the search index and the list of known words anew from the tables."""
    villages = Village.objects.filter(retired_on=None).order_by("code")
    columns = ("code", "name", "district_name", "regency_label", "province_name", "postcode")
    folded = cache(fold)
    counts: Counter[str] = Counter()
    lines: list[tuple[str, ...]] = []
    for code, name, district, regency, province, postcode in villages.values_list(*columns).iterator(10_000):
        words = [fold(name), folded(district), folded(regency), folded(province)]
        counts.update({word for part in words for word in part})
        lines.append((code, *(" ".join(with_run_on(part)) for part in words), postcode))
    index.rebuild(lines)
    SearchWord.objects.all().delete()
    known = [(word, *ends(word), bones(word), count) for word, count in sorted(counts.items()) if not word.isdigit()]
    _upsert(SearchWord, ("word", "head", "tail", "bones", "place_count"), known)


def read_tables(only: Sequence[str] | None) -> list[tuple[type[models.Model], tuple[str, ...], list[Row]]]:
    """(model, columns, rows) for each level from the top, cut down to `only` and the places around it."""
    packed = document()
    provinces = _names(packed["provinces"])
    regencies = {code: _regency(code, name) for code, name in _names(packed["regencies"]).items()}
    districts = _names(packed["districts"])
    villages = [
        _village(code, name, postcode, point, (districts[code[:8]], *regencies[code[:5]], provinces[code[:2]]))
        for (code, name), postcode, point in zip(
            _names(packed["villages"]).items(), accumulate(packed["postcode_steps"]), _points(packed), strict=True
        )
        if only is None or code.startswith(tuple(only))
    ]
    kept = {row[0][:length] for row in villages for length in (2, 5, 8)}
    return [
        (Province, ("code", "name"), [row for row in provinces.items() if row[0] in kept]),
        (
            Regency,
            ("code", "province_id", "kind", "name"),
            [(code, code[:2], *kind_and_name) for code, kind_and_name in regencies.items() if code in kept],
        ),
        (District, ("code", "regency_id", "name"), [(c, c[:5], name) for c, name in districts.items() if c in kept]),
        (Village, VILLAGE_COLUMNS, villages),
    ]


VILLAGE_COLUMNS = (
    "code", "district_id", "kind", "name", "name_key", "postcode", "latitude", "longitude",
    "district_name", "regency_label", "province_name",
)  # fmt: skip


def _village(code: str, name: str, postcode: int, point: Row, around: tuple[str, str, str, str]) -> Row:
    district, kind, regency, province = around
    label = f"{'Kota' if kind == Regency.Kind.KOTA else 'Kab.'} {regency}"
    return (code, code[:8], KINDS[code[9]], name, key(name), f"{postcode:05}", *point, district, label, province)


def _regency(code: str, name: str) -> tuple[str, str]:
    """The kind, which the code tells, and the name without its title (nobody writes 'Administrasi' on a parcel)."""
    is_kota = int(code[3:5]) >= FIRST_KOTA
    for title in KOTA if is_kota else KABUPATEN:
        name = name.removeprefix(title)
    return (Regency.Kind.KOTA if is_kota else Regency.Kind.KABUPATEN), name


def _names(table: dict[str, Any]) -> dict[str, str]:
    codes = (_dotted(code) for code in accumulate(table["code_steps"]))
    return dict(zip(codes, table["names"].split("\n"), strict=True))


def _dotted(number: int) -> str:
    """3306082007 -> 33.06.08.2007"""
    digits = str(number)
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))


def _points(packed: dict[str, Any]) -> Iterator[tuple[float | None, float | None]]:
    points, unknown = packed["village_points"], set(packed["village_points"]["unknown"])
    pairs = zip(accumulate(points["latitude"]), accumulate(points["longitude"]), strict=True)
    for line, (latitude, longitude) in enumerate(pairs):
        yield (None, None) if line in unknown else (latitude / DEGREE_STEPS, longitude / DEGREE_STEPS)


def _upsert(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Insert by primary key, or overwrite what differs; on PostgreSQL by way of COPY, which is three times as fast."""
    table, quoted = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    changes = [(column, f'excluded."{column}"') for column in columns[1:]]
    if issubclass(model, Region):
        changes.append(("retired_on", "NULL"))
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    new_values = ", ".join(f'"{column}" = {new}' for column, new in changes)
    is_new = " OR ".join(f'"{table}"."{column}" {differs} {new}' for column, new in changes)
    on_conflict = f'ON CONFLICT ("{columns[0]}") DO UPDATE SET {new_values} WHERE {is_new}'
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks}) {on_conflict}', rows)  # noqa: S608
            return
        cursor.execute(f'CREATE TEMP TABLE arriving ON COMMIT DROP AS SELECT {quoted} FROM "{table}" LIMIT 0')  # noqa: S608
        with cursor.copy(f"COPY arriving ({quoted}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f'INSERT INTO "{table}" ({quoted}) SELECT {quoted} FROM arriving {on_conflict}')  # noqa: S608
        cursor.execute("DROP TABLE arriving")
        cursor.execute(f'ANALYZE "{table}"')


def _retire(model: Any, codes: set[str], on: date | None = None) -> None:
    gone = set(model.objects.filter(retired_on=None).values_list("code", flat=True)) - codes
    for code in sorted(gone):
        model.objects.filter(code=code).update(retired_on=on or timezone.localdate())
