"""Fuzzy dates: what may be written, and which days it may mean."""

from __future__ import annotations

import calendar
import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from interview_kit.errors import InputError
from interview_kit.values import edtf
from interview_kit.values.edtf import Kind, Precision

BOUNDS = {
    "2009-24": ("2009-12-01", "2010-02-28"),
    "2009-28": ("2009-12-01", "2010-02-28"),
    "2009-34": ("2009-04-01", "2009-06-30"),
    "2009-39": ("2009-09-01", "2009-12-31"),
    "2009-40": ("2009-01-01", "2009-06-30"),
    "2009-41~": ("2009-01-01", "2010-06-30"),
    "200X-08-15": ("2000-08-15", "2009-08-15"),
    "19XX-02-29": ("1904-02-29", "1996-02-29"),
    "XXXX-08-15": ("", ""),
    "XXXX-02-29": ("", ""),
    "2009-1X": ("2009-10-01", "2009-12-31"),
    "2009-11-2X": ("2009-11-20", "2009-11-29"),
    "2009-XX-31": ("2009-01-31", "2009-12-31"),
    "2010-02~": ("2010-01-01", "2010-03-31"),
    "2009~": ("2008-01-01", "2010-12-31"),
    "2009-11-30~": ("2009-11-29", "2009-12-01"),
    "2009-11~-30": ("2009-10-30", "2009-12-30"),
    "~2009-11-30": ("2008-11-30", "2010-11-30"),
    "2009-~11-30": ("2009-10-30", "2009-12-30"),
    "?2009-11": ("2009-11-01", "2009-11-30"),
    "2009/": ("2009-01-01", ""),
    "/2009": ("", "2009-12-31"),
    "2009-11/..": ("2009-11-01", ""),
    "[2009,2011]": ("2009-01-01", "2011-12-31"),
    "[2009..2011]": ("2009-01-01", "2011-12-31"),
    "[2009-01, 2010-02..2010-03]": ("2009-01-01", "2010-03-31"),
    "[..2009]": ("", "2009-12-31"),
    "{2009,2011-05}": ("2009-01-01", "2011-05-31"),
    "[2009,XXXX]": ("", ""),
}
NONE = (
    *(
        "",
        "/",
        "..",
        "../..",
        "/..",
        "[]",
        "[..]",
        "{2009",
        "[2009,]",
        "2009-2X",
        "2009-00",
        "2009-13",
        "0000",
    ),
    *("2010-02-30", "XXXX-02-30", "2009-21-05", "?2009?", "spring", "9999~", "2009-11-30T10:00", "٢٠٠٩"),
)


