"""What an expression depends on, found without evaluating it: the ground of incremental recalculation.

A :class:`Reading` is a path from the root of an instance. Whoever builds a dependency graph from
readings adds what only the form knows:

* A path that passes a repeat after its ``own`` steps depends on the members of that repeat, whatever
  its ``kind``.
* Reading a value depends on the relevance of the node too: what is not relevant reads as empty and
  is no member. Reading the value of a group reads everything in it.
* Secondary instances never change, so readings of them need no edge; their ids are listed apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Form, Function, Functions
from interview_kit.protocol.expressions.namespaces import JAVAROSA, PREFIXES
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.scoping import CURRENT, Place
from interview_kit.protocol.expressions.standard import STANDARD
from interview_kit.protocol.expressions.syntax import (
    HERE,
    ROOT,
    Expression,
    Filter,
    FunctionCall,
    KindTest,
    NodeUnion,
    Path,
    Step,
    TextLiteral,
    parts,
)

#: Parts one search may look at: a predicate is searched again for each pattern it filters.
MAX_EFFORT: Final = 100_000
#: A step that stands for any number of levels, none included.
ANY_DEPTH: Final = "**"
#: A step that stands for any one child.
ANY_CHILD: Final = "*"


class ReadingKind(Enum):
    #: What the nodes hold.
    VALUE = "value"
    #: Only which nodes there are, and in what order.
    MEMBERS = "members"
    #: Only where a node stands among its siblings, relevant or not.
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Reading:
    """One path that an expression reads.

    ``steps`` are names as written; ``*`` is any child, ``**`` any number of levels, ``@name`` an
    attribute. The first ``own`` steps are the very nodes above the node the expression belongs to (or
    that node itself): the same instances of repeats, not all of them. ``instance`` is the id of a
    secondary instance, or None for the primary one. ``chosen`` readings mean some of the nodes at that
    place: a predicate, a number or a sibling axis picks them. ``filtering`` readings only choose nodes
    in a predicate.
    """

    steps: Place
    own: int = 0
    kind: ReadingKind = ReadingKind.VALUE
    instance: str | None = None
    filtering: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """Everything an expression depends on.

    ``choices`` are questions whose choice labels it shows. ``volatile`` names the functions whose
    result changes by itself. ``language`` tells whether the active language matters. ``once`` tells
    that the node's own answer is read to be kept: no dependency of the node on itself.
    """

    readings: tuple[Reading, ...]
    instances: frozenset[str]
    choices: tuple[Place, ...]
    volatile: frozenset[str]
    language: bool
    once: bool


_MEMBERS_ONLY: Final = frozenset({"count", "position", "last", "name", "local-name", "namespace-uri"})
_IN_LANGUAGE: Final = frozenset(
    {"format-date", "format-date-time", f"{{{JAVAROSA}}}itext", f"{{{JAVAROSA}}}choice-name"}
)
_CHOICE_NAME: Final = f"{{{JAVAROSA}}}choice-name"
_SIBLINGS: Final = frozenset({"following-sibling", "preceding-sibling"})


def references(
    expression: Expression,
    at: Place,
    functions: Functions = STANDARD,
    *,
    namespaces: Mapping[str, str] | None = None,
) -> References:
    """Return what an expression that belongs to the node ``at`` depends on.

    Absolute paths are taken as written; where ODK's reading inside repeats is wanted, pass what
    :func:`.scoping.within` returns. An expression made to exhaust the search is an InputError.
    """
    search = _Search(at, functions, {**PREFIXES, **(namespaces or {})})
    search.read(expression, Reading(at, len(at)))
    return search.found()


class _Search:
    def __init__(self, at: Place, functions: Functions, namespaces: Mapping[str, str]) -> None:
        self._start = Reading(at, len(at))
        self._functions = functions
        self._namespaces = namespaces
        self._readings: dict[Reading, None] = {}
        self._instances: set[str] = set()
        self._choices: dict[Place, None] = {}
        self._volatile: set[str] = set()
        self._language = False
        self._once = False
        self._effort = 0

    def found(self) -> References:
        return References(
            tuple(self._readings),
            frozenset(self._instances),
            tuple(self._choices),
            frozenset(self._volatile),
            self._language,
            self._once,
        )

    def read(self, expression: Expression, here: Reading) -> None:
        """Note everything an expression reads for its value."""
        self._note(self._nodes(expression, here), ReadingKind.VALUE)

    def _note(self, readings: Iterable[Reading], kind: ReadingKind) -> None:
        for reading in readings:
            self._readings.setdefault(replace(reading, kind=kind))

    def _nodes(self, expression: Expression, here: Reading) -> list[Reading]:
        """Return the nodes an expression may select, having noted whatever else it reads."""
        self._effort += 1
        if self._effort > MAX_EFFORT:
            raise InputError("expressions.too-much-work", limit=MAX_EFFORT)
        match expression:
            case Path():
                return self._path(expression, here)
            case NodeUnion(operands):
                return [node for operand in operands for node in self._nodes(operand, here)]
            case Filter(filtered, predicates):
                nodes = self._nodes(filtered, here)
                for node in nodes:
                    self._predicates(predicates, node)
                return nodes
            case FunctionCall():
                return self._call(expression, here)
            case _:
                for part in parts(expression):
                    self.read(part, here)
                return []

    # paths

    def _path(self, path: Path, here: Reading) -> list[Reading]:
        if path.origin == ROOT:
            nodes = [Reading((), filtering=here.filtering)]
        elif path.origin == HERE:
            nodes = [here]
        else:
            nodes = self._nodes(path.origin, here)
        for step in path.steps:
            nodes = [after for node in nodes for after in _after(node, step)]
            for node in nodes:
                self._predicates(step.predicates, node)
            if step.predicates or step.axis in _SIBLINGS:
                nodes = [replace(node, chosen=True) for node in nodes]
        return nodes

    def _predicates(self, predicates: tuple[Expression, ...], node: Reading) -> None:
        for predicate in predicates:
            self.read(predicate, replace(node, filtering=True))

    # functions

    def _call(self, call: FunctionCall, here: Reading) -> list[Reading]:
        if call == CURRENT:
            return [replace(self._start, filtering=here.filtering)]
        name = self._full_name(call.name)
        function = self._functions.get(name)
        self._language |= name in _IN_LANGUAGE
        if (function is not None and function.volatile) or (name == "randomize" and len(call.arguments) == 1):
            self._volatile.add(call.name)
        match name, call.arguments:
            case "instance", (TextLiteral(identifier),):
                self._instances.add(identifier)
                return [Reading((), instance=identifier, filtering=here.filtering)]
            case "indexed-repeat", (target, *pairs):
                return self._indexed_repeat(target, pairs, here)
            case "randomize", (nodes, *seed):
                self._all(seed, here)
                return self._nodes(nodes, here)
            case "if", (condition, *branches):
                self.read(condition, here)
                return [node for branch in branches for node in self._nodes(branch, here)]
            case "position", (nodes,):
                self._note(self._nodes(nodes, here), ReadingKind.PLACE)
            case "once", arguments:
                self._once = True
                self._all(arguments, here)
            case _, arguments if isinstance(function, Form) and function.place_only:
                for argument in arguments:
                    self._note(self._nodes(argument, here), ReadingKind.PLACE)
            case _:
                self._plain_call(name, function, call, here)
        return []

    def _plain_call(self, name: str, function: object, call: FunctionCall, here: Reading) -> None:
        arguments = call.arguments
        if name == "pulldata" and arguments and isinstance(arguments[0], TextLiteral):
            self._instances.add(arguments[0].value)
        if name == "id":
            self._note([Reading((ANY_DEPTH, "@id"))], ReadingKind.VALUE)
        if name == _CHOICE_NAME and len(arguments) == 2 and isinstance(arguments[1], TextLiteral):
            self._choice(arguments[1].value, here)
        if isinstance(function, Function) and function.here and not arguments:
            self._note([here], _kind(name))
        for argument in arguments:
            self._note(self._nodes(argument, here), _kind(name))

    def _full_name(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{{{self._namespaces.get(prefix)}}}{local}" if colon else name

    def _all(self, expressions: Iterable[Expression], here: Reading) -> None:
        for expression in expressions:
            self.read(expression, here)

    def _indexed_repeat(self, target: Expression, pairs: list[Expression], here: Reading) -> list[Reading]:
        """The repeats named may be entered by any instance; what lies above them stays one's own."""
        own = len(here.steps)
        for repeat in pairs[::2]:
            nodes = _any_instance(self._nodes(repeat, here))
            self._note(nodes, ReadingKind.MEMBERS)
            own = min([own, *(node.own for node in nodes)])
        self._all(pairs[1::2], here)
        return [replace(node, own=min(node.own, own), chosen=True) for node in self._nodes(target, here)]

    def _choice(self, text: str, here: Reading) -> None:
        try:
            path = parse(text.strip())
        except InputError:
            return  # said when the expression is checked
        for node in self._nodes(path, here):
            self._choices.setdefault(node.steps)


