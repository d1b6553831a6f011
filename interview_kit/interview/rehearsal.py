"""Trying a protocol out: whether what it may ask is ever asked, and whether its rules ever speak.

Answers are put into a living tree, the very one an interview has, one combination after the other: all of
them where they are few, some at random where they are many. Only where every answer that can make a
difference was tried is anything concluded for sure; constraints are not heeded, since an answer that breaks
one is kept as well.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.recalculation import MAX_NODES, LiveTree
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.syntax import FunctionCall, NumberLiteral, walk
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.graph import VALUE
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.ground import Ground, Grounds
from interview_kit.protocol.lint.mentions import Mention, Reader
from interview_kit.protocol.lint.values import Certainty, Try, tries
from interview_kit.protocol.model import Kind

#: Combinations of answers tried for one node.
MAX_TRIES: Final = 4_096
#: Nodes that may be made, change or be looked at again in all tries together: what a protocol of 220
#: questions needs three times over, and a few seconds of work.
MAX_CHANGES: Final = 1_000_000
#: Combinations tried at random over all answers at once, and over those that one node depends on.
_GLIMPSES: Final = 40
_AT_RANDOM: Final = 32
#: Instances of one repeat at most, where their number is compared with a large one.
_MOST_INSTANCES: Final = 12
_COUNTING: Final = ("count", "position", "last")
#: How often a glimpse takes the value that is likeliest to matter.
_LIKELY: Final = 0.5

#: A leaf, and what to try in it.
Slot = tuple[TreeNode, tuple[Try, ...]]
#: What to try at each question.
Domains = dict[FormNode, tuple[Try, ...]]
#: One value for each slot.
Combination = tuple[Try, ...]


@dataclass(slots=True)
class Seen:
    """What was seen of one node. ``tries`` is how many combinations were tried."""

    #: Whether it matters that the node is not asked at times.
    both: bool
    asked: bool = False
    #: It was not asked although no consent was wanting.
    left_out: bool = False
    tries: int = 0
    certainty: Certainty = Certainty.SURE

    @property
    def enough(self) -> bool:
        """Whether there is nothing more to look for."""
        return self.asked and (self.left_out or not self.both)


@dataclass(slots=True)
class Rehearsed:
    """What was found, and the paths of the nodes of which nothing could be said."""

    findings: list[Finding] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)


def rehearse(form: Form) -> Rehearsed:
    """Look for questions that nobody is ever asked, and rules that never or always speak."""
    rehearsed = Rehearsed()
    targets = [node for node in form.nodes[1:] if _is_rule(node) or _is_conditional(node)]
    rehearsal = _Rehearsal(form, targets)
    never: set[FormNode] = set()
    for node in form.nodes[1:]:
        if node.parent in never:
            never.add(node)
        elif node in rehearsal.seen:
            seen = rehearsal.see(node)
            if not seen.asked and seen.certainty is not Certainty.NONE:
                never.add(node)
            rehearsed.findings += _judged(node, seen)
            if not seen.enough and seen.certainty is Certainty.NONE:
                rehearsed.undecided.append(node.path)
    return rehearsed


def _is_rule(node: FormNode) -> bool:
    return node.node.kind is Kind.NOTE and node.node.kit.level is not None


def _is_conditional(node: FormNode) -> bool:
    conditional = node.node.relevant is not None or bool(node.node.kit.needs)
    return conditional and node.node.kind is not Kind.CALCULATION


def _judged(node: FormNode, seen: Seen) -> Iterator[Finding]:
    if seen.enough or seen.certainty is Certainty.NONE:
        return
    is_rule = _is_rule(node)
    sure, tries = seen.certainty is Certainty.SURE, {"tries": seen.tries}
    if not seen.asked:
        never = ("rule-never", "rule-hardly-ever") if is_rule else ("never-asked", "hardly-asked")
        yield Finding(never[0] if sure else never[1], node.path, None, {} if sure else tries)
    else:
        code = "rule-always" if sure else "rule-nearly-always"
        yield Finding(code, node.path, None, {} if sure else tries)


class _Rehearsal:
    def __init__(self, form: Form, targets: Sequence[FormNode]) -> None:
        self._form = form
        self._reader = Reader(form)
        grounds = Grounds(form)
        self._grounds = {node: grounds.of(node) for node in targets}
        self._left = MAX_CHANGES
        self._chance = random.Random(1)  # noqa: S311 - the same tries every time, nothing secret
        #: The tree with one instance of every repeat; what is tried in it is taken back.
        self._usual: LiveTree | None = None
        self.seen = {node: Seen(both=_is_rule(node)) for node in targets}
        self._glimpse()

    def _glimpse(self) -> None:
        """Try combinations of everything that matters to anything, and look at all nodes at once."""
        whole = Ground()
        for ground in self._grounds.values():
            whole.questions |= ground.questions
            whole.expressions += ground.expressions
            whole.granters |= ground.granters
        tree = self._tree({})
        slots = _slots(tree, self._domains(whole)[0])
        glimpses = itertools.chain(_ends(slots), (self._likely(slots) for _ in range(_GLIMPSES)))
        for _ in self._tried(tree, slots, glimpses):
            for node, seen in self.seen.items():
                _look(tree, node, seen)

    def see(self, node: FormNode) -> Seen:
        """Try whether a node is asked and, where it matters, also left out."""
        seen = self.seen[node]
        if seen.enough:
            return seen
        ground = self._grounds[node]
        domains, certainty = self._domains(ground)
        seen.certainty = min(ground.certainty, certainty)
        for counts in _numbers_of_instances(ground, node):
            if not self._try_with(counts, node, domains, seen):
                seen.certainty = Certainty.NONE
            if seen.enough or self._left <= 0:
                break
        return seen

    def _domains(self, ground: Ground) -> tuple[Domains, Certainty]:
        """Return what to try, and what it allows to conclude.

        In the protocol's order: what comes first, such as consent, changes least.
        """
        mentions = self._reader.mentions(ground.expressions)
        for granter in ground.granters:
            mentions.setdefault(granter, Mention()).words["YES"] = None
        domains, certainty = {}, Certainty.SURE
        for one in sorted(ground.questions, key=lambda one: one.index):
            domains[one], likely = tries(one, mentions.get(one, Mention()), self._form.protocol)
            certainty = min(certainty, likely)
        return domains, certainty

    def _try_with(self, counts: dict[FormNode, int], node: FormNode, domains: Domains, seen: Seen) -> bool:
        """Try combinations with so many instances, as :meth:`_try_in`; not where that would be too many."""
        if self._left <= 0:
            return False
        try:
            tree = self._tree(counts)
        except InputError:  # two in each of a dozen repeats within each other are thousands
            self._left -= MAX_NODES
            return False
        return self._try_in(tree, node, domains, seen)

    def _try_in(self, tree: LiveTree, node: FormNode, domains: Domains, seen: Seen) -> bool:
        """Try combinations in one tree; return whether all were tried that there was reason to try."""
        slots = _slots(tree, domains)
        few = math.prod(len(values) for _, values in slots) <= MAX_TRIES
        combinations: Iterable[Combination] = itertools.chain(_ends(slots), self._some(slots))
        if few:
            combinations = itertools.chain(combinations, itertools.product(*(values for _, values in slots)))
        for _ in self._tried(tree, slots, combinations):
            seen.tries += 1
            _look(tree, node, seen)
            if seen.enough:
                return True
        return few and self._left > 0

    def _tried(
        self, tree: LiveTree, slots: list[Slot], combinations: Iterable[Combination]
    ) -> Iterator[None]:
        """Put one combination after the other into a tree while there is work left, and take all back."""
        before = [(leaf, leaf.text) for leaf, _ in slots]
        written: Combination = ()
        try:
            for combination in combinations:
                if self._left <= 0:
                    break
                looked_at = _write(tree, slots, combination, written)
                written = combination
                self._left -= 1 + looked_at + len(tree.changes())
                yield
        finally:
            for leaf, text in before:
                tree.write(leaf, text)
            tree.changes()

    def _some(self, slots: list[Slot]) -> Iterator[Combination]:
        """Yield combinations at random, and as many where consent and what is named are likelier."""
        for _ in range(_AT_RANDOM if slots else 0):
            yield tuple(self._chance.choice(values) for _, values in slots)
            yield self._likely(slots)

    def _likely(self, slots: list[Slot]) -> Combination:
        return tuple(
            values[0] if self._chance.random() < _LIKELY else self._chance.choice(values)
            for _, values in slots
        )

    def _tree(self, counts: dict[FormNode, int]) -> LiveTree:
        """Return a tree in which each repeat has so many instances, else one.

        Raises :class:`InputError` ``interview.too-many``.
        """
        usual = all(count == 1 for count in counts.values())
        if usual and self._usual is not None:
            return self._usual
        tree = LiveTree(self._form, Surroundings(self._form))
        tree.start()
        _fill(tree, tree.root, lambda repeat: counts.get(repeat, 1))
        tree.settle()
        self._left -= sum(1 for _ in tree.root.walk())
        if usual:
            self._usual = tree
        return tree


def _numbers_of_instances(ground: Ground, node: FormNode) -> Iterator[dict[FormNode, int]]:
    """Yield how many instances the repeats that matter may have: one, none, two, what is compared with."""
    around = set()
    here: FormNode | None = node
    while here is not None:
        around.add(here)
        here = here.parent
    more = _counts_named(ground)
    choices: Iterable[Sequence[int]] = [
        (1, 2, *more) if one in around else (1, 0, 2, *more) for one in ground.repeats
    ]
    for counts in itertools.product(*choices):
        yield dict(zip(ground.repeats, counts, strict=True))


def _counts_named(ground: Ground) -> list[int]:
    """Return the numbers above two, and one more, that stand in expressions which count anything."""
    named: set[int] = set()
    for _, bound in ground.expressions if ground.repeats else ():
        within = list(walk(parse(bound.text)))
        if any(isinstance(one, FunctionCall) and one.name in _COUNTING for one in within):
            numbers = (one.value for one in within if isinstance(one, NumberLiteral))
            named.update(int(one) for one in numbers if 2 <= one <= _MOST_INSTANCES)
    return sorted({n for one in named for n in (one, one + 1) if 2 < n <= _MOST_INSTANCES})


def _fill(tree: LiveTree, node: TreeNode, wanted: Callable[[FormNode], int]) -> None:
    for child in node.form.children:
        if child.node.kind is Kind.REPEAT and child.node.repeat_count is None:
            present = list(node.instances(child))
            for instance in present[wanted(child) :]:
                tree.remove(instance)
            for number in range(len(present), wanted(child)):
                tree.add(node, child, f"t{number + 1}")
    for below in list(node.children):
        _fill(tree, below, wanted)


def _write(
    tree: LiveTree,
    slots: list[Slot],
    combination: Combination,
    written: Combination,
) -> int:
    """Write what differs from what was written before; return how much looks at those leaves."""
    looked_at = 0
    for number, ((leaf, _), value) in enumerate(zip(slots, combination, strict=True)):
        if written and written[number] == value:
            continue
        tree.write(leaf, *value)
        looked_at += len(leaf.form.links[VALUE])
    return looked_at


def _slots(tree: LiveTree, domains: Domains) -> list[Slot]:
    return [(leaf, tried) for question, tried in domains.items() for leaf in tree.all(question)]


def _ends(slots: list[Slot]) -> Iterator[Combination]:
    """Yield the likeliest values of all, then nothing at all."""
    yield tuple(values[0] for _, values in slots)
    yield tuple(values[-1] for _, values in slots)


def _look(tree: LiveTree, node: FormNode, seen: Seen) -> None:
    for there in tree.all(node):
        seen.asked |= there.relevant
        seen.left_out |= not there.relevant and not there.locked_by
