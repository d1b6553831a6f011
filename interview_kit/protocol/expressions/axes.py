"""The axes of XPath: from one node to others, nearest first, and the tests that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from interview_kit.protocol.expressions.nodes import NO_NODES, Node, NodeSet
from interview_kit.protocol.expressions.syntax import KindTest, NameTest

Axis: TypeAlias = Callable[[Node], NodeSet]

#: Axes whose nodes come nearest first, which is backwards in the document.
REVERSE: Final = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
_TO_DOCUMENT: Final = frozenset({"ancestor", "ancestor-or-self", "parent", "self", "descendant-or-self"})


def _below(node: Node) -> Iterator[Node]:
    waiting = list(reversed(node.children))
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


def _above(node: Node) -> Iterator[Node]:
    current = node.parent
    while current is not None:
        yield current
        current = current.parent


def _siblings(node: Node) -> tuple[NodeSet, NodeSet]:
    """What comes before and after a node among its siblings; nothing for attributes."""
    siblings = node.parent.children if node.parent is not None else NO_NODES
    for place, sibling in enumerate(siblings):
        if sibling is node:
            return siblings[:place], siblings[place + 1 :]
    return NO_NODES, NO_NODES


def _following(node: Node) -> list[Node]:
    found: list[Node] = []
    for level in (node, *_above(node)):
        for sibling in _siblings(level)[1]:
            found.append(sibling)
            found.extend(_below(sibling))
    return found


def _preceding(node: Node) -> list[Node]:
    found: list[Node] = []
    for level in (node, *_above(node)):
        for sibling in reversed(_siblings(level)[0]):
            found.extend(reversed([sibling, *_below(sibling)]))
    return found


AXES: Final[dict[str, Axis]] = {
    "ancestor": lambda node: list(_above(node)),
    "ancestor-or-self": lambda node: [node, *_above(node)],
    "attribute": lambda node: node.attributes,
    "child": lambda node: node.children,
    "descendant": lambda node: list(_below(node)),
    "descendant-or-self": lambda node: [node, *_below(node)],
    "following": _following,
    "following-sibling": lambda node: _siblings(node)[1],
    "parent": lambda node: NO_NODES if node.parent is None else (node.parent,),
    "preceding": _preceding,
    "preceding-sibling": lambda node: list(reversed(_siblings(node)[0])),
    "self": lambda node: (node,),
}


def select(axis: str, test: NameTest | KindTest, namespace: str) -> Axis:
    """Return what one step, without its predicates, finds from a node; ``namespace`` is the name's."""
    if isinstance(test, KindTest):
        return _by_kind(axis, test.kind)
    name = test.name
    if axis == "child" and name != "*":
        return lambda node: node.children_named(name, namespace)
    along = AXES[axis]
    if name == "*":
        if test.prefix:
            return lambda node: [found for found in along(node) if found.namespace == namespace]
        return _elements(along) if axis in _TO_DOCUMENT else along
    return lambda node: [
        found for found in along(node) if found.name == name and found.namespace == namespace
    ]


def _elements(along: Axis) -> Axis:
    """The document has no name; it is no element."""
    return lambda node: [found for found in along(node) if found.name]


def _by_kind(axis: str, kind: str) -> Axis:
    """Answers have no text nodes: ``text()`` behind a leaf gives the leaf itself."""
    if kind == "node":
        return AXES[axis]
    if kind != "text":
        return lambda _: NO_NODES
    if axis == "child":
        return lambda node: (node,) if _has_text(node) else NO_NODES
    if axis in {"descendant", "descendant-or-self"}:
        along = AXES["descendant-or-self"]
        return lambda node: [found for found in along(node) if _has_text(found)]
    return lambda _: NO_NODES


def _has_text(node: Node) -> bool:
    return not node.children and node.value != ""
