"""Paths that name what they want: from the root or upwards first, then down by name, nothing filtered.

Nearly every path of a form is of this kind, so the compiler, the functions that take references and
the dependency analysis share this view of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.protocol.expressions.namespaces import namespace_of
from interview_kit.protocol.expressions.syntax import (
    HERE,
    ROOT,
    Expression,
    FunctionCall,
    NameTest,
    Path,
    Step,
    is_parent,
    is_self,
)


@dataclass(frozen=True, slots=True)
class PlainPath:
    """``absolute``, or that many levels up from the context node; then child names with namespaces.

    ``current`` where it starts from the node of the whole expression, not from the one a predicate
    looks at.
    """

    absolute: bool
    current: bool
    ups: int
    names: tuple[tuple[str, str], ...]


def plain_path(expression: Expression, namespaces: Mapping[str, str]) -> PlainPath | None:
    """Return the plain view of a path, or None if the expression is anything else."""
    if expression == FunctionCall("current", ()):
        return PlainPath(absolute=False, current=True, ups=0, names=())
    if not isinstance(expression, Path):
        return None
    current = expression.origin == FunctionCall("current", ())
    if expression.origin not in (ROOT, HERE) and not current:
        return None
    steps = [step for step in expression.steps if not is_self(step)]
    ups = 0
    while ups < len(steps) and is_parent(steps[ups]):
        ups += 1
    absolute = expression.origin == ROOT
    names = [_child_name(step, namespaces) for step in steps[ups:]]
    if (absolute and ups) or None in names:
        return None
    return PlainPath(absolute, current, ups, tuple(name for name in names if name))


def _child_name(step: Step, namespaces: Mapping[str, str]) -> tuple[str, str] | None:
    test = step.test
    if step.axis != "child" or step.predicates or not isinstance(test, NameTest):
        return None
    if test.name == "*":
        return None
    return (test.name, namespace_of(test.prefix, namespaces))
