"""Undo and redo are entries of the journal like any other, and the state is the fold of what they leave."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.undoing import Standing
from interview_kit.protocol.library import LoadedProtocol
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question


def form() -> LoadedProtocol:
    """What depends on answers here: relevance, a calculation, a count, and what is inside of instances."""
    return protocol(
        question("many", type="integer"),
        question("account"),
        {"name": "leg", "kind": "repeat", "children": [question("where"), question("why")]},
        {"name": "stay", "kind": "repeat", "repeat_count": "/data/many", "children": [question("place")]},
        question("more", relevant="count(/data/leg) > 1"),
        {"name": "sum", "kind": "calculation", "calculate": "concat(/data/account, count(/data/stay))"},
        {"name": "last", "kind": "calculation", "calculate": "/data/leg[last()]/where"},
    )


def seen(interview: Interview) -> list[tuple[object, ...]]:
    """All that anybody can see of an interview's tree."""
    return [
        (node.stable_path(), node.path(), node.answer, node.text, node.relevant, node.withheld)
        for node in interview.nodes()
    ]


def folded(witness: Witness) -> list[tuple[object, ...]]:
    entries = witness.interview.entries
    journal.verify(INTERVIEW, entries)
    return seen(Interview.fold(witness.interview.loaded, INTERVIEW, entries))


def test_what_is_undone_is_as_if_it_had_not_been_said_and_stays_in_the_journal() -> None:
    witness = Witness(form())
    witness.says("/account", "T-one")
    witness.says("/account", "T-two")
    change = witness.undoes()
    assert (witness.value("/account"), "/account" in change.paths) == ("T-one", True)
    assert [entry.value for entry in witness.interview.entries[1:3]] == [
        {"value": "T-one"},
        {"value": "T-two"},
    ]
    witness.undoes()
    assert witness.value("/account") is None
    assert witness.interview.to_undo is None
    witness.redoes()
    witness.redoes()
    assert (witness.value("/account"), witness.interview.to_redo) == ("T-two", None)


def test_an_instance_that_was_removed_comes_back_in_its_place_with_what_it_held() -> None:
    witness = Witness(form())
    for number, place in enumerate(("T-A", "T-B"), start=1):
        witness.adds("/leg")
        witness.says(f"/leg[{number}]/where", place)
    before = seen(witness.interview)
    witness.removes("/leg[1]")
    assert witness.value("/leg[1]/where") == "T-B"
    witness.undoes()
    assert seen(witness.interview) == before


def test_whoever_acts_after_an_undo_has_nothing_to_redo() -> None:
    witness = Witness(form())
    witness.says("/account", "T-one")
    witness.undoes()
    witness.says("/many", 1)
    assert witness.interview.to_redo is None
    witness.undoes()
    assert witness.interview.to_undo is None


ACTS = st.one_of(
    st.tuples(st.just("many"), st.integers(0, 3)),
    st.tuples(st.just("account"), st.text(max_size=400)),
    st.tuples(st.just("where"), st.integers(1, 3)),
    st.tuples(st.just("place"), st.integers(1, 3)),
    st.tuples(st.sampled_from(["add", "remove", "move", "undo", "redo", "clear"]), st.just(1)),
)


def act(witness: Witness, what: str, with_: Any) -> None:
    """Do it, if it can be done now."""
    present = witness.interview.instances()
    match what:
        case "many" | "account":
            witness.says(f"/{what}", with_)
        case "clear":
            witness.says("/account", None)
        case "where" if f"/leg[{with_}]" in present:
            witness.says(f"/leg[{with_}]/where", "T-there")
        case "place" if f"/stay[{with_}]" in present:
            witness.says(f"/stay[{with_}]/place", "T-here")
        case "add":
            witness.adds("/leg")
        case "remove" if "/leg[1]" in present:
            witness.removes("/leg[1]")
        case "move" if "/leg[3]" in present:
            witness.moves("/leg[1]", 3)
        case "undo" if witness.interview.to_undo:
            witness.undoes()
        case "redo" if witness.interview.to_redo:
            witness.redoes()


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_whatever_is_done_and_undone_the_fold_from_nothing_is_the_same(acts: list[tuple[str, Any]]) -> None:
    witness = Witness(form())
    for what, with_ in acts:
        act(witness, what, with_)
        assert seen(witness.interview) == folded(witness)


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_undoing_everything_is_the_beginning_and_redoing_everything_the_end(
    acts: list[tuple[str, Any]],
) -> None:
    witness = Witness(form())
    beginning = seen(witness.interview)
    for what, with_ in acts:
        act(witness, what, with_)
    end, undone = folded(witness), 0
    while witness.interview.to_undo:
        witness.undoes()
        undone += 1
    assert seen(witness.interview) == beginning
    for _ in range(undone):
        witness.redoes()
    assert seen(witness.interview) == folded(witness) == end


