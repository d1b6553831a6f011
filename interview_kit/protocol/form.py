"""A protocol prepared for conducting: its nodes with what they inherit, and what depends on what.

Made once when a protocol is loaded. A protocol that cannot be conducted (an expression that does not parse, a
path that leads nowhere, a circle of calculations) is refused here, by name, not in front of a witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from interview_kit.errors import InputError
from interview_kit.protocol.bound import Scope
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.scoping import Place
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.graph import Graph, GraphData
from interview_kit.protocol.model import Kind, KitType, Node, Protocol
from interview_kit.protocol.takes import Takes
from interview_kit.values import paths
from interview_kit.values.paths import without_positions


class Form:
    """The static side of every interview under one protocol."""

    def __init__(self, protocol: Protocol, known: GraphData | None = None) -> None:
        """Prepare a protocol; ``known`` is what :meth:`Graph.data` gave for the very same one before.

        Raises :class:`InputError` ``protocol.…`` where it cannot be conducted.
        """
        self.protocol = protocol
        root = Node(name=protocol.root, kind=Kind.GROUP, children=protocol.children)
        scope = Scope(set(_repeats(root, ())), protocol.namespaces)
        self.root = FormNode(root, None, scope, iter(range(10**9)))
        #: Every node, at its index.
        self.nodes = tuple(self.root.walk())
        self._by_path = {node.path: node for node in self.nodes}
        #: The node that grants each consent scope.
        self.scopes = {node.node.kit.grants: node for node in self.nodes if node.node.kit.grants}
        for node in self.nodes:
            if node.node.kit.picks is not None:
                node.picked = self._by_path.get(node.node.kit.picks)
        if known is None:
            self._check(protocol)
        self.graph = Graph(self.root, self.nodes, self.scopes, known)

    def at(self, path: str) -> FormNode:
        """Return the node at a path, readable or stable; its positions and instances do not matter.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        bare = without_positions(path)
        if bare not in self._by_path:
            raise InputError("interview.no-such-question", path=path)
        return self._by_path[bare]

    def asks(self, path: str) -> bool:
        """Whether there is a node at a path, readable or stable."""
        return without_positions(path) in self._by_path

    def questions(self) -> Iterator[tuple[str, Node]]:
        """Yield path and definition of every question in document order."""
        for node in self.nodes:
            if node.node.kind is Kind.QUESTION:
                yield node.path, node.node

    def repeat_around(self, path: str) -> str | None:
        """Return the path of the innermost repeat that holds a question, or None."""
        repeat = self.at(path).repeat
        return repeat.path if repeat else None

    def order_key(self, path: str) -> tuple[tuple[int, int], ...]:
        """Return a sort key that puts readable paths into the protocol's order, instances by number.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        key, bare = [], ""
        for step in paths.parse(path):
            bare = f"{bare}/{step.name}"
            key.append((self.at(bare).index, step.position or 1))
        return tuple(key)

    def warnings(self) -> Iterator[InputError]:
        """Yield what is probably a mistake: paths that lead nowhere, which read as empty."""
        for index, column, target in self.graph.data()["nowhere"]:
            path = self.nodes[index].path
            yield InputError("protocol.no-such-path", path=path, column=column, target=target)

    def takes_from(self, protocol: str) -> bool:
        """Whether an interview under the protocol of this id can go on under this one."""
        takes = (node.node.kit.takes for node in self.nodes)
        return any(one is not None and one.protocol == protocol for one in takes)

    def _check(self, protocol: Protocol) -> None:
        for form in self.nodes:
            for name, count in Counter(child.node.name for child in form.children).items():
                if count > 1:
                    raise InputError("protocol.same-name", name=f"{form.path}/{name}")
            if form.node.choices is not None and form.node.choices not in protocol.choices:
                raise InputError("protocol.no-choices", path=form.path, list=form.node.choices)
            for scope in form.needs:
                if scope not in self.scopes:
                    raise InputError("protocol.no-granter", path=form.path, scope=scope)
            _check_meaning(form)
            _check_reading(form, self._by_path)
            if form.node.kit.takes is not None:
                _check_taking(form, form.node.kit.takes)
            for bound in form.expressions():
                bound.check()
        for action in protocol.actions:
            at = self.at(action.at) if action.at else self.root
            at.bound(action.target, "trigger").check()
            if action.value is not None:
                at.bound(action.value, "calculation").check()


def _check_meaning(form: FormNode) -> None:
    """Refuse a meaning that its base type cannot hold, and persons that cannot be picked so."""
    node, kit = form.node, form.node.kit
    if node.kind is Kind.QUESTION and kit.type is not None:
        if node.type is not kit.type.base:
            raise InputError("protocol.kit-base", path=form.path, type=kit.type, base=kit.type.base)
        if kit.type is KitType.AGENCY and node.choices is None:
            raise InputError("protocol.agency-list", path=form.path)
    if (kit.picks is None) is (kit.type is KitType.PERSON):
        raise InputError("protocol.picks-needed", path=form.path)
    if kit.picks is not None:
        repeat = form.picked
        if repeat is None or repeat.node.kind is not Kind.REPEAT:
            raise InputError("protocol.no-such-repeat", path=form.path, repeat=kit.picks[:200])
        # instances that nobody adds are numbered, anew in each instance of a repeat around them
        numbered = repeat.node.instances > 0 or repeat.node.repeat_count is not None
        if numbered and repeat.parent is not None and repeat.parent.repeat is not None:
            raise InputError("protocol.picks-numbered", path=form.path, repeat=repeat.path)
    if kit.born and kit.type is not KitType.DATE:
        raise InputError("protocol.born-date", path=form.path)
    if kit.acyclic and (form.picked is None or form not in form.picked.walk()):
        raise InputError("protocol.acyclic-outside", path=form.path)


def _check_reading(form: FormNode, places: Mapping[str, FormNode]) -> None:
    """Refuse to read back what is not there, or where nobody is asked whether it is right."""
    if form.node.kit.reads and form.node.kind is not Kind.QUESTION:
        raise InputError("protocol.reads-here", path=form.path)
    for place in form.node.kit.reads:
        if place not in places:
            raise InputError("protocol.reads-nothing", path=form.path, place=place[:200])


def _check_taking(form: FormNode, takes: Takes) -> None:
    """Refuse to take answers where none can stand, side fields that are not offered, and no formula."""
    node, where = form.node, takes.where
    fits = node.kind is Kind.REPEAT if where is not None else node.kind in (Kind.QUESTION, Kind.REPEAT)
    if not fits or not takes.sides.keys() <= set(node.kit.sides):
        raise InputError("protocol.takes-here", path=form.path, takes=takes.written()[:200])
    if where is not None:
        try:
            parse(where)
        except InputError as error:
            raise form.bound(where, "takes").refused(error) from error


def _repeats(node: Node, above: Place) -> Iterator[Place]:
    place = (*above, node.name)
    if node.kind is Kind.REPEAT:
        yield place
    for child in node.children:
        yield from _repeats(child, place)
