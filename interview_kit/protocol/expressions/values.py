"""Conversions between the kinds of value, with JavaRosa's rules.

They differ from XPath 1.0 where forms depend on it: a decimal comma is understood, numbers closer
than 1e-12 are the same, dates and date-times count as days, an empty answer is false.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

from interview_kit.protocol.expressions.dates import (
    day_number,
    day_number_of_text,
    day_of,
    moment_of,
    written_moment,
)
from interview_kit.protocol.expressions.nodes import Atom, Value

#: Numbers closer to each other are equal, as in JavaRosa: ``6.1 - 7.8 = -1.7``.
TOLERANCE: Final = 1e-12

_NUMBER: Final = re.compile(r"\s*-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)\s*")


def to_atom(value: Value) -> Atom:
    """Return the value itself, or that of the first node; ``""`` where there is none."""
    if isinstance(value, str | float | bool | date):
        return value
    return value[0].value if value else ""


def to_atoms(value: Value) -> list[Atom]:
    """Return the values of all nodes, or the value itself as the only one."""
    if isinstance(value, str | float | bool | date):
        return [value]
    return [node.value for node in value]


def to_text(value: Atom) -> str:
    """Return a value as ``string()`` gives it. A moment gives its day, as in JavaRosa."""
    if type(value) is str:
        return value
    if type(value) is float:
        return _number_text(value)
    if type(value) is bool:
        return "true" if value else "false"
    if isinstance(value, date):
        return day_of(value).isoformat()
    return str(value)


def _number_text(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    whole = round(number)
    if abs(number - whole) < TOLERANCE:
        return str(whole)
    text = repr(number)
    return f"{Decimal(text):f}" if "e" in text else text


def to_number(value: Atom) -> float:
    """Return a value as ``number()`` gives it: NaN for text that is neither a number nor a date."""
    if type(value) is float:
        return value
    if type(value) is str:
        if _NUMBER.fullmatch(value):
            return float(value.replace(",", "."))
        return day_number_of_text(value)
    if type(value) is bool:
        return 1.0 if value else 0.0
    if isinstance(value, date):
        return day_number(day_of(value))
    return float(value)


def to_boolean(value: Atom) -> bool:
    """Return whether a value is true: text that is not empty, a number that is not 0, any date."""
    if type(value) is bool:
        return value
    if type(value) is str:
        return value != ""
    if type(value) is float:
        return abs(value) > TOLERANCE
    return True


def truth(value: Value) -> bool:
    """Return whether a value is true; one leaf is true if its answer is, several nodes always."""
    if isinstance(value, str | float | bool | date):
        return to_boolean(value)
    if len(value) == 1 and not value[0].children:
        return to_boolean(value[0].value)
    return len(value) > 0


def as_answer(value: Value, zone: tzinfo) -> str:
    """Return a result as it is stored in a node: NaN is empty, a moment is written in full in ``zone``."""
    atom = to_atom(value)
    if isinstance(atom, datetime):
        return written_moment(moment_of(atom, zone))
    if isinstance(atom, float) and math.isnan(atom):
        return ""
    return to_text(atom)
