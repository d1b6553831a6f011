"""What an expression sees of a tree, and the order of its nodes.

The interview's instance tree and its secondary instances implement :class:`Node`; expressions change
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeAlias

#: What one node holds. A ``datetime`` (always aware of its zone) is a ``date`` too.
Atom: TypeAlias = str | float | bool | date


class Node(Protocol):
    """One element or attribute.

    ``name`` is local; ``namespace`` is empty for names in none and in XForms' own. The document above
    the outermost element has an empty name, and it alone has no ``parent``. ``children`` are elements
    in document order; attributes have none.

    ``value`` of a leaf is its answer in its type: a float for int and decimal, a ``date`` or
    ``datetime`` for those, otherwise its text; ``""`` when it is empty or not relevant. ``value`` of
    an inner node is the text of everything in it.

    ``relevant`` takes the ancestors into account. What is not relevant is left out of node-sets.
    """

    @property
    def name(self) -> str: ...
    @property
    def namespace(self) -> str: ...
    @property
    def parent(self) -> Node | None: ...
    @property
    def children(self) -> Sequence[Node]: ...
    @property
    def attributes(self) -> Sequence[Node]: ...
    @property
    def value(self) -> Atom: ...
    @property
    def relevant(self) -> bool: ...

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[Node]:
        """Return the child elements of that name, in document order; the caller never alters it."""
        ...


#: Nodes in document order without doubles, a list or a tuple; whoever receives one never alters it.
NodeSet: TypeAlias = Sequence[Node]
Value: TypeAlias = Atom | NodeSet

NO_NODES: tuple[Node, ...] = ()


def only_relevant(nodes: NodeSet) -> NodeSet:
    """Leave out what is not relevant; the same sequence where everything is."""
    for node in nodes:
        if not node.relevant:
            return [node for node in nodes if node.relevant]
    return nodes


def document_order(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes in document order, each once; trees follow each other as first met."""
    distinct = list({id(node): node for node in nodes}.values())
    if len(distinct) < 2:
        return distinct
    order = _Order()
    return sorted(distinct, key=order.key)


class _Order:
    """Sort keys: the places of a node and its ancestors among their siblings, found once per parent."""

    def __init__(self) -> None:
        self._places: dict[int, dict[int, int]] = {}
        self._keys: dict[int, tuple[int, ...]] = {}
        self._trees: dict[int, int] = {}

    def key(self, node: Node) -> tuple[int, ...]:
        chain: list[Node] = []
        current: Node | None = node
        while current is not None and id(current) not in self._keys:
            chain.append(current)
            current = current.parent
        key = self._keys[id(current)] if current is not None else ()
        for below in reversed(chain):
            key = (*key, self._place(below))
            self._keys[id(below)] = key
        return key

    def _place(self, node: Node) -> int:
        parent = node.parent
        if parent is None:
            return self._trees.setdefault(id(node), len(self._trees))
        places = self._places.get(id(parent))
        if places is None:
            siblings = [*parent.attributes, *parent.children]
            places = {id(sibling): place for place, sibling in enumerate(siblings)}
            self._places[id(parent)] = places
        return places[id(node)]
