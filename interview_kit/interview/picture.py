"""Pictures: what a screen may see of an interview.

Immutable, so that they can cross threads and be compared.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from interview_kit.interview.answer import Answer
from interview_kit.interview.problems import Problem
from interview_kit.protocol.model import Choice, Node, Texts


@dataclass(frozen=True, slots=True)
class NodePicture:
    """One node as it stands. ``definition`` says what is asked; the rest says what has been answered."""

    path: str
    stable: str
    definition: Node
    #: What can be chosen now; for a person, who was told of so far.
    choices: tuple[Choice, ...]
    identifying: bool
    #: Whether this is one instance of a repeat.
    instance: bool
    relevant: bool
    #: Consent scopes that are wanting.
    locked_by: tuple[str, ...]
    answer: Answer | None
    #: Result of a calculation.
    computed: str
    problems: tuple[Problem, ...]
    children: tuple[NodePicture, ...]
    #: Whether the protocol lets nobody change it.
    readonly: bool = False
    #: Whether the witness's own words may stand in an answer that has room for them.
    takes_words: bool = True

    def walk(self) -> Iterator[NodePicture]:
        """Yield this node and everything below it in document order."""
        left = [self]  # not by generators inside each other: it is done for every picture
        while left:
            node = left.pop()
            yield node
            left.extend(reversed(node.children))

    @property
    def answered(self) -> bool:
        """Whether a question has an answer, a missing value included."""
        return self.answer is not None and (self.answer.given or bool(self.answer.missing))


def same(before: tuple[NodePicture, ...], now: tuple[NodePicture, ...]) -> bool:
    """Whether these are the very same pictures; comparing what they hold would go down to every question."""
    return len(before) == len(now) and all(map(operator.is_, before, now))


@dataclass(frozen=True, slots=True)
class SectionPicture:
    """A top-level group or repeat: one entry of the rail, one page."""

    #: Path of the group or repeat.
    path: str
    label: Texts
    repeat: bool
    #: The group itself, or the instances of the repeat.
    nodes: tuple[NodePicture, ...]
    locked_by: tuple[str, ...]
    asked: int
    answered: int

    @property
    def state(self) -> str:
        """``empty``, ``half`` or ``full``."""
        if self.answered == 0:
            return "empty"
        return "full" if self.answered == self.asked else "half"


@dataclass(frozen=True)
class InterviewPicture:
    """A whole interview as it stands after its last entry."""

    interview: str
    title: Texts
    languages: tuple[str, ...]
    #: UTC time of the last entry: everything up to it is on the disk.
    saved: str
    sections: tuple[SectionPicture, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def nodes(self) -> Mapping[str, NodePicture]:
        """Every node of every section by its stable path, in document order."""
        held = (node for section in self.sections for node in section.nodes)
        return {node.stable: node for one in held for node in one.walk()}

    @cached_property
    def granting(self) -> tuple[NodePicture, ...]:
        """The questions that ask for consent, in document order."""
        return tuple(node for node in self.nodes.values() if node.definition.kit.grants)

    @property
    def errors(self) -> int:
        """How many problems block sealing."""
        return sum(problem.level == "error" for problem in self.problems)
