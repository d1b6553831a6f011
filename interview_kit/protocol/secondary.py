"""Secondary instances as expressions see them: tables and lists of choices, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from interview_kit.protocol.expressions.nodes import Atom, Node
from interview_kit.protocol.model import Choice, Protocol, Table, Texts
from interview_kit.protocol.xforms.xml import Element, parse_xml

#: Columns of a list of choices, named as pyxform names them.
VALUE: Final = "name"
LABEL: Final = "label"
TEXT_ID: Final = "itextId"


class DataNode:
    """An element or attribute of a secondary instance. ``choice`` is the choice it stands for, if any."""

    __slots__ = ("_text", "attributes", "children", "choice", "name", "named", "namespace", "parent")

    relevant = True

    def __init__(self, name: str, parent: DataNode | None, text: str = "") -> None:
        self.name = name
        self.namespace = ""
        self.parent = parent
        self._text = text
        self.choice: Choice | None = None
        self.children: list[DataNode] = []
        self.attributes: list[DataNode] = []
        self.named: dict[str, list[DataNode]] = {}

    def child(self, name: str, text: str = "") -> DataNode:
        """Add a child at the end and return it."""
        made = DataNode(name, self, text)
        self.children.append(made)
        self.named.setdefault(name, []).append(made)
        return made

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[DataNode]:
        """Return the children of one name in document order."""
        return () if namespace else self.named.get(name, ())

    @property
    def value(self) -> Atom:
        """The text of the element and everything in it."""
        if not self.children:
            return self._text
        return self._text + "".join(str(child.value) for child in self.children)


class SecondaryInstances(Mapping[str, Node]):
    """The secondary instances of one protocol by id."""

    def __init__(self, protocol: Protocol) -> None:
        self._made: dict[str, DataNode] = {}
        self._makers: dict[str, Callable[[], DataNode]] = {}
        for name, choices in protocol.choices.items():
            self._makers[name] = partial(_choices, name, choices)
        for name, table in protocol.tables.items():
            self._makers[name] = partial(_table, table)

    def __getitem__(self, name: str) -> DataNode:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def text_ids(name: str, choices: Sequence[Choice]) -> dict[str, Texts]:
    """Return the labels of a list by the ids its rows carry: none where every label is in one language."""
    if all(len(choice.label) < 2 for choice in choices):
        return {}
    return {f"{name}-{number}": choice.label for number, choice in enumerate(choices)}


def _choices(name: str, choices: Sequence[Choice]) -> DataNode:
    document = DataNode("", None)
    root = document.child("root")
    identifiers = list(text_ids(name, choices))
    for number, choice in enumerate(choices):
        item = root.child("item")
        item.choice = choice
        if identifiers:
            item.child(TEXT_ID, identifiers[number])
        item.child(VALUE, choice.value)
        if not identifiers:
            item.child(LABEL, next(iter(choice.label.values()), ""))
        for column, text in choice.columns.items():
            item.child(column, text)
    return document


def _table(table: Table) -> DataNode:
    document = DataNode("", None)
    if table.xml:
        _copy(parse_xml(table.xml.encode(), name=table.source).root, document)
        return document
    root = document.child("root")
    for row in table.rows:
        item = root.child("item")
        for column, text in zip(table.columns, row, strict=True):
            if text is not None:
                item.child(column, text)
    return document


def _copy(element: Element, parent: DataNode) -> None:
    made = parent.child(element.name, "" if element.children else element.text)
    for name, text in element.attributes.items():
        made.attributes.append(DataNode(name, made, text))
    for child in element.children:
        _copy(child, made)
