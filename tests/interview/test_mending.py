"""A journal of which a damaged disk left a part: what is left stays as it is, and the gap is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import journal
from interview_kit.interview.clock import Clock
from interview_kit.interview.course import course
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.mending import mend
from interview_kit.interview.notes import Gap
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question

OTHER = "b" * 64
FORM = protocol(
    question("account"),
    question("age", type="integer"),
    {"name": "leg", "kind": "repeat", "children": [question("where")]},
)


def story() -> Witness:
    """Counters: 2 account, 3 account changed, 4 leg added, 5 where, 6 age, 7 undo, 8 age, 9 where."""
    witness = Witness(FORM)
    witness.says("/account", "가나다라 " * 100)
    witness.says("/account", "가나다라 " * 100 + "끝")
    witness.adds("/leg")
    witness.says("/leg[1]/where", "T-A")
    witness.says("/age", 40)
    witness.undoes()
    witness.says("/age", 41)
    witness.says("/leg[1]/where", "T-B")
    return witness


def without(entries: list[Entry], *lost: int) -> list[Entry]:
    return [entry for entry in entries if entry.counter not in lost]


def mended(entries: list[Entry], *, author: str = AUTHOR, workspace: str = INTERVIEW) -> list[Entry]:
    return mend(INTERVIEW, entries, author, Clock(), workspace=workspace)


def told(entries: list[Entry]) -> tuple[dict[str, JsonValue], int]:
    journal.verify(INTERVIEW, entries)
    interview = Interview.fold(FORM, INTERVIEW, entries)
    return interview.answers_json(identifying=False), interview.passed_over


def test_a_whole_journal_comes_back_as_it_is() -> None:
    entries = story().interview.entries
    assert mended(entries) == entries


def test_what_is_left_stays_to_the_byte_and_the_gap_is_named_at_the_end() -> None:
    entries = without(story().interview.entries, 2, 3)
    *left, repair = mended(entries)
    assert left == entries
    assert (repair.kind, repair.value) == (EntryKind.REPAIR, {"gaps": [{"after": 1, "before": 4}]})
    assert told([*left, repair]) == ({"/leg[1]/where": "T-B", "/age": 41}, 0)
    assert course([*left, repair], 0).lost == 2


@pytest.mark.parametrize(
    ("lost", "answers", "passed_over"),
    [
        ([2], {"/leg[1]/where": "T-B", "/age": 41}, 1),  # a change of words that are gone
        ([4], {"/account": "가나다라 " * 100 + "끝", "/age": 41}, 2),  # answers of an instance nobody added
        ([6], {"/account": "가나다라 " * 100 + "끝", "/leg[1]/where": "T-B", "/age": 41}, 0),
        ([7, 8], {"/account": "가나다라 " * 100 + "끝", "/leg[1]/where": "T-B", "/age": 40}, 0),
        ([5, 7], {"/account": "가나다라 " * 100 + "끝", "/leg[1]/where": "T-B", "/age": 41}, 0),
    ],
    ids=str,
)
def test_what_no_longer_fits_is_passed_over_and_counted(
    lost: list[int], answers: dict[str, JsonValue], passed_over: int
) -> None:
    assert told(mended(without(story().interview.entries, *lost))) == (answers, passed_over)


def test_an_interview_goes_on_after_it_was_mended() -> None:
    entries = mended(without(story().interview.entries, 4))
    witness = Witness(FORM)
    witness.interview = Interview.fold(FORM, INTERVIEW, entries)
    assert witness.interview.to_undo is None, "a repair is never undone"
    witness.says("/age", 42)
    witness.undoes()
    assert told(witness.interview.entries)[0]["/age"] == 41


def test_where_the_end_was_lost_nobody_knows_how_much() -> None:
    entries = story().interview.entries
    damaged = [*entries[:-1], replace(entries[-1], value={"value": "T-C"})]
    for found in (
        mended(damaged),
        mend(INTERVIEW, entries[:-1], AUTHOR, Clock(), workspace=INTERVIEW, end_lost=True),
    ):
        assert found[:-1] == entries[:-1]
        assert journal.gaps(found) == (Gap(8, None),)
        assert told(found)[0]["/leg[1]/where"] == "T-A"


def test_an_entry_that_the_next_one_does_not_vouch_for_is_lost() -> None:
    entries = story().interview.entries
    entries[4] = replace(entries[4], time="2001-01-01T00:00:00.000Z")
    assert journal.gaps(mended(entries)) == (Gap(4, 6),)


@pytest.mark.parametrize("lost", [(1,), (1, 2, 3)])
def test_without_its_beginning_a_journal_is_beyond_repair(lost: tuple[int, ...]) -> None:
    with pytest.raises(RefusedError, match="beyond-repair"):
        mended(without(story().interview.entries, *lost))
    with pytest.raises(RefusedError, match="beyond-repair"):
        mended([])


def test_what_is_mended_under_other_keys_is_taken_over_first() -> None:
    left = without(story().interview.entries, 8)
    *_, takeover, repair = found = mended(left, author=OTHER, workspace="u" * 26)
    assert (takeover.kind, takeover.author) == (EntryKind.TAKEOVER, OTHER)
    assert (repair.kind, repair.author) == (EntryKind.REPAIR, OTHER)
    assert journal.continued_in(found) == (OTHER, "u" * 26)
    journal.verify(INTERVIEW, found)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sets(st.integers(2, 14), max_size=5), min_size=1, max_size=3), st.booleans())
def test_whatever_is_lost_however_often_the_rest_verifies_and_folds(
    losses: list[set[int]], end_lost: bool
) -> None:
    entries = story().interview.entries
    for lost in losses:
        left = without(entries, *lost)
        entries = mend(INTERVIEW, left, AUTHOR, Clock(), workspace=INTERVIEW, end_lost=end_lost)
        assert entries[: len(left)] == left
        told(entries)
    counters = [entry.counter for entry in entries]
    named = {
        number
        for gap in journal.gaps(entries)
        if gap.before is not None
        for number in range(gap.after + 1, gap.before)
    }
    assert named == set(range(1, counters[-1] + 1)) - set(counters)


def relinked(entries: list[Entry], kind: EntryKind, value: JsonValue, author: str = AUTHOR) -> list[Entry]:
    return [
        *entries,
        journal.link(INTERVIEW, entries[-1], kind=kind, path="", value=value, author=author),
    ]


@pytest.mark.parametrize(
    "gaps",
    [
        [{"after": 3, "before": 5}],
        [{"after": 3, "before": 6}],
        [{"after": 4, "before": 7}],
        [{"after": 4, "before": 6}, {"after": 4, "before": 6}],
        [{"after": 4, "before": 6}, {"after": 6, "before": 8}],
        [{"after": 4, "before": 6}, {"after": 7, "before": None}],
        [{"after": 4, "before": 6}, {"after": 99, "before": None}],
        [{"after": 4, "before": 6}, {"after": 10, "before": 12}],
    ],
    ids=str,
)
def test_a_repair_that_names_another_gap_than_there_is_breaks_the_chain(gaps: JsonValue) -> None:
    entries = without(story().interview.entries, 5)
    journal.verify(INTERVIEW, relinked(entries, EntryKind.REPAIR, {"gaps": [{"after": 4, "before": 6}]}))
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, relinked(entries, EntryKind.REPAIR, {"gaps": gaps}))


def test_no_counter_excuses_a_chain_that_does_not_fit() -> None:
    """Not even one below zero, where no repair could name a gap."""
    entries = story().interview.entries
    for counter in (-1, 0, 1, 99):
        forged = replace(entries[-1], counter=counter, previous=bytes(32))
        with pytest.raises(RefusedError, match="journal-broken"):
            journal.verify(INTERVIEW, [*entries[:-1], forged])


def test_a_lost_end_is_named_once() -> None:
    entries = story().interview.entries[:-2]
    end: JsonValue = {"after": entries[-1].counter, "before": None}
    journal.verify(INTERVIEW, relinked(entries, EntryKind.REPAIR, {"gaps": [end]}))
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, relinked(entries, EntryKind.REPAIR, {"gaps": [end, end]}))


def test_repairs_that_name_gaps_without_end_are_refused_at_once() -> None:
    """Each would be compared with all that a later repair names."""
    many: list[JsonValue] = [{"after": 3 * one, "before": 3 * one + 2} for one in range(1, 30_000)]
    entries = story().interview.entries
    for _ in range(3):
        entries = relinked(entries, EntryKind.REPAIR, {"gaps": many})
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, entries)


def test_a_gap_that_only_an_earlier_repair_names_breaks_the_chain() -> None:
    """A repair speaks of what was lost before it, and not of what its author means to lose later."""
    entries = relinked(story().interview.entries, EntryKind.REPAIR, {"gaps": [{"after": 10, "before": 12}]})
    with pytest.raises(RefusedError, match="journal-broken"):
        journal.verify(INTERVIEW, entries)


def test_the_author_changes_only_by_a_takeover_that_names_the_one_before() -> None:
    entries = story().interview.entries
    value = {"from": AUTHOR, "workspace": "u" * 26, "why": "restored"}
    journal.verify(INTERVIEW, taken := relinked(entries, EntryKind.TAKEOVER, value, OTHER))
    for wrong in (
        relinked(entries, EntryKind.CLOCK, {"jumped_ms": 5}, OTHER),
        relinked(entries, EntryKind.TAKEOVER, value | {"from": OTHER}, OTHER),
        relinked(taken, EntryKind.CLOCK, {"jumped_ms": 5}, AUTHOR),
    ):
        with pytest.raises(RefusedError, match="journal-author"):
            journal.verify(INTERVIEW, wrong)


SHAPES: list[tuple[EntryKind, JsonValue]] = [
    (EntryKind.CLOCK, {"jumped_ms": 0}),
    (EntryKind.CLOCK, {"went_back_ms": -1}),
    (EntryKind.CLOCK, {"jumped_ms": 1, "went_back_ms": 1}),
    (EntryKind.TAKEOVER, {"from": AUTHOR, "workspace": "u" * 26}),
    (EntryKind.TAKEOVER, {"from": AUTHOR, "workspace": "u" * 26, "why": "found"}),
    (EntryKind.TAKEOVER, {"from": "A" * 64, "workspace": "u" * 26, "why": "restored"}),
    (EntryKind.REPAIR, {"gaps": []}),
    (EntryKind.REPAIR, {"gaps": [{"after": 3, "before": 4}]}),
    (EntryKind.REPAIR, {"gaps": [{"after": 0, "before": 4}]}),
    (EntryKind.REPAIR, {"gaps": [{"after": 3}]}),
]


@pytest.mark.parametrize(("kind", "value"), SHAPES, ids=str)
def test_an_entry_about_the_journal_itself_has_one_form(kind: EntryKind, value: JsonValue) -> None:
    *_, last = relinked(story().interview.entries, kind, value)
    with pytest.raises(RefusedError, match="journal-line"):
        journal.entry_from_json(last.to_json())


def test_an_entry_about_the_journal_itself_is_never_withheld() -> None:
    *_, last = relinked(story().interview.entries, EntryKind.CLOCK, {"jumped_ms": 5000})
    assert journal.entry_from_json(last.to_json()) == last
    for wrong in (last.without_value(), replace(last, path="/account")):
        with pytest.raises(RefusedError, match="journal-line"):
            journal.entry_from_json(wrong.to_json())
