"""Expressions that compare fuzzy dates: yes, no, unknown; and empty where there is nothing to compare."""

from __future__ import annotations

import pytest

from interview_kit.protocol.kit_functions import FUNCTIONS
from tests.expressions.asking import ask

SAID = {
    "kit:before('1998', '2009-21')": "yes",
    "kit:before('2009', '2009-21')": "unknown",
    "kit:before('2010', '2009-21')": "no",
    "kit:within('2009-04', '2009-21')": "yes",
    "kit:within('2009', '2009-21')": "unknown",
    "kit:within('2010', '2009-21')": "no",
    "kit:within('2015', '2009/..')": "yes",
    "kit:within('', '2009')": "",
    "kit:within('2009', 'spring')": "",
    "kit:precision('2009-11-30')": "day",
    "kit:precision('2009-21')": "season",
    "kit:precision('199X')": "decade",
    "kit:precision('[2009,2010]')": "decade",
    "kit:precision('XXXX-08-15')": "",
    "kit:precision('')": "",
}
YEARS = {
    "kit:years-least('1990', '2009')": 18.0,
    "kit:years-most('1990', '2009')": 19.0,
    "kit:years-least('1990-05-10', '2010-05-09')": 19.0,
    "kit:years-most('1990-05-10', '2010-05-10')": 20.0,
    "kit:years-most('2010', '2008')": -1.0,
}


@pytest.mark.parametrize("expression", SAID)
def test_what_is_said_of_dates(expression: str) -> None:
    assert ask(expression, functions=FUNCTIONS) == SAID[expression]


@pytest.mark.parametrize("expression", YEARS)
def test_whole_years_are_numbers(expression: str) -> None:
    assert ask(expression, functions=FUNCTIONS) == YEARS[expression]


def test_years_to_an_open_end_are_not_counted() -> None:
    assert ask("kit:years-most('1990', '2009/..')", functions=FUNCTIONS) == ""
    assert ask("kit:years-least('', '2009')", functions=FUNCTIONS) == ""


def test_years_can_be_counted_with() -> None:
    assert ask("kit:years-least('1990', '2009') >= 18", functions=FUNCTIONS) is True


def test_an_exact_date_is_a_date_too() -> None:
    assert ask("kit:within(today(), '2026-21')", functions=FUNCTIONS) == "yes"
    assert ask("kit:precision(now())", functions=FUNCTIONS) == "day"
