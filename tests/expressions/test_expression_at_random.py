"""Whatever is typed, and whatever is answered, only our own error comes out."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import (
    STANDARD,
    Context,
    Environment,
    Expression,
    compile_expression,
    from_data,
    parse,
    references,
    to_data,
    within,
)
from interview_kit.protocol.expressions.checking import problems_of
from interview_kit.protocol.expressions.nodes import Value
from tests.conformance.xpath_tree import XmlNode, XmlTree

AT = ("data", "r", "x")
NAMES = [name for name in STANDARD if "{" not in name]
SYMBOLS = "/ // .. . @id * [ ] ( ) , - + = < >= != | :: $ child:: ancestor:: text() jr:a a b 1 'x' ''"
PIECES = st.sampled_from(
    [*SYMBOLS.split(), " and ", " or ", " div ", " mod ", *(f"{name}(" for name in NAMES)]
)
SCALARS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, min_value=0).map(lambda number: f"{number:.6f}"),
    st.sampled_from(
        ["'2001-02-03'", "'25:00'", "'0 0;0 1;1 1'", "''", "'a b'", "1 div 0", "number('x')", "true()"]
    ),
    st.text(alphabet="ab1-. \u1100\u200d\U0001f600", max_size=6).map(lambda text: f"'{text}'"),
    st.sampled_from(
        [".", "..", "/data/r/x", "/data/*", "//x", "../y", "/data/n", "instance('t')/r/i[k = current()]"]
    ),
)


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    given = st.lists(inner, max_size=4).map(", ".join)
    call = st.builds(lambda name, arguments: f"{name}({arguments})", st.sampled_from(NAMES), given)
    operators = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or"])
    return st.one_of(
        call,
        st.builds(lambda left, operator, right: f"({left} {operator} {right})", inner, operators, inner),
        st.builds(lambda predicate: f"/data/r[{predicate}]/x", inner),
        st.builds(lambda left, right: f"(({left}) | ({right}))", inner, inner),
        inner.map(lambda operand: f"-{operand}"),
    )


EXPRESSIONS = st.recursive(SCALARS, calls, max_leaves=12)


def interview() -> tuple[Environment, XmlNode]:
    """Two instances, and the node in the first repeat that expressions here belong to."""
    data = XmlTree("<data><n>3</n><r><x>1</x><y>a b</y></r><r><x/><y>2001-02-03</y></r></data>")
    rows = XmlTree("<r><i><k>1</k></i></r>")
    return Environment(root=data.document, instances={"t": rows.document}), data.at("/*[1]/*[2]/*[1]")


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_an_expression_or_an_error(text: str) -> None:
    try:
        expression = parse(text)
    except InputError as error:
        column = error.parameters.get("column", 1)
    else:
        column = 1
        evaluate(text)
        assert from_data(json.loads(json.dumps(to_data(expression)))) == expression
    assert isinstance(column, int)
    assert 1 <= column <= len(text) + 1


@settings(max_examples=300)
@given(EXPRESSIONS)
def test_any_expression_has_a_value_or_fails_with_our_error(text: str) -> None:
    outcome = evaluate(text)
    assert isinstance(outcome, str | float | bool | date | list | tuple | InputError)


def evaluate(text: str) -> Value | InputError:
    expression = within(parse(text), AT, {("data", "r")})
    environment, node = interview()
    references(expression, AT)
    problems_of(expression)
    try:
        return compile_expression(expression)(Context(environment, node))
    except InputError as error:
        return error


@given(EXPRESSIONS)
def test_an_expression_reads_nothing_but_what_was_foretold(text: str) -> None:
    """Nodes outside every reading may hold anything: the result stays the same."""
    expression = within(parse(text), AT, {("data", "r")})
    found = references(expression, AT)
    if found.volatile:
        return
    read = {one.steps for one in found.readings} | ({AT} if found.once else set())
    if any("*" in step for steps in read for step in steps):
        return
    before, after = value_of(expression, None), value_of(expression, read)
    assert before == after


def value_of(expression: Expression, read: set[tuple[str, ...]] | None) -> str:
    environment, node = interview()
    assert isinstance(environment.root, XmlNode)
    if read is not None:
        for one in environment.root.everything():
            names = place(one)
            covered = any(names[: len(steps)] == steps or steps[: len(names)] == names for steps in read)
            if not covered and not one.children:
                one.answer = "changed"
    try:
        value = compile_expression(expression)(Context(environment, node))
    except InputError as error:
        return error.code
    if isinstance(value, list | tuple):
        return str([one.path for one in value if isinstance(one, XmlNode)])
    return repr(value)


def place(node: XmlNode) -> tuple[str, ...]:
    return () if node.parent is None else (*place(node.parent), node.name)
