"""Functions of our own for fuzzy dates, which meet expressions only through these.

"Cannot tell" is a value of its own and never an error: ``kit:before(a, b)`` and ``kit:within(a, b)`` are
``yes``, ``no`` or ``unknown``. Whatever is asked of a date that is empty or was not understood is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Function, Kind
from interview_kit.protocol.expressions.namespaces import PREFIXES
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.values import date_comparison, edtf
from interview_kit.values.edtf import FuzzyDate


def _read(value: Atom) -> FuzzyDate | None:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return edtf.parse(day.isoformat())
    try:
        return edtf.parse(str(value))
    except InputError:
        return None


def _earliest(value: Atom) -> Atom:
    read = _read(value)
    return (read and read.earliest) or ""


def _latest(value: Atom) -> Atom:
    read = _read(value)
    return (read and read.latest) or ""


def _precision(value: Atom) -> str:
    """Return ``day`` to ``century``; empty where not even the year is known."""
    read = _read(value)
    return read.precision.value if read and (read.earliest or read.latest) else ""


def _of_two(compare: Callable[[FuzzyDate, FuzzyDate], str | int | None]) -> Callable[[Atom, Atom], Atom]:
    def work(first: Atom, second: Atom) -> Atom:
        one, other = _read(first), _read(second)
        found = None if one is None or other is None else compare(one, other)
        if found is None:
            return ""
        return float(found) if isinstance(found, int) else str(found)

    return work


def _function(name: str, work: Callable[..., Atom], *, takes: int = 1, gives: Kind = Kind.ATOM) -> Function:
    return Function(f"{{{PREFIXES['kit']}}}{name}", work, (Kind.ATOM,) * takes, gives)


#: ``years-least`` and ``years-most`` give whole years from one date to another, empty where that is open.
DATES: Final = (
    _function("earliest", _earliest),
    _function("latest", _latest),
    _function("precision", _precision, gives=Kind.TEXT),
    _function("before", _of_two(date_comparison.before), takes=2, gives=Kind.TEXT),
    _function("within", _of_two(date_comparison.within), takes=2, gives=Kind.TEXT),
    _function("years-least", _of_two(date_comparison.years_least), takes=2),
    _function("years-most", _of_two(date_comparison.years_most), takes=2),
)
