"""What is told inside one instance of a repeat, as drawings of it need it; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.interview.dates_known import date_of
from interview_kit.interview.picture import NodePicture
from interview_kit.interview.reading import describe
from interview_kit.protocol.model import BaseType, Kind, KitType, Protocol
from interview_kit.values import dates_in_words, places

#: Between two things told of one instance.
BETWEEN = " · "
#: Between the two dates of a span.
_TO = " – "
_BLANK = "?"


def questions(node: NodePicture) -> Iterator[NodePicture]:
    """Yield the questions of an instance that may be read now, answered or not; none of further repeats."""
    for child in node.children:
        if child.instance or not child.relevant or child.locked_by:
            continue
        if child.definition.kind is Kind.QUESTION:
            yield child
        yield from questions(child)


def told(node: NodePicture) -> Iterator[NodePicture]:
    """Yield those that were given a value."""
    return (one for one in questions(node) if one.answer is not None and one.answer.given)


def instances(nodes: Iterable[NodePicture]) -> Iterator[NodePicture]:
    """Yield the outermost instances among nodes and below them."""
    for node in nodes:
        if node.locked_by or not node.relevant:
            continue
        if node.instance:
            yield node
        else:
            yield from instances(node.children)


def identifier(instance: NodePicture) -> str:
    """Return the stable id by which answers point to an instance."""
    return instance.stable.rpartition("[")[2].removesuffix("]")


def column(node: NodePicture, name: str) -> str:
    """Return what the list of a choice says of the one that was chosen, in a column; empty for nothing."""
    value = node.answer.value if node.answer else None
    return next((one.columns.get(name, "") for one in node.choices if one.value == value), "")


def in_words(node: NodePicture, protocol: Protocol, language: str) -> str:
    """Return an answer in words, the witness's own where there are any."""
    return describe(node.answer, node.definition, protocol, language).words if node.answer else ""


def named(node: NodePicture, protocol: Protocol, language: str) -> str:
    """Return an answer in few words: of a place its name, without what holds it."""
    known = place(node) if node.definition.kit.type is KitType.PLACE and not part(node, "words") else ""
    return places.gazetteer()[known].name(language) if known else in_words(node, protocol, language)


def part(node: NodePicture, name: str) -> str:
    """Return one part of an answer that has several: ``id``, ``edtf``."""
    value = node.answer.value if node.answer else None
    return str(value.get(name) or "") if isinstance(value, dict) else ""


def is_name(node: NodePicture) -> bool:
    """Whether an answer is plain text, as a name is."""
    return node.definition.type is BaseType.TEXT and node.definition.kit.type is None


def place(node: NodePicture) -> str:
    """Return the id of a place, or "" where the gazetteer does not know it."""
    found = part(node, "id")
    return found if found in places.gazetteer() else ""


def dates(instance: NodePicture) -> tuple[NodePicture, ...]:
    """Return the questions about dates of an instance, answered or not: one is an event, two are a span."""
    return tuple(one for one in questions(instance) if one.definition.kit.type is KitType.DATE)


def when(instance: NodePicture, protocol: Protocol, language: str) -> str:
    """Return the dates of an instance as short as they can be said, with a mark for one that was not told."""
    said = []
    for node in dates(instance):
        found = date_of(node)
        said.append(dates_in_words.in_words(found, language) if found else in_words(node, protocol, language))
    return _TO.join(one or _BLANK for one in said) if any(said) else ""
