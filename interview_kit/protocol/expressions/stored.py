"""Expressions as plain data: nested lists that JSON can hold, for the cache of a loaded protocol.

The form may change with the program; whoever stores it keeps the program's version beside it.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.syntax import (
    Arithmetic,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Filter,
    FunctionCall,
    KindTest,
    NameTest,
    Negation,
    NodeUnion,
    NumberLiteral,
    Path,
    Step,
    TextLiteral,
)

Data: TypeAlias = list[Any]


def to_data(expression: Expression) -> Data:
    """Return an expression as nested lists of text, numbers and lists."""
    match expression:
        case NumberLiteral(value):
            return ["number", value if math.isfinite(value) else "Infinity"]
        case TextLiteral(text):
            return ["text", text]
        case Disjunction(operands):
            return ["or", _all(operands)]
        case Conjunction(operands):
            return ["and", _all(operands)]
        case NodeUnion(operands):
            return ["union", _all(operands)]
        case Comparison(operator, left, right):
            return ["compare", operator, to_data(left), to_data(right)]
        case Arithmetic(first, rest):
            return ["work", to_data(first), [[operator, to_data(other)] for operator, other in rest]]
        case Negation(operand):
            return ["minus", to_data(operand)]
        case FunctionCall(name, arguments, column):
            return ["call", name, _all(arguments), column]
        case Filter(filtered, predicates, column):
            return ["filter", to_data(filtered), _all(predicates), column]
        case Path(origin, steps, column):
            start = origin if isinstance(origin, str) else to_data(origin)
            return ["path", start, [_step_to_data(step) for step in steps], column]


def from_data(data: Data) -> Expression:
    """Return the expression that :func:`to_data` wrote; other data is an InputError."""
    try:
        return _read(data)
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise InputError("expressions.not-stored-form") from error


def _all(expressions: tuple[Expression, ...]) -> Data:
    return [to_data(expression) for expression in expressions]


def _step_to_data(step: Step) -> Data:
    test = step.test
    shown = [test.name, test.prefix] if isinstance(test, NameTest) else [test.kind]
    return [step.axis, shown, _all(step.predicates)]


def _read(data: Data) -> Expression:
    match data:
        case ["number", (int() | float() | "Infinity") as value]:
            return NumberLiteral(float(value))
        case ["text", str() as text]:
            return TextLiteral(text)
        case ["or", operands]:
            return Disjunction(_read_all(operands))
        case ["and", operands]:
            return Conjunction(_read_all(operands))
        case ["union", operands]:
            return NodeUnion(_read_all(operands))
        case ["compare", str() as operator, left, right]:
            return Comparison(operator, _read(left), _read(right))
        case ["work", first, rest]:
            return Arithmetic(_read(first), tuple((str(operator), _read(other)) for operator, other in rest))
        case ["minus", operand]:
            return Negation(_read(operand))
        case ["call", str() as name, arguments, int() as column]:
            return FunctionCall(name, _read_all(arguments), column)
        case ["filter", filtered, predicates, int() as column]:
            return Filter(_read(filtered), _read_all(predicates), column)
        case ["path", ("/" | ".") as origin, steps, int() as column]:
            return Path(origin, tuple(_read_step(step) for step in steps), column)
        case ["path", origin, steps, int() as column]:
            return Path(_read(origin), tuple(_read_step(step) for step in steps), column)
    raise ValueError


def _read_all(data: Data) -> tuple[Expression, ...]:
    return tuple(_read(one) for one in data)


def _read_step(data: Data) -> Step:
    axis, test, predicates = data
    shown = KindTest(*test) if len(test) == 1 else NameTest(*test)
    return Step(str(axis), shown, _read_all(predicates))
