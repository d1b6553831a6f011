"""What understanding a date passes from hand to hand: meanings, the steps to them, and days moved."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from interview_kit.errors import InputError, Parameter
from interview_kit.values import edtf
from interview_kit.values.date_description import Shift
from interview_kit.values.edtf import OPEN, FuzzyDate, Kind, Precision
from interview_kit.values.landmarks import Landmark

#: The first and the last of a range in EDTF; a single date is both.
Span = tuple[str, str]
SEASON_STARTS: Final = {"21": 3, "22": 6, "23": 9, "24": 12}
_QUARTER_STARTS: Final = {"33": 1, "34": 4, "35": 7, "36": 10}


@dataclass(frozen=True, slots=True)
class Step:
    """How a part was understood, as a code with what fills its text (``values.how-<code>``)."""

    code: str
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """Days, one of which is meant, or all from first to last if it is an interval."""

    spans: tuple[Span, ...]
    steps: tuple[Step, ...] = ()
    kind: Kind = Kind.ONE_OF

    def text(self) -> str:
        """Return it as EDTF."""
        spans = tuple(dict.fromkeys(self.spans))
        if self.kind is Kind.INTERVAL:
            return "/".join(spans[0])
        members = [first if first == last else _range(first, last) for first, last in spans]
        if self.kind is Kind.ALL_OF:
            return f"{{{','.join(members)}}}" if len(members) > 1 else members[0]
        if len(members) == 1 and ".." not in members[0]:
            return members[0]
        return f"[{','.join(members)}]"

    def fuzzy(self) -> FuzzyDate | None:
        """Return the date, or None where the calendar has none such."""
        try:
            return edtf.parse(self.text())
        except InputError:
            return None


def _range(first: str, last: str) -> str:
    return f"{first if first != OPEN else ''}{OPEN}{last if last != OPEN else ''}"


#: Years as EDTF writes them, and how they were found.
Years = tuple[tuple[str, ...], tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a phrase may lean on: landmarks by code, today, and when the person was born."""

    landmarks: dict[str, Landmark]
    today: date | None
    born: FuzzyDate | None
    #: Whether an age is more likely counted as Koreans do than in full years.
    korean: bool


def joined(parts: Iterable[Meaning], kind: Kind) -> Meaning:
    """Return several as one: one of them, or each."""
    parts = list(parts)
    steps = tuple(dict.fromkeys(step for part in parts for step in part.steps))
    return Meaning(tuple(span for part in parts for span in part.spans), steps, kind)


def between(first: Meaning, last: Meaning, kind: Kind) -> Meaning:
    """Return a range from one to the other: a day in it, or all of it."""
    span = (first.spans[0][0], last.spans[-1][1])
    return Meaning((span,), tuple(dict.fromkeys(first.steps + last.steps)), kind)


def today_step(today: date) -> Step:
    return Step("today", (("today", today.isoformat()),))


def season_months(season: str | None) -> tuple[int, int] | None:
    """Return in which month a season, a quarter or a time of work ("05..06") begins, and for how many."""
    if season is None:
        return None
    first, work, last = season.partition("..")
    if work:
        return int(first), int(last) - int(first) + 1
    start = (SEASON_STARTS | _QUARTER_STARTS).get(season)
    return (start, 3) if start else None


def at(day: date, precision: Precision) -> str:
    """Return a day's year or month; the day itself where neither is meant."""
    if precision is Precision.YEAR:
        return f"{day.year:04}"
    return f"{day:%Y-%m}" if precision is Precision.MONTH else day.isoformat()


def day_before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()


def days_on(day: date, days: int) -> date:
    return day + timedelta(days=days)


def months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def shifted(shift: Shift, first: date, last: date) -> tuple[Span, ...]:
    """Move by an amount of time, from the end of what came before or from the beginning of what follows."""
    start = last if shift.most > 0 else first
    spare = shift.counted and shift.least == shift.most
    if shift.unit == "year":
        return ((str(start.year + shift.least), str(start.year + shift.most)),)
    if shift.unit == "month":
        ends = [f"{months_on(start.replace(day=1), count):%Y-%m}" for count in (shift.least, shift.most)]
        return ((f"{ends[0]}~", f"{ends[1]}~") if spare else (ends[0], ends[1]),)
    if shift.unit == "week":
        margin = 3 if spare else 0 if shift.counted else 6
        days = (7 * shift.least - margin, 7 * shift.most + margin)
    else:
        days = (shift.least, shift.most)
    return ((days_on(start, days[0]).isoformat(), days_on(start, days[1]).isoformat()),)