def _kind(name: str) -> ReadingKind:
    return ReadingKind.MEMBERS if name in _MEMBERS_ONLY else ReadingKind.VALUE


def _any_instance(nodes: list[Reading]) -> list[Reading]:
    return [replace(node, own=min(node.own, max(0, len(node.steps) - 1))) for node in nodes]


def _after(node: Reading, step: Step) -> list[Reading]:
    """Return where a step leads; where that is not known exactly, a pattern that covers it."""
    test = step.test
    name = ANY_CHILD
    if not isinstance(test, KindTest):
        name = f"{test.prefix}:{test.name}" if test.prefix else test.name
    steps = node.steps
    match step.axis:
        case "self":
            return [node]
        case "child" if isinstance(test, KindTest) and test.kind == "text":
            return [node]
        case "child":
            return [replace(node, steps=(*steps, name))]
        case "attribute":
            return [replace(node, steps=(*steps, f"@{name}"))]
        case "parent" if ANY_DEPTH not in steps:
            return _cut(node, 1) if steps else []
        case axis if axis in _SIBLINGS and ANY_DEPTH not in steps and steps:
            return [replace(above, steps=(*above.steps, name)) for above in _cut(node, 1)]
        case "descendant":
            return [replace(node, steps=(*steps, ANY_DEPTH, name))]
        case "descendant-or-self":
            return [replace(node, steps=(*steps, ANY_DEPTH))]
        case _:
            return [replace(node, steps=(ANY_DEPTH, name), own=0)]


def _cut(node: Reading, levels: int) -> list[Reading]:
    steps = node.steps[:-levels]
    return [replace(node, steps=steps, own=min(node.own, len(steps)))]
