"""Fuzzy dates and their bounds: EDTF (ISO 8601-2:2019, levels 0 to 2), as much of it as testimony needs.

    2009            2009-11         2009-11-30      a year, a month, a day
    2009-21  … -24  (-25 … -28)                     spring, summer, autumn, winter
    2009-33  … -36    -37 … -39       -40 -41       quarters, thirds, halves of the year
    200X  19XX      2009-XX         XXXX-08-15      digits not known, wherever they stand
    2009?  2009~  2009%                             uncertain, approximate, both
    2009-11~-30     ?2009-11-30                     a mark behind means all before it, one in front that part
    2009/2011       ../2009         2009/           from … to, however early, an end nobody knows
    [2009,2011]     [2009..2011]    [2009..]        one of these, one day between, that day or later
    {2009,2011}                                     each of these

Bounds are whole days and are what every filter and statistic uses. Uncertain (``?``) leaves them as
they are; approximate (``~``, ``%``) widens them by one unit of the marked precision on either side, so
``2009~`` runs from 2008-01-01 to 2010-12-31. Winter begins in December of the named year. A date whose
year is not known at all has no bounds.

The libraries there are do not keep these rules. Of edtf 5.0.2, winter ends on 31 December, ``2009-11-30~``
widens by a year and a month and a day, an interval may end before it begins, an unknown end lies ten years
off, ``2009-1X-XX`` raises ``ValueError`` when asked for its bounds, and a set takes 20 ms; undate 0.8.0 reads
neither seasons nor sets and brings numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from interview_kit.errors import InputError
from interview_kit.values.edtf_single import Precision, Single, single

__all__ = ["FuzzyDate", "Kind", "Precision", "Range", "parse"]

#: How an end that nothing limits is written; one that is not known is empty.
OPEN: Final = ".."
UNKNOWN: Final = ""


class Kind(StrEnum):
    """What several dates in one mean."""

    ONE = "one"
    INTERVAL = "interval"
    ONE_OF = "one-of"
    ALL_OF = "all-of"


@dataclass(frozen=True, slots=True)
class Range:
    """From ``first`` to ``last``, both as written; a single date is both. An end may be OPEN or UNKNOWN."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A parsed EDTF string with its first and last possible day; ``None`` is an end open or not known.

    ``ranges`` are its members as written: several of a set, one of anything else.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool
    uncertain: bool
    kind: Kind = Kind.ONE
    ranges: tuple[Range, ...] = ()

    @property
    def year(self) -> int | None:
        """The one year the date falls in, or None where it cannot be told."""
        if self.earliest and self.latest and self.earliest.year == self.latest.year:
            return self.earliest.year
        return None

    @property
    def reaches_back(self) -> bool:
        """Whether it is said to lie, or to have begun, however early."""
        return any(part.first == OPEN for part in self.ranges)

    @property
    def reaches_on(self) -> bool:
        """Whether it is said to lie, or to have lasted, however late."""
        return any(part.last == OPEN for part in self.ranges)


#: The longest a set's members lie apart, in days, to be as precise as the unit beside it.
_WIDTHS: Final = (
    (1, Precision.DAY),
    (31, Precision.MONTH),
    (92, Precision.SEASON),
    (366, Precision.YEAR),
    (3653, Precision.DECADE),
)
#: From coarse to fine, so that the coarsest of several is the least.
_COARSEST: Final = {precision: rank for rank, precision in enumerate(reversed(Precision))}
#: Characters; nobody names so many days that a longer set were testimony.
_LONGEST: Final = 2_000
_BRACKETS: Final = {"[": ("]", Kind.ONE_OF), "{": ("}", Kind.ALL_OF)}


@lru_cache(maxsize=4096)
def parse(text: str) -> FuzzyDate:
    """Parse an EDTF string.

    Raises :class:`InputError` ``values.edtf`` if it is none or longer than 2,000 characters, or
    ``values.edtf-backwards`` if a period ends before it begins.
    """
    if len(text) > _LONGEST:
        raise InputError("values.edtf")
    if text[:1] in _BRACKETS:
        return _set(text)
    start, slash, end = text.partition("/")
    if not slash:
        one = single(text)
        return _fuzzy(text, Kind.ONE, (Range(text, text),), (one,), (one.first, one.last))
    if {start, end} <= {OPEN, UNKNOWN}:
        raise InputError("values.edtf")
    part = Range(start, end)
    ends, bounds = _between(part)
    return _fuzzy(text, Kind.INTERVAL, (part,), ends, bounds)


def _set(text: str) -> FuzzyDate:
    closing, kind = _BRACKETS[text[0]]
    if not text.endswith(closing):
        raise InputError("values.edtf")
    parts = tuple(_member(written.strip()) for written in text[1:-1].split(","))
    found = [_between(part) for part in parts]
    firsts, lasts = zip(*(bounds for _, bounds in found), strict=True)
    bounds = (
        None if None in firsts else min(filter(None, firsts)),
        None if None in lasts else max(filter(None, lasts)),
    )
    return _fuzzy(text, kind, parts, tuple(end for ends, _ in found for end in ends), bounds)


def _member(written: str) -> Range:
    first, dots, last = written.partition(OPEN)
    if not first and not last:
        raise InputError("values.edtf")
    if not dots:
        return Range(written, written)
    return Range(first or OPEN, last or OPEN)


def _between(part: Range) -> tuple[tuple[Single, ...], tuple[date | None, date | None]]:
    """Return the ends of a range that are dates, and its bounds."""
    first = None if part.first in (OPEN, UNKNOWN) else single(part.first)
    last = None if part.last in (OPEN, UNKNOWN) else single(part.last)
    earliest = first.first if first else None
    latest = last.last if last else None
    if earliest and latest and latest < earliest:
        raise InputError("values.edtf-backwards")
    return tuple(end for end in (first, last) if end), (earliest, latest)


def _fuzzy(
    text: str,
    kind: Kind,
    ranges: tuple[Range, ...],
    ends: tuple[Single, ...],
    bounds: tuple[date | None, date | None],
) -> FuzzyDate:
    precisions = {end.precision for end in ends}
    if kind in (Kind.ONE_OF, Kind.ALL_OF):
        precisions.add(_spread(*bounds))
    return FuzzyDate(
        text,
        *bounds,
        min(precisions, key=_COARSEST.__getitem__),
        any(end.approximate for end in ends),
        any(end.uncertain for end in ends),
        kind,
        ranges,
    )


def _spread(earliest: date | None, latest: date | None) -> Precision:
    """Return how exactly a date is known of which only the bounds are."""
    if earliest is None or latest is None:
        return Precision.CENTURY
    days = (latest - earliest).days + 1
    return next((precision for width, precision in _WIDTHS if days <= width), Precision.CENTURY)
