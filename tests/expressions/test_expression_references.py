"""What an expression depends on, as the recalculation will see it."""

from __future__ import annotations

import pytest

from interview_kit.protocol.expressions import Reading, ReadingKind, parse, references

AT = ("data", "child", "age")
VALUE, MEMBERS = ReadingKind.VALUE, ReadingKind.MEMBERS


def reads(text: str) -> list[tuple[str, int, ReadingKind]]:
    """Path, own steps and kind of every reading of the primary instance, in order."""
    found = references(parse(text), AT).readings
    return [("/".join(one.steps), one.own, one.kind) for one in found if one.instance is None]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1 + 1", []),
        (".", [("data/child/age", 3, VALUE)]),
        ("../name", [("data/child/name", 2, VALUE)]),
        ("../../child/name", [("data/child/name", 1, VALUE)]),
        ("/data/child/name", [("data/child/name", 0, VALUE)]),
        ("sum(../toy/price)", [("data/child/toy/price", 2, VALUE)]),
        ("count(/data/child)", [("data/child", 0, MEMBERS)]),
        ("count-non-empty(/data/child/name)", [("data/child/name", 0, VALUE)]),
        ("position(..)", [("data/child", 2, ReadingKind.PLACE)]),
        ("not(../a) or ../a = 1", [("data/child/a", 2, VALUE)]),
        ("string-length()", [("data/child/age", 3, VALUE)]),
        ("../@id", [("data/child/@id", 2, VALUE)]),
        ("/data/child[name = 'x']", [("data/child/name", 0, VALUE), ("data/child", 0, VALUE)]),
        ("count(../../child[1])", [("data/child", 1, MEMBERS)]),
        (
            "/data/child[name = current()/../friend]/age",
            [("data/child/name", 0, VALUE), ("data/child/friend", 2, VALUE), ("data/child/age", 0, VALUE)],
        ),
        (
            "if(../a, ../b, /data/c)",
            [("data/child/a", 2, VALUE), ("data/child/b", 2, VALUE), ("data/c", 0, VALUE)],
        ),
        (
            "count(if(../a, /data/b, ..))",
            [("data/child/a", 2, VALUE), ("data/b", 0, MEMBERS), ("data/child", 2, MEMBERS)],
        ),
        (
            "(/data/a | /data/b)[c]/d",
            [("data/a/c", 0, VALUE), ("data/b/c", 0, VALUE), ("data/a/d", 0, VALUE), ("data/b/d", 0, VALUE)],
        ),
        (
            "indexed-repeat(/data/child/name, /data/child, /data/n)",
            [("data/child", 0, MEMBERS), ("data/n", 0, VALUE), ("data/child/name", 0, VALUE)],
        ),
        (
            "indexed-repeat(../name, .., 1)",
            [("data/child", 1, MEMBERS), ("data/child/name", 1, VALUE)],
        ),
        ("concat(randomize(/data/a, ../seed))", [("data/child/seed", 2, VALUE), ("data/a", 0, VALUE)]),
        ("kit:earliest(../born)", [("data/child/born", 2, VALUE)]),
        ("//price", [("**/price", 0, VALUE)]),
        ("../descendant::price", [("data/child/**/price", 2, VALUE)]),
        ("../*", [("data/child/*", 2, VALUE)]),
        ("preceding-sibling::name", [("data/child/name", 2, VALUE)]),
        ("../preceding-sibling::child/name", [("data/child/name", 1, VALUE)]),
        ("ancestor::child/name", [("**/child/name", 0, VALUE)]),
        ("//price/..", [("**/*", 0, VALUE)]),
        ("/data/orx:meta/orx:instanceID", [("data/orx:meta/orx:instanceID", 0, VALUE)]),
        ("../../../..", []),
    ],
)
def test_every_path_is_found_with_what_it_shares_and_what_is_asked(
    text: str, readings: list[tuple[str, int, ReadingKind]]
) -> None:
    assert reads(text) == readings


def test_what_only_filters_is_marked() -> None:
    found = references(parse("/data/child[name = ../n]/age + /data/x"), AT).readings
    assert [reading.filtering for reading in found] == [True, True, False, False]


def test_tables_are_named_apart_from_what_their_filters_read() -> None:
    found = references(parse("instance('towns')/root/item[province = /data/p]/name"), AT)
    assert found.instances == {"towns"}
    assert Reading(("data", "p"), filtering=True) in found.readings
    assert {one.steps for one in found.readings if one.instance == "towns"} == {
        ("root", "item", "province"),
        ("root", "item", "name"),
    }
    assert references(parse("pulldata('prices', 'a', 'b', ../c)"), AT).instances == {"prices"}


def test_labels_depend_on_their_question_and_the_language() -> None:
    found = references(parse("jr:choice-name(../town, '/data/town')"), AT)
    assert found.choices == (("data", "town"),)
    assert found.language
    assert references(parse("jr:itext('x')"), AT).language
    assert references(parse("format-date(../d, '%b')"), AT).language
    assert not references(parse("../d"), AT).language


@pytest.mark.parametrize(
    ("text", "volatile"),
    [
        ("today() - ../born", {"today"}),
        ("if(now() > 1, random(), uuid())", {"now", "random", "uuid"}),
        ("randomize(/data/a)", {"randomize"}),
        ("randomize(/data/a, 7)", set()),
        ("once(random())", {"random"}),
        ("../a", set()),
    ],
)
def test_functions_that_change_by_themselves_are_named(text: str, volatile: set[str]) -> None:
    assert references(parse(text), AT).volatile == volatile


def test_keeping_its_own_answer_is_no_dependency_on_itself() -> None:
    found = references(parse("once(../a)"), AT)
    assert found.once
    assert [one.steps for one in found.readings] == [("data", "child", "a")]


def test_the_same_path_read_twice_is_one_dependency() -> None:
    assert len(references(parse("../a + ../a + ./../a"), AT).readings) == 1
