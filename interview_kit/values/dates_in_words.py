"""Saying a fuzzy date as people say it: what the witness meant, and the days it may be."""

from __future__ import annotations

from typing import Final

from interview_kit.errors import Parameter
from interview_kit.messages import say
from interview_kit.values import edtf
from interview_kit.values.edtf import FuzzyDate, Precision

_MONTHS: Final = (
    "values.january",
    "values.february",
    "values.march",
    "values.april",
    "values.may",
    "values.june",
    "values.july",
    "values.august",
    "values.september",
    "values.october",
    "values.november",
    "values.december",
)
_SEASONS: Final = {
    "21": "values.spring",
    "22": "values.summer",
    "23": "values.autumn",
    "24": "values.winter",
}
_UNKNOWN: Final = "XX"
_MARKS: Final = "?~%"


def in_words(date: FuzzyDate, language: str) -> str:
    """Return the date as it is said: "spring 2010", "about 2009", "2009년 11월부터"."""
    start, slash, end = date.edtf.partition("/")
    if not slash:
        return _end_in_words(start, language)
    if start == "..":
        return say("values.until", language, date=_end_in_words(end, language))
    if end == "..":
        return say("values.since", language, date=_end_in_words(start, language))
    first, last = _end_in_words(start, language), _end_in_words(end, language)
    return say("values.from-to", language, first=first, last=last)


def bounds_in_words(date: FuzzyDate, language: str) -> str:
    """Return the days the date may be: "2010-03-01 – 2010-05-31", one day alone, or an open end."""
    if date.earliest and date.latest:
        first, last = date.earliest.isoformat(), date.latest.isoformat()
        if first == last:
            return first
        return say("values.bounds", language, first=first, last=last)
    if date.earliest:
        return say("values.bounds-since", language, first=date.earliest.isoformat())
    return say("values.bounds-until", language, last=date.latest.isoformat() if date.latest else "")


def interpretation(date: FuzzyDate, language: str) -> str:
    """Return both beside each other, as it stands below what a witness said: "spring 2010 · 2010-03-01 – …".

    An exact day says all there is to say.
    """
    words = in_words(date, language)
    exact = date.earliest is not None and date.earliest == date.latest
    return words if exact else f"{words} · {bounds_in_words(date, language)}"


def _end_in_words(atom: str, language: str) -> str:
    date = edtf.parse(atom)
    key, parts = _parts(date.precision, atom.rstrip(_MARKS), language)
    words = say(key, language, **parts)
    if date.approximate:
        words = say("values.about", language, date=words)
    if date.uncertain:
        words = say("values.not-certain", language, date=words)
    return words


def _parts(precision: Precision, atom: str, language: str) -> tuple[str, dict[str, Parameter]]:
    """Return which text says a date without its mark, and what fills it."""
    year, *finer = atom.split("-")
    match precision:
        case Precision.CENTURY:
            return "values.century", {"first": f"{year[:2]}00", "last": f"{year[:2]}99"}
        case Precision.DECADE:
            return "values.decade", {"year": f"{year[:3]}0"}
        case Precision.YEAR:
            return ("values.year-only" if finer else "values.year"), {"year": year}
        case Precision.SEASON:
            return "values.season", {"year": year, "season": say(_SEASONS[finer[0]], language)}
    month = say(_MONTHS[int(finer[0]) - 1], language)
    if precision is Precision.MONTH:
        key = "values.month-only" if _UNKNOWN in finer else "values.month"
        return key, {"year": year, "month": month}
    return "values.day", {"year": year, "month": month, "day": int(finer[1])}
