"""Finding a courier's code by the names of a place, however the courier spells them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from market.shipping.couriers.base import Place

KEPT_NAMES = 16_384  # regencies and districts come back a thousand times each in a list
PREFIXES = re.compile(r"^(KABUPATEN|KAB|KECAMATAN|KEC|KELURAHAN|KEL|DESA|ADMINISTRASI|ADM)[. ]+")
CITY = re.compile(r"^KOTA[. ]+")
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII"}


@lru_cache(KEPT_NAMES)
def key(name: str) -> str:
    """The bones of a name: no prefix of rank, figures as Roman numerals, letters only run together.

    `Kab. Adm. Kepulauan Seribu` and `KEPULAUAN SERIBU` are one; `Kota Bandung` and `Bandung` stay two.
    """
    name = name.upper().strip()
    while PREFIXES.match(name):
        name = PREFIXES.sub("", name)
    words = [ROMAN.get(word, word) for word in re.split(r"[^A-Z0-9]+", name)]
    return "".join(words)


@lru_cache(KEPT_NAMES)
def spellings(regency: str) -> tuple[str, ...]:
    """Keys to try for a regency or city, the exact one first: a courier may leave the word "Kota" out."""
    name = re.sub(r"\bADM(INISTRASI)?\b\.?", "", regency.upper()).strip()
    return tuple(dict.fromkeys([key(name), key(CITY.sub("", name))]))


@dataclass(slots=True)
class Names:
    """An index of a courier's whole list: by village, district, regency and postcode to their codes."""

    villages: dict[tuple[str, str, str], Place] = field(default_factory=dict)
    districts: dict[tuple[str, str], dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))
    regencies: dict[str, dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))
    postcodes: dict[str, dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, places: Iterable[Place]) -> None:
        for place in places:
            regency = spellings(place.regency)[0]
            district, village = key(place.district), key(place.village)
            if village:
                self.villages.setdefault((regency, district, village), place)
            if district:
                self.districts[regency, district].setdefault(place.courier_code, place)
            else:
                self.regencies[regency].setdefault(place.courier_code, place)
            if place.postcode:
                self.postcodes[place.postcode].setdefault(place.courier_code, place)

    def find(self, place: Place) -> list[Place]:
        """What fits, by the narrowest name that fits at all; empty when only a person can tell.

        The postcode decides last, and only when one code alone has it: a postcode may span districts.
        """
        district, village = key(place.district), key(place.village)
        for regency in spellings(place.regency):
            exact = self.villages.get((regency, district, village))
            if exact:
                return [exact]
            if district and (regency, district) in self.districts:
                return list(self.districts[regency, district].values())
        same_postcode = self.postcodes.get(place.postcode, {})
        return list(same_postcode.values()) if len(same_postcode) == 1 else []

    def find_regency(self, place: Place) -> list[Place]:
        """The codes that stand for the whole regency or city."""
        for regency in spellings(place.regency):
            if regency in self.regencies:
                return list(self.regencies[regency].values())
        return []
