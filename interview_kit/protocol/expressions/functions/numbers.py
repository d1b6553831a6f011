"""Numbers. What has no value is NaN or infinite, never an error of Python's."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Final

from interview_kit.protocol.expressions.functions.function import Function, Kind
from interview_kit.protocol.expressions.nodes import Atom, NodeSet
from interview_kit.protocol.expressions.values import to_number

#: Enough digits for the largest number with the most decimals.
_EXACT: Final = Context(prec=400)
_MOST_DECIMALS: Final = 30


def _round(number: float, decimals: float = 0.0) -> float:
    """Round the number as it is written in decimals; a half goes up, also below zero."""
    places = math.trunc(decimals) if math.isfinite(decimals) else 0
    if not math.isfinite(number):
        return number
    if abs(places) > _MOST_DECIMALS:
        return math.nan
    half = ROUND_HALF_UP if number >= 0 else ROUND_HALF_DOWN
    unit = Decimal(1).scaleb(-places)
    return float(Decimal(repr(number)).quantize(unit, half, _EXACT))


def _int(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if math.isfinite(number) else number


def _sum(nodes: NodeSet) -> float:
    """The sum of what is a number; empty answers and other text count nothing, as in JavaRosa."""
    numbers = (to_number(node.value) for node in nodes)
    return sum((number for number in numbers if not math.isnan(number)), 0.0)


def _max(*given: list[Atom]) -> float:
    return max(_numbers(given), default=math.nan)


def _min(*given: list[Atom]) -> float:
    return min(_numbers(given), default=math.nan)


def _numbers(given: tuple[list[Atom], ...]) -> list[float]:
    numbers = (to_number(value) for values in given for value in values)
    return [number for number in numbers if not math.isnan(number)]


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:  # 0 to a negative power, or a root of a negative number
        return math.inf if base == 0 else math.nan


def _logarithm(logarithm: Callable[[float], float]) -> Callable[[float], float]:
    def work(number: float) -> float:
        return -math.inf if number == 0 else _or_nan(logarithm, number)

    return work


def _or_nan(work: Callable[..., float], *numbers: float) -> float:
    try:
        return work(*numbers)
    except ValueError:
        return math.nan


def _exponential(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def _one(name: str, work: Callable[[float], float]) -> Function:
    return Function(name, work, (Kind.NUMBER,), Kind.NUMBER)


def _partial(name: str, work: Callable[[float], float]) -> Function:
    """A function of one number that is not defined everywhere."""
    return _one(name, functools.partial(_or_nan, work))


def _same(number: float) -> float:
    return number


NUMBERS: Final = (
    Function("number", _same, (Kind.NUMBER,), Kind.NUMBER, least=0, here=True),
    Function("round", _round, (Kind.NUMBER, Kind.NUMBER), Kind.NUMBER, least=1),
    Function("sum", _sum, (Kind.NODES,), Kind.NUMBER),
    Function("max", _max, (Kind.ATOMS,), Kind.NUMBER, least=0, many=True),
    Function("min", _min, (Kind.ATOMS,), Kind.NUMBER, least=0, many=True),
    Function("pow", _power, (Kind.NUMBER, Kind.NUMBER), Kind.NUMBER),
    Function("atan2", math.atan2, (Kind.NUMBER, Kind.NUMBER), Kind.NUMBER),
    Function("pi", lambda: math.pi, (), Kind.NUMBER),
    _one("int", _int),
    _one("floor", _floor),
    _one("ceiling", _ceiling),
    _one("abs", abs),
    _one("exp", _exponential),
    _one("exp10", functools.partial(_power, 10.0)),
    _one("log", _logarithm(math.log)),
    _one("log10", _logarithm(math.log10)),
    _one("atan", math.atan),
    _partial("sin", math.sin),
    _partial("cos", math.cos),
    _partial("tan", math.tan),
    _partial("asin", math.asin),
    _partial("acos", math.acos),
    _partial("sqrt", math.sqrt),
)
