"""The living tree: whatever is done to it, in whatever order, it is what calculating from nothing gives."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview_kit.errors import InputError
from interview_kit.interview.filling import Filling
from interview_kit.interview.tree import TreeNode, find
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import Protocol

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
CHOICES = [
    {"value": "hyesan", "label": {"en": "T Hyesan"}, "columns": {"in": "ryanggang"}},
    {"value": "musan", "label": {"en": "T Musan"}, "columns": {"in": "hamgyong"}},
    {"value": "kapsan", "label": {"en": "T Kapsan"}, "columns": {"in": "ryanggang"}},
]


def protocol(*children: dict[str, Any], **more: Any) -> Protocol:
    return Protocol.model_validate(
        {"id": "t", "version": "1", "title": {"en": "T"}, "languages": ["en"], "children": children} | more
    )


def filling(*children: dict[str, Any], **more: Any) -> Filling:
    return Filling(protocol(*children, **more), zone=UTC, now=lambda: NOON)


def question(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "question"} | more


def calculation(name: str, formula: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "calculation", "calculate": formula} | more


def repeat(name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "repeat", "children": children} | more


def texts(form: Filling) -> dict[str, str]:
    """Every leaf that reads as anything, by path."""
    leaves = (node for node in form.tree.root.walk() if not node.children and node.relevant)
    return {node.path(): node.text for node in leaves if node.text}


# Stories ------------------------------------------------------------------------------------------


def test_where_an_instance_stands_is_known_even_if_it_came_before_it_could_be_asked() -> None:
    form = filling(
        question("open"),
        {
            "name": "g",
            "kind": "group",
            "relevant": "/data/open = 'YES'",
            "children": [repeat("leg", question("from", relevant="position(..) > 1"))],
        },
    )
    form.add("/g/leg")
    form.add("/g/leg")
    form.answer("/open", "YES")
    asked = [node.path() for node in form.tree.root.walk() if node.form.name == "from" and node.relevant]
    assert asked == ["/g/leg[2]/from"]


def test_a_rule_that_was_silent_can_still_look_around_itself_with_a_filter() -> None:
    note = {"name": "rule", "kind": "note", "relevant": "../../leg[1]/agency != ''"}
    form = filling({"name": "g", "kind": "group", "children": [note]}, repeat("leg", question("agency")))
    form.add("/leg")
    assert not find(form.tree.root, "/g/rule").relevant
    form.answer("/leg[1]/agency", "T")
    assert find(form.tree.root, "/g/rule").relevant


def test_an_answer_reaches_all_that_is_computed_from_it_and_nothing_else() -> None:
    form = filling(
        question("age", type="integer"),
        question("name"),
        calculation("next", "/data/age + 1"),
        calculation("after", "/data/next + 1"),
        calculation("greeting", "concat('T ', /data/name)"),
    )
    changed = {node.path() for node in form.answer("/age", "40")}
    assert changed == {"/age", "/next", "/after"}
    assert texts(form)["/after"] == "42"


def test_what_does_not_change_is_where_it_stops() -> None:
    form = filling(
        question("age", type="integer"),
        calculation("adult", "/data/age > 17"),
        calculation("far", "concat(/data/adult, '!')"),
    )
    form.answer("/age", "40")
    assert {node.path() for node in form.answer("/age", "41")} == {"/age"}


def test_answers_behind_a_closed_door_read_as_empty_and_come_back() -> None:
    form = filling(
        question("gate"),
        question("inside", relevant="/data/gate = 'open'"),
        calculation("seen", "concat('>', /data/inside)"),
    )
    form.answer("/gate", "open")
    form.answer("/inside", "T told")
    form.answer("/gate", "shut")
    assert texts(form) == {"/gate": "shut", "/seen": ">"}
    form.answer("/gate", "open")
    assert texts(form)["/seen"] == ">T told"


def test_a_choice_that_is_no_longer_offered_reads_as_empty_and_comes_back() -> None:
    town = question("town", type="select_one", choices="towns", choice_filter="in = /data/province")
    form = filling(question("province"), town, choices={"towns": CHOICES})
    form.answer("/province", "ryanggang")
    form.answer("/town", "kapsan")
    form.answer("/province", "hamgyong")
    assert "/town" not in texts(form)
    form.answer("/province", "ryanggang")
    assert texts(form)["/town"] == "kapsan"


def test_instances_count_and_know_their_place() -> None:
    form = filling(
        repeat("victim", question("name"), calculation("number", "position(..)")),
        calculation("many", "count(/data/victim)"),
        calculation("names", "join(', ', /data/victim/name)"),
    )
    for name in ("T Ae", "T Bok", "T Chun"):
        form.add("/victim")
        form.answer(f"/victim[{texts(form)['/many']}]/name", name)
    form.remove("/victim[1]")
    assert texts(form)["/many"] == "2"
    assert texts(form)["/names"] == "T Bok, T Chun"
    assert texts(form)["/victim[2]/number"] == "2"


def test_a_count_puts_instances_aside_and_brings_them_back_as_they_were() -> None:
    form = filling(question("n", type="integer"), repeat("leg", question("place"), repeat_count="/data/n"))
    form.answer("/n", "3")
    form.answer("/leg[3]/place", "T-Hoeryong")
    form.answer("/n", "1")
    assert texts(form) == {"/n": "1"}
    form.answer("/n", "3")
    assert texts(form)["/leg[3]/place"] == "T-Hoeryong"


def test_an_instance_behind_a_closed_door_knows_its_place_when_it_opens() -> None:
    victim = repeat("victim", calculation("number", "position(..)"), relevant="/data/any = 'yes'")
    form = filling(question("any"), victim | {"instances": 2})
    assert texts(form) == {}
    form.answer("/any", "yes")
    assert (texts(form)["/victim[1]/number"], texts(form)["/victim[2]/number"]) == ("1", "2")


def test_a_count_that_grows_because_it_grew_rests_some_time() -> None:
    form = filling(repeat("leg", question("place"), repeat_count="count(/data/leg) + 1"))
    assert form.tree.overfull == {"/leg"}


def test_an_instance_that_reckons_with_itself_rests_some_time() -> None:
    form = filling(repeat("leg", calculation("n", "coalesce(/data/leg[1]/n, 0) + 1"), instances=2))
    assert form.tree.overfull == {"/leg/n"}


def test_neighbours_may_reckon_with_each_other() -> None:
    before = "coalesce(/data/leg[position() = position(current()/..) - 1]/sum, 0) + ../km"
    form = filling(repeat("leg", question("km", type="integer"), calculation("sum", before)))
    for km in ("3", "4", "5"):
        form.add("/leg")
        form.answer(f"/leg[{len(form.tree.root.children)}]/km", km)
    assert texts(form)["/leg[3]/sum"] == "12"
    form.answer("/leg[1]/km", "10")
    assert texts(form)["/leg[3]/sum"] == "19"


def test_instances_within_instances_do_not_multiply_without_end() -> None:
    inner = repeat("inner", question("a"), instances=1000)
    form = filling(repeat("outer", inner, instances=1000))
    assert form.tree.overfull


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (calculation("a", "/data/b"), calculation("b", "/data/a")),
        (question("a", relevant="/data/b = 1"), question("b", relevant="/data/a = 1")),
        (calculation("a", "/data/b"), question("b", relevant="/data/a = 1")),
    ],
)
def test_a_circle_is_refused_with_both_ends(first: dict[str, Any], second: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        Form(protocol(first, second))
    assert refused.value.code == "protocol.cycle"
    assert {refused.value.parameters["first"], refused.value.parameters["second"]} == {"/a", "/b"}


def test_a_form_laid_from_its_known_graph_is_the_same() -> None:
    made = protocol(question("a", type="integer"), calculation("b", "/data/a + 1"))
    again = Filling(Form(made, Form(made).graph.data()))
    again.answer("/a", "1")
    assert texts(again) == {"/a": "1", "/b": "2"}


# At random ----------------------------------------------------------------------------------------

#: Formulas over earlier questions; ``{}`` is a path.
FORMULAS = (
    "{} + 1",
    "concat({}, '-', {})",
    "if({} > 3, {}, '')",
    "coalesce({}, {})",
    "count(/data/rep)",
    "sum(/data/rep/r0)",
    "join(' ', /data/rep/rc)",
)
CONDITIONS = ("{} > 2", "{} = '' or {} != '1'", "string-length({}) < 2", "count(/data/rep) > 1", "not({})")
INSIDE = ("position(..)", "../r0 * 2", "concat(../r1, {})", "count(../../rep)", "sum(../../rep/r0)")


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Questions, calculations and relevance in a group and a repeat, each reading only what came before."""
    children: list[dict[str, Any]] = []
    paths = ["/data/q0"]

    def filled(patterns: tuple[str, ...]) -> str:
        pattern = draw(st.sampled_from(patterns))
        return pattern.format(*(draw(st.sampled_from(paths)) for _ in range(pattern.count("{}"))))

    children.append(question("q0", type="integer"))
    for number in range(1, draw(st.integers(2, 6))):
        name = f"q{number}"
        more: dict[str, Any] = {"relevant": filled(CONDITIONS)} if draw(st.booleans()) else {}
        if draw(st.booleans()):
            children.append(calculation(name, filled(FORMULAS), **more))
        else:
            children.append(question(name, **more))
        paths.append(f"/data/{name}")
    inside = [
        question("r0", type="integer", relevant=filled(CONDITIONS)),
        question("r1"),
        calculation("rc", draw(st.sampled_from(INSIDE[:3])).format(paths[0])),
    ]
    rep = repeat("rep", *inside, relevant="/data/q0 != 9", instances=draw(st.integers(0, 2)))
    group = {
        "name": "g",
        "kind": "group",
        "relevant": filled(CONDITIONS),
        "children": [question("last"), calculation("all", filled(FORMULAS))],
    }
    made = protocol(*children, rep, group)
    try:
        Form(made)
    except InputError:  # chance made a circle
        assume(False)
    return made


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "add", "remove", "move"]),
        st.integers(0, 30),
        st.sampled_from(["", "0", "1", "2", "3", "9", "12"]),
    ),
    max_size=14,
)


