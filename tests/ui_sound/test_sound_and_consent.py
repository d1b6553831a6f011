"""The witness decides about sound: nothing is recorded before they agree, nor after they no longer do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sound_stand_ins import HEADSET
from stations import Stations
from testimony import AGREED, ALT, F9, Begin, Testimony, kept

from interview_kit.interview.soundline import SoundLine
from interview_kit.vault.sounds import Sound
from interview_kit_ui.sound.listen_sheet import ListenSheet
from interview_kit_ui.sound.player import Player
from interview_kit_ui.sound.sound_desk import Phase


def take_consent_back(testimony: Testimony) -> None:
    """Record for three seconds, until the witness no longer allows it."""
    testimony.record()
    testimony.hear(3)
    testimony.person.conduct.show_section("/consent")
    testimony.person.pick("/consent/sc3", "NO")
    testimony.person.until(lambda: testimony.phase is Phase.OFF and not testimony.sound.busy)


def test_before_the_witness_agreed_the_key_says_what_is_wanting(sit_down: Begin) -> None:
    told = sit_down(HEADSET, answers={**AGREED, "/consent/sc3": "NO"})
    assert told.pill.text() == "No recording"
    told.person.press(F9)
    assert "The witness has to agree first to: " in told.sheet.notice.accessibleDescription()
    assert (told.phase, told.machine.heard_by) == (Phase.OFF, [])


def test_agreeing_unlocks_it_at_once(sit_down: Begin, stations: Stations) -> None:
    told = sit_down(HEADSET, answers={**AGREED, "/consent/sc3": "NO"}, section="/consent")
    told.person.pick("/consent/sc3", "YES")
    assert told.pill.text() == "Record"
    told.record()
    told.hear(2)
    told.person.go_away()
    assert [one.length for one in kept(stations)[1]] == [2000]


def test_taking_consent_back_stops_it_and_keeps_it_from_travelling(
    testimony: Testimony, stations: Stations
) -> None:
    take_consent_back(testimony)
    assert testimony.machine.listening is not None
    assert testimony.machine.listening._sink is None, "nobody listens any more"
    assert testimony.pill.text() == "No recording"
    assert "no longer allows recording" in testimony.see_sound().notice.accessibleDescription()
    testimony.person.press(F9)
    assert testimony.phase is Phase.OFF
    testimony.person.go_away()
    assert [(one.length, one.answers) for one in kept(stations)[1]] == [(3000, False)]


def test_what_was_kept_apart_travels_again_once_the_witness_allows_it(
    testimony: Testimony, stations: Stations
) -> None:
    """A key that was pressed by mistake must not cost the first hour: sealing would destroy it."""
    take_consent_back(testimony)
    testimony.person.pick("/consent/sc3", "YES")
    testimony.person.until(testimony.sound_answer)
    testimony.record()
    testimony.hear(1)
    testimony.person.go_away()
    assert [(one.length, one.answers) for one in kept(stations)[1]] == [(3000, True), (1000, True)]


def test_what_is_no_longer_allowed_is_not_played_and_can_be_destroyed(
    testimony: Testimony, stations: Stations
) -> None:
    take_consent_back(testimony)
    testimony.person.press(F9, ALT)
    sheet = testimony.listening
    testimony.person.until(lambda: sheet._sounds)
    testimony.person.push("Play")
    assert "no longer allows this recording" in sheet.notice.accessibleDescription()
    assert not testimony.machine.loudspeaker.running.is_set()
    testimony.person.push("Destroy")
    testimony.person.press(Qt.Key.Key_Tab)
    testimony.person.press(Qt.Key.Key_Return)
    testimony.person.saved()
    testimony.person.go_away()
    assert kept(stations)[1] == []
    assert not any((stations.folder / "laptop" / "attachments").iterdir())


@pytest.mark.parametrize("answers", [True, False])
def test_a_recording_that_lies_apart_can_be_destroyed_where_it_is_listened_to(
    testimony: Testimony, answers: bool
) -> None:
    window = testimony.person.window
    sheet = ListenSheet(
        testimony.sound, Player(testimony.machine, testimony.person.worker.side), lambda *_: None, window
    )
    destroyed: list[object] = []
    sheet.destroy_wanted.connect(destroyed.append)
    sound = Sound("a" * 26, "/story/recording", "audio/ogg", 1000, None, answers=answers)
    sheet.show_sounds((sound,), SoundLine(()))
    sheet.open()
    offered = testimony.person.buttons("Destroy")
    assert bool(offered) == (not answers)
    for button in offered:
        testimony.person.click(button)
    assert destroyed == ([] if answers else [sound])
