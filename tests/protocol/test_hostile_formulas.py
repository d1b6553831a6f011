"""Forms that go on and on once they are filled in: each comes to rest, and says where it was stopped.

Nothing here is timed: what these forms ask for would take hours or all of a laptop's memory.
"""

from __future__ import annotations

from typing import Any

import pytest

from interview_kit.errors import InputError
from interview_kit.interview.actions import MAX_ACTIONS
from interview_kit.interview.filling import Filling
from interview_kit.interview.recalculation import MAX_CALCULATED, MAX_NODES, MAX_ROUNDS
from interview_kit.interview.surroundings import MAX_LABEL
from interview_kit.protocol.bound import MAX_FILLED
from tests.protocol.forms import (
    begun,
    calculation,
    filling,
    in_words,
    loaded,
    question,
    refused,
    repeat,
    told,
)


def size(form: Filling) -> int:
    return sum(1 for _ in form.tree.root.walk())


# Counts -------------------------------------------------------------------------------------------


def test_a_count_of_a_milliard_stops_at_what_an_interview_may_hold() -> None:
    form = begun(question("n", type="integer"), repeat("r", question("a"), repeat_count="/data/n"))
    form.answer("/n", "1000000000")
    assert MAX_NODES - 10 < size(form) <= MAX_NODES
    assert form.tree.overfull == {"/r"}
    form.answer("/n", "2")
    assert size(form) == 6


def test_counts_inside_counts_stop_together() -> None:
    inner = repeat("s", question("a"), repeat_count="10000")
    form = begun(repeat("r", inner, repeat_count="10000"))
    assert size(form) <= MAX_NODES
    assert form.tree.overfull & {"/r", "/r/s"}


def test_instances_inside_instances_stop_together() -> None:
    inner = repeat("t", question("a"), instances=999)
    form = begun(repeat("r", repeat("s", inner, instances=999), instances=999))
    assert size(form) <= MAX_NODES
    assert form.tree.overfull


@pytest.mark.parametrize("count", ["count(/data/r) + 1", "count(/data/r) * 2 + 1", "count(/data/s) + 1"])
def test_a_count_that_grows_because_it_grew_rests(count: str) -> None:
    other = repeat("s", question("a"), repeat_count="count(/data/r) + 1")
    form = begun(question("b"), repeat("r", question("a"), repeat_count=count), other)
    for answer in ("1", "2"):
        form.answer("/b", answer)
    assert size(form) <= MAX_NODES
    assert form.tree.overfull


def test_a_count_that_swings_between_few_and_many_rests() -> None:
    form = begun(repeat("r", question("a"), repeat_count="if(count(/data/r) > 5000, 1, 9000)"))
    assert form.tree.instances_moved < MAX_ROUNDS * 200
    assert form.tree.overfull == {"/r"}


def test_instances_that_each_ask_for_one_more_rest() -> None:
    more = {"events": ["odk-new-repeat"], "at": "/r", "target": "/data/n", "value": "/data/n + 1"}
    count = question("n", type="integer", default="1")
    form = begun(count, repeat("r", question("a"), repeat_count="/data/n"), actions=[more])
    assert int(form.tree.root.children[0].text) <= MAX_ACTIONS + 1


def test_values_that_set_each_other_for_ever_rest() -> None:
    actions = [
        {"events": ["xforms-value-changed"], "at": f"/{a}", "target": f"/data/{b}", "value": f"/data/{a} + 1"}
        for a, b in ("ab", "ba")
    ]
    form = begun(question("a"), question("b"), actions=actions)
    form.answer("/a", "1")
    assert int(form.tree.root.children[0].text) < 2_000
    assert form.tree.overfull in ({"/a"}, {"/b"})


def test_a_crowd_that_is_set_once_is_no_cause_for_alarm() -> None:
    action = {"events": ["xforms-value-changed"], "at": "/a", "target": "/data/r/x", "value": "/data/a"}
    form = begun(question("a"), repeat("r", question("x"), repeat_count="2000"), actions=[action])
    form.answer("/a", "T")
    assert {one.children[0].text for one in form.tree.root.named["r"]} == {"T"}
    assert form.tree.overfull == set()


def test_values_that_set_a_crowd_which_sets_a_crowd_rest() -> None:
    actions = [
        {"events": ["xforms-value-changed"], "at": at, "target": "//x", "value": ". + 1"}
        for at in ("/a", "/r/x")
    ]
    x = question("x", type="integer", default="0")
    form = begun(question("a"), repeat("r", x, instances=500), actions=actions)
    form.answer("/a", "1")
    set_in_all = sum(int(one.children[0].text) for one in form.tree.root.named["r"])
    assert 500 <= set_in_all <= MAX_ACTIONS
    assert form.tree.overfull == {"/r/x"}


