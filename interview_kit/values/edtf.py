"""Fuzzy dates and their bounds: EDTF (ISO 8601-2:2019), as much of it as testimony needs so far.

    2009            2009-11         2009-11-30      a year, a month, a day
    2009-21         … -24                           spring, summer, autumn, winter
    200X  19XX      2009-XX         2009-11-XX      digits not known
    2009?  2009~  2009%                             uncertain, approximate, both
    2009/2011       ../2009         2009/..         from … to, until, since

Bounds are whole days and are what every filter and statistic uses. Uncertain (``?``) leaves them as
they are; approximate (``~``, ``%``) widens them by one unit of the written precision on either side, so
``2009~`` runs from 2008-01-01 to 2010-12-31. Winter begins in December of the named year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from interview_kit.errors import InputError


class Precision(StrEnum):
    """How exactly one end of a fuzzy date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A parsed EDTF string with its first and last possible day; ``None`` is an open end."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool
    uncertain: bool

    @property
    def year(self) -> int | None:
        """The one year the date falls in, or None where it cannot be told."""
        if self.earliest and self.latest and self.earliest.year == self.latest.year:
            return self.earliest.year
        return None


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date
    precision: Precision
    approximate: bool
    uncertain: bool


_ATOM: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX))?(?:-(?P<day>\d{2}|XX))?(?P<mark>[?~%])?"
)
#: Months of the seasons; winter runs into the next year.
_SEASONS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_YEARS: Final = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100}
_MONTHS: Final = {Precision.MONTH: 1, Precision.SEASON: 3}


@lru_cache(maxsize=4096)
def parse(text: str) -> FuzzyDate:
    """Parse an EDTF string.

    Raises :class:`InputError` ``values.edtf`` if it is none, or if an interval ends before it begins.
    """
    start, slash, end = text.partition("/")
    if not slash:
        span = _span(text)
        return FuzzyDate(text, span.first, span.last, span.precision, span.approximate, span.uncertain)
    if start == end == "..":
        raise InputError("values.edtf")
    first = None if start == ".." else _span(start)
    last = None if end == ".." else _span(end)
    ends = [span for span in (first, last) if span]
    if first and last and last.last < first.first:
        raise InputError("values.edtf-backwards")
    coarsest = max((span.precision for span in ends), key=list(Precision).index)
    return FuzzyDate(
        text,
        first.first if first else None,
        last.last if last else None,
        coarsest,
        any(span.approximate for span in ends),
        any(span.uncertain for span in ends),
    )


def _span(atom: str) -> _Span:
    match = _ATOM.fullmatch(atom)
    if match is None or (match["year"].endswith("X") and match["month"]):
        raise InputError("values.edtf")
    try:
        first, last, precision = _bounds(match["year"], match["month"], match["day"])
        approximate = match["mark"] in ("~", "%")
        if approximate:
            first, last = _step(first, precision, -1), _step(last, precision, 1)
    except (ValueError, OverflowError) as error:
        raise InputError("values.edtf") from error
    return _Span(first, last, precision, approximate, match["mark"] in ("?", "%"))


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    if year.endswith("XX"):
        return date(int(year[:2] + "00"), 1, 1), date(int(year[:2] + "99"), 12, 31), Precision.CENTURY
    if year.endswith("X"):
        return date(int(year[:3] + "0"), 1, 1), date(int(year[:3] + "9"), 12, 31), Precision.DECADE
    y = int(year)
    if month is None or (month == "XX" and day in (None, "XX")):
        return date(y, 1, 1), date(y, 12, 31), Precision.YEAR
    m = int(month)
    if m in _SEASONS:
        if day is not None:
            raise ValueError(day)
        first = date(y, _SEASONS[m], 1)
        return first, _month_end(_add_months(first, 2)), Precision.SEASON
    first = date(y, m, 1)
    if day in (None, "XX"):
        return first, _month_end(first), Precision.MONTH
    exact = date(y, m, int(day or ""))
    return exact, exact, Precision.DAY


def _step(day: date, precision: Precision, sign: int) -> date:
    """Move by one unit of ``precision``, keeping to the end of the month at the late side."""
    if precision is Precision.DAY:
        return day + timedelta(days=sign)
    if precision in _YEARS:
        return day.replace(year=day.year + sign * _YEARS[precision])
    moved = _add_months(day.replace(day=1), sign * _MONTHS[precision])
    return moved if sign < 0 else _month_end(moved)


def _add_months(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
