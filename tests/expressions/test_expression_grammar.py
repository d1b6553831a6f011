"""How text becomes an expression, and what its parts are."""

from __future__ import annotations

import pytest

from interview_kit.protocol.expressions import parse
from interview_kit.protocol.expressions.syntax import (
    ANYWHERE_BELOW,
    PARENT,
    SELF,
    Arithmetic,
    Comparison,
    Conjunction,
    Disjunction,
    Filter,
    FunctionCall,
    KindTest,
    NameTest,
    Negation,
    NodeUnion,
    NumberLiteral,
    Path,
    Step,
    TextLiteral,
)
from tests.expressions.asking import ask


def child(name: str) -> Step:
    return Step("child", NameTest(name))


ONE, TWO, THREE = NumberLiteral(1), NumberLiteral(2), NumberLiteral(3)
A = Path(".", (child("a"),))
B = Path(".", (child("b"),))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", ONE),
        (".5", NumberLiteral(0.5)),
        ("5.", NumberLiteral(5)),
        ("'it is \"so\"'", TextLiteral('it is "so"')),
        ("a", A),
        ("/", Path("/", ())),
        ("/a/b", Path("/", (child("a"), child("b")))),
        ("../a/.", Path(".", (PARENT, child("a"), SELF))),
        ("//a", Path("/", (ANYWHERE_BELOW, child("a")))),
        ("a//b", Path(".", (child("a"), ANYWHERE_BELOW, child("b")))),
        ("@id", Path(".", (Step("attribute", NameTest("id")),))),
        ("jr:*", Path(".", (Step("child", NameTest("*", "jr")),))),
        ("orx:meta", Path(".", (Step("child", NameTest("meta", "orx")),))),
        ("ancestor::node()", Path(".", (Step("ancestor", KindTest("node")),))),
        ("a[1][b]", Path(".", (Step("child", NameTest("a"), (ONE, B)),))),
        ("(a)[1]", Filter(A, (ONE,))),
        ("instance('x')/a", Path(FunctionCall("instance", (TextLiteral("x"),)), (child("a"),))),
        ("f (1, 'x')", FunctionCall("f", (ONE, TextLiteral("x")))),
        ("a | b", NodeUnion((A, B))),
        ("-a | b", Negation(NodeUnion((A, B)))),
        ("--1", Negation(Negation(ONE))),
        ("1 = 2 = 3", Comparison("=", Comparison("=", ONE, TWO), THREE)),
        ("1 - 2 - 3", Arithmetic(ONE, (("-", TWO), ("-", THREE)))),
        ("1 + 2 * 3", Arithmetic(ONE, (("+", Arithmetic(TWO, (("*", THREE),))),))),
        ("(1 + 2) * 3", Arithmetic(Arithmetic(ONE, (("+", TWO),)), (("*", THREE),))),
        ("1 or 2 and 3", Disjunction((ONE, Conjunction((TWO, THREE))))),
        ("1 or 2 or 3", Disjunction((ONE, TWO, THREE))),
    ],
)
def test_text_becomes_a_tree(text: str, meaning: object) -> None:
    assert parse(text) == meaning


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*3", 6),
        ("2 mod2", 0),
        ("6div2", 3),
        ("1or0", True),
        ("'1'and'0'", True),
        ("2--1", 3),
        ("-15.*1.5", -22.5),
    ],
)
def test_operators_need_no_space_where_an_operand_has_ended(text: str, value: object) -> None:
    assert ask(text) == value


def test_names_may_look_like_operators_and_a_star_like_a_name() -> None:
    xml = "<data><and>2</and><div>3</div><mod-x.y>5</mod-x.y></data>"
    assert ask("/data/and * /data/div", xml) == 6
    assert ask("count(/data/*) * 2", xml) == 6
    assert ask("/data/mod-x.y - 1", xml) == 4


def test_names_may_be_korean() -> None:
    assert ask("/자료/나이 > 17", "<자료><나이>18</나이></자료>") is True


def test_columns_do_not_make_expressions_different() -> None:
    assert parse("f(a)") == parse("  f( a )")
