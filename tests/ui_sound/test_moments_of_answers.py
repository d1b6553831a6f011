"""An answer that is given while sound is recorded knows its moment, and one can listen there."""

from __future__ import annotations

from typing import cast

import pytest
from desktop import CTRL
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from sound_stand_ins import FakeMachine
from stations import Stations
from testimony import ALT, F7, F9, Testimony, kept

from interview_kit.interview.moments import moment_of
from interview_kit.sound import pitch
from interview_kit_ui.sound.listen_sheet import ListenSheet
from interview_kit_ui.sound.sound_desk import Phase
from tests.test_sound_decoding import heard_pitch


def heard(machine: FakeMachine) -> float:
    """Let the loudspeaker play for half a second, and return the pitch of that."""
    speaker = machine.loudspeaker
    assert speaker.running.wait(10)
    speaker.pass_time(0.5)
    return heard_pitch(speaker.samples, speaker.rate)


def test_it_is_from_when_one_went_there_until_it_was_written_down(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(3)
    testimony.person.go_to("/account/words")
    testimony.hear(4)
    testimony.person.type("T-that night")
    testimony.person.saved()
    assert testimony.place_of("/account/words") == (3000, 7000)
    assert testimony.person.chip("/account/words", "Listen 00:03").isChecked()


def test_whoever_went_there_before_it_was_recorded_answers_from_its_beginning(testimony: Testimony) -> None:
    testimony.person.go_to("/account/words")
    testimony.record()
    testimony.hear(2)
    testimony.person.type("T")
    testimony.person.saved()
    assert testimony.place_of("/account/words") == (0, 2000)


def test_what_is_mended_later_without_sound_keeps_its_moment(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.person.go_to("/account/words")
    testimony.person.type("T-one")
    testimony.person.saved()
    testimony.stop()
    testimony.person.type(" T-two")
    testimony.person.saved()
    assert testimony.place_of("/account/words") == (2000, 2000)
    testimony.person.press(Qt.Key.Key_A, CTRL)
    testimony.person.press(Qt.Key.Key_Delete)
    testimony.person.until(lambda: testimony.person.answer("/account/words") is None)


def test_one_listens_from_the_moment_of_an_answer_by_its_chip(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(5)
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.person.saved()
    testimony.hear(3)
    testimony.stop()
    testimony.person.press(Qt.Key.Key_L, ALT)
    testimony.person.until(lambda: testimony.listening.player.playing)
    assert heard(testimony.machine) == pytest.approx(pitch(5), abs=5)


def test_a_key_listens_from_the_answer_one_is_at_in_any_question(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.person.pick("/account/topics", "CUSTODY")
    testimony.hear(2)
    testimony.stop()
    assert testimony.place_of("/account/topics") is None, "its question keeps no moment"
    testimony.person.press(F9, ALT)
    testimony.person.until(lambda: testimony.listening.player.playing)
    assert heard(testimony.machine) == pytest.approx(pitch(0), abs=5)


def test_nothing_is_played_while_it_is_recorded(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.person.saved()
    testimony.person.press(F9, ALT)
    assert "Pause it first" in testimony.listening.notice.accessibleDescription()
    assert not testimony.machine.loudspeaker.running.is_set()
    testimony.pause()
    testimony.person.push("Play")
    testimony.person.until(lambda: testimony.listening.player.playing)


def test_what_is_played_rests_once_it_is_recorded(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.pause()
    testimony.person.press(F9, ALT)
    testimony.person.push("Play")
    testimony.person.until(testimony.machine.loudspeaker.running.is_set)
    testimony.record()
    assert not testimony.listening.player.playing
    testimony.person.until(lambda: not testimony.machine.loudspeaker.running.is_set())
    assert "Pause it first" in testimony.listening.notice.accessibleDescription()


def test_a_sound_that_comes_after_its_sheet_was_closed_stays_quiet(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    testimony.person.press(F9, ALT)
    player = testimony.listening.player
    testimony.person.push("Play")
    testimony.person.press(Qt.Key.Key_Escape)
    testimony.person.worked()
    assert not player.playing
    assert not testimony.machine.loudspeaker.running.is_set()


def test_who_asks_twice_to_listen_gets_one_sheet(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    for _ in range(2):
        testimony.person.press(F9, ALT)
    testimony.person.worked()
    assert testimony._sheets(ListenSheet) == [testimony.listening]


def test_who_asks_to_listen_and_leaves_at_once_hears_nothing(testimony: Testimony) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    testimony.person.press(F9, ALT)
    testimony.person.push("Back to the list")
    testimony.person.until(lambda: not testimony.person.conducting)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    testimony.person.worked()
    assert testimony._sheets(ListenSheet) == []
    assert not testimony.machine.loudspeaker.running.is_set()


def test_a_key_begins_a_note_with_the_place_and_one_writes_on(
    testimony: Testimony, stations: Stations
) -> None:
    testimony.person.go_to("/account/notes")
    testimony.person.type("T-before")
    testimony.record()
    testimony.hear(2)
    testimony.person.go_to("/account/words")
    testimony.hear(1)
    testimony.person.press(F7)
    assert testimony.person.focus_in("/account/notes")
    testimony.person.type("T-her coat")
    testimony.person.until(lambda: testimony.pill.text() == "Marked 00:03")
    testimony.person.saved()
    testimony.person.go_away()
    interview, _ = kept(stations)
    notes = cast(dict[str, object], interview.answers_json(identifying=False)["/account/notes"])
    assert notes["value"] == "T-before\n00:03 T-her coat"
    assert moment_of(interview.entries, "/account/notes") == 3000


def test_a_mark_leads_nobody_out_of_another_section_and_is_found_when_listening(testimony: Testimony) -> None:
    testimony.record()
    testimony.person.conduct.show_section("/witness")
    testimony.person.go_to("/witness/name")
    testimony.hear(3)
    testimony.person.press(F7)
    testimony.person.until(lambda: testimony.pill.text() == "Marked 00:03")
    assert testimony.person.focus_in("/witness/name")
    testimony.person.until(lambda: testimony.person.answer("/account/notes"))
    testimony.hear(2)
    testimony.stop()
    testimony.person.press(F9, ALT)
    sheet = testimony.listening
    sheet.table.select("at 3000")
    testimony.person.push("Play")
    testimony.person.until(lambda: sheet.player.playing)
    assert heard(testimony.machine) == pytest.approx(pitch(3), abs=5)


def test_nothing_is_marked_while_nothing_is_recorded(testimony: Testimony) -> None:
    testimony.person.press(F7)
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.person.saved()
    assert testimony.phase is Phase.OFF
    assert testimony.person.answer("/account/notes") is None
    assert testimony.place_of("/account/words") is None
