"""Comparing fuzzy dates: yes, no, or cannot tell.

Only bounds are compared, and ``None`` among them reaches as far as it may.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from interview_kit.values.edtf import FuzzyDate


class Verdict(StrEnum):
    """What can be said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def before(one: FuzzyDate, other: FuzzyDate) -> Verdict:
    """Return whether every day ``one`` may be comes before every day ``other`` may be, or none does."""
    if one.latest and other.earliest and one.latest < other.earliest:
        return Verdict.YES
    if one.earliest and other.latest and one.earliest >= other.latest:
        return Verdict.NO
    return Verdict.UNKNOWN


def within(one: FuzzyDate, other: FuzzyDate) -> Verdict:
    """Return whether every day ``one`` may be lies among the days ``other`` may be, or none does.

    An end that is not known holds nothing for sure; one written ``..`` holds everything beyond.
    """
    if Verdict.YES in (before(one, other), before(other, one)):
        return Verdict.NO
    starts = bool(one.earliest and other.earliest and other.earliest <= one.earliest)
    ends = bool(one.latest and other.latest and one.latest <= other.latest)
    if (starts or other.reaches_back) and (ends or other.reaches_on):
        return Verdict.YES
    return Verdict.UNKNOWN


def years_least(start: FuzzyDate, end: FuzzyDate) -> int | None:
    """Return the fewest whole years from one to the other, negative if backwards; None where that is open."""
    return _whole_years(start.latest, end.earliest)


def years_most(start: FuzzyDate, end: FuzzyDate) -> int | None:
    """Return the most whole years from one to the other, negative if backwards; None where that is open."""
    return _whole_years(start.earliest, end.latest)


def _whole_years(start: date | None, end: date | None) -> int | None:
    if start is None or end is None:
        return None
    if end < start:
        return -_birthdays(end, start)
    return _birthdays(start, end)


def _birthdays(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
