"""What an interviewer does with a sealed interview: hands it over, corrects it, learns that it is safe."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import CTRL, SHIFT, Person
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from stations import PASSPHRASE, Stations, record_and_seal

from interview_kit.interview.journal import now
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import team
from interview_kit.vault import backup
from interview_kit.vault.interviews import Listed
from interview_kit_ui.field import home
from interview_kit_ui.widgets.sheet import Sheet


@pytest.fixture
def person(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Person]:
    """Somebody whose one interview is sealed."""
    with stations.laptop() as laptop:
        record_and_seal(laptop)
    person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json")
    person.unlock(PASSPHRASE)
    yield person
    person.go_away()


def rows(person: Person) -> tuple[Listed, ...]:
    assert person.home.picture is not None
    return person.home.picture.rows


def export(person: Person, stations: Stations) -> None:
    person.paths = [stations.stick]
    person.push("Export sealed interviews")
    person.until(lambda: any("Bundles copied to" in notice for notice in person.notices()))


def test_a_copy_on_the_laptop_s_own_disk_is_no_copy_on_a_stick(
    person: Person, stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(person, stations)
    assert any("on the same disk as the workspace" in notice for notice in person.notices())
    monkeypatch.setattr(home, "on_one_disk", lambda *_: False)  # as on a stick
    export(person, stations)
    person.until(lambda: any("Eject the stick" in notice for notice in person.notices()))


def correct(person: Person) -> None:
    """Take down what the witness wants to say otherwise, up to the page where it is sealed."""
    person.push("Correct or withdraw")
    person.until(lambda: person.conducting)
    person.pick("/wish/kind", "CORRECTION")
    person.pick("/wish/channel", "CALL")
    person.pick("/wish/sure", "YES")
    person.conduct.show_section("/words")
    for path, text in (("/words/part", "T-체포"), ("/words/now", "T-그다음 해 봄")):
        person.go_to(path)
        person.type(text)
        person.saved()
    person.conduct.show_section("/closing")
    person.pick("/closing/readback", "YES")
    person.conduct.show_section("seal")
    assert person.reads("Ready to be sealed")


def test_one_enter_too_many_seals_nothing(person: Person) -> None:
    correct(person)
    person.press(Qt.Key.Key_Return)
    person.worked()
    assert person.conducting
    assert person.buttons("Seal and forget")


def test_no_key_is_taken_in_while_it_is_sealed(person: Person) -> None:
    correct(person)
    person.saved()
    session, gate = person.window.session, threading.Event()
    assert session is not None
    session.run(lambda _workspace: gate.wait(10), lambda _done: None)
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_F6, SHIFT)
    person.press(Qt.Key.Key_F6)
    assert person.reads("Sealing")
    gate.set()
    person.until(lambda: not person.conducting)
    person.worked()
    assert not any(sheet.isVisible() for sheet in person.window.findChildren(Sheet))


def test_a_sealed_interview_is_corrected_from_the_list(person: Person, stations: Stations) -> None:
    (first,) = rows(person)
    correct(person)
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: not person.conducting)
    person.until(lambda: len(rows(person)) == 2 and all(row.number for row in rows(person)))
    assert {row.about for row in rows(person)} == {None, first.interview}

    export(person, stations)
    with stations.office() as office:
        assert import_bundles(office, [stations.stick]).quarantined == []
        (shown,) = archive.listing(office)
        assert shown.amendments[0].answers["/words/now"] == "T-그다음 해 봄"


def test_one_goes_on_from_a_section_that_an_answer_skips_as_one_comes_to_it(person: Person) -> None:
    person.push("Correct or withdraw")
    person.until(lambda: person.conducting)
    person.pick("/wish/kind", "CORRECTION")
    person.question("/wish/kind").focus_answer()
    person.press(Qt.Key.Key_1)  # taken back, and nobody waits for it
    person.press(Qt.Key.Key_PageDown, CTRL)
    assert person.conduct.place == "/words/part"
    person.saved()
    person.press(Qt.Key.Key_PageDown, CTRL)
    person.until(lambda: person.on_screen("/closing/readback"))
    person.press(Qt.Key.Key_PageUp, CTRL)
    person.until(lambda: person.on_screen("/wish/kind"))


def test_what_is_for_corrections_is_not_offered_for_a_new_interview(person: Person) -> None:
    assert person.home.picture is not None
    assert [one.key for one in person.home.picture.protocols] == ["ed-full@1", "ed-short@1"]


def test_the_handover_sheet_is_saved_for_what_was_exported(
    person: Person, stations: Stations, tmp_path: Path
) -> None:
    assert person.buttons("Handover sheet") == []
    export(person, stations)
    person.until(lambda: person.buttons("Handover sheet"))
    person.paths = [tmp_path / "handover.pdf"]
    person.push("Handover sheet")
    person.until(lambda: any("Handover sheet saved" in notice for notice in person.notices()))
    words = PdfReader(tmp_path / "handover.pdf").pages[0].extract_text().replace("\0", "")
    assert stations.bundle.name in words


def test_an_interview_is_shown_as_safe_once_a_team_pack_says_so(person: Person, stations: Stations) -> None:
    export(person, stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
        office.keyring.set_recovery_code()
        backup.write(office, stations.new_folder("safe place"), now())
        team.write_team_pack(office, stations.stick / "team.ikp")
    person.home.show_room("office")
    person.paths = [stations.stick / "team.ikp"]
    person.push("Choose the pack")
    person.push("Take the pack")
    person.until(lambda: rows(person)[0].progress == "safe")
    assert any("Safe now: 1" in notice for notice in person.notices())
