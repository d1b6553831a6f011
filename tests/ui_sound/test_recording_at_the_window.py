"""A testimony is recorded with the whole program, by keys, and nothing that was said is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import CTRL
from PySide6.QtCore import Qt
from sound_stand_ins import BUILT_IN, HEADSET, Muted
from stations import Stations
from testimony import F6, F9, Begin, Testimony, kept

from interview_kit.interview import events
from interview_kit.interview.events import What
from interview_kit.interview.journal import EntryKind
from interview_kit.vault import recordings
from interview_kit_ui.sound.sound_desk import Phase


def test_it_pauses_goes_on_and_is_an_attachment_of_the_draft_when_it_stops(
    testimony: Testimony, stations: Stations
) -> None:
    testimony.record()
    testimony.hear(3)
    assert (testimony.pill.text(), testimony.pill._time) == ("Recording", "00:03")
    testimony.pause()
    assert testimony.pill.text() == "Paused"
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    testimony.person.until(lambda: testimony.sound_answer() is not None)
    testimony.person.go_away()
    interview, (sound,) = kept(stations)
    assert (sound.length, sound.answers, sound.media) == (5000, True, "audio/ogg")
    noted = [events.from_json(entry.value) for entry in interview.entries if entry.kind is EntryKind.EVENT]
    assert [event.at for event in noted if event.what in (What.SOUND, What.SILENCE)] == [0, 3000, 3000, 5000]


def test_nothing_is_recorded_during_a_break_and_it_goes_on_after_it(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.person.press(F6)
    testimony.person.until(lambda: testimony.phase is Phase.RESTING)
    assert testimony.pill.text() == "Paused"
    testimony.person.press(F6)
    testimony.person.until(lambda: testimony.phase is Phase.RUNNING)
    testimony.hear(1)
    assert testimony.sound.elapsed == 3000


def test_what_was_just_begun_is_not_recorded_during_a_break_either(testimony: Testimony) -> None:
    testimony.person.press(F9)
    testimony.person.press(F6)
    testimony.person.until(lambda: testimony.phase is Phase.RESTING and not testimony.sound.busy)
    microphone = testimony.machine.listening
    assert microphone is not None
    testimony.person.until(lambda: microphone._sink is None)
    testimony.person.press(F6)
    testimony.person.until(lambda: testimony.phase is Phase.RUNNING)


def test_a_break_that_ends_as_soon_as_it_began_stops_nothing(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(1)
    for _ in range(2):
        testimony.person.press(F6)
    testimony.person.until(lambda: testimony.phase is Phase.RUNNING and not testimony.sound.busy)
    assert testimony.machine.heard_by == [HEADSET.id, HEADSET.id], "it was let go of, and asked again"
    testimony.hear(1)


def test_the_key_records_nothing_during_a_break_and_says_so(testimony: Testimony) -> None:
    testimony.person.press(F6)
    testimony.person.worked()
    testimony.person.press(F9)
    assert "There is a break" in testimony.sheet.notice.accessibleDescription()
    assert (testimony.phase, testimony.sound.busy) == (Phase.OFF, False)


def test_who_records_before_anything_is_answered_has_sat_down(testimony: Testimony) -> None:
    assert testimony.person.buttons("Table")
    testimony.record()
    testimony.person.until(lambda: testimony.person.buttons("0 min"))


def test_what_was_paused_before_a_break_stays_paused_after_it(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(1)
    testimony.pause()
    for _ in range(2):
        testimony.person.press(F6)
        testimony.person.saved()
    assert not testimony.person.conduct._sitting.resting
    assert testimony.phase is Phase.RESTING


def test_the_keys_work_while_the_sheet_is_open_and_in_a_field(testimony: Testimony) -> None:
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.record()
    testimony.see_sound()
    testimony.hear(1)
    testimony.person.press(F9)
    testimony.person.until(lambda: testimony.phase is Phase.RESTING)
    assert testimony.sheet._state.text() == "Paused at 00:01"
    testimony.person.press(F9, CTRL)
    testimony.person.until(lambda: testimony.phase is Phase.OFF)
    assert testimony.sheet._state.text() == "Not recording"


def test_a_microphone_that_is_lost_raises_an_alarm_and_keeps_what_it_heard(
    testimony: Testimony, stations: Stations
) -> None:
    testimony.record()
    testimony.hear(4)
    microphone = testimony.microphone
    testimony.machine.take((BUILT_IN,))
    microphone.unplug()
    testimony.person.until(lambda: testimony.phase is Phase.RESTING and not testimony.sound.busy)
    assert testimony.alarm.isVisible()
    assert testimony.alarm.accessibleName() == "The microphone is gone: nothing is being recorded."
    assert testimony.pill.text() == "Microphone gone"
    testimony.record()
    assert not testimony.alarm.isVisible()
    testimony.hear(1)
    testimony.person.go_away()
    assert [one.length for one in kept(stations)[1]] == [5000]


def test_the_last_microphone_may_go_and_the_interview_goes_on(
    testimony: Testimony, stations: Stations
) -> None:
    testimony.record()
    testimony.hear(2)
    microphone = testimony.microphone
    testimony.machine.take(())
    microphone.unplug()
    testimony.person.until(lambda: testimony.phase is Phase.RESTING and not testimony.sound.busy)
    assert testimony.alarm.isVisible()
    testimony.person.go_to("/account/words")
    testimony.person.type("T-told on")
    testimony.person.saved()
    testimony.person.press(F9)
    assert "Plug a microphone in, or go on without sound." in testimony.sheet.notice.accessibleDescription()
    testimony.person.press(Qt.Key.Key_Escape)
    testimony.stop()
    assert not testimony.alarm.isVisible()
    testimony.person.go_away()
    interview, (sound,) = kept(stations)
    assert (sound.length, sound.answers) == (2000, True)
    assert interview.answers_json(identifying=False)["/account/words"] == "T-told on"


def test_a_microphone_that_hears_nothing_raises_an_alarm_that_leads_to_another(
    testimony: Testimony, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sound_stand_ins.FakeRecorder", Muted)
    testimony.record()
    testimony.hear(9)
    testimony.person.until(testimony.alarm.isVisible)
    assert testimony.alarm.accessibleName() == "The microphone hears nothing at all."
    assert testimony.phase is Phase.RUNNING
    monkeypatch.undo()
    testimony.person.push("See to it")
    testimony.sheet._device.setCurrentIndex(1)
    testimony.sheet._device.activated.emit(1)
    testimony.person.until(lambda: testimony.machine.heard_by == [HEADSET.id, BUILT_IN.id])
    testimony.hear(1)
    testimony.person.until(testimony.alarm.isHidden)
    assert testimony.pill.text() == "Recording"


def test_without_a_microphone_the_interview_goes_on_and_the_pill_says_so(sit_down: Begin) -> None:
    told = sit_down()
    assert told.pill.text() == "No microphone"
    told.person.press(F9)
    assert "The interview goes on without sound" in told.sheet.notice.accessibleDescription()
    told.person.press(Qt.Key.Key_Escape)
    told.person.go_to("/account/words")
    told.person.type("T-without sound")
    told.person.saved()
    assert told.person.answer("/account/words") == "T-without sound"
    told.machine.take((HEADSET,))
    assert told.pill.text() == "Record"


def test_a_battery_that_is_pulled_takes_two_seconds_of_sound_at_most(
    testimony: Testimony, stations: Stations, tmp_path: Path
) -> None:
    testimony.record()
    testimony.hear(9)
    left = stations.copied_to(tmp_path / "after")  # what is on the disk at this very moment
    with left.laptop() as laptop:
        assert recordings.recover(laptop) == 1
    (sound,) = kept(left)[1]
    assert sound.answers
    assert 7000 <= (sound.length or 0) <= 9000


def test_going_back_to_the_list_keeps_the_sound(testimony: Testimony, stations: Stations) -> None:
    testimony.record()
    testimony.hear(3)
    testimony.person.push("Back to the list")
    testimony.person.until(lambda: not testimony.person.conducting)
    session = testimony.person.window.session
    assert session is not None
    testimony.person.until(lambda: not session.recording)
    testimony.person.go_away()
    assert [(one.length, one.answers) for one in kept(stations)[1]] == [(3000, True)]


def test_locking_keeps_the_sound(testimony: Testimony, stations: Stations) -> None:
    testimony.record()
    testimony.hear(3)
    testimony.person.press(Qt.Key.Key_L, CTRL)
    testimony.person.until(lambda: testimony.person.started_over)
    assert [(one.length, one.answers) for one in kept(stations)[1]] == [(3000, True)]


def test_undo_never_takes_a_recording_back(testimony: Testimony, stations: Stations) -> None:
    """Whoever wants to take back a word says it again; an hour of testimony nobody can."""
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.person.saved()
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    testimony.person.conduct._to_list.setFocus()
    testimony.person.press(Qt.Key.Key_Z, CTRL)
    testimony.person.until(lambda: testimony.person.reads("undo leaves it alone"))
    testimony.person.press(Qt.Key.Key_Escape)
    testimony.person.go_away()
    assert [(one.answers, one.length) for one in kept(stations)[1]] == [(True, 2000)]
