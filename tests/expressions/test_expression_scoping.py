"""Inside a repeat, a reference means one's own instance."""

from __future__ import annotations

import pytest

from interview_kit.protocol.expressions import Context, Environment, compile_expression, parse, within
from tests.conformance.xpath_tree import XmlTree

REPEATS = {("data", "child"), ("data", "child", "toy")}
PLACE = ("data", "child", "note")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/data/child/name", "../name"),
        ("/data/child", "/data/child"),
        ("count(/data/child)", "count(/data/child)"),
        ("/data/child/toy/kind", "../toy/kind"),
        ("/data/title", "/data/title"),
        ("/data/*/name", "/data/*/name"),
        ("/data/child[name = 'x']/toy", "/data/child[name = 'x']/toy"),
        ("/data/child[name = /data/child/name]", "/data/child[name = current()/../name]"),
        ("instance('t')/root/item[k = /data/child/name]", "instance('t')/root/item[k = current()/../name]"),
        ("instance('t')/root/item[k = ../x]", "instance('t')/root/item[k = ../x]"),
        ("not(/data/child/a) and -/data/child/b > 1 + 2", "not(../a) and -../b > 1 + 2"),
        ("(/data/child/a | /data/b)[. = /data/child/c]", "(../a | /data/b)[. = current()/../c]"),
        ("../name", "../name"),
    ],
)
def test_an_absolute_path_that_enters_our_repeat_means_our_instance(written: str, meant: str) -> None:
    assert within(parse(written), PLACE, REPEATS) == parse(meant)


def test_in_nested_repeats_every_level_is_ours_as_far_as_the_path_follows_us() -> None:
    place = ("data", "child", "toy", "kind")
    assert within(parse("/data/child/toy/colour"), place, REPEATS) == parse("../colour")
    assert within(parse("/data/child/name"), place, REPEATS) == parse("../../name")


def test_outside_repeats_nothing_changes() -> None:
    expression = parse("sum(/data/child/age) + /data/n")
    assert within(expression, ("data", "total"), REPEATS) == expression


def test_the_meaning_is_javarosas() -> None:
    tree = XmlTree("<data><child><x>1</x><y/></child><child><x>2</x><y/></child></data>")
    place = ("data", "child", "y")
    context = Context(Environment(root=tree.document), tree.at("/*[1]/*[2]/*[2]"))

    def meant(text: str) -> object:
        return compile_expression(within(parse(text), place, REPEATS))(context)

    assert meant("string(/data/child/x)") == "2"
    assert meant("sum(/data/child/x)") == 2
    assert meant("sum(../../child/x)") == 3
    assert meant("indexed-repeat(/data/child/x, /data/child, 1) + 0") == 1
    assert meant("/data/child[x = 1]/x + 0") == 1
