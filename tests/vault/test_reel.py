"""A recording goes from the microphone to the answer of a question, and the journal tells of its pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interview_kit.errors import InputError
from interview_kit.interview import events
from interview_kit.interview.answer import Answer, attachment_value
from interview_kit.interview.journal import EntryKind
from interview_kit.sound import OPUS, FakeRecorder
from interview_kit.sound_tape import Told
from interview_kit.vault import drafts, recordings, reel, sound_places, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.reel import Outcome, Reel
from interview_kit.vault.workspace import Workspace
from tests.interview.forms import protocol, question
from tests.stations import Stations

SOUND: dict[str, Any] = {"type": "attachment", "media_type": "audio/*"}
SCOPE = question("allowed", kit={"grants": "SC3"})
ROWS = protocol(
    SCOPE,
    {"name": "sitting", "kind": "repeat", "children": [question("sound", **SOUND, kit={"needs": ["SC3"]})]},
    question("notes", kit={"stamps": True}),
)
ONE = protocol(question("sound", **SOUND))


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as workspace:
        yield workspace


@pytest.fixture
def draft(laptop: Workspace) -> Draft:
    draft = drafts.begin(laptop, ROWS)
    draft.answer("/allowed", Answer("YES"))
    return draft


class Table:
    """A reel, its microphone, and how much was heard."""

    def __init__(self, laptop: Workspace, draft: Draft) -> None:
        self.microphone, self.draft, self.heard = FakeRecorder(), draft, 0
        told = Told(self._hear, int, str, bool, str, int)
        self.reel: Reel = reel.begin(laptop, draft, OPUS, self.microphone, told)

    def _hear(self, _level: object, length: int) -> None:
        self.heard = length

    def record(self, seconds: int) -> None:
        wanted = self.heard + 1000 * seconds
        until(lambda: self.microphone._sink is not None)
        self.microphone.pass_time(seconds)
        until(lambda: self.heard >= wanted)


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def told(draft: Draft) -> list[tuple[str, int | None]]:
    entries = (entry for entry in draft.interview.entries if entry.kind is EntryKind.EVENT)
    found = (events.from_json(entry.value) for entry in entries)
    return [(event.what.value, event.at) for event in found]


def test_pauses_are_journalled_and_the_whole_is_one_answer(laptop: Workspace, draft: Draft) -> None:
    table = Table(laptop, draft)
    table.record(3)
    table.reel.pause(draft)
    table.reel.pause(draft)
    table.microphone.pass_time(60)
    table.reel.go_on(draft, table.microphone)
    table.record(2)
    assert table.reel.end(draft) is Outcome.ANSWER
    assert told(draft) == [("sound", 0), ("silence", 3000), ("sound", 3000), ("silence", 5000)]
    (sound,) = sounds.listing(laptop, draft)
    assert (sound.length, sound.answers, sound.path) == (5000, True, table.reel.path)


def test_every_sitting_has_a_recording_of_its_own_in_a_new_row(laptop: Workspace, draft: Draft) -> None:
    for seconds in (2, 3):
        table = Table(laptop, draft)
        table.record(seconds)
        table.reel.end(draft)
    assert [(one.length, one.at) for one in sounds.listing(laptop, draft)] == [(2000, 0), (3000, 2000)]


def test_a_row_that_is_empty_is_used_before_another_is_added(laptop: Workspace, draft: Draft) -> None:
    draft.add("/sitting")
    place = sound_places.place_for(laptop, draft)
    assert [one.path() for one in draft.interview.nodes() if one.stable_path() == place] == [
        "/sitting[1]/sound"
    ]


def test_where_there_is_one_place_a_second_recording_is_refused(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, ONE)
    table = Table(laptop, draft)
    with pytest.raises(InputError, match="no-room"):
        sound_places.place_for(laptop, draft)
    table.record(1)
    table.reel.end(draft)
    with pytest.raises(InputError, match="no-room"):
        sound_places.place_for(laptop, draft)


def test_without_consent_there_is_no_place_and_no_row(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, ROWS)
    with pytest.raises(InputError, match="locked"):
        sound_places.place_for(laptop, draft)
    assert not [one for one in draft.interview.nodes() if one.path().startswith("/sitting")]


def test_a_protocol_that_asks_for_no_sound_has_no_place(laptop: Workspace) -> None:
    with pytest.raises(InputError, match="no-place"):
        sound_places.place_for(laptop, drafts.begin(laptop, protocol(question("words"))))


def test_what_was_recorded_when_consent_is_taken_back_waits_and_can_be_destroyed(
    laptop: Workspace, draft: Draft
) -> None:
    table = Table(laptop, draft)
    table.record(2)
    draft.answer("/allowed", Answer("NO"))
    assert table.reel.end(draft) is Outcome.WAITING
    (kept,) = sounds.listing(laptop, draft)
    assert (kept.answers, kept.length, kept.locked) == (False, 2000, ("SC3",))
    with pytest.raises(InputError, match="locked"):
        sounds.open_sound(laptop, draft, kept.id)
    draft.withdraw(kept.path)
    assert sounds.listing(laptop, draft) == []


def test_what_waits_is_destroyed_with_all_that_is_no_longer_allowed(laptop: Workspace, draft: Draft) -> None:
    table = Table(laptop, draft)
    table.record(2)
    draft.answer("/allowed", Answer("NO"))
    assert table.reel.end(draft) is Outcome.WAITING
    draft.withdraw_all()
    assert sounds.listing(laptop, draft) == []
    assert not any((laptop.folder / "attachments").iterdir())


def test_what_the_witness_no_longer_allows_is_not_opened_until_they_do_again(
    laptop: Workspace, draft: Draft
) -> None:
    table = Table(laptop, draft)
    table.record(2)
    table.reel.end(draft)
    draft.answer("/allowed", Answer("NO"))
    (kept,) = sounds.listing(laptop, draft)
    assert (kept.answers, kept.locked) == (True, ("SC3",))
    with pytest.raises(InputError, match="locked"):
        sounds.open_sound(laptop, draft, kept.id)
    draft.answer("/allowed", Answer("YES"))
    assert [one.locked for one in sounds.listing(laptop, draft)] == [()]
    sounds.open_sound(laptop, draft, kept.id).close()


@pytest.mark.parametrize("end", ["stopped", "locked", "crashed"])
def test_a_recording_whose_row_is_taken_back_under_it_is_kept_in_another(
    laptop: Workspace, draft: Draft, end: str
) -> None:
    table = Table(laptop, draft)
    table.record(2)
    draft.undo()
    assert not draft.interview.instances()
    if end == "stopped":
        assert table.reel.end(draft) is Outcome.ANSWER
    elif end == "locked":
        table.reel.abandon(draft)
    else:
        table.reel._tape.end()
        table.reel._recording.close()
        assert recordings.recover(laptop) == 1
    again = drafts.open_draft(laptop, draft.interview.id)
    assert [(one.answers, one.length) for one in sounds.listing(laptop, again)] == [(True, 2000)]
    assert [*again.interview.instances()] == ["/sitting[1]"]


def test_a_recording_never_goes_where_less_consent_is_asked_for(laptop: Workspace) -> None:
    other = question("other", **SOUND)
    draft = drafts.begin(laptop, protocol(SCOPE, question("sound", **SOUND, kit={"needs": ["SC3"]}), other))
    draft.answer("/allowed", Answer("YES"))
    table = Table(laptop, draft)
    table.record(2)
    draft.answer("/sound", Answer(attachment_value("a" * 26, "audio/ogg", bytes(32), 0)))
    assert table.reel.end(draft) is Outcome.WAITING


def test_a_recording_that_is_destroyed_while_it_runs_is_gone(laptop: Workspace, draft: Draft) -> None:
    table = Table(laptop, draft)
    table.record(2)
    draft.withdraw(table.reel.path)
    assert table.reel.end(draft) is Outcome.GONE
    assert sounds.listing(laptop, draft) == []


def test_a_workspace_that_closes_leaves_a_whole_recording(laptop: Workspace, draft: Draft) -> None:
    table = Table(laptop, draft)
    table.record(2)
    table.reel.abandon(draft)
    assert told(draft)[-1] == ("silence", 2000)
    assert [one.answers for one in sounds.listing(laptop, draft)] == [True]


def test_a_place_that_is_marked_gets_a_line_to_write_on(laptop: Workspace, draft: Draft) -> None:
    table = Table(laptop, draft)
    table.record(2)
    draft.answer("/notes", Answer("T before"))
    assert sounds.mark(draft, table.reel.at) == "/notes"
    assert sounds.mark(draft, 3_725_000) == "/notes"
    notes = draft.interview.answers_json(identifying=False)["/notes"]
    assert notes == "T before\n00:02 \n1:02:05 "
    assert ("stamp", 2000) in told(draft)
    table.reel.abandon(draft)


class Startled(Table):
    """A window that cannot take in what it is told."""

    def _hear(self, level: object, length: int) -> None:
        super()._hear(level, length)
        if length == 2000:
            raise RuntimeError("T-window")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mishap_of_the_window_ends_the_sound_and_neither_loses_it_nor_stops_the_interview(
    laptop: Workspace, draft: Draft
) -> None:
    table = Startled(laptop, draft)
    table.record(2)
    until(lambda: table.microphone._sink is None)
    table.reel.pause(draft)
    draft.answer("/notes", Answer("T: and then"))
    assert table.reel.end(draft) is Outcome.ANSWER
    assert [one.length for one in sounds.listing(laptop, draft)] == [2000]
