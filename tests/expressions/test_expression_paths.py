"""Finding nodes: axes, predicates, unions, relevance, secondary instances."""

from __future__ import annotations

import pytest

from interview_kit.protocol.expressions import Context, Environment, compile_expression, parse
from interview_kit.protocol.expressions.context import MAX_EFFORT
from tests.conformance.xpath_tree import XmlTree
from tests.expressions.asking import ask, names, paths

FAMILY = """<data xmlns:orx="http://openrosa.org/xforms">
 <a id="1"><b>x</b><c><d>y</d></c></a>
 <e><f/><g>2</g><g>3</g></e>
 <orx:meta><id>9</id></orx:meta>
</data>"""
C = "/*[1]/*[1]/*[2]"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("self::c", ["c"]),
        (".", ["c"]),
        ("..", ["a"]),
        ("child::*", ["d"]),
        ("ancestor::*", ["data", "a"]),
        ("ancestor-or-self::*", ["data", "a", "c"]),
        ("preceding-sibling::*", ["b"]),
        ("following-sibling::*", []),
        ("following::*", ["e", "f", "g", "g", "meta", "id"]),
        ("preceding::*", ["b"]),
        ("/data/e/descendant::*", ["f", "g", "g"]),
        ("/data/a/descendant-or-self::*", ["a", "b", "c", "d"]),
        ("//g", ["g", "g"]),
        ("//g/..", ["e"]),
        ("//*/ancestor::e", ["e"]),
        ("../@id", ["id"]),
        ("../@*", ["id"]),
        ("/data/orx:meta", ["meta"]),
        ("/data/meta", []),
        ("/data/orx:*", ["meta"]),
        ("//d | /data | ../b | //d", ["data", "b", "d"]),
        ("(//g)[2]", ["g"]),
        ("../b/text()", ["b"]),
        ("comment()", []),
    ],
)
def test_every_axis_gives_its_nodes_in_document_order(path: str, found: list[str]) -> None:
    assert names(ask(path, FAMILY, C)) == found


def test_ancestors_are_counted_from_the_nearest_although_they_come_in_document_order() -> None:
    assert names(ask("ancestor::*[1]", FAMILY, C)) == ["a"]
    assert names(ask("(ancestor::*)[1]", FAMILY, C)) == ["data"]


def test_nested_nodes_give_what_is_below_them_once_and_in_order() -> None:
    nested = "<a><a><b>1</b><a><b>2</b></a></a><b>3</b></a>"
    assert ask("concat(//a//b)", nested) == "123"
    assert ask("concat(//a/b)", nested) == "123"
    assert ask("count(//b/following::b)", nested) == 2


ROWS = "<data><r><k>a</k><n>1</n></r><r><k>b</k><n>2</n></r><r><k>a</k><n/></r></data>"


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/data/r[2]", [2]),
        ("/data/r[k = 'a']", [1, 3]),
        ("/data/r[k = 'a'][2]", [3]),
        ("/data/r[position() > 1]", [2, 3]),
        ("/data/r[last()]", [3]),
        ("/data/r[last() - 1]", [2]),
        ("/data/r[n]", [1, 2, 3]),
        ("/data/r[n != '']", [1, 2]),
        ("/data/r[zzz]", []),
        ("/data/r[not(n > 1)]", [1, 3]),
        ("/data/r[if(true(), 2, 3)]", [2]),
        ("/data/r[n = current()/n]", [2]),
        ("/data/r[0.5]", []),
        ("/data/r[-1]", []),
    ],
)
def test_predicates_choose_by_place_by_truth_and_by_what_is_there(path: str, places: list[int]) -> None:
    assert paths(ask(path, ROWS, "/*[1]/*[2]")) == [f"/*[1]/*[{place}]" for place in places]


def test_what_is_not_relevant_is_left_out_and_reads_as_empty() -> None:
    tree = XmlTree("<data><r><n>1</n></r><r><n>2</n></r><a>x</a></data>")
    for place in ("/*[1]/*[2]", "/*[1]/*[2]/*[1]", "/*[1]/*[3]"):
        tree.at(place).relevant = False
    assert ask("count(/data/r)", tree) == 1
    assert ask("count(/data/*)", tree) == 1
    assert ask("sum(/data/r/n)", tree) == 1
    assert ask("concat('-', /data/a, '-')", tree) == "--"
    assert ask("/data/a = ''", tree) is True
    assert ask("/data/a != 'x'", tree) is True
    assert ask("boolean(/data/a)", tree) is False


def test_a_reference_that_finds_nothing_is_an_empty_answer_but_an_empty_pattern_is_an_empty_set() -> None:
    assert ask("/data/none = ''") is True
    assert ask("/data/* = ''") is False
    assert ask("/data/* != ''") is False


LISTS = """<model><instance id="towns"><root>
<item><name>h</name><province>ryanggang</province><code>07</code></item>
<item><name>m</name><province>hamgyong</province><code>8</code></item>
<item><name>c</name><province>ryanggang</province></item>
</root></instance><data><p>ryanggang</p><n>7</n></data></model>"""


def rows(predicate: str) -> str:
    tree = XmlTree(LISTS)
    found = ask(
        f"join(' ', instance('towns')/root/item[{predicate}]/name)",
        tree,
        "/*[1]/*[2]/*[1]",
        instances={"towns": tree.at("/*[1]/*[1]")},
    )
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(
    ("predicate", "found"),
    [
        ("province = /model/data/p", "h c"),
        ("current() = province", "h c"),
        ("province = 'ryanggang' and name != 'h'", "c"),
        ("province = 'ryanggang' and position() = 2", ""),
        ("code = 7", "h"),
        ("code = '7'", ""),
        ("code = /model/data/n + 1", "m"),
        ("code = ''", "c"),
        ("code = 7.5", ""),
        ("code = 7.0000000000001", "h"),
        ("province = /model/data/none", ""),
        ("province = /model/data/*", "h c"),
        ("province = concat('ham', 'gyong')", "m"),
        ("province = true()", "h m c"),
    ],
)
def test_rows_of_a_table_are_found_by_index_or_one_by_one_alike(predicate: str, found: str) -> None:
    assert rows(predicate) == found
    assert rows(f"name != '' and ({predicate})") == rows(f"{predicate}")


def test_a_table_is_looked_up_without_reading_every_row() -> None:
    tree = XmlTree(LISTS)
    environment = Environment(root=tree.document, instances={"towns": tree.at("/*[1]/*[1]")})
    run = compile_expression(parse("instance('towns')/root/item[name = 'm']/code"))
    assert names(run(Context(environment))) == ["code"]
    assert MAX_EFFORT - environment.effort == 1


def test_predicates_on_tables_still_see_the_interview() -> None:
    tree = XmlTree(LISTS)
    instances = {"towns": tree.at("/*[1]/*[1]")}
    assert ask("instance('towns')/root/item[. != /model/data/p][3]/name", tree, instances=instances)
    assert ask("pulldata('towns', 'name', 'code', /model/data/n + 1)", tree, instances=instances) == "m"
    assert ask("pulldata('towns', 'name', 'code', 'none')", tree, instances=instances) == ""
