"""Drawing an interview again and again: what did not change is the same object as before.

After an answer most of a picture is as it was. Whoever shows it can tell by identity, and leave that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from interview_kit.interview import persons
from interview_kit.interview.answer import from_text
from interview_kit.interview.interview import Interview
from interview_kit.interview.picture import InterviewPicture, NodePicture, SectionPicture, same
from interview_kit.interview.problems import Problem
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Choice, Kind

#: Whom one can pick, by the repeat they are instances of.
People: TypeAlias = Mapping[FormNode, tuple[Choice, ...]]


def draw(interview: Interview) -> InterviewPicture:
    """Draw an interview once."""
    return Drawer().draw(interview)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a question can change at all, found out once."""

    #: Whether earlier answers are filled into its words.
    fills: bool
    #: Whether there is a rule by which it may be changed, or not.
    rules_readonly: bool
    #: Choices that are always the same; None where they are worked out.
    choices: tuple[Choice, ...] | None
    takes_words: bool


class Drawer:
    """Draws one interview, also where it was folded anew. Not thread-safe."""

    _interview: Interview

    def __init__(self) -> None:
        self._asked: dict[FormNode, _Asked] = {}
        self._people: People = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        #: What was drawn last time, and what is drawn now.
        self._before: dict[TreeNode, NodePicture] = {}
        self._now: dict[TreeNode, NodePicture] = {}
        self._sections: dict[str, SectionPicture] = {}

    def draw(self, interview: Interview) -> InterviewPicture:
        """Draw the interview as it stands."""
        self._interview = interview
        problems = tuple(interview.problems())
        self._problems = _by_node(problems)
        protocol = interview.loaded.protocol
        self._people = {one: persons.offered(interview.root, one, protocol) for one in _picked(interview)}
        self._before, self._now = self._now, {}
        sections = tuple(
            self._section(form)
            for form in interview.loaded.form.root.children
            if form.node.kind in (Kind.GROUP, Kind.REPEAT)
        )
        self._sections = {section.path: section for section in sections}
        saved = interview.entries[-1].time
        return InterviewPicture(interview.id, protocol.title, protocol.languages, saved, sections, problems)

    def _section(self, form: FormNode) -> SectionPicture:
        root = self._interview.root
        readonly = self._interview.is_readonly(root)
        nodes = self._below(root.children_named(form.node.name), "", "", readonly=readonly)
        locked_by = self._interview.locked_by(form)
        before = self._sections.get(form.path)
        if before is not None and before.locked_by == locked_by and same(before.nodes, nodes):
            return before
        questions = [one for node in nodes for one in _questions(node)]
        answered = sum(one.answered for one in questions)
        repeat = form.node.kind is Kind.REPEAT
        return SectionPicture(form.path, form.node.label, repeat, nodes, locked_by, len(questions), answered)

    def _below(
        self, nodes: Iterable[TreeNode], path: str, stable: str, *, readonly: bool
    ) -> tuple[NodePicture, ...]:
        """Draw siblings in order; ``path`` and ``stable`` are those of what they stand in."""
        drawn = []
        repeat, position = None, 0
        for node in nodes:
            form = node.form
            if node.instance is not None:
                name, repeat, position = form.node.name, form, position + 1 if form is repeat else 1
                here, there = f"{path}/{name}[{position}]", f"{stable}/{name}[{node.instance}]"
            elif form.repeated:
                here, there = f"{path}/{form.node.name}", f"{stable}/{form.node.name}"
            else:
                here = there = form.path
            drawn.append(self._draw(node, here, there, readonly))
        return tuple(drawn)

    def _draw(self, node: TreeNode, path: str, stable: str, readonly: bool) -> NodePicture:
        form = node.form
        asked = self._asked.get(form) or self._look_at(form)
        readonly = readonly or (asked.rules_readonly and self._interview.is_readonly(node))
        definition = self._interview.definition(node) if asked.fills else form.node
        choices = self._choices(node) if asked.choices is None else asked.choices
        computed = node.computed
        answer = from_text(node.text, form.node) if computed else node.counted
        problems = self._problems.get(stable, ())
        children = self._below(node.children, path, stable, readonly=readonly) if node.children else ()
        before = self._before.get(node)
        if (
            before is None
            or before.path != path
            or before.relevant != node.relevant
            or before.locked_by != node.locked_by
            or before.answer != answer
            or before.computed != computed
            or before.readonly != readonly
            or (before.children is not children and not same(before.children, children))
            or before.problems != problems
            or (before.choices is not choices and before.choices != choices)
            or (asked.fills and before.definition != definition)
        ):
            before = NodePicture(
                path=path,
                stable=stable,
                definition=definition,
                choices=choices,
                identifying=form.identifying,
                instance=node.instance is not None,
                relevant=node.relevant,
                locked_by=node.locked_by,
                answer=answer,
                computed=computed,
                problems=problems,
                children=children,
                readonly=readonly,
                takes_words=asked.takes_words,
            )
        self._now[node] = before
        return before

    def _look_at(self, form: FormNode) -> _Asked:
        """Find out what of a definition can change."""
        definition = form.node
        changing = form.picked is not None or form.offered is not None
        asked = self._asked[form] = _Asked(
            fills=bool(form.fills),
            rules_readonly=definition.readonly is not None or definition.kind is Kind.NOTE,
            choices=None
            if changing
            else self._interview.loaded.protocol.choices.get(definition.choices or "", ()),
            takes_words=not form.names_persons,
        )
        return asked

    def _choices(self, node: TreeNode) -> tuple[Choice, ...]:
        """Return what can be picked; nobody is their own superior."""
        if node.form.picked is None:
            return self._interview.offered(node)
        offered = self._people[node.form.picked]
        own = persons.around(node) if node.form.node.kit.acyclic else None
        return tuple(choice for choice in offered if choice.value != own) if own else offered


def _picked(interview: Interview) -> set[FormNode]:
    """Return the repeats whose instances can be picked somewhere."""
    return {node.picked for node in interview.loaded.form.nodes if node.picked is not None}


def _by_node(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        found[problem.stable] = (*found.get(problem.stable, ()), problem)
    return found


def _questions(node: NodePicture) -> Iterator[NodePicture]:
    """Yield the questions to be asked below a node: relevant ones."""
    if node.definition.kind is Kind.QUESTION and node.relevant:
        yield node
    for child in node.children:
        yield from _questions(child)
