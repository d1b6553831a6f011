"""What is missing or wrong in an interview: one list, errors apart from warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from interview_kit.errors import InputError
from interview_kit.interview import persons
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import TreeNode
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


def problems(root: TreeNode, surroundings: Surroundings) -> Iterator[Problem]:
    """Yield the problems of all nodes below the outermost element, in document order."""
    nodes = [node for child in root.children for node in child.walk()]
    broken = persons.broken(root, nodes)
    for node in nodes:
        if node in broken:
            yield _problem(node, "error", broken[node])
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
        yield from _rule(node, surroundings, "required", "interview.unanswered", wanted=False)
    elif node.computed or (answer is not None and answer.given):
        for side in node.form.node.kit.required_sides:
            if answer is not None and not getattr(answer, side):
                yield _problem(node, "error", f"interview.{side}-missing")
        yield from _rule(node, surroundings, "constraint", "interview.constraint", wanted=True)


def _rule(
    node: TreeNode, surroundings: Surroundings, column: str, code: str, *, wanted: bool
) -> Iterator[Problem]:
    """Yield what a rule has against a node.

    One that could not be checked is a warning: nobody at the table can mend a protocol.
    """
    rule = node.form.expression(column)
    if rule is None:
        return
    try:
        if truth(rule.value(Context(surroundings.environment, node))) is wanted:
            return
    except InputError as error:
        if error.code == "expressions.too-much-work":
            yield _problem(node, "warning", "interview.unchecked")
            return
    words: Texts = getattr(surroundings.filled(node), f"{column}_message")
    yield _problem(node, "error", code, words)


def _problem(
    node: TreeNode, level: Literal["error", "warning"], code: str, words: Texts | None = None
) -> Problem:
    return Problem(node.path(), node.stable_path(), level, code, words or {})
