"""Compiling comparisons, with the usual shapes (an answer and a literal, two answers) kept short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interview_kit.protocol.expressions.comparison import (
    ATOM_TESTS,
    MIRRORED,
    NUMBER_TESTS,
    AtomTest,
    compare,
    same_number,
)
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.functions.function import Evaluator, Kind
from interview_kit.protocol.expressions.paths import names_answers
from interview_kit.protocol.expressions.syntax import (
    Comparison,
    Expression,
    Negation,
    NumberLiteral,
    TextLiteral,
)
from interview_kit.protocol.expressions.values import to_number

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler


def compile_comparison(compiler: Compiler, comparison: Comparison) -> Evaluator:
    """Return the evaluator of a comparison."""
    symbol, left, right = comparison.operator, comparison.left, comparison.right
    if _constant(left) is not None and _constant(right) is None:
        symbol, left, right = MIRRORED[symbol], right, left
    kinds = (compiler.kind(left), compiler.kind(right))
    constant = _constant(right)
    if kinds[0] is Kind.NODES and constant is not None:
        return _nodes_and_constant(compiler, symbol, left, constant)
    if Kind.BOOLEAN in kinds and symbol not in NUMBER_TESTS:
        truths = (compiler.boolean(left), compiler.boolean(right))
        return _same_truth(*truths) if symbol == "=" else _other_truth(*truths)
    if Kind.NODES in kinds or Kind.VALUE in kinds:
        return _anything(compiler, symbol, left, right)
    if symbol in NUMBER_TESTS:
        return _numbers(compiler, symbol, left, right)
    if kinds == (Kind.NUMBER, Kind.NUMBER):
        return _equal_numbers(compiler, symbol, left, right)
    test = ATOM_TESTS[symbol]
    one, other = compiler.value(left), compiler.value(right)
    return lambda context: test(one(context), other(context))


def _constant(expression: Expression) -> str | float | None:
    match expression:
        case TextLiteral(value) | NumberLiteral(value):
            return value
        case Negation(NumberLiteral(value)):
            return -value
        case _:
            return None


def _same_truth(one: Evaluator, other: Evaluator) -> Evaluator:
    return lambda context: one(context) is other(context)


def _other_truth(one: Evaluator, other: Evaluator) -> Evaluator:
    return lambda context: one(context) is not other(context)


def _numbers(compiler: Compiler, symbol: str, left: Expression, right: Expression) -> Evaluator:
    test = NUMBER_TESTS[symbol]
    one, other = compiler.number(left), compiler.number(right)
    return lambda context: test(one(context), other(context))


def _equal_numbers(compiler: Compiler, symbol: str, left: Expression, right: Expression) -> Evaluator:
    one, other = compiler.number(left), compiler.number(right)
    if symbol == "=":
        return lambda context: same_number(one(context), other(context))
    return lambda context: not same_number(one(context), other(context))


def _nodes_and_constant(
    compiler: Compiler, symbol: str, nodes: Expression, constant: str | float
) -> Evaluator:
    if symbol in NUMBER_TESTS:
        return _nodes_and_number(compiler, symbol, nodes, to_number(constant))
    found = compiler.value(nodes)
    test = ATOM_TESTS[symbol]
    nothing = names_answers(nodes) and test("", constant)
    wanted = symbol == "="
    text = type(constant) is str

    def run(context: Context) -> bool:
        selected = found(context)
        if len(selected) == 1:
            value = selected[0].value
            if type(value) is str and text:
                return (value == constant) is wanted
            return test(value, constant)
        if selected:
            return any(test(node.value, constant) for node in selected)
        return nothing

    return run


def _nodes_and_number(compiler: Compiler, symbol: str, nodes: Expression, number: float) -> Evaluator:
    """An empty set and an empty answer are alike here: neither is a number."""
    found = compiler.value(nodes)
    test = NUMBER_TESTS[symbol]

    def run(context: Context) -> bool:
        for node in found(context):
            value = node.value
            if test(value if type(value) is float else to_number(value), number):
                return True
        return False

    return run


def _anything(compiler: Compiler, symbol: str, left: Expression, right: Expression) -> Evaluator:
    one, other = _operand(compiler, left), _operand(compiler, right)
    test: AtomTest = ATOM_TESTS[symbol]

    def run(context: Context) -> bool:
        first, second = one(context), other(context)
        if isinstance(first, list | tuple):
            if isinstance(second, list | tuple) and len(first) > 1 and len(second) > 1:
                context.environment.spend(len(first) * len(second))
            if len(first) != 1:
                return compare(symbol, first, second)
            first = first[0].value
        if isinstance(second, list | tuple):
            if len(second) != 1:
                return compare(symbol, first, second)
            second = second[0].value
        return test(first, second)

    return run


def _operand(compiler: Compiler, expression: Expression) -> Evaluator:
    """The operand's value; a reference that finds nothing is an empty answer."""
    value = compiler.value(expression)
    if not names_answers(expression):
        return value

    def answer(context: Context) -> Any:
        return value(context) or ""

    return answer
