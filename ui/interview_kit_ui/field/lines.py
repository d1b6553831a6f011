"""A section as the lines of its page, in document order: questions, texts, headings, instances."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from interview_kit.interview.picture import InterviewPicture, NodePicture, SectionPicture
from interview_kit.protocol.model import Kind, Node, Texts
from interview_kit_ui.field.views.told import instances


class LineKind(Enum):
    """What stands on a line."""

    QUESTION = "question"
    NOTE = "note"
    CALCULATION = "calculation"
    HEADING = "heading"
    DRAWING = "drawing"
    INSTANCE = "instance"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``key`` stays the same as long as the line is about the same thing."""

    key: str
    kind: LineKind
    #: What is shown; None for a drawing, and for the line that adds an instance.
    node: NodePicture | None = None
    #: Place among its siblings, from 1, for an instance; how many there are, for ADD.
    number: int = 0
    #: How many there are of an instance's repeat.
    siblings: int = 0
    #: The repeat an ADD line adds to, and what it is called.
    repeat: str = ""
    label: Texts | None = None
    #: Of a drawing: the repeat or group it belongs to, and what it is drawn from.
    definition: Node | None = None
    drawn: tuple[NodePicture, ...] = ()


def lines_of(section: SectionPicture, picture: InterviewPicture, opened: Collection[str]) -> tuple[Line, ...]:
    """Return the lines to show. Of the instances of repeats only those ``opened`` (stable paths) show theirs.

    A question that consent locks is shown where its consent is being asked for, so that one sees what a yes
    would open. In a section that is locked as a whole, only answers beyond consent are left.
    """
    granting: frozenset[str] = frozenset() if section.locked_by else _granting(picture)
    if section.repeat:
        drawing = _drawing(section.path, section.nodes[0].definition, section.nodes) if section.nodes else ()
        locked = bool(section.locked_by)
        return (*drawing, *_repeat(section.path, section.label, section.nodes, opened, granting, locked))
    return tuple(line for node in section.nodes for line in _inside(node, opened, granting))


def _granting(picture: InterviewPicture) -> frozenset[str]:
    """Return the consent scopes whose question can be answered now."""
    return frozenset(
        node.definition.kit.grants
        for node in picture.granting
        if node.relevant and node.definition.kit.grants
    )


def _inside(node: NodePicture, opened: Collection[str], granting: frozenset[str]) -> Iterator[Line]:
    """Yield the lines of a group or an instance; nested repeats with their instances, even with none."""
    if node.definition.kind is Kind.GROUP:
        yield from _drawing(node.stable, node.definition, node.children)
    for definition in node.definition.children:
        children = tuple(child for child in node.children if child.definition.name == definition.name)
        if definition.kind is Kind.REPEAT:
            locked = bool(node.locked_by) or not node.relevant
            path = f"{node.stable}/{definition.name}"
            yield from _drawing(path, definition, children)
            yield from _repeat(path, definition.label, children, opened, granting, locked)
        else:
            for child in children:
                yield from _one(child, definition, opened, granting)


def _one(
    child: NodePicture, definition: Node, opened: Collection[str], granting: frozenset[str]
) -> Iterator[Line]:
    match definition.kind:
        case Kind.QUESTION if child.relevant or _worth_showing(child, granting):
            yield Line(child.stable, LineKind.QUESTION, child)
        case Kind.NOTE if child.relevant and not definition.kit.level:
            yield Line(child.stable, LineKind.NOTE, child)
        case Kind.CALCULATION if child.relevant and definition.label:
            yield Line(child.stable, LineKind.CALCULATION, child)
        case Kind.GROUP:
            below = tuple(_inside(child, opened, granting))
            if below and definition.label:
                yield Line(child.stable, LineKind.HEADING, child)
            yield from below


def _drawing(path: str, definition: Node, nodes: tuple[NodePicture, ...]) -> Iterator[Line]:
    """Yield the drawing above a repeat or in a group that has one, once there is something to draw."""
    if definition.kit.view and any(instances(nodes)):
        yield Line(f"{path}~", LineKind.DRAWING, definition=definition, drawn=nodes)


def _worth_showing(node: NodePicture, granting: frozenset[str]) -> bool:
    beyond_consent = bool(node.locked_by) and node.answer is not None
    can_open = bool(node.locked_by) and set(node.locked_by) <= granting
    return beyond_consent or can_open


def _repeat(
    path: str,
    label: Texts,
    members: tuple[NodePicture, ...],
    opened: Collection[str],
    granting: frozenset[str],
    locked: bool,
) -> Iterator[Line]:
    for number, node in enumerate(members, start=1):
        yield Line(f"{node.stable}#", LineKind.INSTANCE, node, number=number, siblings=len(members))
        if node.stable in opened:
            yield from _inside(node, opened, granting)
    if not locked:
        yield Line(f"{path}+", LineKind.ADD, number=len(members), repeat=path, label=label)
