"""Making a workspace: what is missing is said first, what was made opens at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import open_workspace
from interview_kit_ui.entry.create import Create
from interview_kit_ui.entry.strength_line import StrengthLine
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.office.desk import OfficeDesk
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.worker import Worker

Start = Callable[..., Person]


@pytest.fixture
def person(start: Start, tmp_path: Path) -> Person:
    """Somebody who is about to make a workspace in a folder of theirs."""
    person = start()
    person.push("Make a new workspace")
    person.paths = [tmp_path]
    person.push("Choose a place")
    return person


def fill(person: Person, **texts: str) -> None:
    """Type into fields by their names as screen readers say them; ``_`` stands for a space."""
    lines = {line.accessibleName(): line for line in person.screen(Create).findChildren(QLineEdit)}
    for name, text in texts.items():
        field = next(line for said, line in lines.items() if said.startswith(name.replace("_", " ")))
        field.clear()
        field.setFocus()
        person.type(text)


def choose(person: Person, text: str) -> None:
    rows = person.screen(Create).findChildren(OptionRow)
    person.click(next(row for row in rows if row.text() == text))


def test_an_interviewer_makes_a_workspace_and_is_shown_what_to_do_first(
    person: Person, tmp_path: Path
) -> None:
    fill(person, Name_of="현장", Name="T-현장", Passphrase="alder birch cedar", The_same="alder birch cedar")
    person.push("Make the workspace")
    person.push("Later")
    person.screen(FieldDesk)
    person.until(lambda: person.reads("1. Make this laptop known"))
    person.go_away()
    with open_workspace(tmp_path / "현장", "alder birch cedar") as made:
        assert (made.role, made.purpose, made.name) == (Role.FIELD, Purpose.REAL, "T-현장")


def test_an_office_needs_a_custodian(person: Person, tmp_path: Path) -> None:
    choose(person, "Office")
    choose(person, "Practice and training")
    fill(person, Name="T-사무실", Passphrase="alder birch cedar", The_same="alder birch cedar")
    person.push("Make the workspace")
    assert person.notices()[-1].startswith("The custodian's passphrase is missing.")
    custodian = "The_custodian's_passphrase"
    fill(person, **{custodian: "elm fir hazel ivy", f"{custodian}_again": "elm fir hazel ivy"})
    person.push("Make the workspace")
    person.push("Later")
    person.screen(OfficeDesk)
    person.go_away()
    with open_workspace(tmp_path / "interview-kit-office", "alder birch cedar") as made:
        assert (made.role, made.purpose) == (Role.OFFICE, Purpose.PRACTICE)


def test_what_is_wrong_is_seen_beside_the_field_in_a_small_window(person: Person) -> None:
    person.window.resize(person.window.minimumSize())
    fill(person, Passphrase="alder birch cedar", The_same="alder birch")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: both_seen(person, "The name is missing."))
    assert person.focus.accessibleName().startswith("Name.")
    fill(person, Name="T-현장")
    fill(person, The_same="alder birch")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: both_seen(person, "The two passphrases differ."))
    assert not person.reads("The name is missing.")


def both_seen(person: Person, words: str) -> bool:
    """Whether the message that begins so is seen, and what has the focus too."""
    page = person.screen(Create).page
    notices = [one for one in page.findChildren(Notice) if one.accessibleDescription().startswith(words)]
    return bool(notices) and all(
        not one.isHidden() and one.visibleRegion().boundingRect() == one.rect()
        for one in (*notices, person.focus)
    )


def test_enter_after_the_last_word_makes_it(person: Person, tmp_path: Path) -> None:
    choose(person, "Office")
    choose(person, "Practice and training")
    fill(person, Name="T", Passphrase="alder birch cedar", The_same="alder birch cedar")
    for text in ("", "elm fir hazel ivy", "elm fir hazel ivy"):  # the custodian's line is next
        person.type(text)
        person.press(Qt.Key.Key_Return)
    person.push("Later")
    person.screen(OfficeDesk)
    person.go_away()
    with open_workspace(tmp_path / "interview-kit-office", "alder birch cedar") as made:
        assert made.role is Role.OFFICE


def test_two_passphrases_that_differ_are_told_and_nothing_is_made(person: Person, tmp_path: Path) -> None:
    fill(person, Name="T", Passphrase="alder birch cedar", The_same="alder birch cypress")
    person.push("Make the workspace")
    assert person.notices()[-1].startswith("The two passphrases differ.")
    assert not (tmp_path / "interview-kit").exists()


def test_a_passphrase_that_protects_nothing_is_refused_for_real_interviews(
    person: Person, tmp_path: Path
) -> None:
    fill(person, Name="T", Passphrase="river", The_same="river")
    person.push("Make the workspace")
    person.until(lambda: "at least 12 characters" in "".join(person.notices()))
    assert not (tmp_path / "interview-kit").exists()
    choose(person, "Practice and training")
    person.push("Make the workspace")
    person.push("Later")
    person.screen(FieldDesk)


def test_a_folder_that_is_taken_is_told(person: Person, tmp_path: Path) -> None:
    (tmp_path / "interview-kit").mkdir()
    (tmp_path / "interview-kit" / "something").touch()
    fill(person, Name="T", Passphrase="alder birch cedar", The_same="alder birch cedar")
    person.push("Make the workspace")
    person.until(lambda: "is not empty" in "".join(person.notices()))
    assert person.buttons("Make the workspace")


def test_the_same_passphrase_for_both_is_refused(person: Person, tmp_path: Path) -> None:
    choose(person, "Office")
    custodian = "The_custodian's_passphrase"
    fill(person, Name="T", Passphrase="alder birch cedar", The_same="alder birch cedar")
    fill(person, **{custodian: "alder birch cedar", f"{custodian}_again": "alder birch cedar"})
    person.push("Make the workspace")
    assert person.notices()[-1].startswith("The custodian's passphrase is the office's own")
    assert not (tmp_path / "interview-kit-office").exists()


def test_number_keys_choose_what_is_made(person: Person) -> None:
    person.screen(Create)._roles.focus_answer()
    person.press(Qt.Key.Key_2)
    assert person.reads("The custodian opens identities.")
    person.press(Qt.Key.Key_1)
    assert not person.reads("The custodian opens identities.")


def test_a_passphrase_is_judged_while_it_is_typed_and_its_weakness_explained(person: Person) -> None:
    fill(person, Passphrase="password1234")
    person.until(lambda: person.reads("Weak. Many fast machines would guess it within"))
    assert person.reads("It holds a password that many people use.")
    fill(person, Passphrase="alder birch cedar")
    person.until(lambda: person.reads("Strong enough. It lasts about"))
    fill(person, Name="alder birch cedar")
    person.until(lambda: person.reads("There is a name in it"))
    fill(person, Passphrase="x")
    person.press(Qt.Key.Key_Backspace)
    assert not person.reads("Weak.")


def test_a_judgement_that_comes_too_late_finds_nobody(qtbot: QtBot) -> None:
    worker = Worker()
    line = StrengthLine(worker.side)
    line.show()
    line.judge("alder birch cedar")
    line._judge()
    line.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    worker.side.shutdown()
    with qtbot.captureExceptions() as raised:
        QCoreApplication.processEvents()
    worker.shutdown()
    assert not isValid(line)
    assert not raised


def test_a_custodian_s_weak_passphrase_is_told_at_that_field(person: Person, tmp_path: Path) -> None:
    choose(person, "Office")
    custodian, weak = "The_custodian's_passphrase", "password1234"
    fill(person, Name="T", Passphrase="alder birch cedar", The_same="alder birch cedar")
    fill(person, **{custodian: weak, f"{custodian}_again": weak})
    person.until(lambda: person.reads("Strong enough."))
    person.push("Make the workspace")
    person.until(lambda: "This passphrase can be guessed" in "".join(person.notices()))
    assert person.screen(Create)._custodian.first.isAncestorOf(person.focus)
    assert not (tmp_path / "interview-kit-office").exists()
