"""With what expressions compare each answer: the few values among which an answer can make a difference.

An expression that only ever compares an answer with given words or numbers cannot tell apart any two other
answers. Whatever is read in another way is read *freely*: then every value may matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.references import (
    ANY_CHILD,
    ANY_DEPTH,
    Reading,
    ReadingKind,
    references,
)
from interview_kit.protocol.expressions.scoping import within
from interview_kit.protocol.expressions.syntax import (
    Comparison,
    Expression,
    FunctionCall,
    Path,
    TextLiteral,
    parts,
)
from interview_kit.protocol.expressions.syntax import NumberLiteral as Number
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.kit_functions import FUNCTIONS
from interview_kit.protocol.model import Side

_EQUALITY: Final = ("=", "!=")
#: Functions that give their argument as it is.
_TRANSPARENT: Final = ("string", "number")
#: Functions that read where nodes stand or how many there are, not what they hold.
_STRUCTURE: Final = ("count", "position", "last", "name")
_SIDES: Final = {side.value: side for side in (Side.SOURCE, Side.CERTAINTY)}
#: Longer than any text; a stranger's number may be infinite.
_ENDLESS: Final = 10**9
#: Stands for every code of a list.
EVERY: Final = "*"


@dataclass(slots=True)
class Mention:
    """How one answer is read. ``lengths`` are what the number of its characters is compared with."""

    words: dict[str, None] = field(default_factory=dict)
    numbers: set[float] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    #: Whether more or less is asked, and not only the same or another.
    ordered: bool = False
    #: Whether the reason for giving no answer is asked.
    missing: bool = False
    #: What the side fields are compared with; every code of their list counts where ``*`` is among it.
    sides: dict[Side, dict[str, None]] = field(default_factory=dict)
    freely: bool = False

    def merge(self, other: Mention) -> None:
        """Take over how another expression reads the same answer."""
        self.words |= other.words
        self.numbers |= other.numbers
        self.lengths |= other.lengths
        self.ordered |= other.ordered
        self.missing |= other.missing
        for side, codes in other.sides.items():
            self.sides.setdefault(side, {}).update(codes)
        self.freely |= other.freely


#: How answers are read, by leaf.
Mentions = dict[FormNode, Mention]


class Reader:
    """Finds how the expressions of one protocol read answers; each expression is looked at once."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known: dict[tuple[int, str], Mentions] = {}

    def mentions(self, expressions: Iterable[tuple[FormNode, BoundExpression]]) -> Mentions:
        """Return how some expressions, each with the node it belongs to, read answers."""
        found: Mentions = {}
        for node, bound in expressions:
            for leaf, mention in self._in(node, bound).items():
                found.setdefault(leaf, Mention()).merge(mention)
        return found

    def _in(self, node: FormNode, bound: BoundExpression) -> Mentions:
        key = (node.index, bound.text)
        if key not in self._known:
            look = _Look(self._form, node)
            look.at(within(parse(bound.text), node.place, node.scope.repeats))
            self._known[key] = look.found
        return self._known[key]


class _Look:
    def __init__(self, form: Form, node: FormNode) -> None:
        self._form = form
        self._node = node
        self.found: Mentions = {}

    def _of(self, leaf: FormNode) -> Mention:
        return self.found.setdefault(leaf, Mention())

    def at(self, expression: Expression) -> None:
        """Note everything that an expression does with answers."""
        match expression:
            case Comparison(operator, left, right):
                if not (self._compared(operator, left, right) or self._compared(operator, right, left)):
                    for side, other in ((left, right), (right, left)):
                        self.at(side)
                        if isinstance(side, FunctionCall):
                            self._suggest((other,), side.arguments)
            case FunctionCall():
                self._call(expression)
            case Path():
                self._freely(expression)
            case _:
                for part in parts(expression):
                    self.at(part)

    def _call(self, call: FunctionCall) -> None:
        match call:
            case FunctionCall("selected", (Path() as path, TextLiteral(value))) if _plain(path):
                for node in self._read(path):
                    self._of(node).words[value] = None
            case FunctionCall(name, (Path() as path,)) if name.endswith(":missing") and _plain(path):
                for node in self._read(path):
                    self._of(node).missing = True
            case FunctionCall(name, (Path() as path,)) if (side := _side(name)) and _plain(path):
                self._beside(path, side, EVERY)
            case FunctionCall(name, _) if name in _STRUCTURE:
                self._freely(call)
            case FunctionCall(_, arguments):
                for part in arguments:
                    self.at(part)
                self._suggest(arguments, arguments)

    def _compared(self, operator: str, side: Expression, with_: Expression) -> bool:
        """Note a comparison of an answer with words or a number; return whether it was one."""
        if not isinstance(with_, TextLiteral | Number):
            return False
        match side:
            case FunctionCall("string-length", (Path() as path,)) if isinstance(with_, Number) and _plain(
                path
            ):
                for node in self._read(path):
                    self._of(node).lengths.add(int(min(with_.value, _ENDLESS)))
                return True
            case FunctionCall(name, (Path() as path,)) if (beside := _side(name)) and _plain(path):
                self._beside(path, beside, str(with_.value))
                return True
            case FunctionCall(name, (inner,)) if name in _TRANSPARENT:
                side = inner
        if not isinstance(side, Path) or not _plain(side):
            return False
        for node in self._read(side):
            mention = self._of(node)
            mention.ordered |= operator not in _EQUALITY
            if isinstance(with_, Number):
                mention.numbers.add(with_.value)
            else:
                mention.words[with_.value] = None
        return True

    def _beside(self, path: Path, side: Side, code: str) -> None:
        for node in self._read(path):
            self._of(node).sides.setdefault(side, {})[code] = None

    def _suggest(self, given: Iterable[Expression], to: Iterable[Expression]) -> None:
        """Note words that a function meets together with an answer: they are worth trying."""
        words = [part.value for part in given if isinstance(part, TextLiteral)]
        for path in to:
            if words and isinstance(path, Path) and _plain(path):
                for node in self._read(path):
                    self._of(node).words.update(dict.fromkeys(words))

    def _freely(self, expression: Expression) -> None:
        for node in self._read(expression):
            self._of(node).freely = True

    def _read(self, expression: Expression) -> Iterator[FormNode]:
        """Yield the leaves whose value an expression reads."""
        found = references(expression, self._node.place, FUNCTIONS, namespaces=self._node.scope.namespaces)
        for reading in found.readings:
            if reading.kind is ReadingKind.VALUE and reading.instance is None:
                for node in nodes_at(self._form.root, reading):
                    yield from (below for below in node.walk() if not below.children)
        for question in found.choices:
            yield from nodes_at(self._form.root, Reading(question))


def nodes_at(root: FormNode, reading: Reading) -> Iterable[FormNode]:
    """Return the nodes that a reading of the primary instance may mean."""
    if not reading.steps or reading.steps[0] in (ANY_CHILD, ANY_DEPTH):
        return [root]  # whatever lies below is read with it
    here = [root] if reading.steps[0] == root.node.name else []
    for step in reading.steps[1:]:
        if step == ANY_DEPTH:
            return here
        if step == ANY_CHILD:
            here = [child for node in here for child in node.children]
        else:
            here = [child for node in here if (child := node.child(step)) is not None]
    return here


def _side(function: str) -> Side | None:
    """Return the side field that a function such as ``kit:source`` reads."""
    prefix, _, name = function.rpartition(":")
    return _SIDES.get(name) if prefix else None


def _plain(path: Path) -> bool:
    return isinstance(path.origin, str) and not any(step.predicates for step in path.steps)
