"""Area search: a district and one of its postcodes, never a village. Ids are opaque inventions, made of our codes."""

from __future__ import annotations

from functools import cache

from market.sandbox.regions import villages
from market.sandbox.stage import Request, Response, Stage

MOST = 20


@cache
def areas() -> dict[tuple[str, str], dict[str, object]]:
    """All areas by district code and postcode."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for one in villages():
        if (one.code[:6], one.postcode) not in found:
            regency = one.regency.replace("Kabupaten ", "").replace("Administrasi ", "")
            found[one.code[:6], one.postcode] = {
                "id": area_id(one.code, one.postcode),
                "name": f"{one.district}, {regency}, {one.province}. {one.postcode}",
                "country_name": "Indonesia", "country_code": "ID",
                "administrative_division_level_1_name": one.province,
                "administrative_division_level_1_type": "province", "administrative_division_level_2_name": regency,
                "administrative_division_level_2_type": "city", "administrative_division_level_3_name": one.district,
                "administrative_division_level_3_type": "district",
                "postal_code": int(one.postcode),
            }  # fmt: skip
    return found


def area_id(village_code: str, postcode: str) -> str:
    digits = village_code.replace(".", "")
    return f"IDNP{digits[:2]}IDNC{digits[2:4]}IDND{digits[4:6]}IDZ{postcode}"


def postcode_of(area: str) -> str:
    return area.rpartition("Z")[2]


def search(_stage: Stage, request: Request) -> Response:
    """All words of the input must stand in the name, in any order; at most 20."""
    wanted = [word for word in _letters(request.query.get("input", "")).split() if word not in ("kabupaten", "kota")]
    if not wanted or request.query.get("countries") != "ID":
        return Response({"success": False, "error": "input is required", "code": 40001002}, 400)
    found = []
    for row in areas().values():
        words = _letters(str(row["name"]))
        if all(word in words for word in wanted):
            found.append(row)
            if len(found) == MOST:
                break
    return Response({"success": True, "areas": found})


def _letters(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())
