"""Saying a fuzzy date as people say it: what was meant, the days it may be, and how words were understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from interview_kit.errors import Parameter
from interview_kit.messages import say
from interview_kit.values import edtf
from interview_kit.values.date_parts import Step
from interview_kit.values.edtf import OPEN, UNKNOWN, FuzzyDate, Kind, Range
from interview_kit.values.edtf_single import NO_YEAR, SEASONS, UNSPECIFIED, Single, single
from interview_kit.values.landmarks import common_landmarks

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
    "25": "values.spring",
    "26": "values.summer",
    "27": "values.autumn",
    "28": "values.winter",
    "40": "values.first-half",
    "41": "values.second-half",
}
_JOINED: Final = {Kind.ONE_OF: "values.or", Kind.ALL_OF: "values.and"}
_HOW: Final = {
    "juche": "values.how-juche",
    "two-digits": "values.how-two-digits",
    "today": "values.how-today",
    "counting-age": "values.how-counting-age",
    "full-age": "values.how-full-age",
    "winter-before": "values.how-winter-before",
    "lunar": "values.how-lunar",
    "landmark": "values.how-landmark",
    "feast": "values.how-feast",
}


def in_words(date: FuzzyDate, language: str) -> str:
    """Return the date as it is said: "spring 2010", "about 2009", "2009년 11월부터"."""
    if date.kind is Kind.ONE:
        return _one(date.edtf, language)
    if date.kind is Kind.INTERVAL:
        return _interval(date.ranges[0], language)
    if all(part.first == part.last and part.first.startswith(NO_YEAR) for part in date.ranges):
        finer = [_within_year(single(part.first), language) for part in date.ranges]
        return say("values.in-unknown-year", language, finer=_joined(finer, date.kind, language))
    return _joined([_member(part, language) for part in date.ranges], date.kind, language)


def _joined(members: Sequence[str], kind: Kind, language: str) -> str:
    first, *others = members
    for other in others:
        first = say(_JOINED[kind], language, first=first, last=other)
    return first


def bounds_in_words(date: FuzzyDate, language: str) -> str:
    """Return the days the date may be: "2010-03-01 – 2010-05-31", one day alone, or an open end.

    Empty where the year is not known.
    """
    if date.earliest and date.latest:
        first, last = date.earliest.isoformat(), date.latest.isoformat()
        if first == last:
            return first
        return say("values.bounds", language, first=first, last=last)
    if date.earliest:
        return say("values.bounds-since", language, first=date.earliest.isoformat())
    return say("values.bounds-until", language, last=date.latest.isoformat()) if date.latest else ""


def interpretation(date: FuzzyDate, language: str) -> str:
    """Return both beside each other, as it stands below what a witness said: "spring 2010 · 2010-03-01 – …".

    An exact day says all there is to say.
    """
    words, bounds = in_words(date, language), bounds_in_words(date, language)
    exact = date.earliest is not None and date.earliest == date.latest
    return words if exact or not bounds else f"{words} · {bounds}"


def how_in_words(how: Sequence[Step], language: str) -> str:
    """Return how words were understood, "주체 98년 = 2009년"; empty where there is nothing to explain."""
    said = (_step(step.code, dict(step.parameters), language) for step in how)
    return " · ".join(dict.fromkeys(text for text in said if text))


def _step(code: str, parts: dict[str, Parameter], language: str) -> str:
    if "code" in parts:
        known = {landmark.code: landmark.said(language) for landmark in common_landmarks()}
        parts["name"] = known.get(str(parts["code"])) or parts["code"]
    if "born" in parts:
        parts["born"] = in_words(edtf.parse(str(parts["born"])), language)
    if "date" in parts:
        parts["date"] = in_words(edtf.parse(str(parts["date"])), language)
    if code not in ("lunar", "lunar-leap"):
        return say(_HOW[code], language, **parts)
    named = "values.leap-month" if code == "lunar-leap" else "values.lunar-month"
    month = say(named, language, month=parts["month"])
    if parts["day"]:
        lunar = say("values.lunar-day", language, year=parts["year"], month=month, day=parts["day"])
    else:
        lunar = say("values.lunar-whole-month", language, year=parts["year"], month=month)
    first, last = str(parts["first"]), str(parts["last"])
    solar = first if first == last else say("values.bounds", language, first=first, last=last)
    return say(_HOW["lunar"], language, lunar=lunar, solar=solar)


def _interval(part: Range, language: str) -> str:
    first = "" if part.first in (OPEN, UNKNOWN) else _one(part.first, language)
    last = "" if part.last in (OPEN, UNKNOWN) else _one(part.last, language)
    if first and last:
        return say("values.from-to", language, first=first, last=last)
    if first:
        key = "values.since" if part.last == OPEN else "values.since-end-unknown"
        return say(key, language, date=first)
    key = "values.until" if part.first == OPEN else "values.until-start-unknown"
    return say(key, language, date=last)


def _member(part: Range, language: str) -> str:
    if part.first == part.last:
        return _one(part.first, language)
    if part.last == OPEN:
        return say("values.or-later", language, date=_one(part.first, language))
    if part.first == OPEN:
        return say("values.or-earlier", language, date=_one(part.last, language))
    return say("values.between", language, first=_one(part.first, language), last=_one(part.last, language))


def _one(text: str, language: str) -> str:
    one = single(text)
    words = _parts(one, language)
    if one.approximate:
        words = say("values.about", language, date=words)
    if one.uncertain:
        words = say("values.not-certain", language, date=words)
    return words


def _parts(one: Single, language: str) -> str:
    """Return a date without its marks."""
    month = _known(one.month)
    if not one.year.isdigit():
        year = _year(one.year, language)
        finer = _within_year(one, language)
        if finer and one.year == NO_YEAR:
            return say("values.in-unknown-year", language, finer=finer)
        return say("values.in-year", language, year=year, finer=finer) if finer else year
    if one.month is None:
        return say("values.year", language, year=one.year)
    if month is None and _known(one.day) is None and one.month == UNSPECIFIED * 2:
        return say("values.year-only", language, year=one.year)
    if month in _MONTHS_NAMED and one.day is None:
        return say("values.month", language, year=one.year, month=_month(month, language))
    if month in _MONTHS_NAMED and one.day == UNSPECIFIED * 2:
        return say("values.month-only", language, year=one.year, month=_month(month, language))
    if month in _MONTHS_NAMED and (day := _known(one.day)):
        return say("values.day", language, year=one.year, month=_month(month, language), day=int(day))
    if month in _SEASONS:
        return say("values.season", language, year=one.year, season=say(_SEASONS[month], language))
    year = say("values.year", language, year=one.year)
    return say("values.in-year", language, year=year, finer=_within_year(one, language))


_MONTHS_NAMED: Final = frozenset(f"{number:02}" for number in range(1, 13))


def _known(digits: str | None) -> str | None:
    return digits if digits and UNSPECIFIED not in digits else None


def _month(digits: str, language: str) -> str:
    return say(_MONTHS[int(digits) - 1], language)


def _year(digits: str, language: str) -> str:
    """Return a year of which digits are missing."""
    if digits == NO_YEAR:
        return say("values.unknown-year", language)
    if digits[:3].isdigit():
        return say("values.decade", language, year=f"{digits[:3]}0")
    first, last = (digits.replace(UNSPECIFIED, digit) for digit in "09")
    return say("values.century", language, first=first, last=last)


def _within_year(one: Single, language: str) -> str:
    """Return what is said beside the year; where a digit is missing, all that it may be."""
    if one.month is None:
        return ""
    if one.month in _SEASONS:
        return say(_SEASONS[one.month], language)
    if one.month in SEASONS:
        start, length = SEASONS[one.month]
        ends = (_month(f"{number:02}", language) for number in (start, start + length - 1))
        return say("values.bounds", language, **dict(zip(("first", "last"), ends, strict=True)))
    months = [f"{number:02}" for number in range(1, 13) if _fits(f"{number:02}", one.month)]
    name = _span([_month(digits, language) for digits in months], language)
    if one.day is None or one.day == UNSPECIFIED * 2:
        return name
    day = _span([str(number) for number in range(1, 32) if _fits(f"{number:02}", one.day)], language)
    if one.month == UNSPECIFIED * 2:
        return say("values.day-only", language, day=day)
    return say("values.day-of-month", language, month=name, day=day)


def _fits(digits: str, template: str) -> bool:
    return all(known in (digit, UNSPECIFIED) for digit, known in zip(digits, template, strict=True))


def _span(named: Sequence[str], language: str) -> str:
    if len(named) == 1:
        return named[0]
    return say("values.bounds", language, first=named[0], last=named[-1])
