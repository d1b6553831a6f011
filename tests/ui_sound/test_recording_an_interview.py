"""Sound is recorded on screen: it starts, pauses, loses its microphone, and is never lost itself."""

from __future__ import annotations

import pytest
from interview_table import Table
from sound_stand_ins import BUILT_IN, HEADSET, Muted
from stations import Stations

from interview_kit.sound import FLAC
from interview_kit.sound_decoding import Decoder
from interview_kit.vault import drafts, sounds
from interview_kit.vault.reel import Outcome
from interview_kit_ui.sound.sound_desk import FEW_MINUTES, Phase, Trouble


def test_a_recording_with_a_pause_becomes_the_answer(table: Table) -> None:
    table.begin()
    table.hear(3)
    table.rest()
    assert not table.session.recording
    table.go_on()
    assert table.session.recording
    table.hear(2)
    table.stop()
    assert (table.ended, table.session.recording) == ([Outcome.ANSWER], False)
    assert [(one.length, one.answers) for one in table.sounds()] == [(5000, True)]


def test_each_recording_goes_on_where_the_one_before_ended(table: Table) -> None:
    for _ in range(2):
        table.begin()
        table.hear(2)
        table.stop()
    assert [(one.at, one.length) for one in table.sounds()] == [(0, 2000), (2000, 2000)]


def test_nothing_is_recorded_before_the_witness_allows_it(table: Table) -> None:
    table.answer("/consent/allowed", "NO")
    table.sound.press()
    assert table.sound.wanting == ("SC3",)
    assert (table.sound.phase, table.sound.busy) == (Phase.OFF, False)


def test_recording_stops_at_once_where_consent_is_taken_back(table: Table) -> None:
    table.begin()
    table.hear(2)
    table.answer("/consent/allowed", "NO")
    table.until(lambda: table.ended)
    assert (table.ended, table.sound.phase) == ([Outcome.WAITING], Phase.OFF)
    assert table.sound.withdrawn
    assert [one.answers for one in table.sounds()] == [False]


def test_a_microphone_that_is_pulled_out_is_told_and_another_goes_on(table: Table) -> None:
    table.begin()
    table.hear(2)
    microphone = table.microphone
    table.machine.take((BUILT_IN,))
    microphone.unplug()
    table.until(lambda: table.sound.phase is Phase.RESTING and not table.sound.busy)
    assert table.sound.worst is Trouble.LOST
    table.go_on()
    assert table.sound.worst is None
    table.hear(1)
    table.stop()
    assert table.machine.heard_by == [HEADSET.id, BUILT_IN.id]
    assert [one.length for one in table.sounds()] == [3000]


def test_a_microphone_that_hears_nothing_is_told_until_it_does(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sound_stand_ins.FakeRecorder", Muted)
    table.begin()
    table.hear(9)
    table.until(lambda: table.sound.worst is Trouble.SILENT)
    monkeypatch.undo()
    table.sound.choose(BUILT_IN)
    table.until(lambda: table.sound.worst is None)
    table.hear(1)
    assert table.sound.level.peak > -20


def test_a_disk_with_little_room_is_told(table: Table) -> None:
    table.begin()
    table.sound._space.emit(FEW_MINUTES - 1)
    assert table.sound.worst is Trouble.FEW_MINUTES
    table.sound._space.emit(FEW_MINUTES)
    assert table.sound.worst is None


def test_locking_keeps_a_recording_whole(table: Table, stations: Stations) -> None:
    table.begin()
    table.hear(4)
    assert table.bench.draft is not None
    identifier, closed = table.bench.draft.interview.id, list[bool]()
    table.session.quit(lambda: closed.append(True))
    table.until(lambda: closed)
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, identifier)
        (sound,) = sounds.listing(laptop, draft)
    assert (sound.length, sound.answers) == (4000, True)


def test_every_sample_can_be_kept(table: Table) -> None:
    table.sound.use_form("flac")
    table.begin()
    table.hear(2)
    table.stop()
    (kept,) = table.sounds()
    assert kept.media == FLAC.media
    assert table.bench.draft is not None
    rates: list[int] = []

    def look(workspace: object, draft: object) -> int:
        with sounds.open_sound(workspace, draft, kept.id) as reader, Decoder(reader) as decoder:  # type: ignore[arg-type]
            return decoder.length

    table.bench.work(look, rates.append, lambda error: pytest.fail(str(error)))
    table.until(lambda: rates)
    assert rates == [2000]


def test_a_place_is_marked_while_recording_and_at_no_other_time(table: Table) -> None:
    marked: list[tuple[str, int]] = []
    table.sound.marked.connect(lambda path, at: marked.append((path, at)))
    table.sound.mark()
    assert table.sound.at is None
    table.begin()
    table.hear(2)
    assert table.sound.at == 2000
    table.sound.mark()
    table.until(lambda: marked)
    assert marked == [("/account/notes", 2000)]


def test_without_a_microphone_everything_else_goes_on(table: Table) -> None:
    table.machine.take(())
    table.sound.press()
    assert (table.sound.device, table.sound.can_record, table.sound.busy) == (None, False, False)
    table.machine.take((BUILT_IN,))
    assert table.sound.device is BUILT_IN
    assert table.sound.can_record
