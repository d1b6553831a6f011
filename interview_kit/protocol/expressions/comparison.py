"""The six comparisons, on single values and on node-sets."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from interview_kit.protocol.expressions.nodes import Atom, Value
from interview_kit.protocol.expressions.values import (
    TOLERANCE,
    to_atoms,
    to_boolean,
    to_number,
    to_text,
    truth,
)

AtomTest: TypeAlias = Callable[[Atom, Atom], bool]


def equal(left: Atom, right: Atom) -> bool:
    """Compare as truth values if one is one, else as numbers if one is one, else as text."""
    left_kind, right_kind = type(left), type(right)
    if left_kind is str and right_kind is str:
        return left == right
    if left_kind is bool or right_kind is bool:
        return to_boolean(left) == to_boolean(right)
    if left_kind is float or right_kind is float:
        return same_number(to_number(left), to_number(right))
    return to_text(left) == to_text(right)


def same_number(left: float, right: float) -> bool:
    """Whether two numbers are equal within the tolerance; NaN equals nothing."""
    return left == right or abs(left - right) < TOLERANCE


def different(left: Atom, right: Atom) -> bool:
    return not equal(left, right)


def less(left: Atom, right: Atom) -> bool:
    return to_number(left) < to_number(right)


def at_most(left: Atom, right: Atom) -> bool:
    return to_number(left) <= to_number(right)


def more(left: Atom, right: Atom) -> bool:
    return to_number(left) > to_number(right)


def at_least(left: Atom, right: Atom) -> bool:
    return to_number(left) >= to_number(right)


ATOM_TESTS: Final[dict[str, AtomTest]] = {
    "=": equal,
    "!=": different,
    "<": less,
    "<=": at_most,
    ">": more,
    ">=": at_least,
}
#: The same question asked from the other side.
MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
#: For operands already known to be numbers; equality there has a tolerance and is not among them.
NUMBER_TESTS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(symbol: str, left: Value, right: Value) -> bool:
    """Compare two values of any kind; a node-set compares as XPath says, by any of its nodes.

    Equality of a node-set and a truth value asks whether the set is true instead.
    """
    test = ATOM_TESTS[symbol]
    if isinstance(left, str | float | bool | date):
        if isinstance(right, str | float | bool | date):
            return test(left, right)
        return compare(MIRRORED[symbol], right, left)
    if isinstance(right, bool) and symbol in {"=", "!="}:
        return test(truth(left), right)
    others = to_atoms(right)
    return any(test(node.value, other) for node in left for other in others)
