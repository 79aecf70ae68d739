"""Days and moments as people in Indonesia write them: `Minggu, 22 November 2026 pukul 14.05 WIB` (PF-11).

The country has three clocks. A place's clock follows from the province that begins its region code.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
CLOCK_NAMES = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}
# Keppres 41/1987, with the provinces made since: Bali, Nusa Tenggara, Sulawesi and Kalimantan without its west and
# middle keep WITA; Maluku and Papua keep WIT; all others WIB.
WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96", "97"})


def clock_of(region_code: str) -> ZoneInfo:
    """The clock of a place by its region code (`33.06.08.2007` or only `33`); WIB when the code is empty."""
    province = region_code[:2]
    if province in WITA_PROVINCES:
        return WITA
    return WIT if province in WIT_PROVINCES else WIB


def day(value: date) -> str:
    """`22 November 2026`."""
    return date_format(_local(value), "j F Y")


def weekday(value: date) -> str:
    """`Minggu, 22 November 2026`."""
    return date_format(_local(value), "l, j F Y")


def moment(value: datetime, region_code: str = "") -> str:
    """`Minggu, 22 November 2026 pukul 14.05 WIB`, on the clock of the place."""
    local = value.astimezone(clock_of(region_code))
    return _("%(day)s pukul %(time)s") % {"day": date_format(local, "l, j F Y"), "time": clock(value, region_code)}


def short_moment(value: datetime, region_code: str = "") -> str:
    """`22 Nov 2026 14.05 WIB`, for tables and event lists."""
    local = value.astimezone(clock_of(region_code))
    return f"{date_format(local, 'j M Y')} {clock(value, region_code)}"


def clock(value: datetime, region_code: str = "") -> str:
    """`14.05 WITA`."""
    zone = clock_of(region_code)
    return f"{value.astimezone(zone):%H.%M} {CLOCK_NAMES[zone]}"


def _local(value: date) -> date:
    return value.astimezone(WIB) if isinstance(value, datetime) else value
