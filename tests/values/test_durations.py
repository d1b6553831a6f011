"""Durations: read, said in words, and brought to the days they can be."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.errors import InputError
from interview_kit.values import durations


@pytest.mark.parametrize(
    ("iso", "least", "most", "english", "korean"),
    [
        ("P8M", 242, 245, "8 months", "8개월"),
        ("P1M", 28, 31, "1 month", "1개월"),
        ("P8M~", 212, 276, "about 8 months", "약 8개월"),
        ("P1Y", 365, 366, "1 year", "1년"),
        ("P1Y6M", 546, 550, "1 year 6 months", "1년 6개월"),
        ("P3W", 21, 21, "3 weeks", "3주"),
        ("P10D", 10, 10, "10 days", "10일"),
        ("P1D~", 0, 2, "about 1 day", "약 1일"),
        ("P400Y", 146_097, 146_097, "400 years", "400년"),
        ("P0D", 0, 0, "0 days", "0일"),
    ],
)
def test_a_duration_is_so_many_days_and_said_so(
    iso: str, least: int, most: int, english: str, korean: str
) -> None:
    read = durations.parse(iso)
    assert (read.least, read.most) == (least, most)
    assert durations.in_words(read, "en") == english
    assert durations.in_words(read, "ko") == korean


def test_a_duration_is_said_in_spanish() -> None:
    said = {"P1Y6M": "1 año 6 meses", "P3W": "3 semanas", "P1D~": "alrededor de 1 día"}
    assert {iso: durations.in_words(durations.parse(iso), "es") for iso in said} == said


@pytest.mark.parametrize(
    "text",
    ["", "P", "P~", "8M", "P8", "PT8H", "P1.5Y", "-P8M", "P8M ", "P8m", "P6M1Y", "P8M?", "P٨M", "P123456D"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=re.escape("values.duration")):
        durations.parse(text)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_whenever_it_begins_it_ends_within_the_bounds(begins: date, months: int) -> None:
    begins = begins.replace(day=1)
    index = begins.year * 12 + begins.month - 1 + months
    passed = date(index // 12, index % 12 + 1, 1) - begins
    read = durations.parse(f"P{months}M")
    assert timedelta(read.least) <= passed <= timedelta(read.most)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
def test_about_is_never_narrower(years: int, months: int, days: int) -> None:
    written = f"P{years}Y{months}M{days}D"
    exact, about = durations.parse(written), durations.parse(f"{written}~")
    assert about.least <= exact.least <= exact.most <= about.most
