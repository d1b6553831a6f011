"""The thread that paints and hears keys never reads, writes, decrypts or loads a protocol."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import CTRL, Person
from gui_thread import PURE, Watch, watched
from interviews import CONSENT
from PySide6.QtCore import Qt
from stations import PASSPHRASE, Stations, record

from interview_kit_ui.language import LANGUAGE


def seen(watch: Watch) -> list[str]:
    return sorted({*watch.calls, *watch.files} - PURE)


@pytest.fixture
def at_the_door(stations: Stations, locked_person: Person) -> Person:
    """Somebody in front of a locked workspace with one interview in it."""
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    return locked_person


def opens_the_interview(person: Person) -> None:
    person.unlock(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.conducting)


def test_invariant_12_opening_answering_and_locking_leave_the_gui_thread_free(at_the_door: Person) -> None:
    person = at_the_door
    with watched() as watch:
        opens_the_interview(person)
        for section in ("/witness", "/story", "/harm", "/further", "/use", "/closing", "seal"):
            person.conduct.show_section(section)
        person.conduct.show_section("/witness")
        person.go_to("/witness/name")
        person.type("T-언니")
        person.saved()
        person.press(Qt.Key.Key_Z, CTRL)
        LANGUAGE.use("ko")
        LANGUAGE.use("en")
        person.press(Qt.Key.Key_L, CTRL)
        person.until(lambda: person.started_over)
    assert seen(watch) == []


def test_invariant_12_attaching_sealing_and_exporting_leave_it_free(
    locked_person: Person, stations: Stations, tmp_path: Path
) -> None:
    person = locked_person
    with stations.laptop() as laptop:
        record(laptop)
    picture = tmp_path / "letter.png"
    picture.write_bytes(b"invented picture " * 700)
    with watched() as watch:
        opens_the_interview(person)
        person.conduct.show_section("/further")
        person.paths = [picture]
        person.click(person.buttons("Choose a file")[-1])
        person.until(lambda: person.buttons("Attach"))
        person.push("Attach")
        person.saved()
        person.conduct.show_section("seal")
        person.push("Seal and forget")
        person.until(lambda: not person.conducting)
        person.paths = [stations.stick]
        person.push("Export sealed interviews")
        person.until(lambda: any("Bundles copied to" in notice for notice in person.notices()))
    assert seen(watch) == []
