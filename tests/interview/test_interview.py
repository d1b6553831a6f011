"""An interview follows its protocol, and is nothing but the fold of its journal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import EntryKind
from tests.interview.forms import INTERVIEW, Witness, ed_short, protocol, question


def test_an_answer_opens_the_questions_that_depend_on_it() -> None:
    witness = Witness(protocol(question("child"), question("name", relevant="/data/child = 'yes'")))
    with pytest.raises(InputError, match="not-relevant"):
        witness.says("/name", "T-Hana")
    witness.says("/child", "yes")
    change = witness.says("/name", "T-Hana")
    assert change.paths == {"/name"}
    assert witness.value("/name") == "T-Hana"


def test_an_answer_that_became_irrelevant_is_kept_and_comes_back() -> None:
    witness = Witness(protocol(question("child"), question("name", relevant="/data/child = 'yes'")))
    witness.says_all({"/child": "yes", "/name": "T-Hana"})
    witness.says("/child", "no")
    assert witness.value("/name") is None
    witness.says("/child", "yes")
    assert witness.value("/name") == "T-Hana"


def test_a_calculation_follows_what_it_reads_whatever_the_order_of_questions() -> None:
    witness = Witness(
        protocol(
            {"name": "sum", "kind": "calculation", "type": "integer", "calculate": "/data/a + /data/b"},
            question("a", type="integer"),
            question("b", type="integer"),
        )
    )
    witness.says_all({"/a": 2, "/b": 3})
    assert witness.interview.calculated_json(identifying=False) == {"/sum": 5}


def test_consent_locks_what_it_governs_until_it_is_given() -> None:
    witness = Witness(
        protocol(
            question("may_we", type="select_one", choices="yes_no", kit={"grants": "SC3"}),
            question("recording", kit={"needs": ["SC3"]}),
            yes_no=["YES", "NO"],
        )
    )
    with pytest.raises(InputError, match="locked") as refused:
        witness.says("/recording", "T")
    assert refused.value.parameters["scope"] == "SC3"
    witness.says("/may_we", "YES")
    witness.says("/recording", "T")
    assert witness.interview.consent() == {"SC3": "YES"}


def test_what_was_recorded_before_consent_was_withdrawn_must_be_taken_back() -> None:
    witness = Witness(
        protocol(
            question("may_we", type="select_one", choices="yes_no", kit={"grants": "SC3"}),
            question("recording", kit={"needs": ["SC3"]}),
            yes_no=["YES", "NO"],
        )
    )
    witness.says_all({"/may_we": "YES", "/recording": "T words"})
    witness.says("/may_we", "NO")
    assert witness.problems() == {"/recording": "interview.beyond-consent"}
    assert witness.value("/recording") is None
    witness.says("/recording", None)
    assert witness.problems() == {}


def test_required_questions_are_problems_until_answered_or_marked_missing() -> None:
    witness = Witness(protocol(question("when", required="true()")))
    assert witness.problems() == {"/when": "interview.unanswered"}
    witness.says("/when", {"missing": "RF"})
    assert witness.problems() == {}


def test_a_constraint_never_loses_what_was_said() -> None:
    witness = Witness(protocol(question("age", type="integer", constraint=". < 120")))
    witness.says("/age", 400)
    assert witness.value("/age") == 400
    assert witness.problems() == {"/age": "interview.constraint"}
    witness.says("/age", 40)
    assert witness.problems() == {}


def test_a_rule_speaks_while_its_condition_holds() -> None:
    rule = {
        "name": "check_it",
        "kind": "note",
        "label": {"en": "Please look again."},
        "relevant": "/data/age > 100",
        "kit": {"level": "warning"},
    }
    witness = Witness(protocol(question("age", type="integer"), rule))
    witness.says("/age", 101)
    (problem,) = witness.interview.problems()
    assert (problem.level, problem.words["en"]) == ("warning", "Please look again.")
    witness.says("/age", 99)
    assert witness.interview.problems() == []


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, 12),
        ({"type": "integer"}, "12"),
        ({"type": "integer"}, True),
        ({"type": "decimal"}, 1.5),
        ({"type": "select_one", "choices": "colour"}, "GREEN"),
        ({"type": "select_multiple", "choices": "colour"}, ["RED", "RED"]),
        ({"kit": {"type": "fuzzy_date"}}, {"edtf": "spring"}),
        ({"kit": {"type": "fuzzy_date"}}, {"edtf": "2009", "note": "x"}),
        ({"kit": {"type": "place"}}, {"id": "KP-99"}),
        ({}, {"value": "x", "missing": "DK"}),
        ({}, {"missing": "WHO"}),
        ({}, {"value": "x", "anchor": [5, 1]}),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused_by_path_and_changes_nothing(more, wrong) -> None:
    witness = Witness(protocol(question("it", **more), colour=["RED", "BLUE"]))
    with pytest.raises(InputError) as refused:
        witness.says("/it", wrong)
    assert refused.value.parameters == {"path": "/it"}
    assert len(witness.interview.entries) == 1


def test_side_fields_travel_with_the_answer() -> None:
    sides = ["source", "certainty", "said", "anchor"]
    asked = question("who", kit={"sides": sides})
    witness = Witness(protocol(asked, source=["SAW"], certainty=["SURE"]))
    told = {"value": "T", "source": "SAW", "certainty": "SURE", "said": "…", "anchor": [10, 20]}
    witness.says("/who", told)
    assert witness.value("/who") == told
    for side in ("source", "certainty"):
        with pytest.raises(InputError, match="side-unknown"):
            witness.says("/who", {"value": "T", side: "NOPE"})
    assert witness.value("/who") == told


def test_a_side_field_that_is_not_offered_is_refused() -> None:
    witness = Witness(protocol(question("who", kit={"sides": ["said"]}), source=["SAW"]))
    for data in ({"value": "T", "source": "SAW"}, {"missing": "DK", "anchor": [1, 2]}):
        with pytest.raises(InputError, match="side-not-offered"):
            witness.says("/who", data)
    assert witness.value("/who") is None


def test_instances_keep_their_answers_when_an_earlier_one_is_removed() -> None:
    witness = Witness(protocol({"name": "leg", "kind": "repeat", "children": [question("where")]}))
    for place in ("T-A", "T-B", "T-C"):
        witness.adds("/leg")
        witness.says(f"/leg[{len(witness.interview.instances())}]/where", place)
    witness.removes("/leg[1]")
    assert witness.value("/leg[1]/where") == "T-B"
    assert witness.value("/leg[2]/where") == "T-C"
    assert witness.value("/leg[3]/where") is None


def test_removing_an_instance_needs_a_reason() -> None:
    witness = Witness(protocol({"name": "leg", "kind": "repeat", "children": [question("where")]}))
    witness.adds("/leg")
    with pytest.raises(InputError, match="reason-needed"):
        witness.removes("/leg[1]", "  ")


def test_expressions_in_an_instance_read_their_own_instance() -> None:
    leg = {
        "name": "leg",
        "kind": "repeat",
        "children": [question("place"), question("why", relevant="../place = 'T-camp'")],
    }
    witness = Witness(protocol(leg))
    witness.adds("/leg")
    witness.adds("/leg")
    witness.says_all({"/leg[1]/place": "T-home", "/leg[2]/place": "T-camp"})
    witness.says("/leg[2]/why", "T")
    with pytest.raises(InputError, match="not-relevant"):
        witness.says("/leg[1]/why", "T")


def test_a_long_text_is_journalled_as_what_changed() -> None:
    witness = Witness(protocol(question("account")))
    text = "가나다라 " * 100
    witness.says("/account", text)
    witness.says("/account", text[:50] + "끼어든 말" + text[50:])
    last = witness.interview.entries[-1]
    assert (last.kind, last.value) == (
        EntryKind.SPLICE,
        {"at": 50, "delete": 0, "insert": "끼어든 말"},
    )
    assert witness.value("/account") == text[:50] + "끼어든 말" + text[50:]


@given(st.lists(st.text(max_size=600), min_size=1, max_size=6))
def test_whatever_is_typed_the_journal_gives_it_back(texts: list[str]) -> None:
    loaded = protocol(question("account"))
    witness = Witness(loaded)
    for text in texts:
        witness.says("/account", text)
    again = Interview.fold(loaded, INTERVIEW, witness.interview.entries)
    assert again.answers_json(identifying=False) == witness.interview.answers_json(identifying=False)
    assert witness.value("/account") == (texts[-1] or None)


def test_the_fold_of_the_journal_is_the_interview() -> None:
    witness = Witness(ed_short())
    witness.says_all({"/consent/sc1": "YES", "/consent/sc2": "YES", "/witness/sex": "F"})
    witness.adds("/harm")
    witness.says("/harm/when", {"edtf": "2010-21", "words": "봄"})
    again = Interview.fold(ed_short(), INTERVIEW, witness.interview.entries)
    assert again.to_json() == witness.interview.to_json()
    assert again.problems() == witness.interview.problems()


def test_identifying_answers_leave_only_their_path_behind() -> None:
    witness = Witness(ed_short())
    witness.says_all({"/consent/sc1": "YES", "/consent/sc2": "YES", "/witness/name": "T-Hana"})
    told = witness.interview.to_json()
    assert told["apart"] == ["/witness/name"]
    assert "T-Hana" not in str(told)
    (entry,) = (one for one in witness.interview.entries if witness.interview.travels_apart(one))
    assert entry.path == "/witness/name"


def test_what_is_computed_from_an_identifying_answer_is_identifying_too() -> None:
    name = question("name", kit={"identifying": True})
    greeting = {"name": "greeting", "kind": "calculation", "calculate": "concat('T ', /data/name)"}
    declared = greeting | {"name": "known", "kit": {"identifying": False}}
    witness = Witness(protocol(name, greeting, declared))
    witness.says("/name", "Hana")
    assert witness.interview.calculated_json(identifying=True) == {"/greeting": "T Hana"}
    assert witness.interview.calculated_json(identifying=False) == {"/known": "T Hana"}


def test_the_chain_holds_without_the_values_it_commits_to() -> None:
    witness = Witness(protocol(question("name"), question("age", type="integer")))
    witness.says_all({"/name": "T-Hana", "/age": 40})
    bare = [entry.without_value() for entry in witness.interview.entries]
    assert journal.verify(INTERVIEW, bare) == witness.interview.entries[-1].hash


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_journal_with_a_changed_dropped_or_swapped_entry_is_refused(place: int) -> None:
    witness = Witness(protocol(question("name")))
    witness.says_all({"/name": "T-1"})
    witness.says("/name", "T-2")
    entries = witness.interview.entries
    changed = [journal.entry_from_json(entry.to_json()) for entry in entries]
    changed[place] = journal.entry_from_json(entries[place].to_json() | {"path": "/other"})
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, [*changed, entries[-1]])
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, entries[:place] + entries[place + 1 :] + entries[:1])
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify("u" * 26, entries)


def test_a_rule_that_asks_for_too_much_is_told_and_does_not_call_the_answer_wrong() -> None:
    others = "count(/data/r[x = current() or x = 'T' or x = 'U']) > 0"
    crowd = {
        "name": "r",
        "kind": "repeat",
        "instances": 900,
        "children": [question("x", constraint=others, default="T")],
    }
    told = Witness(protocol(crowd)).problems()
    assert set(told.values()) == {"interview.unchecked"}
    assert 0 < len(told) < 900, "the rules share one budget, and the first were checked"