def appended(witness: Witness, kind: EntryKind, value: JsonValue) -> list[Entry]:
    entries = witness.interview.entries
    return [
        *entries,
        journal.link(INTERVIEW, entries[-1], kind=kind, path="", value=value, author=AUTHOR),
    ]


@pytest.mark.parametrize(
    "named", [1, 2, 4, 5, 6, 99], ids=["begin", "earlier", "undone", "undo not the last", "itself", "later"]
)
def test_an_undo_that_nobody_could_have_made_is_refused(named: int) -> None:
    """Entries 2 to 4 are answers; 5 takes back 4 and 6 brings it back, and 7 takes it back again."""
    witness = Witness(form())
    for text in ("T-one", "T-two", "T-three"):
        witness.says("/account", text)
    witness.undoes()
    witness.redoes()
    witness.undoes()
    named = {6: 8}.get(named, named)
    entries = appended(witness, EntryKind.UNDO, {"counter": named})
    journal.verify(INTERVIEW, entries)
    with pytest.raises(RefusedError, match="journal-line"):
        Interview.fold(witness.interview.loaded, INTERVIEW, entries)


@pytest.mark.parametrize("named", [3, 7])
def test_only_the_last_action_or_the_last_undo_can_be_named(named: int) -> None:
    witness = Witness(form())
    for text in ("T-one", "T-two", "T-three"):
        witness.says("/account", text)
    witness.undoes()
    witness.redoes()
    witness.undoes()
    again = Interview.fold(
        witness.interview.loaded, INTERVIEW, appended(witness, EntryKind.UNDO, {"counter": named})
    )
    told = again.answers_json(identifying=False)["/account"]
    assert told == {3: "T-one", 7: "T-three"}[named]


@pytest.mark.parametrize(
    "value",
    [None, {}, {"counter": "2"}, {"counter": True}, {"counter": 0}, {"counter": 2, "more": 1}],
    ids=str,
)
def test_an_undo_says_one_thing_only(value: JsonValue) -> None:
    witness = Witness(form())
    witness.says("/account", "T-one")
    *_, last = appended(witness, EntryKind.UNDO, value)
    with pytest.raises(RefusedError, match="journal-line"):
        journal.entry_from_json(last.to_json())


def test_the_history_of_an_answer_tells_what_was_said_and_what_was_undone() -> None:
    witness = Witness(form())
    witness.adds("/leg")
    witness.says("/leg[1]/where", "T-A")
    witness.says("/leg[1]/where", "T-B")
    witness.undoes()
    witness.says("/leg[1]/where", None)
    stable = witness.interview.entries[-1].path
    told = [
        (one.counter, one.kind.value, one.answer and one.answer.value, one.in_force)
        for one in witness.interview.history("/leg[1]/where")
    ]
    assert told == [
        (3, "answer", "T-A", True),
        (4, "answer", "T-B", False),
        (6, "clear", None, True),
    ]
    witness.removes("/leg[1]")
    assert [one.counter for one in witness.interview.history(stable)] == [3, 4, 6]


def test_the_history_of_a_long_text_tells_each_time_the_whole_of_it() -> None:
    witness = Witness(form())
    text = "가나다라 " * 100
    for added in ("", "그리고", "그러나"):
        if added == "그러나":
            witness.undoes()
        witness.says("/account", text + added)
    told = witness.interview.history("/account")
    assert [one.kind for one in told] == [EntryKind.ANSWER, EntryKind.SPLICE, EntryKind.SPLICE]
    assert [one.answer.value for one in told if one.answer] == [text, text + "그리고", text + "그러나"]


def seconds_to_undo_out_of_turn(count: int) -> float:
    """Undo and redo, in a journal of which the disk lost a part, always what stands in the middle."""
    entries = [entry_of(counter, EntryKind.ANSWER, "T") for counter in range(1, count + 1)]
    for one in range(count // 2):
        entries.append(entry_of(len(entries) + 1, EntryKind.UNDO, {"counter": count // 2 - one}))
    for one in range(count // 4):
        entries.append(entry_of(len(entries) + 1, EntryKind.UNDO, {"counter": count + count // 4 + one}))
    begun = time.perf_counter()
    left = list(Standing(range(1, len(entries) + 1)).take_all(entries))
    taken = time.perf_counter() - begun
    assert sum(entry.kind is EntryKind.ANSWER for entry in left) == count - count // 2 + count // 4
    return taken


def entry_of(counter: int, kind: EntryKind, value: JsonValue) -> Entry:
    return Entry(counter, "", kind, "/account", AUTHOR, b"", b"", bytes(32), value)


def test_four_times_as_many_undos_out_of_turn_take_about_four_times_as_long() -> None:
    """And not sixteen times: with a journal as long as it may be, that was half a minute."""
    few = min(seconds_to_undo_out_of_turn(2_000) for _ in range(3))
    many = min(seconds_to_undo_out_of_turn(8_000) for _ in range(3))
    assert many < 9 * few
