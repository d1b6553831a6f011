"""What a rehearsal concludes of conditions: impossible, always, likely never, or that it cannot tell."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import Any

import pytest

from interview_kit.interview.filling import Filling
from interview_kit.interview.linting import lint
from interview_kit.interview.rehearsal import Rehearsed, rehearse
from interview_kit.interview.tree import find
from interview_kit.protocol.library import from_model, load_file
from interview_kit.protocol.model import Protocol
from tests.changes import chance
from tests.protocol.forms import calculation, protocol, question, repeat

Part = dict[str, Any]
LETTERS = {"letters": [{"value": value} for value in "ABC"]}
SHIPPED = Path(__file__).parents[2] / "resources" / "protocols"


def choice(name: str, type_: str = "select_one", **more: Any) -> Part:
    return question(name, type=type_, choices="letters", **more)


def group(name: str, *children: Part, **more: Any) -> Part:
    return {"name": name, "kind": "group", "children": children} | more


def rule(condition: str, name: str = "rule") -> Part:
    return {"name": name, "kind": "note", "relevant": condition, "kit": {"level": "error"}}


def rehearsed(*children: Part, **more: Any) -> Rehearsed:
    return rehearse(from_model(protocol(*children, choices=LETTERS | more.pop("choices", {}), **more)).form)


def told(*children: Part, **more: Any) -> dict[str, str]:
    """What is found, by path; ``?`` where nothing could be told."""
    result = rehearsed(*children, **more)
    return {one.path: one.code for one in result.findings} | dict.fromkeys(result.undecided, "?")


# Conditions over choices, exactly --------------------------------------------------------------


def test_a_condition_that_some_choice_meets_is_fine() -> None:
    assert told(choice("x"), question("q", relevant="/data/x = 'C'")) == {}


def test_a_choice_that_the_list_does_not_have_is_never_made() -> None:
    assert told(choice("x"), question("q", relevant="/data/x = 'D'")) == {"/q": "never-asked"}


def test_a_contradiction_is_seen_through_a_calculation() -> None:
    inside = calculation("where", "if(/data/x = 'A', 'in', 'out')")
    fine = question("q", relevant="/data/where = 'in'")
    assert told(choice("x"), inside, fine) == {}
    wrong = question("q", relevant="/data/where = 'in' and /data/x = 'B'")
    assert told(choice("x"), inside, wrong) == {"/q": "never-asked"}


def test_a_condition_counts_together_with_those_around_it_and_is_told_once() -> None:
    inner = question("q", relevant="/data/x = 'B'")
    deeper = group("deep", question("r", relevant="/data/x = 'C'"), relevant="/data/x = 'B'")
    assert told(choice("x"), group("g", inner, deeper, relevant="/data/x = 'A'")) == {
        "/g/q": "never-asked",
        "/g/deep": "never-asked",
    }


def test_what_is_not_asked_reads_as_empty() -> None:
    second = choice("y", relevant="/data/x = 'A'")
    assert told(choice("x"), second, question("q", relevant="/data/x = 'B' and /data/y = 'A'")) == {
        "/q": "never-asked"
    }


def test_several_choices_may_be_made_together() -> None:
    both = "selected(/data/x, 'A') and selected(/data/x, 'B')"
    assert told(choice("x", "select_multiple"), question("q", relevant=both)) == {}
    assert told(choice("x"), question("q", relevant=both)) == {"/q": "never-asked"}


def test_a_choice_that_is_filtered_away_is_not_made() -> None:
    filtered = choice("y", choice_filter="/data/x = 'A' or name != 'C'")
    assert told(choice("x"), filtered, question("q", relevant="/data/y = 'C'")) == {}
    wrong = question("q", relevant="/data/y = 'C' and /data/x = 'B'")
    assert told(choice("x"), filtered, wrong) == {"/q": "never-asked"}


def test_a_scope_that_can_never_be_granted_locks_what_needs_it() -> None:
    granting = choice("sc1", kit={"grants": "SC1"})
    assert told(granting, group("g", question("q"), kit={"needs": ["SC1"]})) == {"/g": "never-asked"}


# Numbers, texts, reasons for no answer ---------------------------------------------------------


@pytest.mark.parametrize(("type_", "possible"), [("integer", False), ("decimal", True)])
def test_between_two_neighbours_there_is_a_number_only_for_decimals(type_: str, possible: bool) -> None:
    age = question("age", type=type_)
    between = told(age, question("q", relevant="/data/age > 17 and /data/age < 18"))
    assert between == ({} if possible else {"/q": "never-asked"})


def test_a_text_is_as_long_as_it_is_asked_to_be() -> None:
    text = question("t")
    assert told(text, question("q", relevant="string-length(/data/t) > 300")) == {}
    never = "string-length(/data/t) > 300 and string-length(/data/t) < 10"
    assert told(text, question("q", relevant=never)) == {"/q": "never-asked"}


def test_a_reason_for_giving_no_answer_is_tried_where_it_is_asked_for() -> None:
    unknown = question("q", relevant="kit:missing(/data/x) = 'DK'")
    assert told(choice("x"), unknown) == {}
    assert told(choice("x", kit={"missing": ["RF"]}), unknown) == {"/q": "never-asked"}
    both = question("q", relevant="kit:missing(/data/x) = 'DK' and /data/x = 'A'")
    assert told(choice("x"), both) == {"/q": "never-asked"}


def test_how_an_answer_is_known_is_tried_where_it_is_asked_for() -> None:
    sources = {"source": [{"value": "SAW"}, {"value": "RUMOUR"}]}
    rumour = question("q", relevant="kit:source(/data/x) = 'RUMOUR' and /data/x = 'A'")
    assert told(choice("x", kit={"sides": ["source"]}), rumour, choices=sources) == {}
    assert told(choice("x"), rumour, choices=sources) == {"/q": "never-asked"}


# Rules -----------------------------------------------------------------------------------------


def test_a_rule_that_no_answer_silences_always_speaks() -> None:
    assert told(choice("x"), rule("/data/x = 'A' or /data/x != 'A'")) == {"/rule": "rule-always"}


def test_a_rule_in_a_conditional_group_is_silent_when_the_group_is() -> None:
    always = {"name": "rule", "kind": "note", "kit": {"level": "warning"}}
    assert told(choice("x"), group("g", always, relevant="/data/x = 'A'")) == {}


def test_that_consent_is_wanting_does_not_silence_a_rule() -> None:
    granting = question("sc1", type="select_one", choices="yes", kit={"grants": "SC1"})
    always = {"name": "rule", "kind": "note", "kit": {"level": "warning"}}
    locked = group("g", always, kit={"needs": ["SC1"]})
    assert told(granting, locked, choices={"yes": [{"value": "YES"}, {"value": "NO"}]}) == {
        "/g/rule": "rule-always"
    }


def test_a_rule_in_a_repeat_looks_at_its_own_instance() -> None:
    harm = repeat("harm", choice("x"), rule("../x = 'A' and ../x = 'B'"))
    assert told(harm) == {"/harm/rule": "rule-never"}


def test_a_rule_over_several_instances_is_tried_with_several() -> None:
    twins = "count(/data/harm[x = 'A']) > 1"
    assert told(repeat("harm", choice("x")), rule(twins)) == {}


def test_what_only_later_instances_ask_is_tried_with_two() -> None:
    legs = repeat("leg", choice("x"), question("from", relevant="position(..) > 1"))
    assert told(legs) == {}
    before = "../x = 'B' and ../../leg[position() = position(current()/..) - 1]/x = 'A'"
    assert told(repeat("leg", choice("x"), rule(before))) == {}


# Where nothing is certain ----------------------------------------------------------------------


def test_a_date_that_no_likely_answer_meets_is_only_advice() -> None:
    day = question("day", kit={"type": "fuzzy_date"})
    wrong = "kit:before(/data/day, '1994-07-08') = 'yes' and kit:before('2011-12-17', /data/day) = 'yes'"
    assert told(day, question("q", relevant=wrong)) == {"/q": "hardly-asked"}
    assert told(day, question("q", relevant="kit:before(/data/day, '1994-07-08') = 'unknown'")) == {}


def test_a_place_is_tried_in_several_countries_and_where_the_condition_says() -> None:
    place = question("where", kit={"type": "place"})
    for country in ("KP", "CN", "MN"):
        assert told(place, question("q", relevant=f"kit:country(/data/where) = '{country}'")) == {}


def test_of_words_that_only_a_pattern_describes_nothing_is_said() -> None:
    text = question("t")
    assert told(text, question("q", relevant="regex(/data/t, '^[0-9]{6}-[0-9]{7}$')")) == {"/q": "?"}


def test_of_too_many_combinations_nothing_is_said() -> None:
    names = [f"x{number}" for number in range(12)]
    all_at_once = " + ".join(f"(/data/{name} = 'A')" for name in names)
    many = [choice(name) for name in names]
    assert told(*many, question("q", relevant=f"{all_at_once} = 13")) == {"/q": "?"}


def test_of_what_an_action_may_set_nothing_is_said() -> None:
    action = {"events": ["odk-instance-first-load"], "target": "/data/x", "text": "D"}
    assert told(choice("x"), question("q", relevant="/data/x = 'D'"), actions=[action]) == {"/q": "?"}


def test_of_what_the_program_notes_by_itself_nothing_is_said() -> None:
    device = {"name": "device", "kind": "calculation", "preload": "property/deviceid"}
    assert told(device, question("q", relevant="/data/device = 'T7'")) == {"/q": "?"}


# Honest and quick ------------------------------------------------------------------------------


def formula(seed: int) -> str:
    """A random condition over three questions."""
    dice = chance(seed)

    def atom() -> str:
        name, letter = dice.choice("xyz"), dice.choice("ABCD")
        one = dice.choice((f"/data/{name} = '{letter}'", f"/data/{name} != '{letter}'", f"/data/{name} = ''"))
        return f"not({one})" if dice.random() < 0.3 else one

    whole = atom()
    for _ in range(dice.randrange(1, 6)):
        whole = f"({whole}) {dice.choice(('and', 'and', 'or'))} {atom()}"
    return whole


@pytest.mark.parametrize("seed", range(40))
def test_what_is_called_impossible_is_what_no_interview_does(seed: int) -> None:
    """Every combination of answers, given as a person would, against what the rehearsal concluded."""
    whole = protocol(choice("x"), choice("y"), choice("z"), rule(formula(seed)), choices=LETTERS)
    filling = Filling(whole)
    spoke = set()
    for answers in itertools.product(("", "A", "B", "C"), repeat=3):
        for name, answer in zip("xyz", answers, strict=True):
            filling.answer(f"/{name}", answer)
        spoke.add(find(filling.tree.root, "/rule").relevant)
    expected = {True: "rule-always", False: "rule-never"}[spoke.pop()] if len(spoke) == 1 else None
    result = rehearse(from_model(whole).form)
    assert [one.code for one in result.findings] == ([expected] if expected else [])
    assert result.undecided == []


def large() -> Protocol:
    """150 questions under consent in ten groups, each depending on others, with rules."""
    granting = question("sc1", type="select_one", choices="yes", kit={"grants": "SC1"})
    groups = []
    for part in range(10):
        questions = [choice("q0")]
        for number in range(1, 15):
            before = f"/data/g{part}/q{number - 1}"
            other = f"/data/g{(part * 7 + number) % max(part, 1)}/q{number}" if part else before
            questions.append(choice(f"q{number}", relevant=f"{before} != '' and {other} != 'C'"))
        rules = [
            rule(f"/data/g{part}/q{n} = 'A' and /data/g{part}/q{n + 1} = 'B'", f"r{n}") for n in range(4)
        ]
        groups.append(group(f"g{part}", *questions, *rules, kit={"needs": ["SC1"]}))
    yes = {"yes": [{"value": "YES"}, {"value": "NO"}]}
    return protocol(granting, *groups, choices=LETTERS | yes)


def test_a_protocol_of_150_questions_takes_seconds_and_raises_no_false_alarm() -> None:
    form = from_model(large()).form
    began = time.perf_counter()
    result = lint(form)
    assert time.perf_counter() - began < 10  # about one second on two shared cores
    happening = ("never", "hardly", "always")
    assert [one for one in result.findings if any(word in one.code for word in happening)] == []


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.json")), ids=lambda file: file.stem)
def test_the_shipped_protocols_have_nothing_to_mend_and_leave_nothing_undecided(file: Path) -> None:
    result = lint(load_file(file).form)
    assert [one for one in result.findings if one.level == "error"] == []
    assert result.undecided == []


def test_a_rehearsal_says_the_same_every_time() -> None:
    form = from_model(large()).form
    assert rehearse(form) == rehearse(form)


# What a stranger may have written --------------------------------------------------------------


def test_a_condition_over_many_repeats_ends_undecided_in_seconds() -> None:
    repeats = [repeat(f"r{number}", question("x")) for number in range(20)]
    counted = " + ".join(f"count(/data/r{number})" for number in range(20))
    began = time.perf_counter()
    assert told(*repeats, question("z", relevant=f"{counted} = 99")) == {"/z": "?"}
    assert time.perf_counter() - began < 20  # three on two shared cores


def test_a_number_without_measure_is_no_number_of_instances() -> None:
    endless = "9" * 400
    asked = question("z", relevant=f"count(/data/r) = {endless}")
    assert told(repeat("r", question("x")), asked) == {"/z": "hardly-asked"}


def test_no_text_is_endless() -> None:
    asked = question("z", relevant=f"string-length(/data/x) > {'9' * 400}")
    assert told(question("x"), asked) == {"/z": "never-asked"}


def test_repeats_too_deep_to_be_filled_twice_end_undecided() -> None:
    inner = question("x")
    for number in range(20):
        inner = repeat(f"r{number}", question(f"q{number}"), inner)
    began = time.perf_counter()
    assert told(inner, question("z", relevant="count(//x) = 99")) == {"/z": "?"}
    assert time.perf_counter() - began < 20


def test_thousands_of_conditions_on_one_answer_are_not_tried_for_minutes() -> None:
    asked = [question(f"q{number}", relevant=f"/data/a = {number}") for number in range(2_000)]
    began = time.perf_counter()
    result = rehearsed(question("a", type="integer"), *asked)
    assert time.perf_counter() - began < 40  # minutes, when only what changed was counted
    assert "/q1999" in result.undecided


def test_a_chain_of_conditions_may_be_longer_than_python_is_deep() -> None:
    chain = [question(f"q{number}", relevant=f"/data/q{number - 1} = 'T'") for number in range(1, 600)]
    assert set(told(question("q0"), *chain).values()) <= {"?"}
