"""When a courier comes to a village: the hour until which it is the same day, days of rest, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from market.address.places import timezone_of
from market.shipping.local.models import ClosedDay, PickupHours

LAST_PICKUP_HOUR, FIRST_PICKUP_HOUR, PICKUP_AFTER_HOURS = 14, 9, 2
SUNDAY = 6
LOOK_AHEAD_DAYS = 60  # a calendar that is closed for longer is a mistake: then the day after counts
WEEK = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """One village's. `closed` holds (courier code or "" for all, day) with the holiday's name."""

    zone: str
    last_hour: int = LAST_PICKUP_HOUR
    rest_days: frozenset[int] = frozenset({SUNDAY})
    closed: Mapping[tuple[str, date], str] = field(default_factory=dict)

    def next_pickup(self, now: datetime, courier_code: str = "") -> datetime:
        """In two hours, or on the next day on which somebody comes at nine by the clock of the village."""
        local = now.astimezone(ZoneInfo(self.zone))
        if local.hour < self.last_hour and self.is_open(local.date(), courier_code):
            return max(local + timedelta(hours=PICKUP_AFTER_HOURS), _at_nine(local))
        days = (local + timedelta(days=number) for number in range(1, LOOK_AHEAD_DAYS))
        fitting = (day for day in days if self.is_open(day.date(), courier_code))
        return _at_nine(next(fitting, local + timedelta(days=1)))

    def is_open(self, day: date, courier_code: str = "") -> bool:
        return day.weekday() not in self.rest_days and not self.closed.keys() & {("", day), (courier_code, day)}

    def words(self, now: datetime, courier_code: str = "") -> str:
        """`Dijemput hari ini`, `Dijemput besok`, `Dijemput Senin`, `Dijemput Senin, 7 Desember`."""
        today = now.astimezone(ZoneInfo(self.zone)).date()
        day = self.next_pickup(now, courier_code).date()
        if day == today:
            return _("Dijemput hari ini.")
        if (day - today).days == 1 and self.is_open(today, courier_code):
            return _("Dijemput besok, karena sudah lewat pukul %(hour)s.00.") % {"hour": self.last_hour}
        name = date_format(day, "l") if (day - today).days < WEEK else date_format(day, "l, j F")
        return _("Dijemput %(day)s.") % {"day": name}


def calendars_of(village_codes: Iterable[str]) -> dict[str, Calendar]:
    """The calendars of these villages, the usual one where nothing is set. Two queries."""
    codes = set(village_codes)
    hours = {row.village_id: row for row in PickupHours.objects.filter(village__in=codes)}
    closed: dict[str, dict[tuple[str, date], str]] = {code: {} for code in codes}
    for row in ClosedDay.objects.filter(village__in=codes):
        closed[row.village_id][row.courier_code, row.day] = row.name
    return {
        code: Calendar(
            timezone_of(code),
            hours[code].last_hour if code in hours else LAST_PICKUP_HOUR,
            frozenset(map(int, hours[code].rest_days)) if code in hours else frozenset({SUNDAY}),
            closed[code],
        )
        for code in codes
    }


def calendar_of(village_code: str) -> Calendar:
    return calendars_of([village_code])[village_code]


def _at_nine(day: datetime) -> datetime:
    return datetime.combine(day.date(), time(FIRST_PICKUP_HOUR), tzinfo=day.tzinfo)
