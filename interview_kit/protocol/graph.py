"""What depends on what: one static graph for every interview under a protocol.

Its vertices are (node, aspect): whether a node is relevant, what it holds, how many instances a repeat has.
They are ranked so that each comes after all it reads. A link leads from a node to what must be looked at
again when its value changes, or when instances of it come or go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from typing import Final, TypeAlias, TypedDict

from interview_kit.errors import InputError
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.references import (
    ANY_CHILD,
    ANY_DEPTH,
    Reading,
    ReadingKind,
    References,
)
from interview_kit.protocol.formnode import FormNode, Link
from interview_kit.protocol.model import Kind

#: Version of what is found here; raised whenever the same protocol would give another graph.
VERSION: Final = 1
#: Nodes that may be looked at to find what depends on what.
MAX_EFFORT: Final = 250_000
#: Kinds of link: a node's value changed; nodes came or went; a node took another place among its siblings.
VALUE: Final = 0
MEMBERS: Final = 1
PLACE: Final = 2


class Aspect(IntEnum):
    """What of a node is looked at again. ``SHOWN`` is all that nothing else depends on: required,
    read-only, constraint, texts and choices.
    """

    RELEVANT = 0
    VALUE = 1
    COUNT = 2
    SHOWN = 3


_ASPECTS: Final = {
    "relevant": Aspect.RELEVANT,
    "calculate": Aspect.VALUE,
    "repeat_count": Aspect.COUNT,
}


Vertex: TypeAlias = tuple[FormNode, Aspect]


class GraphData(TypedDict):
    """The graph as data, to be kept beside its protocol. Nodes are indexes in document order."""

    #: (node, aspect) in the order of calculation.
    order: list[list[int]]
    #: (from, kind, to, aspect, how many levels from the top both have in common).
    links: list[list[int]]
    #: (node, aspect) of what shows labels of choices and so speaks a language.
    spoken: list[list[int]]
    #: (node, column, path) of what is read and does not exist.
    nowhere: list[tuple[int, str, str]]
    #: Calculations that are identifying because of what they read.
    identifying: list[int]


class Graph:
    """``order`` lists what is computed, each after all it depends on; links stand at the nodes."""

    def __init__(
        self,
        root: FormNode,
        nodes: Sequence[FormNode],
        scopes: Mapping[str, FormNode],
        known: GraphData | None,
    ) -> None:
        self._root = root
        self._nodes = nodes
        self._scopes = scopes
        self._effort = MAX_EFFORT
        self._nowhere: dict[tuple[int, str, str], None] = {}
        self._known = known or self._found()
        self.order: tuple[Vertex, ...] = tuple(
            (nodes[index], Aspect(aspect)) for index, aspect in self._known["order"]
        )
        #: The place of each vertex in the order.
        self.ranks: dict[Vertex, int] = {vertex: place for place, vertex in enumerate(self.order)}
        #: What shows labels of choices, and so speaks a language.
        self.spoken: frozenset[Vertex] = frozenset(
            (nodes[index], Aspect(aspect)) for index, aspect in self._known["spoken"]
        )
        for index in self._known["identifying"]:
            nodes[index].identifying = True
        self._lay_links()

    def data(self) -> GraphData:
        """Return the graph as data."""
        return self._known

    def _lay_links(self) -> None:
        rank = {(form.index, int(aspect)): place for place, (form, aspect) in enumerate(self.order)}
        laid: dict[int, tuple[list[Link], list[Link], list[Link]]] = {}
        for source, kind, target, aspect, common in self._known["links"]:
            place = self._nodes[target].place[: -1 if aspect == Aspect.COUNT else None]
            link = Link(
                rank.get((target, aspect), -1),
                -1 if self._nodes[target].repeated else target,
                len(self._nodes[source].place) - common,
                place[common:],
            )
            laid.setdefault(source, ([], [], []))[kind].append(link)
        for source, kinds in laid.items():
            self._nodes[source].links = tuple(map(tuple, kinds))

    # finding it

    def _found(self) -> GraphData:
        sorter: TopologicalSorter[Vertex] = TopologicalSorter()
        links: dict[tuple[int, int, int, int, int], None] = {}
        read_by: dict[FormNode, set[FormNode]] = {}
        spoken: list[list[int]] = []
        for form in self._nodes:
            self._rank_structure(sorter, form)
            for scope in form.node.kit.needs:
                granter = self._scopes[scope]
                sorter.add((form, Aspect.RELEVANT), (granter, Aspect.VALUE))
                links[(granter.index, VALUE, form.index, Aspect.RELEVANT, 1)] = None
            for bound in form.expressions():
                aspect = _ASPECTS.get(bound.column, Aspect.SHOWN)
                if bound is form.offered and form.chooses:
                    aspect = Aspect.VALUE
                references = bound.references()
                try:
                    vertices, found = self._read(form, bound, aspect, references)
                except InputError as error:
                    raise bound.refused(error) from error
                links.update(dict.fromkeys(found))
                if references.choices and aspect is not Aspect.SHOWN:
                    spoken.append([form.index, int(aspect)])
                if bound is form.calculate:
                    read_by[form] = {node for node, seen in vertices if seen is Aspect.VALUE} - {form}
                if aspect in (Aspect.RELEVANT, Aspect.VALUE):
                    sorter.add((form, aspect), *(vertices - self._of_others(form, bound, references)))
        # A count may depend on what its own repeat holds: it is taken last, and again until it rests.
        counted = [(form, Aspect.COUNT) for form in self._nodes if form.node.repeat_count is not None]
        order = [*self._ordered(sorter), *counted]
        return {
            "order": [[form.index, int(aspect)] for form, aspect in order],
            "links": [list(map(int, link)) for link in links],
            "spoken": spoken,
            "nowhere": list(self._nowhere),
            "identifying": self._identifying(order, read_by),
        }

    def _rank_structure(self, sorter: TopologicalSorter[Vertex], form: FormNode) -> None:
        relevance = (form, Aspect.RELEVANT)
        sorter.add(relevance)
        sorter.add((form, Aspect.VALUE), relevance)
        if form.parent is not None:
            sorter.add(relevance, (form.parent, Aspect.RELEVANT))

    def _of_others(self, form: FormNode, bound: BoundExpression, references: References) -> set[Vertex]:
        """Return what an expression reads of its own node without waiting for it: the answer it keeps
        (``once``), the answer whose choices it gives, and the same question in other instances.
        """
        if references.once or bound is form.offered:
            return {(form, Aspect.VALUE)}
        if any(self._itself(form, reading) for reading in references.readings):
            return set()
        return {(form, Aspect.VALUE)}

    def _itself(self, form: FormNode, reading: Reading) -> bool:
        """Whether a reading may mean the very node it belongs to, and not only its namesakes elsewhere."""
        if reading.kind is not ReadingKind.VALUE or reading.instance is not None:
            return False
        if form not in self._below(self._matching(reading)):
            return False
        return reading.own >= self._repeat_depth(form) or not reading.chosen

    def _repeat_depth(self, form: FormNode) -> int:
        here: FormNode | None = form
        while here is not None and here.node.kind is not Kind.REPEAT:
            here = here.parent
        return len(here.place) if here is not None else 0

    def _ordered(self, sorter: TopologicalSorter[Vertex]) -> list[Vertex]:
        try:
            order = list(sorter.static_order())
        except CycleError as error:
            first, *others = dict.fromkeys(form.path for form, _ in error.args[1])
            second = others[0] if others else first
            raise InputError("protocol.cycle", first=first, second=second) from None
        return [
            (form, aspect)
            for form, aspect in order
            if (aspect is Aspect.RELEVANT and (form.node.relevant is not None or form.node.kit.needs))
            or (aspect is Aspect.VALUE and (form.node.calculate is not None or form.chooses))
        ]

    def _read(
        self, form: FormNode, bound: BoundExpression, aspect: Aspect, references: References
    ) -> tuple[set[Vertex], list[tuple[int, int, int, int, int]]]:
        """Return what must be known before an expression can be evaluated, and the links that say so.

        What does not exist reads as empty, as in ODK, and is noted.
        """
        vertices: set[Vertex] = set()
        links: list[tuple[int, int, int, int, int]] = []
        for reading in references.readings:
            if reading.instance is not None:
                continue
            nodes = self._matching(reading)
            if not nodes and reading.steps and not reading.steps[-1].startswith("@"):
                self._nowhere[form.index, bound.column, "/" + "/".join(reading.steps)] = None
            common = max(1, reading.own)
            if reading.kind is ReadingKind.VALUE:
                for below in self._below(nodes):
                    vertices.add((below, Aspect.VALUE))
                    links.append((below.index, VALUE, form.index, aspect, min(common, len(below.place))))
            for node in nodes:
                shared = min(common, len(node.place))
                if reading.kind is ReadingKind.PLACE:
                    links.append((node.index, PLACE, form.index, aspect, shared))
                if reading.kind is not ReadingKind.PLACE or reading.own < len(reading.steps):
                    vertices.add((node, Aspect.RELEVANT))
                    links.append((node.index, MEMBERS, form.index, aspect, shared))
        for question in references.choices:
            for node in self._matching(Reading(question)):
                links.append((node.index, VALUE, form.index, aspect, 1))
        return vertices, links

    def _below(self, nodes: Iterable[FormNode]) -> Iterator[FormNode]:
        seen: set[FormNode] = set()
        for node in nodes:
            for below in node.walk():
                self._spend(1)
                if below not in seen:
                    seen.add(below)
                    yield below

    def _matching(self, reading: Reading) -> list[FormNode]:
        """Return the nodes a reading may mean."""
        if not reading.steps:
            return [self._root]
        here = [self._root] if reading.steps[0] in (self._root.node.name, ANY_CHILD, ANY_DEPTH) else []
        if reading.steps[0] == ANY_DEPTH:
            here = list(self._root.walk())
        for step in reading.steps[1:]:
            if step == ANY_DEPTH:
                here = list(self._below(here))
            elif step == ANY_CHILD:
                here = [child for node in here for child in node.children]
            else:
                here = [child for node in here if (child := node.by_name.get(step)) is not None]
            self._spend(len(here))
            here = list(dict.fromkeys(here))
        return here

    def _spend(self, nodes: int) -> None:
        self._effort -= nodes
        if self._effort < 0:
            raise InputError("expressions.too-much-work", limit=MAX_EFFORT)

    def _identifying(self, order: list[Vertex], read_by: dict[FormNode, set[FormNode]]) -> list[int]:
        """What is computed from an identifying answer is identifying, unless declared otherwise."""
        spread: dict[FormNode, None] = {}
        for form, aspect in order:
            if aspect is Aspect.VALUE and form.node.kit.identifying is None:
                read = read_by.get(form, set())
                if any(node.identifying or node in spread for node in read):
                    spread[form] = None
        return [form.index for form in spread]