@pytest.mark.parametrize("text", BOUNDS)
def test_a_fuzzy_date_has_bounds(text: str) -> None:
    read = edtf.parse(text)
    assert (str(read.earliest or ""), str(read.latest or "")) == BOUNDS[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        edtf.parse(text)


def test_a_set_longer_than_any_testimony_is_refused_at_once() -> None:
    assert edtf.parse(f"[{','.join(['2009-11-30'] * 180)}]").latest == date(2009, 11, 30)
    started = time.perf_counter()
    with pytest.raises(InputError):
        edtf.parse(f"[{','.join(['2009'] * 199_000)}]")
    assert time.perf_counter() - started < 0.1


def test_years_of_which_hardly_a_digit_is_known_take_no_longer_than_others() -> None:
    texts = [
        f"X{hundred}{ten}X-{month:02}-XX" for hundred in "0123" for ten in "X0123" for month in range(1, 13)
    ]
    started = time.perf_counter()
    for text in texts:
        assert edtf.parse(f"{text}?").precision is Precision.CENTURY
    assert time.perf_counter() - started < 0.1


def test_what_ends_before_it_begins_is_refused_by_name() -> None:
    for text in ("2009/2008", "[2009-06..2009-03]"):
        with pytest.raises(InputError) as refused:
            edtf.parse(text)
        assert refused.value.code == "values.edtf-backwards"


def test_precision_is_that_of_the_coarsest_part_and_of_the_spread() -> None:
    expected = {
        "2009-11-30": Precision.DAY,
        "2009-11-XX": Precision.MONTH,
        "2009-40": Precision.SEASON,
        "2009-XX-15": Precision.YEAR,
        "200X-08": Precision.DECADE,
        "[2009-11-21..2009-11-30]": Precision.MONTH,
        "[2009-21,2009-22]": Precision.YEAR,
        "[2005..2007]": Precision.DECADE,
        "[..2007]": Precision.CENTURY,
        "2005/2007": Precision.YEAR,
    }
    assert {text: edtf.parse(text).precision for text in expected} == expected


YEARS = some.integers(1900, 2049)
MONTHS = some.integers(1, 12)


@some.composite
def exact(draw: some.DrawFn) -> str:
    """A date without marks: from a century to a day."""
    year, month = draw(YEARS), draw(MONTHS)
    day = draw(some.integers(1, calendar.monthrange(year, month)[1]))
    season = draw(some.sampled_from([21, 22, 23, 24, 33, 36, 37, 40, 41]))
    forms = [f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}", f"{year}-{season}"]
    unknown = [f"{year // 10}X", f"{year // 100}XX", f"{year}-XX", f"{year}-{month:02}-XX", f"{year}-XX-28"]
    return draw(some.sampled_from(forms + unknown))


SETS = some.lists(exact(), min_size=1, max_size=4)


@given(exact())
def test_bounds_are_in_order_and_the_text_stays(text: str) -> None:
    read = edtf.parse(text)
    assert read.edtf == text
    assert read.earliest is not None
    assert read.latest is not None
    assert read.earliest <= read.latest


@given(exact(), some.sampled_from("~%"))
def test_about_holds_what_is_exact_and_goes_beyond(text: str, mark: str) -> None:
    narrow, wide = edtf.parse(text), edtf.parse(text + mark)
    assert narrow.earliest is not None
    assert narrow.latest is not None
    assert wide.earliest is not None
    assert wide.latest is not None
    assert wide.earliest < narrow.earliest
    assert wide.latest > narrow.latest
    assert wide.approximate
    assert wide.precision == narrow.precision


@given(exact())
def test_uncertain_bounds_are_those_of_the_certain(text: str) -> None:
    sure, unsure = edtf.parse(text), edtf.parse(text + "?")
    assert (unsure.earliest, unsure.latest) == (sure.earliest, sure.latest)
    assert unsure.uncertain


@given(SETS, some.sampled_from(["[]", "{}"]))
def test_a_set_spans_its_members(members: list[str], brackets: str) -> None:
    whole = edtf.parse(brackets[0] + ",".join(members) + brackets[1])
    read = [edtf.parse(member) for member in members]
    assert whole.earliest == min(one.earliest for one in read if one.earliest)
    assert whole.latest == max(one.latest for one in read if one.latest)
    assert whole.kind is (Kind.ONE_OF if brackets == "[]" else Kind.ALL_OF)


@given(exact(), exact())
def test_an_interval_and_a_range_have_the_same_bounds(first: str, last: str) -> None:
    start, end = edtf.parse(first), edtf.parse(last)
    assume(start.earliest and end.latest and start.earliest <= end.latest)
    interval, one_of = edtf.parse(f"{first}/{last}"), edtf.parse(f"[{first}..{last}]")
    assert (interval.earliest, interval.latest) == (start.earliest, end.latest)
    assert (one_of.earliest, one_of.latest) == (start.earliest, end.latest)


@given(some.text("0123456789X-", min_size=4, max_size=10))
def test_bounds_are_the_first_and_last_day_that_the_digits_allow(text: str) -> None:
    try:
        read = edtf.parse(text)
    except InputError:
        return
    assume(read.earliest and read.latest and len(text) == 10 and read.latest.year - read.earliest.year < 120)
    assert read.earliest
    assert read.latest
    days = (read.latest - read.earliest).days + 1
    fitting = [
        day
        for day in (read.earliest + timedelta(days=number) for number in range(-400, days + 400))
        if all(known in (digit, "X") for digit, known in zip(day.isoformat(), text, strict=True))
    ]
    assert (fitting[0], fitting[-1]) == (read.earliest, read.latest)


def test_winter_begins_in_december_of_its_year_and_ends_with_february_in_leap_years_too() -> None:
    assert edtf.parse("2011-24").latest == date(2012, 2, 29)
