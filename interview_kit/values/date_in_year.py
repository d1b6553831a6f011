"""The part of a year that a phrase names: a month, a day, a season, a third, by either calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from interview_kit.values import lunar
from interview_kit.values.date_description import Description
from interview_kit.values.date_parts import SEASON_STARTS, Meaning, Span, Step, season_months
from interview_kit.values.edtf_single import NO_YEAR

_THIRDS: Final = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "early-mid": (1, 20),
    "mid-late": (11, 31),
}
_HALVES: Final = {"first-half": (1, 15), "second-half": (16, 31)}
_PARTS_OF_YEAR: Final = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "early-mid": (1, 8),
    "mid-late": (5, 12),
    "first-half": (1, 6),
    "second-half": (7, 12),
}
_PARTS_OF_DECADE: Final = {
    "early": (0, 4),
    "mid": (3, 7),
    "late": (6, 9),
    "early-mid": (0, 7),
    "mid-late": (3, 9),
    "first-half": (0, 4),
    "second-half": (5, 9),
}
_PARTS_OF_SEASON: Final = {"early": 0, "mid": 1, "late": 2}


def finer(
    said: Description, years: tuple[str, ...], steps: tuple[Step, ...]
) -> Iterator[tuple[Meaning, Description]]:
    if said.lunar:
        yield from ((Meaning(spans, steps + told), said) for spans, told in _lunar(said, years))
        return
    spans = tuple(span for year in years for span in _within_year(said, year))
    if not spans:
        return
    if len(spans) == len(years) > 2 and whole_year(said):
        spans = ((spans[0][0], spans[-1][1]),)  # years that follow each other are a range
    yield Meaning(spans, steps), said
    if said.season == "24" and len(years) == 1 and years[0].isdigit() and _not_told_apart(said):
        before = tuple(_within_year(said, str(int(years[0]) - 1)))
        yield Meaning(before, (*steps, Step("winter-before", (("year", years[0]),)))), said


def _not_told_apart(said: Description) -> bool:
    """Whether nothing but the year says which winter is meant."""
    by_landmark = said.landmark and not (said.shift or said.around)
    return not (said.turn or by_landmark)


def whole_year(said: Description) -> bool:
    return not (said.month or said.season or said.day or said.part or said.lunar)


def _within_year(said: Description, year: str) -> Iterator[Span]:
    """Give the part of a year that is named; nothing where there is none such."""
    known = year.isdigit()
    if said.part_of_year and (said.month or said.season):
        return
    if said.month and said.part:
        first, last = (_THIRDS | _HALVES)[said.part]
        if not known:
            yield (f"{year}-{said.month:02}",) * 2
            return
        last = min(last, calendar.monthrange(int(year), said.month)[1])
        yield f"{year}-{said.month:02}-{first:02}", f"{year}-{said.month:02}-{last:02}"
    elif said.season:
        yield from _of_season(said.season, said.part, year)
    elif said.month:
        day = f"-{said.day:02}" if said.day else ""
        yield (f"{year}-{said.month:02}{day}",) * 2
    elif said.day:
        if said.part is None:
            yield (f"{year}-XX-{said.day:02}",) * 2
    elif said.part:
        yield from _part_of(said.part, year)
    elif year != NO_YEAR:
        yield year, year


def _of_season(season: str, part: str | None, year: str) -> Iterator[Span]:
    """Give a season, one month of it, or the months of a time of work."""
    if part:
        if part in _PARTS_OF_SEASON and season in SEASON_STARTS:
            months = SEASON_STARTS[season] - 1 + _PARTS_OF_SEASON[part]
            turned = str(int(year) + months // 12) if year.isdigit() else year
            yield (f"{turned}-{months % 12 + 1:02}",) * 2
    elif ".." not in season:
        yield (f"{year}-{season}",) * 2
    elif year.isdigit():
        first, last = season.split("..")
        yield f"{year}-{first}", f"{year}-{last}"
    else:
        start, length = season_months(season) or (1, 0)
        yield from ((f"{year}-{month:02}",) * 2 for month in range(start, start + length))


def _part_of(part: str, year: str) -> Iterator[Span]:
    if year.isdigit():
        first, last = _PARTS_OF_YEAR[part]
        code = {"first-half": 40, "second-half": 41}.get(part)
        yield (f"{year}-{code}",) * 2 if code else (f"{year}-{first:02}", f"{year}-{last:02}")
    elif year.endswith("X") and not year.endswith("XX"):
        first, last = _PARTS_OF_DECADE[part]
        yield f"{year[:3]}{first}", f"{year[:3]}{last}"


def _lunar(said: Description, years: tuple[str, ...]) -> Iterator[tuple[tuple[Span, ...], tuple[Step, ...]]]:
    """Give the solar days of a lunar date: of the lunar year named so, else of the year in which it falls."""
    if said.season or not said.month:
        if said.month is None and said.day is None and not said.part and years[0].isdigit():
            ends = lunar.solar(int(years[0]), 1, 1), lunar.solar(int(years[0]) + 1, 1, 1)
            if ends[0] and ends[1]:
                yield ((ends[0].isoformat(), (ends[1] - timedelta(days=1)).isoformat()),), ()
        return
    if years == (NO_YEAR,):
        first, last = lunar.bounds_of_any_year(said.month, said.day, leap=said.leap)
        yield months_of_any_year(first, last), ()
        return
    if len(years) != 1 or not years[0].isdigit():
        return
    year = int(years[0])
    yield from _lunar_days(said, year, leap=said.leap)
    if not said.leap:
        yield from _lunar_days(said, year, leap=True)
    if said.month >= 11:
        before = list(_lunar_days(said, year - 1, leap=said.leap))
        yield from (found for found in before if found[0][-1][1].startswith(years[0]))


def _lunar_days(
    said: Description, year: int, *, leap: bool
) -> Iterator[tuple[tuple[Span, ...], tuple[Step, ...]]]:
    assert said.month is not None
    days = lunar.month_bounds(year, said.month, leap=leap)
    if days is None:
        return
    first, last = days
    if said.day:
        wanted = first + timedelta(days=said.day - 1)
        if wanted > last:
            if said.day != 30:
                return
            wanted = last  # the last day of a short month is called the thirtieth, too
        first = last = wanted
    elif said.part:
        low, high = (_THIRDS | _HALVES)[said.part]
        first, last = first + timedelta(days=low - 1), min(last, first + timedelta(days=high - 1))
    code = "lunar-leap" if leap else "lunar"
    named = (("year", year), ("month", said.month), ("day", said.day or 0))
    solar = (("first", first.isoformat()), ("last", last.isoformat()))
    yield ((first.isoformat(), last.isoformat()),), (Step(code, (*named, *solar)),)


def months_of_any_year(first: date, last: date) -> tuple[Span, ...]:
    """Return the months of an unknown year that the days from first to last touch."""
    if first == last:
        return ((f"{NO_YEAR}-{first:%m-%d}",) * 2,)
    count = (last.year - first.year) * 12 + last.month - first.month
    return tuple((f"{NO_YEAR}-{(first.month - 1 + index) % 12 + 1:02}",) * 2 for index in range(count + 1))
