"""A protocol prepared for conducting: expressions parsed, inheritance resolved, dependencies ordered.

Made once when a protocol is loaded. A protocol that cannot be conducted (an expression that does not parse, a
path that leads nowhere, a circle of calculations) is refused here, by name, not in front of a witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from enum import Enum
from graphlib import CycleError, TopologicalSorter
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.references import (
    ANY_CHILD,
    ANY_DEPTH,
    Reading,
    ReadingKind,
)
from interview_kit.protocol.expressions.scoping import Place
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
        "place",
        "relevant",
        "required",
    )

    def __init__(self, node: Node, parent: FormNode | None) -> None:
        self.node = node
        self.parent = parent
        #: Path without positions; the root's is empty.
        self.path: str = f"{parent.path}/{node.name}" if parent else ""
        #: Names from the outermost element down, as expressions know the node.
        self.place: Place = (*(parent.place if parent else ()), node.name)
        #: Consent scopes that this node and its ancestors need.
        self.needs: tuple[str, ...] = tuple(
            dict.fromkeys((*(parent.needs if parent else ()), *node.kit.needs))
        )
        inherited: bool = parent is not None and parent.identifying
        #: Whether answers go to the custodian alone; a calculation also learns it from what it reads.
        self.identifying: bool = inherited if node.kit.identifying is None else node.kit.identifying
        self.relevant: BoundExpression | None = None
        self.required: BoundExpression | None = None
        self.constraint: BoundExpression | None = None
        self.calculate: BoundExpression | None = None
        self.children = tuple(FormNode(child, self) for child in node.children)

    def bind(self, repeats: Collection[Place]) -> None:
        """Parse the node's expressions, once all places of repeats are known."""

        def bound(text: str | None, column: str) -> BoundExpression | None:
            return None if text is None else BoundExpression(text, column, self.place, repeats)

        self.relevant = bound(self.node.relevant, "relevant")
        self.required = bound(self.node.required, "required")
        self.constraint = bound(self.node.constraint, "constraint")
        self.calculate = bound(self.node.calculate, "calculate")

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
        repeats = {node.place for node in self.root.walk() if node.node.kind is Kind.REPEAT}
        for node in self.root.walk():
            node.bind(repeats)
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
            for name, count in Counter(child.node.name for child in form.children).items():
                if count > 1:
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
            for bound in form.expressions():
                read = self._read(form, bound)
                if bound is form.relevant:
                    sorter.add(relevance, *read)
                elif bound is form.calculate:
                    sorter.add(value, *(read - {value} if bound.references.once else read))
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

    def _read(self, form: FormNode, bound: BoundExpression) -> set[tuple[FormNode, Aspect]]:
        """Return what must be known before an expression can be evaluated.

        Raises :class:`InputError` ``protocol.no-such-path`` where it reads what does not exist.
        """
        found: set[tuple[FormNode, Aspect]] = set()
        for reading in bound.references.readings:
            if reading.instance is not None:
                continue
            nodes = self._matching(reading)
            if not nodes:
                target = "/" + "/".join(reading.steps)
                raise InputError("protocol.no-such-path", path=form.path, column=bound.column, target=target)
            if reading.kind is ReadingKind.VALUE:
                found |= {(below, Aspect.VALUE) for node in nodes for below in node.walk()}
            else:
                found |= {(node, Aspect.RELEVANT) for node in nodes}
        return found

    def _matching(self, reading: Reading) -> list[FormNode]:
        """Return the nodes a reading may mean."""
        if not reading.steps:
            return [self.root]
        here = [self.root] if reading.steps[0] in (ROOT, ANY_CHILD, ANY_DEPTH) else []
        for step in reading.steps[1:]:
            if step == ANY_DEPTH:
                here = [below for node in here for below in node.walk()]
            elif step == ANY_CHILD:
                here = [child for node in here for child in node.children]
            else:
                here = [child for node in here for child in node.children if child.node.name == step]
            here = list(dict.fromkeys(here))
        return here

    def _spread_identifying(self) -> None:
        """What is computed from an identifying answer is identifying, unless declared otherwise."""
        for form, aspect in self.order:
            if aspect is Aspect.VALUE and form.calculate and form.node.kit.identifying is None:
                read = self._read(form, form.calculate) - {(form, Aspect.VALUE)}
                if any(node.identifying for node, seen in read if seen is Aspect.VALUE):
                    form.identifying = True
