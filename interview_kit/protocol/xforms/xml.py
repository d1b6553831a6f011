"""XML from strangers, read into a small tree: no document types, no entities, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from interview_kit.errors import InputError

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 200
#: Elements and attributes.
MAX_ELEMENTS: Final = 250_000

XFORMS: Final = "http://www.w3.org/2002/xforms"
#: Encodings that are read. Expat would ask Python for others, whose codecs unpack and escape as well.
_ENCODINGS: Final = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE
)
_UNKNOWN_ENCODING: Final = 18
#: Prefixes as this program writes them, whatever a file calls them.
_KNOWN: Final = {
    "http://openrosa.org/javarosa": "jr",
    "http://openrosa.org/xforms": "orx",
    "http://www.opendatakit.org/xforms": "odk",
    "http://www.opendatakit.org/xforms/entities": "entities",
    "urn:interview-kit:protocol": "kit",
}
_XML: Final = "http://www.w3.org/XML/1998/namespace"


class Element:
    """One element: ``name`` local, well-known ``prefix`` (``orx``) or the one written, attributes likewise.

    ``content`` holds text and elements as they follow each other.
    """

    __slots__ = ("attributes", "content", "name", "namespace", "prefix")

    def __init__(self, name: str, prefix: str, namespace: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.attributes = attributes
        self.content: list[str | Element] = []

    @property
    def tag(self) -> str:
        """The name with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    @property
    def children(self) -> list[Element]:
        """The elements inside."""
        return [part for part in self.content if not isinstance(part, str)]

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(part for part in self.content if isinstance(part, str))

    def get(self, attribute: str) -> str | None:
        """Return an attribute, or None."""
        return self.attributes.get(attribute)

    def first(self, name: str) -> Element | None:
        """Return the first child of that local name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        """Return the children of that local name."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def written(self) -> str:
        """Return the element as XML, without namespaces."""
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        inside = "".join(
            escape(part) if isinstance(part, str) else part.written() for part in self.content
        ).strip()
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>" if inside else f"<{self.tag}{attributes}/>"


class Document:
    """A parsed file: its outermost element, and the prefixes it declares."""

    def __init__(self, root: Element, prefixes: dict[str, str]) -> None:
        self.root = root
        self.prefixes = prefixes


def parse_xml(body: bytes, *, name: str) -> Document:
    """Parse a file. ``name`` says in errors which one.

    Raises :class:`InputError` ``protocol.xml…``: not well-formed, with a document type, too deep or large.
    """
    if len(body) > MAX_BYTES:
        raise InputError("protocol.too-large", name=name)
    reader = _Reader(name)
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise InputError("protocol.xml", name=name, line=error.lineno, why=why) from None
    assert reader.root is not None, "expat refuses a file without element"
    return Document(reader.root, reader.prefixes)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Element] = []
        self._scopes: list[dict[str, str]] = [{"xml": _XML}]
        self._count = 0
        self.root: Element | None = None
        self.prefixes: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and not _ENCODINGS.fullmatch(encoding):
            why = expat.ErrorString(_UNKNOWN_ENCODING)
            raise InputError("protocol.xml", name=self._name, line=1, why=why)

    def _doctype(self, *_: object) -> None:
        raise InputError("protocol.xml-doctype", name=self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1 + len(attributes)
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise InputError("protocol.xml-too-deep", name=self._name, depth=MAX_DEPTH)
        scope = self._scopes[-1]
        if any(key.startswith("xmlns") for key in attributes):
            declared = {key[6:]: uri for key, uri in attributes.items() if key.startswith("xmlns:")}
            self.prefixes.update(declared)
            scope = {**scope, **declared, "": attributes.get("xmlns", scope.get("", ""))}
        self._scopes.append(scope)
        prefix, _, local = tag.rpartition(":")
        namespace = scope.get(prefix, "")
        plain = {
            self._attribute(key, scope): value
            for key, value in attributes.items()
            if key != "xmlns" and not key.startswith("xmlns:")
        }
        prefix = "" if namespace == XFORMS else _KNOWN.get(namespace, prefix)
        element = Element(local, prefix, namespace, plain)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _attribute(self, key: str, scope: dict[str, str]) -> str:
        prefix, colon, local = key.rpartition(":")
        return f"{_KNOWN.get(scope.get(prefix, ''), prefix)}:{local}" if colon else key

    def _end(self, _tag: str) -> None:
        self._open.pop()
        self._scopes.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)
