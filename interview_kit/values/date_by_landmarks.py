"""Dates told by feasts, which come every year, and by landmarks, which came once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from interview_kit.values import edtf, lunar
from interview_kit.values.date_description import Description, Shift
from interview_kit.values.date_in_year import finer, months_of_any_year
from interview_kit.values.date_parts import (
    Meaning,
    Span,
    Step,
    Surroundings,
    Years,
    at,
    day_before,
    months_on,
    season_months,
    shifted,
)
from interview_kit.values.date_years import written_years, years_of
from interview_kit.values.edtf import OPEN, FuzzyDate, Kind, Precision
from interview_kit.values.edtf_single import NO_YEAR
from interview_kit.values.landmarks import Landmark

#: Days before and after a feast that are meant.
_AROUND_A_FEAST: Final = {
    "after": (0, 60),
    "before": (60, 0),
    "right-after": (0, 14),
    "right-before": (14, 0),
    "around": (7, 7),
}
#: Shares of how long it took.
_PARTS_OF_LANDMARK: Final = {
    "early": (0, 0.5),
    "mid": (0.25, 0.75),
    "first-half": (0, 0.5),
    "early-mid": (0, 0.75),
    "mid-late": (0.25, 1),
}
#: Days.
_HALF_A_SEASON: Final = 46
#: What 이후 and 이전 mean of what lasted.
_BEYOND: Final = {"on-or-after": "after", "on-or-before": "before"}
#: Relations that a landmark's own day settles.
_NEAR: Final = frozenset({"right-after", "right-before", "after", "before"})


def feasts(said: Description, around: Surroundings) -> Iterator[tuple[Meaning, Description]]:
    """Give the days of a feast of the year, and of those about it that are meant."""
    if said.season or said.part or said.decade:
        return
    rest = replace(said, relation=None, about=False, during=False)
    relation = said.relation or ("around" if said.about or said.during else None)
    earlier, later = _AROUND_A_FEAST.get(relation or "", (0, 0))
    if relation and relation not in _AROUND_A_FEAST:
        rest = replace(rest, relation=relation)
    of_year = replace(said, shift=said.shift if said.shift and said.shift.unit == "year" else None)
    for code in said.feast:
        landmark = around.landmarks[code]
        if said.lunar and not landmark.lunar:
            continue
        for years, steps in _years_of_feast(of_year, around):
            for first, last, told in _feast_days(landmark, years):
                if not _told_twice(said, landmark, first, last):
                    continue
                begin, end = _stepped(said.shift, first, last)
                begin, end = begin - timedelta(days=earlier), end + timedelta(days=later)
                if years == (NO_YEAR,):
                    yield Meaning(months_of_any_year(begin, end), (*steps, *told)), rest
                else:
                    yield Meaning(((begin.isoformat(), end.isoformat()),), (*steps, *told)), rest


def _told_twice(said: Description, landmark: Landmark, first: date, last: date) -> bool:
    """Whether a month and day told beside a feast are its own: 15 August, Liberation Day."""
    if not (said.month or said.day):
        return True
    told = (said.month, said.day)
    lunar_day = landmark.lunar or (0, 0)
    own = first == last and not said.lunar and told in ((first.month, first.day), (first.month, None))
    return own or told in (lunar_day, (lunar_day[0], None))


def _years_of_feast(said: Description, around: Surroundings) -> Iterator[Years]:
    if not said.landmark:
        yield from years_of(said, around)
        return
    for code in said.landmark:
        date_ = edtf.parse(around.landmarks[code].edtf)
        if date_.earliest and date_.latest:
            step = Step("landmark", (("code", code), ("date", date_.edtf)))
            for years in years_by_landmark(said, date_.earliest, date_.latest):
                yield years, (step,)


def _feast_days(landmark: Landmark, years: tuple[str, ...]) -> Iterator[tuple[date, date, tuple[Step, ...]]]:
    for year in years:
        if landmark.lunar:
            month, day = landmark.lunar
            if year == NO_YEAR:
                yield (*lunar.bounds_of_any_year(month, day), (Step("feast", (("code", landmark.code),)),))
            elif year.isdigit() and (on := lunar.solar(int(year), month, day)):
                named = (("year", int(year)), ("month", month), ("day", day))
                solar = (("first", on.isoformat()), ("last", on.isoformat()))
                yield on, on, (Step("lunar", (*named, *solar)),)
        elif year == NO_YEAR or year.isdigit():
            on = date.fromisoformat(landmark.edtf.replace(NO_YEAR, "2001" if year == NO_YEAR else year))
            yield on, on, (Step("feast", (("code", landmark.code),)),)


def _stepped(shift: Shift | None, first: date, last: date) -> tuple[date, date]:
    """Move by days or weeks, as a feast's neighbours are told."""
    days = {"day": 1, "week": 7}.get(shift.unit, 0) if shift else 0
    if shift is None or not days:
        return first, last
    spare = 6 if shift.unit == "week" and not shift.counted else 0  # "the week before" is any day of it
    return (
        first + timedelta(days=days * shift.least - spare),
        last + timedelta(days=days * shift.most + spare),
    )


