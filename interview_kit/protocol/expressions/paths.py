"""Compiling paths: the common shapes to tight loops, the rest step by step."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import axes
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.functions.function import Evaluator
from interview_kit.protocol.expressions.namespaces import namespace_of
from interview_kit.protocol.expressions.nodes import (
    NO_NODES,
    Node,
    NodeSet,
    document_order,
    only_relevant,
)
from interview_kit.protocol.expressions.plainpaths import PlainPath, plain_path
from interview_kit.protocol.expressions.predicates import compile_predicate, indexed_rows
from interview_kit.protocol.expressions.syntax import (
    ANYWHERE_BELOW,
    HERE,
    ROOT,
    Expression,
    Filter,
    FunctionCall,
    NameTest,
    Path,
    Step,
    TextLiteral,
    is_self,
)

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler

#: One step: from the context and the nodes so far to the next ones.
StepEvaluator: TypeAlias = Callable[[Context, NodeSet], NodeSet]

_NEAR_AXES: Final = frozenset({"child", "attribute", "parent", "self"})
_FUNCTIONS_OF_ANSWERS: Final = frozenset({"current", "indexed-repeat", "instance"})


class _Spread(Enum):
    """What is known of the nodes so far: at most one; all equally deep; anything.

    From one node, or from equally deep ones, most axes give nodes in order and without doubles.
    """

    ONE = 1
    LEVEL = 2
    ANY = 3


def is_costly(path: Path) -> bool:
    """Whether a path may look at more nodes than it names."""
    return not isinstance(path.origin, str) or any(
        step.predicates or step.axis not in _NEAR_AXES for step in path.steps
    )


def names_answers(expression: Expression) -> bool:
    """Whether an expression names what it wants, as a reference to a question does.

    Where such a reference finds nothing (no such instance of a repeat, nothing relevant, no row of a
    table) it reads as an empty answer, as in JavaRosa. What a pattern (``*``, ``//``) finds is a set,
    and an empty set is XPath's.
    """
    if isinstance(expression, FunctionCall):
        return expression.name in _FUNCTIONS_OF_ANSWERS
    if not isinstance(expression, Path):
        return False
    if not (isinstance(expression.origin, str) or names_answers(expression.origin)):
        return False
    return all(_names_one(step) for step in expression.steps)


def _names_one(step: Step) -> bool:
    if isinstance(step.test, NameTest):
        return step.axis in {"child", "attribute"} and step.test.name != "*"
    return step.test.kind == "node" and step.axis in {"self", "parent"}


def compile_path(compiler: Compiler, expression: Path | Filter) -> Evaluator:
    """Return the evaluator of a path or a filtered expression, giving relevant nodes in document order."""
    if isinstance(expression, Filter):
        return _compile_filter(compiler, expression)
    for step in expression.steps:
        _namespace(compiler, step)
    plain = plain_path(expression, compiler.namespaces)
    if plain is None:
        nodes = _compile_steps(compiler, expression)
    else:
        nodes = _compile_plain(plain, expression.column)
        if not (plain.absolute or plain.current or plain.ups):
            return nodes  # what is below the filtered node is few
    return _spending(nodes) if compiler.filtering else nodes


def _spending(nodes: Evaluator) -> Evaluator:
    def run(context: Context) -> NodeSet:
        found: NodeSet = nodes(context)
        context.environment.spend(len(found))
        return found

    return run


def _compile_filter(compiler: Compiler, expression: Filter) -> Evaluator:
    nodes = compiler.nodes(expression.expression)
    predicates = [compile_predicate(compiler, one) for one in expression.predicates]

    def run(context: Context) -> NodeSet:
        found: NodeSet = nodes(context)
        for predicate in predicates:
            found = predicate(context, found)
        return found

    return run


# plain paths


def _compile_plain(plain: PlainPath, column: int) -> Evaluator:
    names = plain.names
    if plain.absolute:
        return _from_root(names, column)
    if plain.current:
        return _from_current(plain.ups, names, column)
    return _from_here(plain.ups, names, column)


def _nowhere(column: int) -> NoReturn:
    raise InputError("expressions.no-instance", column=column)


def _from_root(names: tuple[tuple[str, str], ...], column: int) -> Evaluator:
    written = "" if any(namespace for _, namespace in names) else "".join(f"/{name}" for name, _ in names)

    def run(context: Context) -> NodeSet:
        environment = context.environment
        nodes = environment.fixed.get(written)
        if nodes is not None:
            return nodes if nodes[0].relevant else NO_NODES
        if environment.root is None:
            _nowhere(column)
        return _down(environment.root, names)

    return run


def _from_here(ups: int, names: tuple[tuple[str, str], ...], column: int) -> Evaluator:
    def run(context: Context) -> NodeSet:
        node = context.node
        if node is None:
            _nowhere(column)
        for _ in range(ups):
            node = node.parent
            if node is None:
                return NO_NODES
        return _down(node, names)

    return run


def _from_current(ups: int, names: tuple[tuple[str, str], ...], column: int) -> Evaluator:
    def run(context: Context) -> NodeSet:
        node = context.current
        if node is None:
            _nowhere(column)
        for _ in range(ups):
            node = node.parent
            if node is None:
                return NO_NODES
        return _down(node, names)

    return run


def _down(node: Node, names: tuple[tuple[str, str], ...]) -> NodeSet:
    nodes: NodeSet = (node,)
    for name, namespace in names:
        if len(nodes) == 1:
            nodes = nodes[0].children_named(name, namespace)
        else:
            nodes = [child for node in nodes for child in node.children_named(name, namespace)]
    return only_relevant(nodes)


# other paths


def _compile_steps(compiler: Compiler, path: Path) -> Evaluator:
    start = _compile_origin(compiler, path)
    table = _is_table(path.origin)
    spread = _Spread.ONE if isinstance(path.origin, str) or table else _Spread.ANY
    steps: list[StepEvaluator] = []
    for step in _merged(path.steps):
        compiled, spread = _compile_step(compiler, step, spread, table=table)
        steps.append(compiled)

    def run(context: Context) -> NodeSet:
        nodes = start(context)
        for step in steps:
            nodes = step(context, nodes)
        return nodes if table else only_relevant(nodes)

    return run


def _compile_origin(compiler: Compiler, path: Path) -> Callable[[Context], NodeSet]:
    column = path.column
    if path.origin == ROOT:
        return _from_root((), column)
    if path.origin == HERE:
        return _here(column)
    return compiler.nodes(path.origin)


def _here(column: int) -> Evaluator:
    """The node itself, relevant or not: whether it is, is often just what is being asked."""

    def run(context: Context) -> NodeSet:
        if context.node is None:
            _nowhere(column)
        return (context.node,)

    return run


def _is_table(origin: Expression | str) -> bool:
    """Whether a path starts at one secondary instance, whose nodes are always relevant and never change."""
    match origin:
        case FunctionCall("instance", (TextLiteral(),)):
            return True
        case _:
            return False


def _merged(steps: tuple[Step, ...]) -> list[Step]:
    """Leave out ``.`` and take ``//name`` in one step where no predicate counts places."""
    merged: list[Step] = []
    for step in steps:
        if is_self(step):
            continue
        if merged and merged[-1] == ANYWHERE_BELOW and step.axis == "child" and not step.predicates:
            merged[-1] = Step("descendant", step.test)
        else:
            merged.append(step)
    return merged


def _compile_step(
    compiler: Compiler, step: Step, spread: _Spread, *, table: bool
) -> tuple[StepEvaluator, _Spread]:
    select = axes.select(step.axis, step.test, _namespace(compiler, step))
    find = _every(select)
    predicates = step.predicates
    if predicates:
        rows = indexed_rows(compiler, step) if table else None
        tests = [compile_predicate(compiler, one) for one in predicates]
        find = _filtered(select, tests) if rows is None else _looked_up(select, rows, tests)
    if step.axis in {"descendant", "following", "preceding", "descendant-or-self"}:
        find = _counted(find)
    if _in_order(step.axis, spread):
        return find, _spread_after(step.axis, spread)
    return _sorted(find), _spread_after(step.axis, spread)


def _namespace(compiler: Compiler, step: Step) -> str:
    prefix = step.test.prefix if isinstance(step.test, NameTest) else ""
    return namespace_of(prefix, compiler.namespaces)


def _every(select: axes.Axis) -> StepEvaluator:
    def run(_context: Context, nodes: NodeSet) -> NodeSet:
        if len(nodes) == 1:
            return select(nodes[0])
        return [found for node in nodes for found in select(node)]

    return run


def _filtered(select: axes.Axis, tests: list[StepEvaluator]) -> StepEvaluator:
    def run(context: Context, nodes: NodeSet) -> NodeSet:
        passed: list[Node] = []
        for node in nodes:
            found = select(node)
            for test in tests:
                found = test(context, found)
            passed.extend(found)
        return passed

    return run


def _looked_up(
    select: axes.Axis,
    rows: Callable[[Context, Node], NodeSet | None],
    tests: list[StepEvaluator],
) -> StepEvaluator:
    """Like filtered, but the rows that can pass come from an index where it has an answer."""

    def run(context: Context, nodes: NodeSet) -> NodeSet:
        passed: list[Node] = []
        for node in nodes:
            indexed = rows(context, node)
            found = select(node) if indexed is None else indexed
            for test in tests:
                found = test(context, found)
            passed.extend(found)
        return passed

    return run


def _counted(find: StepEvaluator) -> StepEvaluator:
    def run(context: Context, nodes: NodeSet) -> NodeSet:
        found = find(context, nodes)
        context.environment.spend(len(found))
        return found

    return run


def _sorted(find: StepEvaluator) -> StepEvaluator:
    return lambda context, nodes: document_order(find(context, nodes))


def _in_order(axis: str, spread: _Spread) -> bool:
    if axis in axes.REVERSE:
        return False
    if spread is _Spread.ONE:
        return True
    return spread is _Spread.LEVEL and axis in {
        "child",
        "attribute",
        "self",
        "descendant",
        "descendant-or-self",
    }


def _spread_after(axis: str, spread: _Spread) -> _Spread:
    if spread is _Spread.ANY or axis not in {*_NEAR_AXES, "following-sibling", "preceding-sibling"}:
        return _Spread.ANY
    if spread is _Spread.ONE and axis in {"parent", "self"}:
        return _Spread.ONE
    return _Spread.LEVEL
