"""The laptop's clock is recorded and not believed: what jumped is told before the entry that saw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from interview_kit.errors import InputError
from interview_kit.interview import clock, journal
from interview_kit.interview.answer import Answer
from interview_kit.interview.clock import Clock
from interview_kit.interview.journal import EntryKind
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.workspace import Workspace
from tests.interview.forms import protocol, question
from tests.stations import Stations

HOUR = 3_600_000
FORM = protocol(question("place"))


@dataclass
class Hands:
    """The hands of two clocks; one of them a person can set."""

    wall: int = 1_772_355_600_123
    steady: int = 50_000

    def sitting(self) -> Clock:
        """The clocks as a sitting that begins now has them."""
        return Clock(lambda: self.wall, lambda: self.steady)

    def pass_by(self, milliseconds: int) -> None:
        self.wall += milliseconds
        self.steady += milliseconds


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


def jumps(draft: Draft) -> list[object]:
    return [entry.value for entry in draft.interview.entries if entry.kind is EntryKind.CLOCK]


@pytest.mark.parametrize(("set_by", "noticed"), [(HOUR, True), (-HOUR, True), (1_900, False), (0, False)])
def test_a_clock_that_somebody_sets_during_a_sitting_is_noticed(
    laptop: Workspace, set_by: int, noticed: bool
) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())
    hands.pass_by(20_000)
    draft.answer("/place", Answer("T-one"))
    hands.wall += set_by
    hands.pass_by(500_000)
    draft.answer("/place", Answer("T-two"))
    draft.answer("/place", Answer("T-three"))
    assert jumps(draft) == ([{"jumped_ms": set_by}] if noticed else [])
    again = drafts.open_draft(laptop, draft.interview.id, hands.sitting())
    assert jumps(again) == jumps(draft), "told with the answer, in one transaction, and only once"
    kinds = [entry.kind for entry in again.interview.entries]
    assert kinds[2:4] == ([EntryKind.CLOCK, EntryKind.ANSWER] if noticed else [EntryKind.ANSWER] * 2)


def test_entries_bear_the_time_the_clock_said(laptop: Workspace) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())
    hands.pass_by(1)
    assert draft.answer("/place", Answer("T")).saved == "2026-03-01T09:00:00.124Z"
    assert draft.interview.entries[0].time == "2026-03-01T09:00:00.123Z"


def test_from_one_sitting_to_the_next_a_clock_that_went_back_is_seen(laptop: Workspace) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())
    hands.wall -= HOUR
    hands.steady = 7
    draft = drafts.open_draft(laptop, draft.interview.id, hands.sitting())
    draft.answer("/place", Answer("T-one"))
    draft.answer("/place", Answer("T-two"))
    assert jumps(draft) == [{"went_back_ms": HOUR}]


def test_that_it_went_ahead_meanwhile_nobody_can_tell_from_time_that_passed(laptop: Workspace) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())
    hands.wall += 24 * HOUR
    draft = drafts.open_draft(laptop, draft.interview.id, hands.sitting())
    draft.answer("/place", Answer("T-one"))
    assert jumps(draft) == []


def test_a_jump_that_could_not_be_stored_is_told_the_next_time(
    laptop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())

    def full(*_: object) -> None:
        raise InputError("files.disk-full", path="T")

    hands.wall += HOUR
    with monkeypatch.context() as disk:
        disk.setattr(StoredJournal, "append", full)
        with pytest.raises(InputError):
            draft.answer("/place", Answer("T-one"))
    draft.answer("/place", Answer("T-one"))
    assert jumps(draft) == [{"jumped_ms": HOUR}]


def test_an_undo_reaches_beyond_a_jump_of_the_clock(laptop: Workspace) -> None:
    hands = Hands()
    draft = drafts.begin(laptop, FORM, hands.sitting())
    draft.answer("/place", Answer("T-one"))
    hands.wall += HOUR
    draft.answer("/place", Answer("T-two"))
    draft.undo()
    draft.undo()
    assert draft.interview.answers_json(identifying=False) == {}
    journal.verify(draft.interview.id, draft.interview.entries)


def test_the_machine_has_a_clock_that_goes_on_by_itself() -> None:
    first = clock.steady_ms()
    assert 0 < first <= clock.steady_ms()
    assert Clock().look("").time[:4] >= "2025"
