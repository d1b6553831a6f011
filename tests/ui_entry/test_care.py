"""The room of the workspace itself: who gets in, what is copied away, and whether all is whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from stations import PASSPHRASE, create_office, record

from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError
from interview_kit.trust import restoring
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import open_workspace, unlock_with_code
from interview_kit_ui.care import printing
from interview_kit_ui.care.care_cards import CareCards
from interview_kit_ui.care.passphrase_sheet import PassphraseSheet
from interview_kit_ui.care.recovery_steps import RecoverySteps
from interview_kit_ui.field.home import WORKSPACE
from interview_kit_ui.office.desk import OfficeDesk
from interview_kit_ui.session import State

Start = Callable[..., Person]
NEW = "alder birch cedar"
DAMAGED = "Something in this workspace is damaged"


@pytest.fixture
def person(start: Start, laptop: Path, code: RecoveryCode) -> Person:
    """Somebody in that room, whose recovery sheet lies in a safe."""
    person = start(laptop)
    person.unlock(PASSPHRASE)
    person.home.show_room(WORKSPACE)
    person.until(lambda: person.reads("Recovery sheet ·"))
    return person


def fill(person: Person, own: str, new: str = "") -> None:
    sheet = person.window.findChildren(PassphraseSheet)[-1]
    lines = {line.accessibleName(): line for line in sheet.findChildren(QLineEdit)}
    lines["Present passphrase"].setFocus()
    person.type(own)
    for name in ("New passphrase", "The new passphrase again") if new else ():
        lines[name].setFocus()
        person.type(new)


def push_on_sheet(person: Person, label: str) -> None:
    sheet = person.window.findChildren(PassphraseSheet)[-1]
    person.click(next(one for one in person.buttons(label) if sheet.isAncestorOf(one)))


def told(person: Person) -> str:
    return " ".join(person.notices())


def test_nothing_reminds_of_a_sheet_that_is_there(person: Person) -> None:
    assert "No recovery sheet is in hand" not in told(person)
    assert not person.reads("No recovery sheet in hand")


def test_the_passphrase_is_changed_by_who_knows_the_present_one(person: Person, laptop: Path) -> None:
    person.push("Change the passphrase")
    fill(person, "quiet river at noon", NEW)
    push_on_sheet(person, "Change the passphrase")
    person.until(lambda: "This passphrase does not open" in told(person))
    person.press(Qt.Key.Key_Escape)
    person.push("Change the passphrase")
    fill(person, PASSPHRASE, NEW)
    push_on_sheet(person, "Change the passphrase")
    person.until(lambda: "The passphrase is changed." in told(person))
    person.go_away()
    open_workspace(laptop, NEW).close()
    with pytest.raises(InputError):
        open_workspace(laptop, PASSPHRASE)


def test_a_weak_passphrase_is_refused_at_its_field(person: Person, laptop: Path) -> None:
    person.push("Change the passphrase")
    fill(person, PASSPHRASE, "password1234")
    push_on_sheet(person, "Change the passphrase")
    person.until(lambda: "This passphrase can be guessed" in told(person))
    person.go_away()
    open_workspace(laptop, PASSPHRASE).close()
    with pytest.raises(InputError):
        open_workspace(laptop, "password1234")


def test_renewed_keys_leave_the_old_passphrase_and_the_old_sheet_behind(
    person: Person, laptop: Path, code: RecoveryCode
) -> None:
    person.push("Renew all keys")
    fill(person, PASSPHRASE, NEW)
    push_on_sheet(person, "Renew all keys")
    person.until(lambda: person.window.findChildren(RecoverySteps))
    steps = person.window.findChildren(RecoverySteps)[-1]
    person.push("Show on screen")
    person.until(lambda: person.reads("Type the six digits of group"))
    assert steps._sheet is not None
    new = RecoveryCode.parse(" ".join(steps._sheet.groups))
    person.type(steps._sheet.groups[steps.asked - 1])
    person.push("Confirm")
    person.until(lambda: "All keys are new." in told(person))
    person.go_away()
    unlock_with_code(laptop, new)
    open_workspace(laptop, NEW).close()
    for refused in (lambda: unlock_with_code(laptop, code), lambda: open_workspace(laptop, PASSPHRASE)):
        with pytest.raises(InputError):
            refused()


def test_renewed_keys_without_a_sheet_in_hand_are_not_forgotten(person: Person, laptop: Path) -> None:
    person.push("Renew all keys")
    fill(person, PASSPHRASE, NEW)
    push_on_sheet(person, "Renew all keys")
    person.push("Later")
    person.until(lambda: "No recovery sheet is in hand yet." in told(person))
    person.go_away()
    with open_workspace(laptop, NEW) as workspace:
        assert workspace.role is Role.FIELD


def test_a_new_sheet_is_only_made_once_there_is_somewhere_for_it_to_go(
    person: Person, laptop: Path, code: RecoveryCode
) -> None:
    person.push("New recovery sheet")
    fill(person, PASSPHRASE)
    push_on_sheet(person, "Go on")
    person.push("Later")
    person.until(lambda: not person.buttons("Later"))
    unlock_with_code(laptop, code)
    assert "No recovery sheet is in hand" not in told(person)


def test_a_backup_is_written_read_back_and_opened_by_the_sheet(
    person: Person, code: RecoveryCode, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person.paths = [stick]
    person.push("Back up to a stick")
    person.until(lambda: "is written and was read back" in told(person))
    (file,) = stick.iterdir()
    by_code = restoring.by_code(code)
    with restoring.restore(file, tmp_path / "again", by_code, NEW) as restored:
        assert restored.name == "T-laptop"


def test_a_backup_is_cancelled_and_leaves_nothing(person: Person, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person.paths = [stick]
    person.push("Back up to a stick")
    person.press(Qt.Key.Key_Return)  # the keyboard is where it can be stopped
    person.until(lambda: "Cancelled. Nothing has changed." in told(person))
    assert not list(stick.iterdir())
    assert person.window.findChildren(CareCards)[-1].isAncestorOf(person.focus)


def test_a_whole_workspace_is_said_to_be_whole(person: Person) -> None:
    person.push("Check")
    person.until(lambda: "Everything is whole." in told(person))
    assert not person.reads(DAMAGED)


def test_damage_is_told_after_opening_and_nothing_is_blocked(start: Start, laptop: Path) -> None:
    with open_workspace(laptop, PASSPHRASE) as workspace:
        record(workspace)
        workspace.database.run(
            "UPDATE entry SET line = json_set(line, '$.path', '/T') WHERE id & 0xffffffff = 3"
        )
    person = start(laptop)
    person.unlock(PASSPHRASE)
    person.until(lambda: person.reads(DAMAGED))
    assert person.reads("Interviews that cannot be read: 1")
    assert "workspace check --repair" in told(person)
    person.press(Qt.Key.Key_Escape)
    assert not person.reads(DAMAGED)
    assert person.window.session is not None
    assert person.window.session.state is State.OPEN


def test_the_office_has_the_same_room(start: Start, tmp_path: Path) -> None:
    create_office(tmp_path / "office").close()
    person = start(tmp_path / "office")
    person.type(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.screen(OfficeDesk)
    assert "No recovery sheet is in hand yet." in told(person)
    person.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.reads("Ways into this workspace"))
    person.push("Check")
    person.until(lambda: "Everything is whole." in told(person))


def test_leaving_while_the_sheet_is_on_its_way_loses_nothing_and_reminds(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = threading.Event()
    monkeypatch.setattr(printing, "printer_names", lambda: ("T-laser",))
    monkeypatch.setattr(printing, "send", lambda *_: arrived.wait(10))
    person.push("New recovery sheet")
    fill(person, PASSPHRASE)
    push_on_sheet(person, "Go on")
    person.push("Print")
    steps = person.window.findChildren(RecoverySteps)[-1]
    person.until(steps._printers.isVisible)
    person.click(steps._printers.rows[0])
    person.until(lambda: steps._sheet is not None)
    person.press(Qt.Key.Key_Escape)
    assert steps._sheet is None
    arrived.set()
    person.until(lambda: "No recovery sheet is in hand yet." in told(person))
