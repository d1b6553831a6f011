"""The living tree: what changes is written here, and what depends on it follows.

An answer reaches only what depends on it, in the order of the protocol's graph, and goes no further where a
value did not change. Doing it again from nothing gives the same tree.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC
from heapq import heappop, heappush
from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.answer import from_text
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import Document, TreeNode, find
from interview_kit.interview.typed import held, stored
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.context import MAX_EFFORT, NO_LIMIT, Context
from interview_kit.protocol.expressions.values import truth
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.graph import MEMBERS, PLACE, VALUE, Aspect
from interview_kit.protocol.model import BaseType, Kind

#: Nodes one interview may have; a repeat that would make more stops growing.
MAX_NODES: Final = 50_000
#: Times that one change may lead back to what was already looked at: a repeat that grows because it grew, an
#: instance that reckons with its neighbours. It must rest some time.
MAX_ROUNDS: Final = 1_000
#: Instances that come or go for the price of taking one more count.
_MOVES: Final = 100
#: Characters that all calculations together may hold; beyond it they are empty.
MAX_CALCULATED: Final = 10_000_000


class LiveTree:
    """The tree of one interview, kept in step with its answers. Not thread-safe.

    Write with :meth:`write`, :meth:`add` and :meth:`remove`, then :meth:`settle`.
    """

    def __init__(self, form: Form, surroundings: Surroundings) -> None:
        """Make the tree as it stands before anybody answers. Call :meth:`start` before anything is read."""
        self.form = form
        self.surroundings = surroundings
        self.environment = environment = surroundings.environment
        document = Document(form.root)
        environment.root = document
        self.root = document.root
        #: Instances that a count added and nobody has greeted yet.
        self.grown: deque[TreeNode] = deque()
        #: Paths of what was kept from growing, or from being worked out, without end.
        self.overfull: set[str] = set()
        self._changed: set[TreeNode] = set()
        self._heap: list[int] = []
        self._waiting: dict[int, dict[TreeNode, None]] = {}
        #: Where everything in reach of a node already waits, by rank: it is not told again.
        self._told: dict[int, set[tuple[TreeNode, tuple[str, ...]]]] = {}
        #: Characters that calculations hold.
        self._calculated = 0
        #: What is left of the work that may follow from one change.
        self._reserve = MAX_EFFORT
        #: Choices as they were made, where what is offered may change.
        self._kept: dict[TreeNode, str] = {}
        #: Instances that a count put aside; they come back with what they hold.
        self._aside: dict[tuple[TreeNode, FormNode], list[TreeNode]] = {}
        self._count = sum(1 for _ in self.root.walk())
        #: Values that actions set since changes were last asked for.
        self.actions_run = 0
        #: How often instances came or went.
        self.instances_moved = 0
        #: Nodes outside repeats, by the index of their definition.
        self._single: dict[int, TreeNode] = {
            node.form.index: node for node in self.root.walk() if not node.form.repeated
        }
        environment.fixed = {f"/{'/'.join(node.form.place)}": (node,) for node in self._single.values()}
        self._furnish(self.root)
        for path, text in form.protocol.presets.items():
            node = find(self.root, path)
            self._begin_with(node, text)

    # What changes -----------------------------------------------------------------------------

    def write(
        self, node: TreeNode, text: str, missing: str = "", source: str = "", certainty: str = ""
    ) -> None:
        """Put a text that fits the node's type into a leaf, or the reason why there is none.

        ``source`` and ``certainty`` are what stands beside it.
        """
        if (missing, source, certainty) != (node.missing, node.source, node.certainty):
            node.missing, node.source, node.certainty = missing, source, certainty
            self._changed.add(node)
            if node.relevant:
                self._fire(node, VALUE)
        if node.form.chooses:
            self._kept[node] = text
            self._wait(self.form.graph.ranks[node.form, Aspect.VALUE], node)
        else:
            self._put(node, text)

    def _put(self, node: TreeNode, text: str) -> None:
        if text == node.text:
            return
        node.text = text
        node.held = held(node.form.node.type, text, self.environment.timezone)
        self._changed.add(node)
        if node.relevant:
            self._fire(node, VALUE)

    def add(self, parent: TreeNode, form: FormNode, instance: str) -> TreeNode:
        """Add an instance after its siblings, with whatever it begins with.

        Raises :class:`InputError` ``interview.too-many`` where the interview would grow beyond all measure.
        """
        if self._count > MAX_NODES:
            raise InputError("interview.too-many")
        added = TreeNode(form, parent, instance)
        self._count += sum(1 for _ in added.walk())
        self.instances_moved += 1
        parent.insert(added)
        self._furnish(added)
        self._came(added)
        return added

    def remove(self, node: TreeNode) -> None:
        """Take an instance out."""
        assert isinstance(node.parent, TreeNode), "the outermost element stays"
        self.instances_moved += 1
        siblings = node.parent.instances(node.form)
        after = () if siblings[-1] is node else siblings[node.position() :]
        for below in node.walk():
            self._count -= 1
            self._weigh(below, -1)
            self._fire(below, VALUE)
            self._fire(below, MEMBERS)
        node.take_out()
        for sibling in after:
            self._changed.add(sibling)
            self._fire(sibling, PLACE)

    def move(self, node: TreeNode, to: int) -> None:
        """Put an instance at another position among its siblings; all that asks for an order looks again."""
        assert isinstance(node.parent, TreeNode), "the outermost element stays"
        self.instances_moved += 1
        before = node.position()
        node.move(to)
        for sibling in node.parent.instances(node.form)[min(before, to) - 1 : max(before, to)]:
            self._fire(sibling, PLACE)
            for below in sibling.walk():
                self._changed.add(below)
                self._fire(below, MEMBERS)
                self._fire(below, VALUE)

    def changes(self) -> set[TreeNode]:
        """Bring everything up to date, and return the nodes that look different since last time."""
        self.settle()
        self._reserve = MAX_EFFORT
        self.actions_run = 0
        self._told.clear()
        changed, self._changed = self._changed, set()
        return {node for node in changed if not node.gone}

    def settle(self) -> None:
        """Bring everything up to date."""
        if not self._heap:
            return
        self.environment.reserve = self._reserve
        order = self.form.graph.order
        rounds, last = 0, -1
        while self._heap:
            rank = heappop(self._heap)
            form, aspect = order[rank]
            waiting = self._waiting.pop(rank)
            self._told.pop(rank, None)
            before = self.instances_moved
            rounds += rank <= last
            last = rank
            if rounds > MAX_ROUNDS:
                self.overfull.add(form.path)
                continue
            for node in waiting:
                if not node.gone:
                    self._look_again(node, form, aspect)
            rounds += (self.instances_moved - before) // _MOVES
        self._reserve, self.environment.reserve = self.environment.reserve, NO_LIMIT

    def start(self) -> None:
        """Calculate everything."""
        self.everything()
        self.settle()

    def everything(self) -> None:
        """Let everything be looked at again, as for a tree of which nothing is known."""
        by_form: dict[FormNode, list[TreeNode]] = {}
        for node in self.root.walk():
            by_form.setdefault(node.form, []).append(node)
        for rank, (form, aspect) in enumerate(self.form.graph.order):
            where = form.parent if aspect is Aspect.COUNT else form
            for node in by_form.get(where, ()) if where is not None else ():
                self._wait(rank, node)

    # How it follows ---------------------------------------------------------------------------

    def _fire(self, node: TreeNode, kind: int) -> None:
        for rank, single, up, down in node.form.links[kind]:
            if single >= 0:
                self._wait(rank, self._single[single])
                continue
            top = node
            for _ in range(up):
                top = top.parent  # type: ignore[assignment]  # never above the outermost element
            if down:
                told = self._told.setdefault(rank, set())
                if (top, down) in told:  # whatever comes later is looked at because it came
                    continue
                told.add((top, down))
            if not down:
                self._wait(rank, top)
            elif len(down) == 1:
                for found in top.named.get(down[0], ()):
                    self._wait(rank, found)
            else:
                for found in top.reached(down):
                    self._wait(rank, found)

    def _wait(self, rank: int, node: TreeNode) -> None:
        if rank < 0:
            self._changed.add(node)
            return
        waiting = self._waiting.get(rank)
        if waiting is None:
            self._waiting[rank] = {node: None}
            heappush(self._heap, rank)
        else:
            waiting[node] = None

    def _look_again(self, node: TreeNode, form: FormNode, aspect: Aspect) -> None:
        if aspect is Aspect.VALUE:
            self._calculate(node)
        elif aspect is Aspect.RELEVANT:
            self._relevance(node)
        else:
            self._number(node, form)

    def _calculate(self, node: TreeNode) -> None:
        calculate = node.form.calculate
        if calculate is None:
            self._choose(node)
            return
        type_, zone = node.form.node.type, self.environment.timezone
        try:
            text = stored(type_, calculate.value(Context(self.environment, node)), zone)
        except InputError as error:
            text = ""
            self._note(error, node.form)
        if len(text) > len(node.text) and self._calculated + len(text) - len(node.text) > MAX_CALCULATED:
            self.overfull.add(node.form.path)
            text = ""
        self._weigh(node, -1)
        self._put(node, text)
        self._weigh(node, 1)

    def _note(self, error: InputError, form: FormNode) -> bool:
        """Return whether a formula was stopped, and not only unable to say anything; then it is told."""
        stopped = error.code == "expressions.too-much-work"
        if stopped:
            self.overfull.add(form.path)
        return stopped

    def _weigh(self, node: TreeNode, sign: int) -> None:
        if node.form.node.calculate is not None:
            self._calculated += sign * len(node.text)

    def _choose(self, node: TreeNode) -> None:
        """Let a choice count as far as it is offered now. The rest is kept, and comes back."""
        kept = self._kept.get(node, "")
        if not kept:
            self._put(node, "")
            return
        try:
            offered = [one.value for one in self.surroundings.worked_out(node)]
        except InputError as error:
            if self._note(error, node.form):
                self._put(node, kept)  # not refused, only not compared
                return
            offered = []
        if node.form.node.type is BaseType.SELECT_ONE:
            self._put(node, kept if kept in offered else "")
            return
        chosen = [value for value in kept.split() if value in offered]
        if node.form.node.type is BaseType.RANK:  # a ranking ranks everything there is
            chosen += [value for value in offered if value not in chosen]
        self._put(node, " ".join(chosen))

    def speak(self, language: str) -> None:
        """Tell texts in another language; calculations that show labels of choices follow."""
        self.environment.language = language
        ranks = self.form.graph.ranks
        spoken = self.form.graph.spoken
        for node in self.root.walk():
            for aspect in (Aspect.RELEVANT, Aspect.VALUE):
                if (node.form, aspect) in spoken:
                    self._wait(ranks[node.form, aspect], node)

    def _relevance(self, node: TreeNode) -> None:
        relevant = node.form.relevant
        try:
            own = relevant is None or truth(relevant.value(Context(self.environment, node)))
        except InputError as error:
            own = True
            self._note(error, node.form)
        locked = self._wanting(node) if node.form.node.kit.needs else ()
        node.own_relevant = own and not locked
        self._spread(node, locked)

    def _wanting(self, node: TreeNode) -> tuple[str, ...]:
        return tuple(scope for scope in node.form.node.kit.needs if not self.granted(scope))

    def granted(self, scope: str) -> bool:
        """Whether the witness allowed a consent scope."""
        return any(node.text == "YES" and node.relevant for node in self.all(self.form.scopes[scope]))

    def all(self, form: FormNode) -> list[TreeNode]:
        """Return every node there is of a definition."""
        return self.root.reached(form.place[1:])

    def _spread(self, node: TreeNode, locked: tuple[str, ...]) -> None:
        """Take over what a node's own relevance and its parent's make of it, and pass it on below."""
        parent = node.parent
        above = parent.locked_by if isinstance(parent, TreeNode) else ()
        wanting = tuple(dict.fromkeys((*above, *locked))) if above or locked else ()
        relevant = parent.relevant and node.own_relevant
        if relevant == node.relevant and wanting == node.locked_by:
            return
        moved = relevant != node.relevant
        node.relevant, node.locked_by = relevant, wanting
        self._changed.add(node)
        if moved:
            self._fire(node, MEMBERS)
            if not node.children:
                self._fire(node, VALUE)
                if relevant and node.form.calculate is not None:  # what it made of itself unseen is void
                    self._wait(self.form.graph.ranks[node.form, Aspect.VALUE], node)
        for child in node.children:
            self._spread(child, self._wanting(child) if child.form.node.kit.needs else ())

    # Instances --------------------------------------------------------------------------------

    def _furnish(self, node: TreeNode) -> None:
        """Give a new node and all below it what they begin with: defaults and first instances."""
        node.relevant = node.parent.relevant and node.own_relevant
        if isinstance(node.parent, TreeNode) and node.parent.locked_by:
            node.locked_by = node.parent.locked_by
        form = node.form
        if not form.children:
            if form.node.default:
                self._begin_with(node, form.node.default)
            return
        for child in node.children:
            self._furnish(child)
        for repeat in form.children:
            if repeat.node.kind is Kind.REPEAT:
                for number in range(repeat.node.instances):
                    if self.room(repeat) < 1:
                        self.overfull.add(repeat.path)
                        break
                    added = TreeNode(repeat, node, first_instance(number))
                    self._count += sum(1 for _ in added.walk())
                    node.insert(added)
                    self._furnish(added)

    def _begin_with(self, node: TreeNode, text: str) -> None:
        """Give a leaf what it holds by the protocol's word; for a question that is an answer."""
        definition = node.form.node
        text = stored(definition.type, text, self.environment.timezone)
        if definition.kind is Kind.QUESTION and text:
            node.answer = from_text(text, definition)
        self.write(node, text)

    def _came(self, added: TreeNode) -> None:
        rank = self.form.graph.ranks
        self._fire(added, PLACE)
        for node in added.walk():
            self._changed.add(node)
            self._fire(node, MEMBERS)
            self._fire(node, VALUE)
            for aspect in (Aspect.RELEVANT, Aspect.VALUE):
                place = rank.get((node.form, aspect))
                if place is not None:
                    self._wait(place, node)
            for child in node.form.children:
                place = rank.get((child, Aspect.COUNT))
                if place is not None:
                    self._wait(place, node)

    def _number(self, parent: TreeNode, form: FormNode) -> None:
        """Give a repeat as many instances as its count says; what is too many waits aside."""
        count = form.expression("repeat_count")
        assert count is not None, "only counted repeats are ranked"
        present = list(parent.instances(form))
        wanted = self._wanted(count, parent, form, len(present))
        aside = self._aside.setdefault((parent, form), [])
        for node in reversed(present[wanted:]):
            self.remove(node)
            aside.append(node)
        for number in range(len(present), wanted):
            if aside:
                self._bring_back(aside.pop())
            else:
                self.grown.append(self.add(parent, form, first_instance(number)))

    def _bring_back(self, node: TreeNode) -> None:
        for below in node.walk():
            below.gone = False
            self._count += 1
            self._weigh(below, 1)
        assert isinstance(node.parent, TreeNode)
        node.parent.insert(node)
        node.relevant = node.parent.relevant and node.own_relevant
        self._came(node)

    def _wanted(self, count: BoundExpression, parent: TreeNode, form: FormNode, present: int) -> int:
        try:
            said = count.value(Context(self.environment, TreeNode(form, parent)))
            text = stored(BaseType.INTEGER, said, UTC)
        except InputError as error:
            self._note(error, form)
            return present
        if not text:
            return present if (parent, form) in self._aside else 0  # no longer said: what is there stays
        wanted = max(0, int(text))
        most = present + self.room(form)
        if wanted > most:
            self.overfull.add(form.path)
        return min(wanted, most)

    def room(self, form: FormNode) -> int:
        """Return how many more instances of a repeat there may be."""
        return max(0, (MAX_NODES - self._count) // sum(1 for _ in form.walk()))


def first_instance(number: int) -> str:
    """Return the stable id of an instance that nobody added: it is there by the protocol's word."""
    return f"n{number + 1}"
