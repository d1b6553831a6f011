"""Truth values, choices between values, and the checklists of OpenRosa."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Evaluator, Form, Function, Kind
from interview_kit.protocol.expressions.namespaces import XML
from interview_kit.protocol.expressions.nodes import Atom, Node, Value
from interview_kit.protocol.expressions.values import to_boolean, to_number, to_text

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler
    from interview_kit.protocol.expressions.context import Context
    from interview_kit.protocol.expressions.syntax import FunctionCall


def _from_string(text: str) -> bool:
    return text == "1" or text.lower() == "true"


def _negation(truth: bool) -> bool:
    return not truth


def _identity(truth: bool) -> bool:
    return truth


def _first(value: Value, *_others: Value) -> Value:
    return value


def _checklist(least: float, most: float, *factors: list[Atom]) -> bool:
    """Whether the number of true factors lies between two bounds; a negative bound is none."""
    count = sum(to_boolean(factor) for factors_given in factors for factor in factors_given)
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _weighted_checklist(least: float, most: float, *pairs: list[Atom]) -> bool:
    """Like checklist, with the weights of the true factors added up; -1 as upper bound is none."""
    flags, weights = _pairs(pairs)
    total = sum(to_number(weight) for flag, weight in zip(flags, weights, strict=True) if flag)
    return total >= least and (most == -1 or total <= most)


def _pairs(pairs: Sequence[list[Atom]]) -> tuple[list[bool], list[Atom]]:
    if len(pairs) % 2:
        raise InputError("expressions.weights-not-paired")
    flags = [to_boolean(flag) for given in pairs[::2] for flag in given]
    weights = [weight for given in pairs[1::2] for weight in given]
    if len(flags) != len(weights):
        raise InputError("expressions.weights-not-paired")
    return flags, weights


def _lang(context: Context, language: str) -> bool:
    node: Node | None = context.node
    wanted = language.lower()
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "lang" and attribute.namespace == XML:
                found = to_text(attribute.value).lower()
                return found == wanted or found.startswith(f"{wanted}-")
        node = node.parent
    return False


def _if(compiler: Compiler, call: FunctionCall) -> Evaluator:
    condition, then, otherwise = call.arguments
    test = compiler.boolean(condition)
    yes = compiler.value(then)
    no = compiler.value(otherwise)

    def choose(context: Context) -> Any:
        return yes(context) if test(context) else no(context)

    return choose


def _kind_of_either(compiler: Compiler, call: FunctionCall) -> Kind:
    kinds = {compiler.kind(argument) for argument in call.arguments[-2:]}
    return kinds.pop() if len(kinds) == 1 else Kind.VALUE


def _coalesce(compiler: Compiler, call: FunctionCall) -> Evaluator:
    first, second = (compiler.atom(argument) for argument in call.arguments)

    def choose(context: Context) -> Any:
        value = first(context)
        empty = value == "" or value != value  # noqa: PLR0124 - only NaN differs from itself
        return second(context) if empty else value

    return choose


def _once(compiler: Compiler, call: FunctionCall) -> Evaluator:
    """The node's own answer once it has one; only without one is the argument evaluated."""
    fresh = compiler.atom(call.arguments[0])
    own = compiler.own_answer(call)

    def choose(context: Context) -> Any:
        kept = own(context)
        return fresh(context) if kept == "" else kept

    return choose


def _atom(_compiler: Compiler, _call: FunctionCall) -> Kind:
    return Kind.ATOM


LOGIC: Final = (
    Function("true", lambda: True, (), Kind.BOOLEAN),
    Function("false", lambda: False, (), Kind.BOOLEAN),
    Function("boolean", _identity, (Kind.BOOLEAN,), Kind.BOOLEAN),
    Function("not", _negation, (Kind.BOOLEAN,), Kind.BOOLEAN),
    Function("boolean-from-string", _from_string, (Kind.TEXT,), Kind.BOOLEAN),
    Function("lang", _lang, (Kind.TEXT,), Kind.BOOLEAN, contextual=True),
    Function("checklist", _checklist, (Kind.NUMBER, Kind.NUMBER, Kind.ATOMS), Kind.BOOLEAN, 2, many=True),
    Function(
        "weighted-checklist",
        _weighted_checklist,
        (Kind.NUMBER, Kind.NUMBER, Kind.ATOMS),
        Kind.BOOLEAN,
        2,
        many=True,
    ),
    Function("depend", _first, (Kind.VALUE,), Kind.VALUE, many=True),
    Form("if", _if, _kind_of_either, 3, 3),
    Form("coalesce", _coalesce, _atom, 2, 2),
    Form("once", _once, _atom, 1, 1),
)
