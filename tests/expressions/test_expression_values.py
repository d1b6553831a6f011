"""Conversions and comparisons: what counts as true, equal, more, and how a number is written."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from interview_kit.protocol.expressions import Value, as_answer
from interview_kit.protocol.expressions.values import to_boolean, to_number, to_text
from tests.conformance.xpath_tree import XmlTree
from tests.expressions.asking import ask


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        (" -12345.6789  ", -12345.6789),
        ("4,6", 4.6),
        (".5", 0.5),
        ("5.", 5),
        ("1970-01-02", 1),
        ("1969-12-31T23:00:00-10:00", -1),
    ],
)
def test_numbers_and_dates_are_numbers(text: str, number: float) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", ".", "-", "- 5", "--5", "1-1", "1e3", "0x10", "1_000", "Infinity", "1970-02-30", "٣"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert math.isnan(to_number(text))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5.0, "5"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (1e-13, "0"),
        (2.9999999999999, "3"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_are_written_without_exponents(number: float, text: str) -> None:
    assert to_text(number) == text


def test_empty_text_zero_and_nan_are_false_and_any_date_is_true() -> None:
    assert [to_boolean(value) for value in ("", 0.0, math.nan, 1e-13)] == [False] * 4
    assert [to_boolean(value) for value in ("false", "0", -1.0, date(1970, 1, 1))] == [True] * 4


TYPED = XmlTree("<data><n>5</n><d>2001-02-03</d><m>2001-02-03T23:30:00+09:00</m><t>5</t></data>")
TYPED.at("/*[1]/*[1]").answer = 5.0
TYPED.at("/*[1]/*[2]").answer = date(2001, 2, 3)
TYPED.at("/*[1]/*[3]").answer = datetime(2001, 2, 3, 23, 30, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize(
    "text",
    [
        "/data/n = '05'",
        "/data/t != '05'",
        "/data/t = 5.0",
        "6.1 - 7.8 = -1.7",
        "true() = 'false'",
        "'abc' != 'abd'",
        "number('x') != number('x')",
        "/data/d = '2001-02-03'",
        "/data/d > '2001-02-02'",
        "/data/d = /data/m",
        "/data/m <= date('2001-02-03')",
        "/data/d + 1 = date('2001-02-04')",
        "date('1970-01-02T00:00:00.000Z') = 1",
    ],
)
def test_answers_compare_in_their_types(text: str) -> None:
    assert ask(text, TYPED) is True


MANY = "<data><n>1</n><n>5</n><t>5</t><t>x</t></data>"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("/data/n = 5", True),
        ("/data/n != 5", True),
        ("/data/n > 4", True),
        ("4 < /data/n", True),
        ("/data/n > 5", False),
        ("/data/n = /data/t", True),
        ("/data/n = 'x'", False),
        ("/data/* = true()", True),
        ("/data/n > true()", True),
        ("/data/zzz/* = false()", True),
        ("/data/none = /data/nothing", True),
        ("/data/none = /data/zzz/*", False),
    ],
)
def test_a_set_compares_by_any_of_its_nodes(text: str, result: bool) -> None:
    assert ask(text, MANY) is result


def test_an_answer_is_stored_as_other_engines_store_it() -> None:
    seoul = timezone(timedelta(hours=9))
    noon = datetime(2026, 3, 14, 12, 0, 5, 7000, tzinfo=UTC)
    assert as_answer(noon, seoul) == "2026-03-14T21:00:05.007+09:00"
    assert as_answer(noon, UTC) == "2026-03-14T12:00:05.007Z"
    assert as_answer(date(2026, 3, 14), seoul) == "2026-03-14"
    others: list[Value] = [math.nan, 3.0, True, "x", []]
    assert [as_answer(value, UTC) for value in others] == ["", "3", "true", "x", ""]
