"""Functions of our own that expressions may call: fuzzy dates meet expressions only through these.

"Cannot tell" is a value of its own and never an error: ``kit:before(a, b)`` is ``yes``, ``no`` or
``unknown``, and empty where either date is empty or was not understood.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.answer_functions import ANSWERS
from interview_kit.protocol.expressions.functions.function import Function, Functions, Kind, table
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.expressions.standard import STANDARD
from interview_kit.values import edtf

NAMESPACE: Final = "urn:interview-kit:protocol"
#: Prefixes that every protocol's expressions may use.
PREFIXES: Final = {
    "kit": NAMESPACE,
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
}


def _bounds(value: Atom) -> tuple[date | None, date | None] | None:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day, day
    try:
        fuzzy = edtf.parse(str(value))
    except InputError:
        return None
    return fuzzy.earliest, fuzzy.latest


def _earliest(value: Atom) -> Atom:
    bounds = _bounds(value)
    return (bounds[0] or "") if bounds else ""


def _latest(value: Atom) -> Atom:
    bounds = _bounds(value)
    return (bounds[1] or "") if bounds else ""


def _before(first: Atom, second: Atom) -> Atom:
    one, other = _bounds(first), _bounds(second)
    if one is None or other is None:
        return ""
    if one[1] and other[0] and one[1] < other[0]:
        return "yes"
    if one[0] and other[1] and one[0] >= other[1]:
        return "no"
    return "unknown"


#: Everything an expression of a protocol may call.
FUNCTIONS: Final[Functions] = table(
    STANDARD.values(),
    ANSWERS,
    (
        Function(f"{{{NAMESPACE}}}earliest", _earliest, (Kind.ATOM,), Kind.ATOM),
        Function(f"{{{NAMESPACE}}}latest", _latest, (Kind.ATOM,), Kind.ATOM),
        Function(f"{{{NAMESPACE}}}before", _before, (Kind.ATOM, Kind.ATOM), Kind.TEXT),
    ),
)
