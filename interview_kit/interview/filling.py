"""Filling in a form without a journal: what a screen, a terminal or a test may ask of a living form.

Nothing is kept. An interview that counts is :class:`interview_kit.interview.interview.Interview`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Final, Literal

from interview_kit.errors import InputError
from interview_kit.interview import persons
from interview_kit.interview.actions import Actions
from interview_kit.interview.answer import as_text, from_text
from interview_kit.interview.kit_values import SHAPES
from interview_kit.interview.recalculation import LiveTree
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import TreeNode, find, missing_instances
from interview_kit.interview.typed import stored
from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import BaseType, Kind, Protocol, text_in
from interview_kit.values import paths

Violation = Literal["required", "constraint"]
_NUMBERS: Final = (BaseType.INTEGER, BaseType.DECIMAL)


class Filling:
    """A form that is being filled in. Paths are those people read: ``/group/repeat[2]/name``."""

    def __init__(
        self,
        protocol: Protocol | Form,
        *,
        zone: tzinfo | None = None,
        now: Callable[[], datetime] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Begin anew, or go on with ``answers`` by path, as they were left."""
        self.form = protocol if isinstance(protocol, Form) else Form(protocol)
        self._surroundings = Surroundings(self.form, zone=zone, now=now)
        self._actions = Actions(self.form)
        self._added = 0
        self.tree = LiveTree(self.form, self._surroundings)
        self.tree.start()
        if answers is None:
            self._actions.begin(self.tree)
        else:
            self._restore(answers)
            self._actions.resume(self.tree)
        self._rest()

    def _restore(self, answers: Mapping[str, str]) -> None:
        for path, text in answers.items():
            for repeat in missing_instances(self.tree.root, path):
                self.add(repeat)
            node = find(self.tree.root, path)
            self.tree.write(node, stored(node.form.node.type, text, self._zone))
            self.tree.settle()

    def _rest(self) -> set[TreeNode]:
        self._actions.grown(self.tree)
        return self.tree.changes()

    @property
    def _zone(self) -> tzinfo:
        return self._surroundings.environment.timezone

    # Doing ------------------------------------------------------------------------------------

    def answer(self, path: str, text: str) -> set[TreeNode]:
        """Put an answer in, as text; what does not fit the type empties it. Return what looks different."""
        node = find(self.tree.root, path)
        written = self._fitting(node, stored(node.form.node.type, text, self._zone))
        moved = written != node.text
        self.tree.write(node, written)
        if moved:
            self._actions.answered(self.tree, node)
        return self._rest()

    def add(self, path: str) -> TreeNode:
        """Add an instance at the end of a repeat."""
        *above, last = paths.parse(path)
        parent = find(self.tree.root, "/" + "/".join(map(str, above))) if above else self.tree.root
        form = parent.form.child(last.name)
        if form is None or form.node.kind is not Kind.REPEAT:
            raise InputError("interview.no-such-repeat", path=path)
        self._added += 1
        added = self.tree.add(parent, form, f"a{self._added}")
        self._actions.added(self.tree, added)
        self._rest()
        return added

    def remove(self, path: str) -> set[TreeNode]:
        """Take an instance out."""
        self.tree.remove(find(self.tree.root, path))
        return self._rest()

    def speak(self, language: str) -> None:
        """Tell texts in another language, by its tag or by the form's own name for it. Values stay."""
        names = self.form.protocol.language_names
        tags = [tag for tag, name in names.items() if name == language]
        self.tree.speak(tags[0] if tags else language)
        self._rest()

    def _fitting(self, node: TreeNode, text: str) -> str:
        """Return an answer as it is kept: choices in the order they are offered, numbers on their scale."""
        definition = node.form.node
        if text and definition.kit.type in SHAPES:
            return as_text(from_text(text, definition))
        if definition.type is BaseType.SELECT_MULTIPLE:
            chosen = text.split()
            offered = [value for value, _ in self.choices(node) if value in chosen]
            return " ".join([*offered, *(value for value in chosen if value not in offered)])
        if definition.scale is not None and definition.type in _NUMBERS and text:
            start, end = float(definition.scale.start), float(definition.scale.end)
            return text if min(start, end) <= float(text) <= max(start, end) else ""
        return text

    # Looking ----------------------------------------------------------------------------------

    def label(self, node: TreeNode) -> str:
        """Return the label in the present language."""
        return self._surroundings.told(node, "label", node.form.node.label)

    def choices(self, node: TreeNode) -> list[tuple[str, str]]:
        """Return value and label of each choice offered now; for a person, of each who was told of."""
        if node.form.picked is None:
            return self._surroundings.choices(node)
        offered = persons.offered(self.tree.root, node.form.picked, self.form.protocol)
        return [
            (one.value, text_in(one.label, self._surroundings.language, DEFAULT_LANGUAGE)) for one in offered
        ]

    def readonly(self, node: TreeNode) -> bool:
        """Whether the node, or anything around it, may not be changed."""
        return self._surroundings.readonly(node)

    def required(self, node: TreeNode) -> bool:
        """Whether the node needs an answer."""
        required = node.form.expression("required")
        return required is not None and required.holds(self._context(node), otherwise=True)

    def violation(self, node: TreeNode) -> Violation | None:
        """Return what is wrong with a leaf."""
        if not node.relevant:
            return None
        if not node.text:
            return "required" if self.required(node) else None
        constraint = node.form.expression("constraint")
        if constraint and not constraint.holds(self._context(node), otherwise=False):
            return "constraint"
        return None

    def message(self, node: TreeNode, violation: Violation) -> str:
        """Return the form's own words for what is wrong; empty where it has none."""
        definition = node.form.node
        if violation == "required":
            return self._surroundings.told(node, "required_message", definition.required_message)
        return self._surroundings.told(node, "constraint_message", definition.constraint_message)

    def _context(self, node: TreeNode) -> Context:
        return Context(self._surroundings.environment, node)
