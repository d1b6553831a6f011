"""Functions of our own that ask what an answer says beyond its text: why there is none, where a place lies,
how long a time was, and which instance of a repeat a node belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Evaluator, Form, Function, Kind
from interview_kit.protocol.expressions.namespaces import KIT
from interview_kit.protocol.expressions.nodes import Atom, Node, NodeSet
from interview_kit.protocol.expressions.syntax import HERE, Expression, FunctionCall, Path, is_self
from interview_kit.protocol.expressions.values import to_text
from interview_kit.values import durations, places
from interview_kit.values.durations import Duration

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler
    from interview_kit.protocol.expressions.context import Context


@runtime_checkable
class InterviewNode(Protocol):
    """What a node of an interview knows and a row of a table does not."""

    #: ``DK``, ``RF``, ``NA``, or empty.
    missing: str
    #: How the answer is known and how surely, by the codes of the protocol's lists, or empty.
    source: str
    certainty: str
    #: Stable id of an instance of a repeat.
    instance: str | None


def _beside(nodes: NodeSet, side: Literal["missing", "source", "certainty"]) -> str:
    node = nodes[0] if nodes else None
    return str(getattr(node, side)) if isinstance(node, InterviewNode) else ""


def _missing(nodes: NodeSet) -> str:
    return _beside(nodes, "missing")


def _source(nodes: NodeSet) -> str:
    return _beside(nodes, "source")


def _certainty(nodes: NodeSet) -> str:
    return _beside(nodes, "certainty")


def _country(place: Atom) -> str:
    return _unit(place, "country")


def _province(place: Atom) -> str:
    return _unit(place, "province")


def _unit(place: Atom, level: str) -> str:
    unit = places.within(to_text(place), level)
    return unit.id if unit else ""


def _days_least(duration: Atom) -> Atom:
    read = _duration(duration)
    return float(read.least) if read else ""


def _days_most(duration: Atom) -> Atom:
    read = _duration(duration)
    return float(read.most) if read else ""


def _duration(written: Atom) -> Duration | None:
    try:
        return durations.parse(to_text(written))
    except InputError:
        return None


def _instance(compiler: Compiler, call: FunctionCall) -> Evaluator:
    (argument,) = call.arguments
    if _leads_up(argument):  # whether the node is relevant is often just what is being asked
        return lambda context: _instance_around(context.node)
    nodes = compiler.nodes(argument)

    def around(context: Context) -> str:
        found: NodeSet = nodes(context)
        return _instance_around(found[0]) if found else ""

    return around


def _leads_up(argument: Expression) -> bool:
    return (
        isinstance(argument, Path)
        and argument.origin == HERE
        and all(is_self(step) for step in argument.steps)
    )


def _instance_around(node: Node | None) -> str:
    while node is not None:
        if isinstance(node, InterviewNode) and node.instance is not None:
            return node.instance
        node = node.parent
    return ""


def _text(_compiler: Compiler, _call: FunctionCall) -> Kind:
    return Kind.TEXT


ANSWERS: Final = (
    Function(f"{{{KIT}}}missing", _missing, (Kind.NODES,), Kind.TEXT),
    Function(f"{{{KIT}}}source", _source, (Kind.NODES,), Kind.TEXT),
    Function(f"{{{KIT}}}certainty", _certainty, (Kind.NODES,), Kind.TEXT),
    Function(f"{{{KIT}}}country", _country, (Kind.ATOM,), Kind.TEXT),
    Function(f"{{{KIT}}}province", _province, (Kind.ATOM,), Kind.TEXT),
    Function(f"{{{KIT}}}days-least", _days_least, (Kind.ATOM,), Kind.ATOM),
    Function(f"{{{KIT}}}days-most", _days_most, (Kind.ATOM,), Kind.ATOM),
    Form(f"{{{KIT}}}instance", _instance, _text, 1, 1, place_only=True),
)
