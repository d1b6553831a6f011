"""Comparing fuzzy dates: yes, no, or cannot tell; checked against every day they may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from interview_kit.values import edtf
from interview_kit.values.date_comparison import Verdict, before, within, years_least, years_most
from interview_kit.values.edtf import FuzzyDate

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
FORMS = ("{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{y}-{s}", "{y}~", "{y}-{m:02}~", "{y}-XX-{d:02}")


@some.composite
def fuzzy(draw: some.DrawFn) -> FuzzyDate:
    """A date of a few years, so that many meet."""
    form = draw(some.sampled_from(FORMS))
    year, month = draw(some.integers(2007, 2010)), draw(some.integers(1, 12))
    day, season = draw(some.integers(1, 28)), draw(some.sampled_from([21, 24, 40]))
    return edtf.parse(form.format(y=year, m=month, d=day, s=season))


def days(one: FuzzyDate) -> list[date]:
    assert one.earliest
    assert one.latest
    return [one.earliest + timedelta(days=n) for n in range((one.latest - one.earliest).days + 1)]


def whole_years(start: date, end: date) -> int:
    """Count birthdays, one after the other."""
    if end < start:
        return -whole_years(end, start)
    count = 0
    while (start.year + count + 1, start.month, start.day) <= (end.year, end.month, end.day):
        count += 1
    return count


@given(fuzzy(), fuzzy())
def test_before_agrees_with_every_pair_of_days(one: FuzzyDate, other: FuzzyDate) -> None:
    ends = [(a, b) for a in (days(one)[0], days(one)[-1]) for b in (days(other)[0], days(other)[-1])]
    outcomes = {a < b for a, b in ends}
    assert before(one, other) == {(True,): YES, (False,): NO}.get(tuple(outcomes), UNKNOWN)


def test_a_day_is_not_before_itself_nor_before_what_it_ends() -> None:
    day = edtf.parse("2009-11-30")
    assert before(day, day) is NO
    assert before(day, edtf.parse("2009-11")) is NO
    assert before(edtf.parse("2009-11"), day) is UNKNOWN


@given(fuzzy(), fuzzy())
def test_before_goes_one_way_only(one: FuzzyDate, other: FuzzyDate) -> None:
    if before(one, other) is YES:
        assert before(other, one) is NO


@given(fuzzy(), fuzzy())
def test_within_agrees_with_every_day(one: FuzzyDate, other: FuzzyDate) -> None:
    there = frozenset(days(other))
    inside = {day in there for day in days(one)}
    assert within(one, other) == {(True,): YES, (False,): NO}.get(tuple(inside), UNKNOWN)


@given(fuzzy(), fuzzy())
def test_what_lies_before_lies_not_within(one: FuzzyDate, other: FuzzyDate) -> None:
    if before(one, other) is YES:
        assert within(one, other) is NO
        assert within(other, one) is NO


@given(fuzzy(), fuzzy())
def test_years_agree_with_counting_birthdays(one: FuzzyDate, other: FuzzyDate) -> None:
    starts, ends = days(one), days(other)
    assert years_least(one, other) == min(whole_years(starts[-1], end) for end in ends)
    assert years_most(one, other) == max(whole_years(start, ends[-1]) for start in starts)
    assert years_least(one, other) == -(years_most(other, one) or 0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2015", "2009/..", YES),
        ("2015", "2009/", UNKNOWN),
        ("2005", "2009/", NO),
        ("2015", "XXXX-08-15", UNKNOWN),
        ("XXXX-08-15", "2015", UNKNOWN),
        ("[..1993]", "../1994", YES),
        ("2009/..", "2008/..", YES),
        ("2009/..", "2008/2010", UNKNOWN),
        ("[2009,2010]", "200X", UNKNOWN),
    ],
)
def test_open_ends_hold_everything_and_unknown_ones_nothing_for_sure(
    one: str, other: str, expected: Verdict
) -> None:
    assert within(edtf.parse(one), edtf.parse(other)) is expected


def test_where_an_end_is_open_years_are_not_counted() -> None:
    born, since = edtf.parse("1990"), edtf.parse("2009/..")
    assert years_least(born, since) == 18
    assert years_most(born, since) is None
    assert years_most(edtf.parse("XXXX-05"), since) is None
