"""Pictures: what a screen may see of an interview.

Immutable, so that they can cross threads and be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from interview_kit.interview import persons
from interview_kit.interview.answer import Answer, from_text
from interview_kit.interview.interview import Interview
from interview_kit.interview.problems import Problem
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Choice, Kind, Node, Texts

#: Whom one can pick, by the repeat they are instances of.
People: TypeAlias = Mapping[FormNode, tuple[Choice, ...]]


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

    @property
    def answered(self) -> bool:
        """Whether a question has an answer, a missing value included."""
        return self.answer is not None and (self.answer.given or bool(self.answer.missing))


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


@dataclass(frozen=True, slots=True)
class InterviewPicture:
    """A whole interview as it stands after its last entry."""

    interview: str
    title: Texts
    languages: tuple[str, ...]
    #: UTC time of the last entry: everything up to it is on the disk.
    saved: str
    sections: tuple[SectionPicture, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems block sealing."""
        return sum(problem.level == "error" for problem in self.problems)


def draw(interview: Interview) -> InterviewPicture:
    """Draw an interview."""
    problems = tuple(interview.problems())
    by_node: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        by_node[problem.stable] = (*by_node.get(problem.stable, ()), problem)
    protocol = interview.loaded.protocol
    picked = {node.picked for node in interview.loaded.form.nodes if node.picked is not None}
    people = {repeat: persons.offered(interview.root, repeat, protocol) for repeat in picked}
    sections = []
    for form_node in interview.loaded.form.root.children:
        if form_node.node.kind not in (Kind.GROUP, Kind.REPEAT):
            continue
        nodes = tuple(
            _draw(interview, node, by_node, people)
            for node in interview.root.children_named(form_node.node.name)
        )
        questions = [one for node in nodes for one in _questions(node)]
        sections.append(
            SectionPicture(
                form_node.path,
                form_node.node.label,
                form_node.node.kind is Kind.REPEAT,
                nodes,
                interview.locked_by(form_node),
                len(questions),
                sum(one.answered for one in questions),
            )
        )
    return InterviewPicture(
        interview.id,
        protocol.title,
        protocol.languages,
        interview.entries[-1].time,
        tuple(sections),
        problems,
    )


def _draw(
    interview: Interview, node: TreeNode, problems: dict[str, tuple[Problem, ...]], people: People
) -> NodePicture:
    definition, stable = interview.definition(node), node.stable_path()
    return NodePicture(
        path=node.path(),
        stable=stable,
        definition=definition,
        choices=_choices(interview, node, people),
        identifying=node.form.identifying,
        instance=node.instance is not None,
        relevant=node.relevant,
        locked_by=node.locked_by,
        answer=from_text(node.text, node.form.node) if node.computed else node.counted,
        computed=node.computed,
        problems=problems.get(stable, ()),
        children=tuple(_draw(interview, child, problems, people) for child in node.children),
        readonly=interview.is_readonly(node),
        takes_words=not node.form.names_persons,
    )


def _choices(interview: Interview, node: TreeNode, people: People) -> tuple[Choice, ...]:
    """Return what can be picked; nobody is their own superior."""
    if node.form.picked is None:
        return interview.offered(node)
    offered = people[node.form.picked]
    own = persons.around(node) if node.form.node.kit.acyclic else None
    return tuple(choice for choice in offered if choice.value != own) if own else offered


def _questions(node: NodePicture) -> list[NodePicture]:
    """Return the questions to be asked below a node: relevant ones that are not optional count."""
    own = [node] if node.definition.kind is Kind.QUESTION and node.relevant else []
    return own + [one for child in node.children for one in _questions(child)]