def state(form: Filling) -> list[tuple[str, str, bool]]:
    """What can be seen: a calculation that is not relevant holds whatever it held."""
    return [
        (node.path(), node.text if node.relevant or node.form.calculate is None else "", node.relevant)
        for node in form.tree.root.walk()
    ]


def edited(form: Filling, what: str, which: int, text: str) -> None:
    leaves = [
        node for node in form.tree.root.walk() if not node.form.children and node.form.node.kind == "question"
    ]
    instances = [node for node in form.tree.root.walk() if node.instance is not None]
    if what == "add" and len(instances) < 5:
        form.add("/rep")
    elif what == "remove" and instances:
        form.remove(instances[which % len(instances)].path())
    elif what == "move" and instances:
        moved = instances[which % len(instances)]
        siblings = moved.parent.children_named(moved.name)
        form.tree.move(moved, 1 + len(text) % len(siblings))
        form.tree.settle()
    elif what == "answer":
        form.answer(leaves[which % len(leaves)].path(), text)


def from_nothing(form: Filling) -> Filling:
    """A tree with the same instances and answers, calculated all at once."""
    again = Filling(form.form, zone=UTC, now=lambda: NOON)
    for node in [node for node in again.tree.root.walk() if node.instance is not None]:
        again.tree.remove(node)
    copied(form.tree.root, again, again.tree.root)
    again.tree.everything()
    again.tree.settle()
    return again


def copied(node: TreeNode, again: Filling, twin: TreeNode) -> None:
    for child in node.children:
        name = child.form.node.name
        if child.instance is not None:
            other = again.tree.add(twin, child.form, child.instance)
        else:
            other = twin.named[name][0]
        if not child.form.children and child.form.node.kind == "question":
            again.tree.write(other, child.text)
        copied(child, again, other)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(protocols(), EDITS)
def test_step_by_step_gives_what_calculating_from_nothing_gives(
    made: Protocol, edits: list[tuple[str, int, str]]
) -> None:
    form = Filling(made, zone=UTC, now=lambda: NOON)
    for edit in edits:
        edited(form, *edit)
        assert state(form) == state(from_nothing(form))
