"""Places as JNE's stand-in knows them: codes derived from the official ones, names as uneven as such lists are."""

from collections.abc import Iterator

from market.sandbox.regions import Village, villages
from market.sandbox.stage import Request, Response, Stage

LETTERS = 26


def place_code(village_code: str, *, is_city: bool = False) -> str:
    """Our invented JNE code of a village's district (or its regency): `33.06.08.2007` -> three letters and 10800."""
    digits = village_code.replace(".", "")
    number, letters = int(digits[:4]), ""
    for _ in range(3):
        number, letter = divmod(number, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters + ("10000" if is_city else f"1{digits[4:6]}00")


def official_code(code: str) -> str:
    """Six digits, regency and district, behind one of our codes (00: the whole regency)."""
    number = 0
    for letter in code[:3]:
        number = number * LETTERS + ord(letter) - ord("A")
    return f"{number:04d}{code[4:6]}"


def origins(_stage: Stage, _request: Request) -> Response:
    cities = {place_code(one.code, is_city=True): _city(one) for one in villages()}
    return Response({"detail": [{"City_Code": code, "City_Name": name} for code, name in cities.items()]})


def destinations(_stage: Stage, _request: Request) -> Response:
    """One row a village, as long as the real list."""
    return Response({"detail": list(destination_rows())})


def destination_rows() -> Iterator[dict[str, str]]:
    """The long list, row by row."""
    for one in villages():
        yield {
            "COUNTRY_NAME": "INDONESIA",
            "PROVINCE_NAME": one.province.upper(),
            "CITY_NAME": _city(one),
            "DISTRICT_NAME": one.district.upper().replace(" ", "") if one.code[5] in "13579" else one.district.upper(),
            "SUBDISTRICT_NAME": one.name.upper(),
            "ZIP_CODE": one.postcode,
            "TARIFF_CODE": place_code(one.code),
        }


def _city(village: Village) -> str:
    """Regencies bare, cities with KOTA, Jakarta's without: as uneven as such lists are."""
    name = village.regency.upper().replace("KABUPATEN ", "").replace("ADMINISTRASI ", "")
    return name.replace("KOTA ", "") if "JAKARTA" in name else name
