"""The closures that compiled expressions are made of."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final, NoReturn

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.functions.function import Evaluator, Function
from interview_kit.protocol.expressions.nodes import Value, document_order


def constant(value: Value) -> Evaluator:
    return lambda _: value


def first_value(nodes: Evaluator) -> Evaluator:
    def first(context: Context) -> Any:
        found = nodes(context)
        return found[0].value if found else ""

    return first


def all_true(tests: list[Evaluator]) -> Evaluator:
    if len(tests) == 2:
        first, second = tests
        return lambda context: first(context) and second(context)

    def run(context: Context) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would cost more than the tests
            if not test(context):
                return False
        return True

    return run


def any_true(tests: list[Evaluator]) -> Evaluator:
    if len(tests) == 2:
        first, second = tests
        return lambda context: first(context) or second(context)

    def run(context: Context) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would cost more than the tests
            if test(context):
                return True
        return False

    return run


def union(operands: list[Evaluator]) -> Evaluator:
    return lambda context: document_order(node for nodes in operands for node in nodes(context))


def calling(function: Function, arguments: list[Evaluator], column: int) -> Evaluator:
    """Return the call of a function with evaluated arguments; failures get the call's column."""
    work: Callable[..., Value] = function.work
    contextual = function.contextual
    if not (arguments or contextual or function.volatile):
        return constant(work())

    def run(context: Context) -> Value:
        try:
            values = [argument(context) for argument in arguments]
            return work(context, *values) if contextual else work(*values)
        except InputError as error:
            error.parameters.setdefault("column", column)
            raise

    def run_one(context: Context) -> Value:
        try:
            return work(only(context))
        except InputError as error:
            error.parameters.setdefault("column", column)
            raise

    def run_two(context: Context) -> Value:
        try:
            return work(first(context), second(context))
        except InputError as error:
            error.parameters.setdefault("column", column)
            raise

    match arguments:
        case [only] if not contextual:
            return run_one
        case [first, second] if not contextual:
            return run_two
        case _:
            return run


def failing(error: InputError) -> Evaluator:
    def fail(_context: Context) -> NoReturn:
        raise InputError(error.code, **error.parameters)

    return fail


def _divided(dividend: float, divisor: float) -> float:
    try:
        return dividend / divisor
    except ZeroDivisionError:
        if dividend == 0 or math.isnan(dividend):
            return math.nan
        return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def _remainder(dividend: float, divisor: float) -> float:
    try:
        return math.fmod(dividend, divisor)
    except ValueError:
        return math.nan


WORK: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}
ARITHMETIC: Final[dict[str, Callable[[Evaluator, Evaluator], Evaluator]]] = {
    "+": lambda left, right: lambda context: left(context) + right(context),
    "-": lambda left, right: lambda context: left(context) - right(context),
    "*": lambda left, right: lambda context: left(context) * right(context),
    "div": lambda left, right: lambda context: _divided(left(context), right(context)),
    "mod": lambda left, right: lambda context: _remainder(left(context), right(context)),
}
