"""The years a phrase names, counts from today, or tells by an age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from interview_kit.values.date_description import FIRST_JUCHE, Description, Shift
from interview_kit.values.date_parts import (
    Span,
    Step,
    Surroundings,
    Years,
    at,
    months_on,
    season_months,
    today_step,
)
from interview_kit.values.edtf import FuzzyDate, Precision
from interview_kit.values.edtf_single import NO_YEAR

#: Ends of the hundred years that two digits stand for, where today is not known.
_DECADE_END: Final = 2029
_OLDEST: Final = 1900
FULL_AGE: Final = "full-age"


def years_of(said: Description, around: Surroundings) -> Iterator[Years]:
    """Give the years that are named or counted, as EDTF writes them."""
    move = said.shift or Shift(0, 0, "year")
    if said.age is not None:
        yield from _years_of_age(said, around)
    elif said.year:
        for year, steps in written_years(said, around.today):
            yield tuple(f"{number:04}" for number in range(year + move.least, year + move.most + 1)), steps
    elif said.decade:
        yield from _decades(said.decade.value, len(said.decade.text), around.today)
    elif said.today or said.shift or said.turn:
        yield from _years_from_today(said, around.today)
    else:
        yield (NO_YEAR,), ()


def written_years(said: Description, today: date | None) -> Iterator[tuple[int, tuple[Step, ...]]]:
    assert said.year is not None
    value = int(said.year.value)
    if said.juche:
        step = Step("juche", (("juche", value), ("year", FIRST_JUCHE + value)))
        if 1 <= value < 1000:
            yield FIRST_JUCHE + value, (step,)
    elif len(said.year.text) == 4:
        yield value, ()
    else:
        for year in _of_two_digits(value, today):
            yield year, (Step("two-digits", (("year", year),)),)


def _of_two_digits(value: int, today: date | None) -> Iterator[int]:
    end = today.year if today else _DECADE_END
    latest = end - (end - value) % 100
    yield latest
    if latest - 100 >= _OLDEST:
        yield latest - 100


def _decades(value: str, digits: int, today: date | None) -> Iterator[Years]:
    if digits == 4:
        yield (f"{value[:3]}X",), ()
        if value.endswith("00") and not value.startswith("20"):
            yield (f"{value[:2]}XX",), ()
        return
    for year in _of_two_digits(int(value), today):
        yield (f"{year // 10:03}X",), ()


def _years_from_today(said: Description, today: date | None) -> Iterator[Years]:
    if today is None or (said.shift and said.shift.most > 0):  # nobody tells of what will be
        return
    step = today_step(today)
    if said.turn:
        yield from ((years, (step,)) for years in _turned(said, today))
        return
    least = most = 0
    if said.shift:
        least, most = said.shift.least, said.shift.most
    elif said.today and said.today[1] == "year":
        least = most = said.today[0]
    yield tuple(str(today.year + number) for number in range(least, most + 1)), (step,)


def _turned(said: Description, today: date) -> Iterator[tuple[str, ...]]:
    """Give the year of last spring, this spring or next spring."""
    start, length = season_months(said.season) or (said.month, 1)
    if start is None:
        return
    begun = today.year if date(today.year, start, 1) <= today else today.year - 1
    if said.turn == "this":
        yield (str(today.year),)
    elif said.turn == "next":
        yield (str(begun + 1),)
    else:
        over = date(begun, start, 1) + timedelta(days=31 * length) <= today
        yield (str(begun if over else begun - 1),)
        if not over:
            yield (str(begun),)


def _years_of_age(said: Description, around: Surroundings) -> Iterator[Years]:
    """Give the years of a Korean age, which all share; a full age runs from birthday to birthday."""
    born = around.born
    if born is None or born.earliest is None or born.latest is None or said.age is None:
        return
    told = (("age", said.age), ("born", born.edtf))
    least, most = born.earliest.year + said.age, born.latest.year + said.age
    counted = tuple(str(year) for year in range(least - 1, most) if year >= born.earliest.year)
    full = tuple(str(year) for year in range(least, most + 2))
    readings = {"counting": (counted, (Step("counting-age", told),)), "full": (full, (Step(FULL_AGE, told),))}
    likelier = ["counting", "full"] if around.korean else ["full", "counting"]
    yield from (readings[name] for name in ([said.counting] if said.counting else likelier))


def full_age(age: int, born: FuzzyDate) -> Span:
    """Return the time between two birthdays, as exactly as the birth is known."""
    assert born.earliest is not None
    assert born.latest is not None
    first, last = months_on(born.earliest, 12 * age), months_on(born.latest, 12 * (age + 1))
    if born.precision is Precision.DAY:
        last -= timedelta(days=1)
    return at(first, born.precision), at(last, born.precision)
