"""Days and moments, in a zone ahead of Greenwich and in one behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.values import as_answer
from tests.expressions.asking import ask

SEOUL = ZoneInfo("Asia/Seoul")
PHOENIX = ZoneInfo("America/Phoenix")
ZONES = pytest.mark.parametrize("zone", [SEOUL, UTC, PHOENIX], ids=str)
EARLY = datetime(2026, 3, 13, 23, 30, tzinfo=UTC)  # 8:30 on the 14th in Seoul


@ZONES
@pytest.mark.parametrize(
    "text",
    [
        "number(date('1969-12-31')) = -1",
        "date(14127) = '2008-09-05'",
        "date(1) = date('1970-01-02T00:00:00.000Z')",
        "date-time(-1) = date('1969-12-31T00:00:00.000+00:00')",
        "date('2001-12-26') + 1 = '2001-12-27'",
        "10 + '2012-07-24' = '2012-08-03'",
        "format-date(date('2012-07-23'), '%Y-%m-%d') = '2012-07-23'",
        "format-date('2012-07-23', '%e/%n/%y') = '23/7/12'",
        "date(today()) = today() and date(now()) = today()",
        "now() >= today() and now() <= today()",
        "format-date-time(date-time(decimal-date-time('2003-03-12') + 280), '%b %e, %Y') = 'Dec 17, 2003'",
        "date('') = '' and decimal-date-time('') = '' and format-date('', '%Y') = ''",
        "date('2003-3-1') = '2003-03-01'",
    ],
)
def test_a_day_is_a_day_in_any_zone(text: str, zone: ZoneInfo) -> None:
    assert ask(text, timezone=zone, now=lambda: EARLY) is True


def test_a_moment_reckoned_from_days_falls_on_the_day_here() -> None:
    late = "string(date(date-time(decimal-date-time('2003-03-12T08:00:00') + 30)))"
    assert [ask(late, timezone=zone) for zone in (SEOUL, UTC, PHOENIX)] == ["2003-04-11"] * 3


def test_today_is_the_day_where_the_interview_is() -> None:
    assert ask("string(today())", timezone=SEOUL, now=lambda: EARLY) == "2026-03-14"
    assert ask("string(today())", timezone=PHOENIX, now=lambda: EARLY) == "2026-03-13"
    assert (
        as_answer(ask("now()", timezone=SEOUL, now=lambda: EARLY), SEOUL) == "2026-03-14T08:30:00.000+09:00"
    )


@pytest.mark.parametrize(
    ("text", "seoul"),
    [
        ("decimal-time('06:00:00.000+09:00')", 0.25),
        ("decimal-time('06:00')", 0.25),
        ("decimal-time('2001-01-01T12:00:00')", 0.5),
        ("decimal-time(0.75)", 0.75),
        ("decimal-date-time('1970-01-02T00:00:00Z')", 1.0),
        ("decimal-date-time('1970-01-02T09:00:00')", 1.0),
        ("decimal-date-time(date('1970-01-02'))", 0.625),
        ("decimal-date-time(5.5)", 5.5),
    ],
)
def test_the_time_of_day_is_a_fraction_on_the_clock_here(text: str, seoul: float) -> None:
    assert ask(text, timezone=SEOUL) == seoul


@pytest.mark.parametrize("text", ["24:00", "06:60", "06:00:60", "06:00-24:00", "06:00+15:00", "noon", "6"])
def test_what_is_no_time_of_day_has_no_fraction(text: str) -> None:
    assert ask(f"string(decimal-time('{text}'))") == "NaN"


@pytest.mark.parametrize(
    "text", ["1983-09-31", "2001-02-29", "2001-13-01", "yesterday", "-1000", "2001-12-12T25:00", "198X"]
)
def test_an_invalid_date_is_an_error_never_false(text: str) -> None:
    for call in ("date", "date-time", "decimal-date-time"):
        with pytest.raises(InputError, match="not-a-date"):
            ask(f"{call}('{text}') = today()")


@pytest.mark.parametrize(
    "text", ["date(1 div 0)", "date(99999999)", "date-time(1e9)".replace("1e9", "9999999999")]
)
def test_a_date_beyond_the_calendar_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="date-out-of-range"):
        ask(text)


def test_moments_are_shown_on_the_clock_here() -> None:
    moment = "'2017-05-26T23:59:58.007-07:00'"
    shown = ask(f"format-date-time({moment}, '%Y-%m-%d %H:%M:%S.%3 %h %a %b %W%%')", timezone=SEOUL)
    assert shown == "2017-05-27 15:59:58.007 15 Sat May 21%"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Sat 14 Mar"),
        ("ko", "토 14 3월"),
        ("ko-KR", "토 14 3월"),
        ("es", "sáb 14 mar"),
        ("xx", "Sat 14 Mar"),
    ],
)
def test_months_and_days_are_named_in_the_active_language(language: str, shown: str) -> None:
    assert ask("format-date(today(), '%a %e %b')", language=language) == shown


@pytest.mark.parametrize("pattern", ["%Q", "%", "%Y%"])
def test_an_unknown_way_of_writing_a_date_is_an_error(pattern: str) -> None:
    with pytest.raises(InputError, match="date-format-not-understood"):
        ask(f"format-date(today(), '{pattern}')")