@pytest.mark.parametrize(
    ("count", "instances"),
    [
        ("-5", 0),
        ("0 div 0", 0),
        ("1 div 0", 0),
        ("-1 div 0", 0),
        ("'many'", 0),
        ("''", 0),
        ("3.7", 3),
        ("' 4 '", 4),
        ("'٣'", 0),
        ("99999999999999", 0),
    ],
)
def test_a_count_that_is_no_number_of_things_makes_none(count: str, instances: int) -> None:
    form = begun(repeat("r", question("a"), repeat_count=count))
    assert len(form.tree.root.children) == instances


# Formulas -----------------------------------------------------------------------------------------

LONG = "concat(" + ", ".join(["/data/a"] * 1_000) + ")"
SPEECH = "T" * 990


def test_a_pattern_that_explodes_is_an_answer_that_does_not_fit() -> None:
    form = begun(question("a", constraint="regex(., '(a|aa)+b')"))
    form.answer("/a", "a" * 60 + "!")
    assert form.violation(form.tree.root.children[0]) == "constraint"
    form.answer("/a", "aab")
    assert form.violation(form.tree.root.children[0]) is None


def test_a_crowd_of_patterns_that_explode_is_stopped_together() -> None:
    patterns = [calculation(f"c{n}", f"regex(/data/a, '(a|aa)+{n}b')") for n in range(1_000)]
    form = begun(question("a"), *patterns)
    form.answer("/a", "a" * 60 + "!")
    form.answer("/a", "aa7b")
    assert form.tree.root.named["c7"][0].text == "true"


def test_a_chain_that_doubles_its_text_stops_doubling() -> None:
    doubled = [calculation(f"c{n}", f"concat(/data/c{n - 1}, /data/c{n - 1})") for n in range(1, 500)]
    form = begun(question("a"), calculation("c0", LONG), *doubled)
    form.answer("/a", SPEECH)
    assert max(len(node.text) for node in form.tree.root.walk()) <= 1_000_000


def test_texts_that_all_copy_one_long_text_stop_together() -> None:
    copies = repeat("r", calculation("d", "concat(/data/c, position(..))"), repeat_count="5000")
    form = begun(question("a"), calculation("c", LONG), copies)
    form.answer("/a", SPEECH)
    assert sum(len(node.text) for node in form.tree.root.walk()) <= MAX_CALCULATED + len(SPEECH)
    assert form.tree.overfull == {"/r/d"}
    form.answer("/a", "T")
    assert form.tree.root.named["r"][4_999].children[0].text.endswith("T5000")


def test_texts_of_instances_that_went_make_room_again() -> None:
    copies = repeat("r", calculation("d", "concat(/data/c, position(..))"), repeat_count="/data/n")
    form = begun(question("n", type="integer", default="3"), question("a"), calculation("c", LONG), copies)
    form.answer("/a", SPEECH)
    for _ in range(10):
        for number in ("0", "3"):
            form.answer("/n", number)
    for answer in ("T", SPEECH):
        form.answer("/a", answer)
    assert len(form.tree.root.named["r"][2].children[0].text) > 900_000


def test_translations_of_translations_are_worked_out() -> None:
    chained = "translate(" * 100 + "/data/c" + ", 'T', 'U')" * 100
    form = begun(question("a"), calculation("c", LONG), *(calculation(f"d{n}", chained) for n in range(5)))
    form.answer("/a", SPEECH)
    assert form.tree.root.named["d4"][0].text[:1] == "U"


def test_a_label_that_quotes_without_end_is_cut() -> None:
    label = {"en": "${/data/c}" * 2_000}
    form = begun(question("a"), calculation("c", LONG), question("b", label=label))
    form.answer("/a", SPEECH)
    assert len(form.label(form.tree.root.named["b"][0])) == MAX_FILLED


def test_labels_of_choices_that_quote_without_end_are_cut() -> None:
    choices = [{"value": f"v{n}", "label": {"en": f"{n} ${{/data/c}}"}} for n in range(1_000)]
    b = question("b", type="select_one", choices="x")
    form = begun(question("a"), calculation("c", LONG), b, choices={"x": choices})
    form.answer("/a", SPEECH)
    assert {len(label) for _, label in form.choices(form.tree.root.named["b"][0])} == {MAX_LABEL}


def test_every_instance_looking_at_every_other_is_stopped_and_told() -> None:
    crowd = repeat(
        "r", question("x"), calculation("y", "count(/data/r[x = current()/x])"), repeat_count="9000"
    )
    form = begun(crowd)
    assert form.tree.overfull == {"/r/y"}


