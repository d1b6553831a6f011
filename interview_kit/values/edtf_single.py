"""One date of EDTF: its parts, of which digits may be missing, their marks, and its bounds."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Final

from interview_kit.errors import InputError


class Precision(StrEnum):
    """How exactly a date, or one end of it, is known. Quarters, thirds and halves of a year are seasons."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Single:
    """A date without its members: ``month`` may be the code of a season, ``X`` is a digit not known.

    ``first`` and ``last`` are None where the whole year is not known.
    """

    year: str
    month: str | None
    day: str | None
    first: date | None
    last: date | None
    precision: Precision
    approximate: bool
    uncertain: bool


#: Parts of a year that stand where the month does: the month they begin with, and how many they last.
SEASONS: Final = {
    "21": (3, 3),
    "22": (6, 3),
    "23": (9, 3),
    "24": (12, 3),
    "25": (3, 3),
    "26": (6, 3),
    "27": (9, 3),
    "28": (12, 3),
    "33": (1, 3),
    "34": (4, 3),
    "35": (7, 3),
    "36": (10, 3),
    "37": (1, 4),
    "38": (5, 4),
    "39": (9, 4),
    "40": (1, 6),
    "41": (7, 6),
}
#: A year of which nothing is known.
NO_YEAR: Final = "XXXX"
#: A year that has every day there is.
_LEAP_YEAR: Final = 2000
UNSPECIFIED: Final = "X"
_SINGLE: Final = re.compile(
    r"(?P<before_year>[?~%])?(?P<year>[\dX]{4})(?P<after_year>[?~%])?"
    r"(?:-(?P<before_month>[?~%])?(?P<month>[\dX]{2})(?P<after_month>[?~%])?"
    r"(?:-(?P<before_day>[?~%])?(?P<day>[\dX]{2})(?P<after_day>[?~%])?)?)?",
    re.ASCII,
)
_PARTS: Final = ("year", "month", "day")
_MONTHS_OF: Final = {
    Precision.MONTH: 1,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}


@lru_cache(maxsize=4096)
def single(text: str) -> Single:
    """Parse one date. Raises :class:`InputError` ``values.edtf`` if it is none."""
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise InputError("values.edtf")
    year, month, day = match["year"], match["month"], match["day"]
    marks = [match[f"{side}_{part}"] for part in _PARTS for side in ("before", "after")]
    try:
        first, last = _bounds(year, month, day)
        exact = _precision(year, month, day) is Precision.DAY
        for unit in _widened_by(match):
            months = SEASONS[month or ""][1] if unit is Precision.SEASON else _MONTHS_OF.get(unit, 0)
            first = _earlier(first, months)
            last = _moved(last, months) if exact and months else _later(last, months)
    except (ValueError, OverflowError) as error:
        raise InputError("values.edtf") from error
    known = year != NO_YEAR
    return Single(
        year,
        month,
        day,
        first if known else None,
        last if known else None,
        _precision(year, month, day),
        any(mark in ("~", "%") for mark in marks),
        any(mark in ("?", "%") for mark in marks),
    )


def _precision(year: str, month: str | None, day: str | None) -> Precision:
    """Return the unit before the first digit that is missing."""
    if UNSPECIFIED in year:
        return Precision.DECADE if year.index(UNSPECIFIED) == 3 else Precision.CENTURY
    if month is None or UNSPECIFIED in month:
        return Precision.YEAR
    if month in SEASONS:
        return Precision.SEASON
    return Precision.MONTH if day is None or UNSPECIFIED in day else Precision.DAY


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """Return the first and the last day that the digits allow; ValueError where they allow none."""
    if month in SEASONS:
        if day is not None:
            raise ValueError(day)
        start, length = SEASONS[month]
        low, high = _numbers(year, 1, 9999)
        return date(low, start, 1), _later(date(high, start, 1) - timedelta(days=1), length)
    return _outermost(year, month, day, 1), _outermost(year, month, day, -1)


def _outermost(year: str, month: str | None, day: str | None, step: int) -> date:
    """Return the first day that fits, counting up (step 1) or down (step -1)."""
    for y in [_LEAP_YEAR] if year == NO_YEAR else _fitting(year, 1, 9999, step):
        for m in _fitting(month or "XX", 1, 12, step):
            for d in _fitting(day or "XX", 1, calendar.monthrange(y, m)[1], step):
                return date(y, m, d)
    raise ValueError(day)


def _fitting(digits: str, low: int, high: int, step: int) -> Iterator[int]:
    """Count, up or down, through the numbers within limits that ``digits`` may stand for.

    Mostly the first one is wanted, so none is made in advance.
    """
    choices = ["0123456789"[::step] if digit == UNSPECIFIED else digit for digit in digits]
    for number in product(*choices):
        value = int("".join(number))
        if low <= value <= high:
            yield value


def _numbers(digits: str, low: int, high: int) -> tuple[int, int]:
    least, most = (int(digits.replace(UNSPECIFIED, digit)) for digit in "09")
    if most < low or least > high:
        raise ValueError(digits)
    return max(least, low), min(most, high)


def _widened_by(match: re.Match[str]) -> list[Precision]:
    """Return the units by which an approximate date is wider than an exact one."""
    units = []
    for index, part in enumerate(_PARTS):
        if match[f"before_{part}"] and match[f"after_{part}"]:
            raise ValueError(part)
        written = [match[name] if match[name] else None for name in _PARTS[: index + 1]]
        marks = (match[f"before_{part}"], match[f"after_{part}"])
        if "~" in marks or "%" in marks:
            units.append(_precision(str(written[0]), *[*written[1:], None, None][:2]))
    return units


def _earlier(day: date, months: int) -> date:
    return _moved(day, -months) if months else day - timedelta(days=1)


def _later(day: date, months: int) -> date:
    """Move on by months, from the end of one to the end of another, or by one day."""
    following = day + timedelta(days=1)
    if not months or following.day != 1:
        return _moved(day, months) if months else following
    return _moved(following, months) - timedelta(days=1)


def _moved(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
