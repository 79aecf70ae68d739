"""What a visitor wants to see of a list, as it stands in the address: so every list can be shared and gone back to."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from market.catalogue import listing
from market.catalogue.listing import Filters

PAGE_SIZE = 12  # full rows of 2, 3, 4 or 6, and with their photographs within the 120 kB of a page
MAX_WORDS = 100
MAX_PAGE = 10_000
MAX_RUPIAH = 1_000_000_000
VILLAGE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
DISTRICT = re.compile(r"\d{2}\.\d{2}\.\d{2}")
# The word in the address, the words on the page, the order of the list ("" is the best first when searching).
SORTS = {
    "": (_("Paling sesuai"), ""),
    "terbaru": (_("Terbaru"), listing.NEWEST),
    "termurah": (_("Termurah"), listing.CHEAPEST),
    "termahal": (_("Termahal"), listing.DEAREST),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words, place (a village or a whole district), price in rupiah, order, page. Empty means: any."""

    words: str = ""
    village: str = ""
    district: str = ""
    least_rupiah: int | None = None
    most_rupiah: int | None = None
    sort: str = ""
    page: int = 1
    all_places: bool = False  # show every place to choose from, not only those with the most goods

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        """From an address. What makes no sense is left out; nothing here is an error."""
        page = query.get("halaman", "1")
        sort = query.get("urut", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\0", " ").split())[:MAX_WORDS],
            village=_code(VILLAGE, query.get("desa", "")),
            district=_code(DISTRICT, query.get("kecamatan", "")),
            least_rupiah=_rupiah(query.get("harga_dari", "")),
            most_rupiah=_rupiah(query.get("harga_sampai", "")),
            sort=sort if sort in SORTS else "",
            page=min(max(int(page), 1), MAX_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
            all_places=query.get("tempat") == "semua",
        )

    @property
    def place(self) -> str:
        """The code with which the codes of all wanted villages begin."""
        return self.village or self.district

    @property
    def order(self) -> str:
        return SORTS[self.sort][1]

    def filters(self, **more: Any) -> Filters:
        """The wish as the catalogue's lists take it; `more` says which list (a category, a seller)."""
        return Filters(place=self.place, least_rupiah=self.least_rupiah, most_rupiah=self.most_rupiah, **more)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.place or self.least_rupiah is not None or self.most_rupiah is not None)

    def pairs(self) -> list[tuple[str, str]]:
        """As it stands in the address, in one order, so that the same wish has the same address."""
        values: list[tuple[str, Any]] = [
            ("q", self.words),
            ("desa", self.village),
            ("kecamatan", self.district),
            ("harga_dari", self.least_rupiah),
            ("harga_sampai", self.most_rupiah),
            ("urut", self.sort),
            ("halaman", self.page if self.page > 1 else ""),
            ("tempat", "semua" if self.all_places else ""),
        ]
        return [(name, str(value)) for name, value in values if value not in ("", None)]

    def url(self, path: str, **changes: Any) -> str:
        """The address of the same list with some wishes changed; on its first page unless `page` is given."""
        pairs = replace(self, **({"page": 1} | changes)).pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _code(shape: re.Pattern[str], text: str) -> str:
    return text if shape.fullmatch(text) else ""


def _rupiah(text: str) -> int | None:
    """`15.000`, `Rp15.000` and `15000` are the same; anything else is no limit."""
    digits = re.sub(r"(?i)^\s*rp\.?|[\s.]", "", text)
    return min(int(digits), MAX_RUPIAH) if digits.isascii() and digits.isdigit() and len(digits) < 13 else None