def test_a_choice_that_can_no_longer_be_compared_with_its_list_still_counts() -> None:
    offered = {"type": "select_one", "choices": "x", "choice_filter": "count(/data/r[y = /data/r/y]) >= 0"}
    crowd = repeat("r", question("y", default="T"), repeat_count="/data/n")
    counted = question("n", type="integer", default="3")
    form = begun(counted, crowd, question("b", **offered), choices={"x": [{"value": "v"}]})
    form.answer("/b", "v")
    form.answer("/n", "3000")
    assert form.tree.root.named["b"][0].text == "v"
    assert form.tree.overfull == {"/b"}


def test_relevance_that_asks_for_too_much_hides_nothing_and_is_told() -> None:
    crowd = repeat("r", question("y", default="T"), repeat_count="/data/n")
    form = begun(
        question("n", type="integer", default="1"),
        crowd,
        question("b", relevant="count(/data/r[y = /data/r/y]) > 1"),
    )
    assert not form.tree.root.named["b"][0].relevant
    form.answer("/n", "3000")
    assert form.tree.root.named["b"][0].relevant
    assert form.tree.overfull == {"/b"}


def test_a_huge_list_with_a_filter_is_offered_and_chosen_from() -> None:
    choices = [{"value": f"v{n}", "columns": {"k": f"k{n % 100}"}} for n in range(20_000)]
    b = question("b", type="select_one", choices="x", choice_filter="contains(k, /data/a)")
    form = begun(question("a"), b, choices={"x": choices})
    form.answer("/a", "k99")
    form.answer("/b", "v99")
    assert len(form.choices(form.tree.root.named["b"][0])) == 200
    assert form.tree.root.named["b"][0].text == "v99"


@pytest.mark.parametrize(
    "nodes",
    [
        [calculation("a", "/data/b + 1"), calculation("b", "/data/a + 1")],
        [question("a", relevant="/data/b = 1"), question("b", relevant="/data/a = 1")],
        [question("a", relevant="/data/b = 1"), calculation("b", "/data/a + 1")],
    ],
    ids=["calculations", "relevance", "both"],
)
def test_a_circle_is_refused_with_both_ends_named(nodes: list[dict[str, Any]]) -> None:
    with pytest.raises(InputError) as error:
        begun(*nodes)
    assert error.value.code == "protocol.cycle"
    assert {error.value.parameters["first"], error.value.parameters["second"]} == {"/a", "/b"}
    in_words(error.value)


def test_a_long_circle_is_refused() -> None:
    count = 3_000
    nodes = [calculation(f"a{n}", f"/data/a{(n + 1) % count} + 1") for n in range(count)]
    assert refused(lambda: begun(*nodes)) == "protocol.cycle"


@pytest.mark.parametrize("formula", ["count(//*)", "count(" + "//*" * 2_000 + ")", "string(/data/g)"])
def test_formulas_that_all_read_everything_are_refused_by_name(formula: str) -> None:
    group = {"name": "g", "kind": "group", "children": [question(f"x{n}") for n in range(2_000)]}
    with pytest.raises(InputError) as error:
        begun(group, *(question(f"a{n}", constraint=formula) for n in range(2_000)))
    assert error.value.code == "protocol.expression"
    assert "/a" in in_words(error.value)


@pytest.mark.parametrize("kind", ["string", "date", "geopoint", "int"])
def test_a_scale_takes_what_it_can(kind: str) -> None:
    body = "<range ref='/data/a' start='1' end='5' step='1'/>"
    form = filling(loaded("<a/>", model=f"<bind nodeset='/data/a' type='{kind}'/>", body=body))
    for answer in ("3", "9", "T", "2020-01-01", "nan", "1e9", ""):
        form.answer("/a", answer)
    assert form.tree.root.children[0].text == ""


def test_positions_in_targets_are_heeded() -> None:
    instance = "<r><a/></r><r><a/></r>"
    body = "<group ref='/data/r'><repeat nodeset='/data/r'><input ref='/data/r/a'/></repeat></group>"
    action = "<setvalue event='odk-instance-first-load' ref='/data/r[2]/a' value=\"'T'\"/>"
    form = loaded(instance, model=action, body=body)
    assert told(form) == set()
    assert [one.children[0].text for one in filling(form).tree.root.children] == ["", "T"]


@pytest.mark.parametrize(
    "label", ["${'" * 30_000, "${" * 50_000, "$${" * 50_000], ids=lambda label: label[:4]
)
def test_a_label_of_openings_that_never_close_is_text(label: str) -> None:
    form = begun(question("a", label={"en": label}))
    assert form.label(form.tree.root.children[0])[:2] == "${"
