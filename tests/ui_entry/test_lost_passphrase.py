"""When the passphrase does not come to mind: waiting after wrong ones, and opening by the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from stations import PASSPHRASE

from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.vault import attempts
from interview_kit.vault.workspace import open_workspace
from interview_kit_ui.entry.code_field import CodeField
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.widgets.passphrase_field import PassphraseField

Start = Callable[..., Person]
NEW = "alder birch cedar"


@pytest.fixture
def person(start: Start, laptop: Path) -> Person:
    person = start(laptop)
    person.until(lambda: person.reads("An interviewer's workspace"))
    return person


def boxes(person: Person) -> CodeField:
    return person.screen(Unlock).findChildren(CodeField)[0]


def choose_passphrase(person: Person, first: str, second: str) -> None:
    lines = {line.accessibleName(): line for line in person.screen(Unlock).findChildren(QLineEdit)}
    for name, text in (("New passphrase", first), ("The new passphrase again", second)):
        lines[name].clear()
        lines[name].setFocus()
        person.type(text)


def try_wrongly(person: Person, times: int) -> None:
    for _ in range(times):
        person.type("quiet river at noon")
        person.press(Qt.Key.Key_Return)
        person.until(lambda: not person.reads("Trying"))
        person.until(lambda: person.notices() and person.screen(Unlock)._passphrase.isEnabled())


def test_wrong_passphrases_cost_time_that_is_counted_down(person: Person, laptop: Path) -> None:
    try_wrongly(person, 3)
    person.until(lambda: person.reads("You can try again in"))
    assert not person.buttons("Open")
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    assert not person.reads("Trying the passphrase")
    assert attempts.seconds_to_wait(laptop) > 0
    person.until(lambda: person.buttons("Open"))
    assert not person.reads("You can try again in")
    assert person.screen(Unlock)._passphrase.text() == PASSPHRASE
    person.push("Open")
    person.screen(FieldDesk)


def test_what_the_core_made_wait_is_kept_and_was_not_tried(person: Person, laptop: Path) -> None:
    for _ in range(5):
        attempts.note_failure(laptop)
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.reads("You can try again in"))
    assert person.screen(Unlock).findChildren(PassphraseField)[0].text() == PASSPHRASE
    assert not person.notices()


def test_the_wait_of_an_earlier_start_is_told_at_once(start: Start, laptop: Path) -> None:
    (laptop / attempts.FILE_NAME).write_text("6")
    person = start(laptop)
    person.until(lambda: person.reads("You can try again in"))
    assert not person.buttons("Open")


def test_the_recovery_code_opens_and_the_new_passphrase_is_in_force(
    person: Person, laptop: Path, code: RecoveryCode
) -> None:
    person.push("I have lost the passphrase")
    person.type("".join(code.groups))
    assert boxes(person).groups == code.groups
    choose_passphrase(person, NEW, NEW)
    person.press(Qt.Key.Key_Return)
    person.screen(FieldDesk)
    assert any(told.startswith("The new passphrase is in force.") for told in person.notices())
    person.push("Understood")
    assert not person.notices()
    person.go_away()
    with open_workspace(laptop, NEW) as workspace:
        assert {slot.kind for slot in workspace.keyring.header.slots} == {"passphrase", "recovery"}


def test_the_code_may_be_pasted_as_it_was_written_down(person: Person, code: RecoveryCode) -> None:
    person.push("I have lost the passphrase")
    boxes(person)._boxes[0].textEdited.emit("-".join(code.groups))
    assert boxes(person).groups == code.groups


def test_the_group_with_a_mistake_is_named_as_soon_as_it_is_whole(person: Person, code: RecoveryCode) -> None:
    person.push("I have lost the passphrase")
    wrong = f"{code.groups[1][:5]}{(int(code.groups[1][5]) + 1) % 10}"
    person.type(code.groups[0] + wrong)
    person.until(lambda: person.reads("There is a mistake in group 2"))
    person.press(Qt.Key.Key_Backspace)  # from the third box, still empty, back into the second
    person.press(Qt.Key.Key_Backspace)
    person.until(lambda: not person.reads("There is a mistake in group"))
    person.type(code.groups[1][5])
    assert boxes(person).groups[:2] == code.groups[:2]
    person.push("Clear the digits")
    assert boxes(person).text == ""


def test_a_void_sheet_and_a_weak_passphrase_change_nothing(
    person: Person, laptop: Path, code: RecoveryCode
) -> None:
    person.push("I have lost the passphrase")
    person.type("".join(RecoveryCode.generate().groups))
    choose_passphrase(person, NEW, NEW)
    person.push("Open with the new passphrase")
    person.until(lambda: "This recovery code does not open" in "".join(person.notices()))
    person.push("Clear the digits")
    person.type("".join(code.groups))
    choose_passphrase(person, "password1234", "password1234")
    person.push("Open with the new passphrase")
    person.until(lambda: "This passphrase can be guessed" in "".join(person.notices()))
    assert boxes(person).groups == code.groups
    person.go_away()
    open_workspace(laptop, PASSPHRASE).close()


def test_nothing_is_tried_before_code_and_passphrases_are_there(person: Person, code: RecoveryCode) -> None:
    person.push("I have lost the passphrase")
    person.push("Open with the new passphrase")
    assert person.notices()[-1].startswith("The recovery code is missing.")
    person.type("".join(code.groups))
    choose_passphrase(person, NEW, "alder birch cypress")
    person.push("Open with the new passphrase")
    assert person.notices()[-1].startswith("The two passphrases differ.")
    person.push("Back")
    assert person.buttons("I have lost the passphrase")
    assert boxes(person).text == ""
