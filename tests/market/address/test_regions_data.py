"""The official list, whole: counts, codes and names. Read from the packed file, so no database is needed."""

import re
from collections import Counter

import pytest

from market.address.loading import document, read_tables
from market.address.places import WIB, WIT, WITA, timezone_of

HOURS = {WIB: 7, WITA: 8, WIT: 9}


@pytest.fixture(scope="module")
def tables():
    return {
        model.__name__: [dict(zip(columns, row, strict=True)) for row in rows]
        for model, columns, rows in read_tables(None)
    }


def test_every_level_has_as_many_places_as_the_decree_names(tables):
    counts = {level: len(rows) for level, rows in tables.items()}
    assert counts == {"Province": 38, "Regency": 514, "District": 7_285, "Village": 83_762}
    assert Counter(row["kind"] for row in tables["Village"]) == {"desa": 75_252, "kelurahan": 8_496, "desa adat": 14}
    assert Counter(row["kind"] for row in tables["Regency"]) == {"kabupaten": 416, "kota": 98}


def test_every_village_has_one_of_the_postcodes(tables):
    postcodes = {row["postcode"] for row in tables["Village"]}
    assert len(postcodes) == 10_632
    assert all(re.fullmatch(r"\d{5}", code) for code in postcodes)


def test_eight_villages_are_called_krandegan_and_pak_lurahs_is_in_bayan(tables):
    namesakes = {row["code"]: row for row in tables["Village"] if row["name"] == "Krandegan"}
    assert len(namesakes) == 8
    ours = namesakes["33.06.08.2007"]
    assert (ours["district_name"], ours["regency_label"], ours["province_name"], ours["postcode"]) == (
        "Bayan", "Kab. Purworejo", "Jawa Tengah", "54224",
    )  # fmt: skip
    assert (ours["latitude"], ours["longitude"]) == pytest.approx((-7.7540, 109.9265), abs=0.0002)


def test_hanura_is_in_teluk_pandan(tables):
    hanura = next(row for row in tables["Village"] if row["code"] == "18.09.10.2004")
    assert (hanura["name"], hanura["district_name"], hanura["regency_label"], hanura["postcode"]) == (
        "Hanura", "Teluk Pandan", "Kab. Pesawaran", "35450",
    )  # fmt: skip


def test_codes_are_those_of_kemendagri_with_dots_and_begin_with_the_place_around(tables):
    district = r"\d\d\.\d\d\.\d\d"
    village = district + r"\.[123]\d{3}"
    shapes = {"Province": r"\d\d", "Regency": r"\d\d\.\d\d", "District": district, "Village": village}
    for level, shape in shapes.items():
        assert all(re.fullmatch(shape, row["code"]) for row in tables[level])
    known = {row["code"] for rows in tables.values() for row in rows}
    assert all(row["code"][:8] in known and row["district_id"] == row["code"][:8] for row in tables["Village"])
    assert "3306080" not in known  # what BPS calls Bayan


def test_names_are_in_proper_case_and_without_stray_signs(tables):
    for rows in tables.values():
        for row in rows:
            name = row["name"]
            assert name == " ".join(name.split())
            assert "’" not in name
            assert all(not word[0].islower() or word == "dan" for word in name.split()), name


def test_points_lie_in_indonesia_or_are_not_known(tables):
    unknown = 0
    for row in tables["Village"]:
        if row["latitude"] is None:
            unknown += 1
        else:
            assert -11.1 < row["latitude"] < 6.2, row
            assert 94.9 < row["longitude"] < 141.1, row
    assert unknown == 383


def test_the_zones_agree_with_the_hours_of_the_source():
    zones = document()["zones"]
    assert len(zones) == 38
    assert {code: HOURS[timezone_of(code)] for code in zones} == zones
    assert timezone_of("18.09.10.2004") == "Asia/Jakarta"
    assert timezone_of("51.01.01.1001") == "Asia/Makassar"
    assert timezone_of("91.03.01.1001") == "Asia/Jayapura"
