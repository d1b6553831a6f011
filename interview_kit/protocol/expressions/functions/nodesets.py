"""Node-sets: how many, which, in what place, and by what name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Evaluator, Form, Function, Kind
from interview_kit.protocol.expressions.namespaces import PREFIXES
from interview_kit.protocol.expressions.nodes import NO_NODES, Atom, Node, NodeSet
from interview_kit.protocol.expressions.plainpaths import plain_path
from interview_kit.protocol.expressions.values import to_text

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler
    from interview_kit.protocol.expressions.context import Context
    from interview_kit.protocol.expressions.syntax import FunctionCall

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in reversed(PREFIXES.items())}


def _count(nodes: NodeSet) -> float:
    return float(len(nodes))


def _count_non_empty(nodes: NodeSet) -> float:
    """Nodes that have an answer or something below them."""
    return float(sum(1 for node in nodes if node.children or to_text(node.value) != ""))


def _position(compiler: Compiler, call: FunctionCall) -> Evaluator:
    """The place in the set a predicate filters; of a given node, among its namesakes.

    Of a node that is reached straight upwards also where it is not relevant: where it stands does not depend
    on that, and nothing would look again when it becomes so.
    """
    if not call.arguments:
        return lambda context: float(context.position)
    plain = plain_path(call.arguments[0], compiler.namespaces)
    if plain is not None and not (plain.absolute or plain.names):
        return _place_above(plain.ups, current=plain.current)
    nodes = compiler.nodes(call.arguments[0])

    def place(context: Context) -> float:
        found: NodeSet = nodes(context)
        return float(place_of(found[0])) if found else 0.0

    return place


def _place_above(ups: int, *, current: bool) -> Evaluator:
    def place(context: Context) -> float:
        node = context.current if current else context.node
        for _ in range(ups):
            node = node.parent if node is not None else None
        return float(place_of(node)) if node is not None else 0.0

    return place


def _number(_compiler: Compiler, _call: FunctionCall) -> Kind:
    return Kind.NUMBER


def place_of(node: Node) -> int:
    """Return the place of a node among its siblings of the same name, counted from 1."""
    parent = node.parent
    if parent is None:
        return 1
    for place, sibling in enumerate(parent.children_named(node.name, node.namespace), 1):
        if sibling is node:
            return place
    return 1  # an attribute


def _last(context: Context) -> float:
    return float(context.size)


def _current(context: Context) -> NodeSet:
    return NO_NODES if context.current is None else (context.current,)


def _instance(context: Context, identifier: str) -> NodeSet:
    document = context.environment.instances.get(identifier)
    if document is None:
        raise InputError("expressions.no-such-instance")
    return (document,)


def _local_name(nodes: NodeSet) -> str:
    return nodes[0].name if nodes else ""


def _namespace(nodes: NodeSet) -> str:
    return nodes[0].namespace if nodes else ""


def _name(nodes: NodeSet) -> str:
    if not nodes:
        return ""
    prefix = _PREFIX_OF.get(nodes[0].namespace)
    return f"{prefix}:{nodes[0].name}" if prefix else nodes[0].name


def _id(context: Context, values: list[Atom]) -> NodeSet:
    """Elements of the primary instance whose attribute ``id`` is one of the words given."""
    root = context.environment.root
    if root is None:
        raise InputError("expressions.no-instance")
    words = {word for value in values for word in to_text(value).split()}
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if any(one.name == "id" and to_text(one.value) in words for one in node.attributes):
            found.append(node)
        waiting.extend(reversed(node.children))
    return found


NODESETS: Final = (
    Function("count", _count, (Kind.NODES,), Kind.NUMBER),
    Function("count-non-empty", _count_non_empty, (Kind.NODES,), Kind.NUMBER),
    Form("position", _position, _number, 0, 1),
    Function("last", _last, (), Kind.NUMBER, contextual=True),
    Function("current", _current, (), Kind.NODES, contextual=True),
    Function("instance", _instance, (Kind.TEXT,), Kind.NODES, contextual=True),
    Function("id", _id, (Kind.ATOMS,), Kind.NODES, contextual=True),
    Function("name", _name, (Kind.NODES,), Kind.TEXT, least=0, here=True),
    Function("local-name", _local_name, (Kind.NODES,), Kind.TEXT, least=0, here=True),
    Function("namespace-uri", _namespace, (Kind.NODES,), Kind.TEXT, least=0, here=True),
)
