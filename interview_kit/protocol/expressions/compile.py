"""From the tree of an expression to closures.

Everything that can be known beforehand is decided here: which conversion an operand needs, which
shape a path has, which function is called. What is left to do at evaluation is calling functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import closures, comparing, paths
from interview_kit.protocol.expressions.context import MAX_EFFORT, Context
from interview_kit.protocol.expressions.functions.function import (
    Evaluator,
    Form,
    Function,
    Functions,
    Kind,
    accepts,
)
from interview_kit.protocol.expressions.namespaces import PREFIXES
from interview_kit.protocol.expressions.nodes import Value
from interview_kit.protocol.expressions.standard import STANDARD
from interview_kit.protocol.expressions.syntax import (
    HERE,
    SELF,
    Arithmetic,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Filter,
    FunctionCall,
    Negation,
    NodeUnion,
    NumberLiteral,
    Path,
    TextLiteral,
    parts,
    walk,
)
from interview_kit.protocol.expressions.values import (
    to_atom,
    to_atoms,
    to_boolean,
    to_number,
    to_text,
    truth,
)

_KINDS: Final = {
    NumberLiteral: Kind.NUMBER,
    TextLiteral: Kind.TEXT,
    Disjunction: Kind.BOOLEAN,
    Conjunction: Kind.BOOLEAN,
    Comparison: Kind.BOOLEAN,
    Arithmetic: Kind.NUMBER,
    Negation: Kind.NUMBER,
    NodeUnion: Kind.NODES,
    Path: Kind.NODES,
    Filter: Kind.NODES,
}


def compile_expression(
    expression: Expression,
    functions: Functions = STANDARD,
    *,
    namespaces: Mapping[str, str] | None = None,
) -> Callable[[Context], Value]:
    """Return a function that evaluates an expression in a :class:`Context`.

    ``functions`` is the table of those that may be called, by name or ``{namespace}name``.
    ``namespaces`` are the prefixes the form declares, beside those every form may use.

    What cannot work (an unknown function, a wrong number of arguments, an unknown prefix) fails only
    when it is reached, as in JavaRosa; :func:`.checking.problems_of` finds it beforehand. Evaluation
    raises nothing but :class:`InputError`, with the ``column`` of the call or path that failed if it
    was one.
    """
    try:
        evaluate = Compiler(functions, namespaces or {}).value(expression)
    except RecursionError:
        raise InputError("expressions.too-deep") from None
    return _guarded(evaluate) if _is_costly(expression) else evaluate


def _guarded(evaluate: Evaluator) -> Evaluator:
    """Give each evaluation a fresh budget, and turn an exhausted stack into our own error."""

    def run(context: Context) -> Any:
        environment = context.environment
        given = environment.effort = min(MAX_EFFORT, environment.reserve)
        try:
            return evaluate(context)
        except RecursionError:
            raise InputError("expressions.too-deep") from None
        finally:
            environment.reserve -= given - max(0, environment.effort)

    return run


def _is_costly(expression: Expression) -> bool:
    """Whether an expression may look at many nodes, or nests deeply."""
    count = 0
    for part in walk(expression):
        count += 1
        if isinstance(part, Filter) or (isinstance(part, Path) and paths.is_costly(part)):
            return True
        if isinstance(part, Comparison) and _nodes_on_both_sides(part):
            return True
        if isinstance(part, FunctionCall) and part.name in _SLOW:
            return True
    return count > 50


#: Functions whose work is counted.
_SLOW: Final = frozenset({"regex"})


def _nodes_on_both_sides(comparison: Comparison) -> bool:
    atoms = (NumberLiteral, TextLiteral, Arithmetic, Negation)
    return not (isinstance(comparison.left, atoms) or isinstance(comparison.right, atoms))


class Compiler:
    """Compiles the parts of one expression; forms use it for their arguments."""

    def __init__(self, functions: Functions, namespaces: Mapping[str, str]) -> None:
        self.functions = functions
        self.namespaces = {**PREFIXES, **namespaces}
        #: Whether a predicate is being compiled: what is in it runs once for every node it filters.
        self.filtering = False
        #: What can never work, if it is to be gathered.
        self.problems: list[InputError] | None = None
        self._kinds: dict[int, Kind] = {}

    # what an expression gives

    def kind(self, expression: Expression) -> Kind:
        """Return what an expression will give, as far as that is known."""
        if not isinstance(expression, FunctionCall):
            return _KINDS[type(expression)]
        known = self._kinds.get(id(expression))
        if known is None:
            known = self._kinds[id(expression)] = self._kind_of_call(expression)
        return known

    def _kind_of_call(self, expression: FunctionCall) -> Kind:
        function = self._function(expression)
        if function is None or not accepts(function, len(expression.arguments)):
            return Kind.VALUE
        if isinstance(function, Form):
            return function.gives(self, expression)
        return function.gives

    def value(self, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression as it is."""
        match expression:
            case NumberLiteral(constant) | TextLiteral(constant):
                return closures.constant(constant)
            case Conjunction(operands):
                return closures.all_true([self.boolean(operand) for operand in operands])
            case Disjunction(operands):
                return closures.any_true([self.boolean(operand) for operand in operands])
            case Comparison():
                return comparing.compile_comparison(self, expression)
            case Arithmetic(first, rest):
                return self._arithmetic(first, rest)
            case Negation(operand):
                number = self.number(operand)
                return lambda context: -number(context)
            case NodeUnion() | FunctionCall() | Path() | Filter():
                try:
                    return self._built(expression)
                except InputError as error:
                    return self._failing(_placed(error, expression), expression)

    def as_kind(self, kind: Kind, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression converted to a kind."""
        return _CONVERSIONS[kind](self, expression)

    def number(self, expression: Expression) -> Evaluator:
        return self._converted(expression, Kind.NUMBER, to_number)

    def text(self, expression: Expression) -> Evaluator:
        return self._converted(expression, Kind.TEXT, to_text)

    def boolean(self, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression as a truth value.

        One answer is true if it is not empty (JavaRosa); a set chosen by a pattern is true if there
        is anything in it (XPath).
        """
        kind = self.kind(expression)
        value = self.value(expression)
        if kind is Kind.BOOLEAN:
            return value
        if kind is Kind.NODES and not paths.names_answers(expression):
            return lambda context: len(value(context)) > 0
        if kind in {Kind.NODES, Kind.VALUE}:
            return lambda context: truth(value(context))
        return lambda context: to_boolean(value(context))

    def atom(self, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression as one value; of nodes, the first one's."""
        value = self.value(expression)
        match self.kind(expression):
            case Kind.NODES:
                return closures.first_value(value)
            case Kind.VALUE:
                return lambda context: to_atom(value(context))
            case _:
                return value

    def atoms(self, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression as a list of values."""
        value = self.value(expression)
        return lambda context: to_atoms(value(context))

    def nodes(self, expression: Expression) -> Evaluator:
        """Return the evaluator of an expression that must give nodes."""
        self.ensure_nodes(expression)
        value = self.value(expression)
        if self.kind(expression) is Kind.NODES:
            return value

        def ensured(context: Context) -> Value:
            found: Value = value(context)
            if isinstance(found, str | float | bool | date):
                raise InputError("expressions.not-nodes")
            return found

        return ensured

    def own_answer(self, call: FunctionCall) -> Evaluator:
        """Return the evaluator of the context node's own value, for a call that stands on it."""
        return self.atom(Path(HERE, (SELF,), call.column))

    def _converted(self, expression: Expression, wanted: Kind, convert: Callable[[Any], Any]) -> Evaluator:
        kind = self.kind(expression)
        if kind is wanted:
            return self.value(expression)
        atom = self.atom(expression)
        if isinstance(expression, NumberLiteral | TextLiteral):
            return closures.constant(convert(expression.value))
        return lambda context: convert(atom(context))

    def ensure_nodes(self, expression: Expression) -> None:
        """Refuse an expression that cannot give nodes."""
        if self.kind(expression) not in {Kind.NODES, Kind.VALUE}:
            raise InputError("expressions.not-nodes")

    # operators

    def _arithmetic(self, first: Expression, rest: tuple[tuple[str, Expression], ...]) -> Evaluator:
        evaluate = self.number(first)
        if len(rest) == 1:
            ((symbol, operand),) = rest
            return closures.ARITHMETIC[symbol](evaluate, self.number(operand))
        terms = [(closures.WORK[symbol], self.number(operand)) for symbol, operand in rest]

        def run(context: Context) -> float:
            result: float = evaluate(context)
            for work, operand in terms:
                result = work(result, operand(context))
            return result

        return run

    # functions

    def _function(self, call: FunctionCall) -> Function | Form | None:
        prefix, colon, local = call.name.partition(":")
        if not colon:
            return self.functions.get(call.name)
        namespace = self.namespaces.get(prefix)
        return self.functions.get(f"{{{namespace}}}{local}")

    def _built(self, expression: NodeUnion | FunctionCall | Path | Filter) -> Evaluator:
        match expression:
            case FunctionCall():
                return self._call(expression)
            case NodeUnion(operands):
                for operand in operands:
                    self.ensure_nodes(operand)
                return closures.union([self.nodes(operand) for operand in operands])
            case _:
                return paths.compile_path(self, expression)

    def _failing(self, error: InputError, expression: Expression) -> Evaluator:
        """What cannot work is found before anything in it is compiled, so nothing is compiled twice."""
        if self.problems is not None:
            self.problems.append(error)
            for part in parts(expression):
                self.value(part)
        return closures.failing(error)

    def _call(self, call: FunctionCall) -> Evaluator:
        function = self._function(call)
        if function is None:
            raise InputError("expressions.unknown-function", function=call.name, column=call.column)
        if not accepts(function, len(call.arguments)):
            count = len(call.arguments)
            raise InputError(
                "expressions.wrong-arguments", function=call.name, count=count, column=call.column
            )
        if isinstance(function, Form):
            return function.build(self, call)
        given = call.arguments
        if function.here and not given:
            given = (Path(HERE, (SELF,), call.column),)
        kinds = [*function.takes, *function.takes[-1:] * max(0, len(given) - len(function.takes))]
        for kind, argument in zip(kinds, given, strict=False):
            if kind is Kind.NODES:
                self.ensure_nodes(argument)
        arguments = [self.as_kind(kind, argument) for kind, argument in zip(kinds, given, strict=False)]
        return closures.calling(function, arguments, call.column)


def _placed(error: InputError, expression: Expression) -> InputError:
    """Give an error the column of the expression it is about, unless it has one."""
    column = getattr(expression, "column", None)
    if column is not None:
        error.parameters.setdefault("column", column)
    return error


_CONVERSIONS: Final[dict[Kind, Callable[[Compiler, Expression], Evaluator]]] = {
    Kind.NUMBER: Compiler.number,
    Kind.TEXT: Compiler.text,
    Kind.BOOLEAN: Compiler.boolean,
    Kind.NODES: Compiler.nodes,
    Kind.ATOM: Compiler.atom,
    Kind.ATOMS: Compiler.atoms,
    Kind.VALUE: Compiler.value,
}
