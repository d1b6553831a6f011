"""The Korean lunar calendar, by the tables of the Korea Astronomy and Space Science Institute.

A lunar year has twelve months of 29 or 30 days, some years a leap month, which has the number of the one
before it. The tables reach from lunar 1000-01-01 to 2050-11-18; outside there is no answer. The calendar in
use in the North is the same but for months whose new moon falls close to midnight.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from threading import Lock
from typing import Final

from korean_lunar_calendar import KoreanLunarCalendar

_LONGEST: Final = 30
_SHORTEST: Final = 29
#: Month and day on which the first day of each lunar month falls at the earliest and at the latest, of the
#: lunar years from 1930 to 2049.
_FIRST_DAYS: Final = (
    ((1, 22), (2, 20)),
    ((2, 20), (3, 21)),
    ((3, 22), (4, 21)),
    ((4, 22), (5, 22)),
    ((5, 23), (6, 21)),
    ((6, 24), (7, 23)),
    ((7, 25), (8, 24)),
    ((8, 25), (9, 24)),
    ((9, 23), (10, 24)),
    ((10, 23), (11, 23)),
    ((11, 22), (12, 22)),
    ((12, 23), (1, 21)),
)
#: Stands for a year that is not known; neither it nor the next has a 29 February.
_ANY_YEAR: Final = 2001
_ONE_AT_A_TIME: Final = Lock()


@cache
def _calendar() -> KoreanLunarCalendar:
    """Return the one converter: a new one counts every day since the year 1000 again, for milliseconds."""
    return KoreanLunarCalendar()


@lru_cache(maxsize=8192)
def solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the day of a lunar date, or None where there is no such date or the tables end."""
    with _ONE_AT_A_TIME:
        calendar = _calendar()
        if not calendar.setLunarDate(year, month, day, leap):
            return None
        return date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)


def month_bounds(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """Return the first and last day of a lunar month, or None where there is no such month."""
    first = solar(year, month, 1, leap=leap)
    last = solar(year, month, _LONGEST, leap=leap) or solar(year, month, _SHORTEST, leap=leap)
    return (first, last) if first and last else None


def bounds_of_any_year(month: int, day: int | None, *, leap: bool = False) -> tuple[date, date]:
    """Return the earliest and latest day of a lunar date, or month, whose year is not known.

    The year of the days returned means nothing.
    """
    first, last = _first_days(month)
    if leap:  # a leap month comes after its namesake where that one is early, and before a late next one
        first += timedelta(days=_SHORTEST)
        last = max(first, _first_days(month + 1)[1] - timedelta(days=_SHORTEST))
    if day is None:
        return first, last + timedelta(days=_LONGEST - 1)
    return first + timedelta(days=day - 1), last + timedelta(days=day - 1)


def _first_days(month: int) -> tuple[date, date]:
    turns, index = divmod(month - 1, 12)
    earliest, latest = (date(_ANY_YEAR + turns, *at) for at in _FIRST_DAYS[index])
    return earliest, latest if latest >= earliest else latest.replace(year=latest.year + 1)