def _as_exact_as(said: Description, landmark: Landmark) -> tuple[Description, FuzzyDate]:
    """Return what is said of a landmark, and its date, as far as its ends are known."""
    date_ = edtf.parse(landmark.edtf)
    if date_.kind is Kind.INTERVAL and said.relation in _BEYOND:
        said = replace(said, relation=_BEYOND[said.relation])
    if "~" in landmark.edtf and (said.shift or said.month or said.season):
        return replace(said, about=True), edtf.parse(landmark.edtf.replace("~", ""))
    return said, date_


def by_landmark(
    said: Description, landmark: Landmark, around: Surroundings
) -> Iterator[tuple[Meaning, Description]]:
    """Give the days told by a landmark."""
    said, date_ = _as_exact_as(said, landmark)
    if date_.earliest is None or date_.latest is None:
        return
    steps = (Step("landmark", (("code", landmark.code), ("date", landmark.edtf))),)
    rest = replace(said, relation=None, about=False, during=False)
    if said.month or said.season:
        for years in years_by_landmark(said, date_.earliest, date_.latest):
            yield from finer(replace(rest, about=said.about), years, steps)
        return
    if said.year or said.day or said.lunar or said.decade:
        consistent = _consistent(said, date_, around)
        if not consistent:
            return
    if said.shift:
        spans = shifted(said.shift, date_.earliest, date_.latest)
        if said.shift.unit == "year" and said.part:
            yield from finer(rest, _between_years(spans), steps)
        else:
            told = None if said.relation in ("after", "before") else said.relation  # that is the shift's way
            yield Meaning(spans, steps), replace(rest, about=said.about, relation=told)
    elif said.around in ("year", "number-month", "month"):
        unit = Precision.YEAR if said.around == "year" else Precision.MONTH
        whole = (at(date_.earliest, unit), at(date_.latest, unit))
        if said.part and unit is Precision.YEAR and whole[0] == whole[1]:
            yield from finer(rest, (whole[0],), steps)
        else:
            yield Meaning((whole,), steps), replace(rest, relation=said.relation, about=said.about)
    else:
        near = Meaning((_near(said, date_),), steps)
        yield near, rest if said.relation in _NEAR else replace(rest, relation=said.relation)


def _near(said: Description, landmark: FuzzyDate) -> Span:
    """Return the time at, about, before or after a landmark."""
    first, last = landmark.ranges[0].first, landmark.ranges[-1].last
    assert landmark.earliest is not None
    assert landmark.latest is not None
    one_day = landmark.earliest == landmark.latest
    match said.relation:
        case "after":
            return last, OPEN
        case "before":
            return OPEN, day_before(landmark.earliest) if one_day else first
        case "right-after":
            start = landmark.latest if landmark.kind is Kind.INTERVAL else landmark.earliest
            return start.isoformat(), months_on(landmark.latest, 1).isoformat()
        case "right-before":
            end = landmark.earliest if landmark.kind is Kind.INTERVAL else landmark.latest
            return months_on(landmark.earliest, -1).isoformat(), end.isoformat()
    if said.part and not one_day:
        return _part_of_landmark(said.part, landmark.earliest, landmark.latest)
    if (said.during or said.about) and not said.relation and one_day:
        return (f"{landmark.earliest:%Y-%m}~",) * 2
    return first, last


def _part_of_landmark(part: str, first: date, last: date) -> Span:
    """Return the years of the first, middle or last part of a long time, one year beyond where it is cut."""
    length = last.year - first.year
    cut = _PARTS_OF_LANDMARK.get(part, (0.5, 1))
    return str(first.year + int(length * cut[0])), str(first.year + -int(-length * cut[1] // 1))


def _consistent(said: Description, landmark: FuzzyDate, around: Surroundings) -> bool:
    """Whether the year that is told beside a landmark is the landmark's own."""
    if said.day or said.lunar or said.decade or said.shift:
        return False
    assert landmark.earliest is not None
    assert landmark.latest is not None
    own = range(landmark.earliest.year, landmark.latest.year + 1)
    return any(year in own for year, _ in written_years(said, around.today))


def years_by_landmark(said: Description, first: date, last: date) -> Iterator[tuple[str, ...]]:
    """Give the year in which the season or month told by a landmark lies."""
    start, _ = season_months(said.season) or (said.month or 1, 1)
    if said.shift and said.shift.unit == "year":
        yield _between_years(shifted(said.shift, first, last))
    elif said.shift:
        return
    elif said.relation in ("after", "right-after") or said.turn == "next":
        yield (str(last.year + (date(last.year, start, 1) <= last)),)
    elif said.relation in ("before", "right-before") or said.turn == "last":
        begun = (first - date(first.year, start, 1)).days
        nearest = first.year if begun > _HALF_A_SEASON else first.year - 1
        yield (str(nearest),)
        if 0 < begun <= 2 * _HALF_A_SEASON:  # it was still going on
            yield (str(first.year if nearest < first.year else nearest - 1),)
    else:
        yield tuple(str(year) for year in range(first.year, last.year + 1))


def _between_years(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(str(year) for first, last in spans for year in range(int(first[:4]), int(last[:4]) + 1))
