"""A protocol prepared for conducting: expressions parsed, inheritance resolved, dependencies ordered.

Made once when a protocol is loaded. A protocol that cannot be conducted (an expression that does not parse, a
path that leads nowhere, a circle of calculations) is refused here, by name, not in front of a witness.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from graphlib import CycleError, TopologicalSorter
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.syntax import (
    NameTest,
    Path,
    Step,
    is_parent,
    is_self,
    walk,
)
from interview_kit.protocol.model import Kind, Node, Protocol
from interview_kit.values import paths
from interview_kit.values.paths import without_positions

#: Name of the outermost element, as XForms made by XLSForm have it.
ROOT: Final = "data"


class Aspect(Enum):
    """What of a node is computed."""

    RELEVANT = "relevant"
    VALUE = "value"


class FormNode:
    """A node of the protocol with what it inherits. Compared by identity."""

    __slots__ = (
        "calculate",
        "children",
        "constraint",
        "identifying",
        "needs",
        "node",
        "parent",
        "path",
        "relevant",
        "required",
    )

    def __init__(self, node: Node, parent: FormNode | None) -> None:
        self.node = node
        self.parent = parent
        #: Path without positions; the root's is empty.
        self.path: str = f"{parent.path}/{node.name}" if parent else ""
        #: Consent scopes that this node and its ancestors need.
        self.needs: tuple[str, ...] = tuple(
            dict.fromkeys((*(parent.needs if parent else ()), *node.kit.needs))
        )
        inherited: bool = parent is not None and parent.identifying
        #: Whether answers go to the custodian alone; a calculation also learns it from what it reads.
        self.identifying: bool = inherited if node.kit.identifying is None else node.kit.identifying
        self.relevant = self._bind(node.relevant, "relevant")
        self.required = self._bind(node.required, "required")
        self.constraint = self._bind(node.constraint, "constraint")
        self.calculate = self._bind(node.calculate, "calculate")
        self.children = tuple(FormNode(child, self) for child in node.children)

    def _bind(self, text: str | None, column: str) -> BoundExpression | None:
        return None if text is None else BoundExpression(text, self.path, column)

    def child(self, name: str) -> FormNode | None:
        """Return the child of that name."""
        return next((child for child in self.children if child.node.name == name), None)

    def walk(self) -> Iterator[FormNode]:
        """Yield this node and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def expressions(self) -> Iterator[BoundExpression]:
        """Yield the node's expressions."""
        for bound in (self.relevant, self.required, self.constraint, self.calculate):
            if bound is not None:
                yield bound


