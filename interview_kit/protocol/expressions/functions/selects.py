"""Answers to multiple choices: values separated by spaces."""

from __future__ import annotations

import math
from typing import Final

from interview_kit.protocol.expressions.functions.function import Function, Kind


def _selected(answer: str, value: str) -> bool:
    return f" {value.strip()} " in f" {answer.translate(_SPACES)} "


_SPACES: Final = str.maketrans("\t\r\n", "   ")


def _selected_at(answer: str, index: float) -> str:
    """The value at a place counted from 0; empty where there is none."""
    values = answer.split()
    place = math.trunc(index) if math.isfinite(index) else (-1 if math.isinf(index) else 0)
    return values[place] if 0 <= place < len(values) else ""


def _count_selected(answer: str) -> float:
    return float(len(answer.split()))


SELECTS: Final = (
    Function("selected", _selected, (Kind.TEXT, Kind.TEXT), Kind.BOOLEAN),
    Function("is-selected", _selected, (Kind.TEXT, Kind.TEXT), Kind.BOOLEAN),
    Function("selected-at", _selected_at, (Kind.TEXT, Kind.NUMBER), Kind.TEXT),
    Function("count-selected", _count_selected, (Kind.TEXT,), Kind.NUMBER),
)
