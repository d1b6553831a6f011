"""Parsed expressions kept as data."""

from __future__ import annotations

import json

import pytest

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import from_data, parse, to_data

EVERYTHING = (
    "-(1 + 2.5 - 3) * 4 div 5 mod 6 >= 7 and 'ü' != \"'\" or not(../a[1][@b]//c/text()) and (d | /)[2]/jr:*"
    " and instance('x')/root/item[k = current()/../v] < f()"
)


def test_an_expression_comes_back_from_json_as_it_was() -> None:
    expression = parse(EVERYTHING)
    assert from_data(json.loads(json.dumps(to_data(expression)))) == expression


def test_columns_come_back_too() -> None:
    stored = json.loads(json.dumps(to_data(parse("1 + f(x)"))))
    assert to_data(from_data(stored)) == stored
    assert "5" in json.dumps(stored)


def test_a_number_beyond_all_numbers_is_stored_as_json_can() -> None:
    expression = parse("9" * 400)
    assert from_data(json.loads(json.dumps(to_data(expression), allow_nan=False))) == expression


@pytest.mark.parametrize(
    "data", [[], None, ["number", "x"], ["path", "..", [], 1], ["call", 1, [], 1], ["work", 1, 2]]
)
def test_other_data_is_refused(data: list[object]) -> None:
    with pytest.raises(InputError, match="not-stored-form"):
        from_data(data)