class Form:
    """The static side of every interview under one protocol."""

    def __init__(self, protocol: Protocol) -> None:
        """Prepare a protocol. Raises :class:`InputError` ``protocol.…`` where it cannot be conducted."""
        self.root = FormNode(Node(name=ROOT, kind=Kind.GROUP, children=protocol.children), None)
        self._by_path = {node.path: node for node in self.root.walk()}
        self._place = {path: place for place, path in enumerate(self._by_path)}
        #: The node that grants each consent scope.
        self.scopes = {node.node.kit.grants: node for node in self.root.walk() if node.node.kit.grants}
        self._check(protocol)
        #: What to compute, each after all it depends on.
        self.order = self._ordered()
        self._spread_identifying()

    def at(self, path: str) -> FormNode:
        """Return the node at a path, readable or stable; its positions and instances do not matter.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        bare = without_positions(path)
        if bare not in self._by_path:
            raise InputError("interview.no-such-question", path=path)
        return self._by_path[bare]

    def questions(self) -> Iterator[tuple[str, Node]]:
        """Yield path and definition of every question in document order."""
        for node in self.root.walk():
            if node.node.kind is Kind.QUESTION:
                yield node.path, node.node

    def repeat_around(self, path: str) -> str | None:
        """Return the path of the innermost repeat that holds a question, or None."""
        node: FormNode | None = self.at(path)
        while node is not None and node.node.kind is not Kind.REPEAT:
            node = node.parent
        return node.path if node else None

    def order_key(self, path: str) -> tuple[tuple[int, int], ...]:
        """Return a sort key that puts readable paths into the protocol's order, instances by number.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        key, bare = [], ""
        for step in paths.parse(path):
            bare = f"{bare}/{step.name}"
            key.append((self._place[self.at(bare).path], step.position or 1))
        return tuple(key)

    def _check(self, protocol: Protocol) -> None:
        for form in self.root.walk():
            names = [child.node.name for child in form.children]
            for name in names:
                if names.count(name) > 1:
                    raise InputError("protocol.same-name", name=f"{form.path}/{name}")
            if form.node.choices is not None and form.node.choices not in protocol.choices:
                raise InputError("protocol.no-choices", path=form.path, list=form.node.choices)
            for scope in form.needs:
                if scope not in self.scopes:
                    raise InputError("protocol.no-granter", path=form.path, scope=scope)

    def _ordered(self) -> tuple[tuple[FormNode, Aspect], ...]:
        sorter: TopologicalSorter[tuple[FormNode, Aspect]] = TopologicalSorter()
        for form in self.root.walk():
            relevance, value = (form, Aspect.RELEVANT), (form, Aspect.VALUE)
            sorter.add(relevance)
            sorter.add(value, relevance)
            if form.parent is not None:
                sorter.add(relevance, (form.parent, Aspect.RELEVANT))
            for scope in form.needs:
                sorter.add(relevance, (self.scopes[scope], Aspect.VALUE))
            if form.relevant is not None:
                sorter.add(relevance, *self._values(self.reads(form, form.relevant)))
            if form.calculate is not None:
                sorter.add(value, *self._values(self.reads(form, form.calculate)))
            for bound in (form.required, form.constraint):
                if bound is not None:
                    self.reads(form, bound)
        try:
            ordered = tuple(sorter.static_order())
        except CycleError as error:
            (first, _), (second, _), *_ = error.args[1]
            raise InputError("protocol.cycle", first=first.path, second=second.path) from None
        return tuple(
            (form, aspect)
            for form, aspect in ordered
            if aspect is Aspect.RELEVANT or form.calculate is not None
        )

    @staticmethod
    def _values(nodes: set[FormNode]) -> list[tuple[FormNode, Aspect]]:
        return [(node, Aspect.VALUE) for node in nodes]

    def reads(self, form: FormNode, bound: BoundExpression) -> set[FormNode]:
        """Return every node an expression may read.

        Raises :class:`InputError` ``protocol.no-such-path`` where a path leads nowhere.
        """
        found: set[FormNode] = set()
        for part in walk(bound.tree):
            if isinstance(part, Path) and isinstance(part.origin, str):
                start = None if part.origin == "/" else form
                found |= set(self._follow(start, part.steps, form, bound))
        return found

    def _follow(
        self,
        start: FormNode | None,
        steps: tuple[Step, ...],
        owner: FormNode,
        bound: BoundExpression,
    ) -> list[FormNode]:
        """Return the nodes a path reaches, and for a group everything in it. None is the document."""
        here: list[FormNode | None] = [start]
        for step in steps:
            here = [there for node in here for there in self._step(node, step)]
            if not here:
                target = getattr(step.test, "name", "?")
                raise InputError("protocol.no-such-path", path=owner.path, column=bound.column, target=target)
        return [below for node in here if node is not None for below in node.walk()]

    def _step(self, node: FormNode | None, step: Step) -> list[FormNode | None]:
        if is_self(step):
            return [node]
        if is_parent(step):
            return [node.parent] if node is not None else []
        children = (self.root,) if node is None else node.children
        if step.axis == "child" and isinstance(step.test, NameTest) and step.test.name != "*":
            return [child for child in children if child.node.name == step.test.name]
        return [node, *children, *(below for child in children for below in child.walk())]

    def _spread_identifying(self) -> None:
        """What is computed from an identifying answer is identifying, unless declared otherwise."""
        for form, aspect in self.order:
            if aspect is Aspect.VALUE and form.calculate and form.node.kit.identifying is None:
                read = self.reads(form, form.calculate) - {form}
                if any(node.identifying for node in read):
                    form.identifying = True
