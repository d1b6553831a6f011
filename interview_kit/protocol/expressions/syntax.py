"""What an expression is made of: an immutable tree, as the parser writes it and the compiler reads it.

Columns are 1-based positions in the text. They serve messages only: two expressions that mean the
same are equal wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from interview_kit.errors import InputError

#: How deeply an expression may nest, operators included. Deeper ones would exhaust Python's stack.
MAX_DEPTH: Final = 200

ROOT: Literal["/"] = "/"
HERE: Literal["."] = "."


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    value: float


@dataclass(frozen=True, slots=True)
class TextLiteral:
    value: str


@dataclass(frozen=True, slots=True)
class Disjunction:
    """``a or b or …``"""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Conjunction:
    """``a and b and …``"""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One of ``= != < <= > >=``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A run of operators of one precedence, worked from the left: ``first``, then (operator, operand)."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Expression


@dataclass(frozen=True, slots=True)
class NodeUnion:
    """``a | b | …``"""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """``name`` is as written, prefix included."""

    name: str
    arguments: tuple[Expression, ...]
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class NameTest:
    """``name`` may be ``*``; ``prefix`` is empty where none was written."""

    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class KindTest:
    """``node()``, ``text()``, ``comment()`` or ``processing-instruction()``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    test: NameTest | KindTest
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the primary instance's root, the context node, or what an expression selects."""

    origin: Literal["/", "."] | Expression
    steps: tuple[Step, ...]
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """``(expression)[predicate]…``"""

    expression: Expression
    predicates: tuple[Expression, ...]
    column: int = field(default=1, compare=False)


Expression: TypeAlias = (
    NumberLiteral
    | TextLiteral
    | Disjunction
    | Conjunction
    | Comparison
    | Arithmetic
    | Negation
    | NodeUnion
    | FunctionCall
    | Path
    | Filter
)

SELF = Step("self", KindTest("node"))
PARENT = Step("parent", KindTest("node"))
ANYWHERE_BELOW = Step("descendant-or-self", KindTest("node"))


def is_self(step: Step) -> bool:
    """Whether a step is a plain ``.``"""
    return step == SELF


def is_parent(step: Step) -> bool:
    """Whether a step is a plain ``..``"""
    return step == PARENT


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly inside one, predicates included."""
    match expression:
        case Disjunction(operands) | Conjunction(operands) | NodeUnion(operands):
            return operands
        case Comparison(_, left, right):
            return (left, right)
        case Arithmetic(first, rest):
            return (first, *(operand for _, operand in rest))
        case Negation(operand):
            return (operand,)
        case FunctionCall(_, arguments):
            return arguments
        case Path(origin, steps):
            within = tuple(predicate for step in steps for predicate in step.predicates)
            return within if isinstance(origin, str) else (origin, *within)
        case Filter(filtered, predicates):
            return (filtered, *predicates)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything inside it, outermost first, without recursion."""
    waiting = [expression]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(parts(current)))


def ensure_shallow(expression: Expression) -> Expression:
    """Return the expression, or refuse one that nests deeper than :data:`MAX_DEPTH`."""
    level: list[Expression] = [expression]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in parts(outer)]
        if not level:
            return expression
    raise InputError("expressions.too-deep")
