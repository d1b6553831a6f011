"""One interview has several recordings: of each sitting, and of a recorder of the interviewer's own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import soundfile
from sound_stand_ins import HEADSET
from stations import Stations
from testimony import AGREED, Begin, Testimony, kept

from interview_kit.interview import events
from interview_kit.interview.events import What
from interview_kit.interview.journal import EntryKind
from interview_kit.sound import RATE, tone


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four seconds from a recorder of one's own."""
    made = io.BytesIO()
    with soundfile.SoundFile(made, "w", RATE, 1, format="WAV", subtype="PCM_16") as sound:
        sound.buffer_write(tone(10 * RATE, 4 * RATE), "int16")
    path = tmp_path / "T-recorder.wav"
    path.write_bytes(made.getvalue())
    return path


@pytest.mark.parametrize("protocol", ["ed-short", "ed-full"])
def test_every_sitting_has_its_own_and_they_lie_on_one_line(
    sit_down: Begin, stations: Stations, protocol: str
) -> None:
    told = sit_down(HEADSET, protocol=protocol)
    for seconds in (2, 3, 1):
        told.record()
        told.hear(seconds)
        told.stop()
    told.person.go_away()
    assert [(one.at, one.length, one.answers) for one in kept(stations)[1]] == [
        (0, 2000, True),
        (2000, 3000, True),
        (5000, 1000, True),
    ]


def test_a_file_of_another_recorder_is_put_behind_what_was_recorded_and_played(
    testimony: Testimony, stations: Stations, file: Path
) -> None:
    testimony.record()
    testimony.hear(2)
    testimony.stop()
    testimony.person.paths = [file]
    testimony.see_sound()
    testimony.person.push("Bring in a file from another recorder")
    testimony.person.until(lambda: "was brought in" in testimony.sheet.notice.accessibleDescription())
    testimony.person.push("Listen")
    sheet = testimony.listening
    testimony.person.until(lambda: len(sheet._sounds) == 2)
    sheet.table.select([*sheet._sounds][1])
    testimony.person.push("Play")
    testimony.person.until(testimony.machine.loudspeaker.running.is_set)
    testimony.person.go_away()
    interview, (own, brought) = kept(stations)
    assert (own.at, own.length, brought.at, brought.length) == (0, 2000, 2000, 4000)
    noted = [events.from_json(entry.value) for entry in interview.entries if entry.kind is EntryKind.EVENT]
    assert [one.at for one in noted if one.what in (What.SOUND, What.SILENCE)] == [0, 2000, 2000, 6000]


def test_bringing_in_needs_consent(sit_down: Begin) -> None:
    told = sit_down(HEADSET, answers={**AGREED, "/consent/sc3": "NO"})
    told.see_sound()
    assert not told.person.buttons("Bring in a file from another recorder")


def test_bringing_in_needs_no_microphone(sit_down: Begin, stations: Stations, file: Path) -> None:
    told = sit_down()
    told.person.paths = [file]
    told.see_sound()
    told.person.push("Bring in a file from another recorder")
    told.person.until(lambda: "was brought in" in told.sheet.notice.accessibleDescription())
    told.person.go_away()
    assert [(one.at, one.length) for one in kept(stations)[1]] == [(0, 4000)]
