"""An XML document as the nodes an expression works on, for case files and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.parsers import expat

from interview_kit.protocol.expressions import XFORMS, Atom


class XmlNode:
    """One element, attribute, or the document; it is written here and read by expressions only."""

    __slots__ = ("answer", "attributes", "children", "name", "namespace", "parent", "pieces", "relevant")

    def __init__(self, name: str, namespace: str = "", parent: XmlNode | None = None) -> None:
        self.name = name
        self.namespace = namespace
        self.parent = parent
        self.children: list[XmlNode] = []
        self.attributes: list[XmlNode] = []
        self.pieces: list[str | XmlNode] = []
        self.answer: Atom | None = None
        self.relevant = True

    @property
    def value(self) -> Atom:
        if not self.relevant:
            return ""
        return self.text if self.answer is None else self.answer

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def path(self) -> str:
        """The place of an element, as case files write it: ``/*[1]/*[2]``."""
        if self.parent is None:
            return "/"
        place = next(i for i, child in enumerate(self.parent.children, 1) if child is self)
        return f"{self.parent.path.rstrip('/')}/*[{place}]"

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[XmlNode]:
        return [child for child in self.children if child.name == name and child.namespace == namespace]

    def everything(self) -> Iterator[XmlNode]:
        yield self
        for child in self.children:
            yield from child.everything()


class XmlTree:
    """A parsed document with the prefixes it declares."""

    def __init__(self, text: str) -> None:
        self.document = XmlNode("")
        self.prefixes: dict[str, str] = {}
        self._here = self.document
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._declare
        parser.Parse(text, True)

    def at(self, path: str) -> XmlNode:
        """Return the node at a path such as ``/*[1]/*[2]``."""
        node = self.document
        for step in path.split("/")[1:]:
            if step:
                node = node.children[int(step[2:-1]) - 1]
        return node

    def _declare(self, prefix: str | None, namespace: str) -> None:
        if prefix is not None:
            self.prefixes[prefix] = namespace

    def _start(self, name: str, attributes: list[str]) -> None:
        node = XmlNode(*_split(name), self._here)
        for attribute, value in zip(attributes[::2], attributes[1::2], strict=True):
            one = XmlNode(*_split(attribute), node)
            one.pieces.append(value)
            node.attributes.append(one)
        self._here.children.append(node)
        self._here.pieces.append(node)
        self._here = node

    def _end(self, _name: str) -> None:
        assert self._here.parent is not None
        self._here = self._here.parent

    def _text(self, text: str) -> None:
        self._here.pieces.append(text)


def _split(name: str) -> tuple[str, str]:
    """Local name and namespace, as :class:`Node` wants them."""
    namespace, _, local = name.rpartition(" ")
    return local, "" if namespace == XFORMS else namespace
