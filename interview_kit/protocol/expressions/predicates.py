"""Predicates: filtering a set by an expression, by a place, or through an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.functions.function import Evaluator, Function, Kind
from interview_kit.protocol.expressions.nodes import NO_NODES, Node, NodeSet, Value
from interview_kit.protocol.expressions.syntax import (
    HERE,
    Comparison,
    Conjunction,
    Expression,
    FunctionCall,
    NameTest,
    NumberLiteral,
    Path,
    Step,
    TextLiteral,
    is_self,
    walk,
)
from interview_kit.protocol.expressions.values import to_boolean

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler

_PLACES: Final = frozenset({"position", "last"})


def compile_predicate(compiler: Compiler, expression: Expression) -> Callable[[Context, NodeSet], NodeSet]:
    """Return a filter: a number keeps the node in that place, nodes keep it if there are any."""
    if isinstance(expression, NumberLiteral):
        return _at_place(expression.value)
    outside = compiler.filtering
    compiler.filtering = True
    try:
        return _keeping(_test(compiler, expression))
    finally:
        compiler.filtering = outside


def _test(compiler: Compiler, expression: Expression) -> Evaluator:
    match compiler.kind(expression):
        case Kind.NODES:
            return _any(compiler.value(expression))
        case Kind.NUMBER:
            return _is_place(compiler.value(expression))
        case Kind.ATOM | Kind.VALUE:
            return _place_or_truth(compiler.value(expression))
        case _:
            return compiler.boolean(expression)


def _at_place(place: float) -> Callable[[Context, NodeSet], NodeSet]:
    index = int(place) - 1 if place.is_integer() else -1

    def run(_context: Context, nodes: NodeSet) -> NodeSet:
        return (nodes[index],) if 0 <= index < len(nodes) else NO_NODES

    return run


def _keeping(test: Evaluator) -> Callable[[Context, NodeSet], NodeSet]:
    def run(context: Context, nodes: NodeSet) -> NodeSet:
        if not nodes:
            return nodes
        context.environment.spend(len(nodes))
        inner = Context(context.environment, current=context.current, size=len(nodes))
        kept: list[Node] = []
        for place, node in enumerate(nodes, 1):
            inner.node = node
            inner.position = place
            if test(inner):
                kept.append(node)
        return kept

    return run


def _any(nodes: Evaluator) -> Evaluator:
    return lambda context: len(nodes(context)) > 0


def _is_place(number: Evaluator) -> Evaluator:
    return lambda context: number(context) == context.position


def _place_or_truth(value: Evaluator) -> Evaluator:
    def test(context: Context) -> bool:
        found = value(context)
        if isinstance(found, float):
            return found == context.position
        return to_boolean(found) if isinstance(found, str | bool | date) else len(found) > 0

    return test


# equality indexes


def indexed_rows(compiler: Compiler, step: Step) -> Callable[[Context, Node], NodeSet | None] | None:
    """Return a look-up of the rows that can pass the first predicate, where that is ``[key = value]``.

    The key is a child of the row and the value does not depend on the row. The look-up gives None
    where the rows have to be read one by one.
    """
    test = step.test
    if step.axis != "child" or not isinstance(test, NameTest) or test.prefix or test.name == "*":
        return None
    found = _key_and_value(compiler, step.predicates[0])
    if found is None:
        return None
    key, wanted = found
    row = test.name
    value = compiler.value(wanted)

    def rows(context: Context, parent: Node) -> NodeSet | None:
        answer: Value = value(context)
        if not isinstance(answer, str | float | bool | date):
            if len(answer) != 1:
                return None
            answer = answer[0].value
        return context.environment.lookup.rows(parent, row, key, answer)

    return rows


def _key_and_value(compiler: Compiler, predicate: Expression) -> tuple[str, Expression] | None:
    conditions = predicate.operands if isinstance(predicate, Conjunction) else (predicate,)
    if any(_needs_every_row(part) for part in walk(predicate)):
        return None
    for condition in conditions:
        if isinstance(condition, Comparison) and condition.operator == "=":
            sides = (condition.left, condition.right)
            for key, value in (sides, sides[::-1]):
                name = _child_name(key)
                if name is not None and _stands_alone(compiler, value):
                    return name, value
    return None


def _needs_every_row(part: Expression) -> bool:
    """Whether places count, or there are predicates within the predicate, which are not looked into."""
    if isinstance(part, FunctionCall):
        return part.name in _PLACES
    return isinstance(part, Path) and any(step.predicates for step in part.steps)


def _child_name(expression: Expression) -> str | None:
    if not isinstance(expression, Path) or expression.origin != HERE:
        return None
    steps = [step for step in expression.steps if not is_self(step)]
    match steps:
        case [Step("child", NameTest(name, ""), ())] if name != "*":
            return name
        case _:
            return None


def _stands_alone(compiler: Compiler, expression: Expression) -> bool:
    """Whether an expression gives the same for every row: it reads nothing relative to the row."""
    for part in walk(expression):
        if isinstance(part, FunctionCall):
            if part.name != "current" and not _is_pure(compiler, part):
                return False
        elif isinstance(part, Path):
            if part.origin == HERE:
                return False
        elif not isinstance(part, TextLiteral | NumberLiteral):
            return False
    return True


def _is_pure(compiler: Compiler, call: FunctionCall) -> bool:
    function = compiler.functions.get(call.name)
    return isinstance(function, Function) and not function.contextual and bool(call.arguments)
