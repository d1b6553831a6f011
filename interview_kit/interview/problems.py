"""What is missing or wrong in an interview: one list, errors apart from warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from interview_kit.errors import InputError
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.values import truth
from interview_kit.protocol.model import Kind, Texts


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to solve (error) or to look at (warning)."""

    path: str
    stable: str
    level: Literal["error", "warning"]
    #: Message code, see :mod:`interview_kit.messages`.
    code: str
    #: The protocol's own words, where it has some.
    words: Texts = field(default_factory=dict)


def problems(nodes: Iterable[TreeNode], surroundings: Surroundings) -> Iterator[Problem]:
    """Yield the problems of the given nodes in their order."""
    for node in nodes:
        definition = node.form.node
        if node.locked_by:
            if node.answer is not None:
                yield _problem(node, "error", "interview.beyond-consent")
        elif not node.relevant:
            continue
        elif definition.kind is Kind.NOTE and definition.kit.level:
            words = surroundings.filled(node).label
            yield _problem(node, definition.kit.level, "interview.rule", words)
        elif definition.kind is Kind.QUESTION:
            yield from _question(node, surroundings)


def _question(node: TreeNode, surroundings: Surroundings) -> Iterator[Problem]:
    answer = node.counted
    answered = node.withheld or bool(node.computed)
    answered = answered or (answer is not None and (answer.given or answer.missing is not None))
    if not answered:
        required = node.form.expression("required")
        if required and required.holds(Context(surroundings.environment, node), otherwise=True):
            words = surroundings.filled(node).required_message
            yield _problem(node, "error", "interview.unanswered", words)
    elif node.computed or (answer is not None and answer.given):
        constraint = node.form.expression("constraint")
        code = _broken(constraint, Context(surroundings.environment, node)) if constraint else ""
        if code:
            words = surroundings.filled(node).constraint_message if code == "interview.constraint" else {}
            yield _problem(node, "error", code, words)


def _broken(constraint: BoundExpression, context: Context) -> str:
    """Return the code of what is wrong with an answer; empty if it fits. Unchecked is not wrong."""
    try:
        return "" if truth(constraint.value(context)) else "interview.constraint"
    except InputError as error:
        return "interview.unchecked" if error.code == "expressions.too-much-work" else "interview.constraint"


def _problem(
    node: TreeNode, level: Literal["error", "warning"], code: str, words: Texts | None = None
) -> Problem:
    return Problem(node.path(), node.stable_path(), level, code, words or {})
