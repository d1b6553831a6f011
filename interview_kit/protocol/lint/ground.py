"""What it depends on whether a node is asked: every answer, count and calculation behind its conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.references import References
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.graph import PLACE, VALUE, Aspect
from interview_kit.protocol.lint.mentions import nodes_at
from interview_kit.protocol.lint.values import Certainty
from interview_kit.protocol.model import Kind

#: Functions whose result changes with the day. Anything else that changes by itself cannot be foreseen.
_OF_THE_DAY: Final = frozenset({"today", "now"})


@dataclass(slots=True)
class Ground:
    """What to vary to see whether a node is asked, and what can at most be concluded from it.

    ``repeats`` are those whose number of instances matters; of all others there is one.
    """

    questions: dict[FormNode, None] = field(default_factory=dict)
    repeats: dict[FormNode, None] = field(default_factory=dict)
    #: Every expression that is evaluated on the way, with its node.
    expressions: list[tuple[FormNode, BoundExpression]] = field(default_factory=list)
    #: Questions whose answer grants a scope that is needed.
    granters: dict[FormNode, None] = field(default_factory=dict)
    certainty: Certainty = Certainty.SURE

    def at_most(self, certainty: Certainty) -> None:
        """Lower what can be concluded."""
        self.certainty = min(self.certainty, certainty)


class Grounds:
    """Finds what nodes of one protocol depend on."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._into: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for source, kind, target, aspect, common in form.graph.data()["links"]:
            self._into.setdefault((target, aspect), []).append((source, kind, common))
        self._set = _set_by_actions(form)
        #: What each expression reads, found once: all that comes later in a chain asks for it again.
        self._read = cache(BoundExpression.references)

    def of(self, node: FormNode) -> Ground:
        """Return what it depends on whether a node is asked."""
        search = _Search(self._form, self._into, self._set, self._read)
        search.shown(node)
        search.finish()
        return search.ground


class _Search:
    def __init__(
        self,
        form: Form,
        into: dict[tuple[int, int], list[tuple[int, int, int]]],
        acted: set[FormNode],
        read: Callable[[BoundExpression], References],
    ) -> None:
        self._form = form
        self._into = into
        self._acted = acted
        self._read = read
        self._seen: set[tuple[FormNode, Aspect]] = set()
        #: What is still to be followed. Not by recursion: chains of conditions may be as long as a protocol.
        self._open: list[tuple[FormNode, Aspect]] = []
        self.ground = Ground()

    def shown(self, node: FormNode) -> None:
        """Follow what a node and all around it need in order to be there."""
        here: FormNode | None = node
        while here is not None:
            self._follow(here, Aspect.RELEVANT)
            if here.node.repeat_count is not None:
                self._follow(here, Aspect.COUNT)
            here = here.parent

    def finish(self) -> None:
        """Follow whatever was noted, and what it leads to."""
        while self._open:
            self._look(*self._open.pop())

    def _follow(self, node: FormNode, aspect: Aspect) -> None:
        if (node, aspect) not in self._seen:
            self._seen.add((node, aspect))
            self._open.append((node, aspect))

    def _look(self, node: FormNode, aspect: Aspect) -> None:
        bound = {
            Aspect.RELEVANT: node.relevant,
            Aspect.VALUE: node.offered if node.chooses else node.calculate,
            Aspect.COUNT: node.expression("repeat_count"),
        }.get(aspect)
        if bound is not None:
            self.ground.expressions.append((node, bound))
            self._judge(self._read(bound))
        if aspect is Aspect.RELEVANT:
            self.ground.granters.update((self._form.scopes[scope], None) for scope in node.node.kit.needs)
        for source, kind, common in self._into.get((node.index, aspect), ()):
            read = self._form.nodes[source]
            # where an instance stands depends on those before it, which are others than one's own
            self._across(read, common if kind != PLACE else min(common, len(read.place) - 1))
            self.shown(read)
            if kind == VALUE and not read.children:
                self._value(read)

    def _across(self, read: FormNode, common: int) -> None:
        """Note repeats of which more than one's own instance is read."""
        here: FormNode | None = read
        while here is not None:
            if here.node.kind is Kind.REPEAT and len(here.place) > common and here.node.repeat_count is None:
                self.ground.repeats[here] = None
                self.ground.at_most(Certainty.LIKELY)
            here = here.parent

    def _value(self, node: FormNode) -> None:
        """Follow what a leaf holds: an answer to vary, a result of others, or what never changes."""
        definition = node.node
        if node in self._acted or definition.preload:
            self.ground.at_most(Certainty.NONE)
        if definition.calculate is not None:
            self._follow(node, Aspect.VALUE)
            if definition.kind is Kind.QUESTION and definition.readonly != "true()":
                self.ground.at_most(Certainty.NONE)  # whoever asks may put something else there
            return
        if definition.kind is Kind.QUESTION and definition.readonly != "true()":
            self.ground.questions[node] = None
            if node.chooses:
                self._follow(node, Aspect.VALUE)
            if any(one.node.repeat_count is not None for one in _around(node)):
                self.ground.at_most(Certainty.NONE)  # it comes and goes while others are varied

    def _judge(self, read: References) -> None:
        if read.volatile:
            self.ground.at_most(Certainty.LIKELY if read.volatile <= _OF_THE_DAY else Certainty.NONE)
        for name in read.instances:
            table = self._form.protocol.tables.get(name)
            if table is not None and not table.rows and not table.xml:  # its file was not there to be read
                self.ground.at_most(Certainty.NONE)


def _around(node: FormNode) -> list[FormNode]:
    around = []
    here = node.parent
    while here is not None:
        around.append(here)
        here = here.parent
    return around


def _set_by_actions(form: Form) -> set[FormNode]:
    """Return the leaves that something else than an answer or a calculation may write."""
    found: set[FormNode] = set()
    for action in form.protocol.actions:
        at = form.at(action.at) if action.at else form.root
        for reading in at.bound(action.target, "trigger").references().readings:
            for node in nodes_at(form.root, reading):
                found.update(node.walk())
    return found
