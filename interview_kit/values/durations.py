"""Durations as testimony tells them: an ISO 8601 duration in whole years, months, weeks and days.

    P8M      P1Y6M      P3W      P10D      "~" at the end: about

What they come to in days depends on when they begin, so there is a least and a most: 8 months are 242 to
245 days. "About" widens by one of the smallest unit written on either side, as it does with fuzzy dates:
``P8M~`` is 7 to 9 months.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from operator import sub
from typing import Final

from interview_kit.errors import InputError
from interview_kit.messages import say

_WRITTEN: Final = re.compile(
    r"P(?=[0-9])(?:(?P<years>[0-9]{1,4})Y)?(?:(?P<months>[0-9]{1,5})M)?"
    r"(?:(?P<weeks>[0-9]{1,5})W)?(?:(?P<days>[0-9]{1,5})D)?(?P<about>~?)"
)
#: Largest unit first.
UNITS: Final = ("years", "months", "weeks", "days")
#: Days and months after which the calendar begins anew.
_CYCLE_MONTHS: Final = 400 * 12
_CYCLE_DAYS: Final = 146_097


@dataclass(frozen=True, slots=True)
class Duration:
    """A parsed duration. ``None`` is a unit that was not written; ``least`` and ``most`` are days."""

    iso: str
    years: int | None
    months: int | None
    weeks: int | None
    days: int | None
    about: bool
    least: int
    most: int


@lru_cache(maxsize=1_024)
def parse(text: str) -> Duration:
    """Parse a duration. Raises :class:`InputError` ``values.duration`` if it is none."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise InputError("values.duration")
    written = {unit: int(match[unit]) for unit in UNITS if match[unit] is not None}
    about = bool(match["about"])
    given = {unit: written.get(unit) for unit in UNITS}
    least = _days(_about(written, -1) if about else written)[0]
    most = _days(_about(written, 1) if about else written)[1]
    return Duration(text, **given, about=about, least=least, most=most)


def in_words(duration: Duration, language: str) -> str:
    """Return the duration as it is said: "about 1 year 6 months", "약 1년 6개월"."""
    parts = []
    for unit in UNITS:
        count: int | None = getattr(duration, unit)
        if count is not None:
            key = f"values.duration-one-{unit}" if count == 1 else f"values.duration-{unit}"
            parts.append(say(key, language, count=count))
    words = " ".join(parts)
    return say("values.about-so-long", language, duration=words) if duration.about else words


def _about(written: dict[str, int], by: int) -> dict[str, int]:
    smallest = list(written)[-1]
    return written | {smallest: written[smallest] + by}


def _days(written: dict[str, int]) -> tuple[int, int]:
    """Return the least and most days; what would be less than nothing is nothing."""
    months = 12 * written.get("years", 0) + written.get("months", 0)
    fixed = 7 * written.get("weeks", 0) + written.get("days", 0)
    least, most = _days_of_months(max(0, months))
    return max(0, least + fixed), max(0, most + fixed)


def _days_of_months(months: int) -> tuple[int, int]:
    """Return the fewest and the most days that so many months in a row can have."""
    cycles, left = divmod(months, _CYCLE_MONTHS)
    least, most = _days_within_a_cycle(left)
    return cycles * _CYCLE_DAYS + least, cycles * _CYCLE_DAYS + most


@cache  # fewer than a cycle has months, and an interview may hold thousands of durations
def _days_within_a_cycle(months: int) -> tuple[int, int]:
    until = _until()
    spans = list(map(sub, until[months : months + _CYCLE_MONTHS], until))
    return min(spans), max(spans)


@cache
def _until() -> tuple[int, ...]:
    """Return the days before each month of two cycles of the calendar."""
    lengths = (calendar.monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(_CYCLE_MONTHS))
    once = list(lengths)
    return tuple(accumulate(once + once, initial=0))
