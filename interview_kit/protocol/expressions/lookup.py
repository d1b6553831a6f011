"""Equality indexes over secondary instances, so that a choice filter does not read every row.

Secondary instances do not change while a protocol is in use, so an index is built at its first use
and kept.
"""

from __future__ import annotations

from interview_kit.protocol.expressions.nodes import NO_NODES, Atom, Node, NodeSet
from interview_kit.protocol.expressions.values import to_number, to_text


class Lookup:
    """Finds children by the value of one of *their* children, or attributes: ``row[@key = value]``.

    One object serves one loaded protocol, whose secondary instances must outlive it.
    """

    def __init__(self) -> None:
        self._indexes: dict[tuple[Node, str, str], _Index] = {}

    def rows(self, parent: Node, row: str, key: str, value: Atom) -> NodeSet | None:
        """Return the ``row`` children of ``parent`` that have a ``key`` child equal to ``value``.

        Equal is what ``=`` calls equal. A row without such a child has an empty one. None where the
        rows must be compared one by one: for truth values and for fractions, which are equal within
        a tolerance.
        """
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            return None
        place = (parent, row, key)
        index = self._indexes.get(place)
        if index is None:
            index = self._indexes[place] = _Index(parent, row, key)
        return index.rows(value)


def _attributes(node: Node, name: str) -> NodeSet:
    return [attribute for attribute in node.attributes if attribute.name == name]


class _Index:
    def __init__(self, parent: Node, row: str, key: str) -> None:
        self._by_text: dict[str, list[Node]] = {}
        self._by_number: dict[float, list[Node]] = {}
        for node in parent.children_named(row):
            keys = _attributes(node, key[1:]) if key.startswith("@") else node.children_named(key)
            values = {to_text(child.value) for child in keys} or {""}
            for text in values:
                self._by_text.setdefault(text, []).append(node)
            for number in {to_number(text) for text in values}:
                self._by_number.setdefault(number, []).append(node)

    def rows(self, value: Atom) -> NodeSet:
        if isinstance(value, float):
            return self._by_number.get(value, NO_NODES)
        return self._by_text.get(to_text(value), NO_NODES)
