"""The recovery sheet after a workspace was made: onto a stick, to a printer, or later."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QLineEdit

from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.trust.ways_in import RecoverySheet, recover
from interview_kit.vault.header import read_header
from interview_kit_ui.care import printing
from interview_kit_ui.care.recovery_screen import RecoveryScreen
from interview_kit_ui.care.recovery_steps import RecoverySteps
from interview_kit_ui.entry.create import Create
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.widgets.option_row import OptionRow

Start = Callable[..., Person]
OWED = "No recovery sheet is in hand yet."
PASSPHRASE = "alder birch cedar"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the workspace is made."""
    return tmp_path / "interview-kit"


@pytest.fixture
def person(start: Start, tmp_path: Path) -> Person:
    """Somebody who has just made a workspace to practise with."""
    person = start()
    person.push("Make a new workspace")
    person.paths = [tmp_path]
    person.push("Choose a place")
    rows = person.screen(Create).findChildren(OptionRow)
    person.click(next(row for row in rows if row.text() == "Practice and training"))
    lines = {line.accessibleName(): line for line in person.screen(Create).findChildren(QLineEdit)}
    texts = ("T", PASSPHRASE, PASSPHRASE)
    for said, text in zip(("Name. ", "Passphrase", "The same passphrase"), texts, strict=True):
        next(line for name, line in lines.items() if name.startswith(said)).setFocus()
        person.type(text)
    person.push("Make the workspace")
    person.screen(RecoveryScreen)
    return person


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk only")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[RecoverySheet, str]]:
    """What a printer called ``T-laser`` was given."""
    given: list[tuple[RecoverySheet, str]] = []
    monkeypatch.setattr(printing, "printer_names", lambda: ("T-laser",))
    monkeypatch.setattr(printing, "send", lambda sheet, _language, name: given.append((sheet, name)))
    return given


def steps(person: Person) -> RecoverySteps:
    return person.window.findChildren(RecoverySteps)[-1]


def kinds(folder: Path) -> set[str]:
    return {slot.kind for slot in read_header(folder).slots}


def sheet(person: Person) -> RecoverySheet:
    made = steps(person)._sheet
    assert made is not None, "no code was made"
    return made


def type_group(person: Person) -> None:
    person.until(lambda: person.reads("Type the six digits of group"))
    person.type(sheet(person).groups[steps(person).asked - 1])


def test_later_is_possible_and_the_desk_goes_on_reminding(person: Person, place: Path) -> None:
    person.push("Later")
    person.screen(FieldDesk)
    person.until(lambda: person.home.picture is not None)
    assert any(told.startswith(OWED) for told in person.notices())
    person.push("New recovery sheet")
    person.until(lambda: person.reads("Ways into this workspace"))
    person.until(lambda: person.reads("No recovery sheet in hand"))
    assert kinds(place) == {"passphrase"}


def test_a_sheet_never_goes_onto_the_disk_of_the_workspace(
    person: Person, place: Path, tmp_path: Path
) -> None:
    person.paths = [tmp_path]
    person.push("Save on a stick")
    person.until(lambda: any("lies on the same disk" in told for told in person.notices()))
    assert kinds(place) == {"passphrase"}
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_sheet_on_a_stick_is_in_hand_once_a_group_was_read_from_it(
    person: Person, place: Path, stick: Path
) -> None:
    person.paths = [stick]
    person.push("Save on a stick")
    person.until(lambda: person.reads("Type the six digits of group"))
    assert [file.read_bytes()[:5] for file in stick.iterdir()] == [b"%PDF-"]
    person.type("000 00 1\n")
    person.until(lambda: any("That is not group" in told for told in person.notices()))
    code = RecoveryCode.parse(" ".join(sheet(person).groups))
    type_group(person)
    person.push("Confirm")
    person.screen(FieldDesk)
    assert not any(told.startswith(OWED) for told in person.notices())
    person.go_away()
    recover(place, str(code), "elm fir hazel ivy").close()


def test_a_printed_sheet_is_checked_the_same_way(
    person: Person, place: Path, printed: list[tuple[RecoverySheet, str]]
) -> None:
    person.push("Print")
    person.until(lambda: person.reads("On which printer") or steps(person)._printers.isVisible())
    assert kinds(place) == {"passphrase"}
    person.click(steps(person)._printers.rows[0])
    type_group(person)
    assert [(one.practice, name) for one, name in printed] == [(True, "T-laser")]
    person.push("Confirm")
    person.screen(FieldDesk)


def test_without_a_printer_other_ways_are_named(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "printer_names", tuple)
    person.push("Print")
    person.until(lambda: any("knows no printer" in told for told in person.notices()))
    assert person.buttons("Show on screen")


def test_the_code_is_on_the_screen_only_when_asked_for_and_not_known_to_be_in_hand_without_the_check(
    person: Person,
) -> None:
    assert not steps(person)._code.isVisible()
    person.push("Show on screen")
    person.until(steps(person)._code.isVisible)
    assert steps(person)._code.accessibleDescription() == " ".join(sheet(person).groups)
    held = steps(person)
    person.push("Later")
    person.screen(FieldDesk)
    assert held._sheet is None
    assert any(told.startswith(OWED) for told in person.notices())


def test_the_page_that_is_printed_holds_one_sheet(tmp_path: Path) -> None:
    groups = RecoveryCode.generate().groups
    writer = QPdfWriter(str(tmp_path / "page.pdf"))
    assert printing.paint_sheet(writer, RecoverySheet(groups, "ab12cd", "2026-03-14", True), "ko")
    del writer
    page = (tmp_path / "page.pdf").read_bytes()
    assert page.count(b"/Type /Page\n") == 1
    assert len(page) > 10_000
