"""A courier's own codes for our places: looked up by name once, kept, and shown to a person where nothing fits.

A code is kept for the widest place that has only one: an origin usually for a whole regency, a destination for a
district. It is read the other way round: the village's own code before the district's before the regency's.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from market.address.models import Village
from market.core.errors import MarketError, Refused
from market.shipping.couriers.base import Can, Courier, End, Place
from market.shipping.models import PlaceCode

log = logging.getLogger(__name__)

REGENCY, DISTRICT, VILLAGE = 5, 8, 13  # how many signs of 33.06.08.2007 name each level
WIDEST_FIRST = {End.ORIGIN: (REGENCY, DISTRICT, VILLAGE), End.DESTINATION: (DISTRICT, VILLAGE)}
NO_POSTCODE = "00000"
FILLING_SECONDS = 900
FILLED_COUNT = 1_000  # codes of districts: more than buyers ask for one by one, less than any whole list


class Found(NamedTuple):
    """What a courier's list says of a place: the code for all that begins with `place`, or "" where it is unclear."""

    courier_code: str
    end: End
    place: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CodeBook:
    """The codes that we have, read in one query."""

    codes: Mapping[tuple[str, str, str], str]

    def get(self, courier_code: str, village_code: str, end: End) -> str | None:
        """The narrowest code that covers the village; "" when a person must say; None when nobody has asked yet."""
        known = [
            self.codes[courier_code, end, village_code[:level]]
            for level in (VILLAGE, DISTRICT, REGENCY)
            if (courier_code, end, village_code[:level]) in self.codes
        ]
        return next(filter(None, known), "" if known else None)


def place_of(village: Village, postcode: str = "") -> Place:
    """A village in the couriers' words. No query."""
    postcode = postcode or village.postcode
    return Place(
        village_code=village.code,
        village=village.name,
        district=village.district_name,
        regency=village.regency_label,
        province=village.province_name,
        postcode="" if postcode == NO_POSTCODE else postcode,
        latitude=village.latitude,
        longitude=village.longitude,
    )


def read_codes(couriers: Iterable[Courier], village_codes: Iterable[str]) -> CodeBook:
    """All codes that may cover these villages. One query; none when no courier has codes of its own."""
    names = [courier.code for courier in couriers if Can.FIND_PLACE in courier.can]
    if not names:
        return CodeBook({})
    around = {place for code in village_codes for place in _around(code)}
    rows = PlaceCode.objects.filter(courier_code__in=names, place__in=around)
    facts = rows.values_list("courier_code", "end", "place", "code")
    return CodeBook({(courier_code, end, place): code for courier_code, end, place, code in facts})


def find(courier: Courier, place: Place, end: End) -> Found:
    """Ask the courier's list by name, the widest level first; a code only where exactly one fits. No database.

    Raises what `find_place` raises.
    """
    for level in WIDEST_FIRST[end]:
        codes = {one.courier_code for one in courier.find_place(_cut(place, level), end) if one.courier_code}
        if len(codes) == 1:
            return Found(courier.code, end, place.village_code[:level], codes.pop(), _label(place, level))
    return Found(courier.code, end, place.village_code, "", _label(place, VILLAGE))


def keep(found: Iterable[Found]) -> None:
    """Write what was found. May be repeated; "nobody knows" never overwrites a code."""
    every = [
        PlaceCode(courier_code=one.courier_code, end=one.end, place=one.place, code=one.code, label=one.label)
        for one in dict.fromkeys(found)
    ]
    known = [row for row in every if row.code]
    if known:
        PlaceCode.objects.bulk_create(
            known,
            update_conflicts=True,
            unique_fields=["courier_code", "end", "place"],
            update_fields=["code", "label"],
        )
    if len(known) < len(every):
        PlaceCode.objects.bulk_create([row for row in every if not row.code], ignore_conflicts=True)


def with_code(courier: Courier, place: Place, end: End) -> Place:
    """The place with the courier's code, from our table or else from their list, which may take long: for workers.

    `Refused` (code "place_unknown") when only a person can say.
    """
    if Can.FIND_PLACE not in courier.can:
        return place
    code = read_codes([courier], [place.village_code]).get(courier.code, place.village_code, end)
    if code is None:
        found = find(courier, place, end)
        keep([found])
        code = found.code
    if not code:
        raise Refused(
            "no code for this place", provider=courier.code, operation="find_place", reference=place.village_code,
            code="place_unknown",
        )  # fmt: skip
    return replace(place, courier_code=code)


def fill(courier: Courier, villages: Iterable[Village] | None = None) -> dict[End, int]:
    """Look up and keep the codes of all villages (or of these) that have none. How many codes were new, for each end.

    For the command and the daily task: the courier's whole list is fetched. Places that somebody asked for in vain are
    tried again; those that nobody asked for are not put before a person.
    """
    new: dict[End, int] = {}
    for end in End:
        rows = PlaceCode.objects.filter(courier_code=courier.code, end=end).exclude(code="")
        covered = set(rows.values_list("place", flat=True))
        found: list[Found] = []
        for village in Village.objects.filter(retired_on=None).iterator() if villages is None else villages:
            if not _around(village.code) & covered:
                one = find(courier, place_of(village), end)
                found.append(one)
                covered |= {one.place} if one.code else set()
        keep(one for one in found if one.code)
        new[end] = sum(1 for one in found if one.code)
        for waiting in PlaceCode.objects.filter(courier_code=courier.code, end=end, code=""):
            if _around(waiting.place) & covered:
                waiting.delete()
    return new


def fill_alone(courier: Courier) -> None:
    """`fill`, unless another worker is at it; a courier that does not answer is tried at the next round."""
    turn = f"places:{courier.code}"
    if not cache.add(turn, "taken", FILLING_SECONDS):
        return
    try:
        log.info("%s: new place codes %s", courier.code, fill(courier))
    except MarketError as error:
        log.warning("%s: the list of places was not read: %s", courier.code, error)
    finally:
        cache.delete(turn)


def is_filled(courier: Courier) -> bool:
    """Whether the courier's list was ever read as a whole."""
    known = PlaceCode.objects.filter(courier_code=courier.code, end=End.DESTINATION).exclude(code="")
    return known.count() >= FILLED_COUNT


def unknown_places() -> QuerySet[PlaceCode]:
    """For a person: places whose code no list tells. Buyers there are not offered that courier."""
    return PlaceCode.objects.filter(code="").order_by("courier_code", "place")


def set_code(courier_code: str, end: End, place: str, code: str) -> None:
    """A person says which code it is, for a village, a district or a regency; overrides what was found."""
    PlaceCode.objects.update_or_create(
        courier_code=courier_code, end=end, place=place, defaults={"code": code, "verified_at": timezone.now()}
    )


def _around(village_code: str) -> set[str]:
    return {village_code[:level] for level in (REGENCY, DISTRICT, VILLAGE)}


def _cut(place: Place, level: int) -> Place:
    if level == VILLAGE:
        return place
    return replace(
        place, village_code=place.village_code[:level], village="", postcode="",
        district=place.district if level == DISTRICT else "",
    )  # fmt: skip


def _label(place: Place, level: int) -> str:
    place = _cut(place, level)
    return ", ".join(filter(None, [place.village, place.district, place.regency, place.province]))[:200]
