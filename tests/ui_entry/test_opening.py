"""Opening a workspace: named or chosen, with a wrong passphrase and the right one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtCore import Qt
from stations import PASSPHRASE, create_laptop, create_office

from interview_kit.vault.header import Purpose
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.entry.welcome import Welcome
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.field.home import INTERVIEWS
from interview_kit_ui.office.desk import OfficeDesk
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.practice import PracticeBar

Start = Callable[..., Person]


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "laptop"
    create_laptop(folder).close()
    return folder


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "training"
    create_laptop(folder, Purpose.PRACTICE).close()
    return folder


def practising(person: Person) -> bool:
    return any(bar.isVisible() for bar in person.window.findChildren(PracticeBar))


def test_a_wrong_passphrase_is_told_calmly_and_the_right_one_opens(start: Start, laptop: Path) -> None:
    person = start(laptop)
    person.type("quiet river at noon")
    person.press(Qt.Key.Key_Return)
    assert person.reads("Trying the passphrase")
    person.until(person.notices)
    assert person.notices()[0].startswith("This passphrase does not open the workspace.")
    assert person.screen(Unlock).findChild(PassphraseField).text() == ""  # type: ignore[union-attr]
    person.unlock(PASSPHRASE)
    person.screen(FieldDesk)


def test_a_passphrase_may_be_typed_before_the_core_is_loaded(start: Start, laptop: Path) -> None:
    person = start(laptop)
    assert person.window.session is None
    person.unlock(PASSPHRASE)


def test_an_empty_passphrase_asks_for_nothing(start: Start, laptop: Path) -> None:
    person = start(laptop)
    person.press(Qt.Key.Key_Return)
    assert not person.reads("Trying the passphrase")


def test_the_window_bears_no_name(start: Start, laptop: Path) -> None:
    person = start(laptop)
    assert person.window.windowTitle() == "Interview Kit"
    person.unlock(PASSPHRASE)
    assert person.window.windowTitle() == "Interview Kit"


def test_practice_is_seen_before_and_after_unlocking(start: Start, practice: Path, laptop: Path) -> None:
    person = start(practice)
    person.until(lambda: practising(person))
    person.unlock(PASSPHRASE)
    assert practising(person)
    person.home.show_room(INTERVIEWS)
    person.begin()
    assert practising(person)
    real = start(laptop)
    real.until(lambda: real.reads("An interviewer's workspace"))
    assert not practising(real)


def test_a_folder_that_is_no_workspace_is_told_at_once(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path)
    person.until(person.notices)
    assert person.notices()[0].startswith("There is no workspace in")
    person.push("Another workspace")
    person.screen(Welcome)


def test_a_folder_is_chosen_and_remembered_for_next_time(start: Start, laptop: Path) -> None:
    person = start()
    person.paths = [laptop]
    person.push("Open a workspace")
    person.unlock(PASSPHRASE)
    person.go_away()
    again = start()
    again.push(f"Open “{laptop.name}”")
    assert again.screen(Unlock).folder == laptop


def test_an_office_opens_its_own_desk(start: Start, tmp_path: Path) -> None:
    create_office(tmp_path / "office").close()
    person = start(tmp_path / "office")
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.screen(OfficeDesk)
    assert person.buttons("Dark")


def test_language_and_look_are_at_hand_and_remembered(start: Start, laptop: Path) -> None:
    person = start(laptop)
    person.push("Dark")
    person.push("한국어")
    assert person.reads("작업 공간")
    person.go_away()
    again = start(laptop)
    assert again.preferences.theme == "dark"


def test_the_window_closes_at_once_where_nothing_is_open(start: Start, laptop: Path) -> None:
    person = start(laptop)
    person.until(lambda: person.window.session is not None)
    person.window.close()
    assert not person.window.isVisible()
