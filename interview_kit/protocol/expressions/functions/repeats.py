"""``indexed-repeat``: an answer from another instance of a repeat, by its number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Evaluator, Form, Kind
from interview_kit.protocol.expressions.functions.nodesets import place_of
from interview_kit.protocol.expressions.nodes import NO_NODES, Node, NodeSet, only_relevant
from interview_kit.protocol.expressions.plainpaths import PlainPath, plain_path

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler
    from interview_kit.protocol.expressions.context import Context
    from interview_kit.protocol.expressions.syntax import Expression, FunctionCall

_MOST_ARGUMENTS: Final = 11


@dataclass(frozen=True, slots=True)
class _IndexedPath:
    """A path whose steps are taken by name, and by number where one was given."""

    target: PlainPath
    repeats: tuple[tuple[PlainPath, Evaluator], ...]
    column: int

    def select(self, context: Context) -> NodeSet:
        if context.node is None or context.environment.root is None:
            raise InputError("expressions.no-instance", column=self.column)
        own = _line(context.node, context.environment.root)
        target = _absolute(self.target, own)
        numbers = _own_numbers(self.target, target, own)
        for repeat, number in self.repeats:
            level = _absolute(repeat, own)
            if target[: len(level)] != level:
                raise InputError("expressions.repeat-not-around", column=self.column)
            wanted = number(context)
            if math.isnan(wanted):
                return NO_NODES
            numbers[len(level) - 1] = max(1.0, wanted)
        return only_relevant(_taken(context.environment.root, target, numbers))


def _line(node: Node, root: Node) -> list[Node]:
    """The nodes from below the root down to a node."""
    line: list[Node] = []
    current: Node | None = node
    while current is not None and current is not root:
        line.append(current)
        current = current.parent
    line.reverse()
    return line


def _absolute(path: PlainPath, own: list[Node]) -> list[tuple[str, str]]:
    names = list(path.names)
    if path.absolute:
        return names
    above = own[: len(own) - path.ups] if path.ups <= len(own) else []
    return [*((node.name, node.namespace) for node in above), *names]


def _own_numbers(path: PlainPath, target: list[tuple[str, str]], own: list[Node]) -> dict[int, float]:
    """The levels that the target shares with the context node stay in the same instances."""
    shared = own if path.absolute else own[: len(own) - path.ups]
    numbers: dict[int, float] = {}
    for level, (node, name) in enumerate(zip(shared, target, strict=False)):
        if (node.name, node.namespace) != name:
            break
        numbers[level] = float(place_of(node))
    return numbers


def _taken(root: Node, target: list[tuple[str, str]], numbers: dict[int, float]) -> list[Node]:
    nodes = [root]
    for level, (name, namespace) in enumerate(target):
        below = [node.children_named(name, namespace) for node in nodes]
        number = numbers.get(level)
        if number is None:
            nodes = [node for named in below for node in named]
        else:
            place = math.trunc(number) - 1 if math.isfinite(number) else -1
            nodes = [named[place] for named in below if 0 <= place < len(named)]
    return nodes


def _indexed_repeat(compiler: Compiler, call: FunctionCall) -> Evaluator:
    target, *pairs = call.arguments
    if len(pairs) % 2:
        raise InputError("expressions.repeat-without-number", column=call.column)
    repeats = [_plain(compiler, repeat, call) for repeat in pairs[::2]]
    path = _plain(compiler, target, call)
    numbers = [compiler.number(number) for number in pairs[1::2]]
    return _IndexedPath(path, tuple(zip(repeats, numbers, strict=True)), call.column).select


def _plain(compiler: Compiler, argument: Expression, call: FunctionCall) -> PlainPath:
    path = plain_path(argument, compiler.namespaces)
    if path is None:
        raise InputError("expressions.not-a-plain-path", column=call.column)
    return path


def _nodes(_compiler: Compiler, _call: FunctionCall) -> Kind:
    return Kind.NODES


REPEATS: Final = (Form("indexed-repeat", _indexed_repeat, _nodes, 3, _MOST_ARGUMENTS),)
