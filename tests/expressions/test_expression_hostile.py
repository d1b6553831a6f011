"""Expressions meant to exhaust the machine: refused or stopped, at once and in our words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import (
    Context,
    Environment,
    compile_expression,
    from_data,
    parse,
    problems_of,
    references,
    to_data,
    within,
)
from tests.conformance.xpath_tree import XmlTree
from tests.expressions.asking import ask


@contextmanager
def soon() -> Iterator[None]:
    """Not a measurement: what explodes would take days, on any machine."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 60


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "a[" * 100_000,
        "f(" * 100_000,
        "if(1," * 40_000,
        "1" + "=1" * 100_000,
        "'" + "a" * 1_000_000 + "'",
        "a" * 1_000_000,
        "a/" * 100_000 + "a",
        "(" * 200 + "1" + ")" * 200,
        "a[" * 100 + "1" + "]" * 100,
        "1 = (2 * -(" * 75 + "1" + "))" * 75,
    ],
    ids=lambda text: f"{text[:8]}… {len(text)}",
)
def test_what_is_too_long_or_too_deep_is_refused(text: str) -> None:
    with soon(), pytest.raises(InputError, match=r"too-(deep|long)"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1" + "+1" * 50_000, 50_001),
        ("-" * 100_000 + "1", 1),
        ("true() and " * 10_000 + "true()", True),
        ("concat(" + "'a'," * 20_000 + "'a')", "a" * 20_001),
        ("if(1 = 2, 1, " * 149 + "7" + ")" * 149, 7),
        ("(" * 150 + "7" + ")" * 150, 7),
        ("count(" + "//a/.." * 300 + ")", 0),
        ("/a[" * 75 + "1" + "]" * 75 + " = ''", True),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_long_but_not_deep_is_worked_out(text: str, value: object) -> None:
    with soon():
        assert ask(text) == value


def called_from(depth: int, text: str) -> object:
    return ask(text) if depth == 0 else called_from(depth - 1, text)


@pytest.mark.parametrize("depth", [500, 600, 700, 800])
def test_a_caller_deep_in_calls_gets_our_error_too(depth: int) -> None:
    with pytest.raises(InputError, match="too-deep"):
        called_from(depth, "if(1 = 1, " * 140 + "1" + ", 2)" * 140)


def test_a_pattern_that_explodes_is_stopped() -> None:
    with soon(), pytest.raises(InputError, match="pattern-too-slow"):
        ask(f"regex('{'a' * 60}!', '(a|aa)+b')")


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*", "(.*a){25}", "((a|b)*)*c"])
def test_patterns_that_explode_elsewhere_are_answered_here(pattern: str) -> None:
    with soon():
        assert ask(f"regex('{'a' * 60}!', '{pattern}b')") is False


@pytest.mark.parametrize("pattern", ["a" * 3_000, "(" * 500 + ")" * 500, "[", "(?<", "a{99999999999}"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str) -> None:
    with soon(), pytest.raises(InputError, match="pattern"):
        ask(f"regex('a', '{pattern}')")


def test_text_that_feeds_on_itself_stops_growing() -> None:
    tree = XmlTree("<data><a>0123456789</a></data>")
    grow = compile_expression(parse("concat(/data/a, /data/a)"))
    context = Context(Environment(root=tree.document))
    with soon():
        for _ in range(16):
            tree.at("/*[1]/*[1]").answer = str(grow(context))
        with pytest.raises(InputError, match="text-too-long"):
            grow(context)


@pytest.mark.parametrize("text", ["uuid(99999999)", "uuid(-1)", "uuid('x')", "join('x', substr(., 0), 1)"])
def test_no_function_makes_text_without_bound(text: str) -> None:
    tree = XmlTree("<data/>")
    tree.at("/*[1]").answer = "x" * 1_000_000
    with soon(), pytest.raises(InputError, match="text-too-long"):
        ask(text, tree, "/*[1]")


LARGE = XmlTree("<data>" + "<a>1</a>" * 3_000 + "</data>")


@pytest.mark.parametrize(
    "text",
    [
        "//a[count(//a[count(//a) > 1]) > 1]",
        "count(//a[. = //a[. = //a]])",
        "count(/data/a[/data/a = 2])",
        "/data/a = /data/a[. != 1]/following::a or /data/a != /data/a",
    ],
)
def test_looking_at_everything_for_everything_is_stopped(text: str) -> None:
    with pytest.raises(InputError, match="too-much-work"):
        ask(text, LARGE)


def test_each_evaluation_has_its_own_budget() -> None:
    context = Context(Environment(root=LARGE.document))
    run = compile_expression(parse("count(/data/a[. = 1])"))
    for _ in range(400):  # 1,200,000 nodes altogether
        assert run(context) == 3_000


WIDE = "(" + "|".join(f"a{number}" for number in range(500)) + ")"


@pytest.mark.parametrize(
    "text",
    [
        "if(1 = 1, " * 149 + "1" + ", 2)" * 149,
        "/a[" * 74 + "b + " * 6_000 + "1" + "]" * 74,
        "instance('t')/a[b = 1 and " * 70 + "b + " * 6_000 + "1" + "]" * 70,
        "/a[" * 74 + "1" + "]/x:y" * 74,
        "count(" * 149 + "1" + ")" * 149,
        "no-such(" * 149 + "1" + ")" * 149,
        "if(a, " * 120 + "if(a, b, c), " * 3_000 + "1" + ")" * 120,
        f"{WIDE}[{WIDE}[{WIDE}[{WIDE}]]]",
        "a or " * 6_000 + "b",
    ],
    ids=lambda text: f"{text[:12]}… {len(text)}",
)
def test_what_was_accepted_is_looked_through_in_no_time(text: str) -> None:
    expression = parse(text)
    with soon():
        compile_expression(expression)
        problems_of(expression)
        assert from_data(to_data(expression)) == within(expression, ("x", "y"), {("x",)})
        with suppress(InputError):
            references(expression, ("x", "y"))
