"""The lunar calendar: known feasts, leap months, and where the tables end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from interview_kit.values import lunar

#: Public holidays of the South, whose calendar it is: New Year and Chuseok.
HOLIDAYS = {
    2009: (date(2009, 1, 26), date(2009, 10, 3)),
    2012: (date(2012, 1, 23), date(2012, 9, 30)),
    2020: (date(2020, 1, 25), date(2020, 10, 1)),
    2023: (date(2023, 1, 22), date(2023, 9, 29)),
}


def test_feasts_fall_on_the_days_they_were_kept() -> None:
    for year, feasts in HOLIDAYS.items():
        assert (lunar.solar(year, 1, 1), lunar.solar(year, 8, 15)) == feasts


def test_a_leap_month_follows_its_namesake_and_exists_in_its_year_only() -> None:
    fifth, leap = lunar.month_bounds(2009, 5), lunar.month_bounds(2009, 5, leap=True)
    assert fifth == (date(2009, 5, 24), date(2009, 6, 22))
    assert leap == (date(2009, 6, 23), date(2009, 7, 21))
    assert lunar.month_bounds(2010, 5, leap=True) is None


def test_a_leap_month_of_any_year_lies_between_its_neighbours() -> None:
    first, last = lunar.bounds_of_any_year(5, None, leap=True)
    assert ((first.month, first.day), (last.month, last.day)) == ((6, 21), (7, 23))


def test_there_is_no_day_beyond_a_month_or_the_tables() -> None:
    assert lunar.solar(2009, 5, 31) is None
    assert lunar.solar(2050, 12, 1) is None
    assert lunar.solar(999, 1, 1) is None


@given(some.integers(1930, 2049), some.integers(1, 12), some.booleans())
def test_a_month_of_an_unknown_year_may_be_any_it_ever_was(year: int, month: int, leap: bool) -> None:
    known = lunar.month_bounds(year, month, leap=leap)
    if known is None:
        assert leap
        return
    earliest, latest = lunar.bounds_of_any_year(month, None, leap=leap)
    length = known[1] - known[0]
    shifted = [known[0].replace(year=any_year, day=min(known[0].day, 28)) for any_year in (2001, 2002)]
    assert any(earliest - timedelta(days=3) <= day and day + length <= latest for day in shifted)
    assert (latest - earliest).days < 62
