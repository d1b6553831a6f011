"""A file belongs to the testimony as long as consent covers it, and is destroyed if the witness wishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import CTRL, Person
from interviews import stored
from PySide6.QtCore import Qt
from stations import Stations

from interview_kit.errors import InputError


@pytest.fixture
def with_file(interviewer: Person, tmp_path: Path) -> Person:
    """Somebody who has just put a sound file into the interview."""
    recording = tmp_path / "recording.wav"
    recording.write_bytes(b"invented sound" * 1000)
    interviewer.paths = [recording]
    interviewer.conduct.show_section("/story")
    interviewer.push("Choose a file")
    interviewer.saved()
    return interviewer


def withheld(stations: Stations) -> list[bool]:
    """Return of every answer to the question for the recording whether its value was destroyed."""
    return [one.withheld for one in stored(stations).entries if one.path == "/story/recording"]


def test_a_file_shows_its_kind_size_and_digest(with_file: Person) -> None:
    answer = with_file.answer("/story/recording")
    assert isinstance(answer, dict)
    assert with_file.reads(f"audio/x-wav · 14 KB · SHA-256 {str(answer['sha256'])[:12]}…")


def test_a_file_can_be_taken_out(with_file: Person) -> None:
    with_file.push("Remove")
    with_file.saved()
    assert with_file.answer("/story/recording") is None
    assert with_file.reads("No file")


def test_a_damaged_file_that_keeps_from_sealing_is_named_by_its_question(with_file: Person) -> None:
    picture, page = with_file.conduct.picture, with_file.conduct._seal_page
    assert picture is not None
    asked = picture.nodes["/story/recording"].definition.label["en"]
    with_file.conduct.show_section("seal")
    page.show_refusal(InputError("bundle.attachment-damaged", path="/story/recording"))
    assert f"“{asked}” is damaged" in page._refusal.accessibleDescription()


def test_what_lies_beyond_consent_is_locked_and_can_be_destroyed(
    with_file: Person, stations: Stations
) -> None:
    with_file.conduct.show_section("/consent")
    with_file.pick("/consent/sc3", "NO")
    with_file.conduct.show_section("/story")
    assert with_file.reads("Locked until the witness agrees to: voice recording.")
    with_file.push("Destroy")
    with_file.press(Qt.Key.Key_Tab)
    with_file.press(Qt.Key.Key_Return)
    with_file.until(lambda: with_file.answer("/story/recording") is None)
    with_file.go_away()
    assert withheld(stations) == [True, False]
    assert not any((stations.folder / "laptop" / "attachments").iterdir())


def test_a_file_that_is_gone_is_told_at_its_question(interviewer: Person, tmp_path: Path) -> None:
    interviewer.paths = [tmp_path / "gone.wav"]
    interviewer.conduct.show_section("/story")
    interviewer.push("Choose a file")
    interviewer.until(lambda: interviewer.reads("is not there"))
    assert interviewer.answer("/story/recording") is None
    interviewer.saved()


def test_everything_beyond_consent_is_destroyed_at_once_from_the_palette(
    with_file: Person, stations: Stations
) -> None:
    with_file.press(Qt.Key.Key_K, CTRL)
    assert not with_file.reads("Destroy everything the witness no longer allows")
    with_file.press(Qt.Key.Key_Escape)
    with_file.conduct.show_section("/consent")
    with_file.pick("/consent/sc3", "NO")
    with_file.press(Qt.Key.Key_K, CTRL)
    with_file.type("destroy everything")
    with_file.press(Qt.Key.Key_Return)
    with_file.press(Qt.Key.Key_Tab)
    with_file.press(Qt.Key.Key_Return)
    with_file.until(lambda: with_file.answer("/story/recording") is None)
    with_file.go_away()
    assert withheld(stations) == [True, False]
    assert not any((stations.folder / "laptop" / "attachments").iterdir())
