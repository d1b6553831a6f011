"""ODK's reading of absolute paths inside repeats: one's own instance first.

In a form, ``/data/child/name`` on a question of the repeat ``/data/child`` means the name of *this*
child, although XPath would select every child's. The rewriting here says so in plain XPath, once, when
a form is loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final, TypeAlias

from interview_kit.protocol.expressions.syntax import (
    HERE,
    PARENT,
    ROOT,
    Arithmetic,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Filter,
    FunctionCall,
    NameTest,
    Negation,
    NodeUnion,
    Path,
    Step,
)

#: The names from the root down to a node, as written, prefixes included: ``("data", "child", "name")``.
Place: TypeAlias = tuple[str, ...]

CURRENT: Final = FunctionCall("current", ())


def within(expression: Expression, at: Place, repeats: Collection[Place]) -> Expression:
    """Return the expression of the node ``at``, its absolute paths bound to the instances ``at`` lies in.

    A path is followed along ``at`` as far as both agree; what it passes there, if it passes a repeat,
    is the instance ``at`` belongs to. Its first step with a predicate ends the agreement: who filters a
    repeat means all of it, and so does who names nothing below it (``count(/data/child)``).
    ``repeats`` are the places of all repeats of the form.
    """
    return _Scope(at, repeats).bound(expression, inside=False)


def named(step: Step) -> str | None:
    """Return the name a step asks for, as written, or None if it is not a plain child step."""
    test = step.test
    if step.axis != "child" or step.predicates or not isinstance(test, NameTest) or test.name == "*":
        return None
    return f"{test.prefix}:{test.name}" if test.prefix else test.name


class _Scope:
    def __init__(self, at: Place, repeats: Collection[Place]) -> None:
        self._at = at
        self._repeats = repeats

    def bound(self, expression: Expression, *, inside: bool) -> Expression:
        """``inside`` a predicate relative paths start elsewhere, so that bound ones need ``current()``."""
        match expression:
            case Path():
                return self._path(expression, inside=inside)
            case Filter(filtered, predicates, column):
                return Filter(self.bound(filtered, inside=inside), self._all(predicates, inside=True), column)
            case Disjunction(operands):
                return Disjunction(self._all(operands, inside=inside))
            case Conjunction(operands):
                return Conjunction(self._all(operands, inside=inside))
            case NodeUnion(operands):
                return NodeUnion(self._all(operands, inside=inside))
            case FunctionCall(name, arguments, column):
                return FunctionCall(name, self._all(arguments, inside=inside), column)
            case Comparison(operator, left, right):
                return Comparison(operator, self.bound(left, inside=inside), self.bound(right, inside=inside))
            case Arithmetic(first, rest):
                others = tuple((operator, self.bound(other, inside=inside)) for operator, other in rest)
                return Arithmetic(self.bound(first, inside=inside), others)
            case Negation(operand):
                return Negation(self.bound(operand, inside=inside))
            case _:
                return expression

    def _all(self, expressions: tuple[Expression, ...], *, inside: bool) -> tuple[Expression, ...]:
        return tuple(self.bound(expression, inside=inside) for expression in expressions)

    def _path(self, path: Path, *, inside: bool) -> Path:
        steps = tuple(
            replace(step, predicates=self._all(step.predicates, inside=True)) if step.predicates else step
            for step in path.steps
        )
        if path.origin == HERE:
            return replace(path, steps=steps)
        if path.origin != ROOT:
            return replace(path, origin=self.bound(path.origin, inside=inside), steps=steps)
        shared = self._shared(steps)
        if shared == 0:
            return replace(path, steps=steps)
        up = (PARENT,) * (len(self._at) - shared)
        return Path(CURRENT if inside else HERE, up + steps[shared:], path.column)

    def _shared(self, steps: tuple[Step, ...]) -> int:
        """How many steps lead into the innermost repeat that the path and the node have in common."""
        innermost = 0
        for count, (step, name) in enumerate(zip(steps[:-1], self._at, strict=False), 1):
            if named(step) != name:
                break
            if self._at[:count] in self._repeats:
                innermost = count
        return innermost
